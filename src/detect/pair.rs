//! Stage 2, continued: pairs of words: one that the end of a line broke ("adven- ture"), and one that stands twice ("the the").
//!
//! Only what can be seen in the text itself is looked at here; whether the two are one word is judged later (`pairs.rs`).

use std::ops::Range;

use crate::detect::detections::{Odd, Pair, PairKind};
use crate::text::token::{Break, Kind, Token};
use crate::text::token_info::{TokenInfo, bigram_hash, joint_hash};
use crate::text::word_hash::word_hash;

/// The marks that may stand against a word of a sentence without making it a part of something longer.
const SENTENCE_MARKS: &str = ".,;:!?()[]\"'“”‘’…";

/// Finds the pairs of a paragraph.
pub(crate) struct PairFinder<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub token_infos: &'a [TokenInfo],
    /// Returns whether a token may be part of a pair: it is not protected.
    pub is_open: &'a dyn Fn(usize) -> bool,
}

impl PairFinder<'_> {
    /// Returns the pairs of a paragraph: behind a mark with white space behind it, and where a hash is that of the token before.
    pub(crate) fn find(&self, Odd { paragraph, tokens }: &Odd) -> Vec<Pair> {
        let mut out = Vec::new();
        for &i in *tokens {
            let hash = self.token_infos[i].hash();
            if self.tokens[i].kind == Kind::Punctuation {
                let is_apart = |next: usize| next < paragraph.end && self.tokens[next].before != Break::None;
                out.extend(is_apart(i + 1).then(|| self.broken(i + 1, paragraph)).flatten());
            } else if hash != 0 && i > paragraph.start && hash == self.token_infos[i - 1].hash() {
                out.extend(self.doubled(i, paragraph));
            }
        }
        out
    }

    /// Returns the pair that ends with word `i`, which the token before repeats, unless it is repeated on purpose.
    fn doubled(&self, i: usize, paragraph: &Range<usize>) -> Option<Pair> {
        let first = i - 1;
        let hash = self.token_infos[i].hash();
        let is_word = |i: usize| self.tokens[i].kind == Kind::Word && (self.is_open)(i);
        let (a, b) = (self.str(first), self.str(i));
        // One letter is a variable, an initial or a stutter, but for the article.
        let is_long = a.chars().nth(1).is_some() || a.eq_ignore_ascii_case("a") && b == "a";
        // A second capital is that of a name, a heading or a sentence.
        let is_lower = !b.starts_with(char::is_uppercase);
        if !is_word(first) || !is_word(i) || !is_long || !is_lower || !self.is_break(i) {
            return None;
        }
        let repeats = |at: usize| paragraph.contains(&at) && self.token_infos[at].hash() == hash;
        let is_thrice = repeats(first.wrapping_sub(1)) || repeats(i + 1) || repeats(i + 2);
        if is_thrice || self.is_compound(first, i, paragraph) || self.is_column(first, i, paragraph) {
            return None;
        }
        Some(Pair { kind: PairKind::Doubled, first, queries: vec![bigram_hash(hash, hash)] })
    }

    /// Returns whether one of two words is a part of something longer ("native-tls TLS", "full full-length"), or both are quoted
    /// by themselves ("done done").
    fn is_compound(&self, first: usize, i: usize, paragraph: &Range<usize>) -> bool {
        let is_glued = |at: usize| paragraph.contains(&at) && self.tokens[at].before == Break::None;
        let joins = |at: usize| !self.str(at).chars().all(|c| SENTENCE_MARKS.contains(c));
        let is_quote = |at: usize| matches!(self.str(at), "\"" | "“" | "”" | "‘" | "'" | "’");
        let closes = is_glued(i + 1) && (is_quote(i + 1) || is_glued(i + 2) && is_quote(i + 2));
        let is_quoted = is_glued(first) && is_quote(first - 1) && closes;
        is_glued(first) && joins(first - 1) || is_glued(i + 1) && joins(i + 1) || is_quoted
    }

    /// Returns whether a line end stands between two words and one of them is a line by itself: a list, a table, verse.
    fn is_column(&self, first: usize, i: usize, paragraph: &Range<usize>) -> bool {
        let starts_line = |at: usize| at <= paragraph.start || self.tokens[at].before >= Break::Line;
        let ends_line = |at: usize| at + 1 >= paragraph.end || self.tokens[at + 1].before >= Break::Line;
        self.tokens[i].before == Break::Line && (starts_line(first) || ends_line(i))
    }

    /// Returns the pair whose second word is token `i`, if a hyphen with white space behind it ends the first.
    fn broken(&self, i: usize, paragraph: &Range<usize>) -> Option<Pair> {
        let (first, hyphen) = (i.checked_sub(2).filter(|first| *first >= paragraph.start)?, i - 1);
        let is_hyphen = matches!(self.str(hyphen), "-" | "\u{2010}" | "\u{ad}");
        let is_part = |i: usize| self.tokens[i].is_alphanumeric() && (self.is_open)(i);
        if !is_hyphen || self.tokens[hyphen].before != Break::None || !is_part(first) || !is_part(i) {
            return None;
        }
        // A bullet or a dash has white space before it, and so has a part that is spoken of: "-ing- and".
        let is_affix = first > paragraph.start
            && self.tokens[first].before == Break::None
            && self.str(first - 1) == "-"
            && (first - 1 == paragraph.start || self.tokens[first - 1].before != Break::None);
        if is_affix || !self.is_break(i) {
            return None;
        }
        let (a, b) = (self.str(first), self.str(i));
        let joined = || a.chars().chain(b.chars());
        let mut queries = vec![word_hash(joined()), word_hash(joined().chain(['s']))];
        queries.push(joint_hash(self.token_infos[first].hash(), self.token_infos[i].hash()));
        Some(Pair { kind: PairKind::Broken, first, queries })
    }

    /// Returns whether spaces, tabs and at most one line end are before token `i`, and nothing else.
    fn is_break(&self, i: usize) -> bool {
        let gap = &self.text[self.tokens[i - 1].end()..self.tokens[i].start()];
        gap.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
            && gap.matches('\n').count() <= 1
            && gap.matches('\r').count() == gap.matches("\r\n").count()
    }

    fn str(&self, i: usize) -> &str {
        self.tokens[i].as_str(self.text)
    }
}
