//! SARIF 2.1.0, which code scanning reads.

use serde_json::{Value, json};
use unglue::Rule;

use super::json::COLUMN_KIND;
use crate::examine::Found;
use unglue_texts::problem::Problem;

/// Returns what stands before the results.
pub(super) fn begin() -> String {
    let rules: Vec<Value> = Rule::ALL
        .iter()
        .map(|rule| json!({ "id": rule.name(), "shortDescription": { "text": rule.label() } }))
        .collect();
    let driver = json!({
        "name": "unglue",
        "version": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\
         \"tool\":{{\"driver\":{driver}}},\"columnKind\":\"{COLUMN_KIND}\",\"results\":[\n"
    )
}

/// Returns what stands behind the results.
pub(super) fn end(problems: &[Problem]) -> String {
    let notifications: Vec<Value> = problems
        .iter()
        .map(|problem| json!({ "level": "error", "message": { "text": problem.to_string() } }))
        .collect();
    let invocation = json!({
        "executionSuccessful": problems.is_empty(),
        "toolExecutionNotifications": notifications,
    });
    format!("\n],\"invocations\":[{invocation}]}}]}}\n")
}

/// Returns a finding as a result, with its suggestion as a fix.
pub(super) fn result(name: &str, part: &str, found: &Found) -> String {
    let diagnostic = &found.diagnostic;
    let location = json!({ "uri": uri(name) });
    let region = json!({
        "startLine": found.start.line,
        "startColumn": found.start.column,
        "endLine": found.end.line,
        "endColumn": found.end.column,
        "charOffset": found.start.units,
        "charLength": found.end.units - found.start.units,
    });
    let replacements: Vec<Value> = diagnostic.suggestions[0]
        .edits
        .iter()
        .map(|edit| {
            let (from, to) = (found.units_at(part, edit.range.start), found.units_at(part, edit.range.end));
            json!({
                "deletedRegion": { "charOffset": from, "charLength": to - from },
                "insertedContent": { "text": edit.insert },
            })
        })
        .collect();
    let result = json!({
        "ruleId": diagnostic.rule.name(),
        "level": "warning",
        "message": { "text": diagnostic.message },
        "locations": [{ "physicalLocation": { "artifactLocation": location, "region": region } }],
        "fixes": [{
            "description": { "text": diagnostic.message },
            "artifactChanges": [{ "artifactLocation": location, "replacements": replacements }],
        }],
    });
    result.to_string()
}

/// Returns a path as a relative reference.
fn uri(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
    let name = if cfg!(windows) { name.replace('\\', "/") } else { name.to_owned() };
    name.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
