//! Spaces too many: which of them would be removed, which right ones as well, and which faults are undone as wholes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::judge::{Judged, sum};
use crate::score::Tally;

/// Returns whether there is anything to say: a space too many, or one that would be removed.
pub fn is_asked(judged: &[Judged]) -> bool {
    judged.iter().any(|j| j.text.spurious().next().is_some() || !j.removals.is_empty())
}

/// Returns what is removed at a threshold: found are spaces too many, wrong are those that belong where they are.
fn removed(judged: &[Judged], threshold: f32) -> Tally {
    sum(judged, |j| j.text.tally_removals(&j.removed(threshold)))
}

/// Returns the mean over texts of the F1 of all that is put in and taken out: the "sequence F1" of other benchmarks. A text
/// in which nothing is wrong and nothing changes has 1.
fn sequence_f1(judged: &[Judged], threshold: f32) -> f64 {
    let f1 = |j: &Judged| {
        let mut tally = j.text.tally(&j.inserted(threshold));
        tally.add(&j.text.tally_removals(&j.removed(threshold)));
        match tally.found + tally.wrong + tally.missing {
            0 => 1.0,
            _ => 2.0 * tally.found as f64 / (tally.found + tally.wrong + tally.missing) as f64,
        }
    };
    judged.iter().map(f1).sum::<f64>() / judged.len().max(1) as f64
}

/// Returns a table of the removals at each threshold.
pub fn table(judged: &[Judged], thresholds: &[f32]) -> String {
    let mut out = format!(
        "  {} spaces too many\n  threshold  precision  recall      F1   found   false joins  per 10,000  sequence F1\n",
        removed(judged, 1.0).missing
    );
    for &threshold in thresholds {
        let t = removed(judged, threshold);
        _ = writeln!(
            out,
            "  {threshold:>9}  {}  {:>12}  {:>10.2}  {:>11.4}",
            t.cells(),
            t.wrong,
            t.false_rate(),
            sequence_f1(judged, threshold),
        );
    }
    out
}

/// Returns the share of the faults that are undone as wholes, by kind and threshold; each fault is a list of gaps.
pub fn faults(judged: &[Judged], thresholds: &[f32]) -> BTreeMap<String, (usize, Vec<usize>)> {
    let mut kinds: BTreeMap<String, (usize, Vec<usize>)> = BTreeMap::new();
    for j in judged.iter().filter(|j| !j.text.faults.is_empty()) {
        let changed = |threshold: f32| -> BTreeSet<usize> {
            let changed = j.inserted(threshold).into_iter().chain(j.removed(threshold));
            changed.collect()
        };
        let changed: Vec<BTreeSet<usize>> = thresholds.iter().map(|threshold| changed(*threshold)).collect();
        for (kind, gaps) in &j.text.faults {
            let (of, found) = kinds.entry(kind.clone()).or_insert_with(|| (0, vec![0; thresholds.len()]));
            *of += 1;
            for (found, changed) in found.iter_mut().zip(&changed) {
                *found += usize::from(gaps.iter().all(|gap| changed.contains(gap) == j.text.is_fault(*gap)));
            }
        }
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removals_and_faults_are_counted() {
        let line = r#"{"id":"1","corrupt":"thef eed and th is","correct":"the feed and this","genre":"web",
            "faults":[["shift-right",[3,4],[]],["cut-two",[12],[]]]}"#;
        let mut judged = Judged::example(&line.replace('\n', ""), &[(3, 0.9)]);
        judged.removals = Judged::proposals(&[(4, 0.9), (7, 0.5)]);
        let judged = [judged];
        assert!(is_asked(&judged));
        let (sure, all) = (removed(&judged, 0.8), removed(&judged, 0.5));
        assert_eq!((sure.found, sure.wrong, sure.missing), (1, 0, 2));
        assert_eq!((all.found, all.wrong, all.missing), (1, 1, 2));
        let faults = faults(&judged, &[0.8]);
        assert_eq!(faults["shift-right"], (1, vec![1]));
        assert_eq!(faults["cut-two"], (1, vec![0]));
        assert!((sequence_f1(&judged, 0.8) - 2.0 * 2.0 / 5.0).abs() < 1e-9);
    }
}
