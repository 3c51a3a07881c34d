//! The binding of documents.

use std::ops::Range;
use std::task::Poll;

use js_sys::{Array, JsString, Uint32Array};
use wasm_bindgen::prelude::*;

use unglue::{Change, Checker, Document, Edit, Error, Text, Utf16Index};

use crate::errors::{throw, type_error};
use crate::fields::{Fields, string};
use crate::packed::{packed, tokens};
use crate::parts::pause_after;
use crate::units::{Units, units, whole_pairs};

#[wasm_bindgen(js_name = Document)]
pub struct WasmDocument {
    /// The checker that opened it.
    checker: Checker,
    pub(super) document: Document,
    /// The units of `document.text()`, at all times.
    units: Units,
    /// The edits since the last returned change.
    pending: Vec<AppliedEdit>,
}

/// An applied edit, with what the offsets before it are found from.
struct AppliedEdit {
    range: Range<usize>,
    /// The number of bytes that it inserted.
    inserted: usize,
    /// The text that it replaced.
    old: String,
    /// The number of code units before it.
    first: usize,
    /// The number of code units that it inserted.
    new_units: usize,
}

#[wasm_bindgen(js_class = Document)]
impl WasmDocument {
    pub(super) fn new(checker: Checker, text: impl Into<Text>) -> WasmDocument {
        let document = checker.open(text);
        let units = Units::new(document.text());
        WasmDocument { checker, document, units, pending: Vec::new() }
    }

    /// Makes an edit. Returns the change: `[from, to]`, the removed and the added diagnostics, packed, and the tokens
    /// of both.
    pub fn edit(&mut self, edit: &JsValue) -> Result<Array, JsValue> {
        self.pending.clear();
        let edit = self.read(edit)?;
        let applied = self.before(&edit);
        let change = self.document.edit(&edit).map_err(throw)?;
        self.units.edit(self.document.text(), &applied.range, applied.inserted);
        Ok(self.change_array(&change, Some(&applied)))
    }

    /// Makes an edit, whose effect on diagnostics `run` computes.
    #[wasm_bindgen(js_name = beginEdit)]
    pub fn begin_edit(&mut self, edit: &JsValue) -> Result<(), JsValue> {
        let edit = self.read(edit)?;
        let applied = self.before(&edit);
        self.document.begin_edit(&edit).map_err(throw)?;
        self.units.edit(self.document.text(), &applied.range, applied.inserted);
        self.pending.push(applied);
        Ok(())
    }

    /// Continues for `milliseconds` with the effects of edits and new words; if `near`, only with those around the
    /// edits. Returns `undefined` until that is done, then the change as `edit` does; for several edits
    /// an empty array.
    pub fn run(&mut self, milliseconds: Option<f64>, near: bool) -> Option<Array> {
        let mut pause = pause_after(milliseconds);
        let change = match near {
            true => self.document.run_near(&mut pause),
            false => self.document.run(&mut pause),
        };
        let Poll::Ready(change) = change else { return None };
        let pending = std::mem::take(&mut self.pending);
        match &pending[..] {
            [] => Some(self.change_array(&change, None)),
            [edit] => Some(self.change_array(&change, Some(edit))),
            _ => Some(Array::new()),
        }
    }

    /// Returns the diagnostics, packed, and their tokens.
    pub fn diagnostics(&mut self) -> Array {
        self.document.diagnostics();
        self.known()
    }

    /// Returns the diagnostics found so far, packed, and their tokens.
    pub fn known(&self) -> Array {
        let found = self.document.known();
        let mut offsets = Utf16Index::new(self.document.text());
        let packed = packed(&found, |byte| offsets.unit_of(byte));
        Array::of2(&Uint32Array::from(&packed[..]), &tokens(found.iter()))
    }

    /// Returns the current text.
    pub fn text(&self) -> String {
        self.document.text().into()
    }

    /// Replaces the document by one of another text with as many code units: the same ones are protected.
    pub fn reopen(&mut self, text: &JsString) -> Result<(), JsValue> {
        let text = string(text)?;
        let now = Units::new(&text);
        let unit_of = |byte: usize| self.units.unit_of(self.document.text(), byte);
        let byte_of = |byte: usize| now.byte_of(&text, unit_of(byte));
        let moved = |range: &Range<usize>| Ok(whole_pairs(byte_of(range.start)?, byte_of(range.end)?));
        let protect: Result<Vec<_>, JsValue> = self.document.protected().iter().map(moved).collect();
        let protect = protect?;
        let text = Text::from(text).mode(self.document.mode()).protect(&protect).map_err(throw)?;
        *self = WasmDocument::new(self.checker.clone(), text);
        Ok(())
    }

    /// Returns whether an offset is between the halves of a surrogate pair. One outside the text is not.
    #[wasm_bindgen(js_name = isInPair)]
    pub fn is_in_pair(&self, offset: f64) -> bool {
        let unit = offset as usize;
        unit as f64 == offset
            && self.units.byte_of(self.document.text(), unit).is_ok_and(|(_, splits)| splits)
    }
}

impl WasmDocument {
    /// Returns an edit from JavaScript, with its range in bytes.
    fn read(&self, edit: &JsValue) -> Result<Edit, JsValue> {
        let fields = Fields::new(edit, "edit", &["from", "to", "insert"])?;
        let (from, to) = (fields.offset("from")?, fields.offset("to")?);
        let insert = fields.get("insert").and_then(|insert| insert.as_string());
        let insert = insert.ok_or_else(|| type_error("edit.insert must be a string"))?;
        if from > to {
            return Err(throw(Error::BackwardRange { from, to }));
        }
        let text = self.document.text();
        let (start, end) = (self.units.byte_of(text, from)?, self.units.byte_of(text, to)?);
        // An edit that cuts a surrogate pair in two leaves a lone surrogate: one U+FFFD.
        let lone = |splits| if splits { "\u{fffd}" } else { "" };
        let insert = [lone(start.1), &insert, lone(end.1)].concat();
        Ok(Edit { range: whole_pairs(start, end), insert })
    }

    /// Returns an edit that is about to be made, with what the offsets before it are found from.
    fn before(&self, Edit { range, insert }: &Edit) -> AppliedEdit {
        let text = self.document.text();
        AppliedEdit {
            range: range.clone(),
            inserted: insert.len(),
            old: text[range.clone()].to_owned(),
            first: self.units.unit_of(text, range.start),
            new_units: units(insert),
        }
    }

    /// Returns a change as an array; it was made by `edit`, or by no edit.
    fn change_array(&self, change: &Change, edit: Option<&AppliedEdit>) -> Array {
        let now = |byte: usize| self.units.unit_of(self.document.text(), byte);
        // A byte of the old text was before the edit, in the text that it replaced, or behind it, as far from the end
        // as now.
        let before = |byte: usize| match edit {
            Some(AppliedEdit { range, old, first, .. }) if byte > range.start && byte <= range.end => {
                first + units(&old[..byte - range.start])
            }
            Some(AppliedEdit { range, inserted, old, new_units, .. }) if byte > range.end => {
                now(byte - range.end + range.start + inserted) - new_units + units(old)
            }
            _ => now(byte),
        };
        let range = [now(change.range.start), now(change.range.end)].map(|unit| unit as u32);
        let parts = [&range[..], &packed(&change.removed, before), &packed(&change.added, now)];
        let texts = tokens(change.removed.iter().chain(&change.added));
        let parts = parts.into_iter().map(|part| JsValue::from(Uint32Array::from(part)));
        parts.chain([texts.into()]).collect()
    }
}
