//! Terms of a trade: compounds that no list has and that a text repeats, and identifiers made of words that stand beside
//! each other.

use std::collections::BTreeMap;

use fastrand::Rng;
use unglue::training::{Break, Kind, Token, tokenize};

use crate::passage::substituted;
use crate::spelling::like;

/// The shortest word that a term stands in for, in bytes.
const MIN_WORD: usize = 4;
/// One pair of words in this many becomes an identifier.
const PAIRS_PER_IDENTIFIER: [usize; 2] = [6, 14];
/// The fewest identifiers of a text: they come in groups, and a single one looks like a merge with a name.
const MIN_IDENTIFIERS: usize = 3;
/// How often a word stands at least that a term stands in for: one that stands once looks like any merge.
const MIN_REPEATED: usize = 2;

/// Puts a term in the place of a word that the text repeats, wherever that stands: "vectorcall" for "method". `term` makes
/// one.
pub fn repeat(text: &str, term: impl FnOnce(&mut Rng) -> String, chance: &mut Rng) -> String {
    let tokens = tokenize(text);
    let is_word = |token: &&Token| {
        let word = token.as_str(text);
        token.kind == Kind::Word && word.len() >= MIN_WORD && word.chars().all(char::is_lowercase)
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for token in tokens.iter().filter(is_word) {
        *counts.entry(token.as_str(text)).or_default() += 1;
    }
    counts.retain(|_, count| *count >= MIN_REPEATED);
    let words: Vec<&str> = counts.into_keys().collect();
    if words.is_empty() {
        return text.to_owned();
    }
    let (word, term) = (words[chance.usize(0..words.len())], term(chance));
    let places = tokens.iter().filter(|token| token.as_str(text).to_lowercase() == word);
    substituted(text, places.map(|token| (token.range(), like(token.as_str(text), &term))))
}

/// Joins pairs of words to identifiers: "the first name" becomes "the firstName", or "the FirstName". A text has one
/// style.
pub fn identifiers(text: &str, chance: &mut Rng) -> String {
    let tokens = tokenize(text);
    let per = PAIRS_PER_IDENTIFIER[chance.usize(0..PAIRS_PER_IDENTIFIER.len())];
    let starts_with_capital = chance.usize(0..4) == 0;
    let is_word = |token: &Token| {
        let word = token.as_str(text);
        token.kind == Kind::Word && word.len() >= 3 && word.chars().all(char::is_lowercase)
    };
    let is_apart = |i: usize| tokens.get(i).is_none_or(|token| token.before != Break::None);
    let mut joined = Vec::new();
    let mut i = 1;
    while i < tokens.len() {
        let (left, right) = (&tokens[i - 1], &tokens[i]);
        let is_pair = is_word(left) && is_word(right) && is_apart(i - 1) && right.before == Break::Space;
        if !is_pair || chance.usize(0..per) > 0 {
            i += 1;
            continue;
        }
        let head = left.as_str(text);
        let head = if starts_with_capital { like("X", head) } else { head.to_owned() };
        joined.push((left.start()..right.end(), head + &like("X", right.as_str(text))));
        i += 2;
    }
    if joined.len() < MIN_IDENTIFIERS {
        return text.to_owned();
    }
    substituted(text, joined.into_iter())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The method of a method is here. Method or not, any other way was open to them. \
        They went home with what they had seen there, since none would tell them where their ship was.";

    #[test]
    fn a_term_stands_wherever_the_word_stood() {
        let mut chance = Rng::with_seed(2);
        let planted = repeat(TEXT, |_| "vectorcall".to_owned(), &mut chance);
        assert_eq!(planted, TEXT.replace("method", "vectorcall").replace("Method", "Vectorcall"));
    }

    #[test]
    fn identifiers_join_words_that_stand_beside_each_other() {
        let mut chance = Rng::with_seed(2);
        let mut seen = 0;
        for _ in 0..50 {
            let planted = identifiers(TEXT, &mut chance);
            seen += usize::from(planted != TEXT);
            let letters = |text: &str| text.replace(' ', "").to_lowercase();
            assert_eq!(letters(&planted), letters(TEXT));
        }
        assert!(seen > 10, "{seen}");
    }
}
