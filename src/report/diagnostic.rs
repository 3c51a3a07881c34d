//! Diagnostics: what was found, as plain data.

use std::ops::Range;

use crate::report::finding::Finding;
use crate::report::rule::Rule;
use crate::text::edit::{Edit, insert_spaces};

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

    /// Returns the diagnostic `by` bytes further on in the text.
    pub(crate) fn shifted(self, by: isize) -> Diagnostic {
        self.moved(|at| at.wrapping_add_signed(by))
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
