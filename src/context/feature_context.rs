//! Stage 4: the context that features are computed from.
//!
//! Each family of faults has its list of features. The decision depends on their values alone, and training gets the
//! same values from the same code. Costs are in nats (negative natural logarithms of probabilities).

use std::cell::RefCell;

use unglue_format::text::NUMBER;

use crate::context::boundary_costs::BoundaryCosts;
use crate::context::counts::Counts;
use crate::detect::detections::Detections;
use crate::language::lexicon::{ABSENT_COST, Lexicon};
use crate::model::network::{Network, NetworkMemo};
use crate::model::trees::TreesMemo;
use crate::text::casing::{MAX_LOOKUP_BYTES, spell_folded};
use crate::text::token::{Break, Kind, Token};

/// The number of tokens on each side of a token that count as its chunk: it keeps the time linear for endless chunks.
const MAX_CHUNK_REACH: usize = 32;

/// The number of tokens on each side in which the partner of a quotation mark is looked for: it keeps the time linear.
const MAX_SIGHT: usize = 64;
/// The number of tokens on each side in which a repeated shape is looked for.
const MAX_SHAPE_SIGHT: usize = 256;
/// The number of tokens on each side over which white space is counted.
const MAX_SPACE_SIGHT: usize = 24;
/// The most tokens of the same shape, or gaps of the same kind, that are counted.
pub(crate) const MAX_ALIKE: usize = 12;

/// The results of the network and of the largest ensembles for what was judged last.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memo {
    pub network: NetworkMemo,
    pub trees: TreesMemo,
}

/// A block, its detections, and what else features are computed from.
pub(crate) struct FeatureContext<'a> {
    /// The text of the block.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// Its flagged tokens and gaps, and the statistics of its paragraphs.
    pub detections: &'a Detections,
    /// The boundary costs of the analysed tokens, sorted by token.
    pub boundary_costs: &'a [BoundaryCosts],
    /// The words of the language.
    pub lexicon: &'a Lexicon,
    /// The counts over the whole text; `None` for the prefilter.
    pub counts: Option<&'a Counts>,
    /// The network, which judges gaps by the words around them.
    pub network: &'a Network,
    /// The results of the models so far.
    pub memo: &'a RefCell<Memo>,
}

/// The role of a token for the tokens beside it. The numbers are the values of features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// There is no token.
    Nothing = 0,
    KnownWord = 1,
    UnknownWord = 2,
    Number = 3,
    Comma = 4,
    /// A mark that ends a sentence or clause.
    Stop = 5,
    Quote = 6,
    Bracket = 7,
    Hyphen = 8,
    /// Any other punctuation.
    OtherMark = 9,
    /// A currency sign.
    Currency = 10,
}

impl FeatureContext<'_> {
    /// Returns the text of a token; it is empty for no token.
    pub(crate) fn token_str(&self, token: Option<usize>) -> &str {
        token.and_then(|i| self.tokens.get(i)).map_or("", |token| token.as_str(self.text))
    }

    /// Returns the index of the token before, if it is in the same paragraph. White space and a line end may be between
    /// them.
    pub(crate) fn before(&self, token: usize) -> Option<usize> {
        (self.tokens[token].before <= Break::Line).then(|| token.checked_sub(1)).flatten()
    }

    /// Returns the index of the token behind, if it is in the same paragraph. White space and a line end may be between
    /// them.
    pub(crate) fn behind(&self, token: usize) -> Option<usize> {
        self.tokens.get(token + 1).filter(|next| next.before <= Break::Line).map(|_| token + 1)
    }

    /// Returns whether a sentence starts with this token: behind a mark that ends one, or at the start of a paragraph.
    /// Quotes and opening brackets between them do not matter.
    pub(crate) fn starts_sentence(&self, token: usize) -> bool {
        let mut at = token;
        while let Some(before) = self.before(at) {
            match self.token_str(Some(before)).chars().next() {
                Some('"' | '“' | '‘' | '\'' | '(' | '[' | '*' | '_') => at = before,
                Some('.' | '!' | '?' | ':' | '…' | '-' | '—' | '–') => return true,
                _ => return false,
            }
        }
        true
    }

    /// Returns the role of a token.
    pub(crate) fn role(&self, token: Option<usize>) -> Role {
        let Some(i) = token else { return Role::Nothing };
        match self.tokens[i].kind {
            Kind::Word if self.detections.token_infos[i].is_known() => Role::KnownWord,
            Kind::Number => Role::Number,
            Kind::Word | Kind::Mixed | Kind::Foreign => Role::UnknownWord,
            Kind::Punctuation => match self.token_str(token).chars().next().unwrap_or(' ') {
                ',' => Role::Comma,
                '.' | '!' | '?' | ';' | ':' | '…' => Role::Stop,
                '"' | '“' | '”' | '‘' | '’' | '\'' => Role::Quote,
                '(' | ')' | '[' | ']' => Role::Bracket,
                '-' => Role::Hyphen,
                '$' | '£' | '€' => Role::Currency,
                _ => Role::OtherMark,
            },
        }
    }

    /// Returns the indices of the first and the last token of the chunk around a token, at most [`MAX_CHUNK_REACH`]
    /// tokens away. A protected part of the chunk is none of it: what runs into an address is judged as if it were
    /// alone. A token within such a part, behind a gap at its edge, is the last one.
    pub(crate) fn chunk(&self, token: usize) -> (usize, usize) {
        let protected = &self.detections.protected;
        let nth = protected.partition_point(|range| range.end <= token);
        let least = nth.checked_sub(1).map_or(0, |nth| protected[nth].end);
        let most = protected.get(nth).map_or(self.tokens.len(), |range| range.start.max(token + 1));
        let mut first = token;
        while self.tokens[first].before == Break::None && first > least && token - first < MAX_CHUNK_REACH {
            first -= 1;
        }
        let mut last = token;
        let glued = |i: usize| i < most && self.tokens.get(i).is_some_and(|t| t.before == Break::None);
        while glued(last + 1) && last - token < MAX_CHUNK_REACH {
            last += 1;
        }
        (first, last)
    }

    /// Returns whether a single quotation mark closes behind a token, within [`MAX_SIGHT`] tokens of the paragraph.
    pub(crate) fn has_closing_quote(&self, token: usize) -> bool {
        let behind = self.tokens.iter().enumerate().skip(token + 1).take(MAX_SIGHT);
        let mut behind = behind.take_while(|(_, t)| t.before < Break::Paragraph);
        behind.any(|(i, t)| t.before == Break::None && matches!(self.token_str(Some(i)), "'" | "’"))
    }

    /// Returns whether a single quotation mark opens before a token, within [`MAX_SIGHT`] tokens of the paragraph.
    pub(crate) fn has_opening_quote(&self, token: usize) -> bool {
        let is_opening = |i: usize| {
            let opens_word = self.tokens.get(i + 1).is_some_and(|next| next.before == Break::None);
            opens_word && matches!(self.token_str(Some(i)), "'" | "‘")
        };
        let joined = |i: &usize| self.tokens[*i + 1].before < Break::Paragraph;
        (token.saturating_sub(MAX_SIGHT)..token).rev().take_while(joined).any(is_opening)
    }

    /// Returns how many tokens around have letters and digits in the same order as a token, within [`MAX_SHAPE_SIGHT`]
    /// tokens on either side; 0 for a token without digits.
    pub(crate) fn shape_around(&self, token: usize) -> f32 {
        if self.tokens[token].kind != Kind::Mixed {
            return 0.0;
        }
        let shape = |i: usize| {
            let token_str = self.token_str(Some(i));
            [token_str.chars().next(), token_str.chars().next_back()]
                .map(|c| c.is_some_and(|c| c.is_ascii_digit()))
        };
        let paragraph = &self.detections.paragraph(token).tokens;
        let near = paragraph.start.max(token.saturating_sub(MAX_SHAPE_SIGHT))
            ..paragraph.end.min(token + MAX_SHAPE_SIGHT + 1);
        let wanted = shape(token);
        let alike = near.filter(|&i| i != token && self.tokens[i].kind == Kind::Mixed && shape(i) == wanted);
        alike.take(MAX_ALIKE).count() as f32
    }

    /// Returns the mean length of the chunks around the chunk of a token, within [`MAX_SPACE_SIGHT`] tokens of the
    /// paragraph on either side. Bytes with the white space; 0 where the chunk is all there is. Well-spaced English has
    /// about 6; where many spaces are lost, one more is likely.
    pub(crate) fn chunk_length_around(&self, token: usize) -> f32 {
        let paragraph = &self.detections.paragraph(token).tokens;
        let (first, last) = self.chunk(token);
        let from = paragraph.start.max(token.saturating_sub(MAX_SPACE_SIGHT)).min(first);
        let to = paragraph.end.min(token + MAX_SPACE_SIGHT + 1).max(last + 1);
        // What is before the first token of a paragraph does not count: a paragraph is judged by itself.
        let starts_chunk = |token: &&Token| token.before != Break::None;
        let chunks = self.tokens[from + 1..=first].iter().filter(starts_chunk).count()
            + self.tokens[last + 1..to].iter().filter(starts_chunk).count();
        let bytes = self.tokens[first].start() - self.tokens[from].start() + self.tokens[to - 1].end()
            - self.tokens[last].end();
        bytes as f32 / chunks.max(1) as f32
    }

    /// Returns the number of gaps within [`MAX_SPACE_SIGHT`] tokens of the paragraph on either side of a token.
    pub(crate) fn gaps_near(&self, token: usize) -> f32 {
        let paragraph = &self.detections.paragraph(token).tokens;
        let gaps = &self.detections.gaps;
        let within = |bound: usize| gaps.partition_point(|gap| gap.token < bound);
        let from = within(paragraph.start.max(token.saturating_sub(MAX_SPACE_SIGHT)));
        (within(paragraph.end.min(token + MAX_SPACE_SIGHT + 1)) - from) as f32
    }

    /// Returns the share of unknown words among the other words of the paragraph, `0..=1`, and the paragraph's number
    /// of words.
    pub(crate) fn unknown_share(&self, token: usize) -> (f32, f32) {
        let paragraph = self.detections.paragraph(token);
        // The judged word is unknown itself.
        let others = paragraph.words.saturating_sub(1).max(1) as f32;
        (paragraph.unknown.saturating_sub(1) as f32 / others, paragraph.words as f32)
    }

    /// Returns the cost of the word's cheapest entry, or of its possessor's. Nats, [`ABSENT_COST`] without an entry.
    pub(crate) fn cost(&self, word: &str) -> f32 {
        let word = self.lexicon.possessor(word).unwrap_or(word);
        self.lexicon.best_entry(word).map_or(ABSENT_COST, |entry| entry.cost)
    }

    /// Returns the PMI of the bigram of two words. Half nats, at most 15, 0 for a bigram that is not listed. Every
    /// number counts as [`NUMBER`].
    pub(crate) fn bigram_pmi(&self, left: &str, right: &str) -> f32 {
        let key = |word| if starts_with_digit(word) { NUMBER } else { word };
        let (mut l, mut r) = ([0; MAX_LOOKUP_BYTES], [0; MAX_LOOKUP_BYTES]);
        let keys = spell_folded(key(left), &mut l).zip(spell_folded(key(right), &mut r));
        keys.map_or(0.0, |(left, right)| f32::from(self.lexicon.bigram_pmi(left, right)))
    }
}

fn starts_with_digit(word: &str) -> bool {
    word.as_bytes().first().is_some_and(u8::is_ascii_digit)
}
