//! Findings: what one hypothesis says of the text, before those that overlap become one diagnostic.

use std::ops::Range;

use crate::report::rule::Rule;
use crate::spacing::lattice::{Letters, Segmentation};
use crate::text::tokenizer::{Break, Kind, Token};

/// One judgement: spaces that belong together, before findings that touch become one diagnostic.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What is shown as the token, in bytes of the text.
    pub range: Range<usize>,
    /// Where the spaces go, in bytes of the text; ascending.
    pub spaces: Vec<usize>,
    /// Which kind of fault it is.
    pub rule: Rule,
    /// The probability that it is right, `0..=1`.
    pub confidence: f32,
}

impl Finding {
    /// A split of a run.
    pub(crate) fn of_run(token: &Token, letters: &Letters, split: &Segmentation, confidence: f32) -> Finding {
        let cuts = || split.pieces[1..].iter().map(|piece| piece.start);
        let is_digit = |at: usize| letters.chars[at].is_ascii_digit();
        let beside_number = cuts().any(|at| is_digit(at) || is_digit(at - 1));
        Finding {
            range: token.range(),
            spaces: cuts().map(|at| token.start() + letters.bytes[at] as usize).collect(),
            rule: if beside_number { Rule::MergedNumber } else { Rule::MergedWords },
            confidence,
        }
    }

    /// Returns the finding with every offset replaced by `place` of it.
    pub(crate) fn moved(mut self, place: impl Fn(usize) -> usize) -> Finding {
        self.range = place(self.range.start)..place(self.range.end);
        self.spaces.iter_mut().for_each(|space| *space = place(*space));
        self
    }

    /// Returns the finding `by` bytes further on in the text.
    pub(crate) fn shifted(self, by: isize) -> Finding {
        self.moved(|at| at.wrapping_add_signed(by))
    }

    /// A gap beside punctuation, shown with the run before and the run behind it.
    pub(crate) fn of_gap(text: &str, tokens: &[Token], gap: usize, confidence: f32) -> Finding {
        let at = tokens[gap].start();
        let glued = |i: usize| tokens.get(i).is_some_and(|t| t.before == Break::None);
        // The run on either side belongs to it, behind a mark or two as in `so,"he`, and what a hyphen joins to it.
        let belongs = |i: usize, steps: usize| {
            steps < 3 && tokens[i].kind == Kind::Punctuation || tokens[i].of(text) == "-"
        };
        let mut first = gap - 1;
        while glued(first) && (belongs(first, gap - 1 - first) || tokens[first - 1].of(text) == "-") {
            first -= 1;
        }
        let mut last = gap;
        while glued(last + 1) && (belongs(last, last - gap) || tokens[last + 1].of(text) == "-") {
            last += 1;
        }
        let (left, right) = (tokens[first].start(), tokens[last].end());
        Finding { range: left..right, spaces: vec![at], rule: Rule::MissingSpaceAtPunctuation, confidence }
    }
}
