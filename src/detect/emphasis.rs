//! Marks of emphasis: which star or underscore of a paragraph opens and which one closes.
//!
//! An opening run has white space, an opening mark or the start of the paragraph before it and none behind it. A closing
//! run has as many of the same mark, and no white space before it. Stars of a product, a pointer or a glob are no pairs.

use crate::text::token::{Break, Kind, Token};

/// The number of tokens after which the partner of a run is not searched any more.
const MAX_REACH: usize = 64;
/// The longest run of marks that is emphasis.
const MAX_RUN: usize = 3;

/// A paragraph whose marks are searched.
#[derive(Clone, Copy)]
pub(crate) struct Marks<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    /// The first token of the paragraph.
    pub first: usize,
}

impl Marks<'_> {
    /// Returns whether the marks that end before token `behind` close emphasis, and the token before them.
    pub(crate) fn closed_before(&self, behind: usize) -> Option<usize> {
        let start = self.run_before(behind)?;
        let inside = self.glued_before(start)?;
        if self.is_escape(inside) {
            return None;
        }
        let least = start.saturating_sub(MAX_REACH).max(self.first);
        let end = 1 + (least..start).rev().find(|&i| self.is_same(i, start))?;
        let opener = self.run_before(end)?;
        (end - opener == behind - start && self.opens(opener, end)).then_some(inside)
    }

    /// Returns whether the marks from token `start` on, which stand directly behind a word, open emphasis that is closed
    /// where a word ends; if so, the first token of what is emphasised.
    pub(crate) fn opened_at(&self, start: usize) -> Option<usize> {
        let end = (start..self.tokens.len())
            .take(MAX_RUN + 1)
            .find(|&i| !self.is_same(i, start) || !self.is_glued(i))?;
        if !self.is_glued(end) || self.tokens[end].kind == Kind::Punctuation {
            return None;
        }
        let most = self.tokens.len().min(end + MAX_REACH);
        let closer = (end..most).find(|&i| self.is_same(i, start))?;
        let behind = (closer..self.tokens.len())
            .take(MAX_RUN + 1)
            .find(|&i| i > closer && !(self.is_same(i, start) && self.is_glued(i)));
        let behind = behind.unwrap_or(self.tokens.len());
        let is_closer = self.is_glued(closer) && !self.is_escape(closer - 1);
        let ends_word = !self.is_glued(behind) || b",.;:!?)".contains(&self.byte(behind));
        (behind - closer == end - start && is_closer && ends_word).then_some(end)
    }

    /// Returns the start of the run of equal marks that ends before token `end`; `None` if it is too long.
    fn run_before(&self, end: usize) -> Option<usize> {
        let last = end.checked_sub(1).filter(|&last| last >= self.first)?;
        let mut start = last;
        while start > self.first && self.is_glued(start) && self.is_same(start - 1, last) {
            start -= 1;
            if end - start > MAX_RUN {
                return None;
            }
        }
        Some(start)
    }

    /// Returns whether a run of marks opens emphasis.
    fn opens(&self, start: usize, end: usize) -> bool {
        let before = || self.text[..self.tokens[start].start()].chars().next_back();
        let is_free = !self.is_glued(start) || before().is_some_and(|c| "([{\"'“‘«—–-*_,;:.".contains(c));
        is_free && self.is_glued(end)
    }

    /// Returns the token directly before a token.
    fn glued_before(&self, i: usize) -> Option<usize> {
        (i > self.first && self.is_glued(i)).then(|| i - 1)
    }

    /// Returns whether nothing is between a token and the one before it.
    fn is_glued(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|token| token.before == Break::None)
    }

    fn is_escape(&self, i: usize) -> bool {
        self.byte(i) == b'\\'
    }

    fn is_same(&self, i: usize, other: usize) -> bool {
        self.byte(i) == self.byte(other)
    }

    fn byte(&self, i: usize) -> u8 {
        self.text.as_bytes()[self.tokens[i].start()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenizer::tokenize;

    fn tokens_at(text: &str) -> (Vec<Token>, usize) {
        let at = text.find('|').unwrap();
        let text = text.replace('|', "");
        let tokens = tokenize(&text);
        let nth = tokens.iter().position(|token| token.start() == at).unwrap();
        (tokens, nth)
    }

    #[test]
    fn what_closes() {
        for (text, closes) in [
            ("a **good**|year", true),
            ("*so*|he", true),
            ("(*so it is*|he", true),
            ("tired,_so_|he", true),
            ("un*believ*|able", false),
            ("2*3*|four", false),
            ("* so*|he", false),
            ("**so*|he", false),
            ("*so\\*|he", false),
            ("*a* b*|c", false),
            ("****so****|he", false),
            ("so **|he", false),
            ("*|he", false),
        ] {
            let (tokens, behind) = tokens_at(text);
            let text = text.replace('|', "");
            let marks = Marks { text: &text, tokens: &tokens, first: 0 };
            assert_eq!(marks.closed_before(behind).is_some(), closes, "{text}");
        }
    }

    #[test]
    fn what_opens() {
        for (text, opens) in [
            ("a|**good** year", true),
            ("a|*good*, then", true),
            ("a|*good* ", true),
            ("a|*good*year", false),
            ("a|*b", false),
            ("a|* b*", false),
            ("a|**good* ", false),
            ("a|*b *c", false),
            ("a|*", false),
        ] {
            let (tokens, start) = tokens_at(text);
            let text = text.replace('|', "");
            let marks = Marks { text: &text, tokens: &tokens, first: 0 };
            assert_eq!(marks.opened_at(start).is_some(), opens, "{text}");
        }
    }
}
