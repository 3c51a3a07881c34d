//! The native half of the Python package `unglue`: texts come in as Python's strings, and what is found leaves with offsets in
//! code points. The other half, `unglue/`, has the classes that users see.

mod checker;
mod many;
mod points;
mod text;

use pyo3::prelude::*;

/// The module `unglue._native`.
#[pymodule]
mod _native {
    use std::ffi::OsString;

    use pyo3::prelude::*;
    use unglue::{Mode, Rule};

    #[pymodule_export]
    use crate::checker::NativeChecker;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("RULES", Rule::ALL.map(Rule::name).to_vec())?;
        module.add("MODES", Mode::ALL.map(Mode::name).to_vec())
    }

    /// Runs the command line, of which the first argument is the name of the program, and returns its exit status.
    #[pyfunction]
    fn command(py: Python<'_>, args: Vec<OsString>) -> u8 {
        py.detach(|| unglue_cli::run(args))
    }
}
