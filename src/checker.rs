//! The face of the crate: a text goes in, diagnostics and edits come out. `judging.rs` has the stages, `analysis.rs` runs
//! them over a text.

use std::sync::Arc;

use crate::bundle::Language;
use crate::document::Document;
use crate::engine::Engine;
use crate::error::Error;
use crate::options::{CheckOptions, Options};
use crate::parts::{Check, Fix};
use crate::personal::{Personal, validate_word};
use crate::report::diagnostic::Diagnostic;
use crate::text::edit::{Edit, applied};

/// Finds and repairs words that lost the space between them.
///
/// Cloning is cheap: clones share the language and the personal words.
///
/// ```
/// use unglue::{Checker, Language, Options};
/// let checker = Checker::new(Language::english()?, Options::default())?;
/// let found = checker.check("Moscow said thereare no plans.");
/// assert_eq!(found[0].range, 12..20);
/// assert_eq!(found[0].suggestions[0].text, "there are");
/// assert_eq!(checker.fix("thereare no plans"), "there are no plans");
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Checker {
    engine: Arc<Engine>,
}

impl Checker {
    /// Makes a checker of a language.
    ///
    /// # Errors
    /// When an option is out of range or a personal word is not a word.
    pub fn new(language: Language, options: Options) -> Result<Checker, Error> {
        options.validate()?;
        let checker = Checker { engine: Engine::new(language, options) };
        checker.add_words(&checker.engine.options.words)?;
        Ok(checker)
    }

    /// Returns what the functions of [`training`](crate::training) take.
    #[doc(hidden)]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// What is wrong with `text`, in its order. Diagnostics never overlap.
    pub fn check(&self, text: &str) -> Vec<Diagnostic> {
        Check::new(Arc::clone(&self.engine), text.into(), CheckOptions::default()).finish()
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
        Ok(Check::new(Arc::clone(&self.engine), text, options.clone()))
    }

    /// `text` with a space at every place whose diagnostic reaches [`Options::fix_confidence`]. Nothing else changes.
    ///
    /// ```
    /// # use unglue::{Checker, Language, Options};
    /// # let checker = Checker::new(Language::english()?, Options::default())?;
    /// assert_eq!(checker.fix("thereare no  plans\r\n"), "there are no  plans\r\n");
    /// # Ok::<(), unglue::Error>(())
    /// ```
    pub fn fix(&self, text: &str) -> String {
        applied(text, &self.fixes(text))
    }

    /// The edits of [`fix`](Self::fix): ascending and apart.
    ///
    /// ```
    /// # use unglue::{Checker, Language, Options};
    /// # let checker = Checker::new(Language::english()?, Options::default())?;
    /// assert_eq!(checker.fixes("thereare no plans")[0].range, 5..5);
    /// # Ok::<(), unglue::Error>(())
    /// ```
    pub fn fixes(&self, text: &str) -> Vec<Edit> {
        Fix::new(Arc::clone(&self.engine), text.into(), CheckOptions::default()).finish()
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
        Ok(Fix::new(Arc::clone(&self.engine), text, options.clone()))
    }

    /// Opens a text that will be edited.
    pub fn open(&self, text: impl Into<String>) -> Document {
        Document::new(Arc::clone(&self.engine), text.into())
    }

    /// Adds personal words: never flagged from now on, nor are their possessives and plurals.
    ///
    /// # Errors
    /// When one of them is no word; none is then added.
    ///
    /// ```
    /// # use unglue::{Checker, Language, Options};
    /// # let checker = Checker::new(Language::english()?, Options::default())?;
    /// checker.add_words(&["thereare"])?;
    /// assert!(checker.check("Moscow said thereare no plans.").is_empty());
    /// # Ok::<(), unglue::Error>(())
    /// ```
    pub fn add_words<W: AsRef<str>>(&self, words: &[W]) -> Result<(), Error> {
        words.iter().try_for_each(|word| validate_word(word.as_ref()))?;
        self.engine.personal.change(|p| p.words.extend(words.iter().map(|w| w.as_ref().to_owned())));
        Ok(())
    }

    /// Takes personal words back. Words that were never added are passed over.
    ///
    /// ```
    /// # use unglue::{Checker, Language, Options};
    /// # let checker = Checker::new(Language::english()?, Options::default())?;
    /// checker.add_words(&["thereare"])?;
    /// checker.remove_words(&["thereare"]);
    /// assert_eq!(checker.check("Moscow said thereare no plans.").len(), 1);
    /// # Ok::<(), unglue::Error>(())
    /// ```
    pub fn remove_words<W: AsRef<str>>(&self, words: &[W]) {
        self.engine.personal.change(|p| words.iter().for_each(|w| _ = p.words.remove(w.as_ref())));
    }

    /// Never reports this token in this spelling again.
    ///
    /// ```
    /// # use unglue::{Checker, Language, Options};
    /// # let checker = Checker::new(Language::english()?, Options::default())?;
    /// let text = "Moscow said thereare no plans.";
    /// checker.ignore(&checker.check(text)[0]);
    /// assert!(checker.check(text).is_empty());
    /// # Ok::<(), unglue::Error>(())
    /// ```
    pub fn ignore(&self, diagnostic: &Diagnostic) {
        self.ignore_token(diagnostic.token.clone());
    }

    /// Never reports a token of this spelling again, whatever the diagnostic.
    pub fn ignore_token(&self, token: impl Into<String>) {
        self.engine.personal.change(|p| _ = p.ignored.insert(token.into()));
    }

    /// The personal words and what was ignored.
    pub fn personal(&self) -> Personal {
        (*self.engine.personal.now().0).clone()
    }

    /// Puts `personal` in the place of all personal words and all that was ignored.
    ///
    /// # Errors
    /// When one of the words is no word; nothing then changes.
    pub fn set_personal(&self, personal: Personal) -> Result<(), Error> {
        personal.words.iter().try_for_each(|word| validate_word(word))?;
        self.engine.personal.change(|p| *p = personal);
        Ok(())
    }
}
