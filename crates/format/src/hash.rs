//! Hashes: of words and bigrams, as their fingerprints, and of a whole file, as its checksum.

/// The initial value of [`fnv`].
pub const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01b3;

/// Returns the 64-bit FNV-1a hash (Fowler, Noll and Vo; public domain).
pub fn fnv(bytes: &[u8]) -> u64 {
    fnv_on(FNV_START, bytes)
}

/// Continues [`fnv`]: returns the hash of bytes whose hash is `hash`, followed by `bytes`.
pub fn fnv_on(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, &b| (hash ^ u64::from(b)).wrapping_mul(FNV_PRIME))
}

/// Returns a hash whose upper bits can be used alone: FNV mixes its low bits well and its high bits badly.
pub fn mixed(bytes: &[u8]) -> u64 {
    mixed_on(fnv(bytes))
}

/// Returns [`mixed`] of bytes whose hash is `hash`: the upper bits of a product depend on all bits.
pub fn mixed_on(hash: u64) -> u64 {
    hash.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Returns the checksum at the end of a bundle: FNV-1a over words of eight bytes, the last one padded with zeros, so
/// that a megabyte takes a millisecond at start. It detects damage, not malice.
pub fn checksum(bytes: &[u8]) -> u64 {
    let mut last = [0; 8];
    let (words, rest) = bytes.as_chunks::<8>();
    last[..rest.len()].copy_from_slice(rest);
    let all = words.iter().chain([&last]).map(|word| u64::from_le_bytes(*word));
    all.fold(FNV_START ^ bytes.len() as u64, |hash, word| {
        // A product carries changes to higher bits only, so the halves are exchanged each time.
        (hash ^ word).wrapping_mul(FNV_PRIME).rotate_left(32)
    })
}
