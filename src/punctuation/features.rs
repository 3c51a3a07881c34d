//! The evidence on a gap beside punctuation.

use crate::context::feature_context::FeatureContext;
use crate::detect::detections::Gap;
use crate::model::features::features;
use crate::spacing::hypotheses::boundary_costs;
use crate::spacing::lattice::segment;
use crate::spacing::segment::TokenText;
use crate::text::casing::{Case, case_of};
use crate::text::tokenizer::{Break, Kind};

features! {
    /// What is known of a gap between punctuation and what stands beside it without a space.
    GapFeature {
        /// The mark before the gap: 0 none, else its place in `MARKS`.
        Mark,
        /// The mark behind the gap: 0 none, else its place in `MARKS`.
        Opener,
        /// The kind of the token before the mark: 0 none, 1 word, 2 with digits, 3 number.
        LeftKind,
        /// The cost of the token before the mark. Nats, 25 if unknown.
        LeftCost,
        /// The length of the token before the mark, in bytes.
        LeftLen,
        /// The casing of the token before the mark: 0 lower, 1 title, 2 upper, 3 mixed.
        LeftCase,
        /// The kind of the token behind the gap: 0 none, 1 word, 2 with digits, 3 number.
        RightKind,
        /// The cost of the token behind the gap; of its first segment where it is a merge itself. Nats, 25 if unknown.
        RightCost,
        /// The length of the token behind the gap, in bytes.
        RightLen,
        /// The casing of the token behind the gap: 0 lower, 1 title, 2 upper, 3 mixed.
        RightCase,
        /// The cost of both tokens as one word: "(un)do", "process(es)". Nats, 25 if unknown.
        JoinedCost,
        /// Whether the token behind is an ending of host names or files that is also a word.
        RightIsEnding,
        /// The pair of the two tokens. Half nats.
        Bigram,
        /// How many stops the chunk has.
        Stops,
        /// How many marks of any kind the chunk has.
        Marks,
        /// How many marks the chunk has that prose does not use inside a word: `/ _ # & + *` and the like.
        CodeMarks,
        /// How many tokens the chunk has.
        Tokens,
        /// How many tokens of the chunk are unknown.
        UnknownTokens,
        /// The length of the shortest run of the chunk, in bytes.
        ShortestToken,
        /// How many tokens of the chunk stand before the gap.
        TokensBefore,
        /// Straight double quotes before the gap in the paragraph, odd: 1, even: 0.
        QuoteParity,
        /// Whether the bracket at the gap has its partner in the chunk.
        BracketClosed,
        /// What stands behind the right token in the chunk: the role of `FeatureContext::role`.
        RoleAfter,
        /// What stands before the left token in the chunk: the role of `FeatureContext::role`.
        RoleBefore,
        /// What stands before the chunk: the role of `FeatureContext::role`.
        RoleBeforeSpace,
        /// What stands behind the chunk: the role of `FeatureContext::role`.
        RoleAfterSpace,
        /// Whether the chunk starts a line or paragraph: a label, a number of a list.
        StartsLine,
        /// The share of unknown words in the rest of the paragraph. `0..=1`
        UnknownShare,
        /// The share of code and markup in the paragraph. `0..=1`
        MachineMade,
        /// The number of words in the paragraph.
        ParagraphWords,
        /// How many chunks of the paragraph hold such a gap: in a list of references they all do.
        GapsAround,
    }
}

/// The marks that features tell apart, from 1.
const MARKS: &str = ",.;:!?)]”’\"'…%»([“‘«";

/// The values of every [`GapFeature`] for a gap.
pub fn gap_features(context: &FeatureContext, gap: Gap) -> [f32; GapFeature::COUNT] {
    use GapFeature as F;
    let token = gap.token;
    let mut values = [0.0; GapFeature::COUNT];
    let mut set = |feature: GapFeature, value: f32| values[feature as usize] = value;
    let (first, last) = context.chunk(token);
    let is_mark = |i: usize| context.tokens[i].kind == Kind::Punctuation;
    let mark_at = |i: usize| if is_mark(i) { context.token_str(Some(i)).chars().next() } else { None };
    let code = |mark: Option<char>| {
        mark.and_then(|mark| MARKS.chars().position(|c| c == mark)).map_or(0.0, |at| at as f32 + 1.0)
    };
    let (mut mark, opener) = (mark_at(token - 1), mark_at(token));
    // Dots in a row are an ellipsis, which its author spaces at will.
    if mark == Some('.') && token >= first + 2 && mark_at(token - 2) == Some('.') {
        mark = Some('…');
    }
    set(F::Mark, code(mark));
    set(F::Opener, code(opener));

    // The tokens on both sides, behind whatever marks stand between.
    let left = (first..token).rev().find(|&i| !is_mark(i));
    let right = (token..=last).find(|&i| !is_mark(i));
    let kind = |run: Option<usize>| match run.map(|i| context.tokens[i].kind) {
        None | Some(Kind::Punctuation) => 0.0,
        Some(Kind::Word | Kind::Foreign) => 1.0,
        Some(Kind::Mixed) => 2.0,
        Some(Kind::Number) => 3.0,
    };
    let (left_run, right_run) = (context.token_str(left), context.token_str(right));
    set(F::LeftKind, kind(left));
    set(F::LeftCost, cost_of_edge(context, left, Edge::Last));
    set(F::LeftLen, left_run.len() as f32);
    set(F::LeftCase, case_of(left_run) as u8 as f32);
    set(F::RightKind, kind(right));
    set(F::RightCost, cost_of_edge(context, right, Edge::First));
    set(F::RightLen, right_run.len() as f32);
    set(F::RightCase, case_of(right_run) as u8 as f32);
    set(F::JoinedCost, context.cost(&[left_run, right_run].concat()));
    set(F::RightIsEnding, f32::from(context.lexicon.lists().host_endings.contains(right_run)));
    set(F::Bigram, context.pair(left_run, right_run));

    let marks = || (first..=last).filter_map(mark_at);
    set(F::Stops, marks().filter(|&c| c == '.').count() as f32);
    set(F::Marks, marks().count() as f32);
    set(F::CodeMarks, marks().filter(|&c| !MARKS.contains(c) && c != '-').count() as f32);
    let runs = || (first..=last).filter(|&i| !is_mark(i));
    set(F::Tokens, runs().count() as f32);
    set(F::UnknownTokens, runs().filter(|&i| context.role(Some(i)) == 2.0).count() as f32);
    set(F::ShortestToken, runs().map(|i| context.tokens[i].range().len()).min().unwrap_or(0) as f32);
    set(F::TokensBefore, runs().filter(|&i| i < token).count() as f32);

    let paragraph = context.detections.paragraph(token);
    set(F::QuoteParity, f32::from(gap.in_quotes));
    let partner = match (mark, opener) {
        (_, Some('(')) => (token..=last).any(|i| mark_at(i) == Some(')')),
        (_, Some('[')) => (token..=last).any(|i| mark_at(i) == Some(']')),
        (Some(')'), _) => (first..token).any(|i| mark_at(i) == Some('(')),
        (Some(']'), _) => (first..token).any(|i| mark_at(i) == Some('[')),
        _ => false,
    };
    set(F::BracketClosed, f32::from(partner));
    let inside = |i: Option<usize>| i.filter(|i| (first..=last).contains(i));
    set(F::RoleAfter, context.role(inside(right.map(|i| i + 1))));
    set(F::RoleBefore, context.role(inside(left.and_then(|i| i.checked_sub(1)))));
    set(F::RoleBeforeSpace, context.role(context.before(first)));
    set(F::RoleAfterSpace, context.role(context.behind(last)));
    set(F::StartsLine, f32::from(context.tokens[first].before >= Break::Line));
    let (share, words) = context.unknown_share(token);
    set(F::UnknownShare, share);
    set(F::ParagraphWords, words);
    set(F::MachineMade, paragraph.machine_made as f32 / paragraph.tokens.len().max(1) as f32);
    let gaps = &context.detections.gaps;
    let within = |bound: usize| gaps.partition_point(|gap| gap.token < bound);
    set(F::GapsAround, (within(paragraph.tokens.end) - within(paragraph.tokens.start)) as f32);
    values
}

/// Which end of a token is beside the gap.
#[derive(Clone, Copy)]
enum Edge {
    First,
    Last,
}

/// The cost of a token; where it is a merge itself, of its segment beside the gap. Nats.
fn cost_of_edge(context: &FeatureContext, token: Option<usize>, edge: Edge) -> f32 {
    let run = context.token_str(token);
    if run.is_empty() || context.lexicon.knows(run) || case_of(run) == Case::Upper {
        return context.cost(run);
    }
    // Nearly every unknown token was read before.
    let read = context.boundary_costs;
    let known = read.binary_search_by_key(&token, |(token, _)| Some(*token)).map(|nth| read[nth].1);
    let boundary_costs = known.unwrap_or_else(|_| {
        let segmentations =
            TokenText::new(run).map_or_else(Vec::new, |token_text| segment(context.lexicon, &token_text));
        boundary_costs(segmentations.first())
    });
    boundary_costs[edge as usize]
}
