//! The rules about two words side by side that may be one: a word that the end of a line broke ("adven- ture"), and a word that
//! stands twice ("the the").
//!
//! No trees judge them: what the text says elsewhere, the lexicon and two short lists leave little open.

use std::ops::Range;

use crate::context::feature_context::FeatureContext;
use crate::detect::detections::{Pair, PairKind};
use crate::report::finding::Finding;
use crate::report::rule::Rule;
use crate::text::edit::Edit;
use crate::text::token::Break;

pub(crate) mod broken;
mod doubled;

/// Returns the finding about a pair, unless its two words are right as they stand.
pub(crate) fn judge(context: &FeatureContext, pair: &Pair) -> Option<Finding> {
    let (rule, removed, confidence) = match pair.kind {
        PairKind::Broken => {
            let (removed, confidence) = broken::judge(context, pair)?;
            (Rule::BrokenWord, removed, confidence)
        }
        PairKind::Doubled => {
            let removed = context.tokens[pair.first].end()..context.tokens[pair.last()].end();
            (Rule::DoubledWord, removed, doubled::confidence(context, pair)?)
        }
    };
    let edits = removal(context, removed, pair.last())?;
    let start = context.tokens[pair.first].start();
    let end = edits.last().map_or(start, |edit| edit.range.end).max(context.tokens[pair.last()].end());
    Some(Finding { range: start..end, edits, rule, confidence, is_partial: false })
}

/// Returns the edits that take out what is before the end of word `last`, with its white space. A line end among it is put
/// behind the chunk of the word, so that the text keeps its lines:
///
/// ```text
/// the long adven-⏎ture, which  →  the long adventure,⏎which
/// ```
/// Returns `None` where the white space behind the chunk belongs to a character.
pub(crate) fn removal(context: &FeatureContext, removed: Range<usize>, last: usize) -> Option<Vec<Edit>> {
    let mut edits = vec![Edit { range: removed.clone(), insert: String::new() }];
    if context.tokens[last].before != Break::Line {
        return Some(edits);
    }
    let more = context.tokens[last + 1..].iter().take_while(|token| token.before == Break::None).count();
    let (end, next) = (context.tokens[last + more].end(), context.tokens.get(last + more + 1));
    let behind = context.text[end..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let gap = end..end + behind;
    // A line end may follow, or the text may end.
    if !gap.is_empty() && !context.text[gap.end..].starts_with(['\n', '\r']) {
        if gap.end < context.text.len() && next.is_none_or(|next| next.start() != gap.end) {
            return None;
        }
        let is_wide = context.text[removed].contains('\r');
        edits.push(Edit { range: gap, insert: if is_wide { "\r\n" } else { "\n" }.into() });
    }
    Some(edits)
}
