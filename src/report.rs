//! Rules, findings and diagnostics.

pub(crate) mod diagnostic;
pub(crate) mod finding;
pub(crate) mod rule;
