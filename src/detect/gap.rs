//! Gaps: places between a mark of punctuation and an adjacent token where a space may be missing.

use crate::text::token::{Break, Kind, Token};

/// Returns whether a space could be missing between two adjacent tokens of a chunk, one of them punctuation.
/// `ends_chunk` tells whether the right one is the last of the chunk.
pub(crate) fn is_gap(text: &str, left: &Token, right: &Token, ends_chunk: bool) -> bool {
    if left.kind != Kind::Punctuation && right.kind != Kind::Punctuation {
        return false;
    }
    let is_straight_quote = |token: &Token| matches!(text.as_bytes()[token.start()], b'"' | b'\'');
    // White space on one side of a straight quote tells on which side the quoted words are: `"so`, `so,"`.
    if left.before != Break::None && is_straight_quote(left) || ends_chunk && is_straight_quote(right) {
        return false;
    }
    let is = |token: &Token, kind: u8| match text.as_bytes()[token.start()] {
        byte @ ..0x80 => MARKS[usize::from(byte)] & kind != 0,
        _ => token
            .as_str(text)
            .starts_with(|c| if kind == CLOSES { CLOSERS.contains(c) } else { OPENERS.contains(c) }),
    };
    match (left.kind, right.kind) {
        // `[text][reference]` is a link.
        (Kind::Punctuation, Kind::Punctuation) => {
            let (a, b) = (left.as_str(text), right.as_str(text));
            is(right, OPENS) && is(left, CLOSES) && a != b && (a, b) != ("]", "[")
        }
        // Authors space dots inside a sentence either way.
        (Kind::Punctuation, _) if text[..left.end()].ends_with("..") || left.as_str(text) == "…" => {
            right.is_alphanumeric() && right.as_str(text).starts_with(char::is_uppercase)
        }
        (Kind::Punctuation, _) => right.is_alphanumeric() && is(left, CLOSES),
        (_, Kind::Punctuation) => left.is_alphanumeric() && is(right, OPENS),
        _ => false,
    }
}

/// Punctuation that a space follows.
pub(crate) const CLOSERS: &str = ",.;:!?)]”’\"'…%»";
/// Punctuation that a space precedes.
pub(crate) const OPENERS: &str = "([“‘\"«";

const CLOSES: u8 = 1;
const OPENS: u8 = 2;
/// The role of each ASCII character: [`CLOSES`], [`OPENS`], both or neither.
const MARKS: [u8; 128] = {
    let mut marks = [0; 128];
    let mut at = 0;
    while at < CLOSERS.len() || at < OPENERS.len() {
        if at < CLOSERS.len() && CLOSERS.as_bytes()[at] < 0x80 {
            marks[CLOSERS.as_bytes()[at] as usize] |= CLOSES;
        }
        if at < OPENERS.len() && OPENERS.as_bytes()[at] < 0x80 {
            marks[OPENERS.as_bytes()[at] as usize] |= OPENS;
        }
        at += 1;
    }
    marks
};
