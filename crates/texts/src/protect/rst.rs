//! reStructuredText: directives, comments, literal and doctest blocks, fields, roles.

use super::lines::{Line, lines};
use super::spans::Spans;

/// Directives whose content is prose. That of all others is code, data or unknown.
const PROSE: [&str; 33] = [
    "admonition",
    "attention",
    "caution",
    "centered",
    "compound",
    "container",
    "danger",
    "deprecated",
    "epigraph",
    "error",
    "figure",
    "footer",
    "glossary",
    "header",
    "highlights",
    "hint",
    "hlist",
    "important",
    "list-table",
    "note",
    "pull-quote",
    "rst-class",
    "rubric",
    "seealso",
    "sidebar",
    "table",
    "tab",
    "tip",
    "topic",
    "versionadded",
    "versionchanged",
    "versionremoved",
    "warning",
];

/// The block that is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Block {
    #[default]
    None,
    /// What is indented deeper than this is no prose; `is_comment` says that it is a comment.
    Deeper { indent: usize, is_comment: bool },
    /// A doctest, up to an empty line.
    Doctest,
}

/// A scanner of reStructuredText.
#[derive(Debug, Clone, Default)]
pub(super) struct Rst {
    block: Block,
    /// The indentation of the directive of prose whose options may follow.
    options: Option<usize>,
}

impl Rst {
    pub(super) fn scan(&mut self, part: &str, spans: &mut Spans) {
        lines(part).for_each(|line| self.line(line, spans));
    }

    fn line(&mut self, line: Line, spans: &mut Spans) {
        match self.block {
            Block::Deeper { indent, is_comment } if line.is_blank() || line.indent() > indent => {
                if is_comment {
                    spans.comment(line.at..line.end);
                } else {
                    spans.protect(line.at..line.end);
                }
                return;
            }
            Block::Doctest if !line.is_blank() => return spans.protect(line.at..line.end),
            _ => self.block = Block::None,
        }
        let indent = line.indent();
        let text = line.text.trim_start();
        if let Some(options) = self.options.take()
            && indent > options
            && text.starts_with(':')
        {
            self.options = Some(options);
            return spans.protect(line.range());
        }
        if text == ".." || text.starts_with(".. ") {
            self.explicit(line, text, spans);
        } else if text.starts_with(">>> ") {
            self.block = Block::Doctest;
            spans.protect(line.range());
        } else {
            if text.ends_with("::") {
                self.block = Block::Deeper { indent, is_comment: false };
            }
            if let Some(length) = field(text) {
                let start = line.at + line.text.len() - text.len();
                spans.protect(start..start + length);
            }
            roles(line, spans);
        }
    }

    /// Reads a line that starts with two points: a directive, a target, a footnote, a substitution or a comment.
    fn explicit(&mut self, line: Line, text: &str, spans: &mut Spans) {
        let rest = text[2..].trim_start();
        let indent = line.indent();
        let start = line.at + line.text.len() - rest.len();
        if rest.starts_with('[') {
            // A footnote is prose behind its mark.
            let end = rest.find(']').map_or(0, |end| end + 1);
            spans.protect(line.at..start + end);
            return roles(line, spans);
        }
        if rest.starts_with(['_', '|']) {
            self.block = Block::Deeper { indent, is_comment: false };
            return spans.protect(line.range());
        }
        let is_name = |c: char| c.is_alphanumeric() || "-_.:+".contains(c);
        let Some(end) = rest.find("::").filter(|&end| rest[..end].chars().all(is_name)) else {
            self.block = Block::Deeper { indent, is_comment: true };
            return spans.comment(line.range());
        };
        match PROSE.contains(&&rest[..end]) {
            true => {
                spans.protect(line.at..start + end + 2);
                self.options = Some(indent);
                roles(line, spans);
            }
            false => {
                self.block = Block::Deeper { indent, is_comment: false };
                spans.protect(line.range());
            }
        }
    }
}

/// Returns the length of the name of a field at the start of a line: `:author:`.
fn field(text: &str) -> Option<usize> {
    let end = text.strip_prefix(':')?.find(':')? + 2;
    let is_role = text[end..].starts_with('`');
    (end > 2 && !is_role && !text[1..].starts_with(' ')).then_some(end)
}

/// Protects roles with their texts, ``:ref:`text` ``, and what stands in backticks.
fn roles(line: Line, spans: &mut Spans) {
    let (text, mut from) = (line.text, 0);
    while let Some(open) = text[from..].find('`').map(|at| from + at) {
        let mark = if text[open..].starts_with("``") { "``" } else { "`" };
        let Some(length) = text[open + mark.len()..].find(mark) else { return };
        let end = open + 2 * mark.len() + length;
        let is_name = |c: char| c.is_alphanumeric() || "-_.+:".contains(c);
        let before = text[..open].trim_end_matches(is_name);
        let has_role = text[..open].ends_with(':') && text[before.len()..].starts_with(':');
        let start = if has_role { before.len() } else { open };
        spans.protect(line.at + start..line.at + end);
        from = end;
    }
}
