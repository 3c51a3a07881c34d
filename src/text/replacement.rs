//! Offsets before and after several edits of a text at once.

use std::ops::Range;

use crate::text::edit::{Edit, applied};

/// Several edits made at once, as a map between offsets before and after them. All offsets are bytes.
#[derive(Debug, Clone)]
pub(crate) struct Replacement {
    /// In order and apart.
    parts: Vec<Part>,
}

/// The range of one edit.
#[derive(Debug, Clone)]
struct Part {
    /// The range before the edits.
    old: Range<usize>,
    /// The range of its replacement, after the edits.
    new: Range<usize>,
}

impl Replacement {
    /// Returns the map of edits, which are in order and apart, each at offsets of the text before all of them.
    pub(crate) fn new(edits: &[Edit]) -> Replacement {
        let mut by = 0;
        let part = |Edit { range, insert }: &Edit| {
            let start = range.start.wrapping_add_signed(by);
            by += insert.len() as isize - range.len() as isize;
            Part { old: range.clone(), new: start..start + insert.len() }
        };
        Replacement { parts: edits.iter().map(part).collect() }
    }

    /// Returns the map back: of offsets after the edits to offsets before them.
    pub(crate) fn inverse(self) -> Replacement {
        let back = |Part { old, new }| Part { old: new, new: old };
        Replacement { parts: self.parts.into_iter().map(back).collect() }
    }

    /// Applies `edits`, which this was made from, to a text.
    pub(crate) fn apply(&self, text: &mut String, edits: &[Edit]) {
        match edits {
            [edit] => text.replace_range(edit.range.clone(), &edit.insert),
            _ => *text = applied(text, edits),
        }
    }

    /// Returns the replaced ranges, in bytes before the edits, in order.
    pub(crate) fn replaced(&self) -> impl Iterator<Item = Range<usize>> {
        self.parts.iter().map(|part| part.old.clone())
    }

    /// Returns the ranges of the replacements, in bytes after the edits, in order.
    pub(crate) fn inserted(&self) -> impl Iterator<Item = Range<usize>> {
        self.parts.iter().map(|part| part.new.clone())
    }

    /// Returns the offset after the edits of an offset before them; `None` strictly inside a replaced range. An
    /// insertion at the offset comes before it.
    pub(crate) fn moved(&self, at: usize) -> Option<usize> {
        let before = self.parts.partition_point(|part| part.old.end <= at);
        if self.parts.get(before).is_some_and(|part| part.old.start < at) {
            return None;
        }
        let last = before.checked_sub(1).map(|nth| &self.parts[nth]);
        Some(last.map_or(at, |part| at - part.old.end + part.new.end))
    }

    /// Returns the range after the edits of a range before them; `None` if an edit overlaps it.
    pub(crate) fn moved_range(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let next = self.parts.partition_point(|part| part.old.end <= range.start);
        let is_touched = self.parts.get(next).is_some_and(|part| part.old.start < range.end);
        let start = if is_touched { None } else { self.moved(range.start) }?;
        Some(start..start + range.len())
    }

    /// Returns the offset after the edits of an offset before them, inside a replaced range the end of its replacement.
    /// An insertion at the offset comes behind it.
    pub(crate) fn moved_end(&self, at: usize) -> usize {
        let before = self.parts.partition_point(|part| part.old.start < at);
        let last = before.checked_sub(1).map(|nth| &self.parts[nth]);
        last.map_or(
            at,
            |part| if part.old.end <= at { at - part.old.end + part.new.end } else { part.new.end },
        )
    }

    /// Returns by how many bytes a range after the edits, which no edit touches, is moved to be the range before them.
    pub(crate) fn shift_back(&self, range: &Range<usize>) -> isize {
        let before = self.parts.partition_point(|part| part.new.end <= range.start);
        before
            .checked_sub(1)
            .map_or(0, |nth| self.parts[nth].old.end as isize - self.parts[nth].new.end as isize)
    }

    /// Returns by how many bytes the edits move a range; `None` if an edit touches it.
    pub(crate) fn shift(&self, range: &Range<usize>) -> Option<isize> {
        let before = self.parts.partition_point(|part| part.old.end < range.start);
        if self.parts.get(before).is_some_and(|part| part.old.start <= range.end) {
            return None;
        }
        let last = before.checked_sub(1).map(|nth| &self.parts[nth]);
        Some(last.map_or(0, |part| part.new.end as isize - part.old.end as isize))
    }
}
