//! The wholes: words and names that no list has, that look like several words, and that people write as one.
//!
//! A line of the text is a word, its level and its sources, separated by tabs. The level is `s` for a sure
//! whole and `l` for a likely one: `"sourceforge\ts\tdbw"`. A word in lower case is a whole in any casing, one with capitals
//! inside in this casing only: "WeWork", but not "wework".
//!
//! They are evidence for one decision, so that no word has to be read back: the bytes are a filter of fingerprints for
//! each level, sure before likely. A filter is a 3-wise binary fuse filter (Graf and Lemire, 2022):
//!
//! ```text
//! seed u32 | log2 of the segment length u8 | number of segments u32 | fingerprints, a byte each
//! ```
//! The seed, the segment length and the number of segments of an empty filter are 0, and it has no fingerprints.
//! The hash of a word chooses three places, in three adjacent segments; the exclusive or of the bytes there is the
//! fingerprint of the word. Any other word has it by chance, one in 256.

use crate::error::{Fault, FormatError};
use crate::hash::mixed;
use crate::part::Part;
use crate::text::{columns, lines};

/// How sure a whole is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// People write it as one, as far as counts tell.
    Likely = 1,
    /// A dictionary or a list of names has it, too.
    Sure = 2,
}

impl Level {
    /// The levels in the order of the bytes.
    pub const ALL: [Level; 2] = [Level::Sure, Level::Likely];

    /// Returns its letter in the text.
    pub fn letter(self) -> &'static str {
        match self {
            Level::Sure => "s",
            Level::Likely => "l",
        }
    }

    /// Returns the level with this letter.
    pub fn from_letter(letter: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.letter() == letter)
    }
}

/// The length of a filter's head, in bytes.
const HEAD: usize = 9;
/// The largest segment. A larger one would make no filter smaller.
const MAX_SEGMENT_BITS: u8 = 18;
/// The number of seeds that are tried for each size.
const SEEDS: u32 = 12;

/// Returns the key of a word, by which [`level`] finds it: a hash of its spelling, folded or with its capitals.
pub fn key(spelling: &str) -> u64 {
    mixed(spelling.as_bytes())
}

/// Returns the level of the word with this key; `None` if it is no whole. The section must be verified.
pub fn level(section: &[u8], key: u64) -> Option<Level> {
    let mut rest = section;
    Level::ALL.into_iter().find(|_| match Filter::read(rest) {
        Some((filter, behind)) => {
            rest = behind;
            filter.contains(key)
        }
        None => false,
    })
}

/// Verifies a section: that it has a filter for each level and no more, and that no look-up leaves it.
///
/// # Errors
/// When it does not.
pub fn verify(section: &[u8]) -> Result<(), FormatError> {
    let mut rest = section;
    for _ in Level::ALL {
        let (_, behind) = Filter::read(rest)
            .ok_or_else(|| Fault::Malformed("a filter is cut short or has a wrong size").of(Part::Wholes))?;
        rest = behind;
    }
    if rest.is_empty() { Ok(()) } else { Err(Fault::MoreFollows.of(Part::Wholes)) }
}

/// Returns the words of a text with their levels.
///
/// # Errors
/// Names the line that cannot be read.
pub fn parse(text: &str) -> Result<Vec<(&str, Level)>, FormatError> {
    let line = |line| {
        let [word, level, _] = columns(line)?;
        Some((word, Level::from_letter(level)?))
    };
    let bad = |line| {
        Fault::unreadable(line, "a word, its level (s or l) and its sources, separated by tabs")
            .of(Part::Wholes)
    };
    lines(text).map(|text| line(text).ok_or_else(|| bad(text))).collect()
}

/// Writes the bytes of a text. An empty text makes empty filters.
///
/// # Errors
/// Names the line that cannot be read.
pub fn write(text: &str) -> Result<Vec<u8>, FormatError> {
    let words = parse(text)?;
    let mut out = Vec::new();
    for level in Level::ALL {
        let mut keys: Vec<u64> =
            words.iter().filter(|(_, of)| *of == level).map(|(word, _)| key(word)).collect();
        keys.sort_unstable();
        keys.dedup();
        let filter = Shape::sizes(keys.len()).find_map(|shape| build(&keys, shape));
        out.extend(filter.ok_or_else(|| Fault::Malformed("no seed makes a filter").of(Part::Wholes))?);
    }
    Ok(out)
}

/// A filter whose size fits its head.
struct Filter<'b> {
    shape: Shape,
    fingerprints: &'b [u8],
}

/// What chooses the places of a key.
#[derive(Clone, Copy)]
struct Shape {
    seed: u32,
    /// The length of a segment is `1 << segment_bits`.
    segment_bits: u8,
    /// The number of segments where the first place of a key may be: two fewer than there are.
    starts: u32,
}

impl Shape {
    /// Returns the shapes to be tried for so many keys, the smallest first: several seeds for each size. The paper's
    /// formula for the size lets nine in ten seeds succeed; a filter that is built once can be smaller.
    fn sizes(keys: usize) -> impl Iterator<Item = Shape> {
        let n = keys.max(2) as f64;
        // Half of what the paper's formula gives: the filter is a thirtieth smaller then.
        let segment_bits = (n.ln() / 3.33_f64.ln() + 1.25).floor().min(f64::from(MAX_SEGMENT_BITS)) as u8;
        let least = (keys >> segment_bits).max(1) as u32;
        let starts = (least..least * 3 + 8).flat_map(|starts| (0..SEEDS).map(move |seed| (starts, seed)));
        starts.map(move |(starts, seed)| Shape { seed, segment_bits, starts })
    }

    /// Returns the number of bytes of the fingerprints.
    fn bytes(self) -> u64 {
        (u64::from(self.starts) + 2) << self.segment_bits
    }

    /// Returns the hash of a key under the seed. (The finalizer of MurmurHash3; public domain.)
    fn hash(self, key: u64) -> u64 {
        let mut hash = key ^ u64::from(self.seed).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        hash = (hash ^ hash >> 33).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
        hash = (hash ^ hash >> 33).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
        hash ^ hash >> 33
    }

    /// Returns the three places of a hash, in segments side by side.
    ///
    /// Invariant: the first is below `starts << segment_bits`, and an exclusive or with fewer than `segment_bits` bits
    /// stays in its segment. So the last is below [`bytes`](Self::bytes).
    fn places(self, hash: u64) -> [usize; 3] {
        let range = u64::from(self.starts) << self.segment_bits;
        let first = ((u128::from(hash) * u128::from(range)) >> 64) as usize;
        let length = 1_usize << self.segment_bits;
        let inside = |bits: u64| bits as usize & (length - 1);
        [first, (first + length) ^ inside(hash >> 18), (first + 2 * length) ^ inside(hash)]
    }
}

/// Returns the fingerprint of a hash.
fn fingerprint(hash: u64) -> u8 {
    (hash ^ hash >> 32) as u8
}

impl<'b> Filter<'b> {
    /// Reads a filter at the start of bytes, and returns the bytes behind it; `None` if they do not fit its head.
    fn read(bytes: &'b [u8]) -> Option<(Filter<'b>, &'b [u8])> {
        let (head, rest) = bytes.split_first_chunk::<HEAD>()?;
        let [s0, s1, s2, s3, segment_bits, n0, n1, n2, n3] = *head;
        let segments = u32::from_le_bytes([n0, n1, n2, n3]);
        let seed = u32::from_le_bytes([s0, s1, s2, s3]);
        if segments == 0 {
            let shape = Shape { seed, segment_bits: 0, starts: 0 };
            return (segment_bits == 0 && seed == 0).then_some((Filter { shape, fingerprints: &[] }, rest));
        }
        let starts = segments.checked_sub(2).filter(|starts| *starts > 0)?;
        if segment_bits > MAX_SEGMENT_BITS {
            return None;
        }
        let shape = Shape { seed, segment_bits, starts };
        let (fingerprints, rest) = rest.split_at_checked(usize::try_from(shape.bytes()).ok()?)?;
        Some((Filter { shape, fingerprints }, rest))
    }

    fn contains(&self, key: u64) -> bool {
        if self.fingerprints.is_empty() {
            return false;
        }
        let hash = self.shape.hash(key);
        let bytes = self.shape.places(hash).map(|place| self.fingerprints[place]);
        bytes.into_iter().fold(0, |all, byte| all ^ byte) == fingerprint(hash)
    }
}

/// Returns the bytes of a filter of these keys, which differ; `None` if the shape makes none.
///
/// Each key asks for one equation over three bytes. A place that only one key uses can be set last, to whatever makes that
/// equation right; without this key other places have a single user. The keys are taken away in this order, and the
/// bytes set in the opposite one. A shape fails if keys remain of which each place has several users.
fn build(keys: &[u64], shape: Shape) -> Option<Vec<u8>> {
    if keys.is_empty() {
        return Some(vec![0; HEAD]);
    }
    let bytes = shape.bytes() as usize;
    // The number of users of each place, and the exclusive or of their hashes, which is the hash of a single user.
    let (mut users, mut hashes) = (vec![0_u32; bytes], vec![0_u64; bytes]);
    for &key in keys {
        let hash = shape.hash(key);
        for place in shape.places(hash) {
            users[place] += 1;
            hashes[place] ^= hash;
        }
    }
    let mut single: Vec<usize> = (0..bytes).filter(|&place| users[place] == 1).collect();
    let mut order = Vec::with_capacity(keys.len());
    while let Some(place) = single.pop() {
        if users[place] != 1 {
            continue;
        }
        let hash = hashes[place];
        order.push((place, hash));
        for other in shape.places(hash) {
            users[other] -= 1;
            hashes[other] ^= hash;
            if users[other] == 1 {
                single.push(other);
            }
        }
    }
    if order.len() < keys.len() {
        return None;
    }
    let mut fingerprints = vec![0_u8; bytes];
    for (place, hash) in order.into_iter().rev() {
        // The place itself is 0 until now.
        let others = shape.places(hash).into_iter().fold(0, |all, other| all ^ fingerprints[other]);
        fingerprints[place] = others ^ fingerprint(hash);
    }
    let mut out = shape.seed.to_le_bytes().to_vec();
    out.push(shape.segment_bits);
    out.extend((shape.starts + 2).to_le_bytes());
    out.extend(fingerprints);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "# A comment\nkeypoint\tl\tw\nsourceforge\ts\tdbw\nlivejournal\ts\tb\n";

    /// Returns a text of so many made-up words of both levels.
    fn made_up(words: usize) -> String {
        (0..words).map(|nth| format!("word{nth}\t{}\tw\n", if nth % 3 == 0 { "s" } else { "l" })).collect()
    }

    #[test]
    fn what_was_written_is_read() {
        let bytes = write(TEXT).unwrap();
        assert_eq!(verify(&bytes), Ok(()));
        for (word, wanted) in [
            ("keypoint", Some(Level::Likely)),
            ("sourceforge", Some(Level::Sure)),
            ("livejournal", Some(Level::Sure)),
            ("thereare", None),
        ] {
            assert_eq!(level(&bytes, key(word)), wanted, "{word}");
        }
        let empty = write("").unwrap();
        assert_eq!((verify(&empty), level(&empty, key("keypoint"))), (Ok(()), None));
        assert_eq!(empty, [0; 2 * HEAD]);
    }

    #[test]
    fn one_other_word_in_256_has_the_fingerprint_of_a_whole() {
        let bytes = write(&made_up(20_000)).unwrap();
        assert!(bytes.len() < 24_500, "{} bytes", bytes.len());
        let found = (0..100_000).filter(|nth| level(&bytes, key(&format!("other{nth}"))).is_some()).count();
        // Two filters.
        assert!((650..900).contains(&found), "{found} of 100,000");
    }

    #[test]
    fn what_breaks_a_rule_is_refused_by_it() {
        for text in ["keypoint", "keypoint\tl", "keypoint\tx\tw", "\tl\tw", "keypoint\tl\tw\tw"] {
            let message = write(text).unwrap_err().to_string();
            assert!(message.contains("wholes: cannot read") && message.contains("its level"), "{message}");
        }
        let bytes = write(TEXT).unwrap();
        for cut in 0..bytes.len() {
            assert!(verify(&bytes[..cut]).is_err(), "cut at {cut}");
        }
        let more = [&bytes[..], &[0]].concat();
        assert_eq!(verify(&more), Err(Fault::MoreFollows.of(Part::Wholes)));
        for (at, byte) in [(4, 19), (4, 255), (5, 1), (5, 2), (8, 255)] {
            let mut bytes = bytes.clone();
            bytes[at] = byte;
            assert!(verify(&bytes).is_err(), "{byte} at {at}");
        }
    }

    proptest! {
        #[test]
        fn every_word_of_a_text_is_found(words in prop::collection::btree_map("[a-z]{1,9}", any::<bool>(), 0..300)) {
            let letter = |sure: bool| if sure { Level::Sure } else { Level::Likely };
            let text: String =
                words.iter().map(|(word, sure)| format!("{word}\t{}\tw\n", letter(*sure).letter())).collect();
            let bytes = write(&text).unwrap();
            prop_assert_eq!(verify(&bytes), Ok(()));
            for (word, sure) in words {
                let found = level(&bytes, key(&word));
                // A likely whole may look like a sure one by chance.
                prop_assert!(found >= Some(letter(sure)), "{}: {:?}", word, found);
            }
        }

        #[test]
        fn no_bytes_make_a_look_up_panic(
            bytes in prop::collection::vec(any::<u8>(), 0..400),
            heads in prop::collection::vec((0..8_u8, 0..6_u32), 2),
            hash in any::<u64>(),
        ) {
            let mut made = Vec::new();
            for (nth, (bits, segments)) in heads.into_iter().enumerate() {
                made.extend([nth as u8, 0, 0, 0, bits]);
                made.extend(segments.to_le_bytes());
                made.extend(bytes.iter().cycle().take((segments as usize) << bits));
            }
            for bytes in [bytes, made] {
                if verify(&bytes).is_ok() {
                    let _ = level(&bytes, hash);
                }
            }
        }
    }
}
