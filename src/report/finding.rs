//! Findings: what one hypothesis says of the text, before those that overlap become one diagnostic.

use std::ops::Range;

use crate::report::rule::Rule;
use crate::text::edit::Edit;

/// One judgement: spaces that belong together, before findings that touch become one diagnostic.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What is shown as the token, in bytes of the text.
    pub range: Range<usize>,
    /// What changes, in bytes of the text; ascending and apart.
    pub edits: Vec<Edit>,
    /// Which kind of fault it is.
    pub rule: Rule,
    /// The probability that it is right, `0..=1`.
    pub confidence: f32,
}

impl Finding {
    /// Returns the finding with every offset replaced by `place` of it.
    pub(crate) fn moved(mut self, place: impl Fn(usize) -> usize) -> Finding {
        self.range = place(self.range.start)..place(self.range.end);
        for edit in &mut self.edits {
            edit.range = place(edit.range.start)..place(edit.range.end);
        }
        self
    }

    /// Returns the finding `by` bytes further on in the text.
    pub(crate) fn shifted(self, by: isize) -> Finding {
        self.moved(|at| at.wrapping_add_signed(by))
    }
}
