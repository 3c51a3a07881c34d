//! What people read: place, word and context of every finding.

use anstyle::{AnsiColor, Style};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::examine::Found;
#[cfg(test)]
use crate::place::units;

/// About as much of a line as a terminal shows, on each side of a token, in UTF-16 code units.
const CONTEXT: u64 = 32;
/// The most of a token that is shown, in UTF-16 code units.
const MAX_TOKEN: u64 = 3 * CONTEXT;

/// Returns what is said of one finding: three lines.
pub(super) fn describe(name: &str, part: &str, found: &Found, has_colour: bool) -> String {
    let style = |style: Style| if has_colour { style } else { Style::new() };
    let (bold, good) = (style(Style::new().bold()), style(AnsiColor::Green.on_default()));
    let bad = style(AnsiColor::Red.on_default().bold());
    let name = if name == crate::arguments::STDIN { "<stdin>".into() } else { clean(name) };
    let diagnostic = &found.diagnostic;
    let suggestion = clean(&in_context(&diagnostic.suggestions[0].text));
    let removed = with_removals(part, found)
        .map_or(String::new(), |text| format!("“{}” → ", clean(&in_context(&text))));
    let (line, column) = (found.start.line, found.start.column);
    let (rule, percent) = (diagnostic.rule.name(), (f64::from(diagnostic.confidence) * 100.0).floor());
    let (before, token, after) = context(part, found);
    let space = " ".repeat(width(&before));
    let carets = "^".repeat(width(&token).max(1));
    format!(
        "{bold}{name}:{line}:{column}{bold:#}: {removed}“{good}{suggestion}{good:#}” ({rule}, {percent} %)\n  \
         {before}{token}{after}\n  {space}{bad}{carets}{bad:#}\n"
    )
}

/// Returns the token with `␣` for each white space that a suggestion takes out; `None` if it takes nothing out.
fn with_removals(part: &str, found: &Found) -> Option<String> {
    let diagnostic = &found.diagnostic;
    let (mut shown, mut at) = (String::new(), diagnostic.range.start);
    let removals = diagnostic.suggestions[0].edits.iter().filter(|edit| !edit.range.is_empty());
    for edit in removals.clone() {
        shown += &part[at..edit.range.start];
        shown.extend(part[edit.range.clone()].chars().map(|c| if c.is_whitespace() { '␣' } else { c }));
        at = edit.range.end;
    }
    shown += &part[at..diagnostic.range.end];
    (removals.count() > 0).then_some(shown)
}

/// Returns the text of a suggestion; an ellipsis stands for what is beyond white space at its edge.
fn in_context(fixed: &str) -> String {
    let edge = |is_space: bool| if is_space { "…" } else { "" };
    let (start, end) = (fixed.starts_with(char::is_whitespace), fixed.ends_with(char::is_whitespace));
    format!("{}{fixed}{}", edge(start), edge(end))
}

/// Returns the line around a token, cut to fit: what is before it, the token, what is behind it.
fn context(part: &str, found: &Found) -> (String, String, String) {
    let range = &found.diagnostic.range;
    let line = &part[found.line_start..range.start];
    let before = last(line, CONTEXT);
    let mark = if before.len() < line.len() { "…" } else { "" };
    let before = format!("{mark}{}", clean(before));
    let token = &part[range.clone()];
    let shown = first(token, MAX_TOKEN);
    if shown.len() < token.len() {
        return (before, clean(shown), "…".into());
    }
    let rest = &part[range.end..];
    let line = first(rest, CONTEXT + 1);
    let line = &line[..line.find(['\r', '\n']).unwrap_or(line.len())];
    let after = first(line, CONTEXT);
    let mark = if after.len() < line.len() { "…" } else { "" };
    (before, clean(shown), format!("{}{mark}", clean(after)))
}

/// Returns the first characters of a text, of so many UTF-16 code units at most.
fn first(text: &str, most: u64) -> &str {
    let mut left = most;
    let end = text.char_indices().find(|(_, c)| {
        let length = c.len_utf16() as u64;
        let is_over = length > left;
        left = left.saturating_sub(length);
        is_over
    });
    end.map_or(text, |(end, _)| &text[..end])
}

/// Returns the last characters of a text, of so many UTF-16 code units at most.
fn last(text: &str, most: u64) -> &str {
    let mut left = most;
    let start = text.char_indices().rev().find(|(_, c)| {
        let length = c.len_utf16() as u64;
        let is_over = length > left;
        left = left.saturating_sub(length);
        is_over
    });
    start.map_or(text, |(start, c)| &text[start + c.len_utf8()..])
}

/// Returns a text that is safe for a terminal, and as wide as it seems: control characters become visible.
pub(crate) fn clean(text: &str) -> String {
    let visible = |c: char| match c {
        '\t' => ' ',
        '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '·',
        c if c.is_control() => '·',
        c => c,
    };
    text.chars().map(visible).collect()
}

/// Returns how many columns of a terminal a text takes.
fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.graphemes(true).map(|cluster| if cluster.width() > 1 { 2 } else { 1 }).sum()
}

/// Returns the last line: how much was found or done.
pub(crate) fn summary(is_fix: bool, texts: u64, found: u64, changed: u64) -> String {
    let all = if texts == 1 { "1 text".to_owned() } else { format!("{texts} texts") };
    match (is_fix, found) {
        (true, _) => format!("{changed} of {all} changed"),
        (false, 0) => format!("nothing found in {all}"),
        (false, 1) => format!("found 1 fault in {all}"),
        (false, _) => format!("found {found} faults in {all}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters() {
        for (text, most, start, end) in
            [("abc", 2, "ab", "bc"), ("🦀a🦀", 3, "🦀a", "a🦀"), ("🦀🦀", 3, "🦀", "🦀"), ("é", 9, "é", "é")]
        {
            assert_eq!((first(text, most), last(text, most)), (start, end), "{text}");
            assert!(units(first(text, most)) <= most);
        }
    }

    #[test]
    fn columns_of_a_terminal() {
        for (text, columns) in [("abc", 3), ("漢字", 4), ("e\u{301}", 1), ("🦀", 2), ("“", 1)] {
            assert_eq!(width(text), columns, "{text}");
        }
        assert_eq!(clean("\u{1b}[31m\ta\u{202e}"), "·[31m a·");
    }
}
