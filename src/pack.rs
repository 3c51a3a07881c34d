//! Packs word lists into the bytes of a [`Lexicon`](crate::Lexicon).
//!
//! The build script uses this file too, so it needs nothing else of the crate.
//!
//! ```text
//! magic (8) | version u32 | length u32, words | length u32, characters | length u32, pairs | checksum u64
//! ```
//! All numbers are little-endian. `words` is an `fst::Map` from the word to `class << 4 | level`; `characters` is
//! the table of [`chars`]; `pairs` is the table of [`pairs`]. The checksum is FNV-1a over all that stands before it.

/// What a lexicon starts with.
pub const MAGIC: &[u8; 8] = b"unglue\0L";
/// The layout that this version reads and writes.
pub const VERSION: u32 = 2;
/// The steps of frequency that a lexicon tells apart. Level 0 is everything rarer.
pub const LEVELS: u8 = 16;

/// The class letters of `words.tsv`, in the order of their codes.
pub const CLASS_LETTERS: &[u8; 7] = b"cwnrafm";

/// The level of a Zipf value (base-10 logarithm of occurrences in 10^9 words): 0 is below 1.2, then steps of 0.4.
pub fn level(zipf: f32) -> u8 {
    ((zipf - 1.0) / 0.4).round().clamp(0.0, f32::from(LEVELS - 1)) as u8
}

/// FNV-1a, 64 bits (Fowler, Noll and Vo; public domain): tells damage, not malice.
pub fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// Packs the text of `words.tsv`, `misspellings.tsv` and `pairs.tsv` into a lexicon.
///
/// Lines that start with `#` are comments. A line of words is `word <TAB> zipf <TAB> class`, see
/// `CONTRIBUTING.md`; the others start with a misspelling or with `left <TAB> right <TAB> score`.
///
/// # Errors
/// Names the line that cannot be read.
pub fn lexicon(words: &str, misspellings: &str, pairs: &str) -> Result<Vec<u8>, String> {
    let mut entries: Vec<(&str, u8)> = Vec::new();
    let mut weighted: Vec<(&str, f32)> = Vec::new();
    for line in lines(words) {
        let bad = || format!("words: cannot read {line:?}: give word, zipf and class, parted by tabs");
        let [word, zipf, class] = columns(line).ok_or_else(bad)?;
        let zipf: f32 = zipf.parse().map_err(|_| bad())?;
        let code = CLASS_LETTERS.iter().position(|&l| class.as_bytes() == [l]).ok_or_else(bad)?;
        entries.push((word, (code as u8) << 4 | level(zipf)));
        if class == "c" || class == "n" {
            weighted.push((word, 1.0 + zipf.max(0.0)));
        }
    }
    let code = CLASS_LETTERS.len() as u8 - 1;
    entries.extend(lines(misspellings).filter_map(|l| l.split('\t').next()).map(|word| (word, code << 4)));
    // A word that stands in both files keeps its own entry.
    entries.sort_by_key(|&(word, value)| (word, value >> 4 == code));
    entries.dedup_by_key(|&mut (word, _)| word);

    let mut scores: std::collections::BTreeMap<String, u8> = compounds(&entries).collect();
    for line in lines(pairs) {
        let bad =
            || format!("pairs: cannot read {line:?}: give left, right and score (1 to 15), parted by tabs");
        let [left, right, score] = columns(line).ok_or_else(bad)?;
        let score =
            score.parse().ok().filter(|score| (1..=pairs::MAX_SCORE).contains(score)).ok_or_else(bad)?;
        scores.insert(format!("{left} {right}"), score);
    }

    let mut out = [&MAGIC[..], &VERSION.to_le_bytes()].concat();
    let words = automaton(entries.iter().map(|&(word, value)| (word, u64::from(value))))?;
    let pairs = pairs::table(&scores);
    for section in [words, chars::table(&weighted), pairs] {
        out.extend((section.len() as u32).to_le_bytes());
        out.extend(section);
    }
    out.extend(checksum(&out).to_le_bytes());
    Ok(out)
}

/// Stands in a pair for any number.
pub const NUMBER: &str = "0";

/// Stands in a pair for "any word, without a space": `over +` is how readily "over" starts compounds, `+ land` how
/// readily "land" ends them: twice the binary logarithm of how many compounds of it the lexicon has, up to 15.
pub const COMPOUND: &str = "+";
/// Words that start or end fewer compounds are not listed.
const MIN_COMPOUNDS: u32 = 4;

/// Counts which words start and end the compounds among `entries`.
fn compounds(entries: &[(&str, u8)]) -> impl Iterator<Item = (String, u8)> {
    let is = |value: u8, classes: std::ops::Range<u8>| classes.contains(&(value >> 4));
    // Halves are common words of Zipf 2.8 or more, wholes are common or weak words.
    let halves: std::collections::HashSet<&str> = entries
        .iter()
        .filter(|(word, value)| is(*value, 0..1) && value & 0xF >= 4 && word.len() >= 3)
        .map(|(word, _)| *word)
        .collect();
    let mut counts = std::collections::BTreeMap::<String, u32>::new();
    for (word, value) in entries {
        if !is(*value, 0..2) || !word.is_ascii() {
            continue;
        }
        for at in 3..word.len().saturating_sub(2) {
            let (head, tail) = word.split_at(at);
            if halves.contains(head) && halves.contains(tail) {
                *counts.entry(format!("{head} {COMPOUND}")).or_default() += 1;
                *counts.entry(format!("{COMPOUND} {tail}")).or_default() += 1;
            }
        }
    }
    let kept = counts.into_iter().filter(|(_, count)| *count >= MIN_COMPOUNDS);
    kept.map(|(key, count)| (key, ((f64::from(count).log2() * 2.0).round() as u8).min(pairs::MAX_SCORE)))
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn columns(line: &str) -> Option<[&str; 3]> {
    let mut columns = line.split('\t');
    let three = [columns.next()?, columns.next()?, columns.next()?];
    (columns.next().is_none() && !three[0].is_empty()).then_some(three)
}

fn automaton<'a>(entries: impl Iterator<Item = (&'a str, u64)>) -> Result<Vec<u8>, String> {
    let mut builder = fst::MapBuilder::memory();
    for (key, value) in entries {
        builder.insert(key, value).map_err(|e| format!("cannot add {key:?}: {e}"))?;
    }
    builder.into_inner().map_err(|e| e.to_string())
}

/// Pairs of words with a score, kept as fingerprints: an automaton would take three times the room.
///
/// A pair that was never put in is found by accident once in 400 times, with a score that means nothing then; the score
/// is one piece of evidence among many.
///
/// ```text
/// BUCKETS + 1 numbers u16: where each bucket starts; then the entries u16: fingerprint << 4 | score, sorted
/// ```
pub mod pairs {
    use super::checksum;
    use std::collections::BTreeMap;

    /// The upper bits of a hash choose one of these.
    pub const BUCKETS: usize = 1 << 12;
    /// The highest score; 0 is "no such pair".
    pub const MAX_SCORE: u8 = 15;

    /// The bucket and the fingerprint, 12 bits each, of "left right".
    pub fn place(pair: &[u8]) -> (usize, u16) {
        // FNV mixes its low bits well and its high bits badly.
        let hash = checksum(pair).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((hash >> 52) as usize, (hash >> 40 & 0xFFF) as u16)
    }

    /// Packs pairs; of pairs with the same fingerprint the last one stays.
    pub fn table(scores: &BTreeMap<String, u8>) -> Vec<u8> {
        let mut buckets = vec![BTreeMap::new(); BUCKETS];
        for (pair, score) in scores {
            let (bucket, fingerprint) = place(pair.as_bytes());
            buckets[bucket].insert(fingerprint, *score);
        }
        let (mut starts, mut entries) = (vec![0u16], Vec::new());
        for bucket in buckets {
            entries
                .extend(bucket.into_iter().map(|(fingerprint, score)| fingerprint << 4 | u16::from(score)));
            starts.push(entries.len() as u16);
        }
        assert!(entries.len() <= usize::from(u16::MAX), "there are more pairs than the table can hold");
        starts.iter().chain(&entries).flat_map(|number| number.to_le_bytes()).collect()
    }

    /// The score of a pair; 0 without one.
    pub fn score(table: &[u8], pair: &[u8]) -> u8 {
        let number = |at: usize| table.get(2 * at..2 * at + 2).map(|b| u16::from_le_bytes([b[0], b[1]]));
        let (bucket, fingerprint) = place(pair);
        let (Some(start), Some(end)) = (number(bucket), number(bucket + 1)) else { return 0 };
        let mut entries = (start..end).filter_map(|at| number(BUCKETS + 1 + usize::from(at)));
        entries.find(|entry| entry >> 4 == fingerprint).map_or(0, |entry| (entry & 0xF) as u8)
    }
}

/// A model of how the letters of words follow each other: the cost of a letter after the two before it.
pub mod chars {
    /// Symbols: 0 is the edge of a word, 1 to 26 are a to z, 27 the apostrophe, 28 everything else.
    pub const SYMBOLS: usize = 29;
    /// Costs are kept in sixteenths of a nat.
    pub const STEPS_PER_NAT: f32 = 16.0;

    /// The symbol of a folded character.
    pub fn symbol(c: char) -> usize {
        match c {
            'a'..='z' => c as usize - 'a' as usize + 1,
            '\'' => 27,
            _ => 28,
        }
    }

    /// The place of a trigram in the table.
    pub fn index(before: [usize; 2], symbol: usize) -> usize {
        (before[0] * SYMBOLS + before[1]) * SYMBOLS + symbol
    }

    /// Counts the trigrams of weighted words and turns them into costs, backing off to bigrams and single letters
    /// (Witten and Bell's interpolation: a context with many different successors trusts itself less).
    pub fn table(words: &[(&str, f32)]) -> Vec<u8> {
        let mut counts = vec![0f64; SYMBOLS * SYMBOLS * SYMBOLS];
        for &(word, weight) in words {
            let mut before = [0, 0];
            let symbols = word.chars().flat_map(char::to_lowercase).map(symbol).chain([0]);
            for s in symbols {
                counts[index(before, s)] += f64::from(weight);
                before = [before[1], s];
            }
        }
        let at = |a: usize, b: usize, c: usize| counts[index([a, b], c)];
        let all = || 0..SYMBOLS;
        let single: Vec<f64> = all()
            .map(|c| {
                1.0 + all().flat_map(|a| all().map(move |b| (a, b))).map(|(a, b)| at(a, b, c)).sum::<f64>()
            })
            .collect();
        let total: f64 = single.iter().sum();
        let mix = |counts: &[f64], back: &[f64]| -> Vec<f64> {
            let (sum, kinds) =
                (counts.iter().sum::<f64>(), counts.iter().filter(|&&n| n > 0.0).count().max(1) as f64);
            counts.iter().zip(back).map(|(n, b)| (n + kinds * b) / (sum + kinds)).collect()
        };
        let single: Vec<f64> = single.iter().map(|n| n / total).collect();
        let mut table = Vec::with_capacity(counts.len());
        for a in all() {
            for b in all() {
                let pair: Vec<f64> = all().map(|c| all().map(|a| at(a, b, c)).sum()).collect();
                let triple: Vec<f64> = all().map(|c| at(a, b, c)).collect();
                let costs = mix(&triple, &mix(&pair, &single));
                table.extend(
                    costs.iter().map(|p| (-p.ln() * f64::from(STEPS_PER_NAT)).round().min(255.0) as u8),
                );
            }
        }
        table
    }
}

/// Packs the text of `model.txt`: ensembles of decision trees.
///
/// ```text
/// ensemble runs <base in thousandths>
/// feature <name> <threshold> <threshold> …      a line for each feature, in order
/// tree <feature>:<threshold> … =<leaf in thousandths> …      in preorder; left is "not above the threshold"
/// ```
/// The bytes: magic (8), version u32, then for each ensemble its name's and features' checksum u64, base i32, number
/// of features u16, for each the number of thresholds u16 and the thresholds f32, number of nodes u32, number of
/// trees u16, for each its first node u32, then the nodes (see [`model::Node`]); at last a checksum u64.
pub mod model {
    use super::{checksum, lines};

    /// What a model starts with.
    pub const MAGIC: &[u8; 8] = b"unglue\0M";
    /// The layout that this version reads and writes.
    pub const VERSION: u32 = 1;
    /// The ensembles of a model, in order.
    pub const ENSEMBLES: [&str; 2] = ["runs", "gaps"];

    /// A node of a tree, four bytes: feature, threshold, and how many nodes further the right branch starts; or
    /// [`LEAF`], 0, and the value in thousandths. The left branch is the next node.
    pub type Node = [u8; 4];
    /// Stands for the feature of a leaf.
    pub const LEAF: u8 = 0xFF;

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
                thresholds
                    .push(values.map_err(|_| format!("model: cannot read the thresholds of {line:?}"))?);
            }
            let (mut nodes, mut roots) = (Vec::new(), Vec::new());
            while let Some(line) = lines.next_if(|line| line.starts_with("tree ")) {
                roots.push(nodes.len() as u32);
                tree(&mut line.split(' ').skip(1), &mut nodes)
                    .ok_or_else(|| format!("model: cannot read {line:?}"))?;
            }
            out.extend(fingerprint(name, names.iter().copied()).to_le_bytes());
            out.extend(base.to_le_bytes());
            out.extend((thresholds.len() as u16).to_le_bytes());
            for values in &thresholds {
                out.extend((values.len() as u16).to_le_bytes());
                out.extend(values.iter().flat_map(|value| value.to_le_bytes()));
            }
            out.extend((nodes.len() as u32).to_le_bytes());
            out.extend((roots.len() as u16).to_le_bytes());
            out.extend(roots.iter().flat_map(|root| root.to_le_bytes()));
            out.extend(nodes.concat());
        }
        match lines.next() {
            Some(line) => Err(format!("model: {line:?} stands behind the end")),
            None => {
                out.extend(checksum(&out).to_le_bytes());
                Ok(out)
            }
        }
    }

    /// Reads one tree in preorder; `None` if it is malformed.
    fn tree<'a>(words: &mut impl Iterator<Item = &'a str>, nodes: &mut Vec<Node>) -> Option<()> {
        let word = words.next()?;
        if let Some(value) = word.strip_prefix('=') {
            let [a, b] = value.parse::<i16>().ok()?.to_le_bytes();
            nodes.push([LEAF, 0, a, b]);
            return Some(());
        }
        let (feature, threshold) = word.split_once(':')?;
        let at = nodes.len();
        nodes.push([feature.parse().ok().filter(|&f| f != LEAF)?, threshold.parse().ok()?, 0, 0]);
        tree(words, nodes)?;
        let [a, b] = u16::try_from(nodes.len() - at).ok()?.to_le_bytes();
        nodes[at][2..].copy_from_slice(&[a, b]);
        tree(words, nodes)
    }
}
