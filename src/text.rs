//! The text itself: tokens, casing, code and markup, ranges, edits and offsets.

pub mod casing;
pub mod edit;
pub mod markup;
pub mod protect;
pub mod ranges;
pub mod replacement;
pub mod stripped;
pub mod token_info;
pub mod tokenizer;
pub mod utf16;
pub mod word_hash;
