//! All families of faults, each with its learned ensembles.

use std::sync::Arc;

use crate::context::family::Family;
use crate::error::Error;
use crate::model::trees::{self, Ensemble, EnsembleSpec};
use crate::punctuation::Punctuation;
use crate::spacing::Spacing;

/// The families of faults, each with the ensembles that judge its hypotheses.
///
/// ```
/// use unglue::Model;
/// assert!(Model::english().is_ok());
/// assert!(Model::new(b"no model").unwrap_err().to_string().contains("does not start like one"));
/// ```
#[derive(Debug, Clone)]
pub struct Model {
    pub(crate) spacing: Spacing,
    pub(crate) punctuation: Punctuation,
}

impl Model {
    /// Returns the ensembles of all families, in the order in which a model has them.
    pub(crate) fn specs() -> impl Iterator<Item = EnsembleSpec> {
        Spacing::ENSEMBLES.iter().chain(Punctuation::ENSEMBLES).copied()
    }

    /// The embedded model for English.
    #[cfg(feature = "english")]
    pub fn english() -> Result<Model, Error> {
        Model::new(include_bytes!(concat!(env!("OUT_DIR"), "/english.model")))
    }

    /// Reads the bytes that [`pack::model::pack`](crate::pack::model::pack) makes.
    ///
    /// # Errors
    /// [`Error::BadModel`] when they are cut short, damaged, of another version or trained on other features.
    pub fn new(bytes: &[u8]) -> Result<Model, Error> {
        Ok(Model::of(trees::read(bytes, Model::specs())?))
    }

    /// A model that gives every hypothesis a probability of next to 0: for training, when there is none yet for the features
    /// as they are.
    #[cfg(feature = "english")]
    pub(crate) fn null() -> Model {
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
