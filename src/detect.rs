//! Detection: finds the tokens and gaps of a text that are flagged, to be judged.

pub mod detections;
pub mod detector;
pub mod gap;
pub mod lookup_cache;
