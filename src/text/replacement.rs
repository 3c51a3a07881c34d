//! Where things stand after parts of a text were replaced, and where they stood before.

use std::ops::Range;

use crate::text::edit::{Edit, applied};

/// Parts of a text that are replaced at once. All offsets are bytes.
#[derive(Debug, Clone)]
pub struct Replacement {
    /// In order and apart.
    parts: Vec<Part>,
}

/// A part that is replaced.
#[derive(Debug, Clone)]
struct Part {
    /// Where it stood.
    old: Range<usize>,
    /// Where that stands which is in its place.
    new: Range<usize>,
}

impl Replacement {
    /// That of edits in order and apart, each at offsets of the text before all of them.
    pub fn new(edits: &[Edit]) -> Replacement {
        let mut by = 0;
        let part = |Edit { range, insert }: &Edit| {
            let start = range.start.wrapping_add_signed(by);
            by += insert.len() as isize - range.len() as isize;
            Part { old: range.clone(), new: start..start + insert.len() }
        };
        Replacement { parts: edits.iter().map(part).collect() }
    }

    /// Makes `edits`, of which this was made, in a text.
    pub fn apply(&self, text: &mut String, edits: &[Edit]) {
        match edits {
            [edit] => text.replace_range(edit.range.clone(), &edit.insert),
            _ => *text = applied(text, edits),
        }
    }

    /// The old places, in order.
    pub fn replaced(&self) -> impl Iterator<Item = Range<usize>> {
        self.parts.iter().map(|part| part.old.clone())
    }

    /// The new places, in order.
    pub fn inserted(&self) -> impl Iterator<Item = Range<usize>> {
        self.parts.iter().map(|part| part.new.clone())
    }

    /// Where a place stands now that no part is strictly around. What was inserted there stands before it.
    pub fn moved(&self, at: usize) -> Option<usize> {
        let before = self.parts.partition_point(|part| part.old.end <= at);
        if self.parts.get(before).is_some_and(|part| part.old.start < at) {
            return None;
        }
        let last = before.checked_sub(1).map(|nth| &self.parts[nth]);
        Some(last.map_or(at, |part| at - part.old.end + part.new.end))
    }

    /// Where a stretch stands now that nothing was replaced in.
    pub fn moved_range(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let next = self.parts.partition_point(|part| part.old.end <= range.start);
        let is_touched = self.parts.get(next).is_some_and(|part| part.old.start < range.end);
        let start = if is_touched { None } else { self.moved(range.start) }?;
        Some(start..start + range.len())
    }

    /// Where a place between two characters stands now, whatever happened around it. What was inserted there stands behind
    /// it.
    pub fn moved_end(&self, at: usize) -> usize {
        let before = self.parts.partition_point(|part| part.old.start < at);
        let last = before.checked_sub(1).map(|nth| &self.parts[nth]);
        last.map_or(
            at,
            |part| if part.old.end <= at { at - part.old.end + part.new.end } else { part.new.end },
        )
    }

    /// Returns how many bytes further on a range stood that no part touches, by where it stands now.
    pub fn shift_back(&self, range: &Range<usize>) -> isize {
        let before = self.parts.partition_point(|part| part.new.end <= range.start);
        before
            .checked_sub(1)
            .map_or(0, |nth| self.parts[nth].old.end as isize - self.parts[nth].new.end as isize)
    }

    /// Returns how many bytes further on a range stands now; `None` if a part touches it.
    pub fn shift(&self, range: &Range<usize>) -> Option<isize> {
        let before = self.parts.partition_point(|part| part.old.end < range.start);
        if self.parts.get(before).is_some_and(|part| part.old.start <= range.end) {
            return None;
        }
        let last = before.checked_sub(1).map(|nth| &self.parts[nth]);
        Some(last.map_or(0, |part| part.new.end as isize - part.old.end as isize))
    }
}
