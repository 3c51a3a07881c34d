//! The names of the features of one segmentation of a token.

use crate::model::features::features;

features! {
    /// The features of one segmentation of a token.
    TokenFeature {
        /// The number of segments, 2 or more.
        Segments,
        /// The number of cheaper segmentations, 0 to 2.
        Rank,
        /// The cost of the segmentation. Nats: a correct one costs about 9 a segment.
        SegmentationCost,
        /// The unknown-word cost of the token. Nats.
        UnknownWordCost,
        /// `UnknownWordCost` less `SegmentationCost`. Nats.
        Gain,
        /// `Gain` divided by the token's length. Nats a character.
        GainPerChar,
        /// For the cheapest segmentation the cost of the next one less its own, at most 15; for any other one the cost
        /// of the cheapest less its own, negative. Nats.
        Margin,
        /// The cost of the costliest segment. Nats.
        CostliestSegment,
        /// The cost of the cheapest segment. Nats.
        CheapestSegment,
        /// The length of the costliest segment, in characters: a rare short segment is a coincidence.
        CostliestLen,
        /// The cost of the first segment. Nats.
        FirstCost,
        /// The length of the first segment, in characters.
        FirstLen,
        /// The kind of the first segment, see `SegmentKind::code`.
        FirstKind,
        /// The cost of the last segment. Nats.
        LastCost,
        /// The length of the last segment, in characters.
        LastLen,
        /// The kind of the last segment, see `SegmentKind::code`.
        LastKind,
        /// The length of the shortest segment, in characters.
        ShortestLen,
        /// The length of the longest segment, in characters.
        LongestLen,
        /// The number of segments among the few hundred most frequent words.
        FrequentSegments,
        /// The number of segments that are names.
        NameSegments,
        /// The number of segments that are acronyms.
        AcronymSegments,
        /// The number of segments that only rare or web lists have.
        WeakSegments,
        /// The length of the unknown segment, in characters; 0 without one.
        UnknownLen,
        /// The cost of the unknown segment divided by its length. Nats: about 3 if it looks like English.
        UnknownCostPerChar,
        /// The cost of the correction of the unknown segment, for a merge beside a misspelling. Nats, 25 without a
        /// correction, 0 without an unknown segment.
        UnknownCorrectionCost,
        /// The length of the token, in characters.
        Length,
        /// The casing of the token: 0 lower, 1 title, 2 upper, 3 mixed.
        Case,
        /// The number of inner capitals: capitals behind a lower-case letter.
        InnerCapitals,
        /// The number of inner capitals that start a segment.
        SegmentedInnerCapitals,
        /// The number of segments behind the first that start with a capital.
        CapitalisedSegments,
        /// The number of apostrophes in the token.
        Apostrophes,
        /// The cost of the token's correction. Nats, 25 for none.
        CorrectionCost,
        /// `CorrectionCost` less `SegmentationCost`. Nats.
        CorrectionGain,
        /// The typing error of the correction: 0 none, 1 a letter added, 2 doubled, 3 dropped, 4 changed, 5 swapped.
        CorrectionError,
        /// Whether the error is at the first or last letter, as "a meeting" is to "meeting".
        CorrectionAtEdge,
        /// The class of the whole token's entry: 0 no entry, 1 a weak word, 2 a rare name, 3 a word of the web, 4 a
        /// known misspelling, 5 a word or name in another casing.
        Listed,
        /// The cost of the whole token's entry. Nats, 25 for none.
        ListedCost,
        /// The cost of the cheapest known word that remains without a prefix. Nats, 25 for none.
        PrefixedCost,
        /// The cost of the cheapest known word that remains without a suffix. Nats, 25 for none.
        SuffixedCost,
        /// Whether a sentence starts here: a capital is no evidence of a name then.
        StartsSentence,
        /// The role of the token before, if in the same chunk; see `Role`.
        RoleBefore,
        /// The role of the token behind, if in the same chunk; see `Role`.
        RoleAfter,
        /// The role of the token before, if across white space; see `Role`.
        RoleBeforeSpace,
        /// The role of the token behind, if across white space; see `Role`.
        RoleAfterSpace,
        /// The cost of the token before. Nats, 25 for none.
        WordBeforeCost,
        /// The cost of the token behind. Nats, 25 for none.
        WordAfterCost,
        /// The PMI of the token before and the first segment. Half nats.
        BigramBefore,
        /// The lowest PMI of two adjacent segments. Half nats.
        BigramInside,
        /// The PMI of the last segment and the token behind. Half nats.
        BigramAfter,
        /// The PMI of the token before and the whole token, if the lexicon has the token. Half nats.
        TokenBigramBefore,
        /// The PMI of the whole token and the token behind, if the lexicon has the token. Half nats.
        TokenBigramAfter,
        /// How often the first segment of two starts compounds, as "over" does. See `unglue_format::bigrams::COMPOUND`.
        CompoundHead,
        /// How often the last segment of two ends compounds, as "land" does. See `unglue_format::bigrams::COMPOUND`.
        CompoundTail,
        /// The share of unknown words in the rest of the paragraph: another language, a list of names. `0..=1`
        UnknownShare,
        /// The number of words in the paragraph.
        ParagraphWords,
        /// The number of other unknown words of the paragraph with inner capitals: identifiers come in groups.
        InnerCapitalsAround,
        /// The share of code and markup in the paragraph. `0..=1`
        MachineMade,
        /// Whether the token before starts with a capital.
        CapitalBefore,
        /// Whether the token behind starts with a capital.
        CapitalAfter,
        /// The count of the token in the text, at most 12: terms and names are repeated.
        TimesSeen,
        /// The cost of the rarest segment that is a token elsewhere in the text, among names and rarer words. Nats, 0
        /// for none.
        SegmentSeen,
        /// The number of tokens of the chunk.
        ChunkTokens,
        /// The number of digits of the token.
        Digits,
        /// The number in the token: 0 none, 1 up to 31, 2 a year, 3 any other, 4 with a point or comma.
        NumberKind,
        /// The number of places between a letter and a digit that are inside a segment.
        JoinedDigits,
        /// The length of the shortest word beside a number, in characters; 0 without a number.
        WordByNumber,
        /// The cost of the costliest word beside a number. Nats, 0 without a number.
        WordByNumberCost,
        /// The number of other unknown tokens of the chunk: a whole line may have lost its spaces.
        UnknownInChunk,
        /// The length of the chunk, in bytes.
        ChunkLength,
        /// How often two adjacent segments are adjacent tokens elsewhere in the text, at most 12.
        BigramSeen,
        /// The least count elsewhere in the text of the segments that are names, unknown or rarer words, at most 12; 0
        /// without such a segment.
        LeastSeen,
        /// The number of unknown segments.
        UnknownSegments,
        /// The number of codes among the segments.
        CodeSegments,
        /// The quotation marks at the edges of segments inside the token: 1 an opening one, 2 a closing one, 3 both.
        InnerQuotes,
        /// Whether the paragraph has a partner of the quotation mark: a closing one behind, or an opening one before.
        QuotePartner,
        /// The number of other tokens around that have letters and digits in the same order: "Lindgren38", "1School".
        /// At most 12.
        ShapeAround,
        /// The mean length of the chunks around, see `FeatureContext::chunk_length_around`. Bytes.
        ChunkLengthAround,
        /// The number of gaps near the token, see `FeatureContext::gaps_near`.
        GapsNear,
        /// How much cheaper the cheapest respacing of a window with the token is than the window as it is: the token may be a
        /// part of a word that has a space too many. Nats, 0 for none.
        RespacingGain,
        /// The lowest log-odds that the network gives a gap of the segmentation. Nats; 0, as all its values that follow,
        /// until the network is evaluated.
        ContextLeast,
        /// The network's mean log-odds of the gaps of the segmentation. Nats.
        ContextMean,
        /// The network's log-odds of the first gap. Nats.
        ContextFirst,
        /// The network's log-odds of the last gap. Nats.
        ContextLast,
        /// The network's log-odds of the space before the token, if there is one: whether the first segment fits. Nats.
        ContextBefore,
        /// The network's log-odds of the space behind the token, if there is one: whether the last segment fits. Nats.
        ContextAfter,
        /// The level of the token in the set of wholes, words and names that people write as one: 0 not in it, 1 likely,
        /// 2 sure. One merge in 128 is in it by chance.
        Whole,
    }
}
