//! What extractors and hurried writers make of a text: numbers of notes in the line, headings run into sentences,
//! codes, text without capitals, single quotation marks.

use std::collections::HashSet;

use fastrand::Rng;
use unglue::training::{Break, Kind, Token, tokenize};

use crate::passage::replace;
use crate::spelling::like;

/// Plants numbers of notes and affiliations as extractors write them, without a space: "Lindgren,12", "shown.14,15",
/// "result7", "2School". A passage has one style, and mostly more than one of them. None is beside a word that numbers
/// usually stand beside, `is_beside_number(word, is_before)`: nobody can tell what "November12" is.
pub fn notes(text: &str, is_beside_number: impl Fn(&str, bool) -> bool, chance: &mut Rng) -> String {
    let tokens = tokenize(text);
    let style = chance.usize(0..4);
    let is_capital = |t: &Token| t.as_str(text).starts_with(char::is_uppercase);
    let is_open = |i: usize| tokens.get(i).is_none_or(|t| t.before != Break::None);
    let place = |i: usize| {
        let token = &tokens[i];
        let word = token.kind == Kind::Word
            && token.range().len() > 2
            && !is_beside_number(token.as_str(text), style != 2);
        match style {
            0 => (word && (is_open(i + 1) || tokens[i + 1].kind == Kind::Punctuation)).then(|| token.end()),
            1 => (matches!(token.as_str(text), "." | ",") && is_open(i + 1)).then(|| token.end()),
            2 => (word && is_capital(token) && is_open(i)).then(|| token.start()),
            _ => (word && is_capital(token) && is_open(i + 1)).then(|| token.end()),
        }
    };
    let places: Vec<usize> = (0..tokens.len()).filter_map(place).collect();
    let count = match chance.usize(0..40) {
        0 => 1,
        1..=12 => 4,
        13..=26 => 3 + places.len() / 8,
        _ => 2 + places.len() / 2,
    };
    // Those of a page stand close together.
    let from = chance.usize(0..=places.len().saturating_sub(count));
    let gap = chance.usize(1..4);
    let chosen = places[from..].iter().copied().step_by(gap).take(count);
    let mut out = String::with_capacity(text.len() + 64);
    let (mut done, mut number) = (0, chance.usize(1..40));
    for at in chosen {
        out.push_str(&text[done..at]);
        done = at;
        if style == 3 && chance.usize(0..3) > 0 {
            out.push(',');
        }
        out.push_str(&number.to_string());
        while style != 2 && chance.usize(0..5) == 0 {
            number += chance.usize(1..6);
            out.push_str(&format!(",{number}"));
        }
        number += chance.usize(0..3);
    }
    out + &text[done..]
}

/// Plants codes, as words of their own: "S5", "T640", "3D", "20110412C", "B", "x".
pub fn codes(text: &str, chance: &mut Rng) -> String {
    let tokens = tokenize(text);
    let per = 4 + chance.usize(0..20);
    let mut out = String::with_capacity(text.len() + 64);
    let mut done = 0;
    for token in tokens.iter().skip(1).filter(|t| t.kind == Kind::Word && t.before == Break::Space) {
        if chance.usize(0..per) > 0 {
            continue;
        }
        out.push_str(&text[done..token.start()]);
        done = token.start();
        out.push_str(&code(chance));
        out.push(' ');
    }
    out + &text[done..]
}

fn code(chance: &mut Rng) -> String {
    let capital = |chance: &mut Rng| char::from(chance.u8(b'A'..=b'Z'));
    let letters: String = (0..chance.usize(1..4)).map(|_| capital(chance)).collect();
    let most = [10, 100, 1000][chance.usize(0..3)];
    let number = chance.usize(1..most);
    match chance.usize(0..8) {
        0..=2 => format!("{letters}{number}"),
        3 => format!("{number}{}", capital(chance)),
        4 => format!("{letters}{}{}", chance.usize(20_000_000..20_260_000), capital(chance)),
        5 => capital(chance).to_string(),
        6 => char::from(chance.u8(b'b'..=b'z')).to_string(),
        _ => format!("{}{number}{}", letters, capital(chance)),
    }
}

/// Spells some words of a text out, as songs and lists of initials do: "R E S P E C T", "D K Hilliard". They are right.
pub fn spelt_out(text: &str, chance: &mut Rng) -> String {
    let initials = chance.bool();
    replace(text, 50, chance, |word, chance| {
        let letters = word.to_uppercase();
        let letters = letters.chars().filter(char::is_ascii_uppercase);
        let count = if initials { chance.usize(1..4) } else { 12 };
        let spaced: Vec<String> = letters.take(count).map(String::from).collect();
        Some(if initials { format!("{} {}", spaced.join(" "), like("X", word)) } else { spaced.join(" ") })
    })
}

/// Runs a sentence or two into the next one, as the blocks of a page are joined: "our projects. Posted on" becomes
/// "our projects Posted on". Returns the text and the spaces that blocks lose, in bytes of it.
pub fn join_blocks(text: &str, chance: &mut Rng) -> (String, HashSet<usize>) {
    let tokens = tokenize(text);
    let is_border = |i: &usize| {
        let (word, mark, next) = (&tokens[*i - 1], &tokens[*i], &tokens[*i + 1]);
        mark.as_str(text) == "."
            && mark.before == Break::None
            && word.kind == Kind::Word
            && word.range().len() > 2
            && next.kind == Kind::Word
            && next.as_str(text).starts_with(char::is_uppercase)
            && &text[mark.end()..next.start()] == " "
    };
    let mut borders: Vec<usize> = (1..tokens.len().saturating_sub(1)).filter(is_border).collect();
    chance.shuffle(&mut borders);
    borders.truncate(chance.usize(1..3));
    borders.sort_unstable();
    let (mut out, mut lost, mut done) = (String::with_capacity(text.len()), HashSet::new(), 0);
    for mark in borders {
        out.push_str(&text[done..tokens[mark].start()]);
        done = tokens[mark].end();
        lost.insert(out.len());
    }
    (out + &text[done..], lost)
}

/// Puts bullets before the sentences of a text, or before some of its words, as lists have them when their lines are
/// joined: "• Posted on Monday. • Nobody came." A few of them are no bullets: "•OH", "x•y".
pub fn bullets(text: &str, chance: &mut Rng) -> String {
    let tokens = tokenize(text);
    let per = [1, 1, 2, 12][chance.usize(0..4)];
    let mut out = String::with_capacity(text.len() + 64);
    let mut done = 0;
    for (nth, token) in tokens.iter().enumerate().filter(|(_, t)| t.kind == Kind::Word) {
        let starts_sentence = nth == 0 || tokens[nth - 1].as_str(text) == ".";
        let is_apart = nth == 0 || &text[tokens[nth - 1].end()..token.start()] == " ";
        if !is_apart || !(starts_sentence || per == 12) || chance.usize(0..per) > 0 {
            continue;
        }
        out.push_str(&text[done..token.start()]);
        done = token.start();
        out.push_str(["• ", "• ", "• ", "• ", "• ", "•OH ", "x•y "][chance.usize(0..7)]);
    }
    out + &text[done..]
}

/// Chooses ends of sentences where a page lost the border between two paragraphs, rather at quotation marks where there
/// are any: `nobody had locked." Carter knew`. Returns the spaces that are lost, in bytes.
pub fn join_paragraphs(text: &str, chance: &mut Rng) -> HashSet<usize> {
    let tokens = tokenize(text);
    let is_quote = |i: usize| matches!(tokens[i].as_str(text), "\"" | "“" | "”");
    let is_border = |i: &usize| {
        let before = (1..3).filter_map(|back| i.checked_sub(back)).find(|&i| !is_quote(i));
        let next = if is_quote(*i) { *i + 1 } else { *i };
        &text[tokens[*i - 1].end()..tokens[*i].start()] == " "
            && before.is_some_and(|i| matches!(tokens[i].as_str(text), "." | "!" | "?"))
            && tokens.get(next).is_some_and(|t| t.as_str(text).starts_with(char::is_uppercase))
    };
    let mut borders: Vec<usize> = (1..tokens.len()).filter(is_border).collect();
    let at_quotes = |i: &usize| is_quote(*i) || is_quote(*i - 1);
    if chance.usize(0..4) > 0 && borders.iter().any(at_quotes) {
        borders.retain(at_quotes);
    }
    chance.shuffle(&mut borders);
    borders.truncate(chance.usize(1..5));
    borders.into_iter().map(|i| tokens[i - 1].end()).collect()
}

/// Repeats some words of a text every few words, as pages repeat their heads and a text its terms: in the line, or as a
/// paragraph of their own.
pub fn repeated_words(text: &str, chance: &mut Rng) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let count = chance.usize(2..7).min(words.len());
    let from = chance.usize(0..=words.len() - count);
    let repeated = words[from..from + count].join(" ");
    let gap = chance.usize(6..30).min(words.len() / 2).max(1);
    let space = if chance.bool() { " " } else { "\n\n" };
    let parts: Vec<String> = words.chunks(gap).map(|part| part.join(" ")).collect();
    let most = chance.usize(2..12);
    let mut out = String::with_capacity(text.len() * 2);
    for (nth, part) in parts.iter().enumerate() {
        if nth > 0 {
            let is_head = nth <= most;
            out.push_str(if is_head { space } else { " " });
            if is_head {
                out.push_str(&repeated);
                out.push_str(space);
            }
        }
        out.push_str(part);
    }
    out
}

/// Returns the text with single quotation marks in place of double ones.
pub fn single_quotes(text: &str) -> String {
    text.replace('“', "‘").replace('”', "’").replace('"', "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "We saw our projects. Posted by Ann Adler on Monday, as he said. Nobody came to \"see\" it.";

    #[test]
    fn noise_changes_no_word() {
        let mut chance = Rng::with_seed(3);
        for _ in 0..200 {
            let without_digits: String = notes(TEXT, |word, _| word == "Ann", &mut chance)
                .chars()
                .filter(|c| !c.is_ascii_digit() && *c != ',')
                .collect();
            assert_eq!(without_digits, TEXT.replace(',', ""));
            let coded = codes(TEXT, &mut chance);
            assert!(TEXT.split(' ').all(|word| coded.split(' ').any(|other| other == word)), "{coded}");
        }
        for _ in 0..50 {
            let repeated = repeated_words(TEXT, &mut chance);
            assert!(repeated.split_whitespace().count() > TEXT.split(' ').count(), "{repeated}");
            assert!(TEXT.split(' ').all(|word| repeated.split_whitespace().any(|other| other == word)));
        }
        assert_eq!(single_quotes("“a” \"b\""), "‘a’ 'b'");
    }

    #[test]
    fn joined_blocks_name_the_spaces_that_they_lose() {
        let mut chance = Rng::with_seed(3);
        for _ in 0..50 {
            let (text, lost) = join_blocks(TEXT, &mut chance);
            assert!(
                !lost.is_empty()
                    && lost.iter().all(|&at| text[at..].starts_with(" P") || text[at..].starts_with(" N"))
            );
        }
    }
}
