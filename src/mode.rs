//! What sort of text is judged, and what follows from it: which rules are on, what is reported and what is fixed without
//! asking. Nothing else depends on the mode.

use crate::error::Error;
use crate::report::diagnostic::Applicability;
use crate::report::rule::{Decision, Rule};

/// What sort of text is judged.
///
/// ```
/// use unglue::{Applicability, Checker, Language, Mode, Options, Text};
/// let checker = Checker::new(Language::english()?, Options::default())?;
/// let text = "Moscow said there areno plans, and the fifthof them failed.";
/// let confidences = |mode| {
///     let found = checker.check(Text::from(text).mode(mode));
///     found.into_iter().map(|d| d.suggestions[0].applicability).collect::<Vec<_>>()
/// };
/// assert!(confidences(Mode::Document).iter().all(|&made| made == Applicability::Auto));
/// assert_eq!("document".parse(), Ok(Mode::Document));
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Mode {
    /// A text that somebody writes: a fix makes what reaches [`Options::fix_confidence`](crate::Options), and the rest is for
    /// the writer to decide.
    #[default]
    Editor,
    /// A ruined or pasted text, to be repaired as a whole: a fix makes all that is reported, and unless the host chose rules,
    /// [`Rule::MergedRealWord`] and [`Rule::SplitRealWord`] are on as well.
    Document,
}

/// Rules that are off by default and on in a document. A rule is added here once a measurement shows that it raises no false
/// alarm there: `merged-real-word` finds 2 spaces more of 7,432 in extracted text, and nothing in 188,272 words of right text;
/// `split-real-word` finds 23 of 157 more, and nothing there either.
const ON_IN_DOCUMENTS: &[Rule] = &[Rule::MergedRealWord, Rule::SplitRealWord];

impl Mode {
    /// Every mode.
    pub const ALL: [Mode; 2] = [Mode::Editor, Mode::Document];

    /// Returns the stable name that hosts see: `editor`, `document`.
    ///
    /// ```
    /// assert_eq!(unglue::Mode::Document.name(), "document");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Mode::Editor => "editor",
            Mode::Document => "document",
        }
    }

    /// Returns whether a rule is on unless the host says otherwise.
    pub(crate) fn has(self, rule: Rule) -> bool {
        rule.is_default() || (self == Mode::Document && ON_IN_DOCUMENTS.contains(&rule))
    }

    /// Returns whether what a rule finds may be fixed without asking at all.
    fn fixes(self, rule: Rule) -> bool {
        match rule.decision() {
            Decision::Unasked => true,
            Decision::Offered => self == Mode::Document,
            Decision::Hint => false,
        }
    }
}

impl std::str::FromStr for Mode {
    type Err = Error;

    fn from_str(name: &str) -> Result<Mode, Error> {
        Mode::ALL
            .into_iter()
            .find(|mode| mode.name() == name)
            .ok_or_else(|| Error::UnknownMode { name: name.into(), modes: Mode::ALL.map(Mode::name).into() })
    }
}

/// The options as they hold for one text.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub mode: Mode,
    /// The rules that are on.
    pub rules: Vec<Rule>,
    /// Diagnostics below this probability are not reported. `0..=1`.
    pub show_confidence: f32,
    /// Diagnostics below this probability are not fixed without asking. `0..=1`.
    pub fix_confidence: f32,
}

impl Settings {
    /// Returns whether a suggestion of a rule may be made without asking.
    pub(crate) fn applicability(&self, rule: Rule, confidence: f32) -> Applicability {
        match self.mode.fixes(rule) && confidence >= self.fix_confidence {
            true => Applicability::Auto,
            false => Applicability::Offer,
        }
    }
}
