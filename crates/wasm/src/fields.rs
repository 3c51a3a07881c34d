//! Arguments from JavaScript, checked by hand, so that an error names the wrong one in the terms of the call.

use js_sys::{Array, JsString, Object, RangeError, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use unglue::{Error, Mode, Text, Utf16Index};

use crate::errors::{outside, throw, type_error};
use crate::units::{units, whole_pairs};

/// The code units from which on the platform encodes a string. The glue of wasm-bindgen goes over ASCII one by one: a tenth of a check
/// of 100 kB of speeches.
const LONG: u32 = 512;

#[wasm_bindgen]
extern "C" {
    /// The platform's encoder into UTF-8.
    type TextEncoder;

    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;

    #[wasm_bindgen(method)]
    fn encode(this: &TextEncoder, text: &JsString) -> Uint8Array;
}

/// An object from the host, read field by field.
pub struct Fields<'a> {
    object: &'a JsValue,
    /// Its name in messages.
    name: &'static str,
}

impl Fields<'_> {
    /// Returns the fields of an object. Refuses anything else, and unknown fields, which are typing errors.
    pub fn new<'a>(object: &'a JsValue, name: &'static str, fields: &[&str]) -> Result<Fields<'a>, JsValue> {
        let is_object = object.is_object() && !Array::is_array(object);
        if !is_object {
            let message =
                format!("{name} must be an object with {}, not {}", fields.join(", "), kind(object));
            return Err(type_error(&message));
        }
        let keys = Object::keys(object.unchecked_ref::<Object>());
        for key in keys.iter().filter_map(|key| key.as_string()) {
            if !fields.contains(&key.as_str()) {
                let message = format!("{name} has no field {key:?}: there are {}", fields.join(", "));
                return Err(type_error(&message));
            }
        }
        Ok(Fields { object, name })
    }

    /// Returns a field; `None` if it is missing or `undefined`, which stands for its default.
    pub fn get(&self, field: &str) -> Option<JsValue> {
        let value = Reflect::get(self.object, &field.into()).ok()?;
        (!value.is_undefined()).then_some(value)
    }

    pub fn number(&self, field: &str) -> Result<Option<f64>, JsValue> {
        let wrong = |value: &JsValue| {
            type_error(&format!("{}.{field} must be a number from 0 to 1, not {}", self.name, kind(value)))
        };
        self.get(field).map(|value| value.as_f64().ok_or_else(|| wrong(&value))).transpose()
    }

    /// Returns a number of milliseconds, which may be infinite.
    fn milliseconds(&self, field: &str) -> Result<Option<f64>, JsValue> {
        let Some(value) = self.get(field) else { return Ok(None) };
        let name = format!("{}.{field}", self.name);
        let wrong = || type_error(&format!("{name} must be a number of milliseconds, not {}", kind(&value)));
        let number = value.as_f64().ok_or_else(wrong)?;
        if number >= 0.0 {
            return Ok(Some(number));
        }
        Err(RangeError::new(&format!("{name} is {number}: give 0 milliseconds or more")).into())
    }

    pub fn strings(&self, field: &str) -> Result<Option<Vec<String>>, JsValue> {
        self.get(field).map(|value| strings(&value, &format!("{}.{field}", self.name))).transpose()
    }

    pub fn bytes(&self, field: &str) -> Result<Option<Vec<u8>>, JsValue> {
        let wrong =
            |value: &JsValue| format!("{}.{field} must be a Uint8Array, not {}", self.name, kind(value));
        self.get(field)
            .map(|value| match value.dyn_ref::<Uint8Array>() {
                Some(bytes) => Ok(bytes.to_vec()),
                None => Err(type_error(&wrong(&value))),
            })
            .transpose()
    }

    pub fn offset(&self, field: &str) -> Result<usize, JsValue> {
        offset(&self.get(field).unwrap_or_default(), &format!("{}.{field}", self.name))
    }
}

/// Returns a number of code units.
fn offset(value: &JsValue, name: &str) -> Result<usize, JsValue> {
    let number = value
        .as_f64()
        .ok_or_else(|| type_error(&format!("{name} must be a number of code units, not {}", kind(value))))?;
    match number >= 0.0 && number.fract() == 0.0 && number <= u32::MAX.into() {
        true => Ok(number as usize),
        false => {
            let message = format!("{name} is {number}: give a whole number from 0 to the length of the text");
            Err(RangeError::new(&message).into())
        }
    }
}

/// Returns an array of strings; `name` is its name in messages.
pub fn strings(value: &JsValue, name: &str) -> Result<Vec<String>, JsValue> {
    let array = value
        .dyn_ref::<Array>()
        .ok_or_else(|| type_error(&format!("{name} must be an array of strings, not {}", kind(value))))?;
    let wrong = |at: usize, item: &JsValue| {
        type_error(&format!("{name} must be an array of strings, but {name}[{at}] is {}", kind(item)))
    };
    array.iter().enumerate().map(|(at, item)| item.as_string().ok_or_else(|| wrong(at, &item))).collect()
}

/// Returns the kind of a value, for a message about the expected one.
pub fn kind(value: &JsValue) -> String {
    match value.js_typeof().as_string().as_deref() {
        Some("undefined") => "undefined".into(),
        Some("object") if value.is_null() => "null".into(),
        Some("object") if Array::is_array(value) => "an array".into(),
        Some("object") => "an object".into(),
        name => format!("a {}", name.unwrap_or("value")),
    }
}

/// Returns the content of a JavaScript string. A lone surrogate becomes one U+FFFD, so that offsets stay correct.
pub fn string(text: &JsString) -> Result<String, JsValue> {
    match text.is_string() {
        true if text.length() < LONG => Ok(String::from(text)),
        true => String::from_utf8(TextEncoder::new().encode(text).to_vec())
            .map_err(|error| type_error(&format!("the text cannot be encoded: {error}"))),
        false => Err(type_error(&format!("the text must be a string, not {}", kind(text)))),
    }
}

/// Returns a text with what the host knows of it, and how many milliseconds the work on it may take. `fields` are the options
/// that there are.
pub fn text(content: &JsString, options: &JsValue, fields: &[&str]) -> Result<(Text, Option<f64>), JsValue> {
    let content = string(content)?;
    if options.is_undefined() {
        return Ok((content.into(), None));
    }
    let fields = Fields::new(options, "options", fields)?;
    let timeout = fields.milliseconds("timeout")?;
    let ranges = ranges(&fields)?;
    let caret = fields.get("caret").map(|_| fields.offset("caret")).transpose()?;

    // In ascending order all of them cost one pass over the text.
    let mut wanted: Vec<usize> = ranges.iter().flat_map(|&(from, to)| [from, to]).chain(caret).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut index = Utf16Index::new(&content);
    let mut bytes = Vec::with_capacity(wanted.len());
    for &unit in &wanted {
        bytes.push(index.byte_of(unit).ok_or_else(|| outside(unit, units(&content)))?);
    }
    let byte_of = |unit: usize| bytes[wanted.binary_search(&unit).expect("every offset is wanted")];
    let range = |(from, to)| whole_pairs(byte_of(from), byte_of(to));
    let caret = caret.map(|caret| byte_of(caret).0);
    let text =
        Text::from(content).protect(&ranges.into_iter().map(range).collect::<Vec<_>>()).map_err(throw)?;
    let text = match caret {
        Some(caret) => text.caret(caret).map_err(throw)?,
        None => text,
    };
    let text = match fields.number("fixConfidence")? {
        Some(value) => text.fix_confidence(value as f32).map_err(throw)?,
        None => text,
    };
    let text = text.mode(mode(&fields)?);
    Ok((text, timeout))
}

/// Returns `options.mode`.
fn mode(fields: &Fields) -> Result<Mode, JsValue> {
    let Some(value) = fields.get("mode") else { return Ok(Mode::default()) };
    let wrong =
        || type_error(&format!("options.mode must be \"editor\" or \"document\", not {}", kind(&value)));
    value.as_string().ok_or_else(wrong)?.parse().map_err(throw)
}

/// Returns the ranges of `options.protect`, in code units.
fn ranges(fields: &Fields) -> Result<Vec<(usize, usize)>, JsValue> {
    let Some(protect) = fields.get("protect") else { return Ok(Vec::new()) };
    let wrong = || type_error("options.protect must be an array of pairs of offsets, such as [[0, 5]]");
    let range = |range: JsValue| {
        let pair = range.dyn_ref::<Array>().filter(|pair| pair.length() == 2).ok_or_else(wrong)?;
        let end = |nth| offset(&pair.get(nth), "an offset in options.protect");
        let (from, to) = (end(0)?, end(1)?);
        if from > to {
            return Err(throw(Error::BackwardRange { from, to }));
        }
        Ok((from, to))
    };
    protect.dyn_ref::<Array>().ok_or_else(wrong)?.iter().map(range).collect()
}
