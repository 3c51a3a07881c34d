//! Sorted ranges of a text that do not overlap.

use std::ops::Range;

/// Returns `ranges` sorted, with those that overlap or touch merged.
pub(crate) fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if last.end >= range.start => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Returns the parts of `ranges`, which are sorted and apart, that lie within `outer`.
pub(crate) fn within(ranges: &[Range<usize>], outer: Range<usize>) -> Vec<Range<usize>> {
    let first = ranges.partition_point(|range| range.end <= outer.start);
    let inside = ranges[first..].iter().take_while(|range| range.start < outer.end);
    inside.map(|range| range.start.max(outer.start)..range.end.min(outer.end)).collect()
}

/// Returns whether one of `ranges`, which are sorted and apart, overlaps `range`.
pub(crate) fn overlaps(ranges: &[Range<usize>], range: &Range<usize>) -> bool {
    let nth = ranges.partition_point(|other| other.end <= range.start);
    ranges.get(nth).is_some_and(|other| other.start < range.end)
}

/// Returns whether offset `at` is inside one of `ranges`, which are sorted and apart, and not at its edge.
pub(crate) fn is_inside(ranges: &[Range<usize>], at: usize) -> bool {
    let nth = ranges.partition_point(|range| range.end <= at);
    ranges.get(nth).is_some_and(|range| range.start < at)
}

/// Answers whether sorted ranges overlap queried ones. The queries ascend, so that all of them together take linear
/// time.
pub(crate) struct Cursor {
    ranges: Vec<Range<usize>>,
    at: usize,
}

impl Cursor {
    /// Returns a cursor before the first range. `ranges` are sorted and apart.
    pub(crate) fn new(ranges: Vec<Range<usize>>) -> Cursor {
        Cursor { ranges, at: 0 }
    }

    /// Returns the parts of the ranges that lie within `outer`.
    pub(crate) fn within(&self, outer: Range<usize>) -> Vec<Range<usize>> {
        within(&self.ranges, outer)
    }

    /// Returns whether a range overlaps `range`, wherever that starts.
    pub(crate) fn overlaps(&self, range: &Range<usize>) -> bool {
        overlaps(&self.ranges, range)
    }

    /// Returns whether there are no ranges at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Returns whether a range overlaps `range`, which starts no earlier than that of the previous call.
    pub(crate) fn covers(&mut self, range: &Range<usize>) -> bool {
        while self.ranges.get(self.at).is_some_and(|covered| covered.end <= range.start) {
            self.at += 1;
        }
        self.ranges.get(self.at).is_some_and(|covered| covered.start < range.end)
    }
}
