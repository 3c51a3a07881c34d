//! The rules: the kinds of fault that are reported.

use crate::error::Error;

/// The kinds of fault.
///
/// ```
/// use unglue::Rule;
/// assert_eq!("merged-number".parse(), Ok(Rule::MergedNumber));
/// assert_eq!(Rule::MergedNumber.name(), "merged-number");
/// assert!("merged-everything".parse::<Rule>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// Words run together: "thereare", "Putincongratulated", "theUS's".
    MergedWords,
    /// A word and a number run together: "November12", "9minutes".
    MergedNumber,
    /// Punctuation without its space: "short-lived,and", `a"modest"`, "rules(see".
    MissingSpaceAtPunctuation,
    /// Words run together that make another word: "atone" for "at one", "apart" for "a part". Off by default.
    MergedRealWord,
}

impl Rule {
    /// Every rule, in the order of the documentation.
    pub const ALL: [Rule; 4] =
        [Rule::MergedWords, Rule::MergedNumber, Rule::MissingSpaceAtPunctuation, Rule::MergedRealWord];

    /// Whether the rule is on where the host chooses nothing. What is a word as it stands is left alone then.
    ///
    /// ```
    /// # use unglue::Rule;
    /// assert!(Rule::MergedWords.is_default() && !Rule::MergedRealWord.is_default());
    /// ```
    pub fn is_default(self) -> bool {
        self != Rule::MergedRealWord
    }

    /// The stable name that hosts see: `merged-words`, `merged-number`, `missing-space-at-punctuation`,
    /// `merged-real-word`.
    ///
    /// ```
    /// # use unglue::Rule;
    /// assert_eq!(Rule::ALL.map(Rule::name)[0], "merged-words");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Rule::MergedWords => "merged-words",
            Rule::MergedNumber => "merged-number",
            Rule::MissingSpaceAtPunctuation => "missing-space-at-punctuation",
            Rule::MergedRealWord => "merged-real-word",
        }
    }
}

impl std::str::FromStr for Rule {
    type Err = Error;

    fn from_str(name: &str) -> Result<Rule, Error> {
        Rule::ALL
            .into_iter()
            .find(|rule| rule.name() == name)
            .ok_or_else(|| Error::UnknownRule { name: name.into(), rules: Rule::ALL.map(Rule::name).into() })
    }
}
