//! The evidence on one segmentation of a token.

use unglue_format::bigrams::COMPOUND;

use crate::context::feature_context::FeatureContext;
use crate::context::window::Windows;
use crate::language::lexicon::{ABSENT_COST, Class};
use crate::language::misspelling::TypingError;
use crate::model::features::features;
use crate::model::network::NetworkMemo;
use crate::spacing::hypotheses::Hypotheses;

use crate::spacing::queries::{is_telling, segment_hash, token_hash};
use crate::spacing::segment::{Segment, SegmentKind, Segmentation, TokenText};
use crate::text::casing::{Case, case_of};
use crate::text::token_info::bigram_hash;
use crate::text::tokenizer::Break;

features! {
    /// What is known of one segmentation of a token.
    TokenFeature {
        /// How many segments; 2 or more.
        Segments,
        /// How many segmentations are cheaper; 0 to 2.
        Rank,
        /// The cost of the segmentation. Nats: a true one costs about 9 a segment.
        SegmentationCost,
        /// The cost of spelling the token as a word that no list knows. Nats.
        UnknownWordCost,
        /// `KeepCost` less `SplitCost`. Nats.
        Gain,
        /// `Gain` for each character. Nats.
        GainPerChar,
        /// How much dearer the next split is; for a segmentation that is not the cheapest, how much dearer it is itself, negative. Nats.
        Margin,
        /// The cost of the dearest segment. Nats.
        CostliestSegment,
        /// The cost of the cheapest segment. Nats.
        CheapestSegment,
        /// The length of the dearest segment, in characters: a rare short segment is an accident.
        CostliestLen,
        /// The cost of the first segment. Nats.
        FirstCost,
        /// The length of the first segment, in characters.
        FirstLen,
        /// What the first segment is taken for, see `kind_code`.
        FirstKind,
        /// The cost of the last segment. Nats.
        LastCost,
        /// The length of the last segment, in characters.
        LastLen,
        /// What the last segment is taken for, see `kind_code`.
        LastKind,
        /// The length of the shortest segment, in characters.
        ShortestLen,
        /// The length of the longest segment, in characters.
        LongestLen,
        /// How many segments are among the few hundred most frequent words.
        FrequentSegments,
        /// How many segments are names.
        NameSegments,
        /// How many segments are acronyms.
        AcronymSegments,
        /// How many segments are in weak lists alone.
        WeakSegments,
        /// The length of the unknown segment, in characters; 0 without one.
        UnknownLen,
        /// The cost of the unknown segment for each character. Nats: about 3 for what looks like English.
        UnknownCostPerChar,
        /// The cost of the most frequent word that is one typing error away from the unknown segment: a merge beside a
        /// misspelling. Nats, 25 for none, 0 without an unknown segment.
        UnknownCorrectionCost,
        /// The length of the token, in characters.
        Length,
        /// The casing of the token: 0 lower, 1 title, 2 upper, 3 mixed.
        Case,
        /// Changes from a small to a capital letter inside the token.
        InnerCapitals,
        /// How many of these changes the segmentation puts a space at.
        SegmentedInnerCapitals,
        /// How many of the segments behind the first have a capital.
        CapitalisedSegments,
        /// Apostrophes in the token.
        Apostrophes,
        /// The cost of the most frequent word that is one typing error away. Nats, 25 for none.
        CorrectionCost,
        /// `NeighbourCost` less `SplitCost`. Nats.
        CorrectionGain,
        /// The typing error: 0 none, 1 a letter added, 2 doubled, 3 dropped, 4 changed, 5 swapped.
        CorrectionError,
        /// Whether the error is at the first or last letter, as "a meeting" is to "meeting".
        CorrectionAtEdge,
        /// What the lexicon says of the whole token: 0 nothing, 1 a weak word, 2 a rare name, 3 a word of the web, 4 a known
        /// misspelling, 5 a word or name in another casing.
        Listed,
        /// The cost that the lexicon gives the whole token. Nats, 25 for none.
        ListedCost,
        /// The cost of what is left without a prefix. Nats, 25 for none.
        PrefixedCost,
        /// The cost of what is left without a suffix. Nats, 25 for none.
        SuffixedCost,
        /// Whether a sentence starts here: its capital then says nothing.
        StartsSentence,
        /// What stands before the token in its chunk: the role of `FeatureContext::role`.
        RoleBefore,
        /// What stands behind the token in its chunk: the role of `FeatureContext::role`.
        RoleAfter,
        /// What stands before the token across a space: the role of `FeatureContext::role`.
        RoleBeforeSpace,
        /// What stands behind the token across a space: the role of `FeatureContext::role`.
        RoleAfterSpace,
        /// The cost of the word before. Nats, 25 for none.
        WordBeforeCost,
        /// The cost of the word behind. Nats, 25 for none.
        WordAfterCost,
        /// The pair of the word before and the first segment. Half nats.
        BigramBefore,
        /// The weakest pair of neighbouring segments. Half nats.
        BigramInside,
        /// The pair of the last segment and the word behind. Half nats.
        BigramAfter,
        /// The pair of the word before and the whole token, which only a word in the lexicon can have. Half nats.
        TokenBigramBefore,
        /// The pair of the whole token and the word behind. Half nats.
        TokenBigramAfter,
        /// How readily the first segment of two starts compounds, as "over" does. See `unglue_format::bigrams::COMPOUND`.
        CompoundHead,
        /// How readily the last segment of two ends compounds, as "land" does. See `unglue_format::bigrams::COMPOUND`.
        CompoundTail,
        /// The share of unknown words in the rest of the paragraph: another language, a list of names. `0..=1`
        UnknownShare,
        /// The number of words in the paragraph.
        ParagraphWords,
        /// How many other unknown words of the paragraph have capitals inside: identifiers keep each other company.
        InnerCapitalsAround,
        /// The share of code and markup in the paragraph. `0..=1`
        MachineMade,
        /// Whether the word before has a capital.
        CapitalBefore,
        /// Whether the word behind has a capital.
        CapitalAfter,
        /// How often the token stands in the text: a term or a name is seen again.
        TimesSeen,
        /// The cost of the rarest segment that stands in the text by itself, names and rarer words alone: a name that was
        /// written before. Nats, 0 for none.
        SegmentSeen,
        /// How many tokens the chunk has.
        ChunkTokens,
        /// How many digits the token has.
        Digits,
        /// The number in the token: 0 none, 1 up to 31, 2 a year, 3 any other, 4 with a point or comma.
        NumberKind,
        /// How many places between letter and digit the segmentation leaves joined.
        JoinedDigits,
        /// The length of the shortest word beside a number, in characters; 0 without a number.
        WordByNumber,
        /// The cost of the dearest word beside a number. Nats, 0 without a number.
        WordByNumberCost,
        /// How many other tokens of the chunk are unknown: a whole line may have lost its spaces.
        UnknownInChunk,
        /// The length of the chunk, in bytes.
        ChunkLength,
        /// Whether two neighbouring segments stand side by side elsewhere in the text: they were written apart before.
        BigramSeen,
        /// The least natural gap of the segmentation, as the network sees it. Nats; 0 as long as nobody asked the network.
        ContextLeast,
        /// The mean over the gaps of the segmentation. Nats.
        ContextMean,
        /// The first gap. Nats.
        ContextFirst,
        /// The last gap. Nats.
        ContextLast,
        /// The gap before the token, if a space stands there: whether its first segment fits in. Nats.
        ContextBefore,
        /// The gap behind the token, if a space stands there: whether its last segment fits in. Nats.
        ContextAfter,
    }
}

/// The values of every [`TokenFeature`] for the segmentation `nth` of a token.
pub fn token_features(
    context: &FeatureContext,
    token: usize,
    token_text: &TokenText,
    hypotheses: &Hypotheses,
    nth: usize,
) -> [f32; TokenFeature::COUNT] {
    use TokenFeature as F;
    let mut values = [0.0; TokenFeature::COUNT];
    let mut set = |feature: TokenFeature, value: f32| values[feature as usize] = value;
    let segmentation = &hypotheses.segmentations[nth];
    let segments = &segmentation.segments;
    let (first, last) = (&segments[0], &segments[segments.len() - 1]);
    let segment_str = |part: &Segment| token_text.folded_str(part.start, part.end);
    let count = |test: &dyn Fn(&Segment) -> bool| segments.iter().filter(|p| test(p)).count() as f32;
    let least = |values: &mut dyn Iterator<Item = f32>| values.fold(f32::INFINITY, f32::min);

    set(F::Segments, segments.len() as f32);
    set(F::Rank, nth as f32);
    set(F::SegmentationCost, segmentation.cost);
    set(F::UnknownWordCost, hypotheses.unknown_word_cost);
    set(F::Gain, hypotheses.unknown_word_cost - segmentation.cost);
    set(F::GainPerChar, (hypotheses.unknown_word_cost - segmentation.cost) / token_text.len() as f32);
    set(F::Margin, margin(&hypotheses.segmentations, nth));

    let dearest = segments.iter().max_by(|a, b| a.cost.total_cmp(&b.cost)).unwrap_or(first);
    set(F::CostliestSegment, dearest.cost);
    set(F::CostliestLen, dearest.len() as f32);
    set(F::CheapestSegment, least(&mut segments.iter().map(|p| p.cost)));
    set(F::FirstCost, first.cost);
    set(F::FirstLen, first.len() as f32);
    set(F::FirstKind, kind_code(first.kind));
    set(F::LastCost, last.cost);
    set(F::LastLen, last.len() as f32);
    set(F::LastKind, kind_code(last.kind));
    set(F::ShortestLen, least(&mut segments.iter().map(|p| p.len() as f32)));
    set(F::LongestLen, segments.iter().map(Segment::len).max().unwrap_or(0) as f32);
    // Zipf 5 and above: about the first 600 words.
    set(F::FrequentSegments, count(&|p| p.kind == SegmentKind::Word && p.cost < 9.3));
    set(F::NameSegments, count(&|p| p.kind == SegmentKind::Name));
    set(F::AcronymSegments, count(&|p| p.kind == SegmentKind::Acronym));
    set(F::WeakSegments, count(&|p| p.kind == SegmentKind::Weak));
    if let Some(unknown) = segments.iter().find(|p| p.kind == SegmentKind::Unknown) {
        set(F::UnknownLen, unknown.len() as f32);
        set(F::UnknownCostPerChar, unknown.cost / unknown.len() as f32);
        set(F::UnknownCorrectionCost, segmentation.meant.unwrap_or(ABSENT_COST));
    }

    let token_str = context.token_str(Some(token));
    let is_upper = |at: usize| token_text.chars[at].is_uppercase();
    let is_hump = |at: usize| is_upper(at) && token_text.chars[at - 1].is_lowercase();
    set(F::Length, token_text.len() as f32);
    set(F::Case, case_of(token_str) as u8 as f32);
    set(F::InnerCapitals, (1..token_text.len()).filter(|&at| is_hump(at)).count() as f32);
    set(F::SegmentedInnerCapitals, segments[1..].iter().filter(|p| is_hump(p.start)).count() as f32);
    set(F::CapitalisedSegments, segments[1..].iter().filter(|p| is_upper(p.start)).count() as f32);
    set(F::Apostrophes, token_text.folded.iter().filter(|&&c| c == '\'').count() as f32);

    let correction_cost = hypotheses.correction.map_or(ABSENT_COST, |n| n.cost);
    set(F::CorrectionCost, correction_cost);
    set(F::CorrectionGain, correction_cost - segmentation.cost);
    set(F::CorrectionError, hypotheses.correction.map_or(0.0, |n| error_code(n.error)));
    set(F::CorrectionAtEdge, hypotheses.correction.map_or(0.0, |n| f32::from(n.at_edge)));
    set(F::Listed, hypotheses.listed.map_or(0.0, |entry| class_code(entry.class)));
    set(F::ListedCost, hypotheses.listed.map_or(ABSENT_COST, |entry| entry.cost));
    set(F::PrefixedCost, hypotheses.prefixed_cost);
    set(F::SuffixedCost, hypotheses.suffixed_cost);

    let (before, behind) = (context.before(token), context.behind(token));
    let glued_before = context.tokens[token].before == Break::None;
    let glued_behind = behind.is_some_and(|next| context.tokens[next].before == Break::None);
    set(F::StartsSentence, f32::from(context.starts_sentence(token)));
    let (role_before, role_behind) = (context.role(before), context.role(behind));
    set(if glued_before { F::RoleBefore } else { F::RoleBeforeSpace }, role_before);
    set(if glued_behind { F::RoleAfter } else { F::RoleAfterSpace }, role_behind);
    let (word_before, word_behind) = (context.token_str(before), context.token_str(behind));
    set(F::WordBeforeCost, context.cost(word_before));
    set(F::WordAfterCost, context.cost(word_behind));
    set(F::BigramBefore, context.pair(word_before, segment_str(first)));
    set(F::BigramAfter, context.pair(segment_str(last), word_behind));
    set(
        F::BigramInside,
        least(&mut segments.windows(2).map(|two| context.pair(segment_str(&two[0]), segment_str(&two[1])))),
    );

    if hypotheses.listed.is_some() {
        let whole = token_text.folded_str(0, token_text.len());
        set(F::TokenBigramBefore, context.pair(word_before, whole));
        set(F::TokenBigramAfter, context.pair(whole, word_behind));
    }
    if segments.len() == 2 {
        set(F::CompoundHead, context.pair(segment_str(first), COMPOUND));
        set(F::CompoundTail, context.pair(COMPOUND, segment_str(last)));
    }

    let (share, words) = context.unknown_share(token);
    set(F::UnknownShare, share);
    set(F::ParagraphWords, words);
    let paragraph = context.detections.paragraph(token);
    let mixed = u32::from(case_of(token_str) == Case::Mixed);
    set(F::InnerCapitalsAround, paragraph.inner_capitals.saturating_sub(mixed) as f32);
    set(F::MachineMade, paragraph.machine_made as f32 / paragraph.tokens.len().max(1) as f32);
    let capital = |word: &str| f32::from(word.starts_with(char::is_uppercase));
    set(F::CapitalBefore, capital(word_before));
    set(F::CapitalAfter, capital(word_behind));
    if let Some(counts) = context.counts {
        let hash = |part: &Segment| segment_hash(token_text, part);
        set(F::TimesSeen, counts.times(token_hash(token_text)) as f32);
        let apart = segments.iter().filter(|p| is_telling(p) && counts.times(hash(p)) > 0);
        set(F::SegmentSeen, apart.map(|p| p.cost).fold(0.0, f32::max));
        let is_seen = |two: &[Segment]| counts.times(bigram_hash(hash(&two[0]), hash(&two[1]))) > 0;
        let seen_apart = segments.windows(2).any(is_seen);
        set(F::BigramSeen, f32::from(seen_apart));
    }
    let (chunk_first, chunk_last) = context.chunk(token);
    set(F::ChunkTokens, (chunk_last - chunk_first + 1) as f32);
    let others = (chunk_first..=chunk_last).filter(|&i| i != token && context.role(Some(i)) == 2.0);
    set(F::UnknownInChunk, others.count() as f32);
    set(F::ChunkLength, (context.tokens[chunk_last].end() - context.tokens[chunk_first].start()) as f32);

    let is_digit = |at: usize| token_text.chars[at].is_ascii_digit();
    set(F::Digits, (0..token_text.len()).filter(|&at| is_digit(at)).count() as f32);
    if let Some(nth) = segments.iter().position(|p| p.kind == SegmentKind::Number) {
        set(F::NumberKind, number_code(segment_str(&segments[nth])));
        let beside =
            [nth.checked_sub(1), Some(nth + 1)].into_iter().flatten().filter_map(|i| segments.get(i));
        let words: Vec<&Segment> = beside.collect();
        set(F::WordByNumber, least(&mut words.iter().map(|p| p.len() as f32)));
        set(F::WordByNumberCost, words.iter().map(|p| p.cost).fold(0.0, f32::max));
    }
    let seams = (1..token_text.len()).filter(|&at| {
        let (a, b) = (token_text.chars[at - 1], token_text.chars[at]);
        a.is_ascii_digit() && b.is_alphabetic() || a.is_alphabetic() && b.is_ascii_digit()
    });
    set(F::JoinedDigits, seams.filter(|&at| segments.iter().all(|p| p.start != at)).count() as f32);
    values
}

/// Asks the network about every gap of a segmentation, and sets the features that hold its answers. `memo` is of the same token,
/// or new.
pub fn set_network_features(
    context: &FeatureContext,
    token: usize,
    token_text: &TokenText,
    segmentation: &Segmentation,
    memo: &mut NetworkMemo,
    values: &mut [f32; TokenFeature::COUNT],
) {
    use TokenFeature as F;
    let (token_str, segments) = (context.token_str(Some(token)), &segmentation.segments);
    let byte = |at: usize| token_text.byte_offsets[at] as usize;
    let words = segments.iter().map(|p| &token_str[byte(p.start)..byte(p.end)]);
    let windows = Windows::new(context, token, &token_text.folded, words);
    let gaps: Vec<f32> =
        (1..segments.len()).map(|nth| windows.log_odds(nth, segments[nth].start, memo)).collect();
    let mut set = |feature: F, value: f32| values[feature as usize] = value;
    set(F::ContextLeast, gaps.iter().copied().fold(f32::INFINITY, f32::min));
    set(F::ContextMean, gaps.iter().sum::<f32>() / gaps.len() as f32);
    set(F::ContextFirst, gaps[0]);
    set(F::ContextLast, gaps[gaps.len() - 1]);
    let is_space = |token: usize| context.tokens.get(token).is_some_and(|t| t.before == Break::Space);
    set(F::ContextBefore, if is_space(token) { windows.log_odds(0, 0, memo) } else { 0.0 });
    let end = (segments.len(), token_text.len());
    set(F::ContextAfter, if is_space(token + 1) { windows.log_odds(end.0, end.1, memo) } else { 0.0 });
}

fn margin(segmentations: &[Segmentation], nth: usize) -> f32 {
    // 15 nats are as good as no rival.
    match nth {
        0 => segmentations.get(1).map_or(15.0, |next| next.cost - segmentations[0].cost).min(15.0),
        _ => segmentations[0].cost - segmentations[nth].cost,
    }
}

fn kind_code(kind: SegmentKind) -> f32 {
    match kind {
        SegmentKind::Word => 0.0,
        SegmentKind::Name => 1.0,
        SegmentKind::Acronym => 2.0,
        SegmentKind::Number => 3.0,
        SegmentKind::Weak => 4.0,
        SegmentKind::Unknown => 5.0,
    }
}

fn error_code(error: TypingError) -> f32 {
    match error {
        TypingError::Added => 1.0,
        TypingError::Doubled => 2.0,
        TypingError::Dropped => 3.0,
        TypingError::Changed => 4.0,
        TypingError::Swapped => 5.0,
    }
}

fn class_code(class: Class) -> f32 {
    match class {
        Class::Weak => 1.0,
        Class::RareName => 2.0,
        Class::Web => 3.0,
        Class::Misspelling => 4.0,
        Class::Common | Class::Name | Class::Acronym => 5.0,
    }
}

fn number_code(number: &str) -> f32 {
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    match digits.parse::<u32>() {
        _ if number.contains(['.', ',', ':']) => 4.0,
        Ok(1..=31) => 1.0,
        Ok(1000..=2099) => 2.0,
        _ => 3.0,
    }
}
