//! The features of one space of a segmentation into three or more segments.
//!
//! The longer a token, the more of its spaces are beyond doubt and the less its segmentation as a whole is: so its
//! spaces are judged one by one.

use crate::context::feature_context::FeatureContext;
use crate::language::lexicon::ABSENT_COST;
use crate::model::features::features;
use crate::spacing::hypotheses::Hypotheses;
use crate::spacing::queries::{is_telling, segment_hash};
use crate::spacing::segment::{Segment, SegmentKind, TokenText};
use crate::spacing::token_feature::TokenFeature;
use crate::text::token_info::bigram_hash;

features! {
    /// The features of one space of a segmentation into three or more segments. *Left* and *right* are the segments
    /// beside it.
    SpaceFeature {
        /// The cost of the left segment. Nats.
        LeftCost,
        /// The length of the left segment, in characters.
        LeftLen,
        /// The kind of the left segment, see `SegmentKind::code`.
        LeftKind,
        /// The cost of the right segment. Nats.
        RightCost,
        /// The length of the right segment, in characters.
        RightLen,
        /// The kind of the right segment, see `SegmentKind::code`.
        RightKind,
        /// The cost of the segment before the left one. Nats, 0 for none.
        CostBefore,
        /// The cost of the segment behind the right one. Nats, 0 for none.
        CostBehind,
        /// The casing at the space: 1 if the left segment ends in a capital, plus 2 if the right one starts with one.
        Capitals,
        /// Whether a digit is on one side of the space: 1 left, 2 right.
        DigitBeside,
        /// Whether a quotation mark is on one side of the space.
        QuoteBeside,
        /// The PMI of the left and the right segment. Half nats.
        Bigram,
        /// The PMI of the two segments before the space, the left one and its predecessor. Half nats.
        BigramBefore,
        /// The PMI of the two segments behind the space, the right one and its successor. Half nats.
        BigramBehind,
        /// The network's log-odds of the space. Nats.
        Context,
        /// The network's log-odds of the space before the left segment. Nats, 0 for none.
        ContextBefore,
        /// The network's log-odds of the space behind the right segment. Nats, 0 for none.
        ContextBehind,
        /// The cost of the cheapest segmentation without a space here less that of the cheapest with one. Nats, at most
        /// 25.
        Detour,
        /// The cost of both segments as one word. Nats, 25 for none.
        JoinedCost,
        /// How often the left segment is a token elsewhere in the text, at most 12; 0 for a frequent word.
        LeftSeen,
        /// How often the right segment is a token elsewhere in the text, at most 12; 0 for a frequent word.
        RightSeen,
        /// How often both segments are adjacent tokens elsewhere in the text, at most 12.
        BothSeen,
        /// The number of segments before the space.
        SegmentsBefore,
        /// The number of segments behind the space.
        SegmentsBehind,
        /// The share of the token's characters that are in unknown segments and codes. `0..=1`
        UnknownChars,
        /// [`TokenFeature::Rank`] of the segmentation.
        Rank,
        /// [`TokenFeature::GainPerChar`] of the segmentation.
        GainPerChar,
        /// [`TokenFeature::Margin`] of the segmentation.
        Margin,
        /// [`TokenFeature::CostliestSegment`] of the segmentation.
        CostliestSegment,
        /// [`TokenFeature::ShortestLen`] of the segmentation.
        ShortestLen,
        /// [`TokenFeature::Length`] of the token.
        Length,
        /// [`TokenFeature::Case`] of the token.
        Case,
        /// [`TokenFeature::InnerCapitals`] of the token.
        InnerCapitals,
        /// [`TokenFeature::Digits`] of the token.
        Digits,
        /// [`TokenFeature::CorrectionGain`] of the segmentation.
        CorrectionGain,
        /// [`TokenFeature::ListedCost`] of the token.
        ListedCost,
        /// [`TokenFeature::PrefixedCost`] of the token.
        PrefixedCost,
        /// [`TokenFeature::SuffixedCost`] of the token.
        SuffixedCost,
        /// [`TokenFeature::TimesSeen`] of the token.
        TimesSeen,
        /// [`TokenFeature::UnknownShare`] of the paragraph.
        UnknownShare,
        /// [`TokenFeature::MachineMade`] of the paragraph.
        MachineMade,
        /// [`TokenFeature::ChunkTokens`] of the chunk.
        ChunkTokens,
        /// [`TokenFeature::UnknownInChunk`] of the chunk.
        UnknownInChunk,
        /// [`TokenFeature::ChunkLengthAround`] of the token.
        ChunkLengthAround,
        /// [`TokenFeature::GapsNear`] of the token.
        GapsNear,
        /// [`TokenFeature::ContextLeast`] of the segmentation.
        ContextLeast,
        /// [`TokenFeature::ContextMean`] of the segmentation.
        ContextMean,
        /// [`TokenFeature::Whole`] of the token.
        Whole,
    }
}

/// The values that a space has in common with its segmentation.
const OF_SEGMENTATION: [(SpaceFeature, TokenFeature); 23] = {
    use {SpaceFeature as S, TokenFeature as T};
    [
        (S::Rank, T::Rank),
        (S::GainPerChar, T::GainPerChar),
        (S::Margin, T::Margin),
        (S::CostliestSegment, T::CostliestSegment),
        (S::ShortestLen, T::ShortestLen),
        (S::Length, T::Length),
        (S::Case, T::Case),
        (S::InnerCapitals, T::InnerCapitals),
        (S::Digits, T::Digits),
        (S::CorrectionGain, T::CorrectionGain),
        (S::ListedCost, T::ListedCost),
        (S::PrefixedCost, T::PrefixedCost),
        (S::SuffixedCost, T::SuffixedCost),
        (S::Whole, T::Whole),
        (S::TimesSeen, T::TimesSeen),
        (S::UnknownShare, T::UnknownShare),
        (S::MachineMade, T::MachineMade),
        (S::ChunkTokens, T::ChunkTokens),
        (S::UnknownInChunk, T::UnknownInChunk),
        (S::ChunkLengthAround, T::ChunkLengthAround),
        (S::GapsNear, T::GapsNear),
        (S::ContextLeast, T::ContextLeast),
        (S::ContextMean, T::ContextMean),
    ]
};

/// A segmentation whose spaces are judged, with what was computed for it as a whole.
pub(crate) struct JudgedSegmentation<'a> {
    /// The characters of the token.
    pub token_text: &'a TokenText,
    /// The hypotheses of the token.
    pub hypotheses: &'a Hypotheses,
    /// The index of the segmentation among them.
    pub nth: usize,
    /// Its features, with those of the network.
    pub values: &'a [f32; TokenFeature::COUNT],
    /// The network's log-odds of each of its spaces. Nats.
    pub log_odds: &'a [f32],
}

impl JudgedSegmentation<'_> {
    /// Returns the values of every [`SpaceFeature`] for the space before segment `right`.
    pub(crate) fn space_features(
        &self,
        context: &FeatureContext,
        right: usize,
    ) -> [f32; SpaceFeature::COUNT] {
        use SpaceFeature as F;
        let segments = &self.hypotheses.segmentations[self.nth].segments;
        let word = |nth: usize| self.token_text.word(&segments[nth]);
        let before = |nth: usize| nth.checked_sub(1).map(|nth| &segments[nth]);
        let cost = |segment: Option<&Segment>| segment.map_or(0.0, |segment| segment.cost);
        let (left, at) = (right - 1, segments[right].start);
        let mut values = [0.0; SpaceFeature::COUNT];
        let mut set = |feature: F, value: f32| values[feature as usize] = value;
        for (feature, of_segmentation) in OF_SEGMENTATION {
            set(feature, self.values[of_segmentation as usize]);
        }

        set(F::LeftCost, segments[left].cost);
        set(F::LeftLen, segments[left].len() as f32);
        set(F::LeftKind, segments[left].kind.code());
        set(F::RightCost, segments[right].cost);
        set(F::RightLen, segments[right].len() as f32);
        set(F::RightKind, segments[right].kind.code());
        set(F::CostBefore, cost(before(left)));
        set(F::CostBehind, cost(segments.get(right + 1)));

        let beside = |test: &dyn Fn(char) -> bool| {
            let side = |at: usize, code: f32| if test(self.token_text.folded[at]) { code } else { 0.0 };
            side(at - 1, 1.0) + side(at, 2.0)
        };
        let capital =
            |at: usize, code: f32| if self.token_text.chars[at].is_uppercase() { code } else { 0.0 };
        set(F::Capitals, capital(at - 1, 1.0) + capital(at, 2.0));
        set(F::DigitBeside, beside(&|c| c.is_ascii_digit()));
        set(F::QuoteBeside, beside(&|c| c == '\''));

        set(F::Bigram, context.bigram_pmi(word(left), word(right)));
        if left > 0 {
            set(F::BigramBefore, context.bigram_pmi(word(left - 1), word(left)));
        }
        if right + 1 < segments.len() {
            set(F::BigramBehind, context.bigram_pmi(word(right), word(right + 1)));
        }
        let log_odds =
            |nth: Option<usize>| nth.and_then(|nth| self.log_odds.get(nth)).copied().unwrap_or(0.0);
        set(F::Context, log_odds(Some(left)));
        set(F::ContextBefore, log_odds(left.checked_sub(1)));
        set(F::ContextBehind, log_odds(Some(right)));
        set(F::Detour, self.hypotheses.detours.get(at).copied().unwrap_or(ABSENT_COST));
        set(F::JoinedCost, context.cost(&[word(left), word(right)].concat()));
        if let Some(counts) = context.counts {
            let hash = |nth: usize| segment_hash(self.token_text, &segments[nth]);
            // Others have no query, see `queries.rs`.
            let times =
                |nth: usize| if is_telling(&segments[nth]) { counts.times(hash(nth)) as f32 } else { 0.0 };
            set(F::LeftSeen, times(left));
            set(F::RightSeen, times(right));
            set(F::BothSeen, counts.times(bigram_hash(hash(left), hash(right))) as f32);
        }

        set(F::SegmentsBefore, right as f32);
        set(F::SegmentsBehind, (segments.len() - right) as f32);
        let is_unknown =
            |segment: &&Segment| matches!(segment.kind, SegmentKind::Unknown | SegmentKind::Code);
        let unknown: usize = segments.iter().filter(is_unknown).map(Segment::len).sum();
        set(F::UnknownChars, unknown as f32 / self.token_text.len() as f32);
        values
    }
}
