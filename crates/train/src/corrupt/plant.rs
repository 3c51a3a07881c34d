//! What is put into a text before it loses spaces: misspellings, and much that looks wrong and is right.

use std::collections::HashSet;

use fastrand::Rng;
use unglue::training::{Kind, Token, tokenize};

use super::{Corrupter, UNITS};
use crate::passage::replace;
use crate::plant_wholes;
use crate::spelling::{like, typing_error};

impl Corrupter {
    /// Misspells about one word in thirty, some of them twice, and adds them to `misspelt`.
    pub(super) fn misspell(&self, text: &str, misspelt: &mut HashSet<String>, chance: &mut Rng) -> String {
        replace(text, 30, chance, |word, chance| {
            let lower = word.to_lowercase();
            let typos = self.typos.get(&lower);
            let typo = match typos {
                Some(typos) if chance.usize(0..3) > 0 => typos[chance.usize(0..typos.len())].clone(),
                _ => typing_error(&lower, chance)?,
            };
            let typo = match chance.usize(0..8) {
                0 => typing_error(&typo, chance).unwrap_or(typo),
                _ => typo,
            };
            let typo = like(word, &typo);
            misspelt.insert(typo.clone());
            Some(typo)
        })
    }

    /// Puts things into a text that look wrong and are right.
    pub(super) fn plant(&self, text: &str, chance: &mut Rng) -> String {
        let pick = |words: &[String], chance: &mut Rng| words[chance.usize(0..words.len())].clone();
        match chance.usize(0..14) {
            0 | 1 => {
                let language = &self.foreign[chance.usize(0..self.foreign.len())];
                let count = chance.usize(3..15);
                let mut words: Vec<String> = (0..count).map(|_| pick(language, chance)).collect();
                words[0] = like("X", &words[0]);
                let (open, close) = [("“", "”"), ("\"", "\""), ("(", ")"), ("", "")][chance.usize(0..4)];
                let quote = format!("{open}{}{close}", words.join(" "));
                replace(text, 80, chance, |_, _| Some(quote.clone()))
            }
            2 | 3 => replace(text, 25, chance, |_, chance| Some(pick(&self.unlisted_names, chance))),
            4 | 5 => replace(text, 25, chance, |word, chance| {
                Some(like(word, &pick(&self.unlisted_words, chance)))
            }),
            // Identifiers; but many a real merge looks like them, so they are few.
            6 => replace(text, 60, chance, |_, chance| {
                let (a, b) = (pick(&self.vocabulary, chance), pick(&self.vocabulary, chance));
                Some(format!("{a}{}", like("X", &b)))
            }),
            // Derived words that no list has.
            7 => replace(text, 50, chance, |word, chance| {
                let base = pick(&self.vocabulary, chance);
                let derived = match chance.usize(0..6) {
                    0 => format!("un{base}"),
                    1 => format!("re{base}"),
                    2 => format!("{base}ness"),
                    3 => format!("{base}less"),
                    4 => format!("non{base}"),
                    _ => format!("{base}like"),
                };
                Some(like(word, &derived))
            }),
            // Measures, ordinals, models.
            8 => replace(text, 30, chance, |word, chance| {
                let number = chance.usize(1..2000);
                let unit = UNITS[chance.usize(0..UNITS.len())];
                let model = word.chars().take(2).collect::<String>().to_uppercase();
                Some(if chance.usize(0..4) == 0 {
                    format!("{model}{number}")
                } else {
                    format!("{number}{unit}")
                })
            }),
            // Brackets inside words.
            9 => replace(text, 50, chance, |word, chance| {
                let at = chance.usize(1..word.len().max(3) - 1);
                let (a, b) = word.split_at_checked(at).filter(|_| word.len() > 4)?;
                Some(if chance.bool() { format!("({a}){b}") } else { format!("{a}({b})") })
            }),
            10..=12 => plant_wholes::plant(text, &self.wholes, chance),
            // Lists without spaces, settings, numbers of notes.
            _ => replace(text, 40, chance, |word, chance| {
                let other = pick(&self.vocabulary, chance);
                let number = chance.usize(1..99);
                Some(match chance.usize(0..6) {
                    0 => {
                        let more: Vec<String> =
                            (0..chance.usize(2..5)).map(|_| pick(&self.vocabulary, chance)).collect();
                        format!("{word},{}", more.join(","))
                    }
                    1 => format!("{word}:{other}"),
                    2 => format!("{word}.{other}"),
                    3 => format!("{word}.[{number}]"),
                    4 => format!("{word},[{number}]"),
                    _ => format!("{word}[{number}]"),
                })
            }),
        }
    }

    /// A name with a capital inside: a known one, or one out of two words.
    pub fn brand(&self, chance: &mut Rng) -> String {
        if chance.usize(0..3) > 0 {
            return self.brands[chance.usize(0..self.brands.len())].clone();
        }
        let mut word = || like("X", &self.vocabulary[chance.usize(0..self.vocabulary.len().min(5_000))]);
        format!("{}{}", word(), word())
    }

    /// Puts the name of a product or company in the place of another name, perhaps of all names that are the same.
    pub(super) fn plant_brand(&self, text: &str, held_out: &mut HashSet<String>, chance: &mut Rng) -> String {
        let tokens = tokenize(text);
        let names: Vec<usize> = (1..tokens.len())
            .filter(|&i| tokens[i - 1].kind == Kind::Word && tokens[i].kind == Kind::Word)
            .filter(|&i| self.names.contains(&tokens[i].as_str(text).to_lowercase()))
            .collect();
        if names.is_empty() {
            return text.to_owned();
        }
        let name = tokens[names[chance.usize(0..names.len())]].as_str(text);
        let brand = self.brand(chance);
        held_out.insert(brand.clone());
        let mut out = String::with_capacity(text.len() + 64);
        let mut done = 0;
        for range in tokens.iter().filter(|t| t.as_str(text) == name).map(Token::range) {
            out.push_str(&text[done..range.start]);
            out.push_str(&brand);
            done = range.end;
        }
        out.push_str(&text[done..]);
        out
    }
}
