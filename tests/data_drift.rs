//! The files of `data/en` are what `cargo xtask data` made of its inputs: nobody edited them by hand since, and nobody
//! changed `overrides.tsv` without running it.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/en");

fn read(name: &str) -> Vec<u8> {
    let path = Path::new(DATA).join(name);
    fs::read(&path).unwrap_or_else(|e| panic!("cannot read {}: {e}", path.display()))
}

fn lines(name: &str) -> Vec<String> {
    let text = String::from_utf8(read(name)).expect("the data is UTF-8");
    text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

#[test]
fn the_files_are_those_of_the_manifest() {
    let mut files = 0;
    for line in lines("manifest.tsv") {
        let columns: Vec<&str> = line.split('\t').collect();
        let [kind, name, _version, sum] = columns[..] else { panic!("manifest.tsv: cannot read {line:?}") };
        if kind == "source" {
            continue;
        }
        let found: String = Sha256::digest(read(name)).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            found, sum,
            "data/en/{name} ({kind}) has changed: run `cargo xtask data`, and edit only overrides.tsv"
        );
        files += 1;
    }
    assert_eq!(files, 3, "overrides.tsv, words.tsv and misspellings.tsv");
}

#[test]
fn the_words_are_sorted_and_well_formed() {
    let words = lines("words.tsv");
    assert!(
        words.is_sorted_by(|a, b| a.split('\t').next() < b.split('\t').next()),
        "words are sorted, each once"
    );
    for line in &words {
        let columns: Vec<&str> = line.split('\t').collect();
        let [word, zipf, class] = columns[..] else { panic!("cannot read {line:?}") };
        let zipf: f32 = zipf.parse().unwrap_or_else(|_| panic!("{line:?}"));
        assert!((0.0..=8.0).contains(&zipf) && "cnawrfx".contains(class) && class.len() == 1, "{line:?}");
        assert!(word.chars().all(|c| c.is_alphabetic() || c == '\''), "{line:?}");
    }
}

#[test]
fn merged_words_are_no_words() {
    let words: Vec<String> =
        lines("words.tsv").iter().map(|line| line.split('\t').next().unwrap().to_owned()).collect();
    let is_listed = |word: &str| words.binary_search_by(|listed| listed.as_str().cmp(word)).is_ok();
    for merged in [
        "thereare",
        "withthe",
        "ofthe",
        "alot",
        "infact",
        "aswell",
        "eachother",
        "atleast",
        "everytime",
        "tobe",
        "inwith",
        "isthe",
        "upto",
        "noone",
        "ina",
        "ofa",
        "asa",
        "onthe",
        "thebe",
        "highschool",
        "icecream",
    ] {
        assert!(!is_listed(merged), "{merged} is two words");
    }
    for word in [
        "into",
        "cannot",
        "maybe",
        "someone",
        "indeed",
        "nowhere",
        "today",
        "selfie",
        "blockchain",
        "podcast",
        "Facebook",
        "Bitcoin",
        "healthcare",
        "wifi",
        "dishcloth",
        "toolchain",
        "namespace",
        "Putin",
        "Togo",
        "May",
        "may",
        "US",
        "us",
        "NATO",
        "iPhone",
        "YouTube",
        "JavaScript",
        "GitHub",
        "don't",
        "a",
        "I",
    ] {
        assert!(is_listed(word), "{word} is a word");
    }
}

#[test]
fn the_wholes_are_sorted_and_no_merges() {
    let wholes = lines("wholes.tsv");
    let words: Vec<&str> = wholes.iter().map(|line| line.split('\t').next().unwrap()).collect();
    assert!(words.is_sorted_by(|a, b| a < b), "wholes are sorted, each once");
    for line in &wholes {
        let columns: Vec<&str> = line.split('\t').collect();
        let [word, level, sources] = columns[..] else { panic!("cannot read {line:?}") };
        let has_inner_capital =
            word.as_bytes().windows(2).any(|two| two[0].is_ascii_lowercase() && two[1].is_ascii_uppercase());
        let is_folded = word.bytes().all(|byte| byte.is_ascii_lowercase());
        assert!((is_folded || has_inner_capital) && ["s", "l"].contains(&level), "{line:?}");
        assert!(sources.chars().all(|source| "dnpbtwch".contains(source)), "{line:?}");
    }
    for merged in [
        "thereare",
        "atleast",
        "alot",
        "infact",
        "eachother",
        "aswell",
        "highschool",
        "ofthe",
        "icecream",
        "sandiego",
        "longterm",
    ] {
        assert!(words.binary_search(&merged).is_err(), "{merged} is two words");
    }
    for whole in ["keypoint", "sourceforge", "moreno", "theresa", "aeromexico"] {
        assert!(words.binary_search(&whole).is_ok(), "{whole} is one word");
    }
}
