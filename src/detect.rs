//! Detection: which tokens and gaps of a text are looked at more closely.

pub mod detector;
pub mod lookup_cache;
