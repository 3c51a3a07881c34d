//! The family of faults whose spaces stand inside words or in the wrong place between them.

use std::sync::Arc;

use crate::context::family::{EnsembleRow, Family};
use crate::context::feature_context::FeatureContext;
use crate::detect::detections::{Respacing, Window, WindowKind};
use crate::model::trees::{Ensemble, EnsembleSpec};
use crate::pairs::removal;
use crate::report::finding::Finding;
use crate::report::rule::Rule;
use crate::respacing::features::{RespacingFeature, respacing_features};
use crate::text::token::Break;

pub(crate) mod features;

/// The confidence in a space that is wrong at a mark, below the default from which a fix is made unasked. It is a bound: on extractor
/// text 99 in 100 are right.
const MARK_CONFIDENCE: f32 = 0.95;

/// The confidence in a contraction that the lexicon has, "it' s" and "don 't", and in an ending with a space before its apostrophe, "dog
/// 's", but for "'t", which is a word of poems ("before 't"). None was wrong on nine sets (of 112).
const ENDING_CONFIDENCE: f32 = 0.96;

/// The confidence in the words of letter-spaced text.
const LETTERS_CONFIDENCE: f32 = 0.96;

/// Judges windows: how likely it is that their letters are to be spaced in another way.
#[derive(Debug, Clone)]
pub(crate) struct Respacings {
    /// Of words of which one is no good word.
    ensemble: Arc<Ensemble>,
    /// Of two known words that make another.
    real_splits: Arc<Ensemble>,
}

impl Family for Respacings {
    type Flagged = Window;

    const ENSEMBLES: &'static [EnsembleSpec] = &[
        EnsembleSpec { name: "respacings", features: RespacingFeature::NAMES },
        EnsembleSpec { name: "real-splits", features: RespacingFeature::NAMES },
    ];

    fn new(ensembles: impl Iterator<Item = Arc<Ensemble>>) -> Option<Respacings> {
        let [ensemble, real_splits] = <[_; 2]>::try_from(ensembles.collect::<Vec<_>>()).ok()?;
        Some(Respacings { ensemble, real_splits })
    }

    fn judge(&self, context: &FeatureContext, window: &Window) -> Vec<Finding> {
        let probability = |nth| match window.kind {
            WindowKind::Mark if is_ending(context, window) => ENDING_CONFIDENCE,
            WindowKind::Mark => MARK_CONFIDENCE,
            WindowKind::Letters => LETTERS_CONFIDENCE,
            WindowKind::Words | WindowKind::LineEnd => {
                let values = respacing_features(context, window, nth);
                self.ensemble.recalled(&values, &mut context.memo.borrow_mut().trees)
            }
            WindowKind::RealWords => self.real_splits.probability(&respacing_features(context, window, nth)),
        };
        let best = (0..window.respacings.len())
            .map(|nth| (nth, probability(nth)))
            .reduce(|best, next| if next.1 > best.1 { next } else { best });
        let Some((nth, confidence)) = best else { return Vec::new() };
        let respacing = &window.respacings[nth];
        let (start, end) = (context.tokens[window.first].start(), context.tokens[window.last].end());
        let edits = match window.kind {
            WindowKind::LineEnd => {
                let gap = context.tokens[window.first].end()..context.tokens[window.last].start();
                removal(context, gap, window.last)
            }
            _ => Some(window.edits(context.tokens, respacing)),
        };
        let Some(edits) = edits else { return Vec::new() };
        vec![Finding {
            range: start..edits.last().map_or(end, |edit| edit.range.end.max(end)),
            edits,
            rule: rule(context, window, respacing),
            confidence,
            is_partial: false,
        }]
    }

    fn rows(&self, context: &FeatureContext, window: &Window) -> Vec<EnsembleRow> {
        let ensemble = match window.kind {
            WindowKind::Words | WindowKind::LineEnd => "respacings",
            WindowKind::RealWords => "real-splits",
            WindowKind::Mark | WindowKind::Letters => return Vec::new(),
        };
        let row = |(nth, respacing): (usize, &Respacing)| {
            let edits = window.edits(context.tokens, respacing);
            let (gone, come): (Vec<_>, Vec<_>) = edits.into_iter().partition(|edit| edit.insert.is_empty());
            EnsembleRow {
                ensemble,
                range: context.tokens[window.first].start()..context.tokens[window.last].end(),
                spaces: come.into_iter().map(|edit| edit.range.start).collect(),
                removed: gone.into_iter().map(|edit| edit.range.start).collect(),
                values: respacing_features(context, window, nth).to_vec(),
            }
        };
        window.respacings.iter().enumerate().map(row).collect()
    }
}

/// Returns whether a window of a mark is a word and the ending of its contraction or possessive, see [`ENDING_CONFIDENCE`].
fn is_ending(context: &FeatureContext, window: &Window) -> bool {
    let str = |token: usize| context.token_str(Some(token));
    window.len() == 3
        && matches!(str(window.first + 1), "'" | "’")
        && (context.tokens[window.first + 1].before == Break::Space && str(window.last) != "t"
            || context.lexicon.best_entry(&window.letters(context.text, context.tokens)).is_some())
}

/// Returns the rule of a respacing.
fn rule(context: &FeatureContext, window: &Window, respacing: &Respacing) -> Rule {
    let is_letter = |token: usize| context.token_str(Some(token)).chars().nth(1).is_none();
    match window.kind {
        WindowKind::Mark => Rule::SpaceAtPunctuation,
        WindowKind::LineEnd => Rule::BrokenWord,
        WindowKind::Letters => Rule::LetterSpaced,
        WindowKind::RealWords => Rule::SplitRealWord,
        WindowKind::Words if window.len() > 2 && (window.first..=window.last).all(is_letter) => {
            Rule::LetterSpaced
        }
        WindowKind::Words if respacing.spaces.is_empty() => Rule::SplitWord,
        WindowKind::Words => Rule::MisplacedSpace,
    }
}
