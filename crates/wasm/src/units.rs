//! Offsets in long texts, in bytes and in UTF-16 code units.

use std::ops::Range;

use wasm_bindgen::prelude::*;

use unglue::Utf16Index;

use crate::errors::outside;

/// A character outside the Basic Multilingual Plane: two code units, and in UTF-8 so many bytes.
pub const PAIR_BYTES: usize = 4;

/// How many code units each stretch of a text has, so that an offset in a long text is found without reading it all.
pub struct Units {
    /// They join to the text and are cut at characters.
    pub stretches: Vec<Stretch>,
}

/// Some characters of a text in a row.
pub struct Stretch {
    pub bytes: usize,
    pub units: usize,
}

impl Units {
    /// Long enough that a megabyte has few of them, short enough to be read at every key.
    const BYTES: usize = 4096;

    /// Those of a text.
    pub fn new(text: &str) -> Units {
        Units { stretches: Units::stretches(text).collect() }
    }

    fn stretches(mut text: &str) -> impl Iterator<Item = Stretch> {
        std::iter::from_fn(move || {
            let end = (Units::BYTES..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
            let (stretch, rest) = text.split_at(end);
            text = rest;
            (!stretch.is_empty()).then(|| Stretch { bytes: stretch.len(), units: units(stretch) })
        })
    }

    /// The code units before a byte of the text.
    pub fn unit_of(&self, text: &str, byte: usize) -> usize {
        let (mut at, mut unit) = (0, 0);
        for stretch in &self.stretches {
            if at + stretch.bytes > byte {
                break;
            }
            at += stretch.bytes;
            unit += stretch.units;
        }
        unit + units(&text[at..byte])
    }

    /// The byte before which so many code units stand, and whether they end in the middle of a surrogate pair.
    pub fn byte_of(&self, text: &str, unit: usize) -> Result<(usize, bool), JsValue> {
        let (mut at, mut left) = (0, unit);
        for stretch in &self.stretches {
            if stretch.units > left {
                break;
            }
            at += stretch.bytes;
            left -= stretch.units;
        }
        match Utf16Index::new(&text[at..]).byte_of(left) {
            Some((byte, splits)) => Ok((at + byte, splits)),
            None => Err(outside(unit, Utf16Index::new(text).len_units())),
        }
    }

    /// `text` is what became of the text when `range` was replaced by so many bytes.
    pub fn edit(&mut self, text: &str, range: &Range<usize>, inserted: usize) {
        let (mut first, mut start) = (0, 0);
        while first < self.stretches.len() && start + self.stretches[first].bytes < range.start {
            start += self.stretches[first].bytes;
            first += 1;
        }
        let (mut last, mut end) = (first, start);
        while last < self.stretches.len() && end <= range.end {
            end += self.stretches[last].bytes;
            last += 1;
        }
        let end = end.max(range.end) - range.len() + inserted;
        self.stretches.splice(first..last, Units::stretches(&text[start..end]));
    }
}

/// The code units of a text.
pub fn units(text: &str) -> usize {
    Utf16Index::new(text).len_units()
}
