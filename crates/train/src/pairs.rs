//! What the rules about pairs of words are made of: words that are rightly doubled, parts of hyphenated compounds, and the
//! weights of the evidence for a broken word.
//!
//! `lists` counts and prints lines of `data/en/lists.txt`. `weights` sets text in lines of a random width, as a printer does, so
//! that words are broken at their syllables and compounds at their hyphens, and fits a logistic regression to tell them apart.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;
use std::path::Path;

use fastrand::Rng;
use unglue::training::{BROKEN_FEATURES, Break, Kind, Token, broken_rows, fold, lexicon, tokenize};
use unglue::{Checker, Language, Options};
use unglue_run::Result;

use crate::corpus::{Document, share};

/// A doubled word is right if it is seen so often,
const MIN_DOUBLES: usize = 3;
/// and is one in so many occurrences of the word.
const OCCURRENCES_PER_DOUBLE: usize = 5000;
/// A part of compounds has so many different partners,
const MIN_PARTNERS: usize = 3;
/// in so many genres.
const MIN_GENRES: usize = 2;
/// A compound that the lexicon has as one word is seen so often with its hyphen.
const MIN_COMPOUNDS: usize = 2;
/// The most items of a list.
const MAX_ITEMS: usize = 300;

/// What is counted of the documents.
#[derive(Default)]
struct Seen {
    words: HashMap<String, usize>,
    doubles: HashMap<String, usize>,
    /// Compounds of two words, with the genres that have them.
    compounds: HashMap<[String; 2], (usize, BTreeSet<String>)>,
}

/// A part of compounds: how often it is one, with how many partners, in which genres.
#[derive(Default)]
struct Part<'s> {
    times: usize,
    partners: usize,
    genres: BTreeSet<&'s str>,
}

/// Counts the documents that are not held back, and prints the lists. Compounds are counted in one half of them: the weights are
/// fitted to the other half.
pub fn print_lists(documents: &[Document]) -> Result<()> {
    let mut seen = Seen::default();
    for document in documents.iter().filter(|document| !document.held_back) {
        count(document, &mut seen);
    }
    let is_double = |(word, times): (&String, &usize)| {
        *times >= MIN_DOUBLES && *times * OCCURRENCES_PER_DOUBLE >= seen.words[word]
    };
    let doubles = seen.doubles.iter().filter(|(word, times)| is_double((word, times)));
    print_list("doubles", doubles.map(|(word, times)| (*times, word.clone())).collect());
    for (side, name) in ["compound-starts", "compound-ends"].into_iter().enumerate() {
        print_list(name, parts(&seen, side));
    }
    let language = Language::english().map_err(|e| e.to_string())?;
    let hyphenated = seen.compounds.iter().filter_map(|([first, last], (times, _))| {
        let word = format!("{first}{last}");
        let joined = seen.words.get(&word).copied().unwrap_or(0) / 2;
        let is_listed = *times >= MIN_COMPOUNDS && *times > joined && lexicon(&language).knows(&word);
        is_listed.then(|| (*times, format!("{first}:{last}")))
    });
    print_list("hyphenated", hyphenated.collect());
    Ok(())
}

/// Prints the most frequent items of a list in their order.
fn print_list(name: &str, mut items: Vec<(usize, String)>) {
    items.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    items.truncate(MAX_ITEMS);
    let mut items: Vec<String> = items.into_iter().map(|(_, item)| item).collect();
    items.sort();
    println!("{name} {}", items.join(" "));
}

/// Returns the first or second parts of compounds as items with their log-odds: how much likelier such a part is followed, or
/// preceded, by a hyphen of its own than by one that a line's end puts there.
fn parts(seen: &Seen, side: usize) -> Vec<(usize, String)> {
    let mut soft: HashMap<&str, f64> = HashMap::new();
    for (word, times) in &seen.words {
        let places: Vec<usize> =
            (2..word.len().saturating_sub(1)).filter(|at| may_break(word, *at)).collect();
        for at in &places {
            let part = if side == 0 { &word[..*at] } else { &word[*at..] };
            *soft.entry(part).or_default() += *times as f64 / places.len() as f64;
        }
    }
    let mut hard: HashMap<&str, Part> = HashMap::new();
    for (words, (times, genres)) in &seen.compounds {
        let part = hard.entry(&words[side]).or_default();
        part.times += times;
        part.partners += 1;
        part.genres.extend(genres.iter().map(String::as_str));
    }
    let listed = hard.into_iter().filter(|(word, part)| {
        word.len() > 1 && part.partners >= MIN_PARTNERS && part.genres.len() >= MIN_GENRES
    });
    let item = |(word, part): (&str, Part)| {
        let odds = (2.0 * part.times as f64 + 0.3) / (soft.get(word).copied().unwrap_or(0.0) + 0.3);
        (part.times, format!("{word}:{}", odds.ln().round() as i32))
    };
    listed.map(item).collect()
}

/// Adds the words of a document.
fn count(document: &Document, seen: &mut Seen) {
    let text = &document.text;
    let tokens = tokenize(text);
    let word = |i: usize| -> Option<String> {
        let token: &Token = tokens.get(i).filter(|token| token.kind == Kind::Word)?;
        Some(token.as_str(text).chars().map(fold).collect())
    };
    let is_glued = |i: usize| tokens.get(i).is_some_and(|token| token.before == Break::None);
    let is_hyphen = |i: usize| tokens.get(i).is_some_and(|token| token.as_str(text) == "-");
    for (i, token) in tokens.iter().enumerate() {
        let Some(here) = word(i) else { continue };
        if i > 0 && token.before == Break::Space && word(i - 1).as_ref() == Some(&here) {
            *seen.doubles.entry(here.clone()).or_default() += 1;
        }
        if document.half() == 0
            && is_hyphen(i + 1)
            && is_glued(i + 1)
            && is_glued(i + 2)
            && !is_glued(i)
            && !is_glued(i + 3)
        {
            let Some(next) = word(i + 2) else { continue };
            let (times, genres) = seen.compounds.entry([here.clone(), next]).or_default();
            *times += 1;
            genres.insert(document.genre.clone());
        }
        *seen.words.entry(here).or_default() += 1;
    }
}

/// The widths of lines, in characters.
const WIDTHS: std::ops::Range<usize> = 38..100;
/// The most paragraphs of one text: what it says elsewhere is evidence, and many texts are short.
const MAX_PARAGRAPHS: usize = 24;
/// One text in so many is short: one paragraph.
const TEXTS_PER_SHORT: usize = 2;
/// One joined word in so many is judged as if no list had it: the words of other texts are rarer than those of the corpus.
const WORDS_PER_UNKNOWN: usize = 12;
/// How much more a compound weighs than a word: in what tools take out of PDF files one broken word in ten is a compound, and here
/// one in thirty.
const COMPOUND_WEIGHT: f64 = 2.0;
/// The steps of the regression.
const STEPS: usize = 3000;
/// How far a step goes, and how large weights are kept from growing.
const RATE: f32 = 0.5;
const DECAY: f32 = 2e-5;

/// A broken word of a text in lines: its features, and whether it has no hyphen.
struct Example {
    values: [f32; BROKEN_FEATURES],
    is_joined: bool,
}

/// Fits the weights to the half of the documents that the lists are not counted in, prints how well they do on the others, and writes them to `out`.
pub fn write_weights(documents: &[Document], out: &Path) -> Result<()> {
    let checker = Checker::new(Language::english().map_err(|e| e.to_string())?, Options::default());
    let checker = checker.map_err(|e| e.to_string())?;
    let examples = |is_chosen: &dyn Fn(&Document) -> bool| {
        let documents = documents.iter().filter(|document| is_chosen(document));
        documents.flat_map(|document| examples(&checker, document)).collect::<Vec<_>>()
    };
    let weights = fitted(&examples(&|document| !document.held_back && document.half() == 1));
    print_figures(&examples(&|document| document.held_back), &weights);
    // It names no feature, so that it imports nothing of the module that imports it.
    let mut file = format!(
        "//! The weights of the evidence for a broken word, made by `cargo xtask train pairs`.\n\n\
         /// The log-odds that each feature adds for a word without a hyphen, in the order of `BrokenFeature`. Nats.\n\
         #[rustfmt::skip]\npub(super) const WEIGHTS: [f32; {BROKEN_FEATURES}] = [\n",
    );
    weights.iter().for_each(|weight| _ = writeln!(file, "    {weight:.3},"));
    file += "];\n";
    std::fs::write(out, file).map_err(|e| format!("{}: {e}", out.display()))
}

/// Returns the broken words of a document after its text is set in lines.
fn examples(checker: &Checker, document: &Document) -> Vec<Example> {
    let mut chance = Rng::with_seed(document.hash);
    let paragraphs: Vec<&str> = document.text.split("\n\n").collect();
    let mut examples = Vec::new();
    let mut at = 0;
    while at < paragraphs.len() {
        let is_short = chance.usize(0..TEXTS_PER_SHORT) == 0;
        let count = if is_short { 1 } else { chance.usize(1..=MAX_PARAGRAPHS) };
        let text = paragraphs[at..paragraphs.len().min(at + count)].join("\n\n");
        at += count;
        if chance.f64() > share(&document.genre) {
            continue;
        }
        let (text, broken) = in_lines(&text, &mut chance);
        for row in broken_rows(checker.engine(), &text) {
            let Some(nth) = broken.binary_search_by_key(&row.at, |(at, _)| *at).ok() else { continue };
            let mut values = row.values;
            // The first features say what the lexicon has of the joined word: see `BrokenFeature`.
            if chance.usize(0..WORDS_PER_UNKNOWN) == 0 {
                values[1..4].fill(0.0);
            }
            examples.push(Example { values, is_joined: broken[nth].1 });
        }
    }
    examples
}

/// Sets a text in lines. Returns it with the starts of the second parts of its broken words, ascending, and whether each had no
/// hyphen before. In half of the texts the lines are joined with spaces.
fn in_lines(text: &str, chance: &mut Rng) -> (String, Vec<(usize, bool)>) {
    let width = chance.usize(WIDTHS);
    let end = if chance.bool() { '\n' } else { ' ' };
    let (mut out, mut broken, mut column) = (String::new(), Vec::new(), 0);
    for (nth, paragraph) in text.split("\n\n").enumerate() {
        if nth > 0 {
            out.push_str("\n\n");
            column = 0;
        }
        for word in paragraph.split(' ') {
            let length = word.chars().count();
            if column > 0 && column + 1 + length > width {
                let room = width.saturating_sub(column + 2);
                column = length;
                let Some((at, is_joined)) = break_in(word, room, chance) else {
                    out.push(end);
                    out.push_str(word);
                    continue;
                };
                out.push(' ');
                out.push_str(&word[..at]);
                if is_joined {
                    out.push('-');
                }
                out.push(end);
                broken.push((out.len(), is_joined));
                out.push_str(&word[at..]);
                column = length - at;
                continue;
            }
            if column > 0 {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += length;
        }
    }
    (out, broken)
}

/// Returns where a word is broken so that at most `room` letters stay on the line, and whether a hyphen comes.
fn break_in(word: &str, room: usize, chance: &mut Rng) -> Option<(usize, bool)> {
    let hyphen =
        word.match_indices('-').map(|(at, _)| at + 1).rfind(|at| *at <= room + 1 && *at < word.len());
    if let Some(at) = hyphen.filter(|at| *at > 1) {
        return Some((at, false));
    }
    let letters = word.trim_end_matches(|c: char| !c.is_alphabetic());
    if !letters.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let places: Vec<usize> =
        (2..=room.min(letters.len().saturating_sub(2))).filter(|at| may_break(letters, *at)).collect();
    let last = places.len().checked_sub(1)?;
    Some((places[if chance.usize(0..3) > 0 { last } else { chance.usize(0..=last) }], true))
}

/// Returns whether a word may be broken at a byte: a vowel on each side, and behind it a consonant that starts a syllable, or a
/// second vowel now and then.
fn may_break(word: &str, at: usize) -> bool {
    if !word.is_ascii() {
        return false;
    }
    let is_vowel = |byte: u8| b"aeiouyAEIOUY".contains(&byte);
    let bytes = word.as_bytes();
    let (left, right) = bytes.split_at(at);
    let has_vowel = |part: &[u8]| part.iter().any(|byte| is_vowel(*byte));
    // A silent "e" and its endings make no syllable.
    let tail = word[at..].to_ascii_lowercase();
    let is_silent = matches!(tail.as_str(), "ed" | "es" | "ble" | "le") && tail != "ble";
    if !has_vowel(left) || !has_vowel(right) || is_silent || right.len() < 2 {
        return false;
    }
    let next_is_vowel = right.get(1).is_some_and(|byte| is_vowel(*byte));
    let last = left[left.len() - 1];
    !is_vowel(right[0]) && (next_is_vowel || is_vowel(last) || matches!(right[1], b'r' | b'l' | b'h'))
        || tail.starts_with("ing") && !is_vowel(last)
}

/// Returns the weights that fit examples best, by gradient descent with momentum over all of them.
fn fitted(examples: &[Example]) -> [f32; BROKEN_FEATURES] {
    let (mut weights, mut speed) = ([0.0f32; BROKEN_FEATURES], [0.0f32; BROKEN_FEATURES]);
    for _ in 0..STEPS {
        let mut gradient = [0.0f64; BROKEN_FEATURES];
        for Example { values, is_joined } in examples {
            let weight = if *is_joined { 1.0 } else { COMPOUND_WEIGHT };
            let error = weight * (f64::from(u8::from(*is_joined)) - f64::from(probability(values, &weights)));
            gradient.iter_mut().zip(values).for_each(|(sum, value)| *sum += error * f64::from(*value));
        }
        for nth in 0..BROKEN_FEATURES {
            let slope = (gradient[nth] / examples.len() as f64) as f32 - DECAY * weights[nth];
            speed[nth] = 0.9 * speed[nth] + slope;
            weights[nth] += RATE * speed[nth];
        }
    }
    weights
}

fn probability(values: &[f32; BROKEN_FEATURES], weights: &[f32; BROKEN_FEATURES]) -> f32 {
    let log_odds: f32 = values.iter().zip(weights).map(|(value, weight)| value * weight).sum();
    1.0 / (1.0 + (-log_odds).exp())
}

/// Prints how many words of each kind are right at thresholds, and how many hyphens would be lost.
fn print_figures(examples: &[Example], weights: &[f32; BROKEN_FEATURES]) {
    for threshold in [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98] {
        let (mut right, mut all, mut lost) = ([0, 0], [0, 0], 0);
        for Example { values, is_joined } in examples {
            let p = probability(values, weights);
            let kind = usize::from(*is_joined);
            all[kind] += 1;
            right[kind] += usize::from(if *is_joined { p >= threshold } else { 1.0 - p >= threshold });
            lost += usize::from(!is_joined && p >= threshold);
        }
        let share = |kind: usize| right[kind] as f64 / all[kind].max(1) as f64;
        let removed = (lost + right[1]).max(1);
        println!(
            "{threshold}: {:.4} of {} joined, {:.4} of {} kept, {:.4} of removals wrong",
            share(1),
            all[1],
            share(0),
            all[0],
            f64::from(lost as u32) / removed as f64
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_words_at_syllables_and_compounds_at_hyphens() {
        let text = "The well-known committee was considering an international agreement. ".repeat(30);
        let mut seen = [0, 0];
        for seed in 0..20 {
            let (lines, broken) = in_lines(text.trim_end(), &mut Rng::with_seed(seed));
            let mut restored = lines.clone();
            for (at, is_joined) in broken.iter().rev() {
                seen[usize::from(*is_joined)] += 1;
                restored.replace_range(at - 1 - usize::from(*is_joined)..*at, "");
            }
            assert_eq!(restored.replace('\n', " "), text.trim_end());
        }
        assert!(seen[0] > 10 && seen[1] > 50, "{seen:?}");
    }
}
