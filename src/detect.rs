//! Detection: which tokens and gaps of a text are looked at more closely.

pub mod detections;
pub mod detector;
pub mod gap;
pub mod lookup_cache;
