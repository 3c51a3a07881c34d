//! Stage 3, continued: the hypotheses of a token. A segmentation competes with a misspelling, a derived word and a word
//! that no list has.

use std::sync::OnceLock;

use unglue_format::wholes::Level;

use crate::context::boundary_costs::BoundaryCosts;
use crate::language::derivation::{prefixed_cost, suffixed_cost};
use crate::language::lexicon::{ABSENT_COST, Entry, Lexicon};
use crate::language::misspelling::{Correction, correction};
use crate::spacing::finder::{SegmentFinder, TYPING_ERROR_COST};
use crate::spacing::lattice::{self, BEST, detours};
use crate::spacing::queries::queries;
use crate::spacing::segment::{Segment, SegmentKind, Segmentation, TokenText};

/// The length from which on an unknown segment may be a misspelt word: any three letters are close to some word.
/// Characters.
const MIN_CORRECTED: usize = 4;
/// The cost of the rarest word that may be half of a known word. Nats; Zipf 3.6.
const RAREST_IN_REAL_WORD: f32 = 12.5;
/// The length from which on a known word may be two words. Characters.
const MIN_REAL_WORD: usize = 4;

/// The hypotheses of a token.
#[derive(Debug, Clone)]
pub(crate) struct Hypotheses {
    /// Its segmentations, the cheapest first.
    pub segmentations: Vec<Segmentation>,
    /// The unknown-word cost of the token. Nats.
    pub unknown_word_cost: f32,
    /// The entry of the whole token, if it has one although it is not known: a rare word, or a word in another casing.
    pub listed: Option<Entry>,
    /// The level of the token in the set of wholes, if it is in it.
    pub whole: Option<Level>,
    /// The correction of the token. Always `None` in cheap hypotheses.
    pub correction: Option<Correction>,
    /// The cost of the cheapest known word that remains without a prefix. Nats. [`ABSENT_COST`] for none, and always in
    /// cheap hypotheses.
    pub prefixed_cost: f32,
    /// The cost of the cheapest known word that remains without a suffix. Nats. [`ABSENT_COST`] for none, and always in
    /// cheap hypotheses.
    pub suffixed_cost: f32,
    /// For each place between two characters, how much dearer the cheapest segmentation without a space there is than
    /// the cheapest one with it. Nats. Empty in cheap hypotheses, and where no segmentation has three segments.
    pub detours: Vec<f32>,
}

impl Hypotheses {
    /// Returns all hypotheses of a known word, among them its segmentations into two frequent words; `None` if it has
    /// no such segmentation.
    fn for_real_word(lexicon: &Lexicon, token: &str, token_text: &TokenText) -> Option<Hypotheses> {
        let is_two_frequent_words = |segmentation: &Segmentation| {
            let frequent =
                |segment: &Segment| segment.kind == SegmentKind::Word && segment.cost <= RAREST_IN_REAL_WORD;
            segmentation.segments.len() == 2 && segmentation.segments.iter().all(frequent)
        };
        if token_text.len() < MIN_REAL_WORD {
            return None;
        }
        let mut segmentations = segmentations(lexicon, token_text);
        segmentations.retain(is_two_frequent_words);
        segmentations.truncate(BEST);
        (!segmentations.is_empty()).then(|| {
            Hypotheses::with_segmentations(segmentations, lexicon, token, token_text, false)
                .completed(lexicon, token, token_text)
        })
    }

    /// Returns the hypotheses that cost little to find, by which the prefilter drops most tokens. `None` without a
    /// segmentation.
    fn cheap(
        lexicon: &Lexicon,
        token: &str,
        token_text: &TokenText,
        is_held_out: bool,
    ) -> Option<Hypotheses> {
        let segmentations = segmentations(lexicon, token_text);
        (!segmentations.is_empty())
            .then(|| Hypotheses::with_segmentations(segmentations, lexicon, token, token_text, is_held_out))
    }

    /// Returns the cheap hypotheses of a token with these segmentations.
    fn with_segmentations(
        segmentations: Vec<Segmentation>,
        lexicon: &Lexicon,
        token: &str,
        token_text: &TokenText,
        is_held_out: bool,
    ) -> Hypotheses {
        let folded = possessor_chars(lexicon, token, token_text);
        Hypotheses {
            segmentations,
            unknown_word_cost: lexicon.unknown_word_cost(folded),
            // A held-out word is judged as if nothing had it.
            whole: whole(lexicon, token_text, folded.len()).filter(|_| !is_held_out),
            listed: lexicon.best_entry(lexicon.possessor(token).unwrap_or(token)).filter(|_| !is_held_out),
            correction: None,
            prefixed_cost: ABSENT_COST,
            suffixed_cost: ABSENT_COST,
            detours: Vec::new(),
        }
    }

    /// Adds the costly hypotheses: corrections of the token and of its unknown segments, and derivations of the token.
    fn completed(mut self, lexicon: &Lexicon, token: &str, token_text: &TokenText) -> Hypotheses {
        let folded = possessor_chars(lexicon, token, token_text);
        let word = String::from_iter(folded);
        weigh_corrections(lexicon, token_text, &mut self.segmentations);
        self.correction = correction(lexicon, folded);
        self.prefixed_cost = prefixed_cost(lexicon, &word);
        self.suffixed_cost = suffixed_cost(lexicon, &word);
        if self.segmentations.iter().any(Segmentation::has_several_spaces) {
            let find =
                |from, out: &mut Vec<Segment>| SegmentFinder::new(lexicon, token_text, from, out).find();
            self.detours = detours(token_text.len(), find);
        }
        self
    }
}

/// A token and its hypotheses, which do not depend on its context.
#[derive(Debug)]
pub(crate) struct AnalysedToken {
    /// Its characters.
    pub token_text: TokenText,
    /// Its cheap hypotheses.
    cheap: Hypotheses,
    /// All hypotheses, and the hashes to be counted for them, once [`complete`](Self::complete) has found them.
    all: OnceLock<(Hypotheses, Vec<u32>)>,
}

impl AnalysedToken {
    /// Returns a token with its cheap hypotheses; `None` if it has no segmentation.
    pub(crate) fn new(
        lexicon: &Lexicon,
        token: &str,
        token_text: TokenText,
        is_held_out: bool,
    ) -> Option<AnalysedToken> {
        let cheap = Hypotheses::cheap(lexicon, token, &token_text, is_held_out)?;
        Some(AnalysedToken { token_text, cheap, all: OnceLock::new() })
    }

    /// Returns a known word with all hypotheses; `None` if it has no segmentation into two frequent words.
    pub(crate) fn for_real_word(
        lexicon: &Lexicon,
        token: &str,
        token_text: TokenText,
    ) -> Option<AnalysedToken> {
        let hypotheses = Hypotheses::for_real_word(lexicon, token, &token_text)?;
        let analysed = AnalysedToken { token_text, cheap: hypotheses.clone(), all: OnceLock::new() };
        analysed.all.get_or_init(|| {
            let queries = queries(&analysed.token_text, &hypotheses.segmentations);
            (hypotheses, queries)
        });
        Some(analysed)
    }

    /// Returns the cheap hypotheses.
    pub(crate) fn cheap(&self) -> &Hypotheses {
        &self.cheap
    }

    /// Finds all hypotheses, for [`hypotheses`](Self::hypotheses) to return.
    pub(crate) fn complete(&self, lexicon: &Lexicon, token: &str) {
        self.all.get_or_init(|| {
            let hypotheses = self.cheap.clone().completed(lexicon, token, &self.token_text);
            let queries = queries(&self.token_text, &hypotheses.segmentations);
            (hypotheses, queries)
        });
    }

    /// Returns all hypotheses, or the cheap ones as long as [`complete`](Self::complete) was not called.
    pub(crate) fn hypotheses(&self) -> &Hypotheses {
        self.all.get().map_or(&self.cheap, |(hypotheses, _)| hypotheses)
    }

    /// Returns the hashes of the words and bigrams whose counts in the text are features of the token, sorted.
    pub(crate) fn queries(&self) -> &[u32] {
        self.all.get().map_or(&[], |(_, queries)| queries)
    }
}

/// Returns the cheapest segmentations of a token, see [`lattice::segment`].
pub(crate) fn segmentations(lexicon: &Lexicon, token: &TokenText) -> Vec<Segmentation> {
    let find = |from, out: &mut Vec<Segment>| SegmentFinder::new(lexicon, token, from, out).find();
    let mut segmentations = lattice::segment(lexicon, token, find);
    segmentations.retain(|segmentation| !has_torn_pair(lexicon, token, segmentation));
    segmentations
}

/// Returns whether a segmentation has the second word of a pair, "al", without the first, "et", as the segment before it:
/// the lattice knows the letters before a segment, and not their segments.
fn has_torn_pair(lexicon: &Lexicon, token: &TokenText, segmentation: &Segmentation) -> bool {
    let letters = |segment: &Segment| &token.folded[segment.start..segment.end];
    segmentation.segments.windows(2).any(|two| {
        let (first, second) = (letters(&two[0]), letters(&two[1]));
        lexicon.lists().two_letter_pairs.iter().any(|pair| second == &pair[2..] && first != &pair[..2])
    })
}

/// Lowers the cost of each unknown segment that has a correction, then sorts the segmentations and keeps the [`BEST`].
///
/// An unknown segment may be a misspelt word: "thre" in "thereare" for "thre|are" costs its unknown-word cost in the
/// lattice, but as a misspelling of "there" only that word's cost and [`TYPING_ERROR_COST`], if that is less.
/// Corrections are too costly to look for in the lattice, for every segment from every node, so they are found for the
/// few segmentations that it returns. That is why the lattice returns more than [`BEST`]: one of them may move up here.
/// Segmentations share segments, so each correction is looked up once.
pub(crate) fn weigh_corrections(lexicon: &Lexicon, token: &TokenText, segmentations: &mut Vec<Segmentation>) {
    let mut known_corrections: Vec<(usize, usize, Option<f32>)> = Vec::new();
    for segmentation in segmentations.iter_mut() {
        let unknown = segmentation.segments.iter_mut().filter(|segment| segment.kind == SegmentKind::Unknown);
        for segment in unknown {
            let (start, end) = (segment.start, segment.end);
            let known = known_corrections.iter().find(|known| (known.0, known.1) == (start, end));
            let found = match known {
                Some((_, _, cost)) => *cost,
                None => {
                    let letters: Vec<char> = token.word(segment).chars().collect();
                    let correction =
                        if letters.len() < MIN_CORRECTED { None } else { correction(lexicon, &letters) };
                    let cost = correction.map(|word| word.cost);
                    known_corrections.push((start, end, cost));
                    cost
                }
            };
            segmentation.meant = segmentation.meant.or(found);
            if let Some(cost) =
                found.map(|meant| meant + TYPING_ERROR_COST).filter(|cost| *cost < segment.cost)
            {
                segmentation.cost += cost - segment.cost;
                segment.cost = cost;
            }
        }
    }
    segmentations.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    segmentations.truncate(BEST);
}

/// Returns the costs of the first and the last segment of a token's segmentation. Nats, at most [`ABSENT_COST`], which
/// stands for no segmentation as well.
pub(crate) fn boundary_costs(token: usize, segmentation: Option<&Segmentation>) -> BoundaryCosts {
    let segments = segmentation.map_or(&[][..], |segmentation| &segmentation.segments);
    let cost =
        |segment: Option<&Segment>| segment.map_or(ABSENT_COST, |segment| segment.cost.min(ABSENT_COST));
    BoundaryCosts { token, first: cost(segments.first()), last: cost(segments.last()) }
}

/// Returns the level of the first `len` characters of a token in the set of wholes, folded, or as they are written if they
/// have a capital inside. `None` if they are not in it.
fn whole(lexicon: &Lexicon, token_text: &TokenText, len: usize) -> Option<Level> {
    let (folded, written) = (&token_text.folded[..len], &token_text.chars[..len]);
    let has_inner_capital = || written.windows(2).any(|two| two[0].is_lowercase() && two[1].is_uppercase());
    lexicon.whole(folded).or_else(|| has_inner_capital().then(|| lexicon.whole(written)).flatten())
}

/// Returns the folded characters of a token without the ending of a possessive.
fn possessor_chars<'l>(lexicon: &Lexicon, token: &str, token_text: &'l TokenText) -> &'l [char] {
    let ending = lexicon.possessor(token).map_or(0, |possessor| token[possessor.len()..].chars().count());
    &token_text.folded[..token_text.len() - ending]
}

#[cfg(all(test, feature = "english"))]
mod tests {
    use super::*;
    use crate::language::misspelling::TypingError;

    #[test]
    fn corrections_and_derivations_of_english_tokens() {
        let lexicon = crate::language::english();
        let hypotheses = |token: &str| {
            let token_text = TokenText::new(token).unwrap();
            let analysed = AnalysedToken::new(&lexicon, token, token_text, false).unwrap();
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
            assert_eq!(correction.map(|correction| correction.error), Some(error), "{token}");
        }
        assert!(hypotheses("overwatchful").prefixed_cost < ABSENT_COST);
        assert!(hypotheses("unmistakability").suffixed_cost < ABSENT_COST);
        assert!(hypotheses("teapotless").suffixed_cost < ABSENT_COST);
        assert!(correction(&lexicon, &"twoleaders".chars().collect::<Vec<_>>()).is_none());
    }
}
