//! Checks a text, and prints each finding with its place, its suggestion and its confidence.
//!
//! ```console
//! $ cargo run --example check
//! 12..20 “thereare” → “there are” (merged-words, 100 %)
//! 34..44 “November12” → “November 12” (merged-number, 99 %)
//! ```

use unglue::{Checker, Language, Options};

fn main() -> Result<(), unglue::Error> {
    let checker = Checker::new(Language::english()?, Options::default())?;
    let text = "Moscow said thereare no plans for November12.";
    for diagnostic in checker.check(text) {
        let suggestion = &diagnostic.suggestions[0];
        println!(
            "{:?} “{}” → “{}” ({}, {:.0} %)",
            diagnostic.range,
            &text[diagnostic.range.clone()],
            suggestion.text,
            diagnostic.rule.name(),
            100.0 * diagnostic.confidence
        );
    }
    Ok(())
}
