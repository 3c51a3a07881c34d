//! Lists for `cargo xtask train`, left in the cache: they are not shipped.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use unglue_run::{Result, cache_dir};

use crate::sources;
use crate::wholes;
use crate::words::{Sources, Words};

/// The languages whose frequent words stand in for foreign text: those that wordfreq has in Latin letters.
const LANGUAGES: [&str; 18] = [
    "ca", "cs", "da", "de", "es", "fi", "fr", "hu", "id", "it", "ms", "nb", "nl", "pl", "pt", "ro", "sv",
    "tr",
];
/// How many words of each language are taken.
const WORDS_PER_LANGUAGE: usize = 8_000;
/// Shorter words and names say nothing about derivation or splits.
const MIN_LETTERS: usize = 5;

/// Writes `typo-pairs.tsv`, `unlisted.tsv`, `foreign.tsv` and `candidates.tsv`.
pub fn write(sources: &Sources, words: &Words) -> Result<()> {
    let dir = cache_dir()?.join("training");
    fs::create_dir_all(&dir).map_err(|e| format!("cannot make {}: {e}", dir.display()))?;
    for (name, text) in [
        ("typo-pairs.tsv", typos(sources)),
        ("unlisted.tsv", unlisted(sources, words)),
        ("foreign.tsv", foreign()?),
        ("candidates.tsv", wholes::candidates(sources, words)?),
    ] {
        let path = dir.join(name);
        fs::write(&path, text).map_err(|e| format!("cannot write {}: {e}", path.display()))?;
    }
    println!("  lists for training: {}", dir.display());
    Ok(())
}

/// All misspellings that have one correction.
fn typos(sources: &Sources) -> String {
    let single = sources.typos.iter().filter_map(|(typo, corrections)| match &corrections[..] {
        [correction] => Some(format!("{typo}\t{correction}\n")),
        _ => None,
    });
    single.collect()
}

/// Rare words and names that the lexicon leaves out.
fn unlisted(sources: &Sources, words: &Words) -> String {
    let listed: BTreeSet<String> = words.keys().map(|word| word.to_lowercase()).collect();
    let is_new =
        |word: &str| word.len() >= MIN_LETTERS && word.is_ascii() && !listed.contains(&word.to_lowercase());
    let plain = |word: &str| word.chars().skip(1).all(|c| c.is_ascii_lowercase());
    let mut found: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for word in sources.scowl.keys().filter(|word| is_new(word) && plain(word)) {
        let kind = if word.starts_with(|c: char| c.is_ascii_uppercase()) { "name" } else { "word" };
        found.entry(kind).or_default().insert(word.clone());
    }
    for name in sources.census.keys().filter(|name| is_new(name)) {
        let (first, rest) = name.split_at(1);
        found.entry("name").or_default().insert(first.to_owned() + &rest.to_lowercase());
    }
    let lines =
        found.iter().flat_map(|(kind, words)| words.iter().map(move |word| format!("{kind}\t{word}\n")));
    lines.collect()
}

/// Frequent words of other languages.
fn foreign() -> Result<String> {
    let mut lines = String::new();
    for language in LANGUAGES {
        let mut words: Vec<(String, i32)> =
            sources::frequencies(&format!("small_{language}"))?.into_iter().collect();
        words.retain(|(word, _)| word.chars().all(char::is_alphabetic));
        words.sort_by(|(a, x), (b, y)| y.cmp(x).then(a.cmp(b)));
        for (word, _) in words.iter().take(WORDS_PER_LANGUAGE) {
            lines += &format!("{language}\t{word}\n");
        }
    }
    Ok(lines)
}
