//! What detection finds in a block: flagged tokens and gaps, and statistics of its paragraphs.

use std::ops::Range;

use crate::text::token_info::TokenInfo;

/// what is flagged in a stretch of whole paragraphs, and what the judgement needs to know of them.
#[derive(Debug, Clone, Default)]
pub struct Detections {
    /// Tokens that are no known word: indices of the tokens.
    pub unknown: Vec<usize>,
    /// Words as they stand that could be two words, if anybody asked for them: indices of the tokens.
    pub real_words: Vec<usize>,
    /// Places where a space may be missing beside punctuation.
    pub gaps: Vec<Gap>,
    /// The paragraphs, in order.
    pub paragraphs: Vec<Paragraph>,
    /// What each token is.
    pub infos: Vec<TokenInfo>,
}

/// A place where a space may be missing beside punctuation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The token behind it.
    pub token: usize,
    /// Whether a straight quotation is open there, by the number of quotes before it in the paragraph.
    pub in_quotes: bool,
}

/// What is known of a paragraph as a whole.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// How many words it has.
    pub words: u32,
    /// How many of them are unknown.
    pub unknown: u32,
    /// How many of the unknown ones have capitals inside.
    pub inner_capitals: u32,
    /// How many tokens stand in code, markup or what else machines made.
    pub machine_made: u32,
    /// Whether its straight quotes, so far, leave a quotation open.
    pub in_quotes: bool,
}

impl Detections {
    /// Those of one paragraph, whose tokens count from its start. What each token is is left out.
    pub fn for_paragraph(&self, nth: usize) -> Detections {
        let paragraph = &self.paragraphs[nth];
        let Range { start, end } = paragraph.tokens;
        let inside = |tokens: &[usize]| {
            let bound = |bound| tokens.partition_point(|&token| token < bound);
            tokens[bound(start)..bound(end)].iter().map(|token| token - start).collect()
        };
        let bound = |bound| self.gaps.partition_point(|gap| gap.token < bound);
        let gaps = self.gaps[bound(start)..bound(end)].iter();
        Detections {
            unknown: inside(&self.unknown),
            real_words: inside(&self.real_words),
            gaps: gaps.map(|gap| Gap { token: gap.token - start, ..*gap }).collect(),
            paragraphs: vec![Paragraph { tokens: 0..end - start, ..paragraph.clone() }],
            infos: Vec::new(),
        }
    }

    /// Whether nothing is flagged.
    pub fn is_empty(&self) -> bool {
        self.unknown.is_empty() && self.real_words.is_empty() && self.gaps.is_empty()
    }

    /// Whether the same is flagged for the same reasons.
    pub fn is_alike(&self, other: &Detections) -> bool {
        (&self.unknown, &self.real_words, &self.gaps, &self.paragraphs)
            == (&other.unknown, &other.real_words, &other.gaps, &other.paragraphs)
    }

    /// The paragraph of a token.
    pub fn paragraph(&self, token: usize) -> &Paragraph {
        let nth = self.paragraphs.partition_point(|p| p.tokens.end <= token);
        &self.paragraphs[nth.min(self.paragraphs.len() - 1)]
    }
}
