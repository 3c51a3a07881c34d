//! A family of faults: what speaks for its hypotheses, and what is reported of the likeliest.

use std::ops::Range;
use std::sync::Arc;

use crate::context::feature_context::FeatureContext;
use crate::model::trees::{Ensemble, EnsembleSpec};
use crate::report::finding::Finding;

/// A family of faults, as `spacing.rs` and `punctuation.rs` are. The pipeline judges the flagged places of every family, and
/// training makes rows of them, through the same functions.
pub(crate) trait Family: Sized {
    /// A place that detection flagged, and what it could be.
    type Flagged;

    /// The ensembles that judge the hypotheses, in the order in which a model has them.
    const ENSEMBLES: &'static [EnsembleSpec];

    /// Makes the family of its ensembles, in the order of [`ENSEMBLES`](Self::ENSEMBLES); `None` if there are more or fewer.
    fn new(ensembles: impl Iterator<Item = Arc<Ensemble>>) -> Option<Self>;

    /// Returns the likeliest hypothesis as a finding, with its probability.
    fn judge(&self, context: &FeatureContext, flagged: &Self::Flagged) -> Finding;

    /// Returns a row for each ensemble and hypothesis that training learns from.
    fn rows(&self, context: &FeatureContext, flagged: &Self::Flagged) -> Vec<EnsembleRow>;
}

/// The features of one hypothesis, for the ensemble that judges it.
#[derive(Debug)]
pub struct EnsembleRow {
    /// The name of the ensemble.
    pub ensemble: &'static str,
    /// What the hypothesis is about, in bytes of the text of the context.
    pub range: Range<usize>,
    /// Where it puts spaces, in bytes of the text of the context.
    pub spaces: Vec<usize>,
    /// The features.
    pub values: Vec<f32>,
}
