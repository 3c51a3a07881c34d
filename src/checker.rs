//! The face of the crate: a text goes in, diagnostics and edits come out.

use std::sync::Arc;

use crate::bundle::Language;
use crate::document::Document;
use crate::engine::Engine;
use crate::error::Error;
use crate::options::Options;
use crate::parts::{Check, Fix, Kept};
use crate::personal::{Personal, validate_word};
use crate::report::diagnostic::Diagnostic;
use crate::report::fixed::Fixed;
use crate::source::Text;
use crate::text::edit::{Edit, applied};
use crate::text::reading_copy::as_read;
use crate::whole::WholeText;

/// Finds spaces that are missing, too many or in the wrong place, and repairs them.
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
    /// The analysis of the text that was checked last.
    kept: Arc<Kept>,
}

impl Checker {
    /// Makes a checker of a language.
    ///
    /// # Errors
    /// When an option is out of range or a personal word is not a word.
    pub fn new(language: Language, options: Options) -> Result<Checker, Error> {
        options.validate()?;
        let checker = Checker::of(Engine::new(language, options));
        checker.add_words(&checker.engine.options.words)?;
        Ok(checker)
    }

    fn of(engine: Arc<Engine>) -> Checker {
        Checker { engine, kept: Arc::default() }
    }

    /// Returns what the functions of [`training`](crate::training) take.
    #[doc(hidden)]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Returns a checker of the same language, options and personal words that keeps nothing of the texts of this one.
    #[doc(hidden)]
    pub fn fresh(&self) -> Checker {
        let fresh = Checker::of(Engine::new(self.engine.language.clone(), self.engine.options.clone()));
        fresh.engine.personal.change(|personal| *personal = self.personal());
        fresh
    }

    /// Returns what is wrong with a text, in ascending order. Diagnostics never overlap.
    ///
    /// The analysis of a text of up to 1 MiB is kept until the next check, which analyses what changed in the text and nothing
    /// more. For a text that is edited, [`open`](Self::open) does that without comparing the texts.
    ///
    /// ```
    /// # use unglue::{Checker, Language, Options};
    /// # let checker = Checker::new(Language::english()?, Options::default())?;
    /// assert_eq!(checker.check("Moscow said thereare no plans.")[0].range, 12..20);
    /// # Ok::<(), unglue::Error>(())
    /// ```
    pub fn check(&self, text: impl Into<Text>) -> Vec<Diagnostic> {
        self.begin_check(text).finish()
    }

    /// Begins a [`check`](Self::check) that is done in parts, for hosts that must not block.
    #[doc(hidden)]
    pub fn begin_check(&self, text: impl Into<Text>) -> Check {
        Check::new(Arc::clone(&self.engine), Arc::clone(&self.kept), text.into())
    }

    /// Returns a text with the edits of [`fixes`](Self::fixes) made.
    ///
    /// ```
    /// # use unglue::{Checker, Language, Options};
    /// # let checker = Checker::new(Language::english()?, Options::default())?;
    /// assert_eq!(checker.fix("thereare no  plans\r\n"), "there are no  plans\r\n");
    /// # Ok::<(), unglue::Error>(())
    /// ```
    pub fn fix(&self, text: impl Into<Text>) -> String {
        let text = text.into();
        let original = text.text.clone();
        applied(&original, &self.fixes(text))
    }

    /// Returns the edits of every diagnostic that reaches [`Options::fix_confidence`], ascending and apart, until nothing is left:
    /// an edit is context for what is beside it. They change white space and nothing else.
    ///
    /// ```
    /// # use unglue::{Checker, Language, Options};
    /// # let checker = Checker::new(Language::english()?, Options::default())?;
    /// assert_eq!(checker.fixes("thereare no plans")[0].range, 5..5);
    /// # Ok::<(), unglue::Error>(())
    /// ```
    pub fn fixes(&self, text: impl Into<Text>) -> Vec<Edit> {
        self.begin_fix(text).finish()
    }

    /// Returns what a [`fix`](Self::fix) does: the text afterwards, its edits, and each repair with its rule.
    ///
    /// ```
    /// # use unglue::{Checker, Language, Mode, Options, Rule, Text};
    /// # let checker = Checker::new(Language::english()?, Options::default())?;
    /// let text = Text::from("The interna tional fair.").mode(Mode::Document);
    /// let fixed = checker.fix_with_edits(text);
    /// assert_eq!(fixed.text, "The international fair.");
    /// assert_eq!(fixed.repairs[0].rule, Rule::SplitWord);
    /// # Ok::<(), unglue::Error>(())
    /// ```
    pub fn fix_with_edits(&self, text: impl Into<Text>) -> Fixed {
        let text = text.into();
        let original = text.text.clone();
        let mut fix = self.begin_fix(text);
        let edits = fix.run_to_end();
        let repairs = fix.repairs(&original, &edits);
        Fixed { text: applied(&original, &edits), edits, repairs }
    }

    /// Begins [`fixes`](Self::fixes) that are found in parts, for hosts that must not block.
    #[doc(hidden)]
    pub fn begin_fix(&self, text: impl Into<Text>) -> Fix {
        Fix::new(Arc::clone(&self.engine), text.into())
    }

    /// Begins with the counts of a text that is checked in parts.
    #[doc(hidden)]
    pub fn begin_whole(&self) -> WholeText {
        WholeText::new(Arc::clone(&self.engine))
    }

    /// Opens a text that will be edited.
    ///
    /// ```
    /// # use unglue::{Checker, Language, Options};
    /// # let checker = Checker::new(Language::english()?, Options::default())?;
    /// assert_eq!(checker.open("thereare no plans").diagnostics().len(), 1);
    /// # Ok::<(), unglue::Error>(())
    /// ```
    pub fn open(&self, text: impl Into<Text>) -> Document {
        Document::new(Arc::clone(&self.engine), text.into())
    }

    /// Opens a text of which nothing is known yet: [`Document::run`] finds it in parts.
    #[doc(hidden)]
    pub fn begin_open(&self, text: impl Into<Text>) -> Document {
        Document::begin(Arc::clone(&self.engine), text.into())
    }

    /// Adds personal words: from now on they are never flagged, nor are their possessives and plurals.
    ///
    /// # Errors
    /// When one of them is no word; then none is added.
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
        self.engine.personal.change(|p| p.words.extend(words.iter().map(|w| plain(w.as_ref()))));
        Ok(())
    }

    /// Removes personal words. Words that were never added are passed over.
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
        self.engine.personal.change(|p| words.iter().for_each(|w| _ = p.words.remove(&plain(w.as_ref()))));
    }

    /// Never reports a token of this spelling again.
    ///
    /// ```
    /// # use unglue::{Checker, Language, Options};
    /// # let checker = Checker::new(Language::english()?, Options::default())?;
    /// let text = "Moscow said thereare no plans.";
    /// checker.ignore(&checker.check(text)[0].token);
    /// assert!(checker.check(text).is_empty());
    /// # Ok::<(), unglue::Error>(())
    /// ```
    pub fn ignore(&self, token: &str) {
        self.engine.personal.change(|p| _ = p.ignored.insert(token.to_owned()));
    }

    /// Returns the personal words and the ignored tokens.
    pub fn personal(&self) -> Personal {
        (*self.engine.personal.now().0).clone()
    }

    /// Replaces all personal words and ignored tokens.
    ///
    /// # Errors
    /// When one of the words is no word; then nothing changes.
    pub fn set_personal(&self, personal: Personal) -> Result<(), Error> {
        personal.words.iter().try_for_each(|word| validate_word(word))?;
        let words = personal.words.iter().map(|word| plain(word)).collect();
        self.engine.personal.change(|p| *p = Personal { words, ..personal });
        Ok(())
    }
}

/// Returns a personal word as look-up sees it: the writer sees no soft hyphen in it, and no ligature.
fn plain(word: &str) -> String {
    as_read(word).into_owned()
}
