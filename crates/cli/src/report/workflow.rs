//! What CI reads: annotations of GitHub Actions, and reviewdog's diagnostic format.

use serde_json::json;
use unglue_texts::problem::Problem;

use crate::examine::Found;

/// Returns a finding as an annotation.
pub(super) fn annotation(name: &str, found: &Found) -> String {
    let (start, end) = (found.start, found.end);
    let diagnostic = &found.diagnostic;
    format!(
        "::warning file={},line={},col={},endLine={},endColumn={},title=unglue ({})::{}\n",
        property(name),
        start.line,
        start.column,
        end.line,
        end.column,
        diagnostic.rule.name(),
        data(&diagnostic.message)
    )
}

/// Returns a problem with a text as an annotation.
pub(super) fn error(name: &str, problem: &Problem) -> String {
    format!("::error file={},title=unglue::{}\n", property(name), data(&problem.reason))
}

/// Escapes the text of an annotation.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of an annotation.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

pub(super) const RDJSON_BEGIN: &str =
    "{\"source\":{\"name\":\"unglue\"},\"severity\":\"WARNING\",\"diagnostics\":[\n";
pub(super) const RDJSON_END: &str = "\n]}\n";

/// Returns a finding in reviewdog's format, whose columns count bytes.
pub(super) fn rdjson(name: &str, found: &Found) -> String {
    let place = |place: crate::place::Place| json!({ "line": place.line, "column": place.byte_column });
    let range = json!({ "start": place(found.start), "end": place(found.end) });
    let diagnostic = &found.diagnostic;
    let line = json!({
        "message": diagnostic.message,
        "location": { "path": name, "range": range },
        "code": { "value": diagnostic.rule.name() },
        "suggestions": [{ "range": range, "text": diagnostic.suggestions[0].text }],
    });
    line.to_string()
}

/// Returns a problem with a text in reviewdog's format.
pub(super) fn rdjson_error(name: &str, problem: &Problem) -> String {
    json!({ "message": problem.reason, "location": { "path": name }, "severity": "ERROR" }).to_string()
}
