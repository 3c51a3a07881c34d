//! Lines of a part.

use std::ops::Range;

/// A line and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// Where it starts, in bytes of the part.
    pub at: usize,
    /// Its text, without its end.
    pub text: &'t str,
    /// Where the next line starts.
    pub end: usize,
}

impl Line<'_> {
    /// Its text as a range of the part.
    pub(super) fn range(&self) -> Range<usize> {
        self.at..self.at + self.text.len()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Returns its indentation in columns; a tab counts as four.
    pub(super) fn indent(&self) -> usize {
        self.text
            .bytes()
            .map_while(|byte| match byte {
                b' ' => Some(1),
                b'\t' => Some(4),
                _ => None,
            })
            .sum()
    }
}

/// Returns the lines of a part. They end with a line feed, with or without a carriage return before it.
pub(super) fn lines(part: &str) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = part.get(at..).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
        let text = rest[..length].trim_end_matches(['\n', '\r']);
        let line = Line { at, text, end: at + length };
        at = line.end;
        Some(line)
    })
}

/// Returns how often the first byte of `text` is repeated there.
pub(super) fn run(text: &str) -> usize {
    let bytes = text.as_bytes();
    bytes.iter().take_while(|byte| Some(*byte) == bytes.first()).count()
}
