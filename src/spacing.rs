//! Spaces that are missing between words.

pub mod cache;
pub mod features;
pub mod hypotheses;
pub mod lattice;
pub mod queries;
