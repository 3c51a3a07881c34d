//! Hashes of the format: of words and bigrams, which stand for them, and of a whole file, as its checksum.

/// What [`fnv`] starts with.
pub const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01b3;

/// FNV-1a, 64 bits (Fowler, Noll and Vo; public domain).
pub fn fnv(bytes: &[u8]) -> u64 {
    fnv_on(FNV_START, bytes)
}

/// Continues [`fnv`]: `hash` is that of the bytes before `bytes`.
pub fn fnv_on(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, &b| (hash ^ u64::from(b)).wrapping_mul(FNV_PRIME))
}

/// A hash whose upper bits can be used alone: FNV mixes its low bits well and its high bits badly.
pub fn mixed(bytes: &[u8]) -> u64 {
    fnv(bytes).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The checksum that a bundle ends with: FNV-1a over words of eight bytes, the last one filled up with zeros, so that a
/// megabyte takes a millisecond at start. It tells damage, not malice.
pub fn checksum(bytes: &[u8]) -> u64 {
    let mut last = [0; 8];
    let (words, rest) = bytes.as_chunks::<8>();
    last[..rest.len()].copy_from_slice(rest);
    let all = words.iter().chain([&last]).map(|word| u64::from_le_bytes(*word));
    all.fold(FNV_START ^ bytes.len() as u64, |hash, word| {
        // A product moves what it changes upwards alone, so the halves change places each time.
        (hash ^ word).wrapping_mul(FNV_PRIME).rotate_left(32)
    })
}
