//! Conversion of offsets in long texts between bytes and UTF-16 code units.

use std::ops::Range;

use wasm_bindgen::prelude::*;

use unglue::Utf16Index;

use crate::errors::outside;

/// The length in UTF-8 of a character outside the Basic Multilingual Plane, which has two code units.
const PAIR_BYTES: usize = 4;

/// Returns the bytes between two offsets, each with whether it is in the middle of a surrogate pair: such a pair is in the range as a whole.
pub fn whole_pairs((start, _): (usize, bool), (end, splits): (usize, bool)) -> Range<usize> {
    start..if splits { end + PAIR_BYTES } else { end }
}

/// The lengths of the spans of a text in both units, so that an offset in a long text is found without reading all of
/// it.
pub struct Units {
    /// The spans add up to the text and end at character boundaries.
    pub spans: Vec<Span>,
}

/// The length of some consecutive characters of a text.
pub struct Span {
    pub bytes: usize,
    pub units: usize,
}

impl Units {
    /// The length of a span: long enough that a megabyte has few, short enough to be read at every key.
    const BYTES: usize = 4096;

    /// Returns the units of a text.
    pub fn new(text: &str) -> Units {
        Units { spans: Units::spans(text).collect() }
    }

    fn spans(mut text: &str) -> impl Iterator<Item = Span> {
        std::iter::from_fn(move || {
            let end = (Units::BYTES..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
            let (span, rest) = text.split_at(end);
            text = rest;
            (!span.is_empty()).then(|| Span { bytes: span.len(), units: units(span) })
        })
    }

    /// Returns the number of code units before a byte of the text.
    pub fn unit_of(&self, text: &str, byte: usize) -> usize {
        let (mut at, mut unit) = (0, 0);
        for span in &self.spans {
            if at + span.bytes > byte {
                break;
            }
            at += span.bytes;
            unit += span.units;
        }
        unit + units(&text[at..byte])
    }

    /// Returns the byte offset of a code unit, and whether the unit is in the middle of a surrogate pair; the offset is
    /// then that of the pair's character.
    pub fn byte_of(&self, text: &str, unit: usize) -> Result<(usize, bool), JsValue> {
        let (mut at, mut left) = (0, unit);
        for span in &self.spans {
            if span.units > left {
                break;
            }
            at += span.bytes;
            left -= span.units;
        }
        match Utf16Index::new(&text[at..]).byte_of(left) {
            Some((byte, splits)) => Ok((at + byte, splits)),
            None => Err(outside(unit, Utf16Index::new(text).len_units())),
        }
    }

    /// Updates the units after an edit that replaced `range` by `inserted` bytes; `text` is the text after it.
    pub fn edit(&mut self, text: &str, range: &Range<usize>, inserted: usize) {
        let (mut first, mut start) = (0, 0);
        while first < self.spans.len() && start + self.spans[first].bytes < range.start {
            start += self.spans[first].bytes;
            first += 1;
        }
        let (mut last, mut end) = (first, start);
        while last < self.spans.len() && end <= range.end {
            end += self.spans[last].bytes;
            last += 1;
        }
        let end = end.max(range.end) - range.len() + inserted;
        self.spans.splice(first..last, Units::spans(&text[start..end]));
    }
}

/// Returns the number of code units of a text.
pub fn units(text: &str) -> usize {
    Utf16Index::new(text).len_units()
}
