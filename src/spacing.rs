//! The family of faults whose spaces are missing between words.

use std::sync::Arc;

use crate::context::family::{EnsembleRow, Family};
use crate::context::feature_context::FeatureContext;
use crate::model::trees::{Ensemble, EnsembleSpec};
use crate::report::finding::Finding;
use crate::report::rule::Rule;
use crate::spacing::features::{set_network_features, token_features};
use crate::spacing::hypotheses::{AnalysedToken, Hypotheses};
use crate::spacing::lattice::BEST;
use crate::spacing::segment::{LINE_CHARS, Segmentation, TokenText};
use crate::spacing::space_features::{JudgedSegmentation, SpaceFeature};
use crate::spacing::token_feature::TokenFeature;
use crate::text::edit::Edit;

pub(crate) mod cache;
pub(crate) mod features;
pub(crate) mod finder;
pub(crate) mod hypotheses;
pub(crate) mod lattice;
pub(crate) mod queries;
pub(crate) mod segment;
pub(crate) mod space_features;
pub(crate) mod token_feature;

/// A prefilter drops hypotheses below this probability: 8 in 1,000 of the tokens that lost a space, and most of the
/// others.
const PREFILTER_THRESHOLD: f32 = 0.06;

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
    /// Judges each space of a segmentation that has several.
    spaces: Arc<Ensemble>,
}

/// The most that a name with a capital inside, which the text repeats, may be segmented with.
const REPEATED_NAME: f32 = 0.75;
/// The cost of the most frequent word that such a name starts with. Nats; Zipf 5.5.
const MIN_NAME_COST: f32 = 8.0;
/// The probability of a segmentation from which on dearer ones of the token are not judged: at most one is right.
const SURE: f32 = 0.95;

impl Spacing {
    /// Returns whether a token passes the first prefilter. `values` are the features of its cheapest segmentation.
    pub(crate) fn passes_prefilter(&self, values: &[f32; TokenFeature::COUNT]) -> bool {
        self.prefilter.probability(values) >= PREFILTER_THRESHOLD
    }

    /// Judges segmentation `nth` of a token: its probability is that it is right, in a line the expected share of its
    /// spaces that are right. `None` if a prefilter drops it.
    fn judge_segmentation(
        &self,
        context: &FeatureContext,
        flagged: &FlaggedToken,
        nth: usize,
    ) -> Option<Judgement> {
        let FlaggedToken { index, analysed, is_real_word } = flagged;
        let (token_text, hypotheses) = (&analysed.token_text, analysed.hypotheses());
        let mut values = token_features(context, *index, token_text, hypotheses, nth);
        if !is_real_word && self.segmentation_prefilter.probability(&values) < PREFILTER_THRESHOLD {
            return None;
        }
        let segmentation = &hypotheses.segmentations[nth];
        let log_odds = set_network_features(context, *index, token_text, segmentation, &mut values);
        let ensemble = match SegmentationEnsemble::of(flagged) {
            SegmentationEnsemble::RealWords => &self.real_words,
            SegmentationEnsemble::Lines => &self.lines,
            SegmentationEnsemble::Tokens => &self.tokens,
        };
        let probability = ensemble.recalled(&values, &mut context.memo.borrow_mut().trees);
        let probability =
            if is_repeated_name(&values) { probability.min(REPEATED_NAME) } else { probability };
        Some(Judgement { nth, probability, values, log_odds })
    }

    /// Returns the findings of a segmentation: one if it has one space, else one for each space.
    fn findings(
        &self,
        context: &FeatureContext,
        flagged: &FlaggedToken,
        judgement: &Judgement,
    ) -> Vec<Finding> {
        let FlaggedToken { index, analysed, is_real_word } = flagged;
        let segmentation = &analysed.hypotheses().segmentations[judgement.nth];
        if segmentation.has_several_spaces() {
            return self.judge_spaces(context, flagged, judgement);
        }
        let range = context.tokens[*index].range();
        let rule = match is_real_word {
            true => Rule::MergedRealWord,
            false => rule_of_space(&analysed.token_text, segmentation.segments[1].start),
        };
        let spaces = spaces(range.start, &analysed.token_text, segmentation);
        let edits = spaces.into_iter().map(Edit::space_at).collect();
        vec![Finding { range, edits, rule, confidence: judgement.probability, is_partial: false }]
    }

    /// Returns a finding for each space of a segmentation. Its range is the segment behind the space; that of the first
    /// has the first segment too. So it is the same whichever of the others are reported.
    fn judge_spaces(
        &self,
        context: &FeatureContext,
        flagged: &FlaggedToken,
        judgement: &Judgement,
    ) -> Vec<Finding> {
        let (token_text, hypotheses) = (&flagged.analysed.token_text, flagged.analysed.hypotheses());
        let Judgement { nth, values, log_odds, .. } = judgement;
        let judged = JudgedSegmentation { token_text, hypotheses, nth: *nth, values, log_odds };
        let start = context.tokens[flagged.index].start();
        let byte = |at: usize| start + token_text.byte_offsets[at] as usize;
        let segments = &hypotheses.segmentations[*nth].segments;
        let finding = |right: usize| Finding {
            range: byte(segments[if right == 1 { 0 } else { right }].start)..byte(segments[right].end),
            edits: vec![Edit::space_at(byte(segments[right].start))],
            rule: rule_of_space(token_text, segments[right].start),
            confidence: self
                .spaces
                .recalled(&judged.space_features(context, right), &mut context.memo.borrow_mut().trees),
            is_partial: true,
        };
        (1..segments.len()).map(finding).collect()
    }
}

/// Returns whether a token with a capital inside stands in the text again, and its parts do not stand there side by side: it is the name
/// of a product or a piece of code ("betaFEC"), unless it starts with a word that is as frequent as the articles.
fn is_repeated_name(values: &[f32; TokenFeature::COUNT]) -> bool {
    let value = |feature: TokenFeature| values[feature as usize];
    value(TokenFeature::SegmentedInnerCapitals) > 0.0
        && value(TokenFeature::TimesSeen) >= 2.0
        && value(TokenFeature::BigramSeen) == 0.0
        && value(TokenFeature::FirstCost) >= MIN_NAME_COST
}

/// The judgement of one segmentation of a token.
struct Judgement {
    /// The index of the segmentation.
    nth: usize,
    /// Its probability, `0..=1`.
    probability: f32,
    /// Its features.
    values: [f32; TokenFeature::COUNT],
    /// The network's log-odds of each of its spaces. Nats.
    log_odds: Vec<f32>,
}

/// The ensemble that judges the segmentations of a token.
enum SegmentationEnsemble {
    Tokens,
    Lines,
    RealWords,
}

impl SegmentationEnsemble {
    fn of(flagged: &FlaggedToken) -> SegmentationEnsemble {
        match flagged.is_real_word {
            true => SegmentationEnsemble::RealWords,
            false if flagged.analysed.token_text.len() >= LINE_CHARS => SegmentationEnsemble::Lines,
            false => SegmentationEnsemble::Tokens,
        }
    }

    fn name(&self) -> &'static str {
        match self {
            SegmentationEnsemble::Tokens => "tokens",
            SegmentationEnsemble::Lines => "lines",
            SegmentationEnsemble::RealWords => "real-words",
        }
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
        EnsembleSpec { name: "spaces", features: SpaceFeature::NAMES },
    ];

    fn new(ensembles: impl Iterator<Item = Arc<Ensemble>>) -> Option<Spacing> {
        let ensembles: Vec<_> = ensembles.collect();
        let [prefilter, segmentation_prefilter, tokens, lines, real_words, spaces] =
            <[_; 6]>::try_from(ensembles).ok()?;
        Some(Spacing { prefilter, segmentation_prefilter, tokens, lines, real_words, spaces })
    }

    fn judge(&self, context: &FeatureContext, flagged: &FlaggedToken) -> Vec<Finding> {
        let judgements = (0..judged(flagged.analysed.hypotheses(), flagged.is_real_word))
            .filter_map(|nth| self.judge_segmentation(context, flagged, nth));
        if let SegmentationEnsemble::Lines = SegmentationEnsemble::of(flagged) {
            // The likeliest segmentation may have few spaces, which are sure. What counts is how many right ones it adds.
            let all = judgements.map(|judgement| self.findings(context, flagged, &judgement));
            let gain = |findings: &[Finding]| findings.iter().map(|f| f.confidence - 0.5).sum::<f32>();
            let best = all.reduce(|best, next| if gain(&next) > gain(&best) { next } else { best });
            return best.unwrap_or_default();
        }
        let mut best: Option<Judgement> = None;
        for next in judgements {
            let is_sure = next.probability >= SURE;
            if best.as_ref().is_none_or(|best| next.probability > best.probability) {
                best = Some(next);
            }
            if is_sure {
                break;
            }
        }
        best.map_or(Vec::new(), |best| self.findings(context, flagged, &best))
    }

    fn rows(&self, context: &FeatureContext, flagged: &FlaggedToken) -> Vec<EnsembleRow> {
        let FlaggedToken { index, analysed, is_real_word } = flagged;
        let (token_text, hypotheses) = (&analysed.token_text, analysed.hypotheses());
        let range = context.tokens[*index].range();
        let row = |ensemble, segmentation, values: [f32; TokenFeature::COUNT]| EnsembleRow {
            ensemble,
            range: range.clone(),
            spaces: spaces(range.start, token_text, segmentation),
            removed: Vec::new(),
            values: values.to_vec(),
        };
        let mut rows = Vec::new();
        if !is_real_word {
            let context = FeatureContext { counts: None, ..*context };
            let values = token_features(&context, *index, token_text, analysed.cheap(), 0);
            rows.push(row("prefilter", &analysed.cheap().segmentations[0], values));
        }
        let ensemble = SegmentationEnsemble::of(flagged).name();
        let mut space_rows = Vec::new();
        for nth in 0..judged(hypotheses, *is_real_word) {
            let segmentation = &hypotheses.segmentations[nth];
            let mut values = token_features(context, *index, token_text, hypotheses, nth);
            let log_odds = set_network_features(context, *index, token_text, segmentation, &mut values);
            rows.push(row(ensemble, segmentation, values));
            if segmentation.has_several_spaces() {
                let judged =
                    JudgedSegmentation { token_text, hypotheses, nth, values: &values, log_odds: &log_odds };
                let spaces = spaces(range.start, token_text, segmentation);
                space_rows.extend(spaces.into_iter().zip(1..).map(|(at, right)| EnsembleRow {
                    ensemble: "spaces",
                    range: at..at,
                    spaces: vec![at],
                    removed: Vec::new(),
                    values: judged.space_features(context, right).to_vec(),
                }));
            }
        }
        rows.extend(space_rows);
        rows
    }
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

/// Returns the rule of a missing space before character `at` of an unknown token.
fn rule_of_space(token_text: &TokenText, at: usize) -> Rule {
    let is_beside_digit = token_text.chars[at - 1..=at].iter().any(char::is_ascii_digit);
    if is_beside_digit { Rule::MergedNumber } else { Rule::MergedWords }
}
