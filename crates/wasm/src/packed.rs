//! Diagnostics as numbers.

use std::ops::Range;

use js_sys::Array;
use unglue::{Applicability, Diagnostic, Edit, Suggestion};
use wasm_bindgen::prelude::*;

use crate::units::units;

/// The version of the layout that [`packed`] returns, its first number. `pkg/diagnostics.js` reads no other version.
pub const PACKED_VERSION: u32 = 2;

/// Returns diagnostics as numbers, which cross to JavaScript a hundred times as quickly as objects: the version of the
/// layout, then for each diagnostic its range, its rule in the order of [`Rule::ALL`], its confidence as the bits of an
/// `f32`, whether it may be made without asking (1) or not (0), and its number of edits; then for each edit its range and the
/// code unit that it inserts, 0 for none, U+000D for a line end of two. Offsets are code units; `unit` returns those before a byte, and is called in
/// ascending order.
pub fn packed(found: &[Diagnostic], mut unit: impl FnMut(usize) -> usize) -> Vec<u32> {
    let mut out = Vec::with_capacity(1 + 8 * found.len());
    out.push(PACKED_VERSION);
    for Diagnostic { range, token, rule, confidence, suggestions, .. } in found {
        let from = unit(range.start);
        let Suggestion { edits, applicability, .. } = &suggestions[0];
        let is_auto = u32::from(*applicability == Applicability::Auto);
        let to = from + units(token);
        out.extend([from as u32, to as u32, *rule as u32, confidence.to_bits(), is_auto, edits.len() as u32]);
        for Edit { range: Range { start, end }, insert } in edits {
            // Edits are inside of the token, and insert a space or a line end at most.
            let [start, end] = [start, end].map(|byte| (from + units(&token[..byte - range.start])) as u32);
            out.extend([start, end, insert.chars().next().map_or(0, u32::from)]);
        }
    }
    out
}

/// Returns the flagged tokens, one for each diagnostic.
pub fn tokens<'d>(found: impl Iterator<Item = &'d Diagnostic>) -> Array {
    found.map(|diagnostic| JsValue::from(&diagnostic.token)).collect()
}
