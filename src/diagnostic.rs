//! Diagnostics: what was found, as plain data.

use std::ops::Range;

use crate::edit::insert_spaces;
use crate::segmenter::{Letters, Segmentation};
use crate::tokenizer::{Break, Kind, Token};
use crate::{Edit, Error};

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
            .ok_or_else(|| Error::UnknownRule { name: name.into() })
    }
}

/// A token that has lost one space or more.
///
/// ```
/// use unglue::{Checker, Options, Rule};
/// let checker = Checker::new(Options::default())?;
/// let found = checker.check("We met on November12 in London.");
/// assert_eq!((found[0].range.clone(), found[0].rule), (10..20, Rule::MergedNumber));
/// assert!(found[0].confidence > 0.9);
/// # Ok::<(), unglue::Error>(())
/// ```
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
    /// The same with every offset put elsewhere.
    pub(crate) fn moved(mut self, place: impl Fn(usize) -> usize) -> Diagnostic {
        let range = |range: &Range<usize>| place(range.start)..place(range.end);
        self.range = range(&self.range);
        for edit in self.suggestions.iter_mut().flat_map(|suggestion| &mut suggestion.edits) {
            edit.range = range(&edit.range);
        }
        self
    }

    /// The flagged token as it stands in the text: the suggestion without the spaces it inserts.
    ///
    /// ```
    /// # use unglue::{Checker, Options};
    /// # let checker = Checker::new(Options::default())?;
    /// assert_eq!(checker.check("Moscow said thereare no plans.")[0].token(), "thereare");
    /// # Ok::<(), unglue::Error>(())
    /// ```
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
///
/// ```
/// use unglue::{Checker, Edit, Options};
/// let checker = Checker::new(Options::default())?;
/// let suggestion = &checker.check("thereare no plans")[0].suggestions[0];
/// assert_eq!(suggestion.text, "there are");
/// assert_eq!(suggestion.edits, [Edit::space_at(5)]);
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// What the token reads like afterwards.
    pub text: String,
    /// Insertions of one space each, ascending, in bytes of the text as it is.
    pub edits: Vec<Edit>,
    /// The probability that this is right, `0..=1`.
    pub confidence: f32,
}

/// One judgement: spaces that belong together, before findings that touch become one diagnostic.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What is shown as the token, in bytes of the text.
    pub range: Range<usize>,
    /// Where the spaces go, in bytes of the text; ascending.
    pub spaces: Vec<usize>,
    /// Which kind of fault it is.
    pub rule: Rule,
    /// The probability that it is right, `0..=1`.
    pub confidence: f32,
}

impl Finding {
    /// A split of a run.
    pub(crate) fn of_run(token: &Token, letters: &Letters, split: &Segmentation, confidence: f32) -> Finding {
        let cuts = || split.pieces[1..].iter().map(|piece| piece.start);
        let is_digit = |at: usize| letters.chars[at].is_ascii_digit();
        let beside_number = cuts().any(|at| is_digit(at) || is_digit(at - 1));
        Finding {
            range: token.range(),
            spaces: cuts().map(|at| token.start() + letters.bytes[at] as usize).collect(),
            rule: if beside_number { Rule::MergedNumber } else { Rule::MergedWords },
            confidence,
        }
    }

    /// The same so many bytes further behind, or before.
    pub(crate) fn shifted(mut self, by: isize) -> Finding {
        let shift = |at: usize| at.wrapping_add_signed(by);
        self.range = shift(self.range.start)..shift(self.range.end);
        self.spaces.iter_mut().for_each(|space| *space = shift(*space));
        self
    }

    /// A gap beside punctuation, shown with the run before and the run behind it.
    pub(crate) fn of_gap(text: &str, tokens: &[Token], gap: usize, confidence: f32) -> Finding {
        let at = tokens[gap].start();
        let glued = |i: usize| tokens.get(i).is_some_and(|t| t.before == Break::None);
        // The run on either side belongs to it, behind a mark or two as in `so,"he`, and what a hyphen joins to it.
        let belongs = |i: usize, steps: usize| {
            steps < 3 && tokens[i].kind == Kind::Punctuation || tokens[i].of(text) == "-"
        };
        let mut first = gap - 1;
        while glued(first) && (belongs(first, gap - 1 - first) || tokens[first - 1].of(text) == "-") {
            first -= 1;
        }
        let mut last = gap;
        while glued(last + 1) && (belongs(last, last - gap) || tokens[last + 1].of(text) == "-") {
            last += 1;
        }
        let (left, right) = (tokens[first].start(), tokens[last].end());
        Finding { range: left..right, spaces: vec![at], rule: Rule::MissingSpaceAtPunctuation, confidence }
    }
}

/// The longest text that a message quotes, in UTF-16 code units: `pkg/diagnostics.js` says the same.
const MAX_QUOTED_UNITS: usize = 80;

/// Makes diagnostics that do not overlap: findings that share characters become one, as sure as its least sure part.
pub(crate) fn diagnostics(text: &str, mut findings: Vec<Finding>) -> Vec<Diagnostic> {
    findings.sort_by_key(|f| (f.range.start, f.range.end));
    let mut joined: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        match joined.last_mut() {
            Some(last) if finding.range.start < last.range.end => {
                last.range.end = last.range.end.max(finding.range.end);
                last.spaces.extend(finding.spaces);
                // The words are what a reader sees first, whatever else is wrong with the token.
                last.rule = last.rule.min(finding.rule);
                last.confidence = last.confidence.min(finding.confidence);
            }
            _ => joined.push(finding),
        }
    }
    joined.into_iter().map(|finding| diagnostic(text, finding)).collect()
}

fn diagnostic(text: &str, mut finding: Finding) -> Diagnostic {
    finding.spaces.sort_unstable();
    finding.spaces.dedup();
    let Finding { range, spaces, rule, confidence } = finding;
    let fixed = insert_spaces(&text[range.clone()], spaces.iter().map(|at| at - range.start));
    let missing = if spaces.len() == 1 { "A space is missing" } else { "Spaces are missing" };
    let place = match rule {
        Rule::MergedWords | Rule::MergedRealWord => "between words",
        Rule::MergedNumber => "beside a number",
        Rule::MissingSpaceAtPunctuation => "beside punctuation",
    };
    let message = match fixed.encode_utf16().count() {
        ..=MAX_QUOTED_UNITS => format!("{missing} {place}: “{fixed}”."),
        _ => format!("{missing} {place}."),
    };
    let edits = spaces.into_iter().map(Edit::space_at).collect();
    let suggestions = vec![Suggestion { text: fixed, edits, confidence }];
    Diagnostic { range, rule, message, confidence, suggestions }
}
