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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Rule {
    /// Words run together: "thereare", "Putincongratulated", "theUS's".
    MergedWords,
    /// A word and a number run together: "November12", "9minutes".
    MergedNumber,
    /// Punctuation without its space: "short-lived,and", `a"modest"`, "rules(see".
    MissingSpaceAtPunctuation,
    /// Words run together that make another word: "atone" for "at one", "apart" for "a part". Off by default.
    MergedRealWord,
    /// A space inside a word: "g oing", "interna tional".
    SplitWord,
    /// A space inside a word whose parts are words, too: "there fore". Off by default.
    SplitRealWord,
    /// Letters that are spaced out: "R E S U L T S".
    LetterSpaced,
    /// A space in the wrong place: "thef eedback", "th edog".
    MisplacedSpace,
    /// A space beside a mark that has none there: "word ,", "( text )", "it 's".
    SpaceAtPunctuation,
    /// A word that the end of a line broke: "adven- ture", and over the line end, with a hyphen or without. Offered, and not part of a
    /// fix.
    BrokenWord,
    /// A word that stands twice: "the the". A hint: its edit takes letters out, so no fix makes it.
    DoubledWord,
}

const fn all() -> [Rule; 11] {
    [
        Rule::MergedWords,
        Rule::MergedNumber,
        Rule::MissingSpaceAtPunctuation,
        Rule::MergedRealWord,
        Rule::SplitWord,
        Rule::SplitRealWord,
        Rule::LetterSpaced,
        Rule::MisplacedSpace,
        Rule::SpaceAtPunctuation,
        Rule::BrokenWord,
        Rule::DoubledWord,
    ]
}

/// Who decides whether the edits of a rule are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    /// A fix makes those that it is sure of.
    Unasked,
    /// They change more than the white space of a line: the writer is asked.
    Offered,
    /// They take letters out: the writer is asked for each by itself.
    Hint,
}

/// A row of the one table of rules, which `pkg/rules.js` is generated from.
struct Row {
    rule: Rule,
    name: &'static str,
    is_default: bool,
    decision: Decision,
    label: &'static str,
    /// The fault, for one edit and for several.
    faults: [&'static str; 2],
}

/// A row for each rule, in the order of the enum.
const TABLE: [Row; Rule::ALL.len()] = [
    Row {
        rule: Rule::MergedWords,
        name: "merged-words",
        is_default: true,
        decision: Decision::Unasked,
        label: "Words run together",
        faults: ["A space is missing between words", "Spaces are missing between words"],
    },
    Row {
        rule: Rule::MergedNumber,
        name: "merged-number",
        is_default: true,
        decision: Decision::Unasked,
        label: "Number and word",
        faults: ["A space is missing beside a number", "Spaces are missing beside a number"],
    },
    Row {
        rule: Rule::MissingSpaceAtPunctuation,
        name: "missing-space-at-punctuation",
        is_default: true,
        decision: Decision::Unasked,
        label: "Punctuation",
        faults: ["A space is missing beside punctuation", "Spaces are missing beside punctuation"],
    },
    Row {
        rule: Rule::MergedRealWord,
        name: "merged-real-word",
        is_default: false,
        decision: Decision::Unasked,
        label: "Words that make another",
        faults: ["A space is missing between words", "Spaces are missing between words"],
    },
    Row {
        rule: Rule::SplitWord,
        name: "split-word",
        is_default: true,
        decision: Decision::Unasked,
        label: "Space inside a word",
        faults: ["A space is inside a word", "Spaces are inside a word"],
    },
    Row {
        rule: Rule::SplitRealWord,
        name: "split-real-word",
        is_default: false,
        decision: Decision::Unasked,
        label: "Two words that may be one",
        faults: ["A space is inside a word", "Spaces are inside a word"],
    },
    Row {
        rule: Rule::LetterSpaced,
        name: "letter-spaced",
        is_default: true,
        decision: Decision::Unasked,
        label: "Spaced-out letters",
        faults: ["A space is between the letters of a word", "Spaces are between the letters of a word"],
    },
    Row {
        rule: Rule::MisplacedSpace,
        name: "misplaced-space",
        is_default: true,
        decision: Decision::Unasked,
        label: "Space in the wrong place",
        faults: ["A space is in the wrong place", "A space is in the wrong place"],
    },
    Row {
        rule: Rule::SpaceAtPunctuation,
        name: "space-at-punctuation",
        is_default: true,
        decision: Decision::Unasked,
        label: "Space at punctuation",
        faults: ["A space is too many beside punctuation", "Spaces are too many beside punctuation"],
    },
    Row {
        rule: Rule::BrokenWord,
        name: "broken-word",
        is_default: true,
        decision: Decision::Offered,
        label: "Broken word",
        faults: ["A word is broken", "A word is broken"],
    },
    Row {
        rule: Rule::DoubledWord,
        name: "doubled-word",
        is_default: true,
        decision: Decision::Hint,
        label: "Doubled word",
        faults: ["A word stands twice", "A word stands twice"],
    },
];

impl Rule {
    /// Every rule, in the order of the documentation.
    pub const ALL: [Rule; 11] = all();

    /// Returns whether the rule is on by default. The two for known words are not.
    ///
    /// ```
    /// # use unglue::Rule;
    /// assert!(Rule::MergedWords.is_default() && !Rule::MergedRealWord.is_default());
    /// ```
    #[doc(hidden)]
    pub fn is_default(self) -> bool {
        self.row().is_default
    }

    /// Returns whether its edits take letters out, so that each is for the writer to make by itself.
    ///
    /// ```
    /// # use unglue::Rule;
    /// assert!(Rule::DoubledWord.is_hint() && !Rule::BrokenWord.is_hint());
    /// ```
    #[doc(hidden)]
    pub fn is_hint(self) -> bool {
        self.decision() == Decision::Hint
    }

    /// Returns who decides whether its edits are made.
    pub(crate) fn decision(self) -> Decision {
        self.row().decision
    }

    /// Returns the stable name that hosts see: `merged-words`, `merged-number`, `missing-space-at-punctuation`,
    /// `merged-real-word`, `split-word`, `split-real-word`, `letter-spaced`, `misplaced-space`, `space-at-punctuation`,
    /// `broken-word`, `doubled-word`.
    ///
    /// ```
    /// # use unglue::Rule;
    /// assert_eq!(Rule::ALL.map(Rule::name)[0], "merged-words");
    /// ```
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Returns the name that a writer sees in lists and filters.
    ///
    /// ```
    /// # use unglue::Rule;
    /// assert_eq!(Rule::MergedNumber.label(), "Number and word");
    /// ```
    pub fn label(self) -> &'static str {
        self.row().label
    }

    /// Returns a sentence about the fault without its full stop; `edits` is the number of edits that repair it.
    ///
    /// ```
    /// # use unglue::Rule;
    /// assert_eq!(Rule::MergedWords.fault(2), "Spaces are missing between words");
    /// ```
    #[doc(hidden)]
    pub fn fault(self, edits: usize) -> &'static str {
        self.row().faults[usize::from(edits != 1)]
    }

    fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }
}

// Each rule has its own row, at its own index.
const _: () = {
    let mut nth = 0;
    while nth < TABLE.len() {
        assert!(TABLE[nth].rule as usize == nth && Rule::ALL[nth] as usize == nth);
        nth += 1;
    }
};

impl std::str::FromStr for Rule {
    type Err = Error;

    fn from_str(name: &str) -> Result<Rule, Error> {
        Rule::ALL
            .into_iter()
            .find(|rule| rule.name() == name)
            .ok_or_else(|| Error::UnknownRule { name: name.into(), rules: Rule::ALL.map(Rule::name).into() })
    }
}
