//! The text itself: tokens, casing, code and markup, ranges, edits and offsets.

pub(crate) mod casing;
pub(crate) mod edit;
pub(crate) mod entity;
pub(crate) mod latin;
pub(crate) mod markup;
pub(crate) mod protect;
pub(crate) mod ranges;
pub(crate) mod reading_copy;
pub(crate) mod replacement;
pub(crate) mod token;
pub(crate) mod token_info;
pub(crate) mod tokenizer;
pub(crate) mod utf16;
pub(crate) mod word_hash;
