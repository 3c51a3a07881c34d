//! Words without what is looked through in them: soft hyphens, and zero-width no-break spaces.
//!
//! Nobody sees them, but a word with one inside is none that any list has. So a block in which words have some is read in a
//! copy without them, and what is found there is placed in the text as it is. They are never taken out of it.

use std::borrow::Cow;

use crate::text::tokenizer::{ParagraphSpan, Token, is_looked_through};

/// A block without what is looked through in its words.
#[derive(Debug, Clone)]
pub struct Plain {
    /// Its text.
    pub text: String,
    /// Its tokens: the same as those of the block, at their places in this text.
    pub tokens: Vec<Token>,
    /// Its paragraphs, at their places in this text.
    pub paragraph_spans: Vec<ParagraphSpan>,
    /// Where in the block something was left out, and how many bytes were up to there, itself among them.
    left_out: Vec<(usize, usize)>,
}

impl Plain {
    /// That of a block with these tokens and paragraphs, whose text is `text`.
    pub fn new(text: &str, tokens: &[Token], paragraph_spans: &[ParagraphSpan]) -> Plain {
        let mut plain = Plain {
            text: String::with_capacity(text.len()),
            tokens: vec![],
            paragraph_spans: vec![],
            left_out: vec![],
        };
        let (mut done, mut sum) = (0, 0);
        for token in tokens.iter().filter(|token| !token.as_str(text).is_ascii()) {
            for (at, c) in token.as_str(text).char_indices().filter(|(_, c)| is_looked_through(*c)) {
                let at = token.start() + at;
                plain.text.push_str(&text[done..at]);
                done = at + c.len_utf8();
                sum += c.len_utf8();
                plain.left_out.push((at, sum));
            }
        }
        plain.text.push_str(&text[done..]);
        plain.tokens = tokens.iter().map(|token| token.moved(|at| plain.place(at))).collect();
        let paragraph_spans = paragraph_spans.iter().map(|span| {
            let bytes = plain.place(span.bytes.start)..plain.place(span.bytes.end);
            ParagraphSpan { bytes, ..span.clone() }
        });
        plain.paragraph_spans = paragraph_spans.collect();
        plain
    }

    /// The place here of a place of the block.
    pub fn place(&self, at: usize) -> usize {
        let before = self.left_out.partition_point(|(place, _)| *place < at);
        at - before.checked_sub(1).map_or(0, |nth| self.left_out[nth].1)
    }

    /// The place of the block that a place here is. What was left out there stands before it.
    pub fn place_back(&self, at: usize) -> usize {
        let before = self.left_out.iter().scan(0, |sum, (place, next)| {
            let here = place - *sum;
            *sum = *next;
            Some((here, *next))
        });
        at + before.take_while(|(here, _)| *here <= at).last().map_or(0, |(_, sum)| sum)
    }
}

/// A word without what is looked through in it.
pub fn without_looked_through(word: &str) -> Cow<'_, str> {
    match word.contains(is_looked_through) {
        true => word.replace(is_looked_through, "").into(),
        false => word.into(),
    }
}
