//! The result of a token's look-up: whether it is a known word, and the hash by which it is counted.

/// The hash of a folded word, in place of the word where only equality counts: 30 bits, never 0. In one of twenty texts
/// of 10,000 different words two of them share a hash, and one feature of one token is wrong then.
pub(crate) type WordHash = u32;

/// Returns the hash of two words with a space between them. Its highest bit distinguishes it from the hash of a word.
pub(crate) fn bigram_hash(left: WordHash, right: WordHash) -> u32 {
    (left.rotate_left(13) ^ right).wrapping_mul(0x9E37_79B1) >> 1 | 1 << 31
}

/// Returns the hash of two words with one mark and no white space between them, as in "well-known". Its highest bit
/// distinguishes it from the hash of a word.
pub(crate) fn joint_hash(left: WordHash, right: WordHash) -> u32 {
    (left.rotate_left(17) ^ right).wrapping_mul(0x85EB_CA6B) >> 1 | 1 << 31
}

/// The result of a token's look-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TokenInfo(u32);

impl TokenInfo {
    /// The info of a token that is not looked up.
    pub(crate) const NOTHING: TokenInfo = TokenInfo(0);
    const KNOWN: u32 = 1 << 31;
    const RARE: u32 = 1 << 30;

    /// Returns the info of a token with this hash, which the lexicon knows or not.
    pub(crate) fn new(is_known: bool, hash: WordHash) -> TokenInfo {
        TokenInfo(hash | if is_known { TokenInfo::KNOWN } else { 0 })
    }

    /// Returns the info of a known word that is short and rare.
    pub(crate) fn rare(self) -> TokenInfo {
        TokenInfo(self.0 | TokenInfo::RARE)
    }

    /// Returns the info with these bits, see [`bits`](Self::bits).
    pub(crate) fn from_bits(bits: u32) -> TokenInfo {
        TokenInfo(bits)
    }

    /// Returns the info as a number, for the look-up cache.
    pub(crate) fn bits(self) -> u32 {
        self.0
    }

    /// Returns whether the token is a known word that is short and rare: it may be a part of another one.
    pub(crate) fn is_rare(self) -> bool {
        self.0 & TokenInfo::RARE != 0
    }

    /// Returns whether the token is a word that the lexicon knows.
    pub(crate) fn is_known(self) -> bool {
        self.0 & TokenInfo::KNOWN != 0
    }

    /// Returns whether the token is a known word that is not [rare](Self::is_rare).
    pub(crate) fn is_usual(self) -> bool {
        self.0 & (TokenInfo::KNOWN | TokenInfo::RARE) == TokenInfo::KNOWN
    }

    /// Returns the hash of the folded token; 0 if it has no letters.
    pub(crate) fn hash(self) -> WordHash {
        self.0 & !(TokenInfo::KNOWN | TokenInfo::RARE)
    }
}
