//! What is bounded. Text beyond a limit is left alone, and what follows keeps its offsets; words beyond one are refused.
//!
//! `docs/trust.md` has these and the limits inside, with what time and memory grow by.

pub use crate::options::MAX_PERSONAL_WORD_BYTES;
pub use crate::spacing::lattice::MAX_RUN_CHARS;

/// The longest word that a lexicon may list, in bytes. A longer one is not packed, and never looked up.
pub const MAX_LISTED_WORD_BYTES: usize = crate::pack::MAX_WORD_BYTES;
