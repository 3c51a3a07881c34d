//! The context of a flagged place: the tokens around it, and the rest of the document.

pub(crate) mod boundary_costs;
pub(crate) mod counts;
pub(crate) mod family;
pub(crate) mod feature_context;
pub(crate) mod window;
