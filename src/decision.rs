//! Stage 5: evidence becomes a probability.
//!
//! Ensembles of small decision trees (gradient boosting, fitted by `cargo xtask train`) add up to the logarithm of the
//! odds that spaces are missing. A first, small one drops the splits that have no chance; for the few that are left the
//! network is asked ([`context`](crate::context)), and one of two larger ensembles judges: one for tokens, one for whole
//! lines without spaces. Gaps beside punctuation have their own.

use std::sync::Arc;

use crate::Error;
use crate::evidence::{GapFeature, RunFeature};
use crate::pack::checksum;
use crate::pack::model::{ENSEMBLES, FIRST, GAPS, LINES, MAGIC, REAL_WORDS, RUNS, VERSION, fingerprint};
use crate::segmenter::{LINE_CHARS, Letters};

/// The learned decision.
#[derive(Debug, Clone)]
pub struct Model {
    ensembles: [Arc<Ensemble>; ENSEMBLES.len()],
}

/// Splits below this probability at first sight are not looked at again: one in a hundred of the true ones is among them.
pub const UNLIKELY: f32 = 0.01;

/// Whether a run is a whole line rather than a token.
pub fn is_line(letters: &Letters) -> bool {
    letters.len() >= LINE_CHARS
}

impl Model {
    /// The embedded model for English.
    #[cfg(feature = "english")]
    pub fn english() -> Result<Model, Error> {
        Model::new(include_bytes!(concat!(env!("OUT_DIR"), "/english.model")))
    }

    /// Reads the bytes that [`pack::model::pack`](crate::pack::model::pack) makes.
    ///
    /// # Errors
    /// [`Error::BadModel`] when they are cut short, damaged, of another version or made for other evidence.
    pub fn new(bytes: &[u8]) -> Result<Model, Error> {
        let bad = |reason: &str| Error::BadModel { reason: reason.into() };
        let (body, sum) = bytes.split_last_chunk::<8>().ok_or_else(|| bad("it is cut short"))?;
        let mut reader = Reader(body.strip_prefix(MAGIC).ok_or_else(|| bad("it does not start like one"))?);
        if reader.u32().ok_or_else(|| bad("it is cut short"))? != VERSION {
            return Err(bad("it is of another version"));
        }
        if checksum(body) != u64::from_le_bytes(*sum) {
            return Err(bad("its checksum does not fit: it is damaged or cut short"));
        }
        let mut ensemble = |name: &str, features: &[&str]| {
            let ensemble = reader.ensemble().ok_or_else(|| bad("it ends inside an ensemble"))?;
            if ensemble.fingerprint != fingerprint(name, features.iter().copied()) {
                return Err(bad(&format!("its ensemble {name:?} was trained on other evidence")));
            }
            ensemble.validate().map_err(bad)?;
            Ok(Arc::new(ensemble))
        };
        let mut runs = |nth: usize| ensemble(ENSEMBLES[nth], RunFeature::NAMES);
        let splits = [runs(FIRST)?, runs(RUNS)?, runs(LINES)?, runs(REAL_WORDS)?];
        let [first, runs, lines, real_words] = splits;
        Ok(Model {
            ensembles: [first, runs, lines, real_words, ensemble(ENSEMBLES[GAPS], GapFeature::NAMES)?],
        })
    }

    /// A model that says no to everything: for training, when there is none yet for the evidence as it is.
    #[cfg(feature = "english")]
    pub(crate) fn silent() -> Model {
        let ensemble = || {
            Arc::new(Ensemble {
                fingerprint: 0,
                base: -20_000,
                step: 0.0,
                thresholds: vec![],
                sizes: vec![],
                branches: vec![],
                leaves: vec![],
            })
        };
        Model { ensembles: std::array::from_fn(|_| ensemble()) }
    }

    /// Whether a split of a run deserves a second look: the network has not been asked yet.
    pub fn is_likely(&self, values: &[f32; RunFeature::COUNT]) -> bool {
        self.ensembles[FIRST].probability(values) >= UNLIKELY
    }

    /// The probability that a split of a run is right, `0..=1`; in a line, the share of its spaces that are.
    pub fn of_run(&self, values: &[f32; RunFeature::COUNT], is_line: bool) -> f32 {
        self.ensembles[if is_line { LINES } else { RUNS }].probability(values)
    }

    /// The probability that a word which is one as it stands was meant as two, `0..=1`.
    pub fn of_real_word(&self, values: &[f32; RunFeature::COUNT]) -> f32 {
        self.ensembles[REAL_WORDS].probability(values)
    }

    /// The probability that a space is missing at a gap, `0..=1`.
    pub fn of_gap(&self, values: &[f32; GapFeature::COUNT]) -> f32 {
        self.ensembles[GAPS].probability(values)
    }
}

/// Trees whose leaves add up.
#[derive(Debug)]
struct Ensemble {
    fingerprint: u64,
    /// The logarithm of the odds before any tree speaks, in thousandths of a nat.
    base: i32,
    /// What one step of a leaf is. Nats.
    step: f32,
    /// The thresholds of each feature.
    thresholds: Vec<Vec<f32>>,
    /// How many branches each tree has; it has one leaf more.
    sizes: Vec<u8>,
    /// Those of all trees, in preorder.
    branches: Vec<Branch>,
    /// Those of all trees, from left to right. Steps.
    leaves: Vec<i8>,
}

/// Where a tree asks for a feature. It goes left where that is not above the threshold.
#[derive(Debug, Clone, Copy)]
struct Branch {
    feature: u8,
    /// An index into the thresholds of the feature.
    threshold: u8,
    /// How many branches stand on the left: those that follow. The others of the tree stand on the right.
    left: u8,
}

impl Ensemble {
    fn probability(&self, values: &[f32]) -> f32 {
        let steps: i32 = self.trees().map(|(tree, leaves)| i32::from(self.leaf(tree, leaves, values))).sum();
        let log_odds = self.base as f32 / 1000.0 + steps as f32 * self.step;
        1.0 / (1.0 + (-log_odds).exp())
    }

    /// The branches and the leaves of each tree.
    fn trees(&self) -> impl Iterator<Item = (&[Branch], &[i8])> {
        let (mut branches, mut leaves) = (&self.branches[..], &self.leaves[..]);
        self.sizes.iter().map(move |&size| {
            let (tree, own);
            (tree, branches) = branches.split_at(usize::from(size));
            (own, leaves) = leaves.split_at(usize::from(size) + 1);
            (tree, own)
        })
    }

    fn leaf(&self, mut tree: &[Branch], mut leaves: &[i8], values: &[f32]) -> i8 {
        while let Some((&Branch { feature, threshold, left }, others)) = tree.split_first() {
            let (feature, left) = (usize::from(feature), usize::from(left));
            if values[feature] <= self.thresholds[feature][usize::from(threshold)] {
                tree = &others[..left];
            } else {
                (tree, leaves) = (&others[left..], &leaves[left + 1..]);
            }
        }
        leaves[0]
    }

    /// Every feature and threshold exists, and no branch has more on its left than there is: no input can lead a walk
    /// astray.
    fn validate(&self) -> Result<(), &'static str> {
        for Branch { feature, threshold, .. } in &self.branches {
            let thresholds =
                self.thresholds.get(usize::from(*feature)).ok_or("a node asks for no feature")?;
            if usize::from(*threshold) >= thresholds.len() {
                return Err("a node asks for no threshold");
            }
        }
        let mut parts: Vec<_> = self.trees().map(|(tree, _)| tree).collect();
        while let Some(part) = parts.pop() {
            let Some((branch, others)) = part.split_first() else { continue };
            let (left, right) =
                others.split_at_checked(usize::from(branch.left)).ok_or("a branch leads nowhere")?;
            parts.extend([left, right]);
        }
        Ok(())
    }
}

/// Takes little-endian numbers from the front of bytes.
struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn bytes(&mut self, count: usize) -> Option<&'b [u8]> {
        let (bytes, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(bytes)
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (chunk, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*chunk)
    }

    fn u16(&mut self) -> Option<usize> {
        self.take().map(u16::from_le_bytes).map(usize::from)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn ensemble(&mut self) -> Option<Ensemble> {
        let fingerprint = self.take().map(u64::from_le_bytes)?;
        let base = self.take().map(i32::from_le_bytes)?;
        let step = self.take().map(f32::from_le_bytes)?;
        let features = self.u16()?;
        let mut thresholds = Vec::new();
        for _ in 0..features {
            let count = self.u16()?;
            thresholds.push((0..count).map(|_| self.take().map(f32::from_le_bytes)).collect::<Option<_>>()?);
        }
        let trees = self.u16()?;
        let sizes = self.bytes(trees)?.to_vec();
        let count = sizes.iter().map(|&size| usize::from(size)).sum();
        let (features, thresholds_of, lefts) = (self.bytes(count)?, self.bytes(count)?, self.bytes(count)?);
        let branches = features.iter().zip(thresholds_of).zip(lefts);
        let branches =
            branches.map(|((&feature, &threshold), &left)| Branch { feature, threshold, left }).collect();
        let leaves = self.bytes(count + trees)?.iter().map(|&steps| steps as i8).collect();
        Some(Ensemble { fingerprint, base, step, thresholds, sizes, branches, leaves })
    }
}
