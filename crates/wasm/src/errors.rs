//! Errors as JavaScript exceptions, in the terms of the JavaScript call.

use js_sys::{Error as JsError, RangeError, TypeError};
use unglue::Error;
use wasm_bindgen::prelude::*;

/// Returns a `TypeError`.
pub fn type_error(message: &str) -> JsValue {
    TypeError::new(message).into()
}

/// Returns an error as an exception.
pub fn throw(error: Error) -> JsValue {
    let message = match &error {
        Error::BadConfidence { option, value } => {
            Error::BadConfidence { option: camel_case(option), value: value.clone() }.to_string()
        }
        _ => error.to_string(),
    };
    match error {
        Error::BadLanguage { .. } => JsError::new(&message).into(),
        _ => RangeError::new(&message).into(),
    }
}

/// Returns the JavaScript name of a field of `Options`.
fn camel_case(option: &'static str) -> &'static str {
    match option {
        "show_confidence" => "showConfidence",
        "fix_confidence" => "fixConfidence",
        _ => option,
    }
}

/// Returns the error for an offset beyond the end of a text. Both are code units, where [`Error::OffsetOutside`] has
/// bytes.
pub fn outside(offset: usize, len: usize) -> JsValue {
    RangeError::new(&format!(
        "offset {offset} lies outside the text, which has {len} code units: give offsets into the text that is checked now"
    ))
    .into()
}
