//! Stage 3, continued: what else a token could be. A segmentation must beat these hypotheses.

use std::sync::OnceLock;

use crate::language::derivation::{prefixed_cost, suffixed_cost};
use crate::language::lexicon::{ABSENT_COST, Entry, Lexicon};
use crate::language::misspelling::{Correction, correction};
use crate::spacing::lattice::{BEST, segment};
use crate::spacing::queries::queries;
use crate::spacing::segment::{Segment, SegmentKind, Segmentation, TokenText};

/// Nats for a typing error, on top of the word that was meant: one word in sixty has one, in one of about thirty ways.
const TYPING_ERROR_COST: f32 = 7.5;
/// The rarest word that may be half of a word that is one as it stands. Nats; Zipf 3.6.
const RAREST_IN_REAL_WORD: f32 = 12.5;
/// Shorter words are never taken for two. Characters.
const MIN_REAL_WORD: usize = 4;

/// The hypotheses of a token.
#[derive(Debug, Clone)]
pub struct Hypotheses {
    /// Its segmentations, the cheapest first.
    pub segmentations: Vec<Segmentation>,
    /// The cost of a word of this spelling that no list knows. Nats.
    pub unknown_word_cost: f32,
    /// What the lexicon says of the whole token, although it does not count as known.
    pub listed: Option<Entry>,
    /// The most frequent word that is one typing error away. `None` among the cheap ones.
    pub correction: Option<Correction>,
    /// The cost of what is left when a prefix is taken off. Nats, or [`ABSENT_COST`], as among the cheap ones.
    pub prefixed_cost: f32,
    /// The cost of what is left when a suffix is taken off. Nats, or [`ABSENT_COST`], as among the cheap ones.
    pub suffixed_cost: f32,
}

impl Hypotheses {
    /// Reads a known word as two frequent words, if it can be read like that at all.
    fn for_real_word(lexicon: &Lexicon, token: &str, token_text: &TokenText) -> Option<Hypotheses> {
        let may_be_two = |segmentation: &Segmentation| {
            let frequent =
                |part: &Segment| part.kind == SegmentKind::Word && part.cost <= RAREST_IN_REAL_WORD;
            segmentation.segments.len() == 2 && segmentation.segments.iter().all(frequent)
        };
        if token_text.len() < MIN_REAL_WORD {
            return None;
        }
        let mut segmentations = segment(lexicon, token_text);
        segmentations.retain(may_be_two);
        segmentations.truncate(BEST);
        (!segmentations.is_empty()).then(|| {
            Hypotheses::beside(segmentations, lexicon, token, token_text, false)
                .all(lexicon, token, token_text)
        })
    }

    /// What can be said of a token at little cost: enough to pass over most of them. `None` without a segmentation.
    fn cheap(
        lexicon: &Lexicon,
        token: &str,
        token_text: &TokenText,
        is_held_out: bool,
    ) -> Option<Hypotheses> {
        let segmentations = segment(lexicon, token_text);
        (!segmentations.is_empty())
            .then(|| Hypotheses::beside(segmentations, lexicon, token, token_text, is_held_out))
    }

    fn beside(
        segmentations: Vec<Segmentation>,
        lexicon: &Lexicon,
        token: &str,
        token_text: &TokenText,
        is_held_out: bool,
    ) -> Hypotheses {
        Hypotheses {
            segmentations,
            unknown_word_cost: lexicon.unknown_word_cost(possessor_text(lexicon, token, token_text)),
            listed: lexicon.best_entry(lexicon.possessor(token).unwrap_or(token)).filter(|_| !is_held_out),
            correction: None,
            prefixed_cost: ABSENT_COST,
            suffixed_cost: ABSENT_COST,
        }
    }

    /// every hypothesis there is: the token and its unknown segments as misspellings, and the token as a derived word.
    fn all(mut self, lexicon: &Lexicon, token: &str, token_text: &TokenText) -> Hypotheses {
        let folded = possessor_text(lexicon, token, token_text);
        let word = String::from_iter(folded);
        weigh_corrections(lexicon, token_text, &mut self.segmentations);
        self.correction = correction(lexicon, folded);
        self.prefixed_cost = prefixed_cost(lexicon, &word);
        self.suffixed_cost = suffixed_cost(lexicon, &word);
        self
    }
}

/// A token and its hypotheses, which are the same wherever it stands.
#[derive(Debug)]
pub struct AnalysedToken {
    /// Its characters.
    pub token_text: TokenText,
    /// Its cheap hypotheses.
    cheap: Hypotheses,
    /// every hypothesis there is, and what the text is asked about them, as soon as somebody wants them.
    all: OnceLock<(Hypotheses, Vec<u32>)>,
}

impl AnalysedToken {
    /// Reads a token for the first time; `None` if it has no split.
    pub fn new(lexicon: &Lexicon, token: &str, is_held_out: bool) -> Option<AnalysedToken> {
        let token_text = TokenText::new(token)?;
        let cheap = Hypotheses::cheap(lexicon, token, &token_text, is_held_out)?;
        Some(AnalysedToken { token_text, cheap, all: OnceLock::new() })
    }

    /// Reads a known word as two; `None` if it cannot be read like that.
    pub fn for_real_word(lexicon: &Lexicon, token: &str) -> Option<AnalysedToken> {
        let token_text = TokenText::new(token)?;
        let hypotheses = Hypotheses::for_real_word(lexicon, token, &token_text)?;
        let analysed = AnalysedToken { token_text, cheap: hypotheses.clone(), all: OnceLock::new() };
        analysed.all.get_or_init(|| {
            let queries = queries(&analysed.token_text, &hypotheses.segmentations);
            (hypotheses, queries)
        });
        Some(analysed)
    }

    /// The cheap hypotheses.
    pub fn cheap(&self) -> &Hypotheses {
        &self.cheap
    }

    /// Finds every hypothesis there is, so that [`hypotheses`](Self::hypotheses) gives them.
    pub fn complete(&self, lexicon: &Lexicon, token: &str) {
        self.all.get_or_init(|| {
            let hypotheses = self.cheap.clone().all(lexicon, token, &self.token_text);
            let queries = queries(&self.token_text, &hypotheses.segmentations);
            (hypotheses, queries)
        });
    }

    /// The hypotheses that were found so far.
    pub fn hypotheses(&self) -> &Hypotheses {
        self.all.get().map_or(&self.cheap, |(hypotheses, _)| hypotheses)
    }

    /// The hashes of the words and pairs whose count in the text is evidence on it, sorted.
    pub fn queries(&self) -> &[u32] {
        self.all.get().map_or(&[], |(_, queries)| queries)
    }
}

/// Weighs misspellings, and leaves the [`BEST`] segmentations, the cheapest first: an unknown segment may be a word with a
/// typing error, and its cost is then that of the word and of the error.
pub fn weigh_corrections(lexicon: &Lexicon, token: &TokenText, segmentations: &mut Vec<Segmentation>) {
    // Several segmentations have the same segment.
    let mut meant: Vec<(usize, usize, Option<f32>)> = Vec::new();
    for segmentation in segmentations.iter_mut() {
        let unknown = segmentation.segments.iter_mut().find(|part| part.kind == SegmentKind::Unknown);
        let Some(part) = unknown else { continue };
        let (start, end) = (part.start, part.end);
        segmentation.meant = match meant.iter().find(|known| (known.0, known.1) == (start, end)) {
            Some((_, _, cost)) => *cost,
            None => {
                let found = correction(lexicon, &token.folded[start..end]).map(|word| word.cost);
                meant.push((start, end, found));
                found
            }
        };
        if let Some(meant) = segmentation.meant.filter(|meant| meant + TYPING_ERROR_COST < part.cost) {
            segmentation.cost += meant + TYPING_ERROR_COST - part.cost;
            part.cost = meant + TYPING_ERROR_COST;
        }
    }
    segmentations.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    segmentations.truncate(BEST);
}

/// The costs of the first and the last segment of a segmentation. Nats, [`ABSENT_COST`] if there is none.
pub fn boundary_costs(segmentation: Option<&Segmentation>) -> [f32; 2] {
    let cost = |part: Option<&Segment>| part.map_or(ABSENT_COST, |part| part.cost.min(ABSENT_COST));
    segmentation.map_or([ABSENT_COST; 2], |segmentation| {
        [cost(segmentation.segments.first()), cost(segmentation.segments.last())]
    })
}

/// The letters of a token, folded, without the ending of a possessive.
fn possessor_text<'l>(lexicon: &Lexicon, token: &str, token_text: &'l TokenText) -> &'l [char] {
    let ending = lexicon.possessor(token).map_or(0, |possessor| token[possessor.len()..].chars().count());
    &token_text.folded[..token_text.len() - ending]
}

#[cfg(all(test, feature = "english"))]
mod tests {
    use super::*;
    use crate::language::misspelling::TypingError;

    #[test]
    fn other_readings_of_english_tokens() {
        let lexicon = crate::language::english();
        let of = |token: &str| {
            let analysed = AnalysedToken::new(&lexicon, token, false).unwrap();
            analysed.complete(&lexicon, token);
            analysed.hypotheses().clone()
        };
        for (token, error) in [
            ("untill", TypingError::Doubled),
            ("wouldnt", TypingError::Dropped),
            ("seperate", TypingError::Changed),
            ("freind", TypingError::Swapped),
        ] {
            let correction = correction(&lexicon, &token.chars().collect::<Vec<_>>());
            assert_eq!(correction.map(|n| n.error), Some(error), "{token}");
        }
        assert!(of("overwatchful").prefixed_cost < ABSENT_COST);
        assert!(of("unmistakability").suffixed_cost < ABSENT_COST);
        assert!(of("teapotless").suffixed_cost < ABSENT_COST);
        assert!(correction(&lexicon, &"twoleaders".chars().collect::<Vec<_>>()).is_none());
    }
}
