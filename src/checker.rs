//! The face of the crate: a text goes in, diagnostics and edits come out. `judging.rs` has the stages, `analysis.rs` runs
//! them over a text.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, RwLock, RwLockReadGuard};

use crate::analysis::Analysis;
use crate::block::Reading;
use crate::casing::{Case, case_of, fold};
use crate::context::Network;
use crate::edit::insert_spaces;
use crate::front::Front;
use crate::lexicon::{Bytes, owner};
use crate::options::MAX_PERSONAL_WORD_BYTES;
use crate::{Check, CheckOptions, Diagnostic, Document, Edit, Error, Fix, Lexicon, Model, Options};

/// Finds and repairs words that lost the space between them.
///
/// Cloning is cheap: clones share the lexicon and the personal words.
///
/// ```
/// use unglue::{Checker, Options};
/// let checker = Checker::new(Options::default())?;
/// let found = checker.check("Moscow said thereare no plans.");
/// assert_eq!(found[0].range, 12..20);
/// assert_eq!(found[0].suggestions[0].text, "there are");
/// assert_eq!(checker.fix("thereare no plans"), "there are no plans");
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Checker {
    pub(crate) engine: Arc<Engine>,
    pub(crate) options: Arc<Options>,
    personal: Arc<RwLock<State>>,
}

/// What is learned and never changes.
#[derive(Debug)]
pub(crate) struct Engine {
    pub(crate) lexicon: Lexicon,
    pub(crate) model: Model,
    pub(crate) network: Network<'static>,
    /// Caches that nobody uses just now.
    fronts: Mutex<Vec<Front>>,
}

/// What the writer taught the checker: plain data, to be stored and given back.
///
/// ```
/// use unglue::{Checker, Options};
/// let checker = Checker::new(Options::default())?;
/// checker.add_words(&["thereare"])?;
/// let stored = checker.personal();
/// assert!(stored.words.contains("thereare"));
/// Checker::new(Options::default())?.set_personal(stored)?;
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Personal {
    /// Words that are right as they stand.
    pub words: BTreeSet<String>,
    /// Tokens that were ignored, in exactly this spelling.
    pub ignored: BTreeSet<String>,
}

#[derive(Debug, Default)]
struct State {
    /// Shared with the checks that are under way: they go on with the words that they began with.
    personal: Arc<Personal>,
    /// Counts the changes, so that open documents notice them.
    generation: u64,
}

impl Checker {
    /// Makes a checker with the embedded English lexicon, or with [`Options::lexicon`].
    ///
    /// # Errors
    /// When an option is out of range, a personal word is not a word or the lexicon cannot be read.
    pub fn new(options: Options) -> Result<Checker, Error> {
        options.validate()?;
        let lexicon = match &options.lexicon {
            Some(bytes) => Lexicon::new(Bytes::Shared(bytes.as_slice().into()))?,
            None => embedded_lexicon()?,
        };
        let (model, network) = (embedded_model()?, embedded_network()?);
        let engine = Arc::new(Engine { lexicon, model, network, fronts: Mutex::default() });
        let options = Arc::new(Options { lexicon: None, ..options });
        let checker = Checker { engine, options, personal: Arc::default() };
        checker.add_words(&checker.options.words)?;
        Ok(checker)
    }

    /// A checker that finds nothing, for training: it needs no model that fits the evidence, and no network as long as
    /// nobody asks for evidence.
    #[cfg(feature = "english")]
    pub(crate) fn untrained(network: Option<Network<'static>>) -> Result<Checker, Error> {
        let network = network.unwrap_or(Network::BLANK);
        let (lexicon, model) = (embedded_lexicon()?, Model::silent());
        let engine = Arc::new(Engine { lexicon, model, network, fronts: Mutex::default() });
        Ok(Checker { engine, options: Arc::default(), personal: Arc::default() })
    }

    /// What is wrong with `text`, in its order. Diagnostics never overlap.
    pub fn check(&self, text: &str) -> Vec<Diagnostic> {
        Check::new(self.clone(), text.into(), CheckOptions::default()).finish()
    }

    /// Like [`check`](Self::check), with what the host knows about this text.
    ///
    /// # Errors
    /// When an offset in `options` does not fit the text.
    pub fn check_with(&self, text: &str, options: &CheckOptions) -> Result<Vec<Diagnostic>, Error> {
        Ok(self.begin_check(text, options)?.finish())
    }

    /// Begins a [`check_with`](Self::check_with) that is done in parts.
    ///
    /// # Errors
    /// When an offset in `options` does not fit the text.
    pub fn begin_check(&self, text: impl Into<String>, options: &CheckOptions) -> Result<Check, Error> {
        let text = text.into();
        options.validate(&text)?;
        Ok(Check::new(self.clone(), text, options.clone()))
    }

    /// `text` with a space at every place whose diagnostic reaches [`Options::fix_confidence`]. Nothing else changes.
    ///
    /// ```
    /// # use unglue::{Checker, Options};
    /// # let checker = Checker::new(Options::default())?;
    /// assert_eq!(checker.fix("thereare no  plans\r\n"), "there are no  plans\r\n");
    /// # Ok::<(), unglue::Error>(())
    /// ```
    pub fn fix(&self, text: &str) -> String {
        insert_spaces(text, self.fixes(text).iter().map(|edit| edit.range.start))
    }

    /// The edits of [`fix`](Self::fix): insertions of one space, ascending.
    ///
    /// ```
    /// # use unglue::{Checker, Options};
    /// # let checker = Checker::new(Options::default())?;
    /// assert_eq!(checker.fixes("thereare no plans")[0].range, 5..5);
    /// # Ok::<(), unglue::Error>(())
    /// ```
    pub fn fixes(&self, text: &str) -> Vec<Edit> {
        Fix::new(self.clone(), text.into(), CheckOptions::default()).finish()
    }

    /// Like [`fixes`](Self::fixes), with what the host knows about this text: nothing is put into protected ranges, nor
    /// into a token that the caret touches.
    ///
    /// # Errors
    /// When an offset in `options` does not fit the text.
    pub fn fixes_with(&self, text: &str, options: &CheckOptions) -> Result<Vec<Edit>, Error> {
        Ok(self.begin_fix(text, options)?.finish())
    }

    /// Begins [`fixes_with`](Self::fixes_with) that are found in parts.
    ///
    /// # Errors
    /// When an offset in `options` does not fit the text.
    pub fn begin_fix(&self, text: impl Into<String>, options: &CheckOptions) -> Result<Fix, Error> {
        let text = text.into();
        options.validate(&text)?;
        Ok(Fix::new(self.clone(), text, options.clone()))
    }

    /// Opens a text that will be edited.
    pub fn open(&self, text: impl Into<String>) -> Document {
        Document::new(self.clone(), text.into())
    }

    /// Adds personal words: never flagged from now on, nor are their possessives and plurals.
    ///
    /// # Errors
    /// When one of them is no word; none is then added.
    ///
    /// ```
    /// # use unglue::{Checker, Options};
    /// # let checker = Checker::new(Options::default())?;
    /// checker.add_words(&["thereare"])?;
    /// assert!(checker.check("Moscow said thereare no plans.").is_empty());
    /// # Ok::<(), unglue::Error>(())
    /// ```
    pub fn add_words<W: AsRef<str>>(&self, words: &[W]) -> Result<(), Error> {
        words.iter().try_for_each(|word| validate_word(word.as_ref()))?;
        self.change(|p| p.words.extend(words.iter().map(|w| w.as_ref().to_owned())));
        Ok(())
    }

    /// Takes personal words back. Words that were never added are passed over.
    ///
    /// ```
    /// # use unglue::{Checker, Options};
    /// # let checker = Checker::new(Options::default())?;
    /// checker.add_words(&["thereare"])?;
    /// checker.remove_words(&["thereare"]);
    /// assert_eq!(checker.check("Moscow said thereare no plans.").len(), 1);
    /// # Ok::<(), unglue::Error>(())
    /// ```
    pub fn remove_words<W: AsRef<str>>(&self, words: &[W]) {
        self.change(|p| words.iter().for_each(|w| _ = p.words.remove(w.as_ref())));
    }

    /// Never reports this token in this spelling again.
    ///
    /// ```
    /// # use unglue::{Checker, Options};
    /// # let checker = Checker::new(Options::default())?;
    /// let text = "Moscow said thereare no plans.";
    /// checker.ignore(&checker.check(text)[0]);
    /// assert!(checker.check(text).is_empty());
    /// # Ok::<(), unglue::Error>(())
    /// ```
    pub fn ignore(&self, diagnostic: &Diagnostic) {
        self.ignore_token(diagnostic.token());
    }

    /// Never reports a token of this spelling again.
    pub(crate) fn ignore_token(&self, token: String) {
        self.change(|p| _ = p.ignored.insert(token));
    }

    /// The personal words and what was ignored.
    pub fn personal(&self) -> Personal {
        (*self.state().personal).clone()
    }

    /// Puts `personal` in the place of all personal words and all that was ignored.
    ///
    /// # Errors
    /// When one of the words is no word; nothing then changes.
    pub fn set_personal(&self, personal: Personal) -> Result<(), Error> {
        personal.words.iter().try_for_each(|word| validate_word(word))?;
        self.change(|p| *p = personal);
        Ok(())
    }

    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.engine.lexicon
    }

    /// What is reported of a document.
    pub(crate) fn show_confidence(&self) -> f32 {
        self.options.show_confidence
    }

    /// The personal words as they are now, and a number that grows with every change of them.
    pub(crate) fn personal_now(&self) -> (Arc<Personal>, u64) {
        let state = self.state();
        (Arc::clone(&state.personal), state.generation)
    }

    fn state(&self) -> RwLockReadGuard<'_, State> {
        // Nothing that holds the lock can panic half-way through a change.
        self.personal.read().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn change(&self, change: impl FnOnce(&mut Personal)) {
        let mut state = self.personal.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        change(Arc::make_mut(&mut state.personal));
        state.generation += 1;
    }

    /// Reads a text up to the judgement.
    pub(crate) fn read(&self, text: &str, policy: &Policy) -> Reading {
        let (personal, _) = self.personal_now();
        Analysis::new(text.into(), Vec::new(), 0.0, personal).read(self, policy)
    }

    /// Calls `with` with a cache that has seen texts before.
    pub(crate) fn with_front<R>(&self, with: impl FnOnce(&mut Front) -> R) -> R {
        let fronts = || self.engine.fronts.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let front = fronts().pop();
        let mut front = front.unwrap_or_else(Front::new);
        let result = with(&mut front);
        fronts().push(front);
        result
    }
}

/// What a text is read for.
pub(crate) struct Policy<'a> {
    /// Words that are judged although the lexicon has them.
    pub is_hidden: Option<&'a dyn Fn(&str) -> bool>,
    /// Whether words as they stand are looked at although no rule asks for them.
    pub wants_real_words: bool,
    /// Whether tokens stay open that do not pass the first sight.
    pub keeps_all: bool,
}

impl Policy<'_> {
    /// That of a check.
    pub(crate) const USUAL: Policy<'static> =
        Policy { is_hidden: None, wants_real_words: false, keeps_all: false };
}

impl Personal {
    /// Whether a token is one of the writer's own words, or its possessive or plural, in any casing that is not odd.
    pub(crate) fn knows(&self, token: &str) -> bool {
        if self.words.is_empty() {
            return false;
        }
        let has = |word: &str| {
            self.words.contains(word)
                || matches!(case_of(word), Case::Title | Case::Upper)
                    && self.words.contains(&word.chars().map(fold).collect::<String>())
        };
        let owner = owner(token).unwrap_or(token);
        has(token) || has(owner) || ["s", "es"].iter().any(|end| owner.strip_suffix(end).is_some_and(has))
    }
}

fn validate_word(word: &str) -> Result<(), Error> {
    let fits =
        !word.is_empty() && word.len() <= MAX_PERSONAL_WORD_BYTES && !word.contains(char::is_whitespace);
    if fits { Ok(()) } else { Err(Error::BadWord { word: word.into() }) }
}

#[cfg(feature = "english")]
fn embedded_lexicon() -> Result<Lexicon, Error> {
    Lexicon::english()
}

#[cfg(feature = "english")]
fn embedded_model() -> Result<Model, Error> {
    Model::english()
}

#[cfg(feature = "english")]
fn embedded_network() -> Result<Network<'static>, Error> {
    Network::english()
}

#[cfg(not(feature = "english"))]
fn embedded_network() -> Result<Network<'static>, Error> {
    Err(Error::NoLexicon)
}

#[cfg(not(feature = "english"))]
fn embedded_lexicon() -> Result<Lexicon, Error> {
    Err(Error::NoLexicon)
}

#[cfg(not(feature = "english"))]
fn embedded_model() -> Result<Model, Error> {
    Err(Error::NoLexicon)
}
