//! The features of a gap beside punctuation.

use crate::context::feature_context::{FeatureContext, Role};
use crate::detect::detections::Gap;
use crate::model::features::features;
use crate::spacing::hypotheses::boundary_costs;
use crate::spacing::lattice::segment;
use crate::spacing::segment::TokenText;
use crate::text::casing::{Case, case_of};
use crate::text::token::{Break, Kind};

features! {
    /// The features of a gap between punctuation and the token beside it.
    GapFeature {
        /// The mark before the gap: 0 none, else its position in `MARKS`, from 1.
        Mark,
        /// The mark behind the gap: 0 none, else its position in `MARKS`, from 1.
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
        /// The cost of the token behind the gap, or of its first segment if it is a merge itself. Nats, 25 if unknown.
        RightCost,
        /// The length of the token behind the gap, in bytes.
        RightLen,
        /// The casing of the token behind the gap: 0 lower, 1 title, 2 upper, 3 mixed.
        RightCase,
        /// The cost of both tokens as one word: "(un)do", "process(es)". Nats, 25 if unknown.
        JoinedCost,
        /// Whether the token behind is an ending of host names or files that is a word as well.
        RightIsEnding,
        /// The PMI of the two tokens. Half nats.
        Bigram,
        /// The number of full stops in the chunk.
        Stops,
        /// The number of marks of any kind in the chunk.
        Marks,
        /// The number of marks in the chunk that prose does not use inside a word: `/ _ # & + *` and the like.
        CodeMarks,
        /// The number of tokens of the chunk other than marks.
        Tokens,
        /// The number of unknown tokens of the chunk.
        UnknownTokens,
        /// The length of the shortest token of the chunk other than marks, in bytes.
        ShortestToken,
        /// The number of tokens of the chunk before the gap, other than marks.
        TokensBefore,
        /// Whether the number of straight double quotes before the gap in the paragraph is odd: 1, else 0.
        QuoteParity,
        /// Whether the chunk has the partner of a bracket at the gap.
        BracketClosed,
        /// The role of the token behind the right one in the chunk; see `Role`.
        RoleAfter,
        /// The role of the token before the left one in the chunk; see `Role`.
        RoleBefore,
        /// The role of the token before the chunk; see `Role`.
        RoleBeforeSpace,
        /// The role of the token behind the chunk; see `Role`.
        RoleAfterSpace,
        /// Whether the chunk starts a line or paragraph, as a label or the number of a list does.
        StartsLine,
        /// The share of unknown words in the rest of the paragraph. `0..=1`
        UnknownShare,
        /// The share of code and markup in the paragraph. `0..=1`
        MachineMade,
        /// The number of words in the paragraph.
        ParagraphWords,
        /// The number of gaps of the paragraph: in a list of references there is one in every chunk.
        GapsAround,
    }
}

/// The marks that features distinguish. Their codes are their positions, from 1.
const MARKS: &str = ",.;:!?)]”’\"'…%»([“‘«";

/// Returns the values of every [`GapFeature`] for a gap.
pub(crate) fn gap_features(context: &FeatureContext, gap: Gap) -> [f32; GapFeature::COUNT] {
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
    // Dots in a row are an ellipsis, which may go without a space.
    if mark == Some('.') && token >= first + 2 && mark_at(token - 2) == Some('.') {
        mark = Some('…');
    }
    set(F::Mark, code(mark));
    set(F::Opener, code(opener));

    // The nearest tokens on both sides of the gap that are not marks.
    let left = (first..token).rev().find(|&i| !is_mark(i));
    let right = (token..=last).find(|&i| !is_mark(i));
    let kind = |token: Option<usize>| match token.map(|i| context.tokens[i].kind) {
        None | Some(Kind::Punctuation) => 0.0,
        Some(Kind::Word | Kind::Foreign) => 1.0,
        Some(Kind::Mixed) => 2.0,
        Some(Kind::Number) => 3.0,
    };
    let (left_str, right_str) = (context.token_str(left), context.token_str(right));
    set(F::LeftKind, kind(left));
    set(F::LeftCost, cost_of_edge(context, left, Edge::Last));
    set(F::LeftLen, left_str.len() as f32);
    set(F::LeftCase, case_of(left_str) as u8 as f32);
    set(F::RightKind, kind(right));
    set(F::RightCost, cost_of_edge(context, right, Edge::First));
    set(F::RightLen, right_str.len() as f32);
    set(F::RightCase, case_of(right_str) as u8 as f32);
    set(F::JoinedCost, context.cost(&[left_str, right_str].concat()));
    set(F::RightIsEnding, f32::from(context.lexicon.lists().host_endings.contains(right_str)));
    set(F::Bigram, context.bigram_pmi(left_str, right_str));

    let marks = || (first..=last).filter_map(mark_at);
    set(F::Stops, marks().filter(|&c| c == '.').count() as f32);
    set(F::Marks, marks().count() as f32);
    set(F::CodeMarks, marks().filter(|&c| !MARKS.contains(c) && c != '-').count() as f32);
    let non_marks = || (first..=last).filter(|&i| !is_mark(i));
    set(F::Tokens, non_marks().count() as f32);
    set(F::UnknownTokens, non_marks().filter(|&i| context.role(Some(i)) == Role::UnknownWord).count() as f32);
    set(F::ShortestToken, non_marks().map(|i| context.tokens[i].range().len()).min().unwrap_or(0) as f32);
    set(F::TokensBefore, non_marks().filter(|&i| i < token).count() as f32);

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
    let role = |i: Option<usize>| context.role(i) as u8 as f32;
    set(F::RoleAfter, role(inside(right.map(|i| i + 1))));
    set(F::RoleBefore, role(inside(left.and_then(|i| i.checked_sub(1)))));
    set(F::RoleBeforeSpace, role(context.before(first)));
    set(F::RoleAfterSpace, role(context.behind(last)));
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

/// The end of a token that is beside the gap.
#[derive(Clone, Copy)]
enum Edge {
    First,
    Last,
}

/// Returns the cost of a token, or of its segment beside the gap if it is a merge itself. Nats.
fn cost_of_edge(context: &FeatureContext, token: Option<usize>, edge: Edge) -> f32 {
    let token_str = context.token_str(token);
    if token_str.is_empty() || context.lexicon.knows(token_str) || case_of(token_str) == Case::Upper {
        return context.cost(token_str);
    }
    // Nearly every unknown token was analysed before.
    let all = context.boundary_costs;
    let analysed = all.binary_search_by_key(&token, |costs| Some(costs.token)).map(|nth| all[nth]);
    let costs = analysed.unwrap_or_else(|_| {
        let segmentations = TokenText::new(token_str)
            .map_or_else(Vec::new, |token_text| segment(context.lexicon, &token_text));
        boundary_costs(token.unwrap_or_default(), segmentations.first())
    });
    match edge {
        Edge::First => costs.first,
        Edge::Last => costs.last,
    }
}
