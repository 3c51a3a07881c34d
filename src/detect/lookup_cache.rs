//! Stage 2, continued: the look-up cache in front of the lexicon.
//!
//! A text repeats its words: of a hundred look-ups, more than ninety are of one of the last few thousand words. A hit
//! costs a tenth of a walk through the automaton, and includes the hash of the folded word.

use std::ops::Range;

use unglue_format::hash::{checksum, fnv_on, mixed_on};

use crate::language::lexicon::{Entry, Lexicon, RARE_COST, Walk};
use crate::text::token_info::TokenInfo;
use crate::text::word_hash::word_hash;

/// The number of slots, a power of two. A megabyte of English has 20,000 different words, and a third word of one pair
/// of slots would evict another.
const SLOTS: usize = 1 << 16;
/// The number of fingerprints of words that make no others, a power of two: 100 kB of fiction have 4,000, as much of other languages
/// 30,000.
const UNRESPACED: usize = 1 << 17;
/// The longest rare word that may be a part of another, in bytes.
const MAX_RARE_BYTES: usize = 9;
/// The cost from which on a word of two and of three bytes may be one, though it is less rare: "re", "con". Nats; Zipf 5.3 and
/// 4.8.
const SHORT_COSTS: [f32; 2] = [8.6, 9.7];
/// The longest word that a slot holds, in bytes.
const MAX_BYTES: usize = 16;

/// Words of up to [`MAX_BYTES`] bytes in a hash table of pairs of slots (a two-way set-associative cache). The first
/// slot of a pair has the word that was used last.
#[derive(Debug, Clone)]
pub(crate) struct LookupCache {
    slots: Box<[Slot]>,
    /// The bits of the fingerprints of words side by side whose letters make no other words, at their places; 0 for none. Of the 64
    /// bits of a hash 48 are compared: one in 2⁴⁸ is taken for another one.
    unrespaced: Box<[u32]>,
}

/// The bytes of a word in little-endian order, padded with zeros, which no word contains; then the bits of its
/// [`TokenInfo`] and, above them, those of its [`Continuation`]. They are numbers so that an empty table is zeroed memory, which the
/// allocator provides untouched.
type Slot = [u64; 3];

/// Where a walk over a word ends, or that no word goes on from there: a number, 0 as long as it was not asked for.
#[derive(Clone, Copy)]
struct Continuation(u32);

impl Continuation {
    const NONE: Continuation = Continuation(u32::MAX);

    /// Walks over a word.
    fn of(lexicon: &Lexicon, word: &str) -> Continuation {
        lexicon.walked(lexicon.walk(), word).map_or(Continuation::NONE, |walk| Continuation(walk.bits() + 1))
    }

    fn walk(self) -> Option<Walk> {
        (self.0 != Continuation::NONE.0).then(|| Walk::from_bits(self.0 - 1))
    }
}

fn has(slot: &Slot, word: [u64; 2]) -> bool {
    slot[0] == word[0] && slot[1] == word[1]
}

impl Default for LookupCache {
    /// Returns an empty cache.
    fn default() -> LookupCache {
        LookupCache {
            slots: vec![[0; 3]; SLOTS].into_boxed_slice(),
            unrespaced: vec![0; UNRESPACED].into_boxed_slice(),
        }
    }
}

impl LookupCache {
    /// Returns the look-up of the word at `start..end` in `text`, from the cache or else from the lexicon.
    ///
    /// A word of up to [`MAX_BYTES`] bytes is compared as two integers, so that a hit costs one multiplication and a
    /// few comparisons. It has two slots, `first` and `second`:
    ///
    /// ```text
    /// in first     returned
    /// in second    the slots are swapped
    /// in neither   first moves to second, the look-up goes to first; the word that was in second is evicted
    /// ```
    /// Invariant: afterwards `first` has the word. A longer word is looked up in the lexicon each time.
    pub(crate) fn token_info(
        &mut self,
        lexicon: &Lexicon,
        text: &str,
        start: usize,
        end: usize,
    ) -> TokenInfo {
        let Some(word) = load(text.as_bytes(), start, end) else {
            return looked_up(lexicon, &text[start..end]);
        };
        let at = place(word);
        let Some([first, second]) = self.slots.get_mut(at..at + 2) else {
            return looked_up(lexicon, &text[start..end]);
        };
        if !has(first, word) {
            if !has(second, word) {
                let info = looked_up(lexicon, &text[start..end]);
                *second = *first;
                *first = [word[0], word[1], u64::from(info.bits())];
            } else {
                std::mem::swap(first, second);
            }
        }
        TokenInfo::from_bits(first[2] as u32)
    }

    /// Returns whether words are known to make no others.
    pub(crate) fn is_unrespaced(&self, words: Fingerprint) -> bool {
        self.unrespaced.get(words.place) == Some(&words.bits)
    }

    /// Keeps that words make no others.
    pub(crate) fn set_unrespaced(&mut self, words: Fingerprint) {
        if let Some(kept) = self.unrespaced.get_mut(words.place) {
            *kept = words.bits;
        }
    }

    /// Forgets which windows make no other words: personal words may be among those now.
    pub(crate) fn forget_unrespaced(&mut self) {
        self.unrespaced.fill(0);
    }

    /// Returns whether a word may start with the word at `start..end` of `text` and go on with `rest`, both in lower-case ASCII letters:
    /// not whether one ends there. Where the first word is in the cache, it is walked over once.
    pub(crate) fn may_go_on(
        &mut self,
        lexicon: &Lexicon,
        text: &str,
        Range { start, end }: Range<usize>,
        rest: &str,
    ) -> bool {
        let goes_on = |walk: Option<Walk>| walk.and_then(|walk| lexicon.walked(walk, rest)).is_some();
        let uncached = || Continuation::of(lexicon, &text[start..end]).walk();
        let Some(word) = load(text.as_bytes(), start, end) else { return goes_on(uncached()) };
        let at = place(word);
        let Some(slot) =
            self.slots.get_mut(at..at + 2).and_then(|pair| pair.iter_mut().find(|s| has(s, word)))
        else {
            return goes_on(uncached());
        };
        if slot[2] >> 32 == 0 {
            slot[2] |= u64::from(Continuation::of(lexicon, &text[start..end]).0) << 32;
        }
        goes_on(Continuation((slot[2] >> 32) as u32).walk())
    }
}

/// Stands for words side by side, with the spaces between them.
#[derive(Clone, Copy)]
pub(crate) struct Fingerprint {
    place: usize,
    bits: u32,
}

impl Fingerprint {
    /// Stands for the words of one window.
    pub(crate) fn of_window(words: &str) -> Fingerprint {
        Fingerprint::new(checksum(words.as_bytes()))
    }

    /// Stands for all windows of these words that have the one at byte `at` in them.
    pub(crate) fn of_windows_at(words: &str, at: usize) -> Fingerprint {
        Fingerprint::new(fnv_on(checksum(words.as_bytes()), &at.to_le_bytes()))
    }

    fn new(hash: u64) -> Fingerprint {
        let mixed = mixed_on(hash);
        Fingerprint { place: (mixed >> 16) as usize % UNRESPACED, bits: (mixed >> 32) as u32 | 1 }
    }
}

/// Returns the index of the first of the two slots of a word.
fn place(word: [u64; 2]) -> usize {
    let mixed = (word[0] ^ word[1].rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 40) as usize % (SLOTS / 2) * 2
}

/// Returns the bytes `start..end` as two integers; `None` if there are none or more than [`MAX_BYTES`]. It reads
/// [`MAX_BYTES`] at once where the text has them, and masks those behind the word.
fn load(bytes: &[u8], start: usize, end: usize) -> Option<[u64; 2]> {
    let length = end - start;
    if length == 0 || length > MAX_BYTES {
        return None;
    }
    let all = match bytes.get(start..start + MAX_BYTES).and_then(|window| window.first_chunk::<MAX_BYTES>()) {
        Some(window) => *window,
        None => {
            let mut window = [0; MAX_BYTES];
            window[..length].copy_from_slice(&bytes[start..end]);
            window
        }
    };
    let (low, high) = all.split_at(8);
    let number = |eight: &[u8]| eight.first_chunk::<8>().map_or(0, |eight| u64::from_le_bytes(*eight));
    let [low_mask, high_mask] = MASKS[length];
    Some([number(low) & low_mask, number(high) & high_mask])
}

/// For each length the bits of a slot that a word of that length fills.
const MASKS: [[u64; 2]; MAX_BYTES + 1] = {
    let mut masks = [[0; 2]; MAX_BYTES + 1];
    let mut length = 1;
    while length <= MAX_BYTES {
        masks[length] = masks[length - 1];
        masks[length][(length - 1) / 8] |= 0xff << (8 * ((length - 1) % 8));
        length += 1;
    }
    masks
};

fn looked_up(lexicon: &Lexicon, word: &str) -> TokenInfo {
    // Most words are lower case, and their entry says all: one look-up in place of two.
    let plain = word.bytes().all(|byte| byte.is_ascii_lowercase()).then(|| lexicon.entry(word)).flatten();
    let is_known = plain.is_some_and(Entry::is_word) || lexicon.knows(word);
    let info = TokenInfo::new(is_known, word_hash(word.chars()));
    let is_rare = || {
        let least = word.len().checked_sub(2).and_then(|at| SHORT_COSTS.get(at)).unwrap_or(&RARE_COST);
        let cost = || plain.map_or_else(|| lexicon.token_cost(word), |entry| entry.cost);
        word.len() <= MAX_RARE_BYTES && cost() >= *least
    };
    if info.is_known() && is_rare() { info.rare() } else { info }
}

#[cfg(all(test, feature = "english"))]
mod tests {
    use super::*;

    #[test]
    fn answers_are_those_of_the_lexicon() {
        let lexicon = crate::language::english();
        let text =
            "The cat, the CAT; it’s thecat o’clock internationalisation thecats überall a I x dishcloth's"
                .repeat(3);
        let mut cache = LookupCache::default();
        for _ in 0..2 {
            for token in
                crate::text::tokenizer::tokenize(&text).iter().filter(|token| token.is_alphanumeric())
            {
                let word = token.as_str(&text);
                assert_eq!(
                    cache.token_info(&lexicon, &text, token.start(), token.end()),
                    looked_up(&lexicon, word),
                    "{word}"
                );
            }
        }
        // A third word of one pair of slots evicts another, and no word gets the info of a different one.
        for nth in 0..100_000 {
            let word = format!("w{nth}");
            assert_eq!(cache.token_info(&lexicon, &word, 0, word.len()), looked_up(&lexicon, &word));
        }
        assert_eq!(word_hash("The".chars()), word_hash("the".chars()));
        assert_eq!(word_hash("it’s".chars()), word_hash("It's".chars()));
        assert_ne!(word_hash("the".chars()), word_hash("then".chars()));
    }

    #[test]
    fn a_word_goes_on_as_the_words_of_the_lexicon_do() {
        let lexicon = crate::language::english();
        let mut cache = LookupCache::default();
        for (text, rest, wanted) in [
            ("interna", "tional", true),
            ("interna", "tion", true),
            ("the", "refo", true),
            ("the", "doghouses", false),
            ("walk", "ing", true),
            ("walk", "inge", true),
            ("zyxq", "thedogs", false),
            ("internationalisatio", "n", true),
        ] {
            // In the cache or not, and asked for again.
            assert_eq!(cache.may_go_on(&lexicon, text, 0..text.len(), rest), wanted, "{text} {rest}");
            cache.token_info(&lexicon, text, 0, text.len());
            for _ in 0..2 {
                assert_eq!(cache.may_go_on(&lexicon, text, 0..text.len(), rest), wanted, "{text} {rest}");
            }
        }
    }

    #[test]
    fn unrespaced_windows_are_known_until_they_are_forgotten() {
        let mut cache = LookupCache::default();
        let windows: Vec<String> = (0..2000).map(|nth| format!("the w{nth}")).collect();
        let known = |cache: &LookupCache| {
            windows.iter().filter(|words| cache.is_unrespaced(Fingerprint::of_window(words))).count()
        };
        assert_eq!(known(&cache), 0);
        for (nth, words) in windows.iter().enumerate() {
            cache.set_unrespaced(Fingerprint::of_window(words));
            assert!(
                cache.is_unrespaced(Fingerprint::of_window(words))
                    && windows[nth + 1..]
                        .iter()
                        .all(|other| !cache.is_unrespaced(Fingerprint::of_window(other)))
            );
        }
        // The windows with one word of some are not those with another one of them.
        cache.set_unrespaced(Fingerprint::of_windows_at("the w1", 4));
        assert!(cache.is_unrespaced(Fingerprint::of_windows_at("the w1", 4)));
        assert!(!cache.is_unrespaced(Fingerprint::of_windows_at("the w1", 0)));
        assert!(!cache.is_unrespaced(Fingerprint::of_windows_at("the w2", 4)));
        // Another window may stand in the place of one.
        assert!(known(&cache) > 1900);
        cache.forget_unrespaced();
        assert_eq!(known(&cache), 0);
    }
}
