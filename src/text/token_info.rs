//! What look-up says of a token: whether it is a known word, and the hash by which it is counted.

/// Stands for a folded word where only equality counts: 31 bits, never 0. Two words in a text of 10,000 different ones
/// share one once in forty texts, and then one piece of evidence among many is wrong.
pub type WordHash = u32;

/// The hash of two words side by side with a space between them. Its highest bit tells it from that of a word.
pub fn pair_hash(left: WordHash, right: WordHash) -> u32 {
    (left.rotate_left(13) ^ right).wrapping_mul(0x9E37_79B1) >> 1 | 1 << 31
}

/// What is known of a token as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenInfo(u32);

impl TokenInfo {
    /// That of a token that is not looked up.
    pub const NOTHING: TokenInfo = TokenInfo(0);
    const KNOWN: u32 = 1 << 31;

    /// That of a token with this hash, which the lexicon knows or not.
    pub fn new(is_known: bool, hash: WordHash) -> TokenInfo {
        TokenInfo(hash | if is_known { TokenInfo::KNOWN } else { 0 })
    }

    /// Whether it is a word that the lexicon knows.
    pub fn is_known(self) -> bool {
        self.0 & TokenInfo::KNOWN != 0
    }

    /// The hash of its folded form; 0 if it has no letters.
    pub fn hash(self) -> WordHash {
        self.0 & !TokenInfo::KNOWN
    }
}
