//! What is bounded. Text beyond a limit is left alone, and what follows keeps its offsets; words beyond one are refused.
//!
//! `docs/trust.md` has these and the limits inside, with what time and memory grow by.

/// The longest personal word, in bytes.
pub const MAX_PERSONAL_WORD_BYTES: usize = 256;
/// Longer tokens are left alone, in characters: nobody writes them, and they would cost time and memory for nothing.
pub const MAX_TOKEN_CHARS: usize = 2_000;
