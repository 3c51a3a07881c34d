//! The evidence of the rest of the text: how often a token is seen again, and whether its pieces stand apart elsewhere.
//!
//! Only the few tokens that passed the first sight ask. What they ask about is counted in one pass over the hashes of
//! the text's words, and the counts are kept up to date as the text is edited.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::text::token_info::{TokenInfo, bigram_hash};
use crate::text::tokenizer::{Break, Token};

/// Seeing a token more often makes no difference.
const MAX_TIMES: u32 = 12;

/// How often the words and pairs of words stand in a text that somebody asked about.
#[derive(Debug, Clone)]
pub struct Counts {
    counts: HashMap<u32, u32, BuildHasherDefault<Hashed>>,
    /// A bit for each hash that was asked about, so that most of the others need no look at the table.
    memo: Box<[u64; Counts::WORDS]>,
}

impl Default for Counts {
    fn default() -> Counts {
        Counts::new()
    }
}

/// How the counts of hashes change while blocks come and go.
#[derive(Debug, Clone)]
pub struct Tally(HashMap<u32, i32, BuildHasherDefault<Hashed>>);

impl Tally {
    /// Nothing changed.
    pub fn new() -> Tally {
        Tally(HashMap::default())
    }

    /// A count became another by so much.
    pub fn add(&mut self, hash: u32, by: i32) {
        *self.0.entry(hash).or_default() += by;
    }

    /// The hashes whose count is another so that it makes a difference, sorted. `counts` are those after the change.
    pub fn changed(&self, counts: &Counts) -> Vec<u32> {
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

    /// Nothing was asked about.
    pub fn new() -> Counts {
        Counts { counts: HashMap::default(), memo: Box::new([0; Counts::WORDS]) }
    }

    /// How many hashes were asked about.
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Asks about a hash.
    pub fn query(&mut self, hash: u32) {
        let (word, bit) = Counts::place(hash);
        self.memo[word] |= bit;
        self.counts.entry(hash).or_insert(0);
    }

    /// Whether somebody asked about a hash.
    pub fn has(&self, hash: u32) -> bool {
        self.counts.contains_key(&hash)
    }

    /// Takes over what was counted about other hashes.
    pub fn extend(&mut self, other: Counts) {
        self.memo.iter_mut().zip(&*other.memo).for_each(|(mine, theirs)| *mine |= theirs);
        self.counts.extend(other.counts);
    }

    /// Adds what stands in a stretch of whole paragraphs to the counts, or takes it away. `changed` is told each hash
    /// whose count became another.
    pub fn count(&mut self, tokens: &[Token], infos: &[TokenInfo], by: i32, mut changed: impl FnMut(u32)) {
        for_each_hash(tokens, infos, |hash| {
            let (place, bit) = Counts::place(hash);
            if self.memo[place] & bit != 0
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

    /// How often a hash stands in the text; at most [`MAX_TIMES`].
    pub fn times(&self, hash: u32) -> u32 {
        self.counts.get(&hash).copied().unwrap_or(0).min(MAX_TIMES)
    }
}

/// Calls `with` with the hashes of the words, and of the pairs of words with a space between them.
fn for_each_hash(tokens: &[Token], infos: &[TokenInfo], mut with: impl FnMut(u32)) {
    let mut last = 0;
    for (token, info) in tokens.iter().zip(infos) {
        let word = info.hash();
        if word != 0 {
            with(word);
            if last != 0 && token.before == Break::Space {
                with(bigram_hash(last, word));
            }
        }
        last = word;
    }
}

/// The words and pairs that a block may have: a Bloom filter with one bit for each.
#[derive(Debug, Clone)]
pub struct WordFilter(Box<[u64; WordFilter::WORDS]>);

impl WordFilter {
    const WORDS: usize = 256;

    /// That of a stretch of whole paragraphs.
    pub fn new(tokens: &[Token], infos: &[TokenInfo]) -> WordFilter {
        let mut filter = Box::new([0; WordFilter::WORDS]);
        for_each_hash(tokens, infos, |hash| {
            let (word, bit) = WordFilter::place(hash);
            filter[word] |= bit;
        });
        WordFilter(filter)
    }

    /// Whether a hash may stand there; if not, it does not.
    pub fn may_have(&self, hash: u32) -> bool {
        let (word, bit) = WordFilter::place(hash);
        self.0[word] & bit != 0
    }

    fn place(hash: u32) -> (usize, u64) {
        let bit = hash >> 15;
        ((bit / 64) as usize % WordFilter::WORDS, 1 << (bit % 64))
    }
}

/// Passes a hash on as it is.
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
        // The table takes the upper bits for one thing and the lower ones for another.
        self.0 = u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}
