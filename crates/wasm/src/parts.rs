//! Checks and fixes in parts, so that JavaScript can do other work in between, or cancel them.

use std::task::Poll;

use js_sys::{Array, JsString};
use wasm_bindgen::prelude::*;

use unglue::{Check, Checker, Edit, Fix, Utf16Index};

use crate::fields::{self, string};
use crate::packed::packed;

#[wasm_bindgen]
extern "C" {
    /// Returns milliseconds of a clock that never goes back.
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// Returns a function that returns whether `milliseconds` have passed; `None` stands for no limit.
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
        let (text, timeout) = fields::text(text, options, &["protect", "caret", "mode", "timeout"])?;
        Ok(WasmCheck { check: checker.begin_check(text), timeout })
    }

    /// Returns the limit of all parts together, in milliseconds.
    #[wasm_bindgen(getter)]
    pub fn timeout(&self) -> Option<f64> {
        self.timeout
    }

    /// Continues for `milliseconds`. Returns the diagnostics, packed, once all are found.
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
    /// The edits, once all are found.
    edits: Vec<Edit>,
    timeout: Option<f64>,
}

#[wasm_bindgen(js_class = Fix)]
impl WasmFix {
    pub(super) fn new(checker: &Checker, text: &JsString, options: &JsValue) -> Result<WasmFix, JsValue> {
        let (content, timeout) =
            fields::text(text, options, &["protect", "mode", "fixConfidence", "timeout"])?;
        Ok(WasmFix { fix: checker.begin_fix(content), text: text.clone(), edits: Vec::new(), timeout })
    }

    /// Returns the limit of all parts together, in milliseconds.
    #[wasm_bindgen(getter)]
    pub fn timeout(&self) -> Option<f64> {
        self.timeout
    }

    /// Continues for `milliseconds`. Returns the repaired text once nothing is left to repair.
    pub fn run(&mut self, milliseconds: Option<f64>) -> Result<Option<JsString>, JsValue> {
        match self.fix.run(&mut pause_after(milliseconds)) {
            Poll::Pending => Ok(None),
            Poll::Ready(edits) => {
                self.edits = edits;
                repaired(&self.text, &self.edits).map(Some)
            }
        }
    }

    /// Returns what was repaired, packed, once `run` has returned the text.
    pub fn repairs(&mut self) -> Result<Vec<u32>, JsValue> {
        let content = string(&self.text)?;
        let repairs = self.fix.repairs(&content, &self.edits);
        let mut offsets = Utf16Index::new(&content);
        Ok(packed(&repairs, |byte| offsets.unit_of(byte)))
    }
}

/// Returns a text with its fixes applied. They are applied to the host's own string, whose lone surrogates Rust's
/// strings cannot hold.
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
