//! The family of faults whose spaces are missing between words.

use std::sync::Arc;

use crate::context::family::{EnsembleRow, Family};
use crate::context::feature_context::FeatureContext;
use crate::model::network::NetworkMemo;
use crate::model::trees::{Ensemble, EnsembleSpec};
use crate::report::finding::Finding;
use crate::report::rule::Rule;
use crate::spacing::features::{TokenFeature, set_network_features, token_features};
use crate::spacing::hypotheses::{AnalysedToken, Hypotheses};
use crate::spacing::lattice::{BEST, LINE_CHARS};
use crate::spacing::segment::{Segmentation, TokenText};
use crate::text::edit::Edit;

pub(crate) mod cache;
pub(crate) mod features;
pub(crate) mod hypotheses;
pub(crate) mod lattice;
pub(crate) mod queries;
pub(crate) mod segment;

/// A prefilter drops hypotheses below this probability: 5 in 1,000 of the tokens that lost a space, and most of the
/// others.
const PREFILTER_THRESHOLD: f32 = 0.03;

/// A token that may have lost a space.
#[derive(Debug, Clone)]
pub(crate) struct FlaggedToken {
    /// The index of the token in its block.
    pub index: usize,
    /// The token's hypotheses.
    pub analysed: Arc<AnalysedToken>,
    /// Whether it is a known word, which the rule for known words judges.
    pub is_real_word: bool,
}

/// Judges tokens that may have lost a space, in a cascade: a prefilter judges the cheapest segmentation before costly
/// features are computed, a second one judges each segmentation before the network is evaluated, and an ensemble judges
/// what is left by all features.
#[derive(Debug, Clone)]
pub(crate) struct Spacing {
    /// Drops tokens, by the features of their cheapest segmentation.
    prefilter: Arc<Ensemble>,
    /// Drops segmentations, by all features but those of the network.
    segmentation_prefilter: Arc<Ensemble>,
    /// Judges segmentations of tokens.
    tokens: Arc<Ensemble>,
    /// Judges segmentations of whole lines.
    lines: Arc<Ensemble>,
    /// Judges segmentations of known words.
    real_words: Arc<Ensemble>,
}

impl Spacing {
    /// Returns whether a token passes the first prefilter. `values` are the features of its cheapest segmentation.
    pub(crate) fn passes_prefilter(&self, values: &[f32; TokenFeature::COUNT]) -> bool {
        self.prefilter.probability(values) >= PREFILTER_THRESHOLD
    }

    /// Returns the probability that a segmentation is right, `0..=1`; in a line, the expected share of its spaces that
    /// are right.
    fn probability(
        &self,
        context: &FeatureContext,
        flagged: &FlaggedToken,
        nth: usize,
        memo: &mut NetworkMemo,
    ) -> f32 {
        let FlaggedToken { index, analysed, is_real_word } = flagged;
        let (token_text, hypotheses) = (&analysed.token_text, analysed.hypotheses());
        let mut values = token_features(context, *index, token_text, hypotheses, nth);
        if !is_real_word && self.segmentation_prefilter.probability(&values) < PREFILTER_THRESHOLD {
            return 0.0;
        }
        set_network_features(context, *index, token_text, &hypotheses.segmentations[nth], memo, &mut values);
        let ensemble = match is_real_word {
            true => &self.real_words,
            false if is_line(token_text) => &self.lines,
            false => &self.tokens,
        };
        ensemble.probability(&values)
    }
}

impl Family for Spacing {
    type Flagged = FlaggedToken;

    const ENSEMBLES: &'static [EnsembleSpec] = &[
        EnsembleSpec { name: "prefilter", features: TokenFeature::NAMES },
        EnsembleSpec { name: "segmentation-prefilter", features: TokenFeature::NAMES },
        EnsembleSpec { name: "tokens", features: TokenFeature::NAMES },
        EnsembleSpec { name: "lines", features: TokenFeature::NAMES },
        EnsembleSpec { name: "real-words", features: TokenFeature::NAMES },
    ];

    fn new(ensembles: impl Iterator<Item = Arc<Ensemble>>) -> Option<Spacing> {
        let ensembles: Vec<_> = ensembles.collect();
        let [prefilter, segmentation_prefilter, tokens, lines, real_words] =
            <[_; 5]>::try_from(ensembles).ok()?;
        Some(Spacing { prefilter, segmentation_prefilter, tokens, lines, real_words })
    }

    fn judge(&self, context: &FeatureContext, flagged: &FlaggedToken) -> Finding {
        let FlaggedToken { index, analysed, is_real_word } = flagged;
        let mut memo = NetworkMemo::default();
        let (nth, confidence) = (0..judged(analysed.hypotheses(), *is_real_word))
            .map(|nth| (nth, self.probability(context, flagged, nth, &mut memo)))
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
            .unwrap_or((0, 0.0));
        let (range, segmentation) =
            (context.tokens[*index].range(), &analysed.hypotheses().segmentations[nth]);
        let rule = match is_real_word {
            true => Rule::MergedRealWord,
            false if touches_number(&analysed.token_text, segmentation) => Rule::MergedNumber,
            false => Rule::MergedWords,
        };
        let spaces = spaces(range.start, &analysed.token_text, segmentation);
        let edits = spaces.into_iter().map(Edit::space_at).collect();
        Finding { range, edits, rule, confidence }
    }

    fn rows(&self, context: &FeatureContext, flagged: &FlaggedToken) -> Vec<EnsembleRow> {
        let FlaggedToken { index, analysed, is_real_word } = flagged;
        let (token_text, hypotheses) = (&analysed.token_text, analysed.hypotheses());
        let range = context.tokens[*index].range();
        let row = |ensemble, segmentation, values: [f32; TokenFeature::COUNT]| EnsembleRow {
            ensemble,
            range: range.clone(),
            spaces: spaces(range.start, token_text, segmentation),
            values: values.to_vec(),
        };
        let mut rows = Vec::new();
        if !is_real_word {
            let context = FeatureContext { counts: None, ..*context };
            let values = token_features(&context, *index, token_text, analysed.cheap(), 0);
            rows.push(row("prefilter", &analysed.cheap().segmentations[0], values));
        }
        let ensemble = match is_real_word {
            true => "real-words",
            false if is_line(token_text) => "lines",
            false => "tokens",
        };
        for (nth, segmentation) in
            hypotheses.segmentations.iter().enumerate().take(judged(hypotheses, *is_real_word))
        {
            let mut values = token_features(context, *index, token_text, hypotheses, nth);
            set_network_features(
                context,
                *index,
                token_text,
                segmentation,
                &mut NetworkMemo::default(),
                &mut values,
            );
            rows.push(row(ensemble, segmentation, values));
        }
        rows
    }
}

/// Returns whether a token is a whole line rather than a word or two.
fn is_line(token_text: &TokenText) -> bool {
    token_text.len() >= LINE_CHARS
}

/// Returns how many segmentations are judged: of a known word only the cheapest.
fn judged(hypotheses: &Hypotheses, is_real_word: bool) -> usize {
    if is_real_word { 1 } else { hypotheses.segmentations.len().min(BEST) }
}

/// Returns the offsets of the spaces that a segmentation inserts, in bytes of the text. The token starts at byte
/// `start`.
fn spaces(start: usize, token_text: &TokenText, segmentation: &Segmentation) -> Vec<usize> {
    segmentation.segments[1..]
        .iter()
        .map(|segment| start + token_text.byte_offsets[segment.start] as usize)
        .collect()
}

/// Returns whether a segmentation inserts a space beside a digit.
fn touches_number(token_text: &TokenText, segmentation: &Segmentation) -> bool {
    let is_digit = |at: usize| token_text.chars[at].is_ascii_digit();
    segmentation.segments[1..].iter().any(|segment| is_digit(segment.start) || is_digit(segment.start - 1))
}
