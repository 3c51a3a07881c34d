//! Copies of blocks in which letters that are written in another way are those of the lists.
//!
//! A ligature is read as its letters, a mathematical or fullwidth letter as the plain one, a letter and a combining mark
//! as the letter that they compose, and a superscript, a soft hyphen or a zero-width no-break space as nothing:
//!
//! ```text
//! block   Open theﬁrst drawer².   Aim at 𝑥.
//! copy    Open thefirst drawer.   Aim at x.
//! ```
//! No list has a word in the spelling of the block. So a block with such a word is analysed in the copy, and the offsets
//! of its findings are mapped back. The text itself keeps its characters.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::latin::{compatible, composed, is_latin, is_raised};
use crate::text::token::{Kind, ParagraphSpan, Token};
use crate::text::tokenizer::is_ignorable;

/// The copy of a block.
#[derive(Debug, Clone)]
pub(crate) struct ReadingCopy {
    /// Its text.
    pub text: String,
    /// Its tokens: the same as those of the block, at their places in this text.
    pub tokens: Vec<Token>,
    /// Its paragraphs, at their places in this text.
    pub paragraph_spans: Vec<ParagraphSpan>,
    /// The grapheme clusters that the copy has in another spelling, in order.
    respelt: Vec<Respelt>,
}

/// A grapheme cluster of a block, and its spelling in the copy.
#[derive(Debug, Clone)]
struct Respelt {
    /// Its bytes in the block.
    block: Range<usize>,
    /// Its bytes in the copy, perhaps none.
    copy: Range<usize>,
}

impl ReadingCopy {
    /// Returns the copy of a block with these tokens and paragraphs, whose text is `text`.
    pub(crate) fn new(text: &str, tokens: &[Token], paragraph_spans: &[ParagraphSpan]) -> ReadingCopy {
        let mut copy = ReadingCopy {
            text: String::with_capacity(text.len()),
            tokens: vec![],
            paragraph_spans: vec![],
            respelt: vec![],
        };
        let mut done = 0;
        let is_respelt = |token: &&Token| token.kind != Kind::Punctuation && !token.as_str(text).is_ascii();
        for token in tokens.iter().filter(is_respelt) {
            for (at, cluster) in token.as_str(text).grapheme_indices(true) {
                let block = token.start() + at..token.start() + at + cluster.len();
                copy.text.push_str(&text[done..block.start]);
                let start = copy.text.len();
                read(cluster, &mut copy.text);
                if copy.text[start..] != *cluster {
                    copy.respelt.push(Respelt { block: block.clone(), copy: start..copy.text.len() });
                }
                done = block.end;
            }
        }
        copy.text.push_str(&text[done..]);
        copy.tokens = tokens.iter().map(|token| token.moved(|at| copy.place(at))).collect();
        let paragraph_spans = paragraph_spans.iter().map(|span| {
            let bytes = copy.place(span.bytes.start)..copy.place(span.bytes.end);
            ParagraphSpan { bytes, ..span.clone() }
        });
        copy.paragraph_spans = paragraph_spans.collect();
        copy
    }

    /// Returns the offset in the copy of an offset in the block; of one inside a cluster that is spelt in another way,
    /// the start of the cluster.
    pub(crate) fn place(&self, at: usize) -> usize {
        let before = self.respelt.partition_point(|respelt| respelt.block.start < at);
        match before.checked_sub(1).map(|nth| &self.respelt[nth]) {
            Some(last) if at < last.block.end => last.copy.start,
            Some(last) => last.copy.end + (at - last.block.end),
            None => at,
        }
    }

    /// Returns the range in the copy of a range in the block, with the whole of each cluster that it has a part of. In
    /// place of clusters that are read as nothing it is the letter before them.
    pub(crate) fn place_range(&self, range: &Range<usize>) -> Range<usize> {
        let before = self.respelt.partition_point(|respelt| respelt.block.start < range.end);
        let end = match before.checked_sub(1).map(|nth| &self.respelt[nth]) {
            Some(last) if range.end < last.block.end => last.copy.end,
            _ => self.place(range.end),
        };
        let start = self.place(range.start);
        match start < end || range.is_empty() {
            true => start..end,
            false => self.text[..start].char_indices().next_back().map_or(start, |(at, _)| at)..end,
        }
    }

    /// Returns the offset in the block of an offset in the copy; of one inside a cluster, the start of the cluster.
    /// Clusters that are read as nothing come before it, since they belong to the letter before them.
    pub(crate) fn place_back(&self, at: usize) -> usize {
        let before = self.respelt.partition_point(|respelt| respelt.copy.start <= at);
        match before.checked_sub(1).map(|nth| &self.respelt[nth]) {
            Some(last) if at < last.copy.end => last.block.start,
            Some(last) => last.block.end + (at - last.copy.end),
            None => at,
        }
    }

    /// Returns the places in a token of the copy, in characters, that are inside a cluster of the block: no space can be
    /// inserted there.
    pub(crate) fn unbreakable(&self, token: &Token) -> Vec<usize> {
        let first = self.respelt.partition_point(|respelt| respelt.copy.end <= token.start());
        let respelt = self.respelt[first..].iter().take_while(|respelt| respelt.copy.start < token.end());
        let inside = respelt.flat_map(|Respelt { copy, .. }| {
            let letters = self.text[copy.clone()].char_indices().skip(1);
            letters.map(|(at, _)| self.text[token.start()..copy.start + at].chars().count())
        });
        inside.collect()
    }
}

/// Appends to `out` the letters that a cluster of a word is read as.
fn read(cluster: &str, out: &mut String) {
    let mut chars = cluster.chars();
    let Some(first) = chars.next().filter(|&c| !is_ignorable(c) && !is_raised(c)) else { return };
    match compatible(first) {
        Some(letters) => out.push_str(letters),
        None if is_latin(first) => out.push(first),
        None => return out.push_str(cluster),
    }
    // A mark that composes no letter of a list is left out: who reads the letter under it reads the word.
    for mark in chars {
        if let Some(letter) = out.chars().next_back().and_then(|letter| composed(letter, mark)) {
            out.pop();
            out.push(letter);
        }
    }
}

/// Returns a word as it is read. A word without Latin letters, which is never judged, stays as it is but for its
/// ignorable characters.
pub(crate) fn as_read(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return word.into();
    }
    if !word.contains(|c| is_latin(c) || compatible(c).is_some()) {
        return word.replace(is_ignorable, "").into();
    }
    let mut out = String::with_capacity(word.len());
    for cluster in word.graphemes(true) {
        match cluster.starts_with(is_raised) && !out.ends_with(char::is_alphanumeric) {
            true => out.push_str(cluster),
            false => read(cluster, &mut out),
        }
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenizer::tokenize;

    #[test]
    fn words_as_they_are_read() {
        for (word, read) in [
            ("drawer", "drawer"),
            ("naïve", "naïve"),
            ("ﬁrst", "first"),
            ("oﬃce’s", "office’s"),
            ("nai\u{308}ve", "naïve"),
            ("e\u{302}\u{301}", "ế"),
            ("e\u{301}\u{20dd}x\u{304}", "éx"),
            ("𝑛ｏ𝐭ⓔĳⅫ", "noteijXII"),
            ("m²", "m"),
            ("H₂O", "HO"),
            ("cm⁻¹", "cm"),
            ("²x", "²x"),
            ("co\u{ad}op", "coop"),
            ("5σ", "5σ"),
            ("αbε\u{301}", "αbε\u{301}"),
            ("сло\u{301}\u{ad}во", "сло\u{301}во"),
            ("क्षि", "क्षि"),
        ] {
            assert_eq!(as_read(word), read, "{word:?}");
        }
    }

    #[test]
    fn offsets_there_and_back() {
        let text = "a ﬁx² e\u{301}t сло\u{301}во x\u{ad}y";
        let copy = ReadingCopy::new(text, &tokenize(text), &[]);
        assert_eq!(copy.text, "a fix ét сло\u{301}во xy");
        for (block, token) in tokenize(text).iter().zip(&copy.tokens) {
            assert_eq!(copy.place_back(token.start())..copy.place_back(token.end()), block.range());
        }
        // Each offset of a cluster boundary comes back to itself, but for those before what is read as nothing.
        for (at, cluster) in text.grapheme_indices(true) {
            let back = if matches!(cluster, "²" | "\u{ad}") { at + cluster.len() } else { at };
            assert_eq!(copy.place_back(copy.place(at)), back, "{at}");
        }
        assert_eq!(copy.unbreakable(&copy.tokens[1]), [1]);
        assert_eq!(copy.unbreakable(&copy.tokens[2]), []);
        // What protects a part of a cluster protects it.
        let mark = text.find('\u{301}').unwrap();
        assert_eq!(&copy.text[copy.place_range(&(mark..mark + 2))], "é");
        let exponent = text.find('²').unwrap();
        assert_eq!(&copy.text[copy.place_range(&(exponent..exponent + 2))], "x");
    }
}
