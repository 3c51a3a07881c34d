//! All families of faults, each with its learned ensembles.

use std::sync::Arc;

use unglue_format::FormatError;

use crate::context::family::Family;
use crate::model::trees::{self, Ensemble, EnsembleSpec};
use crate::punctuation::Punctuation;
use crate::spacing::Spacing;

/// The families of faults, each with the ensembles that judge its hypotheses.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    pub spacing: Spacing,
    pub punctuation: Punctuation,
}

impl Model {
    /// Returns the ensembles of all families, in the order in which a model has them.
    pub fn specs() -> impl Iterator<Item = EnsembleSpec> {
        Spacing::ENSEMBLES.iter().chain(Punctuation::ENSEMBLES).copied()
    }

    /// Reads the trees of a bundle.
    ///
    /// # Errors
    /// When they break a rule of the format, or were trained on other features.
    pub fn read(bytes: &[u8]) -> Result<Model, FormatError> {
        Ok(Model::of(trees::read(bytes, Model::specs())?))
    }

    /// A model that gives every hypothesis a probability of next to 0: for training, when there is none yet for the features
    /// as they are.
    pub fn null() -> Model {
        Model::of(Model::specs().map(|_| Ensemble::null()).collect())
    }

    /// Hands out the ensembles, one for each of [`specs`](Self::specs).
    fn of(ensembles: Vec<Arc<Ensemble>>) -> Model {
        let mut ensembles = ensembles.into_iter();
        let spacing = Spacing::new(ensembles.by_ref().take(Spacing::ENSEMBLES.len()));
        let punctuation = Punctuation::new(ensembles);
        let (Some(spacing), Some(punctuation)) = (spacing, punctuation) else {
            unreachable!("there is an ensemble for each of the specs");
        };
        Model { spacing, punctuation }
    }
}
