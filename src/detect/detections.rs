//! The result of detection in a block: flagged tokens and gaps, and statistics of its paragraphs.

use std::ops::Range;

use crate::text::edit::Edit;
use crate::text::token::Token;
use crate::text::token_info::TokenInfo;

/// How many single letters are followed on either side of one, in tokens: "a u t h o r i t i e s".
pub(crate) const MAX_LETTERS: usize = 16;

/// The flagged tokens and gaps of whole paragraphs, and the statistics that features need.
#[derive(Debug, Clone, Default)]
pub(crate) struct Detections {
    /// The indices of the tokens that are no known word.
    pub unknown: Vec<usize>,
    /// The indices of the known words that could be two words; empty unless the rule for them is on.
    pub real_words: Vec<usize>,
    /// The gaps: places beside punctuation where a space may be missing.
    pub gaps: Vec<Gap>,
    /// The windows in which a space may be too many or in the wrong place, by their first tokens.
    pub windows: Vec<Window>,
    /// The pairs of words that may be one broken word, or one word that stands twice, by their first tokens.
    pub pairs: Vec<Pair>,
    /// The paragraphs, in order.
    pub paragraphs: Vec<Paragraph>,
    /// The tokens of protected parts in chunks with flagged tokens or gaps, sorted and apart: the rest of such a chunk is
    /// a chunk of its own for features.
    pub protected: Vec<Range<usize>>,
    /// The look-up of each token.
    pub token_infos: Vec<TokenInfo>,
}

/// The tokens of a paragraph beside which a space may be too many or stand in the wrong place, or a word be broken or doubled.
/// Two in three tokens are none of them: usual words of two letters or more, other than the word before.
pub(crate) struct Odd<'a> {
    /// The indices of all tokens of the paragraph.
    pub paragraph: Range<usize>,
    /// The indices of the odd ones, ascending.
    pub tokens: &'a [usize],
}

/// A place where a space may be missing beside punctuation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Gap {
    /// The index of the token behind it.
    pub token: usize,
    /// Whether the number of straight quotes before it in the paragraph is odd: a quotation is open.
    pub in_quotes: bool,
}

/// Statistics of a paragraph.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// The indices of its tokens.
    pub tokens: Range<usize>,
    /// The number of its words.
    pub words: u32,
    /// The number of its unknown words.
    pub unknown: u32,
    /// The number of its unknown words with inner capitals.
    pub inner_capitals: u32,
    /// The number of its tokens in code, markup and other machine-made text.
    pub machine_made: u32,
    /// Whether the number of straight quotes read so far is odd.
    pub in_quotes: bool,
}

/// What a window consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WindowKind {
    /// Words with spaces between them, one of which is no good word.
    Words,
    /// Two known words that make another: "there fore".
    RealWords,
    /// The last word of a line and the first of the next one, one of which is no good word: "authori⏎sing".
    LineEnd,
    /// Single characters with spaces between them, the words of a line that is letter-spaced.
    Letters,
    /// A mark, and a word with a space between them that has none in English.
    Mark,
}

/// Adjacent tokens with single spaces between them, or one line end, and the ways to space their letters anew.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Window {
    /// What it consists of.
    pub kind: WindowKind,
    /// The index of its first token.
    pub first: usize,
    /// The index of its last token.
    pub last: usize,
    /// The cost of its tokens as they are. Nats.
    pub cost: f32,
    /// The ways to space its letters anew, the cheapest first.
    pub respacings: Vec<Respacing>,
    /// How much cheaper the cheapest respacing of another window is that shares tokens with this one. Nats, 0 for none.
    pub rival_gain: f32,
    /// The hashes of the words and bigrams whose counts in the text are features of the window, sorted.
    pub queries: Vec<u32>,
}

/// One way to space the letters of a window.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Respacing {
    /// Where its spaces stand, in bytes of the letters of the window, ascending; none if they are one word.
    pub spaces: Vec<usize>,
    /// The cost of its words. Nats.
    pub cost: f32,
}

/// What is odd about two words side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PairKind {
    /// A hyphen and white space between them: "adven- ture".
    Broken,
    /// They are the same word: "the the".
    Doubled,
}

/// Two words side by side that may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair {
    /// What is odd about them.
    pub kind: PairKind,
    /// The index of the first word.
    pub first: usize,
    /// The hashes of the words, bigrams and joined words whose counts in the text are evidence.
    pub queries: Vec<u32>,
}

impl Pair {
    /// Returns the index of the second word: a hyphen may stand between them.
    pub(crate) fn last(&self) -> usize {
        match self.kind {
            PairKind::Broken => self.first + 2,
            PairKind::Doubled => self.first + 1,
        }
    }
}

impl Window {
    /// Returns the number of its tokens.
    pub(crate) fn len(&self) -> usize {
        self.last - self.first + 1
    }

    /// Returns the letters of the window.
    pub(crate) fn letters(&self, text: &str, tokens: &[Token]) -> String {
        tokens[self.first..=self.last].iter().map(|token| token.as_str(text)).collect()
    }

    /// Returns the edits that a respacing makes, in bytes of the text: white space goes, and spaces come.
    pub(crate) fn edits(&self, tokens: &[Token], respacing: &Respacing) -> Vec<Edit> {
        let ends = ends_in_letters(&tokens[self.first..self.last]);
        let tokens = &tokens[self.first..=self.last];
        let gone =
            tokens.windows(2).zip(&ends).filter(|(_, end)| respacing.spaces.binary_search(end).is_err());
        let gone = gone
            .map(|(two, _)| Edit { range: two[0].end()..two[1].start(), insert: String::new() })
            .filter(|edit| !edit.range.is_empty());
        let come = respacing.spaces.iter().filter(|space| ends.binary_search(space).is_err());
        let come = come.map(|&space| {
            let nth = ends.partition_point(|&end| end < space);
            let start = nth.checked_sub(1).map_or(0, |before| ends[before]);
            Edit::space_at(tokens[nth].start() + space - start)
        });
        let mut edits: Vec<Edit> = gone.chain(come).collect();
        edits.sort_by_key(|edit| edit.range.start);
        edits
    }

    /// Returns the window with token indices moved by `by`.
    pub(crate) fn shifted(&self, by: isize) -> Window {
        let shift = |token: usize| token.wrapping_add_signed(by);
        Window { first: shift(self.first), last: shift(self.last), ..self.clone() }
    }

    /// Returns how much cheaper its cheapest respacing is than its tokens as they are. Nats.
    pub(crate) fn gain(&self) -> f32 {
        self.respacings.first().map_or(0.0, |cheapest| self.cost - cheapest.cost)
    }
}

impl Detections {
    /// Returns the detections of one paragraph, with indices that count from its first token and without `token_infos`.
    pub(crate) fn for_paragraph(&self, nth: usize) -> Detections {
        let paragraph = &self.paragraphs[nth];
        let Range { start, end } = paragraph.tokens;
        let inside = |tokens: &[usize]| {
            let bound = |bound| tokens.partition_point(|&token| token < bound);
            tokens[bound(start)..bound(end)].iter().map(|token| token - start).collect()
        };
        let bound = |bound| self.gaps.partition_point(|gap| gap.token < bound);
        let gaps = self.gaps[bound(start)..bound(end)].iter();
        let bound = |bound| self.windows.partition_point(|window| window.first < bound);
        let windows = self.windows[bound(start)..bound(end)].iter();
        let bound = |bound| self.pairs.partition_point(|pair| pair.first < bound);
        let pairs = self.pairs[bound(start)..bound(end)].iter();
        let bound = |bound| self.protected.partition_point(|range| range.start < bound);
        let protected = self.protected[bound(start)..bound(end)].iter();
        Detections {
            unknown: inside(&self.unknown),
            real_words: inside(&self.real_words),
            gaps: gaps.map(|gap| Gap { token: gap.token - start, ..*gap }).collect(),
            windows: windows.map(|window| window.shifted(-(start as isize))).collect(),
            pairs: pairs.map(|pair| Pair { first: pair.first - start, ..pair.clone() }).collect(),
            paragraphs: vec![Paragraph { tokens: 0..end - start, ..paragraph.clone() }],
            protected: protected.map(|range| range.start - start..range.end - start).collect(),
            token_infos: Vec::new(),
        }
    }

    /// Returns whether nothing is flagged.
    pub(crate) fn is_empty(&self) -> bool {
        self.unknown.is_empty()
            && self.real_words.is_empty()
            && self.gaps.is_empty()
            && self.windows.is_empty()
            && self.pairs.is_empty()
    }

    /// Returns whether both flag the same tokens and gaps with the same statistics.
    pub(crate) fn is_alike(&self, other: &Detections) -> bool {
        let Detections { unknown, real_words, gaps, windows, pairs, paragraphs, protected, token_infos: _ } =
            other;
        (&self.unknown, &self.real_words, &self.gaps, &self.windows) == (unknown, real_words, gaps, windows)
            && (&self.pairs, &self.protected, &self.paragraphs) == (pairs, protected, paragraphs)
    }

    /// Returns how much cheaper the cheapest respacing of a window with a token, with one space at most, is than the window as it is.
    /// Nats, 0 for none. More spaces are what a segmentation of the token puts in, too.
    pub(crate) fn respacing_gain(&self, token: usize) -> f32 {
        let from = self.windows.partition_point(|window| window.first + MAX_LETTERS < token);
        let near = self.windows[from..].iter().take_while(|window| window.first <= token);
        let with = near.filter(|window| token <= window.last && window.kind == WindowKind::Words);
        let plain = with.flat_map(|window| {
            let respacings = window.respacings.iter().filter(|respacing| respacing.spaces.len() <= 1);
            respacings.map(|respacing| window.cost - respacing.cost)
        });
        plain.fold(0.0, f32::max)
    }

    /// Returns the paragraph of a token.
    pub(crate) fn paragraph(&self, token: usize) -> &Paragraph {
        let nth = self.paragraphs.partition_point(|p| p.tokens.end <= token);
        &self.paragraphs[nth.min(self.paragraphs.len() - 1)]
    }
}

/// Returns where each token ends in the letters of all of them, in bytes.
pub(super) fn ends_in_letters(tokens: &[Token]) -> Vec<usize> {
    let end = |at: &mut usize, token: &Token| {
        *at += token.range().len();
        Some(*at)
    };
    tokens.iter().scan(0, end).collect()
}
