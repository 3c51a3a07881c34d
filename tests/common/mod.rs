//! The case tables, read the same way by the native tests and by those in WebAssembly.

use unglue::Checker;

/// The tables: name and content.
pub const TABLES: [(&str, &str); 6] = [
    ("merges.tsv", include_str!("../cases/merges.tsv")),
    ("founding.tsv", include_str!("../cases/founding.tsv")),
    ("clean.tsv", include_str!("../cases/clean.tsv")),
    ("respacings.tsv", include_str!("../cases/respacings.tsv")),
    ("broken.tsv", include_str!("../cases/broken.tsv")),
    ("doubled.tsv", include_str!("../cases/doubled.tsv")),
];

/// Where a space is missing.
const MISSING: char = '␣';
/// Where a space is too many.
const SPURIOUS: char = '␡';

/// A row of a table.
pub struct Case {
    /// The table and the line, for messages.
    pub place: String,
    /// What the checker is given.
    pub text: String,
    /// What it should make of it.
    pub repaired: String,
}

/// Every row of every table.
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (table, content) in TABLES {
        for (nth, line) in content.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
            let (_kind, text) = line.split_once('\t').expect("a row has a kind and a text");
            let marked = text.replace("\\n", "\n").replace("\\r", "\r");
            // Where more than spaces changes, the repaired text has a column of its own.
            let (text, repaired) = match marked.split_once('\t') {
                Some((text, repaired)) => (text.to_owned(), repaired.to_owned()),
                None => (
                    marked.replace(MISSING, "").replace(SPURIOUS, " "),
                    marked.replace(MISSING, " ").replace(SPURIOUS, ""),
                ),
            };
            cases.push(Case { place: format!("{table}:{}", nth + 1), text, repaired });
        }
    }
    cases
}

/// What the checker makes of a text when everything that it shows is applied.
pub fn apply_all(checker: &Checker, text: &str) -> String {
    let mut repaired = text.to_owned();
    for diagnostic in checker.check(text).iter().rev() {
        for edit in diagnostic.suggestions[0].edits.iter().rev() {
            repaired.replace_range(edit.range.clone(), &edit.insert);
        }
    }
    repaired
}

/// The rows that are judged wrongly, with what was said instead.
pub fn failures(checker: &Checker) -> Vec<String> {
    let failed = cases().into_iter().filter_map(|case| {
        let said = apply_all(checker, &case.text);
        (said != case.repaired).then(|| format!("{}: expected {:?}, got {said:?}", case.place, case.repaired))
    });
    failed.collect()
}
