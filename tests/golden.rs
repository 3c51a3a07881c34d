//! What the checker says of every text of `tests/golden/texts`, compared with what it said before: a change that should
//! change no answer changes nothing here, and one that should is seen in the diff. `pkg/test/golden.test.js` compares the
//! npm package with the same files. `tests/golden/README.md` explains their lines; `cargo xtask golden --write` renews them.
#![cfg(not(target_arch = "wasm32"))]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use unglue::{Checker, Diagnostic, Language, Options, Rule};

/// From this confidence on, diagnostics are written down. Far below what is shown, so that a change of the model or the
/// features is seen before it crosses a threshold.
const LEAST: f32 = 0.05;

/// Set by `cargo xtask golden --write`.
const RENEW: &str = "UNGLUE_GOLDEN_WRITE";

#[test]
fn every_diagnostic_of_every_text() {
    let checkers = Checkers::new();
    let renews = std::env::var_os(RENEW).is_some();
    if renews {
        expectations().iter().for_each(|path| fs::remove_file(path).unwrap());
    }
    let texts = texts();
    let mut bytes = 0;
    let mut differences = Vec::new();
    for path in &texts {
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        bytes += text.len();
        let said = checkers.describe(&text);
        if renews {
            fs::write(expectation(path), &said).unwrap();
        }
        differences.extend(difference(&expectation(path), &said));
    }
    let advice = "If that is as it should be: cargo xtask golden --write";
    assert!(differences.is_empty(), "{}\n{advice}", differences.join("\n"));
    // An expectation whose text is gone would be compared with nothing.
    assert_eq!(expectations(), texts.iter().map(|path| expectation(path)).collect::<Vec<_>>(), "{advice}");
    assert!(bytes >= 300_000, "only {bytes} bytes of text");
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// The texts, sorted by name.
fn texts() -> Vec<PathBuf> {
    files(&folder().join("texts"))
}

/// What the checker said of them, sorted by name.
fn expectations() -> Vec<PathBuf> {
    files(&folder())
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "expected"))
        .collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// The file with what the checker says of a text.
fn expectation(text: &Path) -> PathBuf {
    folder().join(format!("{}.expected", text.file_name().unwrap().to_str().unwrap()))
}

/// The first line that differs, or `None`.
fn difference(expected: &Path, said: &str) -> Option<String> {
    let before = fs::read_to_string(expected).unwrap_or_default().replace('\r', "");
    if before == said {
        return None;
    }
    let same = before.lines().zip(said.lines()).take_while(|(a, b)| a == b).count();
    let [old, new] = [&before, said].map(|text| text.lines().nth(same).unwrap_or("(nothing)"));
    let name = expected.file_name().unwrap().to_string_lossy();
    Some(format!("{name}:{}\n  - {old}\n  + {new}", same + 1))
}

/// The checker as it comes, and one that says all it thinks.
struct Checkers {
    default: Checker,
    all: Checker,
}

impl Checkers {
    fn new() -> Checkers {
        let all = Options::default().show_confidence(LEAST).rules(Rule::ALL);
        Checkers {
            default: Checker::new(Language::english().unwrap(), Options::default()).unwrap(),
            all: Checker::new(Language::english().unwrap(), all).unwrap(),
        }
    }

    /// The content of an expectation.
    fn describe(&self, text: &str) -> String {
        let [shown, all] = [&self.default, &self.all].map(|checker| lines(text, &checker.check(text)));
        let mut said = String::new();
        let mut lines: Vec<(&Line, char)> =
            all.iter().map(|line| (line, mark(line, &shown, '=', '~'))).collect();
        lines.extend(shown.iter().filter(|line| !all.contains(line)).map(|line| (line, '!')));
        lines.sort();
        for (Line { from, to, what }, mark) in lines {
            writeln!(said, "{mark} {from}..{to} {what}").unwrap();
        }
        writeln!(
            said,
            "# {} shown, {} in all, {} spaces by fix",
            shown.len(),
            all.len(),
            self.default.fix(text).len() as isize - text.len() as isize
        )
        .unwrap();
        said
    }
}

/// A diagnostic as it is written down, in the order of the text.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    from: usize,
    to: usize,
    what: String,
}

fn mark(line: &Line, shown: &[Line], yes: char, no: char) -> char {
    if shown.contains(line) { yes } else { no }
}

fn lines(text: &str, diagnostics: &[Diagnostic]) -> Vec<Line> {
    let line = |d: &Diagnostic| {
        let suggestions: Vec<String> = d.suggestions.iter().map(|s| spaced(text, d, s)).collect();
        let what = format!("{} {} {}", d.rule.name(), rounded(d.confidence), suggestions.join(" | "));
        Line { from: d.range.start, to: d.range.end, what }
    };
    diagnostics.iter().map(line).collect()
}

/// Four digits: more of them differ between machines, whose logarithms are not the same to the last bit.
fn rounded(confidence: f32) -> String {
    format!("{:.4}", (f64::from(confidence) * 1e4 + 0.5).floor() / 1e4)
}

/// The token with `␣` where a suggestion inserts a space and `␡` where it removes one; `⟨old→new⟩` is any other edit. Control characters are escaped.
fn spaced(text: &str, diagnostic: &Diagnostic, suggestion: &unglue::Suggestion) -> String {
    let mut token = String::new();
    let mut at = diagnostic.range.start;
    for edit in &suggestion.edits {
        token += &text[at..edit.range.start];
        token += &match (&text[edit.range.clone()], edit.insert.as_str()) {
            ("", " ") => "␣".to_owned(),
            (" ", "") => "␡".to_owned(),
            (old, new) => format!("⟨{old}→{new}⟩"),
        };
        at = edit.range.end;
    }
    token += &text[at..diagnostic.range.end];
    token
        .chars()
        .map(|c| if c.is_control() { format!("\\u{{{:x}}}", u32::from(c)) } else { c.into() })
        .collect()
}
