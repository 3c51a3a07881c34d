//! What the targets share with the tests of the crate: see `tests/trust/`.

#[path = "../../tests/trust/files.rs"]
pub mod files;
#[path = "../../tests/trust/laws.rs"]
pub mod laws;
#[path = "../../tests/trust/targets.rs"]
pub mod targets;
