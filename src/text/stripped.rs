//! Copies of blocks without ignorable characters in words: soft hyphens and zero-width no-break spaces.
//!
//! These characters are invisible, but no list has a word with one inside. So a block that has any is analysed in a
//! copy without them, and the offsets of its findings are mapped back to the text. The text itself keeps them.

use std::borrow::Cow;

use crate::text::tokenizer::{Kind, ParagraphSpan, Token, is_ignorable};

/// A block without ignorable characters in its words.
#[derive(Debug, Clone)]
pub(crate) struct Stripped {
    /// Its text.
    pub text: String,
    /// Its tokens: the same as those of the block, at their places in this text.
    pub tokens: Vec<Token>,
    /// Its paragraphs, at their places in this text.
    pub paragraph_spans: Vec<ParagraphSpan>,
    /// For each removed character its offset in the block, and the number of bytes removed up to its end.
    left_out: Vec<(usize, usize)>,
}

impl Stripped {
    /// Returns the copy of a block with these tokens and paragraphs, whose text is `text`.
    pub(crate) fn new(text: &str, tokens: &[Token], paragraph_spans: &[ParagraphSpan]) -> Stripped {
        let mut stripped = Stripped {
            text: String::with_capacity(text.len()),
            tokens: vec![],
            paragraph_spans: vec![],
            left_out: vec![],
        };
        let (mut done, mut sum) = (0, 0);
        // One that stands alone is a token of its own, and stays.
        let may_have = |token: &&Token| token.kind != Kind::Punctuation && !token.as_str(text).is_ascii();
        for token in tokens.iter().filter(may_have) {
            for (at, c) in token.as_str(text).char_indices().filter(|(_, c)| is_ignorable(*c)) {
                let at = token.start() + at;
                stripped.text.push_str(&text[done..at]);
                done = at + c.len_utf8();
                sum += c.len_utf8();
                stripped.left_out.push((at, sum));
            }
        }
        stripped.text.push_str(&text[done..]);
        stripped.tokens = tokens.iter().map(|token| token.moved(|at| stripped.place(at))).collect();
        let paragraph_spans = paragraph_spans.iter().map(|span| {
            let bytes = stripped.place(span.bytes.start)..stripped.place(span.bytes.end);
            ParagraphSpan { bytes, ..span.clone() }
        });
        stripped.paragraph_spans = paragraph_spans.collect();
        stripped
    }

    /// Returns the offset in the copy of an offset in the block.
    pub(crate) fn place(&self, at: usize) -> usize {
        let before = self.left_out.partition_point(|(place, _)| *place < at);
        at - before.checked_sub(1).map_or(0, |nth| self.left_out[nth].1)
    }

    /// Returns the offset in the block of an offset in the copy. Characters removed there come before it.
    pub(crate) fn place_back(&self, at: usize) -> usize {
        let before = self.left_out.iter().scan(0, |sum, (place, next)| {
            let here = place - *sum;
            *sum = *next;
            Some((here, *next))
        });
        at + before.take_while(|(here, _)| *here <= at).last().map_or(0, |(_, sum)| sum)
    }
}

/// Returns a word without its ignorable characters.
pub(crate) fn without_ignorables(word: &str) -> Cow<'_, str> {
    match word.contains(is_ignorable) {
        true => word.replace(is_ignorable, "").into(),
        false => word.into(),
    }
}
