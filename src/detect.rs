//! Detection: finds the tokens and gaps of a text that are flagged, to be judged.

pub(crate) mod detections;
pub(crate) mod detector;
pub(crate) mod emphasis;
pub(crate) mod gap;
mod line_end;
pub(crate) mod lookup_cache;
mod mark;
pub(crate) mod notation;
mod pair;
mod segmenter;
mod spaced_letters;
pub(crate) mod window;
