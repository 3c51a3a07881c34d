//! What holds natively holds in Wasm: run by `cargo xtask test` in Node and in a headless browser.
//!
//! The bindings have their own tests, in `src/wasm/tests.rs`.
#![cfg(target_arch = "wasm32")]

mod common;

use unglue::{Checker, Options};
use wasm_bindgen_test::wasm_bindgen_test;

fn checker() -> Checker {
    Checker::new(Options::default()).expect("the defaults are right")
}

#[wasm_bindgen_test]
fn every_row_of_every_table() {
    let failures = common::failures(&checker());
    assert!(failures.is_empty(), "{} rows:\n{}", failures.len(), failures.join("\n"));
    assert!(common::cases().len() >= 100);
}

#[wasm_bindgen_test]
fn a_fix_only_inserts_spaces_and_needs_no_second_one() {
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

#[wasm_bindgen_test]
fn ten_megabytes_of_one_letter_are_answered() {
    let letters = "a".repeat(10_000_000);
    let checker = checker();
    assert_eq!(checker.check(&letters), []);
    assert_eq!(checker.fix(&letters).len(), letters.len());
}
