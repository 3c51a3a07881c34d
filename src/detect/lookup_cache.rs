//! Stage 2, continued: The look-up cache before the lexicon.
//!
//! A text repeats its words: of a hundred look-ups, more than ninety ask for one of the last few thousand words. An
//! answer from here costs a tenth of one from the automaton, and brings the hash of the folded word along.

use crate::language::lexicon::Lexicon;
use crate::text::token_info::{TokenInfo, WordHash};
use crate::text::word_hash::word_hash;

/// How many slots there are: a power of two. A megabyte of English has 20,000 different
/// words, and of each pair of slots a third word would push one out.
const SLOTS: usize = 1 << 16;
/// The longest word that a slot holds, in bytes.
const MAX_BYTES: usize = 16;

/// Words of up to [`MAX_BYTES`] bytes in a table of pairs of slots: the newer word of a pair stands in the first.
#[derive(Debug, Clone)]
pub struct LookupCache {
    slots: Box<[Slot]>,
}

/// The bytes of a word in little-endian order, filled up with zeros, which no word contains; then its hash, and above
/// that a bit for "known". Numbers, so that an empty table is memory that nobody has written to.
type Slot = [u64; 3];

fn has(slot: &Slot, word: [u64; 2]) -> bool {
    slot[0] == word[0] && slot[1] == word[1]
}

const KNOWN: u64 = 1 << 31;

impl Default for LookupCache {
    /// A cache that has seen nothing.
    fn default() -> LookupCache {
        LookupCache { slots: vec![[0; 3]; SLOTS].into_boxed_slice() }
    }
}

impl LookupCache {
    /// Looks up the word that stands at `start..end` in `text`, here or else in the lexicon.
    pub fn look(&mut self, lexicon: &Lexicon, text: &str, start: usize, end: usize) -> TokenInfo {
        let Some(word) = load(text.as_bytes(), start, end) else { return look(lexicon, &text[start..end]) };
        let mixed = (word[0] ^ word[1].rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let at = (mixed >> 40) as usize % (SLOTS / 2) * 2;
        let Some([first, second]) = self.slots.get_mut(at..at + 2) else {
            return look(lexicon, &text[start..end]);
        };
        if !has(first, word) {
            if !has(second, word) {
                let looked = look(lexicon, &text[start..end]);
                *second = *first;
                *first =
                    [word[0], word[1], u64::from(looked.hash()) | if looked.is_known() { KNOWN } else { 0 }];
            } else {
                std::mem::swap(first, second);
            }
        }
        TokenInfo::new(first[2] & KNOWN != 0, (first[2] & !KNOWN) as WordHash)
    }
}

/// The bytes `start..end`, if there are few enough.
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

/// Which bits of a slot so many bytes fill.
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

fn look(lexicon: &Lexicon, word: &str) -> TokenInfo {
    TokenInfo::new(lexicon.knows(word), word_hash(word.chars()))
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
                    cache.look(&lexicon, &text, token.start(), token.end()),
                    look(&lexicon, word),
                    "{word}"
                );
            }
        }
        // Two words that share a pair of slots push the third out, and nothing is mixed up.
        for nth in 0..100_000 {
            let word = format!("w{nth}");
            assert_eq!(cache.look(&lexicon, &word, 0, word.len()), look(&lexicon, &word));
        }
        assert_eq!(word_hash("The".chars()), word_hash("the".chars()));
        assert_eq!(word_hash("it’s".chars()), word_hash("It's".chars()));
        assert_ne!(word_hash("the".chars()), word_hash("then".chars()));
    }
}
