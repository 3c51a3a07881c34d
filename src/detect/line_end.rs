//! Stage 2, continued: words that the end of a line broke without a hyphen: "authori" at the end of one, "sing" at the start of the
//! next.

use std::ops::Range;

use crate::detect::detections::{Window, WindowKind};
use crate::detect::window::{MIN_GAIN, WindowFinder};
use crate::text::token::{Break, Kind};

/// The fewest letters of a word that a line's end broke without a hyphen.
const MIN_JOINED: usize = 3;

impl WindowFinder<'_> {
    /// Returns the window of the word that starts a line and the one before it, of which one is weak, if they make a word.
    pub(super) fn line_end(&self, last: usize, paragraph: &Range<usize>) -> Option<Window> {
        let first = last.checked_sub(1).filter(|first| paragraph.contains(first) && last < paragraph.end)?;
        let is_word = |i: usize| self.tokens[i].kind == Kind::Word && (self.is_open)(i);
        if self.tokens[last].before != Break::Line || !is_word(first) || !is_word(last) {
            return None;
        }
        let between = &self.text[self.tokens[first].end()..self.tokens[last].start()];
        let has_one_end = matches!(between.trim_matches([' ', '\t']), "\n" | "\r\n");
        if !has_one_end || !(self.is_weak(first) || self.is_weak(last)) || !self.is_apart(first, last) {
            return None;
        }
        let letters = self.joined(last)?;
        // Nearly all leave here.
        let is_long = letters.chars().nth(MIN_JOINED - 1).is_some();
        if !is_long || self.is_column(first, last) || !self.may_join(first, &letters) {
            return None;
        }
        let window = self.join(WindowKind::LineEnd, last, &letters, self.good_cost(&letters)?);
        (window.gain() >= MIN_GAIN).then_some(window)
    }

    /// Returns whether a word before a line end and the one behind it are both all that their lines have: a list, a table.
    fn is_column(&self, first: usize, last: usize) -> bool {
        let is_start = first == 0 || self.tokens[first].before >= Break::Line;
        let behind = self.tokens[last + 1..].iter().find(|token| token.is_alphanumeric());
        is_start && behind.is_none_or(|token| token.before >= Break::Line)
    }
}
