//! Notations without a space beside their brackets and commas: casts, calls, oxidation states, indices.

use crate::text::token::{Break, Kind, Token};

/// The number of tokens in brackets after which no notation is recognised any more.
const MAX_BRACKET_TOKENS: usize = 8;

/// Names of types that are no words, or that no sentence puts in brackets alone.
const TYPES: [&str; 10] =
    ["bool", "char", "const", "enum", "float", "int", "signed", "struct", "unsigned", "void"];
/// Names of types that are words too: they are types only beside another one.
const TYPES_OR_WORDS: [&str; 6] = ["double", "long", "short", "static", "union", "volatile"];

/// Returns whether the bracket that token `close` closes holds a type: `(unsigned long)state`, `(struct node *)p`.
pub(crate) fn is_cast(text: &str, tokens: &[Token], close: usize) -> bool {
    let first = close.saturating_sub(MAX_BRACKET_TOKENS);
    let Some(open) = (first..close).rev().find(|&i| tokens[i].as_str(text) == "(") else { return false };
    tokens[open + 1..=close].iter().all(|token| token.before < Break::Line)
        && is_type(tokens[open + 1..close].iter().map(|token| token.as_str(text)))
}

/// Returns whether words and stars are a type.
fn is_type<'t>(words: impl Iterator<Item = &'t str>) -> bool {
    let (mut is_sure, mut names_follow) = (false, false);
    for word in words {
        let is_tag = names_follow && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if TYPES.contains(&word) || is_sized(word) {
            is_sure = true;
        } else if !is_tag && !TYPES_OR_WORDS.contains(&word) && word != "*" {
            return false;
        }
        names_follow = matches!(word, "struct" | "union" | "enum") || is_tag;
    }
    is_sure
}

/// `u8`, `int32`, `f64`: a type with its size.
fn is_sized(word: &str) -> bool {
    let name = word.trim_end_matches(|c: char| c.is_ascii_digit());
    matches!(&word[name.len()..], "8" | "16" | "32" | "64")
        && ["u", "i", "f", "s", "int", "uint", "float"].contains(&name)
}

/// Returns whether token `open`, a bracket directly behind a word, opens the arguments of a call that start with a
/// type, as in `offsetof(struct node, next)`, or an oxidation state, as in `iron(III)`.
pub(crate) fn is_call_or_state(text: &str, tokens: &[Token], open: usize) -> bool {
    let behind = |steps: usize| tokens.get(open + steps).filter(|token| token.before < Break::Line);
    let glued = |steps: usize| behind(steps).filter(|token| token.before == Break::None);
    let Some(first) = glued(1).map(|token| token.as_str(text)) else { return false };
    let is_roman = !first.is_empty() && first.len() <= 4 && first.bytes().all(|b| b"IVX".contains(&b));
    let closes = |steps: usize| glued(steps).is_some_and(|token| token.as_str(text) == ")");
    let starts_with_type = TYPES.contains(&first)
        && behind(2).is_some_and(|token| token.before == Break::Space && token.kind != Kind::Punctuation);
    is_roman && closes(2) || starts_with_type
}

/// Returns whether the tokens beside a comma are indices: "Bk,q", "xi,j".
pub(crate) fn is_index(text: &str, left: &Token, right: &Token) -> bool {
    let (left, right) = (left.as_str(text), right.as_str(text));
    left.len() <= 3
        && left.bytes().all(|b| b.is_ascii_alphanumeric())
        && right.len() == 1
        && right.bytes().all(|b| b.is_ascii_alphabetic())
        && !matches!(right, "a" | "A" | "I")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenizer::tokenize;

    #[test]
    fn casts() {
        for (text, expected) in [
            ("(unsigned long)state", true),
            ("(struct node *)p", true),
            ("(uint8)x", true),
            ("(void)x", true),
            ("(long)story", false),
            ("(the char)x", false),
            ("(unsigned\nlong)x", false),
            ("(a)b", false),
            (")b", false),
        ] {
            let tokens = tokenize(text);
            let close = tokens.iter().position(|token| token.as_str(text) == ")").unwrap();
            assert_eq!(is_cast(text, &tokens, close), expected, "{text}");
        }
    }

    #[test]
    fn calls_and_oxidation_states() {
        for (text, expected) in [
            ("offsetof(struct node, next)", true),
            ("iron(III)", true),
            ("lead(II) oxide", true),
            ("said(and so on)", false),
            ("said(I", false),
            ("as(int)", false),
            ("as(", false),
        ] {
            let tokens = tokenize(text);
            assert_eq!(is_call_or_state(text, &tokens, 1), expected, "{text}");
        }
    }

    #[test]
    fn indices() {
        for (text, expected) in [
            ("Bk,q", true),
            ("xi,j", true),
            ("x1,n", true),
            ("so,a", false),
            ("word,x", false),
            ("a,be", false),
        ] {
            let tokens = tokenize(text);
            assert_eq!(is_index(text, &tokens[0], &tokens[2]), expected, "{text}");
        }
    }
}
