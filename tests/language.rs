//! A language that the host brings. `cargo xtask test native` runs this file without the feature `english` too.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::Path;

use unglue::{Checker, Language, Options};
use unglue_format::Sources;

const TEXT: &str = "Now thereare two people who will meet atthe station.";

/// The tokens that a checker of this language flags.
fn flagged(bytes: &[u8]) -> Vec<String> {
    let language = Language::from_bytes(bytes).expect("the bytes are right");
    let checker = Checker::new(language, Options::default()).expect("the options are right");
    checker.check(TEXT).iter().map(|diagnostic| diagnostic.token.clone()).collect()
}

/// The texts of `data/en`, in the order of [`Sources::FILES`].
fn texts() -> [String; Sources::FILES.len()] {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/en");
    Sources::FILES.map(|name| fs::read_to_string(folder.join(name)).expect("the texts are there"))
}

#[test]
fn a_language_works_that_the_host_brings() {
    assert_eq!(flagged(unglue_en::BYTES), ["thereare", "atthe"]);
}

#[test]
fn a_language_is_what_its_texts_say() {
    let [lists, words, misspellings, bigrams, trees, network, _] = &texts();
    let words = words.clone() + "thereare\t5.0\tc\n";
    // Without the inflection of English, every word has to be listed, and it is.
    let lists = lists.replace("inflection english", "inflection none");
    let sources = Sources { lists: &lists, words: &words, misspellings, bigrams, trees, network, wholes: "" };
    assert_eq!(flagged(&sources.pack().expect("the texts are right")), ["atthe"]);
}

#[test]
fn the_embedded_english_is_what_its_texts_say() {
    assert!(Sources::of(&texts()).pack().expect("the texts are right") == unglue_en::BYTES);
}

#[test]
fn clones_of_a_language_share_it() {
    let language = Language::from_bytes(unglue_en::BYTES).expect("the bytes are right");
    let checkers = [0.5, 0.99].map(|show_confidence| {
        let options = Options::default().show_confidence(show_confidence);
        Checker::new(language.clone(), options).expect("the options are right")
    });
    let found = checkers.map(|checker| checker.check("Moscow said thereare no plans, and goon.").len());
    assert!(found[0] >= found[1] && found[0] > 0, "{found:?}");
    assert_eq!(format!("{language:?}"), format!("{:?}", language.clone()));
}
