//! What holds natively holds in Wasm: run by `cargo xtask test` in Node and in a headless browser.
//!
//! The bindings have their own tests, in `crates/wasm/src/tests.rs`.
#![cfg(target_arch = "wasm32")]

mod common;
use unglue::{Checker, Language, Options};
use unglue_format::Part;
use unglue_laws::{files, targets};
use wasm_bindgen_test::wasm_bindgen_test;

fn checker() -> Checker {
    Checker::new(Language::english().expect("the defaults are right"), Options::default())
        .expect("the defaults are right")
}

#[wasm_bindgen_test]
fn every_row_of_every_table() {
    let failures = common::failures(&checker());
    assert!(failures.is_empty(), "{} rows:\n{}", failures.len(), failures.join("\n"));
    assert!(common::cases().len() >= 100);
}

#[wasm_bindgen_test]
fn a_fix_only_changes_spaces_and_needs_no_second_one() {
    let checker = checker();
    for text in [
        "",
        "\0",
        "thereare no plans",
        "On November12 ameeting was held, a short-lived,and 🦀 thereare",
        "   ",
    ] {
        let fixed = checker.fix(text);
        let bare = |text: &str| text.replace(' ', "");
        assert_eq!(bare(&fixed), bare(text));
        assert_eq!(checker.fix(&fixed), fixed);
    }
}

/// The fuzz targets, where addresses have 32 bits: a right file with some of its bytes changed, and a checksum that fits.
#[wasm_bindgen_test]
fn every_target_stands_inputs_made_at_random() {
    let mut state = 1u64;
    let mut noise = || {
        // Marsaglia's xorshift.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for (name, target) in targets::TARGETS {
        let ways: &[u8] = if name.starts_with("load") { &[1, 2] } else { b"tT" };
        for nth in 0..300 {
            let mut input = vec![ways[nth % ways.len()]];
            input.extend((0..4 * (1 + noise() % 6)).map(|_| noise() as u8));
            target(&input);
        }
    }
}

#[wasm_bindgen_test]
fn numbers_that_32_bits_do_not_hold_are_refused_or_do_no_harm() {
    let language = &files::LANGUAGE;
    let words = files::range(language, Part::Words);
    for at in (0..language.len() - 16).filter(|at| at % 97 == 0 || words.contains(at)) {
        for number in [1u64 << 32, u64::MAX, (1 << 32) - 1, 1 << 31] {
            let _ = Language::from_bytes(&files::patched(language, at, &number.to_le_bytes()));
        }
    }
}

#[wasm_bindgen_test]
fn a_language_with_more_words_than_can_be_counted_is_refused() {
    let words = files::range(&files::LANGUAGE, Part::Words);
    let large = files::patched(&files::LANGUAGE, words.end - 20, &(1u64 << 32).to_le_bytes());
    let refused = Language::from_bytes(&large).unwrap_err().to_string();
    assert!(refused.contains("more words than can be counted"), "{refused}");
}

#[wasm_bindgen_test]
fn ten_megabytes_of_one_letter_are_answered() {
    let letters = "a".repeat(10_000_000);
    let checker = checker();
    assert_eq!(checker.check(&letters), []);
    assert_eq!(checker.fix(&letters).len(), letters.len());
}
