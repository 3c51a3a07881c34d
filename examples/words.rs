//! Teaches a checker personal words, and keeps them for the next time.
//!
//! ```console
//! $ cargo run --example words
//! without personal words: ["bluegarden", "thereare"]
//! with them: ["thereare"]
//! a new checker with what was kept: ["thereare"]
//! ```

use unglue::{Checker, Language, Options};

fn main() -> Result<(), unglue::Error> {
    let text = "We met the bluegarden people, and thereare no plans.";
    let flagged = |checker: &Checker| -> Vec<String> {
        checker.check(text).into_iter().map(|diagnostic| text[diagnostic.range].to_owned()).collect()
    };
    let checker = Checker::new(Language::english()?, Options::default())?;
    println!("without personal words: {:?}", flagged(&checker));
    checker.add_words(&["bluegarden"])?;
    println!("with them: {:?}", flagged(&checker));

    // A host stores this, for instance in a file, and hands it over at the next start.
    let kept = checker.personal();
    let next = Checker::new(Language::english()?, Options::default().words(kept.words))?;
    println!("a new checker with what was kept: {:?}", flagged(&next));
    Ok(())
}
