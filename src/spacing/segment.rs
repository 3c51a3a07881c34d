//! Tokens as characters, and the segments that they have.

use crate::limits::MAX_TOKEN_CHARS;
use crate::text::casing::{Case, CaseSoFar, fold};

/// The characters of a token, as written and folded, with their byte offsets.
#[derive(Debug, Clone)]
pub struct TokenText {
    /// As written.
    pub chars: Vec<char>,
    /// Lower case, with straight apostrophes.
    pub folded: Vec<char>,
    /// The byte offset of each character in the token, and the token's length.
    pub byte_offsets: Vec<u32>,
    /// The folded characters as a string, and the byte offset of each in it.
    folded_text: String,
    folded_offsets: Vec<u32>,
}

impl TokenText {
    /// Returns the text of `token`; `None` if there are more than [`MAX_TOKEN_CHARS`].
    pub fn new(token: &str) -> Option<TokenText> {
        if token.len() > 4 * MAX_TOKEN_CHARS {
            return None;
        }
        let chars: Vec<char> = token.chars().collect();
        if chars.len() > MAX_TOKEN_CHARS {
            return None;
        }
        let folded: Vec<char> = chars.iter().map(|&c| fold(c)).collect();
        let folded_text = String::from_iter(&folded);
        let offsets =
            |text: &str| text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect();
        Some(TokenText {
            byte_offsets: offsets(token),
            folded_offsets: offsets(&folded_text),
            chars,
            folded,
            folded_text,
        })
    }

    /// Some of the characters, folded.
    pub fn folded_str(&self, start: usize, end: usize) -> &str {
        &self.folded_text[self.folded_offsets[start] as usize..self.folded_offsets[end] as usize]
    }

    /// How many characters there are.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// The casing of some of the characters.
    pub fn case(&self, start: usize, end: usize) -> Case {
        let mut so_far = CaseSoFar::default();
        self.chars[start..end].iter().for_each(|&c| so_far.read(c));
        so_far.case()
    }
}

/// What a segment is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SegmentKind {
    /// A word of the lexicon.
    Word,
    /// A name of the lexicon.
    Name,
    /// Capitals, with a plural or possessive ending perhaps.
    Acronym,
    /// Digits, with an ordinal ending perhaps.
    Number,
    /// A word in rare or web lists alone.
    Weak,
    /// Letters that no list knows.
    Unknown,
}

/// A part of a token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    /// Where it starts, in characters of the token.
    pub start: usize,
    /// Where it ends, in characters of the token.
    pub end: usize,
    /// What it is taken for.
    pub kind: SegmentKind,
    /// Negative logarithm of its probability. Nats.
    pub cost: f32,
}

impl Segment {
    /// How long it is, in characters.
    pub fn len(&self) -> usize {
        self.end - self.start
    }
}

/// A token segmented into two segments or more.
#[derive(Debug, Clone, PartialEq)]
pub struct Segmentation {
    /// The segments, which join to the token.
    pub segments: Vec<Segment>,
    /// The sum of their costs. Nats.
    pub cost: f32,
    /// The cost of the word that its unknown segment may be a misspelling of. Nats.
    pub meant: Option<f32>,
}
