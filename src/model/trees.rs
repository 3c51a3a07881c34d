//! Ensembles of decision trees (gradient boosting, fitted by `cargo xtask train`): the features of a hypothesis become
//! the log-odds that it is right.

use std::sync::Arc;

use unglue_format::FormatError;
use unglue_format::trees::Branch;

pub use unglue_format::trees::EnsembleSpec;

/// Early exits: (share of the trees that are evaluated, log-odds in nats below which the probability is 0). A third of
/// the trees settles nine in ten of the hypotheses that are wrong. Of the merges in held-out documents that the whole
/// ensembles find (at 0.03 in the prefilter, at 0.3 behind it), 5 in 10,000 are lost in the prefilter and none behind
/// it.
const EARLY_EXITS: [(f32, f32); 3] = [(1.0 / 6.0, -3.5), (1.0 / 3.0, -3.0), (1.0, f32::NEG_INFINITY)];

/// An ensemble: trees whose leaves add up to log-odds.
#[derive(Debug)]
pub struct Ensemble {
    trees: unglue_format::trees::Ensemble,
    /// Its index in the model.
    index: usize,
}

/// The probabilities of the hypotheses that were judged last, each in one place of a table by a hash of the thresholds that their
/// features are above.
#[derive(Debug, Clone, Default)]
pub struct TreesMemo(Vec<(u128, f32)>);

impl TreesMemo {
    /// The number of hypotheses that are kept, at 32 bytes each: those of a text of 30 kB that lost every second space.
    const SLOTS: usize = 1 << 13;

    fn slot(&mut self, key: u128) -> &mut (u128, f32) {
        // No key is 0.
        self.0.resize(TreesMemo::SLOTS, (0, 0.0));
        &mut self.0[(key >> 1) as usize % TreesMemo::SLOTS]
    }
}

/// Reads the trees of a bundle and returns an ensemble for each of `specs`, in order.
///
/// # Errors
/// When the bytes break a rule of the format, or an ensemble was trained on other features.
pub fn read(
    bytes: &[u8],
    specs: impl Iterator<Item = EnsembleSpec>,
) -> Result<Vec<Arc<Ensemble>>, FormatError> {
    let ensembles = unglue_format::trees::read(bytes, specs)?;
    let ensemble = |(index, trees)| Arc::new(Ensemble { trees, index });
    Ok(ensembles.into_iter().enumerate().map(ensemble).collect())
}

impl Ensemble {
    /// Returns an ensemble of the null model, which gives every hypothesis a probability of next to 0. Training uses it
    /// while there is no model for the current features.
    pub fn null() -> Arc<Ensemble> {
        let (sizes, branches, leaves, thresholds) = Default::default();
        let base = -20_000;
        let trees = unglue_format::trees::Ensemble { base, step: 0.0, sizes, branches, leaves, thresholds };
        Arc::new(Ensemble { trees, index: 0 })
    }

    /// Returns [`probability`](Self::probability) of these features, from the memo or else evaluated. What is judged again after a key has
    /// the features that it had, or others on the same sides of all thresholds: no tree sees a difference. This costs as much as
    /// some forty trees, so that it is worth it for ensembles of hundreds.
    pub(crate) fn recalled(&self, values: &[f32], memo: &mut TreesMemo) -> f32 {
        if values.iter().any(|value| value.is_nan()) {
            return self.probability(values);
        }
        let key = self.key(values);
        let slot = memo.slot(key);
        if slot.0 != key {
            *slot = (key, self.probability(values));
        }
        slot.1
    }

    /// Returns a hash of the thresholds that the features are above, in this ensemble: an odd number. Of 2¹²⁷ different ones two are
    /// never seen to be the same.
    fn key(&self, values: &[f32]) -> u128 {
        const FACTORS: [u64; 2] = [0x9e37_79b9_7f4a_7c15, 0xd6e8_feb8_6659_fd93];
        let mut hashes = [self.index as u64; 2];
        let above = |(value, thresholds): (&f32, &Vec<f32>)| {
            thresholds.partition_point(|threshold| threshold < value) as u64
        };
        let mut above = values.iter().zip(&self.trees.thresholds).map(above);
        while let Some(first) = above.next() {
            // A feature has less than 256 thresholds.
            let eight = above.by_ref().take(7).fold(first, |all, next| all << 8 | next);
            for (hash, factor) in hashes.iter_mut().zip(FACTORS) {
                *hash = (hash.rotate_left(23) ^ eight).wrapping_mul(factor);
            }
        }
        let [low, high] = hashes.map(|hash| u128::from(hash ^ hash >> 32));
        high << 64 | low | 1
    }

    /// Returns the probability of a hypothesis with these features, `0..=1`.
    ///
    /// The leaves are integers, steps of `step` nats, and their sum is exact, whatever the order. After a sixth and a
    /// third of the trees the sum is compared with a limit: most hypotheses are clearly wrong, and exit there with 0
    /// (see `EARLY_EXITS`). The last row of the limits is always passed.
    ///
    /// The branches of all trees are one list in preorder, and so are the leaves. `branch` and `leaf` are the indices
    /// where the current tree starts. Invariant: a tree of `size` branches has `size + 1` leaves, as [`read`] has
    /// verified; so no walk leaves its tree.
    pub fn probability(&self, values: &[f32]) -> f32 {
        let unglue_format::trees::Ensemble { base, step, ref sizes, .. } = self.trees;
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

    /// Returns the leaf that a walk through a tree reaches. The tree has `size` branches from `branch` on, and its
    /// leaves from `leaf` on.
    ///
    /// A subtree has its root first, then its left subtree of `left` branches and `left + 1` leaves, then its right
    /// subtree. The walk narrows the three numbers to one of them until no branch, and so one leaf, is left.
    fn leaf(&self, mut size: usize, mut branch: usize, mut leaf: usize, values: &[f32]) -> i8 {
        while size > 0 {
            let Branch { threshold, feature, left } = self.trees.branches[branch];
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
        self.trees.leaves[leaf]
    }
}
