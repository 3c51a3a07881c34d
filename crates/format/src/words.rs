//! The words of a language, with their class and frequency.
//!
//! The text is two files. A line of `words.tsv` is `word <TAB> zipf <TAB> class`: zipf is the base-10 logarithm of
//! occurrences in 10^9 words, class a letter of [`Class::ALL`]. A line of `misspellings.tsv` starts with a misspelling.
//!
//! The bytes are an automaton, see [`automaton`] and [`reader`]: from the word to the code of its class and
//! frequency bucket, see [`code`]. Words that look-up derives by the bundle's inflection are omitted, except frequent
//! ones.

pub mod automaton;
pub mod reader;
mod verify;

use std::collections::{BTreeMap, HashMap, HashSet};

pub use verify::verify;

use crate::bigrams::{COMPOUND, MAX_PMI};
use crate::error::{Fault, FormatError};
use crate::inflection::{Inflection, Reading, derive};
use crate::part::Part;
use crate::text::{columns, lines};

pub use automaton::MAX_WORD_BYTES;
/// The number of frequency buckets. Bucket 0 has all words that are rarer than the others.
pub const FREQUENCY_BUCKETS: u8 = 16;

/// The class of a word: the one list of classes, of which all others are made. Its place is its code in the automaton.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// In every dictionary.
    Common,
    /// In the largest dictionaries only: weak evidence of a word.
    Weak,
    /// A name, with its capital.
    Name,
    /// A rare name: weak evidence.
    RareName,
    /// An acronym, abbreviation or brand, in exactly this casing.
    Acronym,
    /// Frequent on the web, in no dictionary.
    Web,
    /// A well-known misspelling that looks like two words.
    Misspelling,
    /// A string that looks like an inflection but is no word: look-up returns nothing.
    NoWord,
}

impl Class {
    /// Every class with its letter in `words.tsv`, in the order of the codes.
    pub const ALL: [(Class, char); 8] = [
        (Class::Common, 'c'),
        (Class::Weak, 'w'),
        (Class::Name, 'n'),
        (Class::RareName, 'r'),
        (Class::Acronym, 'a'),
        (Class::Web, 'f'),
        (Class::Misspelling, 'm'),
        (Class::NoWord, 'x'),
    ];

    /// Returns the class with this letter.
    pub fn from_letter(letter: &str) -> Option<Class> {
        Class::ALL.into_iter().find(|(_, other)| letter.chars().eq([*other])).map(|(class, _)| class)
    }

    /// Returns the class with this code.
    #[inline]
    pub const fn from_code(code: u8) -> Option<Class> {
        // A look-up of `ALL` would cost every known word a read.
        Some(match code {
            0 => Class::Common,
            1 => Class::Weak,
            2 => Class::Name,
            3 => Class::RareName,
            4 => Class::Acronym,
            5 => Class::Web,
            6 => Class::Misspelling,
            7 => Class::NoWord,
            _ => return None,
        })
    }
}

// Each class is at the place of its code.
const _: () = {
    let mut code = 0;
    while code < Class::ALL.len() {
        assert!(Class::ALL[code].0 as usize == code);
        assert!(matches!(Class::from_code(code as u8), Some(class) if class as usize == code));
        code += 1;
    }
};

/// The highest bucket of regular inflections that are omitted. More frequent ones are listed, since their frequency
/// matters: Zipf 4.0 and above.
const MAX_DERIVED_BUCKET: u8 = 7;
/// The number of compounds from which on a word has a bigram with [`COMPOUND`].
const MIN_COMPOUNDS: u32 = 4;

/// Returns the frequency bucket of a Zipf value: 0 is below 1.2, then steps of 0.4.
///
/// ```
/// assert_eq!([1.0, 1.4, 9.0].map(unglue_format::words::frequency_bucket), [0, 1, 15]);
/// ```
pub fn frequency_bucket(zipf: f32) -> u8 {
    ((zipf - 1.0) / 0.4).round().clamp(0.0, f32::from(FREQUENCY_BUCKETS - 1)) as u8
}

/// Returns the negative logarithm of the probability of a word in this frequency bucket. Nats.
pub fn cost(bucket: u8) -> f32 {
    // Bucket 0 has all words below Zipf 1.2; 0.8 is about its middle.
    let zipf = if bucket == 0 { 0.8 } else { 1.0 + 0.4 * f32::from(bucket) };
    (9.0 - zipf) * std::f32::consts::LN_10
}

/// Returns the bucket that is kept for a word: fewer distinct values make a smaller automaton, and the exact frequency
/// of a rare word matters little. Each of these is about the middle of the buckets that it replaces.
fn kept_bucket(class: Class, bucket: u8) -> u8 {
    match (class, bucket) {
        (Class::Common, 0..=1) => 1,
        (Class::Common, 2..=3) => 3,
        (Class::Name, 0..=3) => 2,
        (Class::Common | Class::Name, _) => bucket,
        // A word of the web counts as known from bucket 5 on.
        (Class::Web, 0..=4) => 3,
        (Class::Web, _) => 6,
        (Class::Acronym, _) => 4,
        (Class::Weak | Class::RareName, _) => 1,
        _ => 0,
    }
}

/// Returns the code of a word's class and bucket, `class << 4 | bucket`, or the class and bucket of a code. The
/// commonest value of words that start with such a byte is exchanged with 0, which an automaton does not write.
pub fn code(first: Option<u8>, plain: u8) -> u8 {
    let is_capital = first.is_some_and(|byte| byte.is_ascii_uppercase());
    // Both have the bucket of the rarest words, see `kept_bucket`.
    let commonest = if is_capital { (Class::Name, 2) } else { (Class::Common, 1) };
    plain ^ ((commonest.0 as u8) << 4 | commonest.1)
}

/// A word to be packed.
#[derive(Debug, Clone, Copy)]
struct Listed<'a> {
    word: &'a str,
    class: Class,
    bucket: u8,
}

/// The word lists of a language, read from their texts.
#[derive(Debug)]
pub struct WordList<'a> {
    entries: Vec<Listed<'a>>,
    weighted: Vec<(&'a str, f32)>,
}

impl<'a> WordList<'a> {
    /// Reads the texts of `words.tsv` and `misspellings.tsv`.
    ///
    /// # Errors
    /// Names the line that cannot be read, or the word that is too long.
    pub fn parse(words: &'a str, misspellings: &'a str) -> Result<WordList<'a>, FormatError> {
        let mut list = WordList { entries: Vec::new(), weighted: Vec::new() };
        for line in lines(words) {
            let bad = || Fault::unreadable(line, "word, zipf and class, parted by tabs").of(Part::Words);
            let [word, zipf, class] = columns(line).ok_or_else(bad)?;
            let zipf: f32 = zipf.parse().map_err(|_| bad())?;
            let class = Class::from_letter(class).ok_or_else(bad)?;
            list.add(word, class, frequency_bucket(zipf))?;
            if matches!(class, Class::Common | Class::Name) {
                list.weighted.push((word, 1.0 + zipf.max(0.0)));
            }
        }
        for word in lines(misspellings).filter_map(|line| line.split('\t').next()) {
            list.add(word, Class::Misspelling, 0)?;
        }
        // A word that is in both files keeps its own entry.
        list.entries.sort_by_key(|entry| (entry.word, entry.class == Class::Misspelling));
        list.entries.dedup_by_key(|entry| entry.word);
        Ok(list)
    }

    fn add(&mut self, word: &'a str, class: Class, bucket: u8) -> Result<(), FormatError> {
        if word.len() > MAX_WORD_BYTES {
            let reason = format!("has more than {MAX_WORD_BYTES} bytes: leave it out");
            return Err(Fault::BadWord { word: word.into(), reason }.of(Part::Words));
        }
        self.entries.push(Listed { word, class, bucket });
        Ok(())
    }

    /// Returns the common words and names, each with its weight in the trigram model.
    pub fn weighted(&self) -> &[(&'a str, f32)] {
        &self.weighted
    }

    /// Returns the words that start or end compounds of the list, as bigrams with [`COMPOUND`] and their values.
    pub fn compounds(&self) -> BTreeMap<String, u8> {
        // The halves are common words of Zipf 2.8 or more, the compounds are common or weak words.
        let is_half =
            |entry: &&Listed| entry.class == Class::Common && entry.bucket >= 4 && entry.word.len() >= 3;
        let halves: HashSet<&str> = self.entries.iter().filter(is_half).map(|entry| entry.word).collect();
        let mut counts = BTreeMap::<String, u32>::new();
        for &Listed { word, class, .. } in &self.entries {
            if !matches!(class, Class::Common | Class::Weak) || !word.is_ascii() {
                continue;
            }
            for at in 3..word.len().saturating_sub(2) {
                let (head, tail) = word.split_at(at);
                if halves.contains(head) && halves.contains(tail) {
                    *counts.entry(format!("{head} {COMPOUND}")).or_default() += 1;
                    *counts.entry(format!("{COMPOUND} {tail}")).or_default() += 1;
                }
            }
        }
        let kept = counts.into_iter().filter(|(_, count)| *count >= MIN_COMPOUNDS);
        kept.map(|(key, count)| (key, ((f64::from(count).log2() * 2.0).round() as u8).min(MAX_PMI))).collect()
    }

    /// Writes the automaton, without the words that look-up derives by `inflection`.
    ///
    /// # Errors
    /// Never for a parsed list; see [`automaton::write`].
    pub fn write(&self, inflection: Inflection) -> Result<Vec<u8>, FormatError> {
        let mut entries = self.entries.clone();
        for entry in &mut entries {
            entry.bucket = kept_bucket(entry.class, entry.bucket);
        }
        if inflection == Inflection::English {
            leave_out_derived(&mut entries);
        }
        let code = |entry: &Listed| code(entry.word.bytes().next(), (entry.class as u8) << 4 | entry.bucket);
        automaton::write(entries.iter().map(|entry| (entry.word, code(entry))))
    }
}

/// Removes the words that look-up derives from those that stay, except frequent ones.
fn leave_out_derived(entries: &mut Vec<Listed>) {
    // A base is shorter than its inflection, or as long and before it in the alphabet ("simple", "simply"): when a word
    // is reached, it is decided which of its bases stay.
    entries.sort_by_key(|entry| entry.word.len());
    let mut bases: HashMap<&str, Reading> = HashMap::new();
    entries.retain(|entry| {
        let derived = derive(entry.word, |base| bases.get(base).copied());
        let weak = match entry.class {
            Class::Common => false,
            Class::Weak => true,
            Class::NoWord => return derived.is_some(),
            _ => return true,
        };
        let follows = entry.bucket <= MAX_DERIVED_BUCKET && derived.is_some_and(|word| word.weak == weak);
        if !follows {
            bases.insert(entry.word, Reading { weak, cost: cost(entry.bucket) });
        }
        !follows
    });
    entries.sort_by_key(|entry| entry.word);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_cannot_be_read_are_named() {
        for words in ["word\t5", "word\tfive\tc", "word\t5\tz", "\t5\tc", "word\t5\tc\tmore"] {
            let message = WordList::parse(words, "").unwrap_err().to_string();
            assert!(
                message.starts_with("words: cannot read") && message.contains("parted by tabs"),
                "{message}"
            );
        }
    }

    #[test]
    fn words_that_no_look_up_would_find_are_not_packed() {
        let long = "e".repeat(MAX_WORD_BYTES + 1);
        for (words, misspellings) in [(format!("{long}\t5\tc\n"), ""), (String::new(), &long[..])] {
            let message = WordList::parse(&words, misspellings).unwrap_err().to_string();
            assert!(message.contains("64 bytes") && message.contains(&long), "{message}");
        }
        let longest = format!("{}\t5\tc\n", &long[1..]);
        let bytes = WordList::parse(&longest, "").unwrap().write(Inflection::None).unwrap();
        assert_eq!(verify(&bytes), Ok(()));
    }
}
