//! Candidates for the wholes: every word or name that a source writes as one, with its sources. `cargo xtask train wholes`
//! judges them, since only the checker knows which of them it would cut.

use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;

use unglue_run::Result;

use crate::class::Class;
use crate::sources;
use crate::words::{Sources, Words};

/// The lengths of candidates. Letters.
const LETTERS: RangeInclusive<usize> = 4..=24;
/// Rarer words of the web are typing errors and merges. Hundredths of Zipf.
const MIN_WEB_ZIPF: i32 = 100;

/// The sources of a candidate.
#[derive(Debug, Default, PartialEq)]
struct Candidate {
    /// A letter for each source, in the order of their finding.
    sources: String,
    /// Its spelling with capitals inside, if a source has one.
    cased: String,
    /// The number of entries that are several words of these letters: "San Diego" for "sandiego".
    apart: usize,
}

/// Returns the lines of `candidates.tsv`: folded word, Zipf value in hundredths, sources, number of entries of several
/// words with these letters, spelling with capitals inside.
///
/// The sources are `d` a dictionary, `n` people, `p` places, `b` brands and sites, `t` terms of software, `w` words of the
/// web.
pub fn candidates(sources: &Sources, words: &Words) -> Result<String> {
    let mut found = Found::default();
    for word in sources.scowl.keys() {
        found.add(word, 'd');
    }
    for lemma in sources::wordnet()? {
        found.add(&lemma, 'd');
    }
    // Names and brands that the lexicon has, and that it does not know in lower case.
    for (word, entry) in words {
        match entry.class {
            Class::Name => found.add(word, 'n'),
            Class::Acronym if !sources.identifiers.contains(word) => found.add(word, 'b'),
            _ => {}
        }
    }
    for name in sources.census.keys().chain(&sources::people()?) {
        found.add(name, 'n');
    }
    for name in sources::place_names()? {
        found.add(&name, 'p');
    }
    for name in sources.brands.iter().chain(&sources::shops_and_sites()?) {
        found.add(name, 'b');
    }
    for term in sources.terms.iter().chain(&sources::more_terms()?) {
        found.add(term, 't');
    }
    for (word, _) in sources.zipf.iter().filter(|(_, zipf)| **zipf >= MIN_WEB_ZIPF) {
        found.add(word, 'w');
    }
    // A misspelling that is nobody's name is known as one already.
    found.0.retain(|word, candidate| candidate.sources.contains('n') || !sources.typos.contains_key(word));
    Ok(found.lines(&sources.zipf))
}

/// Candidates by their folded spelling.
#[derive(Default)]
struct Found(BTreeMap<String, Candidate>);

impl Found {
    /// Adds an entry of a source: a candidate if it is one word, evidence against one if it is several.
    fn add(&mut self, entry: &str, source: char) {
        let is_letters = |word: &&str| word.bytes().all(|byte| byte.is_ascii_alphabetic());
        let words: Vec<&str> = entry.split([' ', '-']).filter(|word| !word.is_empty()).collect();
        // The checker does not cut words of other alphabets; possessives are looked up by their possessor.
        if !words.iter().all(is_letters) {
            return;
        }
        let letters = words.concat();
        if !LETTERS.contains(&letters.len()) {
            return;
        }
        let candidate = self.0.entry(letters.to_ascii_lowercase()).or_default();
        if words.len() > 1 {
            candidate.apart += 1;
            return;
        }
        if !candidate.sources.contains(source) {
            candidate.sources.push(source);
        }
        if candidate.cased.is_empty() && has_inner_capital(&letters) {
            candidate.cased = letters;
        }
    }

    fn lines(&self, zipf: &HashMap<String, i32>) -> String {
        let whole = self.0.iter().filter(|(_, candidate)| !candidate.sources.is_empty());
        let line = |(word, Candidate { sources, apart, cased }): (&String, &Candidate)| {
            format!("{word}\t{}\t{sources}\t{apart}\t{cased}\n", zipf.get(word).copied().unwrap_or(0))
        };
        whole.map(line).collect()
    }
}

fn has_inner_capital(word: &str) -> bool {
    word.as_bytes().windows(2).any(|two| two[0].is_ascii_lowercase() && two[1].is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_candidate_has_its_sources_and_what_speaks_against_it() {
        let mut found = Found::default();
        for (entry, source) in [
            ("LastPass", 'b'),
            ("lastpass", 'w'),
            ("lastpass", 'w'),
            ("San Diego", 'p'),
            ("sandiego", 'w'),
            ("life-like", 'd'),
            ("café", 'd'),
            ("don't", 'd'),
            ("zoo", 'd'),
        ] {
            found.add(entry, source);
        }
        let zipf = HashMap::from([("lastpass".to_owned(), 210)]);
        assert_eq!(found.lines(&zipf), "lastpass\t210\tbw\t0\tLastPass\nsandiego\t0\tw\t1\t\n");
    }
}
