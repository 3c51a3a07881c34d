//! Languages: everything particular to one, read from the bytes of one bundle, and the families of faults with its
//! ensembles.

use std::fmt;
use std::sync::Arc;

use unglue_format::{Bundle, Bytes, FormatError, Part, network};

use crate::context::family::Family;
use crate::error::Error;
use crate::language::lexicon::Lexicon;
use crate::model::network::Network;
use crate::model::trees::{self, Ensemble, EnsembleSpec};
use crate::punctuation::Punctuation;
use crate::respacing::Respacings;
use crate::spacing::Spacing;

/// A language: its words, bigrams, short lists, ensembles and network. Cloning is cheap.
///
/// ```
/// use unglue::{Checker, Language, Options};
/// let language = Language::english()?;
/// let checkers = [0.8, 0.95].map(|show_confidence| {
///     Checker::new(language.clone(), Options::default().show_confidence(show_confidence))
/// });
/// assert!(checkers.iter().all(Result::is_ok));
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Language(Arc<Parts>);

struct Parts {
    lexicon: Lexicon,
    model: Model,
    network: Network,
}

impl Language {
    /// Returns the embedded English.
    ///
    /// # Errors
    /// Never, as a test makes sure: its words and bigrams are not verified at each start.
    #[cfg(feature = "english")]
    pub fn english() -> Result<Language, Error> {
        Language::read(Bytes::Static(unglue_en::BYTES), |_| Ok(())).map_err(bad)
    }

    /// Reads a language from the bytes that `unglue_format::Sources::pack` returns. They may be from any source:
    /// everything is verified, so that no check fails or panics later on.
    ///
    /// ```
    /// use unglue::Language;
    /// let refused = Language::from_bytes(b"no language").unwrap_err();
    /// assert!(refused.to_string().contains("it does not start like a language"));
    /// ```
    ///
    /// # Errors
    /// [`Error::BadLanguage`] when the bytes are cut short, damaged, of another version, trained on other features, or
    /// no language at all.
    pub fn from_bytes(bytes: &[u8]) -> Result<Language, Error> {
        Language::read(Bytes::from(bytes), Lexicon::verify).map_err(bad)
    }

    fn read(
        bytes: Bytes,
        verify: impl FnOnce(&Bundle) -> Result<(), FormatError>,
    ) -> Result<Language, FormatError> {
        let bundle = Bundle::read(bytes)?;
        verify(&bundle)?;
        let lexicon = Lexicon::read(&bundle)?;
        let model = Model::read(bundle.section(Part::Trees).as_ref())?;
        let symbols = lexicon.lists().alphabet.symbols();
        let network = Network::new(network::read(bundle.section(Part::Network), symbols)?, symbols);
        Ok(Language(Arc::new(Parts { lexicon, model, network })))
    }

    /// Reads a language for training, with the null model, since its trees need not fit the current features. Its
    /// network is read from this text; without one it must not be evaluated.
    #[doc(hidden)]
    pub fn untrained(bytes: &'static [u8], network: Option<&str>) -> Result<Language, Error> {
        Language::read_untrained(bytes, network).map_err(bad)
    }

    fn read_untrained(bytes: &'static [u8], network: Option<&str>) -> Result<Language, FormatError> {
        let lexicon = Lexicon::read(&Bundle::read(Bytes::Static(bytes))?)?;
        let symbols = lexicon.lists().alphabet.symbols();
        let network = network.map(|text| {
            let section = unglue_format::Section::whole(network::write(text)?.as_slice().into());
            Ok::<_, FormatError>(Network::new(network::read(&section, symbols)?, symbols))
        });
        let network = network.transpose()?.unwrap_or_default();
        Ok(Language(Arc::new(Parts { lexicon, model: Model::null(), network })))
    }

    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.0.lexicon
    }

    pub(crate) fn model(&self) -> &Model {
        &self.0.model
    }

    pub(crate) fn network(&self) -> &Network {
        &self.0.network
    }
}

fn bad(error: FormatError) -> Error {
    Error::BadLanguage { reason: error.to_string() }
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.lexicon)
    }
}

/// The families of faults, each with the ensembles that judge its hypotheses.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    pub spacing: Spacing,
    pub punctuation: Punctuation,
    pub respacings: Respacings,
}

impl Model {
    /// Returns the ensembles of all families, in the order of the model.
    pub(crate) fn specs() -> impl Iterator<Item = EnsembleSpec> {
        Spacing::ENSEMBLES.iter().chain(Punctuation::ENSEMBLES).chain(Respacings::ENSEMBLES).copied()
    }

    /// Reads the trees of a bundle.
    ///
    /// # Errors
    /// When they break a rule of the format, or were trained on other features.
    pub(crate) fn read(bytes: &[u8]) -> Result<Model, FormatError> {
        Ok(Model::from_ensembles(trees::read(bytes, Model::specs())?))
    }

    /// Returns the null model, which gives every hypothesis a probability of next to 0. Training uses it while there is
    /// no model for the current features.
    pub(crate) fn null() -> Model {
        Model::from_ensembles(Model::specs().map(|_| Ensemble::null()).collect())
    }

    /// Returns the model with these ensembles, one for each of [`specs`](Self::specs).
    fn from_ensembles(ensembles: Vec<Arc<Ensemble>>) -> Model {
        let mut ensembles = ensembles.into_iter();
        let spacing = Spacing::new(ensembles.by_ref().take(Spacing::ENSEMBLES.len()));
        let punctuation = Punctuation::new(ensembles.by_ref().take(Punctuation::ENSEMBLES.len()));
        let respacings = Respacings::new(ensembles);
        let (Some(spacing), Some(punctuation), Some(respacings)) = (spacing, punctuation, respacings) else {
            unreachable!("there is an ensemble for each of the specs");
        };
        Model { spacing, punctuation, respacings }
    }
}

#[cfg(all(test, feature = "english"))]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_english_withstands_what_a_foreign_language_must() {
        assert!(Language::english().is_ok());
        assert!(Language::from_bytes(unglue_en::BYTES).is_ok());
        assert!(Language::from_bytes(&unglue_en::BYTES[1..]).is_err());
    }
}
