//! On which side of a straight quotation mark its words are.

use crate::context::feature_context::FeatureContext;
use crate::text::token::Break;

/// The number of tokens on each side in which another quotation mark is looked for: it keeps the time linear.
const MAX_QUOTATION: usize = 256;

/// On which side of a straight double quote its words are. The numbers are the values of features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum QuoteSide {
    /// There is no quote.
    NoQuote = 0,
    /// The words are behind it: it opens.
    Behind = 1,
    /// The words are before it: it closes.
    Before = 2,
    /// Nothing tells.
    Unclear = 3,
}

/// Returns the sides of the nearest straight double quotes before and behind the one at token `quote`, in its paragraph:
/// one behind that opens means that this one closes.
pub(crate) fn quotes_around(context: &FeatureContext, quote: usize) -> [QuoteSide; 2] {
    let paragraph = &context.detections.paragraph(quote).tokens;
    let least = paragraph.start.max(quote.saturating_sub(MAX_QUOTATION));
    let most = paragraph.end.min(quote + MAX_QUOTATION);
    let is_quote = |&i: &usize| is_double_quote(context, i);
    let nearest = [(least..quote).rev().find(is_quote), (quote + 1..most).find(is_quote)];
    nearest.map(|quote| quote.map_or(QuoteSide::NoQuote, |quote| side(context, quote)))
}

/// Returns whether a token is a straight double quote.
pub(crate) fn is_double_quote(context: &FeatureContext, token: usize) -> bool {
    context.token_str(Some(token)) == "\""
}

/// Returns the side of the quote at a token: white space is on the other one.
fn side(context: &FeatureContext, quote: usize) -> QuoteSide {
    let is_open = |token: usize| context.tokens.get(token).is_none_or(|token| token.before != Break::None);
    let is_opener = |token: usize| matches!(context.token_str(Some(token)), "(" | "[" | "—" | "–");
    let is_closer =
        |token: usize| matches!(context.token_str(Some(token)), "," | "." | ";" | ")" | "]" | "?");
    let is_first = context.detections.paragraph(quote).tokens.start == quote;
    let before = is_first || is_open(quote) || is_opener(quote - 1);
    let behind = is_open(quote + 1) || is_closer(quote + 1);
    match (before, behind) {
        (true, false) => QuoteSide::Behind,
        (false, true) => QuoteSide::Before,
        _ => QuoteSide::Unclear,
    }
}
