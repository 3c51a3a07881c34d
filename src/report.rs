//! Rules, findings and diagnostics.

pub(crate) mod diagnostic;
pub(crate) mod finding;
pub(crate) mod fixed;
pub(crate) mod rule;
