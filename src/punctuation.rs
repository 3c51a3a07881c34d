//! The family of faults whose spaces are missing beside punctuation.

use std::sync::Arc;

use crate::context::family::{EnsembleRow, Family};
use crate::context::feature_context::FeatureContext;
use crate::detect::detections::Gap;
use crate::model::trees::{Ensemble, EnsembleSpec};
use crate::punctuation::features::{GapFeature, gap_features};
use crate::report::finding::Finding;
use crate::report::rule::Rule;
use crate::text::edit::Edit;
use crate::text::token::{Break, Kind};

pub(crate) mod features;
pub(crate) mod quotes;

/// Judges gaps beside punctuation.
#[derive(Debug, Clone)]
pub(crate) struct Punctuation {
    gaps: Arc<Ensemble>,
}

impl Family for Punctuation {
    type Flagged = Gap;

    const ENSEMBLES: &'static [EnsembleSpec] = &[EnsembleSpec { name: "gaps", features: GapFeature::NAMES }];

    fn new(mut ensembles: impl Iterator<Item = Arc<Ensemble>>) -> Option<Punctuation> {
        let gaps = ensembles.next()?;
        ensembles.next().is_none().then_some(Punctuation { gaps })
    }

    fn judge(&self, context: &FeatureContext, gap: &Gap) -> Vec<Finding> {
        let (first, last) = around(context, gap.token);
        let tokens = context.tokens;
        vec![Finding {
            range: tokens[first].start()..tokens[last].end(),
            edits: vec![Edit::space_at(tokens[gap.token].start())],
            rule: Rule::MissingSpaceAtPunctuation,
            confidence: self
                .gaps
                .recalled(&gap_features(context, *gap), &mut context.memo.borrow_mut().trees),
            is_partial: false,
        }]
    }

    fn rows(&self, context: &FeatureContext, gap: &Gap) -> Vec<EnsembleRow> {
        let at = context.tokens[gap.token].start();
        let values = gap_features(context, *gap).to_vec();
        vec![EnsembleRow { ensemble: "gaps", range: at..at, spaces: vec![at], removed: Vec::new(), values }]
    }
}

/// Returns the first and the last token of the range that a diagnostic of the gap before `token` shows: the word on
/// either side, beyond a mark or two as in `so,"he`, and the words that a hyphen joins to it.
fn around(context: &FeatureContext, token: usize) -> (usize, usize) {
    let tokens = context.tokens;
    let is_joined = |i: usize| tokens.get(i).is_some_and(|t| t.before == Break::None);
    let is_hyphen = |i: usize| tokens[i].as_str(context.text) == "-";
    let belongs = |i: usize, steps: usize| steps < 3 && tokens[i].kind == Kind::Punctuation || is_hyphen(i);
    let mut first = token - 1;
    while is_joined(first) && (belongs(first, token - 1 - first) || is_hyphen(first - 1)) {
        first -= 1;
    }
    let mut last = token;
    while is_joined(last + 1) && (belongs(last, last - token) || is_hyphen(last + 1)) {
        last += 1;
    }
    (first, last)
}
