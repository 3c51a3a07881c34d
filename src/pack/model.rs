//! Packs the text of `model.txt`: ensembles of decision trees.
//!
//! ```text
//! ensemble runs <base in thousandths>
//! feature <name> <threshold> <threshold> …      a line for each feature, in order
//! tree <feature>:<threshold> … =<leaf in thousandths> …      in preorder; left is "not above the threshold"
//! ```
//! The bytes: magic (8), version u32, then for each ensemble its name's and features' checksum u64, base i32, what one
//! step of a leaf is f32 (nats), number of features u16, for each the number of thresholds u16 and the thresholds f32,
//! number of trees u16, and the trees; at last a checksum u64.
//!
//! The trees are lists of bytes, one after the other because each compresses best among its like: how many branches each
//! tree has; of each branch, in preorder, its feature; its threshold; how many branches stand on its left; and of each
//! leaf, from left to right, the number of its steps, i8. A tree has one leaf more than branches.

use super::{checksum, lines, seal};

/// What a model starts with.
pub const MAGIC: &[u8; 8] = b"unglue\0M";
/// The layout that this version reads and writes.
pub const VERSION: u32 = 4;
/// The ensembles of a model, in order.
pub const ENSEMBLES: [&str; 6] =
    ["prefilter", "segmentation-prefilter", "tokens", "lines", "real-words", "gaps"];
/// Tells ensembles apart that were trained on other features.
pub fn fingerprint<'a>(name: &'a str, features: impl Iterator<Item = &'a str>) -> u64 {
    let names: Vec<&str> = [name].into_iter().chain(features).collect();
    checksum(names.join(" ").as_bytes())
}

/// Packs a model.
///
/// # Errors
/// Names the line that cannot be read.
pub fn pack(text: &str) -> Result<Vec<u8>, String> {
    let mut out = [&MAGIC[..], &VERSION.to_le_bytes()].concat();
    let mut lines = lines(text).peekable();
    for name in ENSEMBLES {
        let header = lines.next().unwrap_or_default();
        let base = header.strip_prefix("ensemble ").and_then(|rest| rest.strip_prefix(name));
        let base: i32 = base
            .and_then(|base| base.trim().parse().ok())
            .ok_or_else(|| format!("model: {header:?} stands where \"ensemble {name} …\" is expected"))?;
        let (mut names, mut thresholds) = (Vec::new(), Vec::new());
        while let Some(line) = lines.next_if(|line| line.starts_with("feature ")) {
            let mut words = line.split(' ').skip(1);
            names.push(words.next().unwrap_or_default());
            let values: Result<Vec<f32>, _> = words.map(str::parse).collect();
            thresholds.push(values.map_err(|_| format!("model: cannot read the thresholds of {line:?}"))?);
        }
        let mut trees = Vec::new();
        while let Some(line) = lines.next_if(|line| line.starts_with("tree ")) {
            trees.push(line);
        }
        let leaves = trees.iter().flat_map(|line| line.split(' ')).filter_map(|word| word.strip_prefix('='));
        let largest = leaves.filter_map(|leaf| leaf.parse::<i32>().ok()).map(i32::abs).max();
        // Thousandths of a nat.
        let step = largest.unwrap_or(0).max(1) as f32 / f32::from(i8::MAX);
        let (mut packed, mut sizes) = (Trees::default(), Vec::new());
        for line in &trees {
            let mut words = line.split(' ').skip(1);
            let size = packed.read(&mut words, step).filter(|_| words.next().is_none());
            sizes.push(size.ok_or_else(|| {
                format!("model: cannot read {line:?}; a tree may have 255 branches at most")
            })?);
        }
        out.extend(fingerprint(name, names.iter().copied()).to_le_bytes());
        out.extend(base.to_le_bytes());
        out.extend((step / 1000.0).to_le_bytes());
        out.extend((thresholds.len() as u16).to_le_bytes());
        for values in &thresholds {
            out.extend((values.len() as u16).to_le_bytes());
            out.extend(values.iter().flat_map(|value| value.to_le_bytes()));
        }
        out.extend((trees.len() as u16).to_le_bytes());
        for list in [sizes, packed.features, packed.thresholds, packed.lefts, packed.leaves] {
            out.extend(list);
        }
    }
    match lines.next() {
        Some(line) => Err(format!("model: {line:?} stands behind the end")),
        None => {
            out.extend(seal(&out).to_le_bytes());
            Ok(out)
        }
    }
}

/// The branches and leaves of all trees of an ensemble.
#[derive(Default)]
struct Trees {
    features: Vec<u8>,
    thresholds: Vec<u8>,
    lefts: Vec<u8>,
    leaves: Vec<u8>,
}

impl Trees {
    /// Reads a tree in preorder and gives the number of its branches; `None` if it is malformed or too large. `step` is in
    /// thousandths of a nat.
    fn read<'a>(&mut self, words: &mut impl Iterator<Item = &'a str>, step: f32) -> Option<u8> {
        let word = words.next()?;
        if let Some(value) = word.strip_prefix('=') {
            let steps = (value.parse::<i32>().ok()? as f32 / step).round() as i8;
            self.leaves.push(steps as u8);
            return Some(0);
        }
        let (feature, threshold) = word.split_once(':')?;
        self.features.push(feature.parse().ok()?);
        self.thresholds.push(threshold.parse().ok()?);
        let at = self.lefts.len();
        self.lefts.push(0);
        self.lefts[at] = self.read(words, step)?;
        self.read(words, step)?.checked_add(1)?.checked_add(self.lefts[at])
    }
}
