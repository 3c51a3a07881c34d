//! What the rest of the document is asked about a token: how often it and its segments stand there.

use crate::spacing::segment::{Segment, SegmentKind, Segmentation, TokenText};
use crate::text::token_info::{WordHash, bigram_hash};
use crate::text::word_hash::word_hash;

/// The hashes whose counts are evidence on a token with these segmentations, sorted.
pub fn queries(token_text: &TokenText, segmentations: &[Segmentation]) -> Vec<u32> {
    let mut hashes = vec![token_hash(token_text)];
    for Segmentation { segments, .. } in segmentations {
        hashes.extend(
            segments.iter().filter(|part| is_telling(part)).map(|part| segment_hash(token_text, part)),
        );
        let pair = |two: &[Segment]| {
            bigram_hash(segment_hash(token_text, &two[0]), segment_hash(token_text, &two[1]))
        };
        hashes.extend(segments.windows(2).map(pair));
    }
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Words of Zipf 4.4 and above stand in every longer text; names do not.
pub fn is_telling(part: &Segment) -> bool {
    part.kind == SegmentKind::Name || part.cost > 10.5 && part.len() >= 3
}

/// The hash of the whole token, in any casing.
pub fn token_hash(token_text: &TokenText) -> WordHash {
    word_hash(token_text.folded.iter().copied())
}

/// The hash of a segment, in any casing.
pub fn segment_hash(token_text: &TokenText, part: &Segment) -> WordHash {
    word_hash(token_text.folded[part.start..part.end].iter().copied())
}
