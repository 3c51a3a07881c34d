//! Protects ranges that only the host knows about, here the placeholders of a template language.
//!
//! ```console
//! $ cargo run --example protect
//! without protection: Dear {{ first name }}, there are no plans.
//! with protection: Dear {{ firstname }}, there are no plans.
//! ```

use std::ops::Range;

use unglue::{CheckOptions, Checker, Edit, Language, Options};

fn main() -> Result<(), unglue::Error> {
    let checker = Checker::new(Language::english()?, Options::default())?;
    let text = "Dear {{ firstname }}, thereare no plans.";
    println!("without protection: {}", checker.fix(text));

    let options = CheckOptions { protect: placeholders(text), ..CheckOptions::default() };
    println!("with protection: {}", apply(text, &checker.fixes_with(text, &options)?));
    Ok(())
}

/// The ranges from `{{` to `}}`, in bytes.
fn placeholders(text: &str) -> Vec<Range<usize>> {
    let starts = text.match_indices("{{").map(|(at, _)| at);
    starts.filter_map(|start| Some(start..start + text[start..].find("}}")? + 2)).collect()
}

/// Applies edits from the last to the first, so that the offsets of the others stay right.
fn apply(text: &str, edits: &[Edit]) -> String {
    let mut fixed = text.to_owned();
    for edit in edits.iter().rev() {
        fixed.replace_range(edit.range.clone(), &edit.insert);
    }
    fixed
}
