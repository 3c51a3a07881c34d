//! The features of one segmentation of a token.

use unglue_format::bigrams::COMPOUND;

use unglue_format::words::Class;

use crate::context::feature_context::{FeatureContext, Role};
use crate::context::window::Windows;
use crate::language::lexicon::ABSENT_COST;
use crate::language::misspelling::TypingError;
use crate::spacing::hypotheses::Hypotheses;

use crate::spacing::queries::{is_telling, segment_hash, token_hash};
use crate::spacing::segment::{Segment, SegmentKind, Segmentation, TokenText};
use crate::spacing::token_feature::TokenFeature;
use crate::text::casing::{Case, case_of};
use crate::text::token::Break;
use crate::text::token_info::bigram_hash;

/// Returns the values of every [`TokenFeature`] for segmentation `nth` of a token, without those of the network.
pub(crate) fn token_features(
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
    let segment_str = |segment: &Segment| token_text.word(segment);
    let count = |test: &dyn Fn(&Segment) -> bool| segments.iter().filter(|s| test(s)).count() as f32;
    let least = |values: &mut dyn Iterator<Item = f32>| values.fold(f32::INFINITY, f32::min);

    set(F::Segments, segments.len() as f32);
    set(F::Rank, nth as f32);
    set(F::SegmentationCost, segmentation.cost);
    set(F::UnknownWordCost, hypotheses.unknown_word_cost);
    set(F::Gain, hypotheses.unknown_word_cost - segmentation.cost);
    set(F::GainPerChar, (hypotheses.unknown_word_cost - segmentation.cost) / token_text.len() as f32);
    set(F::Margin, margin(&hypotheses.segmentations, nth));

    let costliest = segments.iter().max_by(|a, b| a.cost.total_cmp(&b.cost)).unwrap_or(first);
    set(F::CostliestSegment, costliest.cost);
    set(F::CostliestLen, costliest.len() as f32);
    set(F::CheapestSegment, least(&mut segments.iter().map(|s| s.cost)));
    set(F::FirstCost, first.cost);
    set(F::FirstLen, first.len() as f32);
    set(F::FirstKind, first.kind.code());
    set(F::LastCost, last.cost);
    set(F::LastLen, last.len() as f32);
    set(F::LastKind, last.kind.code());
    set(F::ShortestLen, least(&mut segments.iter().map(|s| s.len() as f32)));
    set(F::LongestLen, segments.iter().map(Segment::len).max().unwrap_or(0) as f32);
    // Zipf 5 and above: about the first 600 words.
    set(F::FrequentSegments, count(&|s| s.kind == SegmentKind::Word && s.cost < 9.3));
    set(F::NameSegments, count(&|s| s.kind == SegmentKind::Name));
    set(F::AcronymSegments, count(&|s| s.kind == SegmentKind::Acronym));
    set(F::WeakSegments, count(&|s| s.kind == SegmentKind::Weak));
    if let Some(unknown) = segments.iter().find(|s| s.kind == SegmentKind::Unknown) {
        set(F::UnknownLen, unknown.len() as f32);
        set(F::UnknownCostPerChar, unknown.cost / unknown.len() as f32);
        set(F::UnknownCorrectionCost, segmentation.meant.unwrap_or(ABSENT_COST));
    }

    let token_str = context.token_str(Some(token));
    let is_upper = |at: usize| token_text.chars[at].is_uppercase();
    let is_inner_capital = |at: usize| is_upper(at) && token_text.chars[at - 1].is_lowercase();
    set(F::Length, token_text.len() as f32);
    set(F::Case, case_of(token_str) as u8 as f32);
    set(F::InnerCapitals, (1..token_text.len()).filter(|&at| is_inner_capital(at)).count() as f32);
    set(F::SegmentedInnerCapitals, segments[1..].iter().filter(|s| is_inner_capital(s.start)).count() as f32);
    set(F::CapitalisedSegments, segments[1..].iter().filter(|s| is_upper(s.start)).count() as f32);
    set(F::Apostrophes, token_text.folded.iter().filter(|&&c| c == '\'').count() as f32);

    let correction_cost = hypotheses.correction.map_or(ABSENT_COST, |c| c.cost);
    set(F::CorrectionCost, correction_cost);
    set(F::CorrectionGain, correction_cost - segmentation.cost);
    set(F::CorrectionError, hypotheses.correction.map_or(0.0, |c| error_code(c.error)));
    set(F::CorrectionAtEdge, hypotheses.correction.map_or(0.0, |c| f32::from(c.at_edge)));
    set(F::Listed, hypotheses.listed.map_or(0.0, |entry| class_code(entry.class)));
    set(F::ListedCost, hypotheses.listed.map_or(ABSENT_COST, |entry| entry.cost));
    set(F::PrefixedCost, hypotheses.prefixed_cost);
    set(F::SuffixedCost, hypotheses.suffixed_cost);
    set(F::Whole, hypotheses.whole.map_or(0.0, |level| level as u8 as f32));

    let (before, behind) = (context.before(token), context.behind(token));
    let joined_before = context.tokens[token].before == Break::None;
    let joined_behind = behind.is_some_and(|next| context.tokens[next].before == Break::None);
    set(F::StartsSentence, f32::from(context.starts_sentence(token)));
    let (role_before, role_behind) = (context.role(before), context.role(behind));
    set(if joined_before { F::RoleBefore } else { F::RoleBeforeSpace }, role_before as u8 as f32);
    set(if joined_behind { F::RoleAfter } else { F::RoleAfterSpace }, role_behind as u8 as f32);
    let (str_before, str_behind) = (context.token_str(before), context.token_str(behind));
    set(F::WordBeforeCost, context.cost(str_before));
    set(F::WordAfterCost, context.cost(str_behind));
    set(F::BigramBefore, context.bigram_pmi(str_before, segment_str(first)));
    set(F::BigramAfter, context.bigram_pmi(segment_str(last), str_behind));
    set(
        F::BigramInside,
        least(
            &mut segments
                .windows(2)
                .map(|two| context.bigram_pmi(segment_str(&two[0]), segment_str(&two[1]))),
        ),
    );

    if hypotheses.listed.is_some() {
        let whole = token_text.folded_str(0, token_text.len());
        set(F::TokenBigramBefore, context.bigram_pmi(str_before, whole));
        set(F::TokenBigramAfter, context.bigram_pmi(whole, str_behind));
    }
    if segments.len() == 2 {
        set(F::CompoundHead, context.bigram_pmi(segment_str(first), COMPOUND));
        set(F::CompoundTail, context.bigram_pmi(COMPOUND, segment_str(last)));
    }

    let (share, words) = context.unknown_share(token);
    set(F::UnknownShare, share);
    set(F::ParagraphWords, words);
    let paragraph = context.detections.paragraph(token);
    let mixed = u32::from(case_of(token_str) == Case::Mixed);
    set(F::InnerCapitalsAround, paragraph.inner_capitals.saturating_sub(mixed) as f32);
    set(F::MachineMade, paragraph.machine_made as f32 / paragraph.tokens.len().max(1) as f32);
    let capital = |word: &str| f32::from(word.starts_with(char::is_uppercase));
    set(F::CapitalBefore, capital(str_before));
    set(F::CapitalAfter, capital(str_behind));
    if let Some(counts) = context.counts {
        let hash = |segment: &Segment| segment_hash(token_text, segment);
        set(F::TimesSeen, counts.times(token_hash(token_text)) as f32);
        let seen = segments.iter().filter(|s| is_telling(s) && counts.times(hash(s)) > 0);
        set(F::SegmentSeen, seen.map(|s| s.cost).fold(0.0, f32::max));
        let times_seen = |two: &[Segment]| counts.times(bigram_hash(hash(&two[0]), hash(&two[1])));
        set(F::BigramSeen, segments.windows(2).map(times_seen).max().unwrap_or(0) as f32);
        let telling = segments.iter().filter(|s| is_telling(s)).map(|s| counts.times(hash(s)));
        set(F::LeastSeen, telling.min().unwrap_or(0) as f32);
    }
    set(F::UnknownSegments, count(&|s| s.kind == SegmentKind::Unknown));
    set(F::CodeSegments, count(&|s| s.kind == SegmentKind::Code));
    let is_quote = |at: usize| token_text.folded[at] == '\'';
    let opens = segments[1..].iter().any(|s| is_quote(s.start));
    let closes = segments[..segments.len() - 1].iter().any(|s| is_quote(s.end - 1));
    set(F::InnerQuotes, f32::from(opens) + 2.0 * f32::from(closes));
    let partner = opens && context.has_closing_quote(token) || closes && context.has_opening_quote(token);
    set(F::QuotePartner, f32::from(partner));
    set(F::ShapeAround, context.shape_around(token));
    set(F::ChunkLengthAround, context.chunk_length_around(token));
    set(F::GapsNear, context.gaps_near(token));
    set(F::RespacingGain, context.detections.respacing_gain(token));
    let (chunk_first, chunk_last) = context.chunk(token);
    set(F::ChunkTokens, (chunk_last - chunk_first + 1) as f32);
    let others =
        (chunk_first..=chunk_last).filter(|&i| i != token && context.role(Some(i)) == Role::UnknownWord);
    set(F::UnknownInChunk, others.count() as f32);
    set(F::ChunkLength, (context.tokens[chunk_last].end() - context.tokens[chunk_first].start()) as f32);

    let is_digit = |at: usize| token_text.chars[at].is_ascii_digit();
    set(F::Digits, (0..token_text.len()).filter(|&at| is_digit(at)).count() as f32);
    if let Some(nth) = segments.iter().position(|s| s.kind == SegmentKind::Number) {
        set(F::NumberKind, number_code(segment_str(&segments[nth])));
        let beside =
            [nth.checked_sub(1), Some(nth + 1)].into_iter().flatten().filter_map(|i| segments.get(i));
        let words: Vec<&Segment> = beside.collect();
        set(F::WordByNumber, least(&mut words.iter().map(|s| s.len() as f32)));
        set(F::WordByNumberCost, words.iter().map(|s| s.cost).fold(0.0, f32::max));
    }
    let digit_borders = (1..token_text.len()).filter(|&at| {
        let (a, b) = (token_text.chars[at - 1], token_text.chars[at]);
        a.is_ascii_digit() && b.is_alphabetic() || a.is_alphabetic() && b.is_ascii_digit()
    });
    set(F::JoinedDigits, digit_borders.filter(|&at| segments.iter().all(|s| s.start != at)).count() as f32);
    values
}

/// Evaluates the network for every gap of a segmentation, sets the features that depend on it, and returns the log-odds
/// of each gap.
pub(crate) fn set_network_features(
    context: &FeatureContext,
    token: usize,
    token_text: &TokenText,
    segmentation: &Segmentation,
    values: &mut [f32; TokenFeature::COUNT],
) -> Vec<f32> {
    use TokenFeature as F;
    let (token_str, segments) = (context.token_str(Some(token)), &segmentation.segments);
    let byte = |at: usize| token_text.byte_offsets[at] as usize;
    let words = segments.iter().map(|s| &token_str[byte(s.start)..byte(s.end)]);
    let windows = Windows::new(context, token, &token_text.folded, words);
    let gaps: Vec<f32> = (1..segments.len()).map(|nth| windows.log_odds(nth, segments[nth].start)).collect();
    let mut set = |feature: F, value: f32| values[feature as usize] = value;
    set(F::ContextLeast, gaps.iter().copied().fold(f32::INFINITY, f32::min));
    set(F::ContextMean, gaps.iter().sum::<f32>() / gaps.len() as f32);
    set(F::ContextFirst, gaps[0]);
    set(F::ContextLast, gaps[gaps.len() - 1]);
    let is_space = |token: usize| context.tokens.get(token).is_some_and(|t| t.before == Break::Space);
    set(F::ContextBefore, if is_space(token) { windows.log_odds(0, 0) } else { 0.0 });
    let end = (segments.len(), token_text.len());
    set(F::ContextAfter, if is_space(token + 1) { windows.log_odds(end.0, end.1) } else { 0.0 });
    gaps
}

/// Returns [`TokenFeature::Margin`].
fn margin(segmentations: &[Segmentation], nth: usize) -> f32 {
    // A margin of 15 nats is as good as no other segmentation.
    match nth {
        0 => segmentations.get(1).map_or(15.0, |next| next.cost - segmentations[0].cost).min(15.0),
        _ => segmentations[0].cost - segmentations[nth].cost,
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
        Class::Common | Class::Name | Class::Acronym | Class::NoWord => 5.0,
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
