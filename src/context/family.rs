//! Families of faults: their ensembles, their findings, and the rows that training learns from.

use std::ops::Range;
use std::sync::Arc;

use crate::context::feature_context::FeatureContext;
use crate::model::trees::{Ensemble, EnsembleSpec};
use crate::report::finding::Finding;

/// A family of faults, such as `spacing.rs` and `punctuation.rs`. The pipeline judges the flagged places of every
/// family, and training makes rows of them, through the same functions.
pub(crate) trait Family: Sized {
    /// A flagged place and its hypotheses.
    type Flagged;

    /// The ensembles that judge the hypotheses, in the order of the model.
    const ENSEMBLES: &'static [EnsembleSpec];

    /// Returns the family with these ensembles, in the order of [`ENSEMBLES`](Self::ENSEMBLES); `None` if there are
    /// more or fewer.
    fn new(ensembles: impl Iterator<Item = Arc<Ensemble>>) -> Option<Self>;

    /// Returns the likeliest hypothesis as a finding, with its probability; or one finding for each of its edits if they
    /// are judged one by one.
    fn judge(&self, context: &FeatureContext, flagged: &Self::Flagged) -> Vec<Finding>;

    /// Returns the rows that training learns from: one for each hypothesis and the ensemble that judges it.
    fn rows(&self, context: &FeatureContext, flagged: &Self::Flagged) -> Vec<EnsembleRow>;
}

/// The features of one hypothesis, for the ensemble that judges it.
#[derive(Debug)]
pub(crate) struct EnsembleRow {
    /// The name of the ensemble.
    pub ensemble: &'static str,
    /// The flagged token or gap, in bytes of the text of the context.
    pub range: Range<usize>,
    /// The offsets of the spaces that the hypothesis inserts, in bytes of the text of the context.
    pub spaces: Vec<usize>,
    /// The offsets of the spaces that it removes, in bytes of the text of the context.
    pub removed: Vec<usize>,
    /// The features.
    pub values: Vec<f32>,
}
