//! The context of a flagged place: the tokens around it, and the rest of the document.

pub mod boundary_costs;
pub mod counts;
pub mod family;
pub mod feature_context;
pub mod window;
