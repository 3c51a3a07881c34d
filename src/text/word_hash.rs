//! Hashes of words that ignore casing.

use crate::text::casing::fold;
use crate::text::token_info::WordHash;
use unglue_format::hash::{FNV_START, fnv_on};

/// Returns the hash of a word. It is the same for every casing, and for straight and curly apostrophes.
pub(crate) fn word_hash(word: impl Iterator<Item = char>) -> WordHash {
    let mut utf8 = [0; 4];
    let mut hash = FNV_START;
    for c in word {
        hash = fnv_on(hash, fold(c).encode_utf8(&mut utf8).as_bytes());
    }
    ((hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 34) as u32).max(1)
}
