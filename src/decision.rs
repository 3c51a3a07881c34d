//! Stage 5: evidence becomes a probability.
//!
//! Two ensembles of small decision trees (gradient boosting, fitted by `cargo xtask train`) add up to the logarithm of
//! the odds that a space is missing: one judges splits of runs, one gaps beside punctuation.

use std::sync::Arc;

use crate::Error;
use crate::evidence::{GapFeature, RunFeature};
use crate::pack::checksum;
use crate::pack::model::{ENSEMBLES, LEAF, MAGIC, Node, VERSION, fingerprint};

/// The learned decision.
#[derive(Debug, Clone)]
pub struct Model {
    runs: Arc<Ensemble>,
    gaps: Arc<Ensemble>,
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
        let [runs, gaps] = ENSEMBLES;
        Ok(Model { runs: ensemble(runs, RunFeature::NAMES)?, gaps: ensemble(gaps, GapFeature::NAMES)? })
    }

    /// A model that says no to everything: for training, when there is none yet for the evidence as it is.
    #[cfg(feature = "english")]
    pub(crate) fn silent() -> Model {
        let ensemble = || {
            Arc::new(Ensemble {
                fingerprint: 0,
                base: -20_000,
                thresholds: vec![],
                roots: vec![],
                nodes: vec![],
            })
        };
        Model { runs: ensemble(), gaps: ensemble() }
    }

    /// The probability that a split of a run is right, `0..=1`.
    pub fn of_run(&self, values: &[f32; RunFeature::COUNT]) -> f32 {
        self.runs.probability(values)
    }

    /// The probability that a space is missing at a gap, `0..=1`.
    pub fn of_gap(&self, values: &[f32; GapFeature::COUNT]) -> f32 {
        self.gaps.probability(values)
    }
}

/// Trees whose leaves add up.
#[derive(Debug)]
struct Ensemble {
    fingerprint: u64,
    /// The logarithm of the odds before any tree speaks, in thousandths of a nat.
    base: i32,
    /// The thresholds of each feature.
    thresholds: Vec<Vec<f32>>,
    /// The first node of each tree.
    roots: Vec<u32>,
    nodes: Vec<Node>,
}

impl Ensemble {
    fn probability(&self, values: &[f32]) -> f32 {
        let leaves: i32 = self.roots.iter().map(|&root| self.leaf(root as usize, values)).sum();
        let log_odds = (self.base + leaves) as f32 / 1000.0;
        1.0 / (1.0 + (-log_odds).exp())
    }

    fn leaf(&self, mut at: usize, values: &[f32]) -> i32 {
        loop {
            let [feature, threshold, a, b] = self.nodes[at];
            if feature == LEAF {
                return i32::from(i16::from_le_bytes([a, b]));
            }
            let left = values[feature as usize] <= self.thresholds[feature as usize][threshold as usize];
            at += if left { 1 } else { usize::from(u16::from_le_bytes([a, b])) };
        }
    }

    /// Every branch leads forward to a node, every feature and threshold exists: no input can lead a walk astray.
    fn validate(&self) -> Result<(), &'static str> {
        for (at, &[feature, threshold, a, b]) in self.nodes.iter().enumerate() {
            if feature == LEAF {
                continue;
            }
            let right = usize::from(u16::from_le_bytes([a, b]));
            let thresholds = self.thresholds.get(usize::from(feature)).ok_or("a node asks for no feature")?;
            if usize::from(threshold) >= thresholds.len() {
                return Err("a node asks for no threshold");
            }
            if right == 0 || at + right.max(1) >= self.nodes.len() {
                return Err("a branch leads nowhere");
            }
        }
        match self.roots.iter().all(|&root| (root as usize) < self.nodes.len()) {
            true => Ok(()),
            false => Err("a tree starts nowhere"),
        }
    }
}

/// Takes little-endian numbers from the front of bytes.
struct Reader<'b>(&'b [u8]);

impl Reader<'_> {
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
        let features = self.u16()?;
        let mut thresholds = Vec::new();
        for _ in 0..features {
            let count = self.u16()?;
            thresholds.push((0..count).map(|_| self.take().map(f32::from_le_bytes)).collect::<Option<_>>()?);
        }
        let count = self.u32()?;
        let trees = self.u16()?;
        let roots = (0..trees).map(|_| self.u32()).collect::<Option<_>>()?;
        let nodes = (0..count).map(|_| self.take()).collect::<Option<_>>()?;
        Some(Ensemble { fingerprint, base, thresholds, roots, nodes })
    }
}
