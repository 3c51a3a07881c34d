//! Errors as JavaScript has them, in the terms of who wrote the call.

use js_sys::{Error as JsError, RangeError, TypeError};
use unglue::Error;
use wasm_bindgen::prelude::*;

pub fn type_error(message: &str) -> JsValue {
    TypeError::new(message).into()
}

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

/// Returns the name that JavaScript has for a field of [`Options`].
fn camel_case(option: &'static str) -> &'static str {
    match option {
        "show_confidence" => "showConfidence",
        "fix_confidence" => "fixConfidence",
        _ => option,
    }
}

/// Refuses an offset beyond the end of a text. Both are code units, where [`Error::OffsetOutside`] has bytes.
pub fn outside(offset: usize, len: usize) -> JsValue {
    RangeError::new(&format!(
        "offset {offset} lies outside the text, which has {len} code units: give offsets into the text that is checked now"
    ))
    .into()
}
