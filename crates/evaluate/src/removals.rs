//! Spaces too many: which of them would be removed, which right ones as well, and which faults are undone as wholes. The same of
//! the hyphens that the ends of lines put into words, and of texts in which a word stands twice.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::judge::{Judged, sum};
use crate::score::{Fault, Tally};

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

/// Returns a table of the hyphens that are taken out at each threshold, if there are any to speak of.
pub fn hyphens(judged: &[Judged], thresholds: &[f32]) -> Option<String> {
    judged.iter().any(|j| j.text.has_wrong_hyphens() || !j.hyphens.is_empty()).then(|| {
        let removed = |threshold| sum(judged, |j| j.text.tally_hyphens(&j.removed_hyphens(threshold)));
        let mut out = format!(
            "  {} hyphens too many\n  threshold  precision  recall      F1   found   wrong  of 1,000 removals\n",
            removed(1.0).missing
        );
        for &threshold in thresholds {
            let t = removed(threshold);
            let share = 1e3 * t.wrong as f64 / (t.found + t.wrong).max(1) as f64;
            _ = writeln!(out, "  {threshold:>9}  {}  {:>6}  {share:>17.2}", t.cells(), t.wrong);
        }
        out
    })
}

/// Returns what became of whole texts by genre, white space squeezed, if letters are wrong in some: those whose fault is found,
/// missed or made another, and the right ones that are left alone or changed.
pub fn texts(judged: &[Judged]) -> Option<String> {
    judged.iter().any(|j| j.text.rewritten.is_some()).then(|| {
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut genres: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for j in judged {
            let [given, fixed] = [&j.text.corrupt, &j.fixed].map(|text| squeezed(text));
            let outcome = match &j.text.rewritten {
                None if fixed == given => "silent",
                None => "false",
                Some(right) if fixed == squeezed(right) => "found",
                Some(_) if fixed == given => "missed",
                Some(_) => "botched",
            };
            for genre in [j.text.genre.as_str(), "all together"] {
                *genres.entry(genre).or_default().entry(outcome).or_default() += 1;
            }
        }
        let mut out = String::from("  whole texts\n");
        for (genre, outcomes) in genres {
            let cells = outcomes.iter().map(|(outcome, count)| format!("{outcome} {count}"));
            _ = writeln!(out, "  {genre:22}{}", cells.collect::<Vec<_>>().join("  "));
        }
        out
    })
}

/// Returns the share of the faults that are undone as wholes, by kind and threshold; each fault is a list of gaps and hyphens.
pub fn faults(judged: &[Judged], thresholds: &[f32]) -> BTreeMap<String, (usize, Vec<usize>)> {
    let mut kinds: BTreeMap<String, (usize, Vec<usize>)> = BTreeMap::new();
    for j in judged.iter().filter(|j| !j.text.faults.is_empty()) {
        let changed = |threshold: f32| -> BTreeSet<usize> {
            let changed = j.inserted(threshold).into_iter().chain(j.removed(threshold));
            changed.collect()
        };
        let changed: Vec<[BTreeSet<usize>; 2]> =
            thresholds.iter().map(|&threshold| [changed(threshold), j.removed_hyphens(threshold)]).collect();
        for Fault { kind, gaps, hyphens } in &j.text.faults {
            let (of, found) = kinds.entry(kind.clone()).or_insert_with(|| (0, vec![0; thresholds.len()]));
            *of += 1;
            for (found, [changed, removed]) in found.iter_mut().zip(&changed) {
                let is_undone = gaps.iter().all(|gap| changed.contains(gap) == j.text.is_fault(*gap))
                    && hyphens
                        .iter()
                        .all(|hyphen| removed.contains(hyphen) == j.text.is_wrong_hyphen(*hyphen));
                *found += usize::from(is_undone);
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
