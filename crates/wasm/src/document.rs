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
use crate::units::{PAIR_BYTES, Units, units};

#[wasm_bindgen(js_name = Document)]
pub struct WasmDocument {
    /// What it was opened with.
    checker: Checker,
    pub(super) document: Document,
    /// Of `document.text()`, always.
    units: Units,
    /// The edits that were begun since the last change was returned.
    begun: Vec<Begun>,
}

/// An edit, and what it replaced.
struct Begun {
    range: Range<usize>,
    /// How many bytes stand there now.
    inserted: usize,
    old: String,
    /// The code units before it.
    first: usize,
    /// How many code units it put in.
    new_units: usize,
}

#[wasm_bindgen(js_class = Document)]
impl WasmDocument {
    pub(super) fn new(checker: Checker, text: impl Into<Text>) -> WasmDocument {
        let document = checker.open(text);
        let units = Units::new(document.text());
        WasmDocument { checker, document, units, begun: Vec::new() }
    }

    /// What changed: `[from, to]`, the diagnostics that are gone and that are new, packed, and the tokens of both.
    pub fn edit(&mut self, edit: &JsValue) -> Result<Array, JsValue> {
        self.begun.clear();
        let edit = self.read(edit)?;
        let begun = self.begun(&edit);
        let change = self.document.edit(&edit).map_err(throw)?;
        self.units.edit(self.document.text(), &begun.range, begun.inserted);
        Ok(self.told(&change, Some(&begun)))
    }

    /// Makes an edit, and leaves what follows from it to `run`.
    #[wasm_bindgen(js_name = beginEdit)]
    pub fn begin_edit(&mut self, edit: &JsValue) -> Result<(), JsValue> {
        let edit = self.read(edit)?;
        let begun = self.begun(&edit);
        self.document.begin_edit(&edit).map_err(throw)?;
        self.units.edit(self.document.text(), &begun.range, begun.inserted);
        self.begun.push(begun);
        Ok(())
    }

    /// Goes on for so many milliseconds with what follows from edits and new words, `near`: only around the edits. When that
    /// is done, returns what it changed, as `edit` does; of several edits only that it is done.
    pub fn run(&mut self, milliseconds: Option<f64>, near: bool) -> Option<Array> {
        let mut pause = pause_after(milliseconds);
        let change = match near {
            true => self.document.run_near(&mut pause),
            false => self.document.run(&mut pause),
        };
        let Poll::Ready(change) = change else { return None };
        let begun = std::mem::take(&mut self.begun);
        match &begun[..] {
            [] => Some(self.told(&change, None)),
            [begun] => Some(self.told(&change, Some(begun))),
            _ => Some(Array::new()),
        }
    }

    /// The diagnostics, packed, and their tokens.
    pub fn diagnostics(&mut self) -> Array {
        self.document.diagnostics();
        self.known()
    }

    /// The same, as far as they are found by now.
    pub fn known(&self) -> Array {
        let found = self.document.known();
        let mut offsets = Utf16Index::new(self.document.text());
        let packed = packed(&found, |byte| offsets.unit_of(byte));
        Array::of2(&Uint32Array::from(&packed[..]), &tokens(found.iter()))
    }

    /// The text as it stands now.
    pub fn text(&self) -> String {
        self.document.text().into()
    }

    /// Opens another text in the place of this one, with the same checker.
    pub fn reopen(&mut self, text: &JsString) -> Result<(), JsValue> {
        *self = WasmDocument::new(self.checker.clone(), string(text)?);
        Ok(())
    }

    /// Whether an offset stands between the halves of a surrogate pair. One outside the text does not.
    #[wasm_bindgen(js_name = isInPair)]
    pub fn is_in_pair(&self, offset: f64) -> bool {
        let unit = offset as usize;
        unit as f64 == offset
            && self.units.byte_of(self.document.text(), unit).is_ok_and(|(_, splits)| splits)
    }
}

impl WasmDocument {
    /// An edit that JavaScript gives, in bytes.
    fn read(&self, edit: &JsValue) -> Result<Edit, JsValue> {
        let fields = Fields::new(edit, "edit", &["from", "to", "insert"])?;
        let (from, to) = (fields.offset("from")?, fields.offset("to")?);
        let insert = fields.get("insert").and_then(|insert| insert.as_string());
        let insert = insert.ok_or_else(|| type_error("edit.insert must be a string"))?;
        if from > to {
            return Err(throw(Error::BackwardRange { from, to }));
        }
        let text = self.document.text();
        let (start, splits_start) = self.units.byte_of(text, from)?;
        let (end, splits_end) = self.units.byte_of(text, to)?;
        // What is left of a surrogate pair that the edit cuts in two is a lone surrogate: one U+FFFD each.
        let lone = |splits| if splits { "\u{fffd}" } else { "" };
        let range = start..if splits_end { end + PAIR_BYTES } else { end };
        Ok(Edit { range, insert: [lone(splits_start), &insert, lone(splits_end)].concat() })
    }

    /// What will be asked of an edit once it is made.
    fn begun(&self, Edit { range, insert }: &Edit) -> Begun {
        let text = self.document.text();
        Begun {
            range: range.clone(),
            inserted: insert.len(),
            old: text[range.clone()].to_owned(),
            first: self.units.unit_of(text, range.start),
            new_units: units(insert),
        }
    }

    /// A change in numbers, made by one edit or none.
    fn told(&self, change: &Change, begun: Option<&Begun>) -> Array {
        let now = |byte: usize| self.units.unit_of(self.document.text(), byte);
        // A byte of the old text is found before the edit, in what it replaced, or as far from the end as now.
        let before = |byte: usize| match begun {
            Some(Begun { range, old, first, .. }) if byte > range.start && byte <= range.end => {
                first + units(&old[..byte - range.start])
            }
            Some(Begun { range, inserted, old, new_units, .. }) if byte > range.end => {
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
