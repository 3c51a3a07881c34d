//! The characters of tokens, and segments of them.

use crate::limits::MAX_TOKEN_CHARS;
use crate::text::casing::{Case, CaseSoFar, fold};

/// The length from which on a token is a *line*: it lost all its spaces rather than one. Any number of its segments may
/// be unknown. Characters.
pub(crate) const LINE_CHARS: usize = 24;

/// The characters of a token, as written and folded, with their byte offsets.
#[derive(Debug, Clone)]
pub(crate) struct TokenText {
    /// The characters as written.
    pub chars: Vec<char>,
    /// The characters in lower case, with straight apostrophes.
    pub folded: Vec<char>,
    /// The characters that no segment may start at, since they are inside a ligature.
    pub unbreakable: Vec<usize>,
    /// The byte offset of each character in the token, and the token's length.
    pub byte_offsets: Vec<u32>,
    /// The folded characters as a string, and the byte offset of each in it.
    folded_text: String,
    folded_offsets: Vec<u32>,
}

impl TokenText {
    /// Returns the characters of `token`; `None` if there are more than [`MAX_TOKEN_CHARS`].
    pub(crate) fn new(token: &str) -> Option<TokenText> {
        TokenText::with_unbreakable(token, Vec::new())
    }

    /// Returns the characters of `token`, of which those at the places `unbreakable` start no segment; `None` if there
    /// are more than [`MAX_TOKEN_CHARS`].
    pub(crate) fn with_unbreakable(token: &str, unbreakable: Vec<usize>) -> Option<TokenText> {
        if token.len() > 4 * MAX_TOKEN_CHARS {
            return None;
        }
        let chars: Vec<char> = token.chars().collect();
        if chars.len() > MAX_TOKEN_CHARS {
            return None;
        }
        let folded: Vec<char> = chars.iter().map(|&c| fold(c)).collect();
        let folded_text = String::from_iter(&folded);
        let offsets = |text: &str| {
            let mut offsets = Vec::with_capacity(chars.len() + 1);
            offsets.extend(text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]));
            offsets
        };
        Some(TokenText {
            byte_offsets: offsets(token),
            folded_offsets: offsets(&folded_text),
            chars,
            folded,
            unbreakable,
            folded_text,
        })
    }

    /// Returns the folded characters `start..end`.
    pub(crate) fn folded_str(&self, start: usize, end: usize) -> &str {
        &self.folded_text[self.folded_offsets[start] as usize..self.folded_offsets[end] as usize]
    }

    /// Returns the folded characters of a segment, without quotation marks at its edges.
    pub(crate) fn word(&self, segment: &Segment) -> &str {
        self.folded_str(segment.start, segment.end).trim_matches('\'')
    }

    /// Returns the number of characters.
    pub(crate) fn len(&self) -> usize {
        self.chars.len()
    }

    /// Returns the casing of the characters `start..end`.
    pub(crate) fn case(&self, start: usize, end: usize) -> Case {
        let mut so_far = CaseSoFar::default();
        self.chars[start..end].iter().for_each(|&c| so_far.read(c));
        so_far.case()
    }
}

/// The kind of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SegmentKind {
    /// A word of the lexicon.
    Word,
    /// A name of the lexicon.
    Name,
    /// Capitals, perhaps with a plural or possessive ending.
    Acronym,
    /// Digits, perhaps with the ending of an ordinal or a decade.
    Number,
    /// A word that only rare or web lists have.
    Weak,
    /// Letters that no list has.
    Unknown,
    /// Letters and digits, or a single letter: "T640", "S5", "x".
    Code,
}

impl SegmentKind {
    /// Returns the value by which features distinguish it.
    pub(crate) fn code(self) -> f32 {
        match self {
            SegmentKind::Word => 0.0,
            SegmentKind::Name => 1.0,
            SegmentKind::Acronym => 2.0,
            SegmentKind::Number => 3.0,
            SegmentKind::Weak => 4.0,
            SegmentKind::Unknown => 5.0,
            SegmentKind::Code => 6.0,
        }
    }
}

/// A part of a token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Segment {
    /// Its start, in characters of the token.
    pub start: usize,
    /// Its end, in characters of the token.
    pub end: usize,
    /// Its kind.
    pub kind: SegmentKind,
    /// The negative logarithm of its probability. Nats.
    pub cost: f32,
}

impl Segment {
    /// Returns its length, in characters.
    pub(crate) fn len(&self) -> usize {
        self.end - self.start
    }
}

/// One way to cut a token into two or more segments.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Segmentation {
    /// The segments, which add up to the token.
    pub segments: Vec<Segment>,
    /// The sum of their costs. Nats.
    pub cost: f32,
    /// The cost of the correction of its first unknown segment that has one. Nats.
    pub meant: Option<f32>,
}

impl Segmentation {
    /// Returns whether it inserts two spaces or more, which are judged one by one.
    pub(crate) fn has_several_spaces(&self) -> bool {
        self.segments.len() > 2
    }
}
