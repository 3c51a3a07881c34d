//! Texts as Python gives them.

use pyo3::exceptions::{PyTypeError, PyUnicodeEncodeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyBytes, PyString};

/// Returns the text of an argument; `name` is what messages call it.
///
/// # Errors
/// When it is no string, or holds a lone surrogate, which UTF-8 does not have.
pub fn text_of(value: &Bound<'_, PyAny>, name: &str) -> PyResult<PyBackedStr> {
    let Ok(string) = value.cast::<PyString>() else { return Err(no_string(value, name)) };
    PyBackedStr::try_from(string.clone()).map_err(|error| match surrogate(string, name, &error) {
        Ok(error) | Err(error) => error,
    })
}

fn no_string(value: &Bound<'_, PyAny>, name: &str) -> PyErr {
    let class = value.get_type().name().map_or_else(|_| "object".into(), |name| name.to_string());
    let hint = match value.is_instance_of::<PyBytes>() {
        true => "decode it first, as in data.decode('utf-8')",
        false => "give a str",
    };
    PyTypeError::new_err(format!("{name} is of type {class}, not str: {hint}"))
}

/// Returns the error of a lone surrogate, at its place in code points.
fn surrogate(string: &Bound<'_, PyString>, name: &str, error: &PyErr) -> PyResult<PyErr> {
    let error = error.value(string.py());
    let [start, end] = ["start", "end"].map(|field| error.getattr(field)?.extract::<usize>());
    let reason = format!(
        "{name} has a lone surrogate, which is no character: \
         text.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace') joins pairs and replaces the others by U+FFFD"
    );
    let exception = string.py().get_type::<PyUnicodeEncodeError>();
    let error = exception.call1(("utf-8", string, start?, end?, reason))?;
    Ok(PyErr::from_value(error))
}

/// Returns the exception of what the checker refuses.
pub fn refused(error: unglue::Error) -> PyErr {
    PyValueError::new_err(error.to_string())
}
