//! Whether confidences are what they claim to be: of the insertions of about one confidence, that share is right.

use std::fmt::Write;

use crate::judge::Judged;
use crate::svg::Curve;

/// Where the bins begin and end. What is less sure than the first is nearly everything, and nobody sees it.
const EDGES: [f32; 13] = [0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0];

/// From here on an insertion counts as sure. One of the edges.
const SURE: f32 = 0.9;

/// The insertions whose confidence lies between two edges. Each space counts, also those of one finding.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Bin {
    from: f32,
    to: f32,
    insertions: usize,
    right: usize,
    /// The sum of their confidences.
    sum: f64,
}

impl Bin {
    /// The mean confidence and the share that is right; `None` without insertions.
    fn means(&self) -> Option<(f64, f64)> {
        let insertions = self.insertions as f64;
        (self.insertions > 0).then(|| (self.sum / insertions, self.right as f64 / insertions))
    }
}

/// What the confidences of some insertions are worth.
pub struct Reliability {
    bins: Vec<Bin>,
}

impl Reliability {
    pub fn of<'a>(judged: impl IntoIterator<Item = &'a Judged>) -> Reliability {
        let bin = |edges: &[f32]| Bin { from: edges[0], to: edges[1], insertions: 0, right: 0, sum: 0.0 };
        let mut bins: Vec<Bin> = EDGES.windows(2).map(bin).collect();
        for (confidence, right) in judged.into_iter().flat_map(Judged::scored) {
            // The edge belongs to the bin above it; there is none above the last.
            if let Some(bin) = bins.iter_mut().rfind(|bin| confidence >= bin.from) {
                bin.insertions += 1;
                bin.right += usize::from(right);
                bin.sum += f64::from(confidence);
            }
        }
        Reliability { bins }
    }

    pub fn insertions(&self) -> usize {
        self.bins.iter().map(|bin| bin.insertions).sum()
    }

    /// The expected calibration error: how far the share that is right lies from the mean confidence, over the bins,
    /// each with the weight of its insertions.
    pub fn error(&self) -> f64 {
        let off = |bin: &Bin| bin.means().map_or(0.0, |(mean, right)| (mean - right).abs());
        let sum: f64 = self.bins.iter().map(|bin| off(bin) * bin.insertions as f64).sum();
        sum / self.insertions().max(1) as f64
    }

    /// How many of the sure insertions are right, and how many there are.
    pub fn sure(&self) -> (usize, usize) {
        let sure = self.bins.iter().filter(|bin| bin.from >= SURE);
        sure.fold((0, 0), |(right, of), bin| (right + bin.right, of + bin.insertions))
    }

    /// The bins as a table, and what they come to.
    pub fn table(&self) -> String {
        let mut table = String::from("  confidence  insertions    mean   right\n");
        for bin in &self.bins {
            let means =
                bin.means().map(|(mean, right)| format!("{mean:>8.3}{right:>8.3}")).unwrap_or_default();
            _ = writeln!(table, "  {:10}  {:>10}{means}", format!("{}-{}", bin.from, bin.to), bin.insertions);
        }
        let (right, of) = self.sure();
        table
            + &format!(
                "  expected calibration error {:.4}; of those at or above {SURE}: {right} of {of} right\n",
                self.error()
            )
    }

    /// The bins as a curve: mean confidence and share that is right, marked with the number of insertions.
    pub fn curve(&self, name: &str) -> Curve {
        let means = || self.bins.iter().filter_map(|bin| Some((bin.means()?, bin.insertions)));
        Curve {
            name: format!("{name}, error {:.3}", self.error()),
            points: means().map(|(point, _)| point).collect(),
            marks: means().map(|((mean, right), insertions)| (mean, right, insertions.to_string())).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// “there are” and “November 12” are missing; the other insertions are wrong.
    fn example() -> Judged {
        let line = include_str!("../testdata/tiny.jsonl").lines().next().unwrap();
        Judged::example(line, &[(1, 0.01), (3, 0.1), (11, 0.95), (14, 0.15), (20, 0.97), (37, 1.0)])
    }

    #[test]
    fn insertions_are_counted_in_their_bins() {
        let reliability = Reliability::of([&example()]);
        let counts: Vec<_> = reliability.bins.iter().map(|bin| (bin.insertions, bin.right)).collect();
        let mut expected = [(0, 0); EDGES.len() - 1];
        // 0.01 is below all bins, and an edge belongs to the bin above it.
        (expected[1], expected[10], expected[11]) = ((2, 0), (2, 1), (1, 1));
        assert_eq!(counts, expected);
        assert_eq!(reliability.insertions(), 5);
        assert_eq!(reliability.sure(), (2, 3));
    }

    #[test]
    fn the_error_is_the_mean_distance_of_a_bin() {
        // 0.125 for two, 0.96 - 0.5 for two, 0 for one.
        let error = Reliability::of([&example()]).error();
        assert!((error - (2.0 * 0.125 + 2.0 * 0.46) / 5.0).abs() < 1e-6, "{error}");
        assert_eq!(Reliability::of([]).error(), 0.0);
    }

    #[test]
    fn texts_add_up() {
        let (a, b) = (example(), example());
        let both = Reliability::of([&a, &b]);
        assert_eq!((both.insertions(), both.sure()), (10, (4, 6)));
        assert!((both.error() - Reliability::of([&a]).error()).abs() < 1e-9);
    }

    #[test]
    fn table_and_curve_hold_what_was_counted() {
        let reliability = Reliability::of([&example()]);
        let table = reliability.table();
        assert_eq!(table.lines().count(), 1 + 12 + 1);
        assert!(table.contains("  0.95-0.99            2   0.960   0.500\n"), "{table}");
        assert!(table.contains("  0.02-0.1             0\n"), "{table}");
        assert!(table.ends_with("error 0.2340; of those at or above 0.9: 2 of 3 right\n"), "{table}");
        let curve = reliability.curve("tiny");
        assert_eq!((curve.name.as_str(), curve.points.len()), ("tiny, error 0.234", 3));
        assert_eq!(curve.marks[1].2, "2");
    }
}
