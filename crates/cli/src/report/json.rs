//! JSON, as one object or an object a line. Offsets, lines and columns count UTF-16 code units, as in the npm package.

use serde_json::{Value, json};
use unglue_texts::problem::Problem;

use crate::examine::Found;

/// The version of the fields. It changes when one goes or means something else.
const VERSION: u32 = 1;
/// What columns and offsets count, in the words of SARIF.
pub(super) const COLUMN_KIND: &str = "utf16CodeUnits";

pub(super) const BEGIN: &str = "{\"version\":1,\"columnKind\":\"utf16CodeUnits\",\"files\":[\n";
pub(super) const END: &str = "\n]}\n";

/// Returns the start of the record of a text.
pub(super) fn begin_text(name: &str) -> String {
    format!("{{\"file\":{},\"diagnostics\":[", Value::from(name))
}

/// Returns the end of the record of a text.
pub(super) fn end_text(fixed: Option<&str>, problem: Option<&Problem>) -> String {
    let fixed = fixed.map_or(String::new(), |fixed| format!(",\"fixed\":{}", Value::from(fixed)));
    let error = problem.map_or(String::new(), |problem| format!(",\"error\":{}", error(problem)));
    format!("]{fixed}{error}}}")
}

/// Returns the record of a text that could not be read.
pub(super) fn problem(name: &str, problem: &Problem) -> String {
    json!({ "file": name, "error": error(problem) }).to_string()
}

fn error(problem: &Problem) -> Value {
    json!({ "code": problem.code, "message": problem.reason })
}

/// Returns a finding of a text as an object.
pub(super) fn diagnostic(part: &str, found: &Found) -> Value {
    let diagnostic = &found.diagnostic;
    let at = |offset: usize| found.units_at(part, offset);
    let suggestions: Vec<Value> = diagnostic
        .suggestions
        .iter()
        .map(|suggestion| {
            let edits = suggestion.edits.iter().map(
                |edit| json!({ "from": at(edit.range.start), "to": at(edit.range.end), "insert": edit.insert }),
            );
            let edits: Vec<Value> = edits.collect();
            let is_auto = suggestion.applicability == unglue::Applicability::Auto;
            json!({
                "text": suggestion.text,
                "edits": edits,
                "confidence": number(suggestion.confidence),
                "applicability": if is_auto { "auto" } else { "offer" },
            })
        })
        .collect();
    json!({
        "line": found.start.line,
        "column": found.start.column,
        "endLine": found.end.line,
        "endColumn": found.end.column,
        "from": found.start.units,
        "to": found.end.units,
        "token": diagnostic.token,
        "rule": diagnostic.rule.name(),
        "message": diagnostic.message,
        "confidence": number(diagnostic.confidence),
        "suggestions": suggestions,
    })
}

/// Returns a finding as a line of its own.
pub(super) fn line(name: &str, part: &str, found: &Found) -> String {
    let mut object = json!({ "version": VERSION, "columnKind": COLUMN_KIND, "file": name });
    if let (Value::Object(all), Value::Object(more)) = (&mut object, diagnostic(part, found)) {
        all.extend(more);
    }
    format!("{object}\n")
}

/// Returns a probability with the digits that it has, not those of its binary form.
fn number(probability: f32) -> Value {
    json!((f64::from(probability) * 1e6).round() / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_names_version_and_column_kind() {
        let all: Value = serde_json::from_str(&[BEGIN, END].concat()).unwrap();
        assert_eq!(all, json!({ "version": VERSION, "columnKind": COLUMN_KIND, "files": [] }));
    }
}
