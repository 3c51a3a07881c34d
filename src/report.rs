//! What is reported: rules, findings and diagnostics.

pub mod diagnostic;
pub mod finding;
pub mod rule;
