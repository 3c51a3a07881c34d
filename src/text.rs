//! Texts, their tokens, and what no one means as prose in them.

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
