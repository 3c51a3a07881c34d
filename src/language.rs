//! What is known of a language: its words, how they are inflected, derived and misspelt.

pub mod derivation;
pub mod lexicon;
pub mod misspelling;
