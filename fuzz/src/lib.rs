//! What the targets share with the tests of the crate.

pub use unglue_laws::targets;
