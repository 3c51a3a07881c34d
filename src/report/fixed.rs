//! What a fix did, round by round, as diagnostics of the text as it was.

use std::ops::Range;

use crate::report::diagnostic::{Diagnostic, Judgement, diagnostic};
use crate::report::finding::Finding;
use crate::report::rule::Rule;
use crate::text::edit::Edit;
use crate::text::replacement::Replacement;

/// What a fix did: the text afterwards, and each repair.
///
/// ```
/// use unglue::{Checker, Language, Options};
/// let checker = Checker::new(Language::english()?, Options::default())?;
/// let fixed = checker.fix_with_edits("thereare no plans");
/// assert_eq!(fixed.text, "there are no plans");
/// assert_eq!(fixed.edits[0].range, 5..5);
/// assert_eq!(fixed.repairs[0].token, "thereare");
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Fixed {
    /// The text afterwards.
    pub text: String,
    /// The edits that lead to it, ascending and apart, in bytes of the text as it was.
    pub edits: Vec<Edit>,
    /// What was repaired, ascending and apart, in bytes of the text as it was. Each edit is in exactly one repair.
    pub repairs: Vec<Diagnostic>,
}

/// A diagnostic that a round of a fix repaired.
#[derive(Debug, Clone)]
pub(crate) struct Repair {
    /// Its range, in bytes of the text as it was.
    range: Range<usize>,
    /// The start of its first edit, in bytes of the text as it was.
    first: usize,
    rule: Rule,
    confidence: f32,
}

impl Repair {
    /// Returns the repair of a diagnostic of the text that `edits` left; `None` if it has no edit.
    pub(crate) fn new(repaired: &Diagnostic, edits: &Replacement) -> Option<Repair> {
        let Diagnostic { range, rule, confidence, suggestions, .. } = repaired;
        let first = suggestions[0].edits.first()?.range.start;
        let [start, end, first] = [range.start, range.end, first].map(|at| edits.moved_end(at));
        Some(Repair { range: start..end, first, rule: *rule, confidence: *confidence })
    }
}

/// Returns the repairs of all rounds as diagnostics of `text`, the text as it was. `edits` are those of all rounds together.
///
/// Invariant: the diagnostics ascend and do not overlap, and each edit is in exactly one. An edit belongs to the last repair
/// whose own first edit is not behind it, and the range of a repair is widened to hold its edits. What a later round took
/// back has no edit left, and is left out.
///
/// ```text
/// round 1   "anotherspace ,and"   another space         first = 7
/// round 2   "another space ,and"  space, and            first = 12, after the edits of round 1 are mapped back
/// ```
pub(crate) fn repairs(
    text: &str,
    edits: &[Edit],
    mut all: Vec<Repair>,
    applicability: &Judgement,
) -> Vec<Diagnostic> {
    all.sort_by_key(|repair| (repair.first, repair.range.start));
    let mut left = edits.iter().peekable();
    let mut findings: Vec<Finding> = Vec::with_capacity(all.len());
    for (nth, Repair { range, rule, confidence, .. }) in all.iter().enumerate() {
        let end = all.get(nth + 1).map_or(usize::MAX, |next| next.first);
        let mut own = Vec::new();
        while let Some(edit) = left.next_if(|edit| edit.range.start < end) {
            own.push(edit.clone());
        }
        let [Some(first), Some(last)] = [own.first(), own.last()] else { continue };
        let mut range = range.start.min(first.range.start)..range.end.max(last.range.end);
        if let Some(before) = findings.last_mut().filter(|before| before.range.end > range.start) {
            let kept = before.edits.last().map_or(before.range.start, |edit| edit.range.end);
            before.range.end = range.start.max(kept);
            range.start = before.range.end;
        }
        findings.push(Finding { range, edits: own, rule: *rule, confidence: *confidence, is_partial: false });
    }
    findings.into_iter().map(|finding| diagnostic(text, finding, applicability)).collect()
}
