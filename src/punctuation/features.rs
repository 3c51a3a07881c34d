//! The features of a gap beside punctuation.

use std::ops::Range;

use crate::context::feature_context::{FeatureContext, MAX_ALIKE, Role};
use crate::detect::detections::Gap;
use crate::detect::gap::CURRENCIES;
use crate::model::features::features;
use crate::punctuation::quotes::{is_double_quote, quotes_around};
use crate::spacing::hypotheses::{boundary_costs, segmentations};
use crate::spacing::segment::TokenText;
use crate::text::casing::{Case, case_of};
use crate::text::entity::entity;
use crate::text::protect::chunk::ESCAPED;
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
        /// The number of gaps nearby with the same mark and the same kind of token behind it, at most 12: "Tavasto,1" has
        /// the number of a note if many others do.
        GapsAlike,
        /// Whether the number of straight double quotes in the paragraph is odd: one of them has no partner.
        LoneQuote,
        /// On which side the words of the nearest quote before the quote at the gap are, see `QuoteSide`. 0 without
        /// either.
        QuoteBefore,
        /// On which side the words of the nearest quote behind the quote at the gap are, see `QuoteSide`. 0 without
        /// either.
        QuoteBehind,
        /// The mean length of the chunks around, see `FeatureContext::chunk_length_around`. Bytes.
        ChunkLengthAround,
        /// The number of gaps near the token behind the gap, see `FeatureContext::gaps_near`.
        GapsNear,
        /// What is at the gap besides prose: emphasis, a link, an address and the like; see `Joint`.
        Joint,
    }
}

/// The number of gaps on each side among which those that are alike are counted: it keeps the time linear.
const MAX_GAPS_NEAR: usize = 24;

/// The marks that features distinguish. Their codes are their positions, from 1.
const MARKS: &str = ",.;:!?)]”’\"'…%»([“‘«$£€¥₹*_•";
/// The marks of `MARKS` that prose does not use inside a word.
const CODE_MARKS: &str = "*_";

/// What is at a gap besides prose. The numbers are the values of [`GapFeature::Joint`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Plain = 0,
    /// Emphasis closes before the gap.
    EmphasisBefore = 1,
    /// Emphasis opens behind the gap.
    EmphasisBehind = 2,
    /// An amount of money is behind the gap.
    Amount = 3,
    /// The text of a link is behind the gap: `the[notes](a.md)`.
    LinkBehind = 4,
    /// Brackets with several words are behind the gap.
    RemarkBehind = 5,
    /// A protected part of the chunk is before the gap: the target of a link, an address, code.
    ProtectedBefore = 6,
    /// A protected part of the chunk is behind the gap.
    ProtectedBehind = 7,
    /// The mark before the gap is escaped: `2024\.These`.
    Escaped = 8,
}

/// The number of tokens in brackets after which the closing one is not searched any more.
const MAX_BRACKET_TOKENS: usize = 32;

/// Returns the values of every [`GapFeature`] for a gap.
pub(crate) fn gap_features(context: &FeatureContext, gap: Gap) -> [f32; GapFeature::COUNT] {
    use GapFeature as F;
    let token = gap.token;
    let mut values = [0.0; GapFeature::COUNT];
    let mut set = |feature: GapFeature, value: f32| values[feature as usize] = value;
    let (first, last) = context.chunk(token);
    let entities = entities(context, first, last);
    let entity_at = |i: usize| entities.iter().find(|entity| entity.tokens.contains(&i));
    // A backslash that escapes a mark is no mark itself, nor are the characters of an entity: it counts as the mark that
    // it stands for.
    let is_mark = |i: usize| context.tokens[i].kind == Kind::Punctuation || entity_at(i).is_some();
    let mark_at = |i: usize| match entity_at(i) {
        Some(entity) => (entity.tokens.end - 1 == i).then_some(entity.stands_for),
        None if is_mark(i) && !is_escape(context, i) => context.token_str(Some(i)).chars().next(),
        None => None,
    };
    let code = |mark: Option<char>| {
        mark.and_then(|mark| MARKS.chars().position(|c| c == mark)).map_or(0.0, |at| at as f32 + 1.0)
    };
    let opener = entity_at(token).map_or_else(|| mark_at(token), |entity| Some(entity.stands_for));
    let mut mark = mark_at(token - 1);
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
    set(
        F::CodeMarks,
        marks().filter(|&c| CODE_MARKS.contains(c) || !MARKS.contains(c) && c != '-').count() as f32,
    );
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
    let in_paragraph = within(paragraph.tokens.start)..within(paragraph.tokens.end);
    set(F::GapsAround, in_paragraph.len() as f32);
    let nth = within(token);
    let near =
        in_paragraph.start.max(nth.saturating_sub(MAX_GAPS_NEAR))..in_paragraph.end.min(nth + MAX_GAPS_NEAR);
    let alike = |other: &Gap| {
        other.token != token
            && context.tokens[other.token].kind == context.tokens[token].kind
            && mark_at(other.token - 1) == mark_at(token - 1)
    };
    set(F::GapsAlike, gaps[near].iter().filter(|gap| alike(gap)).take(MAX_ALIKE).count() as f32);
    set(F::LoneQuote, f32::from(paragraph.in_quotes));
    if let Some(quote) = [token - 1, token].into_iter().find(|&i| is_double_quote(context, i)) {
        let [before, behind] = quotes_around(context, quote);
        set(F::QuoteBefore, before as u8 as f32);
        set(F::QuoteBehind, behind as u8 as f32);
    }
    set(F::ChunkLengthAround, context.chunk_length_around(token));
    set(F::GapsNear, context.gaps_near(token));
    set(F::Joint, joint(context, token, mark) as u8 as f32);
    values
}

/// An entity in a chunk.
struct EntityTokens {
    tokens: Range<usize>,
    stands_for: char,
}

/// Returns the entities among the tokens from `first` to `last`.
fn entities(context: &FeatureContext, first: usize, last: usize) -> Vec<EntityTokens> {
    let mut entities = Vec::new();
    let mut at = first;
    while at <= last {
        let start = context.tokens[at].start();
        let entity = entity(&context.text[start..]).filter(|_| context.token_str(Some(at)) == "&");
        let tokens = entity.map_or(1, |entity| {
            let within = |i: &usize| context.tokens.get(*i).is_some_and(|t| t.end() <= start + entity.len);
            (at..).take_while(within).count().max(1)
        });
        if let Some(entity) = entity {
            entities.push(EntityTokens { tokens: at..at + tokens, stands_for: entity.stands_for });
        }
        at += tokens;
    }
    entities
}

/// Returns whether a token is a backslash that escapes the mark behind it.
fn is_escape(context: &FeatureContext, token: usize) -> bool {
    context.token_str(Some(token)) == "\\"
        && context.tokens.get(token + 1).is_some_and(|next| next.before == Break::None)
        && context.token_str(Some(token + 1)).starts_with(ESCAPED)
}

/// Returns what is at the gap before a token besides prose. `mark` is the mark before the gap.
fn joint(context: &FeatureContext, token: usize, mark: Option<char>) -> Joint {
    let protected = &context.detections.protected;
    let is_protected = |token: usize| {
        let nth = protected.partition_point(|range| range.end <= token);
        protected.get(nth).is_some_and(|range| range.start <= token)
    };
    let is_glued = |token: usize| context.tokens.get(token).is_some_and(|next| next.before == Break::None);
    let behind = context.token_str(Some(token)).chars().next().unwrap_or(' ');
    if context.tokens[token].kind == Kind::Punctuation && CURRENCIES.contains(&behind) {
        return Joint::Amount;
    }
    match (mark, behind) {
        (_, '*' | '_') => Joint::EmphasisBehind,
        (Some('*' | '_'), _) => Joint::EmphasisBefore,
        (_, '[') => bracket(context, token),
        _ if is_protected(token - 1) => Joint::ProtectedBefore,
        _ if is_protected(token) || is_glued(token + 1) && is_protected(token + 1) => Joint::ProtectedBehind,
        _ if token >= 2 && is_escape(context, token - 2) => Joint::Escaped,
        _ => Joint::Plain,
    }
}

/// Returns what the bracket at a token opens: the text of a link, a remark of several words, or anything else.
fn bracket(context: &FeatureContext, token: usize) -> Joint {
    let mut has_spaces = false;
    for i in (token + 1..context.tokens.len()).take(MAX_BRACKET_TOKENS) {
        if context.tokens[i].before == Break::Paragraph {
            break;
        }
        has_spaces |= context.tokens[i].before != Break::None && i > token + 1;
        if context.token_str(Some(i)) == "]" {
            let is_glued = context.tokens.get(i + 1).is_some_and(|next| next.before == Break::None);
            let opens = is_glued && ["(", "["].contains(&context.token_str(Some(i + 1)));
            return match (opens, has_spaces) {
                (true, _) => Joint::LinkBehind,
                (false, true) => Joint::RemarkBehind,
                (false, false) => Joint::Plain,
            };
        }
    }
    Joint::Plain
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
            .map_or_else(Vec::new, |token_text| segmentations(context.lexicon, &token_text));
        boundary_costs(token.unwrap_or_default(), segmentations.first())
    });
    match edge {
        Edge::First => costs.first,
        Edge::Last => costs.last,
    }
}
