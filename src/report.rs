//! Rules, findings and diagnostics.

pub mod diagnostic;
pub mod finding;
pub mod rule;
