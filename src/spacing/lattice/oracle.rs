//! A slow and simple segmenter, to compare the lattice with: it looks up every segment on its own, and enumerates all
//! segmentations.

use proptest::prelude::*;

use super::*;
use crate::spacing::finder::{SegmentFinder, letters_start};
use crate::spacing::hypotheses::segmentations;
use crate::text::casing::{MAX_LOOKUP_BYTES, spell, straight};

/// Returns the segments from one character, found by looking up each range of characters instead of walking the
/// lexicon.
fn segments(lexicon: &Lexicon, token: &TokenText, start: usize) -> Vec<Segment> {
    let mut out = Vec::new();
    let mut finder = SegmentFinder::new(lexicon, token, start, &mut out);
    if token.chars[letters_start(token, start)].is_ascii_digit() {
        finder.number();
        return out;
    }
    let letters = letters_start(token, start);
    for end in letters + 1..=token.len() {
        let written = String::from_iter(&token.chars[letters..end]);
        let mut buffer = [0; MAX_LOOKUP_BYTES];
        let written = spell(&written, &mut buffer, straight);
        if let Some(entry) = lexicon.entry(token.folded_str(letters, end)) {
            finder.offer(end, finder.word_cost(end, entry));
        }
        if let Some(entry) = written.and_then(|written| lexicon.entry(written)) {
            finder.offer(end, finder.name_cost(end, entry));
        }
    }
    finder.acronym();
    finder.code();
    finder.swapped();
    finder.unknown();
    out
}

/// Appends the costs of all segmentations of the token from `start` on.
fn costs(lexicon: &Lexicon, token: &TokenText, start: usize, cost: f32, unknown: bool, out: &mut Vec<f32>) {
    if start == token.len() {
        return out.push(cost);
    }
    for segment in segments(lexicon, token, start).iter().filter(|segment| segment.len() < token.len()) {
        let is_unknown = segment.kind == SegmentKind::Unknown;
        if !(unknown && is_unknown) {
            costs(lexicon, token, segment.end, cost + segment.cost, unknown || is_unknown, out);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_lattice_finds_the_cheapest_of_all_segmentations(
        token in prop_oneof![
            "(there|are|a|an|no|plans|of|the|Putin|US|NATO|'s|s|in|to|get|her|men|ate|I|12|th){2,4}",
            "[a-z]{1,3}(other|house|on|it|is|us)[a-zA-Z'’]{0,5}",
            "[a-zé]{2,9}",
            "(there|are|of|5σ|12|α|βλ|helix){2,4}",
        ],
        unbreakable in prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(1..14usize, 1..3)],
    ) {
        let lexicon = crate::language::english();
        let token_text = TokenText::with_unbreakable(&token, unbreakable).unwrap();
        prop_assume!(token_text.len() <= 14);
        let mut wanted = Vec::new();
        costs(&lexicon, &token_text, 0, 0.0, false, &mut wanted);
        wanted.sort_by(f32::total_cmp);
        wanted.truncate(FOUND);
        let found = segmentations(&lexicon, &token_text);
        prop_assert_eq!(found.iter().map(|segmentation| segmentation.cost).collect::<Vec<_>>(), wanted);
        for segmentation in &found {
            let mut end = 0;
            for segment in &segmentation.segments {
                prop_assert_eq!(segment.start, end);
                end = segment.end;
            }
            prop_assert!(end == token_text.len() && segmentation.segments.len() > 1);
        }
    }
}
