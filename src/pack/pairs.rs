//! Pairs of words with a score, kept as fingerprints: an automaton would take three times the room.
//!
//! A pair that was never put in is found by accident once in 500 times, with a score that means nothing then; the score
//! is one piece of evidence among many.
//!
//! ```text
//! BUCKETS + 1 numbers u16: where each bucket starts; the low bytes of all steps; then for each step its high bits << 4 | score
//! ```
//! A step leads from one fingerprint of a bucket to the next, from 0 to the first: sorted numbers have small steps, which
//! compress where fingerprints do not. A step that is too long for 12 bits is taken in parts; all but the last have score 0.

use std::collections::BTreeMap;
use std::ops::Range;

use super::hash;

/// The upper bits of a hash choose one of these. There are about 32 pairs in each.
pub const BUCKETS: usize = 1 << 10;
/// The highest score; 0 is "no such pair".
pub const MAX_SCORE: u8 = 15;
/// The longest step.
const MAX_STEP: u16 = 0xFFF;
/// The highest fingerprint.
const MAX_FINGERPRINT: u32 = 0x3FFF;

/// The bucket, 10 bits, and the fingerprint, 14 bits, of "left right".
fn place(pair: &[u8]) -> (usize, u16) {
    let hash = hash(pair);
    ((hash >> 54) as usize, (hash >> 40) as u16 & MAX_FINGERPRINT as u16)
}

/// Packs pairs; of pairs with the same fingerprint the last one stays.
///
/// # Errors
/// Says that there are too many.
pub fn table(scores: &BTreeMap<String, u8>) -> Result<Vec<u8>, String> {
    let mut buckets = vec![BTreeMap::new(); BUCKETS];
    for (pair, score) in scores {
        let (bucket, fingerprint) = place(pair.as_bytes());
        buckets[bucket].insert(fingerprint, *score);
    }
    let (mut starts, mut low, mut high) = (vec![0u16], Vec::new(), Vec::new());
    for bucket in buckets {
        let mut last = 0;
        for (fingerprint, score) in bucket {
            let mut step = fingerprint - last;
            while step > MAX_STEP {
                low.push(MAX_STEP as u8);
                high.push((MAX_STEP >> 8 << 4) as u8);
                step -= MAX_STEP;
            }
            low.push(step as u8);
            high.push((step >> 8 << 4) as u8 | score);
            last = fingerprint;
        }
        let start = u16::try_from(low.len());
        starts.push(start.map_err(|_| "pairs: there are more than 65,535, leave some out".to_owned())?);
    }
    Ok(starts.iter().flat_map(|start| start.to_le_bytes()).chain(low).chain(high).collect())
}

/// Says what is wrong with a table, if anything is: buckets are then as short as [`table`] makes them, so that looking
/// for a pair takes no longer than it should.
pub fn verify(table: &[u8]) -> Result<(), &'static str> {
    let (low, high) = steps(table)
        .filter(|(low, high)| low.len() == high.len())
        .ok_or("its table of pairs is cut short")?;
    let mut end = 0;
    for bucket in 0..BUCKETS {
        let range = range(table, bucket).ok_or("its table of pairs is cut short")?;
        if range.start != end || range.end < range.start || low.len() < range.end {
            return Err("a bucket of its table of pairs is not where it should be");
        }
        end = range.end;
        let steps = || range.clone().map(|at| step(low[at], high[at]));
        // Only the first fingerprint can be 0.
        if steps().skip(1).any(|step| step == 0) || steps().sum::<u32>() > MAX_FINGERPRINT {
            return Err("a bucket of its table of pairs has steps that lead nowhere");
        }
    }
    (end == low.len()).then_some(()).ok_or("its table of pairs has more steps than its buckets")
}

/// The low and the high parts of all steps, which take the same room.
fn steps(table: &[u8]) -> Option<(&[u8], &[u8])> {
    let steps = table.get(2 * (BUCKETS + 1)..)?;
    Some(steps.split_at(steps.len() / 2))
}

/// The score of a pair; 0 without one.
pub fn score(table: &[u8], pair: &[u8]) -> u8 {
    find(table, pair).unwrap_or(0)
}

/// Where the steps of a bucket stand.
fn range(table: &[u8], bucket: usize) -> Option<Range<usize>> {
    let start = |bucket: usize| {
        let bytes = table.get(2 * bucket..2 * bucket + 2)?;
        Some(usize::from(u16::from_le_bytes([bytes[0], bytes[1]])))
    };
    Some(start(bucket)?..start(bucket + 1)?)
}

/// How far a step leads.
fn step(low: u8, high: u8) -> u32 {
    u32::from(low) | u32::from(high >> 4) << 8
}

fn find(table: &[u8], pair: &[u8]) -> Option<u8> {
    let (bucket, wanted) = place(pair);
    let range = range(table, bucket)?;
    let (low, high) = steps(table)?;
    let mut at = 0;
    for (low, high) in low.get(range.clone())?.iter().zip(high.get(range)?) {
        at += step(*low, *high);
        if at >= u32::from(wanted) {
            return (at == u32::from(wanted)).then_some(high & 0xF);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `count` made-up pairs with a score.
    fn scores(count: u32) -> BTreeMap<String, u8> {
        (0..count).map(|n| (format!("left{n} right"), (n % 15 + 1) as u8)).collect()
    }

    #[test]
    fn every_pair_is_found_and_few_others() {
        for count in [0, 1, 50, 3_000, 30_000] {
            let scores = scores(count);
            let table = table(&scores).unwrap();
            assert!(verify(&table).is_ok() && verify(&table[1..]).is_err());
            // Of pairs with the same fingerprint the last one stays.
            let kept: BTreeMap<_, u8> = scores.iter().map(|(pair, &s)| (place(pair.as_bytes()), s)).collect();
            for pair in scores.keys() {
                assert_eq!(score(&table, pair.as_bytes()), kept[&place(pair.as_bytes())], "{pair}");
            }
            let others = (0..10_000).filter(|n| score(&table, format!("other{n} right").as_bytes()) > 0);
            assert!(others.count() <= 10_000 * count as usize / (BUCKETS << 14) * 2 + 10);
        }
    }

    #[test]
    fn too_many_pairs_are_refused() {
        assert!(table(&scores(70_000)).unwrap_err().contains("65,535"));
    }

    #[test]
    fn a_damaged_table_has_no_pairs() {
        let scores = scores(300);
        let table = table(&scores).unwrap();
        for end in (0..table.len()).step_by(7) {
            let _ = score(&table[..end], b"left1 right");
        }
        assert_eq!(score(&[0xFF; 5_000], b"left1 right"), 0);
    }
}
