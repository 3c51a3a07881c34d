//! JUnit's XML: a suite for each text, a case for each finding.

use unglue_texts::problem::Problem;

use crate::examine::Found;

pub(super) const BEGIN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"unglue\">\n";
pub(super) const END: &str = "</testsuites>\n";

/// Returns a finding as a case that failed.
pub(super) fn case(name: &str, found: &Found) -> String {
    let diagnostic = &found.diagnostic;
    let (file, message) = (escaped(name), escaped(&diagnostic.message));
    let (line, column, rule) = (found.start.line, found.start.column, diagnostic.rule.name());
    format!(
        "    <testcase classname=\"{file}\" name=\"{rule} {line}:{column}\" file=\"{file}\" line=\"{line}\">\n      \
         <failure type=\"{rule}\" message=\"{message}\"/>\n    </testcase>\n"
    )
}

/// Returns the suite of a text, of which `cases` are the findings.
pub(super) fn suite(name: &str, found: usize, cases: &str, problem: Option<&Problem>) -> String {
    let file = escaped(name);
    let error = problem.map_or(String::new(), |problem| {
        let (code, message) = (problem.code, escaped(&problem.reason));
        format!(
            "    <testcase classname=\"{file}\" name=\"read\">\n      <error type=\"{code}\" message=\"{message}\"/>\n    \
             </testcase>\n"
        )
    });
    let clean = match (found, problem) {
        (0, None) => format!("    <testcase classname=\"{file}\" name=\"unglue\"/>\n"),
        _ => String::new(),
    };
    let errors = usize::from(problem.is_some());
    let tests = (found + errors).max(1);
    format!(
        "  <testsuite name=\"{file}\" tests=\"{tests}\" failures=\"{found}\" errors=\"{errors}\">\n{cases}{error}{clean}  \
         </testsuite>\n"
    )
}

/// Returns a text as the value of an attribute. Characters that XML cannot hold become U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\t' | '\n' | '\r' => out += &format!("&#{};", u32::from(c)),
            '\0'..' ' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
