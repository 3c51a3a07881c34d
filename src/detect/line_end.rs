//! Stage 2, continued: words that the end of a line broke without a hyphen: "authori" at the end of one, "sing" at the start of the
//! next.

use std::ops::Range;

use crate::detect::detections::{Respacing, Window, WindowKind};
use crate::detect::window::{MIN_GAIN, WindowFinder, queries};
use crate::text::casing::{Case, case_of};
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
        let words = [first, last].map(|i| self.tokens[i].as_str(self.text));
        let letters = words.concat();
        let starts_name = words[1].starts_with(char::is_uppercase) && case_of(&letters) != Case::Upper;
        if starts_name || letters.chars().nth(MIN_JOINED - 1).is_none() || self.is_column(first, last) {
            return None;
        }
        // Nearly all leave here.
        if !self.may_join(first, &letters) {
            return None;
        }
        let cost = self.good_cost(&letters)?;
        let now = self.tokens_cost(first..last + 1);
        if cost + MIN_GAIN > now {
            return None;
        }
        let respacings = vec![Respacing { spaces: Vec::new(), cost }];
        let queries = queries(&words, &letters, &respacings);
        let kind = WindowKind::LineEnd;
        Some(Window { kind, first, last, cost: now, respacings, rival_gain: 0.0, queries })
    }

    /// Returns whether a word before a line end and the one behind it are both all that their lines have: a list, a table.
    fn is_column(&self, first: usize, last: usize) -> bool {
        let is_start = first == 0 || self.tokens[first].before >= Break::Line;
        let behind = self.tokens[last + 1..].iter().find(|token| token.is_alphanumeric());
        is_start && behind.is_none_or(|token| token.before >= Break::Line)
    }
}
