//! Judging the texts of a data set with the checker itself.

use std::collections::BTreeSet;
use std::thread;

use unglue::training::{Finding, findings};
use unglue::{Checker, Edit, Rule};

use crate::format::is_space;
use crate::score::{Proposal, Tally, Text};

/// A text and what the checker would do to it, in order.
pub struct Judged {
    pub text: Text,
    pub insertions: Vec<Proposal>,
    /// The spaces that it would remove, in order.
    pub removals: Vec<Proposal>,
    /// The hyphens that it would remove, in order, in place of gaps.
    pub hyphens: Vec<Proposal>,
    /// Where `check` itself puts spaces at the threshold that was asked for.
    pub checked: BTreeSet<usize>,
    /// The text after them.
    pub fixed: String,
}

/// Judges all texts, on all cores.
pub fn judge(checker: &Checker, texts: Vec<Text>) -> Vec<Judged> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let is_rewritten = texts.iter().any(|text| text.rewritten.is_some());
    let mut shares: Vec<Vec<(usize, Text)>> = (0..cores).map(|_| Vec::new()).collect();
    // Dealt out like cards, so that every share has as many hard ones.
    texts.into_iter().enumerate().for_each(|(nth, text)| shares[nth % cores].push((nth, text)));
    let mut judged: Vec<(usize, Judged)> = thread::scope(|scope| {
        let work = |share: Vec<(usize, Text)>| {
            move || {
                share
                    .into_iter()
                    .map(|(nth, text)| (nth, judge_one(checker, text, is_rewritten)))
                    .collect::<Vec<_>>()
            }
        };
        let threads: Vec<_> = shares.into_iter().map(|share| scope.spawn(work(share))).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("the checker never panics")).collect()
    });
    judged.sort_by_key(|(nth, _)| *nth);
    judged.into_iter().map(|(_, judged)| judged).collect()
}

fn judge_one(checker: &Checker, text: Text, is_rewritten: bool) -> Judged {
    // Findings, not diagnostics: diagnostics at a low threshold join what at a higher one stands alone.
    let found = findings(checker.engine(), &text.corrupt, 0.0);
    let proposals = |is_removal: bool| {
        let edits = found.iter().flat_map(|f| f.edits.iter().map(move |edit| (edit, f)));
        let edits = edits.filter(|(edit, f)| edit.insert.is_empty() == is_removal && !f.rule.is_hint());
        let proposal = |(edit, f): (&Edit, &Finding)| {
            // A hyphen may go with the white space behind it.
            let hyphen = text.corrupt[edit.range.clone()].chars().take_while(|c| !is_space(*c));
            let byte = edit.range.start + hyphen.map(char::len_utf8).sum::<usize>();
            let gap = if is_removal { text.space_at(byte) } else { text.gap_at(byte) }?;
            Some(Proposal { gap, confidence: f.confidence, rule: f.rule.name() })
        };
        let mut proposals: Vec<Proposal> = edits.filter_map(proposal).collect();
        proposals.sort_by(|a, b| a.gap.cmp(&b.gap).then(b.confidence.total_cmp(&a.confidence)));
        proposals.dedup_by_key(|proposal| proposal.gap);
        proposals
    };
    let (insertions, removals) = (proposals(false), proposals(true));
    let broken = found.iter().filter(|f| f.rule == Rule::BrokenWord);
    let hyphen = |f: &Finding| {
        let gap = text.hyphen_at(f.edits.first()?.range.start)?;
        Some(Proposal { gap, confidence: f.confidence, rule: f.rule.name() })
    };
    let hyphens = broken.filter_map(hyphen).collect();

    let (mut fixed, mut done, mut checked) = (String::new(), 0, BTreeSet::new());
    // Letters go only where they are wrong.
    let mut shown = checker.check(&text.corrupt);
    shown.retain(|d| is_rewritten || !d.rule.is_hint());
    for edit in shown.iter().flat_map(|d| &d.suggestions[0].edits) {
        let at = edit.range.start;
        fixed = fixed + &text.corrupt[done..at] + &edit.insert;
        done = edit.range.end;
        checked.extend(Some(at).filter(|_| !edit.insert.is_empty()).and_then(|at| text.gap_at(at)));
    }
    fixed += &text.corrupt[done..];
    Judged { text, insertions, removals, hyphens, checked, fixed }
}

impl Judged {
    /// Where spaces go at a threshold.
    pub fn inserted(&self, threshold: f32) -> BTreeSet<usize> {
        self.insertions.iter().filter(|i| i.confidence >= threshold).map(|i| i.gap).collect()
    }

    /// Which spaces go at a threshold.
    pub fn removed(&self, threshold: f32) -> BTreeSet<usize> {
        self.removals.iter().filter(|i| i.confidence >= threshold).map(|i| i.gap).collect()
    }

    /// Which hyphens go at a threshold.
    pub fn removed_hyphens(&self, threshold: f32) -> BTreeSet<usize> {
        self.hyphens.iter().filter(|i| i.confidence >= threshold).map(|i| i.gap).collect()
    }

    /// The confidence of every insertion, and whether it is right.
    pub fn scored(&self) -> impl Iterator<Item = (f32, bool)> {
        self.insertions.iter().map(|i| (i.confidence, self.text.is_missing(i.gap)))
    }

    /// Proposals that no checker made: gaps and confidences.
    #[cfg(test)]
    pub fn proposals(of: &[(usize, f32)]) -> Vec<Proposal> {
        let proposal = |&(gap, confidence)| Proposal { gap, confidence, rule: "merged-words" };
        of.iter().map(proposal).collect()
    }

    /// A line of a data set with insertions that no checker made: gaps and confidences.
    #[cfg(test)]
    pub fn example(line: &str, insertions: &[(usize, f32)]) -> Judged {
        Judged {
            text: Text::read(line).unwrap(),
            insertions: Judged::proposals(insertions),
            removals: Vec::new(),
            hyphens: Vec::new(),
            checked: BTreeSet::new(),
            fixed: String::new(),
        }
    }
}

/// What is right and wrong at a threshold.
pub fn total<'a>(judged: impl IntoIterator<Item = &'a Judged>, threshold: f32) -> Tally {
    sum(judged, |j| j.text.tally(&j.inserted(threshold)))
}

/// The sum of what is counted of each text.
pub fn sum<'a>(judged: impl IntoIterator<Item = &'a Judged>, tally: impl Fn(&Judged) -> Tally) -> Tally {
    judged.into_iter().fold(Tally::default(), |mut total, j| {
        total.add(&tally(j));
        total
    })
}
