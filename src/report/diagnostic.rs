//! Diagnostics: the faults of a text, as plain data.

use std::ops::Range;

use crate::report::finding::Finding;
use crate::report::rule::Rule;
use crate::text::edit::{Edit, applied};

/// A fault in the white space of a text, with suggestions that repair it.
///
/// ```
/// use unglue::{Checker, Language, Options, Rule};
/// let checker = Checker::new(Language::english()?, Options::default())?;
/// let found = checker.check("We met on November12 in London.");
/// assert_eq!((found[0].range.clone(), found[0].rule), (10..20, Rule::MergedNumber));
/// assert_eq!(found[0].token, "November12");
/// assert!(found[0].confidence > 0.9);
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Diagnostic {
    /// The flagged token, in bytes of the text.
    pub range: Range<usize>,
    /// The text of the flagged token.
    pub token: String,
    /// The kind of fault.
    pub rule: Rule,
    /// A sentence for the writer.
    pub message: String,
    /// The probability that the first suggestion is right, `0..=1`.
    pub confidence: f32,
    /// The suggestions, the best one first. Never empty.
    pub suggestions: Vec<Suggestion>,
}

impl Diagnostic {
    /// Returns the diagnostic with every offset mapped by `place`.
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
}

/// One way to repair a fault.
///
/// ```
/// use unglue::{Checker, Edit, Language, Options};
/// let checker = Checker::new(Language::english()?, Options::default())?;
/// let suggestion = &checker.check("thereare no plans")[0].suggestions[0];
/// assert_eq!(suggestion.text, "there are");
/// assert_eq!(suggestion.edits, [Edit { range: 5..5, insert: " ".into() }]);
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Suggestion {
    /// The text of the token after the edits.
    pub text: String,
    /// The edits, ascending and apart, in bytes of the text before them. They change white space and nothing else, but for two
    /// rules: [`Rule::BrokenWord`] may take a hyphen out with the white space behind it, [`Rule::DoubledWord`] a word.
    pub edits: Vec<Edit>,
    /// The probability that the suggestion is right, `0..=1`.
    pub confidence: f32,
    /// Whether it may be made without asking the writer.
    pub applicability: Applicability,
}

/// Whether a suggestion may be made without asking the writer. A host that goes by this needs to know no threshold.
///
/// ```
/// use unglue::{Applicability, Checker, Language, Options};
/// let checker = Checker::new(Language::english()?, Options::default())?;
/// assert_eq!(checker.check("thereare no plans")[0].suggestions[0].applicability, Applicability::Auto);
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Applicability {
    /// [`fix`](crate::Checker::fix) makes it: its confidence reaches [`Options::fix_confidence`](crate::Options), and its rule is
    /// none of those that are only offered: [`Rule::BrokenWord`], [`Rule::DoubledWord`].
    Auto,
    /// It is for the writer to decide.
    Offer,
}

/// Returns whether a finding of a rule and a confidence may be made without asking.
pub(crate) type Judgement<'j> = dyn Fn(Rule, f32) -> Applicability + 'j;

/// The longest text that a message quotes, in UTF-16 code units, the same as in `pkg/diagnostics.js`.
const MAX_QUOTED_UNITS: usize = 80;

/// Returns the diagnostics of findings, ascending and apart. Findings that share characters compete by probability: the
/// likelier one keeps its range, and the others lose the shared characters from theirs. A finding that would lose the
/// place of an edit is dropped, since not both can be applied.
pub(crate) fn diagnostics(
    text: &str,
    mut findings: Vec<Finding>,
    applicability: &Judgement,
) -> Vec<Diagnostic> {
    // By the first edit: the finding of a gap has the whole token beside it in its range, and the spaces inside the token
    // are to be kept before it.
    findings.sort_by_key(|finding| {
        let place = finding.edits.first().map_or(finding.range.start, |edit| edit.range.start);
        (place, finding.range.start, finding.range.end)
    });
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in joined(findings, applicability) {
        compete(&mut kept, finding);
    }
    kept.into_iter().map(|finding| diagnostic(text, finding, applicability)).collect()
}

/// The confidence from which on a diagnostic is shown by default. Spaces of a token that reach it are joined to a
/// diagnostic; less likely ones stay apart, so that a higher threshold hides none beside them.
pub(crate) const SHOW_CONFIDENCE: f32 = 0.8;

/// Joins the spaces of a token that were judged one by one, as far as they are adjacent and either all may be made without
/// asking or all are likely: in a long token the sure spaces and the others become diagnostics of their own. What is
/// joined is as sure as the least sure space. `findings` are sorted by their edits.
fn joined(findings: Vec<Finding>, applicability: &Judgement) -> Vec<Finding> {
    let class = |finding: &Finding| match applicability(finding.rule, finding.confidence) {
        Applicability::Auto => Some(Applicability::Auto),
        Applicability::Offer => (finding.confidence >= SHOW_CONFIDENCE).then_some(Applicability::Offer),
    };
    let mut joined: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        match joined.last_mut().filter(|last| {
            last.is_partial
                && finding.is_partial
                && finding.range.start == last.range.end
                && class(last).is_some()
                && class(last) == class(&finding)
        }) {
            Some(last) => {
                last.range.end = finding.range.end;
                last.edits.extend(finding.edits);
                last.confidence = last.confidence.min(finding.confidence);
                if finding.rule == Rule::MergedNumber {
                    last.rule = Rule::MergedNumber;
                }
            }
            None => joined.push(finding),
        }
    }
    joined
}

/// Appends a finding to `kept`, where it competes with the last ones for the characters that they share.
///
/// Invariant: `kept` are ascending and do not overlap. The first edit of `finding` is before none of their first edits, so
/// it competes with the last of them first. Each side can yield the shared characters if none of its edits lies in them:
///
/// ```text
/// last yields      the end of its range moves to the start of the shared characters
/// finding yields   the start of its range moves to the end of them
/// ```
/// If both can, the less likely one yields; if one can, it does, whatever its probability, since both then keep all
/// their edits; if neither can, the one from which fewer right spaces are expected is dropped. "so,thereare" may have one finding for the gap and one
/// for "thereare": the ranges overlap, the edits do not, and both are reported. Where `last` is left without a range it
/// is removed, and the finding competes with the one before it.
fn compete(kept: &mut Vec<Finding>, mut finding: Finding) {
    while let Some(last) = kept.last_mut() {
        let shared = finding.range.start..last.range.end;
        if shared.is_empty() {
            break;
        }
        let last_may_yield = last.edits.iter().all(|edit| edit.range.end <= shared.start);
        let finding_may_yield = finding.edits.iter().all(|edit| edit.range.start >= shared.end);
        let is_likelier = match last_may_yield || finding_may_yield {
            true => finding.confidence > last.confidence,
            false => expected_gain(&finding) > expected_gain(last),
        };
        if last_may_yield && (is_likelier || !finding_may_yield) {
            last.range.end = shared.start;
        } else if finding_may_yield {
            finding.range.start = shared.end;
        } else if is_likelier {
            last.range.end = last.range.start;
        } else {
            return;
        }
        if !last.range.is_empty() {
            break;
        }
        kept.pop();
    }
    if !finding.range.is_empty() {
        kept.push(finding);
    }
}

/// Returns how many more spaces are right after a finding's edits than before, as far as its confidence tells. A space that moves
/// counts once.
fn expected_gain(finding: &Finding) -> f32 {
    let come = finding.edits.iter().filter(|edit| !edit.insert.is_empty()).count();
    let spaces = come.max(finding.edits.len() - come);
    (finding.confidence - 0.5) * spaces as f32
}

/// Returns the text of a suggestion as a message shows it: an ellipsis stands for what is beyond white space at its edge.
fn in_context(fixed: &str) -> String {
    let start = if fixed.starts_with(char::is_whitespace) { "…" } else { "" };
    let end = if fixed.ends_with(char::is_whitespace) { "…" } else { "" };
    [start, fixed, end].concat()
}

/// Returns a finding as a diagnostic of its text.
pub(crate) fn diagnostic(text: &str, finding: Finding, applicability: &Judgement) -> Diagnostic {
    let Finding { range, edits, rule, confidence, .. } = finding;
    let token = text[range.clone()].to_owned();
    let shift = |edit: &Edit| Edit {
        range: edit.range.start - range.start..edit.range.end - range.start,
        insert: edit.insert.clone(),
    };
    let fixed = applied(&token, &edits.iter().map(shift).collect::<Vec<_>>());
    let fault = rule.fault(edits.len());
    let message = match fixed.encode_utf16().count() {
        ..=MAX_QUOTED_UNITS => format!("{fault}: “{}”.", in_context(&fixed)),
        _ => format!("{fault}."),
    };
    let applicability = applicability(rule, confidence);
    let suggestions = vec![Suggestion { text: fixed, edits, confidence, applicability }];
    Diagnostic { range, token, rule, message, confidence, suggestions }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A finding of a table: its range, the places of its spaces, its confidence, whether it is partial.
    type Row<'a> = (Range<usize>, &'a [usize], f32, bool);
    /// A row of the table: its name, the findings, the ranges and spaces of the diagnostics.
    type Case<'a> = (&'a str, &'a [Row<'a>], &'a [(Range<usize>, &'a [usize])]);

    #[test]
    fn findings_that_share_characters() {
        let text = "thelayeriscalculated,themap";
        let cases: [Case; 6] = [
            (
                "a gap keeps the spaces of the token before it",
                &[
                    (0..8, &[3], 0.99, true),
                    (8..10, &[8], 0.85, true),
                    (10..20, &[10], 0.99, true),
                    (0..24, &[21], 0.995, false),
                    (21..27, &[24], 0.9, false),
                ],
                &[(0..8, &[3]), (8..10, &[8]), (10..20, &[10]), (20..24, &[21]), (24..27, &[24])],
            ),
            (
                "a less likely gap stays, too",
                &[(0..8, &[3], 0.99, true), (8..20, &[8], 0.85, true), (0..24, &[21], 0.5, false)],
                &[(0..8, &[3]), (8..20, &[8]), (20..24, &[21])],
            ),
            (
                "spaces behind a gap",
                &[(10..27, &[21], 0.99, false), (21..24, &[23], 0.9, true), (24..27, &[24], 0.99, true)],
                &[(10..21, &[21]), (21..24, &[23]), (24..27, &[24])],
            ),
            (
                "what is likely is joined",
                &[(0..8, &[3], 0.85, true), (8..10, &[8], 0.9, true), (10..20, &[10], 0.7, true)],
                &[(0..10, &[3, 8]), (10..20, &[10])],
            ),
            (
                "of spaces that are between each other the likelier ones are kept",
                &[(0..20, &[3, 10], 0.9, false), (0..10, &[8], 0.8, false)],
                &[(0..20, &[3, 10])],
            ),
            (
                "of spaces at the same place the likelier one is kept",
                &[(0..8, &[3], 0.5, false), (0..10, &[3], 0.8, false)],
                &[(0..10, &[3])],
            ),
        ];
        for (name, rows, expected) in cases {
            let finding = |(range, spaces, confidence, is_partial): &Row| Finding {
                range: range.clone(),
                edits: spaces.iter().map(|&at| Edit::space_at(at)).collect(),
                rule: Rule::MergedWords,
                confidence: *confidence,
                is_partial: *is_partial,
            };
            let applicability = |_, confidence| match confidence >= 0.955 {
                true => Applicability::Auto,
                false => Applicability::Offer,
            };
            let found = diagnostics(text, rows.iter().map(finding).collect(), &applicability);
            let found: Vec<(Range<usize>, Vec<usize>)> = found
                .into_iter()
                .map(|d| {
                    let spaces = d.suggestions[0].edits.iter().map(|edit| edit.range.start).collect();
                    (d.range, spaces)
                })
                .collect();
            let expected: Vec<_> = expected.iter().map(|(range, at)| (range.clone(), at.to_vec())).collect();
            assert_eq!(found, expected, "{name}");
        }
    }
}
