//! How a checker judges.

use crate::error::Error;
use crate::mode::{Mode, Settings};
use crate::report::diagnostic::SHOW_CONFIDENCE;
use crate::report::rule::Rule;

/// How a [`Checker`](crate::Checker) judges.
///
/// ```
/// use unglue::{Checker, Language, Options};
/// let options = Options::default().show_confidence(0.9).words(["thereare"]);
/// let checker = Checker::new(Language::english()?, options)?;
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Diagnostics below this probability are not reported. `0..=1`, default 0.8.
    pub(crate) show_confidence: f32,
    /// [`fix`](crate::Checker::fix) leaves diagnostics below this probability alone. `0..=1`, default 0.955.
    pub(crate) fix_confidence: f32,
    /// The rules that are on, if the host chose them.
    pub(crate) rules: Option<Vec<Rule>>,
    /// Personal words: never flagged, nor are their possessives and plurals.
    pub(crate) words: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Options { show_confidence: SHOW_CONFIDENCE, fix_confidence: 0.955, rules: None, words: Vec::new() }
    }
}

impl Options {
    /// Sets below which probability diagnostics are not reported. `0..=1`, default 0.8.
    pub fn show_confidence(self, show_confidence: f32) -> Options {
        Options { show_confidence, ..self }
    }

    /// Sets below which probability [`fix`](crate::Checker::fix) leaves diagnostics alone. `0..=1`, default 0.955. In a
    /// [document](Mode::Document) a fix makes all that is shown.
    pub fn fix_confidence(self, fix_confidence: f32) -> Options {
        Options { fix_confidence, ..self }
    }

    /// Sets the rules that are on, in every [mode](Mode). Default: all but [`Rule::MergedRealWord`] and [`Rule::SplitRealWord`],
    /// which are on in a document.
    pub fn rules(self, rules: impl IntoIterator<Item = Rule>) -> Options {
        Options { rules: Some(rules.into_iter().collect()), ..self }
    }

    /// Sets personal words: they are never flagged, nor are their possessives and plurals.
    pub fn words(self, words: impl IntoIterator<Item = impl Into<String>>) -> Options {
        Options { words: words.into_iter().map(Into::into).collect(), ..self }
    }

    /// Returns the probabilities from which diagnostics are reported and fixed, for evaluation.
    #[doc(hidden)]
    pub fn thresholds(&self) -> [f32; 2] {
        [self.show_confidence, self.fix_confidence]
    }

    /// Returns the options as they hold for a text of a mode: in a document, what is shown is fixed. Rules that the host chose
    /// are on in every mode, and no others.
    pub(crate) fn settings(&self, mode: Mode) -> Settings {
        let default = || Rule::ALL.into_iter().filter(|&rule| mode.has(rule)).collect();
        let fix_confidence = match mode {
            Mode::Editor => self.fix_confidence,
            Mode::Document => self.fix_confidence.min(self.show_confidence),
        };
        let rules = self.rules.clone().unwrap_or_else(default);
        Settings { mode, rules, show_confidence: self.show_confidence, fix_confidence }
    }

    /// Returns an error if a number is out of range.
    pub(crate) fn validate(&self) -> Result<(), Error> {
        for (option, value) in
            [("show_confidence", self.show_confidence), ("fix_confidence", self.fix_confidence)]
        {
            validate_confidence(option, value)?;
        }
        Ok(())
    }
}

/// Returns an error if a threshold is out of range; `option` is its name.
pub(crate) fn validate_confidence(option: &'static str, value: f32) -> Result<(), Error> {
    match (0.0..=1.0).contains(&value) {
        true => Ok(()),
        false => Err(Error::BadConfidence { option, value: value.to_string() }),
    }
}
