//! Tokens as characters, and the segments that they are segmented into.

use crate::limits::MAX_TOKEN_CHARS;
use crate::text::casing::{Case, CaseSoFar, fold};

/// The characters of a run, as written and folded, with their byte offsets.
#[derive(Debug, Clone)]
pub struct Letters {
    /// As written.
    pub chars: Vec<char>,
    /// Lower case, with straight apostrophes.
    pub folded: Vec<char>,
    /// The byte offset of each character in the run, and the run's length.
    pub bytes: Vec<u32>,
    /// The folded characters as a string, and the byte offset of each in it.
    spelt: String,
    places: Vec<u32>,
}

impl Letters {
    /// The characters of `run`; `None` if there are more than [`MAX_TOKEN_CHARS`].
    pub fn new(run: &str) -> Option<Letters> {
        if run.len() > 4 * MAX_TOKEN_CHARS {
            return None;
        }
        let chars: Vec<char> = run.chars().collect();
        if chars.len() > MAX_TOKEN_CHARS {
            return None;
        }
        let folded: Vec<char> = chars.iter().map(|&c| fold(c)).collect();
        let spelt = String::from_iter(&folded);
        let places =
            |text: &str| text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect();
        Some(Letters { bytes: places(run), places: places(&spelt), chars, folded, spelt })
    }

    /// Some of the characters, folded.
    pub fn spell(&self, start: usize, end: usize) -> &str {
        &self.spelt[self.places[start] as usize..self.places[end] as usize]
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

/// A part of a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    /// Where it starts, in characters of the run.
    pub start: usize,
    /// Where it ends, in characters of the run.
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

/// A run segmented into two segments or more.
#[derive(Debug, Clone, PartialEq)]
pub struct Segmentation {
    /// The segments, which join to the run.
    pub segments: Vec<Segment>,
    /// The sum of their costs. Nats.
    pub cost: f32,
    /// The cost of the word that its unknown segment may be a misspelling of. Nats.
    pub meant: Option<f32>,
}
