//! What is bounded. Text beyond a limit is left alone, and what follows keeps its offsets; words beyond one are refused.
//!
//! `docs/trust.md` has these and the limits inside, with what time and memory grow by.

pub use crate::options::MAX_WORD_BYTES as MAX_PERSONAL_WORD_BYTES;
pub use crate::pack::MAX_WORD_BYTES as MAX_LISTED_WORD_BYTES;
pub use crate::segmenter::MAX_RUN_CHARS;
