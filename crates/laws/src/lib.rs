//! What holds for every text and every file, for the tests of the crate (natively and in Wasm) and for its fuzz targets.

pub mod files;
pub mod laws;
pub mod targets;
