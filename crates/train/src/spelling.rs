//! The spelling of words that stand in for others.

use std::collections::HashSet;

use fastrand::Rng;
use unglue::training::{Kind, tokenize};

use crate::passage::substituted;

/// One word of two letters in this many has them in the wrong order.
const WORDS_PER_SWAP: usize = 30;

/// Cases `word` like `model`.
pub fn like(model: &str, word: &str) -> String {
    let upper = model.chars().all(|c| !c.is_lowercase()) && model.len() > 1;
    if upper {
        return word.to_uppercase();
    }
    let mut chars = word.chars();
    match (model.chars().next().is_some_and(char::is_uppercase), chars.next()) {
        (true, Some(first)) => first.to_uppercase().chain(chars).collect(),
        _ => word.to_owned(),
    }
}

/// Returns the text with the letters of some of its words of two letters in the wrong order, "ti" for "it", and adds those
/// to `swapped`.
pub fn swapped_letters(text: &str, swapped: &mut HashSet<String>, chance: &mut Rng) -> String {
    let tokens = tokenize(text);
    let words = tokens.iter().filter(|token| token.kind == Kind::Word);
    let changed = words.filter_map(|token| {
        let &[a, b] = token.as_str(text).as_bytes() else { return None };
        let is_word = a.is_ascii_lowercase() && b.is_ascii_lowercase() && a != b;
        if !is_word || chance.usize(0..WORDS_PER_SWAP) > 0 {
            return None;
        }
        let word = String::from_iter([b, a].map(char::from));
        swapped.insert(word.clone());
        Some((token.range(), word))
    });
    substituted(text, changed)
}

/// One slip of the finger.
pub fn typing_error(word: &str, chance: &mut Rng) -> Option<String> {
    let mut chars: Vec<char> = word.chars().collect();
    if chars.len() < 3 || !word.is_ascii() {
        return None;
    }
    let at = chance.usize(0..chars.len() - 1);
    match chance.usize(0..5) {
        0 => chars.swap(at, at + 1),
        1 => _ = chars.remove(at),
        2 => chars.insert(at, chars[at]),
        3 => chars[at] = char::from(chance.u8(b'a'..=b'z')),
        _ => chars.insert(at, char::from(chance.u8(b'a'..=b'z'))),
    }
    Some(String::from_iter(chars))
}
