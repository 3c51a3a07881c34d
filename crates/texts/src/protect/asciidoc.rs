//! AsciiDoc: delimited blocks, comments, attributes, macros, literal paragraphs.

use super::lines::{Line, lines, run};
use super::spans::Spans;

/// What is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Block {
    #[default]
    None,
    /// Up to a line of so many of this character.
    Delimited { mark: u8, length: usize },
    /// A paragraph of code, up to an empty line.
    Paragraph,
}

/// A scanner of AsciiDoc.
#[derive(Debug, Clone)]
pub(super) struct Asciidoc {
    block: Block,
    is_after_blank: bool,
    /// Whether a line before said that the next block is code.
    is_code_next: bool,
}

impl Default for Asciidoc {
    fn default() -> Asciidoc {
        Asciidoc { block: Block::None, is_after_blank: true, is_code_next: false }
    }
}

impl Asciidoc {
    pub(super) fn scan(&mut self, part: &str, spans: &mut Spans) {
        lines(part).for_each(|line| self.line(line, spans));
    }

    fn line(&mut self, line: Line, spans: &mut Spans) {
        let text = line.text.trim_end();
        let delimiter = delimiter(text);
        let is_after_blank = std::mem::replace(&mut self.is_after_blank, line.is_blank());
        match self.block {
            Block::Delimited { mark, length } => {
                if delimiter == Some((mark, length)) {
                    self.block = Block::None;
                }
                return match mark {
                    b'/' => spans.comment(line.at..line.end),
                    _ => spans.protect(line.at..line.end),
                };
            }
            Block::Paragraph if !line.is_blank() => return spans.protect(line.at..line.end),
            _ => self.block = Block::None,
        }
        let is_code = std::mem::take(&mut self.is_code_next);
        if let Some((mark, length)) = delimiter {
            self.block = Block::Delimited { mark, length };
            spans.protect(line.at..line.end);
        } else if text.starts_with("//") && !text.starts_with("///") {
            spans.comment(line.range());
        } else if text.starts_with('[') && text.ends_with(']') {
            let style = text[1..].split([',', ']', '%', '#', '.']).next().unwrap_or_default();
            let is_code = ["source", "listing", "literal", "stem", "latexmath", "asciimath"].contains(&style);
            self.is_code_next = is_code;
            spans.protect(line.range());
        } else if is_attribute(text) || is_block_macro(text) {
            spans.protect(line.range());
        } else if !line.is_blank()
            && (is_code || is_after_blank && text.starts_with([' ', '\t']) && !is_item(text))
        {
            self.block = Block::Paragraph;
            spans.protect(line.range());
        } else {
            macros(line, spans);
        }
    }
}

/// Returns the character and length of a line that opens or closes a block of code, math or comments.
fn delimiter(text: &str) -> Option<(u8, usize)> {
    let mark = *text.as_bytes().first()?;
    let least = match mark {
        b'-' | b'.' | b'+' | b'/' => 4,
        b'`' => 3,
        _ => return None,
    };
    let length = run(text);
    let has_language = mark == b'`' && !text[length..].contains(['`', ' ']);
    (length >= least && (length == text.len() || has_language)).then_some((mark, length))
}

/// Whether a line is `:name: value`.
fn is_attribute(text: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || "-_!".contains(c);
    text.strip_prefix(':')
        .and_then(|rest| rest.split_once(':'))
        .is_some_and(|(name, value)| !name.is_empty() && name.chars().all(is_name) && !value.starts_with(':'))
}

/// Whether a line is `name::target[…]`.
fn is_block_macro(text: &str) -> bool {
    text.split_once("::").is_some_and(|(name, rest)| {
        !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && rest.contains('[')
            && rest.ends_with(']')
    })
}

/// Whether an indented line is an item of a list.
fn is_item(text: &str) -> bool {
    let text = text.trim_start();
    let mark = text.trim_start_matches(['*', '-', '.']);
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    mark.len() < text.len() && mark.starts_with(' ') || digits.len() < text.len() && digits.starts_with(". ")
}

/// Protects the names and targets of macros in a line: the `link:a.html` of `link:a.html[text]`.
fn macros(line: Line, spans: &mut Spans) {
    for (open, _) in line.text.match_indices('[') {
        let before = &line.text[..open];
        let start = before.rfind(|c: char| c.is_whitespace() || "(<\"'".contains(c)).map_or(0, |at| at + 1);
        if before[start..].contains(':') {
            let is_code = ["kbd:", "pass:", "stem:", "latexmath:", "btn:", "menu:", "image:", "icon:"]
                .iter()
                .any(|name| before[start..].starts_with(name));
            let close = line.text[open..].find(']').map_or(open + 1, |end| open + end + 1);
            spans.protect(line.at + start..line.at + if is_code { close } else { open });
        }
    }
    let mut from = 0;
    while let Some(open) = line.text[from..].find("+++").map(|at| from + at) {
        let Some(length) = line.text[open + 3..].find("+++") else { return };
        from = open + length + 6;
        spans.protect(line.at + open..line.at + from);
    }
}
