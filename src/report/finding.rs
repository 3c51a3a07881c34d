//! Findings: hypotheses with their edits and probabilities, before overlapping ones compete.

use std::ops::Range;

use crate::report::rule::Rule;
use crate::text::edit::Edit;

/// The likeliest hypothesis of a flagged place, with the edits that it makes.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The range that is shown as the token, in bytes of the text.
    pub range: Range<usize>,
    /// The edits, in bytes of the text; ascending and apart.
    pub edits: Vec<Edit>,
    /// The kind of fault.
    pub rule: Rule,
    /// The probability of the hypothesis, `0..=1`.
    pub confidence: f32,
    /// Whether it is one of several spaces of a token that are judged one by one. Neighbours make one diagnostic.
    pub is_partial: bool,
}

impl Finding {
    /// Returns the finding with every offset mapped by `place`.
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
