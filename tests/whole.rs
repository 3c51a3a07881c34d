//! A text in parts, with the counts of all of it, has the diagnostics of the whole.

use std::fs;
use std::ops::Range;

use unglue::{Checker, Diagnostic, Language, Options, Text};

/// Returns prose of several kinds as one text.
fn prose() -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/texts");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    // Code between marks is the one thing that parts do not know of each other.
    let is_prose = |name: &str| {
        (name.starts_with("prose-") || name.starts_with("derived-")) && name != "derived-marked-up.txt"
    };
    files.retain(|file| is_prose(&file.file_name().unwrap().to_string_lossy()));
    files.iter().map(|file| fs::read_to_string(file).unwrap().trim_end().to_owned() + "\n\n").collect()
}

/// Cuts a text behind empty lines, into parts of so many bytes and more.
fn parts(text: &str, bytes: usize) -> Vec<&str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    for (at, _) in text.match_indices("\n\n") {
        // White space at the start of a part would belong to the part before.
        if at + 2 - start >= bytes && !text[at + 2..].starts_with(['\n', ' ', '\t']) {
            parts.push(&text[start..at + 2]);
            start = at + 2;
        }
    }
    parts.push(&text[start..]);
    parts
}

#[test]
fn parts_with_the_counts_of_the_whole_have_its_diagnostics() {
    let checker =
        Checker::new(Language::english().unwrap(), Options::default().show_confidence(0.1)).unwrap();
    let text = prose();
    let expected = checker.check(&text);
    for bytes in [500, 5_000] {
        let parts = parts(&text, bytes);
        assert!(parts.len() > 3, "{} parts", parts.len());
        let mut whole = checker.begin_whole();
        parts.iter().for_each(|part| whole.query(*part));
        parts.iter().for_each(|part| whole.count(*part));
        let whole = whole.finish();
        let with_counts = |part: &str| checker.check(Text::from(part).part_of(&whole));
        assert_eq!(joined(&parts, with_counts), expected, "parts of {bytes} bytes");
        // The counts are what it takes.
        assert_ne!(joined(&parts, |part| checker.check(part)), expected, "parts of {bytes} bytes");
    }
}

/// Returns the diagnostics of all parts at their offsets in the text.
fn joined(parts: &[&str], check: impl Fn(&str) -> Vec<Diagnostic>) -> Vec<Diagnostic> {
    let (mut found, mut at) = (Vec::new(), 0);
    for part in parts {
        let moved = |range: &Range<usize>| range.start + at..range.end + at;
        for mut diagnostic in check(part) {
            diagnostic.range = moved(&diagnostic.range);
            for edit in diagnostic.suggestions.iter_mut().flat_map(|suggestion| &mut suggestion.edits) {
                edit.range = moved(&edit.range);
            }
            found.push(diagnostic);
        }
        at += part.len();
    }
    found
}
