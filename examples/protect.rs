//! Protects ranges that only the host knows about, here the placeholders of a template language.
//!
//! ```console
//! $ cargo run --example protect
//! without protection: Dear [[ first name ]], there are no plans.
//! with protection: Dear [[ firstname ]], there are no plans.
//! ```

use std::ops::Range;

use unglue::{Checker, Language, Options, Text};

fn main() -> Result<(), unglue::Error> {
    let checker = Checker::new(Language::english()?, Options::default())?;
    let text = "Dear [[ firstname ]], thereare no plans.";
    println!("without protection: {}", checker.fix(text));

    let protected = Text::from(text).protect(&placeholders(text))?;
    println!("with protection: {}", checker.fix(protected));
    Ok(())
}

/// The ranges from `[[` to `]]`, in bytes.
fn placeholders(text: &str) -> Vec<Range<usize>> {
    let starts = text.match_indices("[[").map(|(at, _)| at);
    starts.filter_map(|start| Some(start..start + text[start..].find("]]")? + 2)).collect()
}
