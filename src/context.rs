//! What stands around a flagged place: the words beside it, and the rest of the document.

pub mod counts;
pub mod family;
pub mod feature_context;
pub mod window;
