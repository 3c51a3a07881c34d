//! Right text in two groups, and the thresholds at which the natural one has few enough false splits.

use std::fmt::Write;

use unglue::Options;

use crate::judge::{Judged, total};
use crate::score::Tally;

/// So many false splits in 10,000 words of natural text are wanted at most, where they are shown and where they are
/// made without asking.
const WANTED: [f64; 2] = [1.0, 0.3];

/// Whether a genre is text as people write it, rather than collected because it is hard or of another language.
pub fn is_natural(genre: &str) -> bool {
    !genre.starts_with("hard") && genre != "foreign"
}

/// Whether nothing is missing in a data set: whatever is inserted there is wrong.
pub fn is_clean(judged: &[Judged]) -> bool {
    judged.iter().all(|j| j.text.missing().next().is_none())
}

/// What would be inserted from each confidence that occurs upwards, the surest first: found, wrong and missing.
pub fn steps(judged: &[Judged]) -> Vec<(f32, Tally)> {
    let mut scored: Vec<(f32, bool)> = judged.iter().flat_map(Judged::scored).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let missing = judged.iter().map(|j| j.text.missing().count()).sum();
    let mut so_far = Tally { missing, ..Tally::default() };
    let step = |same: &[(f32, bool)]| {
        let right = same.iter().filter(|(_, right)| *right).count();
        so_far.found += right;
        so_far.wrong += same.len() - right;
        (same[0].0, so_far)
    };
    scored.chunk_by(|a, b| a.0 == b.0).map(step).collect()
}

/// The threshold with the best F1, of all that make a difference, and what it comes to. The higher of equals.
fn best(judged: &[Judged]) -> Option<(f32, Tally)> {
    steps(judged).into_iter().reduce(|best, step| if step.1.f1() > best.1.f1() { step } else { best })
}

/// The lowest threshold with at most `rate` wrong insertions in 10,000 words. `wrong` are their confidences.
fn lowest_threshold(wrong: &[f32], words: usize, rate: f64) -> f32 {
    let mut wrong = wrong.to_vec();
    wrong.sort_by(|a, b| b.total_cmp(a));
    let allowed = |&(nth, _): &(usize, &f32)| {
        let tally = Tally { wrong: nth + 1, words, ..Tally::default() };
        tally.false_rate() > rate
    };
    // Just above the first that is one too many; those as sure as it are out with it.
    wrong.iter().enumerate().find(allowed).map_or(0.0, |(_, confidence)| confidence.next_up())
}

/// What a token over several data sets comes to, and at which thresholds.
pub struct Targets<'a> {
    /// The texts of sets without missing spaces.
    natural: Vec<&'a Judged>,
    hard: Vec<&'a Judged>,
    /// The sets with missing spaces, by name.
    sets: Vec<(&'a str, &'a [Judged])>,
}

impl<'a> Targets<'a> {
    pub fn of(sets: impl IntoIterator<Item = (&'a str, &'a [Judged])>) -> Targets<'a> {
        let (clean, sets): (Vec<_>, Vec<_>) = sets.into_iter().partition(|(_, judged)| is_clean(judged));
        let clean = clean.into_iter().flat_map(|(_, judged)| judged);
        let (natural, hard) = clean.partition(|j| is_natural(&j.text.genre));
        Targets { natural, hard, sets }
    }

    /// The thresholds worth a look, with their names: those that reach what is wanted, if there is text to tell by,
    /// and the checker's own.
    fn thresholds(&self) -> Vec<(String, f32)> {
        let words = total(self.natural.iter().copied(), 1.0).words;
        let wrong: Vec<f32> = self.natural.iter().flat_map(|j| j.scored()).map(|(c, _)| c).collect();
        let wanted = WANTED.iter().filter(|_| words > 0);
        let reached = wanted.map(|&rate| {
            (format!("at most {rate} in 10,000 natural"), lowest_threshold(&wrong, words, rate))
        });
        let [show_confidence, fix_confidence] = Options::default().thresholds();
        reached.chain([("show".into(), show_confidence), ("fix".into(), fix_confidence)]).collect()
    }

    pub fn table(&self) -> String {
        let mut table = String::new();
        let thresholds = self.thresholds();
        if !self.natural.is_empty() || !self.hard.is_empty() {
            let [natural, hard] = [&self.natural, &self.hard]
                .map(|group| move |threshold| total(group.iter().copied(), threshold));
            _ = writeln!(
                table,
                "  false splits in {} natural and {} hard words\n  {:30}  threshold  natural  in 10,000     hard  in 10,000",
                natural(1.0).words,
                hard(1.0).words,
                "without missing spaces"
            );
            for (name, threshold) in &thresholds {
                let cells = [natural(*threshold), hard(*threshold)]
                    .map(|t| format!("{:>7}  {:>9.2}", t.wrong, t.false_rate()));
                _ = writeln!(table, "  {name:30}  {threshold:>9.4}  {}", cells.join("  "));
            }
        }
        for (name, judged) in &self.sets {
            _ = writeln!(table, "\n  {name:30}  threshold  precision  recall      F1   found   false");
            let at = thresholds
                .iter()
                .map(|(name, threshold)| (name.as_str(), *threshold, total(*judged, *threshold)));
            let best = best(judged).map(|(threshold, tally)| ("best F1", threshold, tally));
            for (name, threshold, t) in at.chain(best) {
                _ = writeln!(
                    table,
                    "  {name:30}  {threshold:>9.4}  {:>9.4}  {:>6.4}  {:>6.4}  {:>6}  {:>6}",
                    t.precision(),
                    t.recall(),
                    t.f1(),
                    t.found,
                    t.wrong
                );
            }
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TINY: &str = include_str!("../testdata/tiny.jsonl");

    /// Three of four missing spaces found, and two wrong ones.
    fn merged() -> Vec<Judged> {
        let insertions: [&[(usize, f32)]; 3] = [
            // “there are”, “November 12” and, wrong, “pl ans”.
            &[(11, 0.9), (37, 0.6), (16, 0.6)],
            &[(5, 0.3)],
            // “wasa” of two.
            &[(6, 0.8)],
        ];
        TINY.lines().zip(insertions).map(|(line, insertions)| Judged::example(line, insertions)).collect()
    }

    /// Ten words without a fault.
    fn clean(genre: &str, insertions: &[(usize, f32)]) -> Judged {
        let text = "Nobody on the island ever asked about the old lighthouse.";
        let line = format!(r#"{{"id":"c","corrupt":"{text}","correct":"{text}","genre":"{genre}"}}"#);
        Judged::example(&line, insertions)
    }

    #[test]
    fn genres_are_natural_or_hard() {
        let natural = ["news", "techdocs-raw", "shard", "-"];
        assert!(natural.into_iter().all(is_natural));
        assert!(!["hard", "hard-names", "foreign"].into_iter().any(is_natural));
    }

    #[test]
    fn steps_take_equal_confidences_together() {
        let steps = steps(&merged());
        let counts: Vec<_> = steps.iter().map(|(c, t)| (*c, t.found, t.wrong, t.missing)).collect();
        assert_eq!(counts, [(0.9, 1, 0, 4), (0.8, 2, 0, 4), (0.6, 3, 1, 4), (0.3, 3, 2, 4)]);
    }

    #[test]
    fn the_best_threshold_is_one_that_occurs() {
        // F1 is 0.4, 0.67, 0.75, 0.67.
        let (threshold, tally) = best(&merged()).unwrap();
        assert_eq!((threshold, tally.found, tally.wrong), (0.6, 3, 1));
        assert_eq!(total(&merged(), threshold).f1(), tally.f1());
        let hundredths = (0..=100).map(|nth| total(&merged(), nth as f32 / 100.0).f1());
        assert_eq!(hundredths.fold(0.0, f64::max), tally.f1());
        assert_eq!(best(&[clean("news", &[])]).map(|b| b.0), None);
    }

    #[test]
    fn the_lowest_threshold_lets_as_many_through_as_are_allowed() {
        let wrong = [0.2, 0.9, 0.7, 0.7];
        let lowest = |rate| lowest_threshold(&wrong, 10_000, rate);
        assert_eq!(lowest(4.0), 0.0);
        assert_eq!(lowest(3.0), 0.2_f32.next_up());
        // Of two equals both go.
        assert_eq!([lowest(2.0), lowest(1.0)], [0.7_f32.next_up(); 2]);
        assert_eq!(lowest(0.3), 0.9_f32.next_up());
        // Three in 100,000 words are 0.3 in 10,000.
        assert_eq!(lowest_threshold(&wrong, 100_000, 0.3), 0.2_f32.next_up());
        assert_eq!(lowest_threshold(&[], 10_000, 0.3), 0.0);
    }

    #[test]
    fn targets_are_told_by_natural_clean_text_alone() {
        let clean = [clean("news", &[(3, 0.55)]), clean("hard", &[(3, 0.99)]), clean("foreign", &[(3, 0.7)])];
        let merged = merged();
        let targets = Targets::of([("clean", &clean[..]), ("merged", &merged[..])]);
        assert_eq!((targets.natural.len(), targets.hard.len(), targets.sets.len()), (1, 2, 1));
        let thresholds = targets.thresholds();
        let just_above = 0.55_f32.next_up();
        let [show_confidence, fix_confidence] = Options::default().thresholds();
        assert_eq!(
            thresholds.iter().map(|(_, threshold)| *threshold).collect::<Vec<_>>(),
            [just_above, just_above, show_confidence, fix_confidence]
        );
        let table = targets.table();
        assert!(table.contains("in 10 natural and 20 hard words"), "{table}");
        // At the threshold for showing, above 0.7: none of ten words, one of twenty.
        let row = format!("{show_confidence:.4}        0       0.00        1     500.00");
        assert!(table.contains(&row), "{table}");
        // At the first: three of four found, one wrong; then the best of all, at 0.6.
        assert!(table.contains("0.5500     0.7500  0.7500  0.7500       3       1"), "{table}");
        assert!(table.contains("best F1                            0.6000     0.7500"), "{table}");
    }

    #[test]
    fn without_clean_text_there_is_nothing_to_reach() {
        let merged = merged();
        let targets = Targets::of([("merged", &merged[..])]);
        let names: Vec<String> = targets.thresholds().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["show", "fix"]);
        assert!(!targets.table().contains("natural"));
    }
}
