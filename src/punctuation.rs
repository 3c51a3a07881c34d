//! Spaces that are missing beside punctuation.

pub mod features;
pub mod gap;
