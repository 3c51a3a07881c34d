//! Bigrams with their PMI (pointwise mutual information): how much likelier two words are side by side than by chance.
//!
//! The text, `bigrams.tsv`, has a line `left <TAB> right <TAB> PMI` for each. The PMI is in half nats, 1 to 15.
//!
//! The bytes have fingerprints of the bigrams, since an automaton would take three times the room. A look-up of a
//! bigram that is not in the table finds one in 1 of 500 cases, with a random PMI.
//!
//! ```text
//! BUCKETS + 1 numbers u16: the start of each bucket; the low bytes of all steps;
//! then for each step its high bits << 4 | PMI
//! ```
//! A step is the difference of a fingerprint and the one before it in its bucket, of the first one and 0: sorted
//! numbers have small differences, which compress, as fingerprints do not. A step that exceeds 12 bits takes several
//! entries; all but the last have PMI 0.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::error::{Fault, FormatError};
use crate::hash::{fnv, fnv_on, mixed_on};
use crate::part::Part;
use crate::text::{columns, lines};

/// The number of buckets; the upper bits of a hash are the bucket. Each has about 32 bigrams.
pub const BUCKETS: usize = 1 << 10;
/// The highest PMI; 0 stands for no such bigram. Half nats.
pub const MAX_PMI: u8 = 15;
/// Stands in a bigram for any word that is joined without a space: the value of `over +` tells how often "over" starts
/// compounds, that of `+ land` how often "land" ends them. It is twice the binary logarithm of the number of such
/// compounds in the word list, at most 15.
pub const COMPOUND: &str = "+";
/// The number of steps that a table can have: the starts of buckets have 16 bits.
const MAX_STEPS: usize = u16::MAX as usize;
/// The longest step.
const MAX_STEP: u16 = 0xFFF;
/// The highest fingerprint.
const MAX_FINGERPRINT: u32 = 0x3FFF;

/// The remainders of fingerprints that a [`Filter`] tells apart.
const REMAINDERS: usize = 256;

/// Returns the bucket, 10 bits, and the fingerprint, 14 bits, of two words.
fn place(left: &[u8], right: &[u8]) -> (usize, u16) {
    let hash = mixed_on(fnv_on(fnv_on(fnv(left), b" "), right));
    ((hash >> 54) as usize, (hash >> 40) as u16 & MAX_FINGERPRINT as u16)
}

/// The fingerprints that each bucket of a table may have, by their remainders: it tells nine in ten of the bigrams that no table has,
/// before the steps of a bucket are added up. It is made at start, and takes 32 kB.
#[derive(Debug, Clone)]
pub struct Filter(Vec<[u64; REMAINDERS / 64]>);

impl Filter {
    /// Returns the filter of a table.
    pub fn new(table: &[u8]) -> Filter {
        let mut buckets = vec![[0; REMAINDERS / 64]; BUCKETS];
        for (bucket, bits) in buckets.iter_mut().enumerate() {
            let mut at = 0;
            for (low, high) in bucket_steps(table, bucket) {
                at += step(low, high);
                let (word, bit) = Filter::place(at);
                bits[word] |= bit;
            }
        }
        Filter(buckets)
    }

    /// Returns whether a bucket may have a fingerprint: `false` is certain.
    fn may_have(&self, bucket: usize, fingerprint: u16) -> bool {
        let (word, bit) = Filter::place(fingerprint.into());
        self.0[bucket][word] & bit != 0
    }

    fn place(fingerprint: u32) -> (usize, u64) {
        let remainder = fingerprint as usize % REMAINDERS;
        (remainder / 64, 1 << (remainder % 64))
    }
}

/// Returns the table of a text and of `compounds`, bigrams with [`COMPOUND`] whose words are separated by a space. A
/// bigram of the text replaces the same one of `compounds`.
///
/// # Errors
/// Names the line that cannot be read, or says that there are too many.
pub fn write(text: &str, compounds: BTreeMap<String, u8>) -> Result<Vec<u8>, FormatError> {
    let mut bigrams = compounds;
    for line in lines(text) {
        let expected = "left word, right word and PMI (1 to 15), parted by tabs";
        let bad = || Fault::unreadable(line, expected).of(Part::Bigrams);
        let [left, right, pmi] = columns(line).ok_or_else(bad)?;
        let pmi = pmi.parse().ok().filter(|pmi| (1..=MAX_PMI).contains(pmi)).ok_or_else(bad)?;
        bigrams.insert(format!("{left} {right}"), pmi);
    }
    table(&bigrams)
}

/// Packs bigrams into a table. Of several with the same fingerprint the last one is kept.
fn table(bigrams: &BTreeMap<String, u8>) -> Result<Vec<u8>, FormatError> {
    let mut buckets = vec![BTreeMap::new(); BUCKETS];
    for (bigram, pmi) in bigrams {
        let (left, right) = bigram.split_once(' ').unwrap_or((bigram, ""));
        let (bucket, fingerprint) = place(left.as_bytes(), right.as_bytes());
        buckets[bucket].insert(fingerprint, *pmi);
    }
    let (mut starts, mut low, mut high) = (vec![0u16], Vec::new(), Vec::new());
    for bucket in buckets {
        let mut last = 0;
        for (fingerprint, pmi) in bucket {
            let mut step = fingerprint - last;
            while step > MAX_STEP {
                low.push(MAX_STEP as u8);
                high.push((MAX_STEP >> 8 << 4) as u8);
                step -= MAX_STEP;
            }
            low.push(step as u8);
            high.push((step >> 8 << 4) as u8 | pmi);
            last = fingerprint;
        }
        let too_many = |_| Fault::TooMany { what: "bigrams", most: MAX_STEPS }.of(Part::Bigrams);
        starts.push(u16::try_from(low.len()).map_err(too_many)?);
    }
    Ok(starts.iter().flat_map(|start| start.to_le_bytes()).chain(low).chain(high).collect())
}

/// Verifies a table from an unknown source: its buckets are as short as those that [`write`](fn@write) makes, so that a
/// look-up is no slower.
///
/// # Errors
/// Names the rule that it breaks.
pub fn verify(table: &[u8]) -> Result<(), FormatError> {
    rules(table).map_err(|reason| Fault::Malformed(reason).of(Part::Bigrams))
}

/// Returns the rule that a table breaks.
fn rules(table: &[u8]) -> Result<(), &'static str> {
    let (low, high) =
        steps(table).filter(|(low, high)| low.len() == high.len()).ok_or("the table is cut short")?;
    let mut end = 0;
    for bucket in 0..BUCKETS {
        let range = range(table, bucket).ok_or("the table is cut short")?;
        if range.start != end || range.end < range.start || low.len() < range.end {
            return Err("a bucket of the table is not where it should be");
        }
        end = range.end;
        let steps = || range.clone().map(|at| step(low[at], high[at]));
        // Only the first fingerprint can be 0.
        if steps().skip(1).any(|step| step == 0) || steps().sum::<u32>() > MAX_FINGERPRINT {
            return Err("a bucket of the table has steps that lead nowhere");
        }
    }
    (end == low.len()).then_some(()).ok_or("the table has more steps than its buckets")
}

/// Returns the low and the high parts of all steps, which have the same length.
fn steps(table: &[u8]) -> Option<(&[u8], &[u8])> {
    let steps = table.get(2 * (BUCKETS + 1)..)?;
    Some(steps.split_at(steps.len() / 2))
}

/// Returns the PMI of a bigram in a table with this filter; 0 without one. Half nats.
pub fn pmi(table: &[u8], filter: &Filter, left: &str, right: &str) -> u8 {
    let (bucket, wanted) = place(left.as_bytes(), right.as_bytes());
    if filter.may_have(bucket, wanted) { find(table, bucket, wanted).unwrap_or(0) } else { 0 }
}

/// Returns the indices of the steps of a bucket.
fn range(table: &[u8], bucket: usize) -> Option<Range<usize>> {
    let start = |bucket: usize| {
        let bytes = table.get(2 * bucket..2 * bucket + 2)?;
        Some(usize::from(u16::from_le_bytes([bytes[0], bytes[1]])))
    };
    Some(start(bucket)?..start(bucket + 1)?)
}

/// Returns the length of a step.
fn step(low: u8, high: u8) -> u32 {
    u32::from(low) | u32::from(high >> 4) << 8
}

/// Returns the low and the high parts of the steps of a bucket.
fn bucket_steps(table: &[u8], bucket: usize) -> impl Iterator<Item = (u8, u8)> {
    let parts = || {
        let (range, (low, high)) = (range(table, bucket)?, steps(table)?);
        low.get(range.clone()).zip(high.get(range))
    };
    let (low, high) = parts().unwrap_or_default();
    low.iter().copied().zip(high.iter().copied())
}

/// Returns the PMI of a fingerprint, by adding the steps of its bucket up to it.
fn find(table: &[u8], bucket: usize, wanted: u16) -> Option<u8> {
    let mut at = 0;
    for (low, high) in bucket_steps(table, bucket) {
        at += step(low, high);
        if at >= u32::from(wanted) {
            return (at == u32::from(wanted)).then_some(high & 0xF);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `count` made-up bigrams with a PMI.
    fn bigrams(count: u32) -> BTreeMap<String, u8> {
        (0..count).map(|n| (format!("left{n} right"), (n % 15 + 1) as u8)).collect()
    }

    #[test]
    fn every_bigram_is_found_and_few_others() {
        for count in [0, 1, 50, 3_000, 30_000] {
            let bigrams = bigrams(count);
            let table = table(&bigrams).unwrap();
            assert!(verify(&table).is_ok() && verify(&table[1..]).is_err());
            // Of bigrams with the same fingerprint the last one is kept.
            let place = |bigram: &str| place(bigram.trim_end_matches(" right").as_bytes(), b"right");
            let kept: BTreeMap<_, u8> = bigrams.iter().map(|(bigram, &pmi)| (place(bigram), pmi)).collect();
            let filter = Filter::new(&table);
            let pmi = |bigram: &str| pmi(&table, &filter, bigram.trim_end_matches(" right"), "right");
            for bigram in bigrams.keys() {
                assert_eq!(pmi(bigram), kept[&place(bigram)], "{bigram}");
            }
            let others = (0..10_000).filter(|n| pmi(&format!("other{n} right")) > 0);
            assert!(others.count() <= 10_000 * count as usize / (BUCKETS << 14) * 2 + 10);
        }
    }

    #[test]
    fn too_many_bigrams_are_refused() {
        assert!(table(&bigrams(70_000)).unwrap_err().to_string().contains("more than 65535 bigrams"));
    }

    #[test]
    fn a_damaged_table_has_no_bigrams() {
        let bigrams = bigrams(300);
        let table = table(&bigrams).unwrap();
        for end in (0..table.len()).step_by(7) {
            let _ = pmi(&table[..end], &Filter::new(&table[..end]), "left1", "right");
            let _ = pmi(&table[..end], &Filter::new(&table), "left1", "right");
        }
        let damaged = [0xFF; 5_000];
        assert_eq!(pmi(&damaged, &Filter::new(&damaged), "left1", "right"), 0);
    }

    #[test]
    fn lines_that_cannot_be_read_are_named() {
        for text in ["a\tb", "a\tb\tmuch", "a\tb\t16", "a\tb\t0", "\tb\t3"] {
            let message = write(text, BTreeMap::new()).unwrap_err().to_string();
            assert!(message.starts_with("bigrams: cannot read"), "{message}");
        }
    }
}
