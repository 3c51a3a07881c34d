//! The queries of a token: hashes of the token, its segments and their bigrams, whose counts in the rest of the
//! document are features.

use crate::spacing::segment::{Segment, SegmentKind, Segmentation, TokenText};
use crate::text::token_info::{WordHash, bigram_hash};
use crate::text::word_hash::word_hash;

/// Returns the hashes whose counts are features of a token with these segmentations, sorted.
pub(crate) fn queries(token_text: &TokenText, segmentations: &[Segmentation]) -> Vec<u32> {
    let mut hashes = vec![token_hash(token_text)];
    for Segmentation { segments, .. } in segmentations {
        hashes.extend(
            segments
                .iter()
                .filter(|segment| is_telling(segment))
                .map(|segment| segment_hash(token_text, segment)),
        );
        let bigram = |two: &[Segment]| {
            bigram_hash(segment_hash(token_text, &two[0]), segment_hash(token_text, &two[1]))
        };
        hashes.extend(segments.windows(2).map(bigram));
    }
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Returns whether the count of a segment is evidence: that of a name or a rarer word. Words of Zipf 4.4 and above
/// occur in every longer text.
pub(crate) fn is_telling(segment: &Segment) -> bool {
    segment.kind == SegmentKind::Name || segment.cost > 10.5 && segment.len() >= 3
}

/// Returns the hash of the whole token, which ignores casing.
pub(crate) fn token_hash(token_text: &TokenText) -> WordHash {
    word_hash(token_text.folded.iter().copied())
}

/// Returns the hash of a segment, which ignores casing.
pub(crate) fn segment_hash(token_text: &TokenText, segment: &Segment) -> WordHash {
    word_hash(token_text.word(segment).chars())
}
