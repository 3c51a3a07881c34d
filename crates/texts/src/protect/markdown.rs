//! Markdown: front matter, fences, indented code, comments, math, attributes.

use memchr::memmem;

use super::lines::{Line, lines, run};
use super::spans::Spans;

/// The block that is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Block {
    #[default]
    None,
    /// A fence of code; `in_quote` says that it stands in a quotation, and ends with it.
    Fence {
        mark: u8,
        length: usize,
        in_quote: bool,
    },
    /// `$$` and what follows.
    Math,
    Comment,
    Indented,
}

/// A scanner of Markdown.
#[derive(Debug, Clone, Default)]
pub(super) struct Markdown {
    block: Block,
    is_behind_start: bool,
    /// Whether the last line was blank.
    is_after_blank: bool,
    /// Whether an indented line may belong to a list.
    in_list: bool,
}

impl Markdown {
    pub(super) fn scan(&mut self, part: &str, spans: &mut Spans) {
        let mut start = 0;
        if !self.is_behind_start {
            (self.is_behind_start, self.is_after_blank) = (true, true);
            start = front_matter(part).unwrap_or(0);
            spans.protect(0..start);
        }
        for line in lines(&part[start..]) {
            self.line(Line { at: start + line.at, end: start + line.end, ..line }, spans);
        }
    }

    fn line(&mut self, line: Line, spans: &mut Spans) {
        match self.block {
            Block::Fence { mark, length, in_quote } => {
                let text = line.text.trim_start_matches([' ', '\t', '>']);
                let is_out = in_quote && !line.text.trim_start().starts_with('>');
                let closes = text.as_bytes().first() == Some(&mark)
                    && run(text) >= length
                    && text[run(text)..].trim().is_empty();
                if closes || is_out {
                    self.block = Block::None;
                }
                if !is_out {
                    spans.protect(line.at..line.end);
                    return;
                }
            }
            Block::Math => {
                spans.protect(line.at..line.end);
                if line.text.trim_end().ends_with("$$") {
                    self.block = Block::None;
                }
                return;
            }
            Block::Comment => {
                let end = line.text.find("-->").map(|found| line.at + found + 3);
                spans.comment(line.at..end.unwrap_or(line.end));
                if let Some(end) = end {
                    self.block = Block::None;
                    self.inline(line, end, spans);
                }
                return;
            }
            Block::Indented if line.is_blank() || line.indent() >= 4 => {
                spans.protect(line.at..line.end);
                return;
            }
            Block::Indented | Block::None => self.block = Block::None,
        }
        self.start(line, spans);
        self.is_after_blank = line.is_blank();
    }

    /// Reads a line that may start a block.
    fn start(&mut self, line: Line, spans: &mut Spans) {
        if line.is_blank() {
            return;
        }
        let (text, is_item) = content(line.text);
        self.in_list = is_item || self.in_list && (line.indent() > 0 || !self.is_after_blank);
        if let Some(length) = fence(text) {
            let in_quote = line.text.trim_start().starts_with('>');
            self.block = Block::Fence { mark: text.as_bytes()[0], length, in_quote };
            spans.protect(line.at..line.end);
        } else if self.is_after_blank && !self.in_list && line.indent() >= 4 {
            self.block = Block::Indented;
            spans.protect(line.at..line.end);
        } else if text.starts_with("$$") && !text[2..].contains("$$") {
            self.block = Block::Math;
            spans.protect(line.at..line.end);
        } else {
            self.inline(line, line.at, spans);
        }
    }

    /// Reads what stands in a line from `from` on: comments, math, attributes.
    fn inline(&mut self, line: Line, from: usize, spans: &mut Spans) {
        let text = &line.text[from - line.at..];
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(found) = memchr::memchr3(b'<', b'$', b'{', &bytes[at..]) {
            at += found;
            let rest = &text[at..];
            let length = if rest.starts_with("<!--") {
                let end = memmem::find(rest.as_bytes(), b"-->").map(|end| end + 3);
                spans.comment(from + at..end.map_or(line.end, |end| from + at + end));
                let Some(end) = end else {
                    self.block = Block::Comment;
                    return;
                };
                end
            } else {
                let escaped = at > 0 && bytes[at - 1] == b'\\';
                let length = math(rest).or_else(|| attributes(rest)).filter(|_| !escaped);
                spans.protect(from + at..from + at + length.unwrap_or(0));
                length.unwrap_or(1)
            };
            at += length;
        }
    }
}

/// Returns the length of the front matter at the start of a text: YAML between `---`, or TOML between `+++`.
fn front_matter(text: &str) -> Option<usize> {
    let mut lines = lines(text);
    let mark = lines.next()?.text.trim_end();
    if mark != "---" && mark != "+++" {
        return None;
    }
    let closes = |line: &Line| {
        let text = line.text.trim_end();
        text == mark || mark == "---" && text == "..."
    };
    // A line between two texts is no front matter: that has a key in its first line, or nothing.
    let first = lines.next()?;
    if closes(&first) {
        return Some(first.end);
    }
    let is_key = |c: char| c.is_alphanumeric() || "_-\"' ".contains(c);
    let separator = if mark == "---" { ':' } else { '=' };
    let has_key = first.text.trim_start().starts_with('#')
        || first.text.split_once(separator).is_some_and(|(key, _)| key.chars().all(is_key));
    has_key.then_some(())?;
    lines.find(closes).map(|line| line.end)
}

/// Returns a line without its indentation, the marks of quotations and list items, and whether it is an item.
fn content(line: &str) -> (&str, bool) {
    let mut text = line.trim_start_matches([' ', '\t', '>']);
    let mut is_item = false;
    loop {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let mark = match text.as_bytes().get(digits) {
            Some(b'-' | b'*' | b'+') if digits == 0 => 1,
            Some(b'.' | b')') if (1..10).contains(&digits) => digits + 1,
            _ => return (text, is_item),
        };
        match text[mark..].strip_prefix([' ', '\t']) {
            Some(rest) => text = rest.trim_start_matches([' ', '\t', '>']),
            None => return (text, is_item || text.len() == mark),
        }
        is_item = true;
    }
}

/// Returns the length of the mark of a fence that a line opens.
fn fence(text: &str) -> Option<usize> {
    let length = text.starts_with(['`', '~']).then(|| run(text))?;
    (length >= 3 && !(text.starts_with('`') && text[length..].contains('`'))).then_some(length)
}

/// Returns the length of the math at the start of a text: `$$…$$`, or `$…$` as pandoc reads it, which "$5 and $6" is not.
fn math(text: &str) -> Option<usize> {
    if let Some(rest) = text.strip_prefix("$$") {
        return rest.find("$$").map(|end| end + 4);
    }
    let rest = text.strip_prefix('$')?;
    if rest.starts_with(char::is_whitespace) {
        return None;
    }
    let end = rest.match_indices('$').map(|(at, _)| at).find(|&at| !rest[..at].ends_with('\\'))?;
    let is_closed = end > 0
        && !rest[..end].ends_with(char::is_whitespace)
        && !rest[end + 1..].starts_with(|c: char| c.is_ascii_digit());
    is_closed.then_some(end + 2)
}

/// Returns the length of the attributes at the start of a text: `{#id}`, `{.class}`, `{: key=value}`.
fn attributes(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('{')?;
    rest.starts_with(['#', '.', ':']).then(|| rest.find('}').map(|end| end + 2)).flatten()
}
