//! Whether confidences are what they claim to be for each kind of space: by the characters beside it, which right and wrong
//! insertions have alike.

use std::collections::BTreeMap;
use std::fmt::Write;

use unglue::Options;

use crate::judge::Judged;

/// What is beside a space. The first that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Beside {
    /// Anything that is no letter or digit.
    Mark,
    Digit,
    /// A capital behind it.
    Capital,
    Letters,
}

impl Beside {
    fn of([left, right]: [char; 2]) -> Beside {
        match () {
            _ if !(left.is_alphanumeric() && right.is_alphanumeric()) => Beside::Mark,
            _ if left.is_numeric() || right.is_numeric() => Beside::Digit,
            _ if right.is_uppercase() => Beside::Capital,
            _ => Beside::Letters,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Beside::Mark => "a mark",
            Beside::Digit => "a digit",
            Beside::Capital => "a capital behind",
            Beside::Letters => "letters",
        }
    }
}

/// Returns a table of the shown insertions by what is beside them: how many of each range of confidences are right.
pub fn table(judged: &[Judged]) -> String {
    let [show, fix] = Options::default().thresholds();
    let edges = [show, 0.9, fix];
    let mut counts: BTreeMap<Beside, [[usize; 2]; 3]> = BTreeMap::new();
    for (judged, insertion) in judged.iter().flat_map(|j| j.insertions.iter().map(move |i| (j, i))) {
        let Some(bin) = edges.iter().rposition(|edge| insertion.confidence >= *edge) else { continue };
        let Some(sides) = judged.text.sides(insertion.gap) else { continue };
        let [right, of] = &mut counts.entry(Beside::of(sides)).or_default()[bin];
        *right += usize::from(judged.text.is_missing(insertion.gap));
        *of += 1;
    }
    let ranges = [format!("{show}-0.9"), format!("0.9-{fix}"), format!("{fix}-1")];
    let mut table = format!("  {:22}", "right, beside it");
    ranges.iter().for_each(|range| _ = write!(table, "{range:>18}"));
    table.push('\n');
    for (beside, bins) in counts {
        _ = write!(table, "  {:22}", beside.name());
        for [right, of] in bins {
            let share = if of > 0 { format!("{:.3}", right as f64 / of as f64) } else { "–".to_owned() };
            _ = write!(table, "{:>18}", format!("{share} of {of}"));
        }
        table.push('\n');
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_by_what_is_beside() {
        for (sides, expected) in [
            (['e', 'a'], Beside::Letters),
            (['e', 'A'], Beside::Capital),
            (['r', '1'], Beside::Digit),
            (['9', 'C'], Beside::Digit),
            ([',', 'a'], Beside::Mark),
            (['a', '('], Beside::Mark),
            (['9', ')'], Beside::Mark),
        ] {
            assert_eq!(Beside::of(sides), expected, "{sides:?}");
        }
    }

    #[test]
    fn shown_insertions_are_counted_by_range() {
        let line = include_str!("../testdata/tiny.jsonl").lines().next().unwrap();
        // "there are" and "November 12" are missing; the other insertion is wrong.
        let judged = Judged::example(line, &[(1, 0.5), (11, 0.95), (20, 0.97), (37, 0.85)]);
        let table = table(&[judged]);
        let row = |name: &str| table.lines().find(|line| line.trim_start().starts_with(name)).unwrap();
        assert!(row("a digit").contains("1.000 of 1"), "{table}");
        assert_eq!(row("letters").split_whitespace().filter(|word| *word == "of").count(), 3, "{table}");
    }
}
