//! Follows a text that is being edited: an edit returns which findings it removed and which it added.
//!
//! ```console
//! $ cargo run --example document
//! opened: ["Theplan"]
//! after a key: removed [], added ["thereare"]
//! after a fix: removed ["Theplan"], added []
//! The plan is old.
//!
//! Now thereare others.
//! ```

use unglue::{Checker, Diagnostic, Edit, Language, Options};

fn main() -> Result<(), unglue::Error> {
    let checker = Checker::new(Language::english()?, Options::default())?;
    let mut document = checker.open("Theplan is old.\n\nNow there are others.");
    println!("opened: {:?}", tokens(document.diagnostics()));

    // The writer deletes a space. Only the paragraphs that an edit touches are checked again.
    let change = document.edit(&Edit { range: 26..27, insert: String::new() })?;
    println!("after a key: removed {:?}, added {:?}", tokens(&change.removed), tokens(&change.added));

    // The host applies a suggestion. Each of its edits has offsets of the text before all of them.
    let first = document.diagnostics()[0].clone();
    for edit in first.suggestions[0].edits.iter().rev() {
        let change = document.edit(edit)?;
        println!("after a fix: removed {:?}, added {:?}", tokens(&change.removed), tokens(&change.added));
    }
    println!("{}", document.text());
    Ok(())
}

/// The flagged tokens as they stand in the text.
fn tokens(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics.iter().map(|d: &Diagnostic| d.token.clone()).collect()
}
