//! Edits: what a suggestion changes, and what a host tells a document.

use std::ops::Range;

/// Replace `range` by `insert`. Every edit of a suggestion is an insertion of one U+0020.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, in bytes of the text before the edit. Empty for an insertion.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub insert: String,
}

impl Edit {
    /// An edit that inserts one space at a byte offset.
    pub fn space_at(offset: usize) -> Edit {
        Edit { range: offset..offset, insert: " ".into() }
    }
}

/// Puts a space at each of `offsets` (bytes; ascending, each at a character boundary).
pub(crate) fn insert_spaces(text: &str, offsets: impl IntoIterator<Item = usize>) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut done = 0;
    for offset in offsets {
        out.push_str(&text[done..offset]);
        out.push(' ');
        done = offset;
    }
    out.push_str(&text[done..]);
    out
}
