//! What was measured, and where it goes.

use std::fs;

use unglue_run::{Result, root};

use super::figures::Figures;
use crate::sizes::Part;

/// What was measured.
#[derive(Default)]
pub struct Results {
    pub platforms: Vec<Figures>,
    /// The table that divan prints.
    pub native: Option<String>,
    pub sizes: Option<Vec<Part>>,
}

/// Writes a file of the repository.
pub fn write(file: &str, content: &str) -> Result<()> {
    fs::write(root().join(file), content).map_err(|e| format!("cannot write {file}: {e}"))?;
    println!("  wrote {file}");
    Ok(())
}
