//! Diagnostics: what was found, as plain data.

use std::ops::Range;

use crate::{Edit, Error};

/// The kinds of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// Words run together: "thereare", "Putincongratulated", "theUS's".
    MergedWords,
    /// A word and a number run together: "November12", "9minutes".
    MergedNumber,
    /// Punctuation without its space: "short-lived,and", `a"modest"`, "rules(see".
    MissingSpaceAfterPunctuation,
}

impl Rule {
    /// Every rule, in the order of the documentation.
    pub const ALL: [Rule; 3] = [Rule::MergedWords, Rule::MergedNumber, Rule::MissingSpaceAfterPunctuation];

    /// The stable name that hosts see: `merged-words`, `merged-number`, `missing-space-after-punctuation`.
    pub fn name(self) -> &'static str {
        match self {
            Rule::MergedWords => "merged-words",
            Rule::MergedNumber => "merged-number",
            Rule::MissingSpaceAfterPunctuation => "missing-space-after-punctuation",
        }
    }
}

impl std::str::FromStr for Rule {
    type Err = Error;

    fn from_str(name: &str) -> Result<Rule, Error> {
        Rule::ALL
            .into_iter()
            .find(|rule| rule.name() == name)
            .ok_or_else(|| Error::UnknownRule { name: name.into() })
    }
}

/// A token that has lost one space or more.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// The token, in bytes of the text.
    pub range: Range<usize>,
    /// Which kind of fault it is.
    pub rule: Rule,
    /// One sentence for the writer.
    pub message: String,
    /// The probability that the first suggestion is right, `0..=1`.
    pub confidence: f32,
    /// What may be done about it, the best first. Never empty.
    pub suggestions: Vec<Suggestion>,
}

impl Diagnostic {
    /// The flagged token as it stands in the text: the suggestion without the spaces it inserts.
    pub fn token(&self) -> String {
        let suggestion = &self.suggestions[0];
        let inserted: Vec<usize> = suggestion
            .edits
            .iter()
            .enumerate()
            .map(|(nth, edit)| edit.range.start - self.range.start + nth)
            .collect();
        suggestion.text.char_indices().filter(|(at, _)| !inserted.contains(at)).map(|(_, c)| c).collect()
    }
}

/// One way to put the spaces back.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// What the token reads like afterwards.
    pub text: String,
    /// Insertions of one space each, ascending, in bytes of the text as it is.
    pub edits: Vec<Edit>,
    /// The probability that this is right, `0..=1`.
    pub confidence: f32,
}
