//! What a fix would change, as a unified diff.

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

/// Lines around a change.
const CONTEXT: usize = 3;

/// Returns the difference that a fix makes to a part of a text, of which `line` is the number of the first line. A fix
/// changes no number of lines, so that parts can be compared one by one.
pub(crate) fn unified(before: &str, after: &str, line: u64, has_colour: bool) -> String {
    let style = |style: Style| if has_colour { style } else { Style::new() };
    let head = style(AnsiColor::Cyan.on_default());
    let diff = TextDiff::from_lines(before, after);
    let mut out = String::new();
    for group in diff.grouped_ops(CONTEXT) {
        let [(old, old_lines), (new, new_lines)] = [
            (group[0].old_range().start, group.iter().map(|op| op.old_range().len()).sum::<usize>()),
            (group[0].new_range().start, group.iter().map(|op| op.new_range().len()).sum()),
        ];
        let (old, new) = (old as u64 + line, new as u64 + line);
        out += &format!("{head}@@ -{old},{old_lines} +{new},{new_lines} @@{head:#}\n");
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let (sign, colour) = match change.tag() {
                ChangeTag::Delete => ('-', style(AnsiColor::Red.on_default())),
                ChangeTag::Insert => ('+', style(AnsiColor::Green.on_default())),
                ChangeTag::Equal => (' ', Style::new()),
            };
            let value = change.value();
            let (text, end) = match value.strip_suffix('\n') {
                Some(text) => (text, "\n"),
                None => (value, "\n\\ No newline at end of file\n"),
            };
            out += &format!("{colour}{sign}{text}{colour:#}{end}");
        }
    }
    out
}
