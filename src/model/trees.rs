//! Ensembles of decision trees (gradient boosting, fitted by `cargo xtask train`): what features say of a hypothesis becomes
//! the logarithm of the odds that it is right.

use std::sync::Arc;

use unglue_format::FormatError;
use unglue_format::trees::Branch;

pub use unglue_format::trees::EnsembleSpec;

/// After which shares of its trees an ensemble gives up, and says 0, when the log-odds are so low (nats): nine in ten of what is no
/// merge is settled by a third of the trees. Of the merges of held-back documents that all trees together find (at 0.03
/// at first sight, at 0.3 after it), 5 in 10,000 are given up at first sight and none later.
const EARLY_EXITS: [(f32, f32); 3] = [(1.0 / 6.0, -3.5), (1.0 / 3.0, -3.0), (1.0, f32::NEG_INFINITY)];

/// Trees whose leaves add up.
#[derive(Debug)]
pub struct Ensemble(unglue_format::trees::Ensemble);

/// Reads the trees of a bundle: an ensemble for each of `specs`, in order.
///
/// # Errors
/// When the bytes break a rule of the format, or an ensemble was trained on other features.
pub fn read(
    bytes: &[u8],
    specs: impl Iterator<Item = EnsembleSpec>,
) -> Result<Vec<Arc<Ensemble>>, FormatError> {
    let ensembles = unglue_format::trees::read(bytes, specs)?;
    Ok(ensembles.into_iter().map(|ensemble| Arc::new(Ensemble(ensemble))).collect())
}

impl Ensemble {
    /// An ensemble without trees, which gives every hypothesis a probability of next to 0: for training, when there is no
    /// model yet for the features as they are.
    pub fn null() -> Arc<Ensemble> {
        let (sizes, branches, leaves) = Default::default();
        Arc::new(Ensemble(unglue_format::trees::Ensemble {
            base: -20_000,
            step: 0.0,
            sizes,
            branches,
            leaves,
        }))
    }

    /// Returns the probability of a hypothesis with these features, `0..=1`.
    pub fn probability(&self, values: &[f32]) -> f32 {
        let Ensemble(unglue_format::trees::Ensemble { base, step, ref sizes, .. }) = *self;
        let log_odds = |steps: i32| base as f32 / 1000.0 + steps as f32 * step;
        let (mut steps, mut tree, mut branch, mut leaf) = (0, 0, 0, 0);
        for (share, limit) in EARLY_EXITS {
            let until = (sizes.len() as f32 * share) as usize;
            for &size in &sizes[tree..until] {
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
            let Branch { threshold, feature, left } = self.0.branches[branch];
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
        self.0.leaves[leaf]
    }
}
