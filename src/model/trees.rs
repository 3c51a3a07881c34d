//! Ensembles of decision trees (gradient boosting, fitted by `cargo xtask train`): what features say of a hypothesis becomes
//! the logarithm of the odds that it is right.

use std::sync::Arc;

use crate::error::Error;
use crate::pack::model::{MAGIC, VERSION, fingerprint};
use crate::pack::seal;

/// After which shares of its trees an ensemble gives up, and says 0, when the log-odds are so low (nats): nine in ten of what is no
/// merge is settled by a third of the trees. Of the merges of held-back documents that all trees together find (at 0.03
/// at first sight, at 0.3 after it), 5 in 10,000 are given up at first sight and none later.
const EARLY_EXITS: [(f32, f32); 3] = [(1.0 / 6.0, -3.5), (1.0 / 3.0, -3.0), (1.0, f32::NEG_INFINITY)];

/// What an ensemble is called, and the names of the features that it reads, in order.
#[derive(Debug, Clone, Copy)]
pub struct EnsembleSpec {
    /// What it is called in the text of the model.
    pub name: &'static str,
    /// The names of the features.
    pub features: &'static [&'static str],
}

/// Reads the bytes that [`pack::model::pack`](crate::pack::model::pack) makes: an ensemble for each of `specs`, in order.
///
/// # Errors
/// [`Error::BadModel`] when they are segmented short, damaged, of another version or trained on other features.
pub fn read(bytes: &[u8], specs: impl Iterator<Item = EnsembleSpec>) -> Result<Vec<Arc<Ensemble>>, Error> {
    let bad = |reason: &str| Error::BadModel { reason: reason.into() };
    let (body, sum) = bytes.split_last_chunk::<8>().ok_or_else(|| bad("it is cut short"))?;
    let mut reader = Reader(body.strip_prefix(MAGIC).ok_or_else(|| bad("it does not start like one"))?);
    if reader.u32().ok_or_else(|| bad("it is cut short"))? != VERSION {
        return Err(bad("it is of another version"));
    }
    if seal(body) != u64::from_le_bytes(*sum) {
        return Err(bad("its checksum does not fit: it is damaged or cut short"));
    }
    let mut ensembles = Vec::new();
    for EnsembleSpec { name, features } in specs {
        let ensemble =
            reader.ensemble().ok_or_else(|| bad("an ensemble is cut short or asks for what is not there"))?;
        if ensemble.fingerprint != fingerprint(name, features.iter().copied()) {
            return Err(bad(&format!("its ensemble {name:?} was trained on other evidence")));
        }
        let fault = |fault| bad(&format!("in its ensemble {name:?} {fault}"));
        ensemble.validate(features.len()).map_err(fault)?;
        ensembles.push(Arc::new(ensemble));
    }
    if !reader.0.is_empty() {
        return Err(bad("more follows behind its last ensemble"));
    }
    Ok(ensembles)
}

/// Trees whose leaves add up.
#[derive(Debug)]
pub struct Ensemble {
    fingerprint: u64,
    /// The logarithm of the odds before any tree speaks, in thousandths of a nat.
    base: i32,
    /// What one step of a leaf is. Nats.
    step: f32,
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
    threshold: f32,
    feature: u8,
    /// How many branches stand on the left: those that follow. The others of the tree stand on the right.
    left: u8,
}

impl Ensemble {
    /// An ensemble without trees, which gives every hypothesis a probability of next to 0: for training, when there is no
    /// model yet for the features as they are.
    pub fn null() -> Arc<Ensemble> {
        Arc::new(Ensemble {
            fingerprint: 0,
            base: -20_000,
            step: 0.0,
            sizes: vec![],
            branches: vec![],
            leaves: vec![],
        })
    }

    /// Returns the probability of a hypothesis with these features, `0..=1`.
    pub fn probability(&self, values: &[f32]) -> f32 {
        let log_odds = |steps: i32| self.base as f32 / 1000.0 + steps as f32 * self.step;
        let (mut steps, mut tree, mut branch, mut leaf) = (0, 0, 0, 0);
        for (share, limit) in EARLY_EXITS {
            let until = (self.sizes.len() as f32 * share) as usize;
            for &size in &self.sizes[tree..until] {
                let size = usize::from(size);
                steps += i32::from(self.leaf(size, branch, leaf, values));
                branch += size;
                leaf += size + 1;
            }
            tree = until;
            if log_odds(steps) < limit {
                return 0.0;
            }
        }
        1.0 / (1.0 + (-log_odds(steps)).exp())
    }

    /// The leaf where a tree of so many branches ends. Its first branch and its first leaf are given.
    fn leaf(&self, mut size: usize, mut branch: usize, mut leaf: usize, values: &[f32]) -> i8 {
        while size > 0 {
            let Branch { threshold, feature, left } = self.branches[branch];
            let left = usize::from(left);
            if values[usize::from(feature)] <= threshold {
                branch += 1;
                size = left;
            } else {
                branch += 1 + left;
                leaf += 1 + left;
                size -= 1 + left;
            }
        }
        self.leaves[leaf]
    }

    /// Whatever the values of so many features are, no walk goes astray, and the sum of the leaves is a number.
    fn validate(&self, features: usize) -> Result<(), &'static str> {
        if !self.step.is_finite() || self.branches.iter().any(|branch| !branch.threshold.is_finite()) {
            return Err("a number is infinite or none at all");
        }
        if self.branches.iter().any(|branch| usize::from(branch.feature) >= features) {
            return Err("a branch asks for a feature that is not there");
        }
        // No branch has more on its left than there is.
        let mut rest = &self.branches[..];
        let mut parts = Vec::new();
        for &size in &self.sizes {
            let (tree, behind) = rest.split_at_checked(usize::from(size)).ok_or("a tree is cut short")?;
            parts.push(tree);
            rest = behind;
        }
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
            let values = (0..count).map(|_| self.take().map(f32::from_le_bytes));
            thresholds.push(values.collect::<Option<Vec<f32>>>()?);
        }
        let trees = self.u16()?;
        let sizes = self.bytes(trees)?.to_vec();
        let count = sizes.iter().map(|&size| usize::from(size)).sum();
        let (features, nths, lefts) = (self.bytes(count)?, self.bytes(count)?, self.bytes(count)?);
        let branch = |((&feature, &nth), &left): ((&u8, &u8), &u8)| {
            let threshold = *thresholds.get(usize::from(feature))?.get(usize::from(nth))?;
            Some(Branch { threshold, feature, left })
        };
        let branches = features.iter().zip(nths).zip(lefts).map(branch).collect::<Option<_>>()?;
        let leaves = self.bytes(count + trees)?.iter().map(|&steps| steps as i8).collect();
        Some(Ensemble { fingerprint, base, step, sizes, branches, leaves })
    }
}
