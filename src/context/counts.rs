//! Counts over the rest of the document: of a token, of its segments as tokens, of their bigrams, and of words that a mark joins.
//!
//! Only the few tokens that passed the prefilter have queries. Their hashes are counted in one pass over the hashes of
//! the text's words, and edits update the counts.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::text::token::{Break, Kind, Token};
use crate::text::token_info::{TokenInfo, bigram_hash, joint_hash};

/// The highest count that features distinguish.
const MAX_TIMES: u32 = 12;

/// The counts of the queried words and bigrams in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    counts: HashMap<u32, u32, BuildHasherDefault<Hashed>>,
    /// A Bloom filter of the queried hashes, which keeps most others from the table. `None` without queries: most short
    /// texts have none, and it is larger than they are.
    filter: Option<Box<[u64; Counts::WORDS]>>,
}

/// The changes of counts since the last judgement, while blocks are removed and added.
#[derive(Debug, Clone)]
pub(crate) struct Tally(HashMap<u32, i32, BuildHasherDefault<Hashed>>);

impl Tally {
    /// Returns a tally without changes.
    pub(crate) fn new() -> Tally {
        Tally(HashMap::default())
    }

    /// Records that the count of a hash changed by `by`.
    pub(crate) fn add(&mut self, hash: u32, by: i32) {
        *self.0.entry(hash).or_default() += by;
    }

    /// Returns the hashes whose count, capped at [`MAX_TIMES`], changed, sorted. `counts` are those after the changes.
    pub(crate) fn changed(&self, counts: &Counts) -> Vec<u32> {
        let differs = |hash: u32, by: i32| {
            let after = counts.counts.get(&hash).copied().unwrap_or(0);
            after.min(MAX_TIMES) != after.saturating_add_signed(-by).min(MAX_TIMES)
        };
        let mut changed: Vec<u32> =
            self.0.iter().filter(|(hash, by)| differs(**hash, **by)).map(|(hash, _)| *hash).collect();
        changed.sort_unstable();
        changed
    }
}

impl Counts {
    const WORDS: usize = 1 << 10;

    /// Returns the number of queried hashes.
    pub(crate) fn len(&self) -> usize {
        self.counts.len()
    }

    /// Adds a query: the hash is counted from now on.
    pub(crate) fn query(&mut self, hash: u32) {
        let (word, bit) = Counts::place(hash);
        self.filter.get_or_insert_with(|| Box::new([0; Counts::WORDS]))[word] |= bit;
        self.counts.entry(hash).or_insert(0);
    }

    /// Returns whether a hash is queried.
    pub(crate) fn has(&self, hash: u32) -> bool {
        self.counts.contains_key(&hash)
    }

    /// Adds a query whose count `whole` knows, the counts of the text that this one is a part of.
    pub(crate) fn query_of(&mut self, hash: u32, whole: &Counts) {
        self.query(hash);
        if let (Some(mine), Some(theirs)) = (self.counts.get_mut(&hash), whole.counts.get(&hash)) {
            *mine = *theirs;
        }
    }

    /// Adds the counts of other queries.
    pub(crate) fn extend(&mut self, other: Counts) {
        match (&mut self.filter, other.filter) {
            (Some(mine), Some(theirs)) => {
                mine.iter_mut().zip(&*theirs).for_each(|(mine, theirs)| *mine |= theirs)
            }
            (mine @ None, theirs) => *mine = theirs,
            (Some(_), None) => {}
        }
        self.counts.extend(other.counts);
    }

    /// Adds `by` to the count of each queried word and bigram in whole paragraphs: 1 when a block is added, -1 when it
    /// is removed. Calls `changed` with each of their hashes.
    pub(crate) fn count(
        &mut self,
        tokens: &[Token],
        token_infos: &[TokenInfo],
        by: i32,
        mut changed: impl FnMut(u32),
    ) {
        let Some(filter) = &self.filter else { return };
        for_each_hash(tokens, token_infos, |hash| {
            let (place, bit) = Counts::place(hash);
            if filter[place] & bit != 0
                && let Some(count) = self.counts.get_mut(&hash)
            {
                *count = count.saturating_add_signed(by);
                changed(hash);
            }
        });
    }

    fn place(hash: u32) -> (usize, u64) {
        // The upper bits are the well-mixed ones of both kinds of hashes.
        let bit = hash >> 15;
        ((bit / 64) as usize % Counts::WORDS, 1 << (bit % 64))
    }

    /// Returns the count of a hash in the text, at most [`MAX_TIMES`].
    pub(crate) fn times(&self, hash: u32) -> u32 {
        self.counts.get(&hash).copied().unwrap_or(0).min(MAX_TIMES)
    }
}

/// Calls `with` with the hashes of the words, of the bigrams of words with a space between them, and of words that one mark
/// joins: "well-known".
fn for_each_hash(tokens: &[Token], token_infos: &[TokenInfo], mut with: impl FnMut(u32)) {
    // The word before, and the word that the mark before stands against.
    let (mut last, mut joined) = (0, 0);
    for (token, info) in tokens.iter().zip(token_infos) {
        let word = info.hash();
        if word == 0 {
            let joins = token.before == Break::None && token.kind == Kind::Punctuation && token.len() == 1;
            joined = if joins { last } else { 0 };
        } else {
            with(word);
            if last != 0 && token.before == Break::Space {
                with(bigram_hash(last, word));
            } else if joined != 0 && token.before == Break::None {
                with(joint_hash(joined, word));
            }
            joined = 0;
        }
        last = word;
    }
}

/// The words and bigrams that a block may have: a Bloom filter with one bit for each.
#[derive(Debug, Clone)]
pub(crate) struct WordFilter(Box<[u64; WordFilter::WORDS]>);

impl WordFilter {
    const WORDS: usize = 256;

    /// Returns the filter of whole paragraphs.
    pub(crate) fn new(tokens: &[Token], token_infos: &[TokenInfo]) -> WordFilter {
        let mut filter = Box::new([0; WordFilter::WORDS]);
        for_each_hash(tokens, token_infos, |hash| {
            let (word, bit) = WordFilter::place(hash);
            filter[word] |= bit;
        });
        WordFilter(filter)
    }

    /// Returns whether the block may have a word or bigram of this hash: `false` is certain.
    pub(crate) fn may_have(&self, hash: u32) -> bool {
        let (word, bit) = WordFilter::place(hash);
        self.0[word] & bit != 0
    }

    fn place(hash: u32) -> (usize, u64) {
        let bit = hash >> 15;
        ((bit / 64) as usize % WordFilter::WORDS, 1 << (bit % 64))
    }
}

/// A hasher for keys that are hashes already.
#[derive(Debug, Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        debug_assert!(false, "only numbers are hashed");
    }

    fn write_u32(&mut self, hash: u32) {
        // The table uses both the upper and the lower bits.
        self.0 = u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}
