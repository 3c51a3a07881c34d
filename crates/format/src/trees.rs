//! Ensembles of decision trees.
//!
//! The text, `trees.txt`, has for each ensemble:
//!
//! ```text
//! ensemble tokens <base in thousandths>
//! feature <name> <threshold> <threshold> …      a line for each feature, in order
//! tree <feature>:<threshold> … =<leaf in thousandths> …      in preorder; left is "not above the threshold"
//! ```
//! The bytes have for each ensemble its `fingerprint` u64, base i32, the value of one step of a leaf f32 (nats),
//! number of features u16, for each the number of thresholds u16 and the thresholds f32, number of trees u16, and the
//! trees.
//!
//! The trees are lists of bytes, one after the other, since equal kinds of values compress best together: the number of
//! branches of each tree; for each branch, in preorder, its feature, then its threshold, then the number of branches on
//! its left; for each leaf, from left to right, its steps, i8. A tree has one leaf more than branches.

use crate::error::{Fault, FormatError};
use crate::hash::fnv;
use crate::part::Part;
use crate::text::lines;

/// The name of an ensemble, and the names of the features that it reads, in order.
#[derive(Debug, Clone, Copy)]
pub struct EnsembleSpec {
    /// The name in the text.
    pub name: &'static str,
    /// The names of the features.
    pub features: &'static [&'static str],
}

/// An ensemble: trees whose leaves add up to log-odds.
#[derive(Debug)]
pub struct Ensemble {
    /// The log-odds before any tree is evaluated, in thousandths of a nat.
    pub base: i32,
    /// The value of one step of a leaf. Nats.
    pub step: f32,
    /// The number of branches of each tree, which has one leaf more.
    pub sizes: Vec<u8>,
    /// The branches of all trees, in preorder.
    pub branches: Vec<Branch>,
    /// The leaves of all trees, from left to right. Steps.
    pub leaves: Vec<i8>,
    /// The thresholds that the branches have for each feature, ascending.
    pub thresholds: Vec<Vec<f32>>,
}

/// A branch of a tree: to the left if the feature is not above the threshold, else to the right.
#[derive(Debug, Clone, Copy)]
pub struct Branch {
    /// The threshold.
    pub threshold: f32,
    /// The index of the feature.
    pub feature: u8,
    /// The number of branches on the left, which follow this one. The others of its subtree are on the right.
    pub left: u8,
}

/// Returns a hash of the names of an ensemble and its features, by which an ensemble that was trained on other features
/// is refused.
fn fingerprint<'a>(name: &'a str, features: impl Iterator<Item = &'a str>) -> u64 {
    let names: Vec<&str> = [name].into_iter().chain(features).collect();
    fnv(names.join(" ").as_bytes())
}

/// Reads an ensemble for each of `specs`, in their order. They are verified: whatever the values of the features, no
/// walk leaves its tree, and the sum of the leaves is finite.
///
/// # Errors
/// Names the rule that the bytes break, or the ensemble that was trained on other features.
pub fn read(bytes: &[u8], specs: impl Iterator<Item = EnsembleSpec>) -> Result<Vec<Ensemble>, FormatError> {
    let mut reader = Reader(bytes);
    let mut ensembles = Vec::new();
    for EnsembleSpec { name, features } in specs {
        let malformed = Fault::Malformed("an ensemble is cut short or asks for what is not there");
        let (found, ensemble) = reader.ensemble().ok_or_else(|| malformed.of(Part::Trees))?;
        if found != fingerprint(name, features.iter().copied()) {
            return Err(Fault::OtherFeatures { ensemble: name.into() }.of(Part::Trees));
        }
        verify(&ensemble, features.len()).map_err(|reason| Fault::Malformed(reason).of(Part::Trees))?;
        ensembles.push(ensemble);
    }
    match reader.0 {
        [] => Ok(ensembles),
        _ => Err(Fault::MoreFollows.of(Part::Trees)),
    }
}

/// Returns the rule that an ensemble breaks.
///
/// A walk is safe if at each branch the number of branches on its left is at most that of its subtree without the
/// branch itself: then the left and the right subtree lie in the subtree, and the same holds for them. So every tree is
/// divided along these numbers, as a walk would divide it, until nothing is left. `rest` has the trees that are not
/// taken yet; the loop takes each branch once, in linear time and without recursion, which a hostile tree could make
/// too deep.
fn verify(ensemble: &Ensemble, features: usize) -> Result<(), &'static str> {
    let Ensemble { step, sizes, branches, thresholds, .. } = ensemble;
    if !step.is_finite() || branches.iter().any(|branch| !branch.threshold.is_finite()) {
        return Err("a number is infinite or none at all");
    }
    if branches.iter().any(|branch| usize::from(branch.feature) >= features) {
        return Err("a branch asks for a feature that is not there");
    }
    if thresholds.iter().any(|values| !values.is_sorted_by(|a, b| a < b)) {
        return Err("the thresholds of a feature do not ascend");
    }
    let mut rest = &branches[..];
    let mut subtrees = Vec::new();
    for &size in sizes {
        let (tree, behind) = rest.split_at_checked(usize::from(size)).ok_or("a tree is cut short")?;
        subtrees.push(tree);
        rest = behind;
    }
    while let Some(subtree) = subtrees.pop() {
        let Some((branch, others)) = subtree.split_first() else { continue };
        let (left, right) =
            others.split_at_checked(usize::from(branch.left)).ok_or("a branch leads nowhere")?;
        subtrees.extend([left, right]);
    }
    Ok(())
}

/// Takes little-endian numbers from the start of bytes.
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

    fn ensemble(&mut self) -> Option<(u64, Ensemble)> {
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
        Some((fingerprint, Ensemble { base, step, sizes, branches, leaves, thresholds }))
    }
}

/// Writes the bytes of a text.
///
/// # Errors
/// Names the line that cannot be read.
pub fn write(text: &str) -> Result<Vec<u8>, FormatError> {
    let mut out = Vec::new();
    let mut lines = lines(text).peekable();
    while let Some(header) = lines.next() {
        let name_and_base = header.strip_prefix("ensemble ").and_then(|rest| rest.split_once(' '));
        let (name, base) =
            name_and_base.and_then(|(name, base)| Some((name, base.parse::<i32>().ok()?))).ok_or_else(
                || Fault::unreadable(header, "\"ensemble\", its name and its base").of(Part::Trees),
            )?;
        let (mut names, mut thresholds) = (Vec::new(), Vec::new());
        while let Some(line) = lines.next_if(|line| line.starts_with("feature ")) {
            let mut words = line.split(' ').skip(1);
            names.push(words.next().unwrap_or_default());
            let values: Result<Vec<f32>, _> = words.map(str::parse).collect();
            let bad = |_| Fault::unreadable(line, "a feature and its thresholds").of(Part::Trees);
            thresholds.push(values.map_err(bad)?);
        }
        let mut trees = Vec::new();
        while let Some(line) = lines.next_if(|line| line.starts_with("tree ")) {
            trees.push(line);
        }
        let (step, sizes, packed) = pack(&trees)?;
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
    Ok(out)
}

/// Packs the trees of an ensemble. Returns the value of one step of a leaf, in thousandths of a nat, the number of
/// branches of each tree, and the packed trees.
fn pack(trees: &[&str]) -> Result<(f32, Vec<u8>, Trees), FormatError> {
    let leaves = trees.iter().flat_map(|line| line.split(' ')).filter_map(|word| word.strip_prefix('='));
    let largest = leaves.filter_map(|leaf| leaf.parse::<i32>().ok()).map(i32::abs).max();
    let step = largest.unwrap_or(0).max(1) as f32 / f32::from(i8::MAX);
    let (mut packed, mut sizes) = (Trees::default(), Vec::new());
    for line in trees {
        let mut words = line.split(' ').skip(1);
        let size = packed.read(&mut words, step).filter(|_| words.next().is_none());
        let bad = || Fault::unreadable(line, "a tree in preorder, of 255 branches at most").of(Part::Trees);
        sizes.push(size.ok_or_else(bad)?);
    }
    Ok((step, sizes, packed))
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
    /// Reads a tree in preorder and returns the number of its branches; `None` if it is malformed or too large. `step`
    /// is in thousandths of a nat.
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

#[cfg(test)]
mod tests {
    use super::*;

    const SPECS: [EnsembleSpec; 2] = [
        EnsembleSpec { name: "runs", features: &["Cost", "Length"] },
        EnsembleSpec { name: "gaps", features: &["Mark"] },
    ];
    const TEXT: &str = "# A comment\nensemble runs -500\nfeature Cost 0.5 2\nfeature Length 3\n\
        tree 0:1 1:0 =-300 =200 =127\ntree =7\nensemble gaps 20\nfeature Mark 1\n";

    #[test]
    fn what_was_written_is_read() {
        let bytes = write(TEXT).unwrap();
        let ensembles = read(&bytes, SPECS.into_iter()).unwrap();
        let [runs, gaps] = &ensembles[..] else { panic!("{ensembles:?}") };
        assert_eq!((runs.base, &runs.sizes[..], runs.branches.len(), gaps.base), (-500, &[2, 0][..], 2, 20));
        assert_eq!((runs.branches[0].threshold, runs.branches[0].left), (2.0, 1));
        assert_eq!(
            runs.leaves.iter().map(|&leaf| (f32::from(leaf) * runs.step * 10.0).round()).sum::<f32>(),
            0.0
        );
    }

    #[test]
    fn what_breaks_a_rule_is_refused_by_it() {
        let bytes = write(TEXT).unwrap();
        let message = |bytes: &[u8], specs: &[EnsembleSpec]| {
            read(bytes, specs.iter().copied()).unwrap_err().to_string()
        };
        assert!(message(&bytes, &SPECS[..1]).contains("more follows"));
        assert!(message(&bytes, &[SPECS[1], SPECS[0]]).contains("no ensemble \"gaps\" was trained"));
        for cut in 0..bytes.len() {
            assert!(message(&bytes[..cut], &SPECS).contains("cut short"), "cut at {cut}");
        }
        for text in [
            "ensemble runs x",
            "feature Cost 1",
            "ensemble runs 0\nfeature Cost x",
            "ensemble runs 0\ntree 0:0 =1",
            "ensemble runs 0\ntree 0:0 =1 =2 =3",
            "ensemble runs 0\nmore",
        ] {
            assert!(write(text).unwrap_err().to_string().starts_with("trees: cannot read"), "{text:?}");
        }
    }
}
