//! Work that is done in parts, so that JavaScript can do other things meanwhile, or give it up.

use std::task::Poll;

use js_sys::{Array, JsString};
use wasm_bindgen::prelude::*;

use unglue::{Check, Checker, Edit, Fix, Utf16Index};

use crate::fields::{self, string};
use crate::packed::packed;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds, of a clock that never goes back.
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// Pauses when so many milliseconds are over; `None`: never.
pub fn pause_after(milliseconds: Option<f64>) -> impl FnMut() -> bool {
    let end = milliseconds.map(|milliseconds| now() + milliseconds);
    move || end.is_some_and(|end| now() >= end)
}

/// A check under way.
#[wasm_bindgen(js_name = Check)]
pub struct WasmCheck {
    check: Check,
    timeout: Option<f64>,
}

#[wasm_bindgen(js_class = Check)]
impl WasmCheck {
    pub(super) fn new(checker: &Checker, text: &JsString, options: &JsValue) -> Result<WasmCheck, JsValue> {
        let (text, timeout) = fields::text(text, options, &["protect", "caret", "timeout"])?;
        Ok(WasmCheck { check: checker.begin_check(text), timeout })
    }

    /// How many milliseconds it may take, all parts together.
    #[wasm_bindgen(getter)]
    pub fn timeout(&self) -> Option<f64> {
        self.timeout
    }

    /// Goes on for so many milliseconds. The diagnostics, packed, when all are found.
    pub fn run(&mut self, milliseconds: Option<f64>) -> Option<Vec<u32>> {
        match self.check.run(&mut pause_after(milliseconds)) {
            Poll::Pending => None,
            Poll::Ready(found) => {
                let mut offsets = Utf16Index::new(self.check.text());
                Some(packed(&found, |byte| offsets.unit_of(byte)))
            }
        }
    }
}

/// A fix under way.
#[wasm_bindgen(js_name = Fix)]
pub struct WasmFix {
    fix: Fix,
    text: JsString,
    timeout: Option<f64>,
}

#[wasm_bindgen(js_class = Fix)]
impl WasmFix {
    pub(super) fn new(checker: &Checker, text: &JsString, options: &JsValue) -> Result<WasmFix, JsValue> {
        let (content, timeout) = fields::text(text, options, &["protect", "timeout"])?;
        Ok(WasmFix { fix: checker.begin_fix(content), text: text.clone(), timeout })
    }

    /// How many milliseconds it may take, all parts together.
    #[wasm_bindgen(getter)]
    pub fn timeout(&self) -> Option<f64> {
        self.timeout
    }

    /// Goes on for so many milliseconds. The repaired text, when nothing is left to repair.
    pub fn run(&mut self, milliseconds: Option<f64>) -> Result<Option<JsString>, JsValue> {
        match self.fix.run(&mut pause_after(milliseconds)) {
            Poll::Pending => Ok(None),
            Poll::Ready(fixes) => repaired(&self.text, &fixes).map(Some),
        }
    }
}

/// A text with its fixes. The host's own string is cut, so that what Rust's strings cannot hold (lone surrogates) stays.
fn repaired(text: &JsString, fixes: &[Edit]) -> Result<JsString, JsValue> {
    if fixes.is_empty() {
        return Ok(text.clone());
    }
    let content = string(text)?;
    let mut offsets = Utf16Index::new(&content);
    let (parts, mut done) = (Array::new(), 0);
    for Edit { range, insert } in fixes {
        let [start, end] = [range.start, range.end].map(|byte| offsets.unit_of(byte) as u32);
        parts.push(&text.slice(done, start));
        parts.push(&JsValue::from(insert));
        done = end;
    }
    parts.push(&text.slice(done, text.length()));
    Ok(parts.join(""))
}
