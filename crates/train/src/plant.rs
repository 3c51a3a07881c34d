//! What is put into a text before it loses spaces: misspellings, and much that looks wrong and is right.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use fastrand::Rng;
use unglue::training::{Kind, tokenize};
use unglue_run::{Result, root};

use crate::paper;
use crate::passage::{replace, substituted};
use crate::plant_wholes;
use crate::spelling::{like, swapped_letters, typing_error};
use crate::{terms, wholes};

/// The words that are put into texts.
pub struct Planter {
    /// Misspellings of a word.
    typos: HashMap<String, Vec<String>>,
    /// Words of other languages.
    foreign: Vec<Vec<String>>,
    /// Rare words and names of large lists that the lexicon leaves out.
    unlisted_words: Vec<String>,
    unlisted_names: Vec<String>,
    /// Names of products and companies with a capital inside.
    brands: Vec<String>,
    /// Words and names that look like several words.
    wholes: Vec<String>,
    /// Words that are seen with a capital inside sentences and never without.
    pub names: HashSet<String>,
    /// The longer ones of `names`, sorted.
    paper_names: Vec<String>,
    /// Words that stand in the corpus, for making compounds and identifiers.
    pub vocabulary: Vec<String>,
}

impl Planter {
    /// Reads the lists that `cargo xtask data` leaves in `lists`. `names` and `vocabulary` are those of the corpus.
    pub fn new(lists: &Path, names: HashSet<String>, vocabulary: Vec<String>) -> Result<Planter> {
        let read =
            |path: &Path| std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()));
        let mut misspellings: HashMap<String, Vec<String>> = HashMap::new();
        for line in read(&lists.join("typo-pairs.tsv"))?.lines() {
            if let Some((typo, word)) = line.split_once('\t').filter(|(_, word)| !word.contains(',')) {
                misspellings.entry(word.into()).or_default().push(typo.into());
            }
        }
        let mut languages: HashMap<String, Vec<String>> = HashMap::new();
        for line in read(&lists.join("foreign.tsv"))?.lines() {
            if let Some((language, word)) = line.split_once('\t') {
                languages.entry(language.into()).or_default().push(word.into());
            }
        }
        let mut foreign: Vec<(String, Vec<String>)> = languages.into_iter().collect();
        foreign.sort();
        let (mut unlisted_words, mut unlisted_names) = (Vec::new(), Vec::new());
        for line in read(&lists.join("unlisted.tsv"))?.lines() {
            match line.split_once('\t') {
                Some(("word", word)) => unlisted_words.push(word.to_owned()),
                Some(("name", name)) => unlisted_names.push(name.to_owned()),
                _ => {}
            }
        }
        if unlisted_words.is_empty() || unlisted_names.is_empty() || foreign.is_empty() {
            return Err(format!("{}: a list is empty: run `cargo xtask data`", lists.display()));
        }
        let listed = read(&root().join("data/en/words.tsv"))?;
        let brands = listed.lines().filter_map(|line| {
            let (word, rest) = line.split_once('\t')?;
            let inside =
                word.chars().zip(word.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
            (rest.ends_with('a') && inside && word.len() >= 5).then(|| word.to_owned())
        });
        let brands: Vec<String> = brands.collect();
        let mut paper_names: Vec<String> = names.iter().filter(|name| name.len() >= 4).cloned().collect();
        paper_names.sort();
        Ok(Planter {
            typos: misspellings,
            foreign: foreign.into_iter().map(|(_, w)| w).collect(),
            unlisted_words,
            unlisted_names,
            brands,
            wholes: wholes::to_train()?,
            names,
            paper_names,
            vocabulary,
        })
    }

    /// The words of a language other than English.
    pub fn language(&self, chance: &mut Rng) -> &[String] {
        &self.foreign[chance.usize(0..self.foreign.len())]
    }

    /// Misspells about one word in thirty, some of them twice, and adds them to `misspelt`.
    pub fn misspell(&self, text: &str, misspelt: &mut HashSet<String>, chance: &mut Rng) -> String {
        let mut swapped = HashSet::new();
        let text = swapped_letters(text, &mut swapped, chance);
        misspelt.extend(swapped);
        replace(&text, 30, chance, |word, chance| {
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

    /// Puts what stands in papers into a text.
    pub fn plant_paper(&self, text: &str, chance: &mut Rng) -> String {
        paper::plant(text, &paper::Words { names: &self.paper_names, vocabulary: &self.vocabulary }, chance)
    }

    /// Puts things into a text that look wrong and are right.
    pub fn plant(&self, text: &str, chance: &mut Rng) -> String {
        let pick = |words: &[String], chance: &mut Rng| words[chance.usize(0..words.len())].clone();
        match chance.usize(0..16) {
            0 | 1 => {
                let language = self.language(chance);
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
            // Terms that the text repeats.
            14 => {
                let term = |chance: &mut Rng| match chance.usize(0..4) {
                    0 => pick(&self.wholes, chance),
                    1 => pick(&self.unlisted_words, chance),
                    _ => pick(&self.vocabulary, chance) + &pick(&self.vocabulary, chance),
                };
                terms::repeat(text, term, chance)
            }
            15 => terms::identifiers(text, chance),
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
    pub fn plant_brand(&self, text: &str, held_out: &mut HashSet<String>, chance: &mut Rng) -> String {
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
        let places = tokens.iter().filter(|token| token.as_str(text) == name);
        substituted(text, places.map(|token| (token.range(), brand.clone())))
    }
}

/// What people write behind a number without a space.
pub const UNITS: [&str; 60] = [
    "km", "m", "cm", "mm", "nm", "kg", "g", "mg", "lb", "lbs", "oz", "ft", "in", "mi", "mph", "kmh", "s",
    "ms", "ns", "min", "h", "hr", "hrs", "Hz", "kHz", "MHz", "GHz", "KB", "kB", "MB", "GB", "TB", "MiB",
    "GiB", "bit", "px", "pt", "em", "rem", "x", "K", "M", "k", "V", "W", "kW", "kWh", "MW", "mAh", "dB",
    "am", "pm", "AM", "PM", "th", "st", "nd", "rd", "bn", "G",
];
