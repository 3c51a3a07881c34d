//! Source code: everything but its comments is protected.

use super::lines::lines;
use super::spans::Spans;
use crate::family::Family;

/// A scanner of source code.
#[derive(Debug, Clone)]
pub(super) struct Code {
    family: Family,
    in_block: bool,
}

impl Code {
    pub(super) fn new(family: Family) -> Code {
        Code { family, in_block: false }
    }

    pub(super) fn scan(&mut self, part: &str, spans: &mut Spans) {
        let (mut at, mut code) = (0, 0);
        while at < part.len() {
            if self.in_block {
                spans.protect(code..at);
                at = self.block(part, at, spans);
                code = at;
                continue;
            }
            let rest = &part[at..];
            let byte = part.as_bytes()[at];
            if rest.starts_with(self.family.line()) {
                let end = memchr::memchr(b'\n', rest.as_bytes()).map_or(part.len(), |end| at + end);
                let body = at + leader(&part[at..end]);
                spans.protect(code..body);
                spans.comments.push(body..end);
                (at, code) = (end, end);
            } else if self.family.block().is_some_and(|[open, _]| rest.starts_with(open)) {
                at += self.family.block().map_or(0, |[open, _]| open.len());
                self.in_block = true;
            } else if self.family.quotes().contains(&byte) {
                at += string(rest);
            } else {
                at += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
        spans.protect(code..part.len());
    }

    /// Reads a comment over lines up to its end, which is returned. The stars at the start of its lines are protected.
    fn block(&mut self, part: &str, at: usize, spans: &mut Spans) -> usize {
        let close = self.family.block().map_or("", |[_, close]| close);
        let end = memchr::memmem::find(&part.as_bytes()[at..], close.as_bytes()).map(|found| at + found);
        self.in_block = end.is_none();
        let end = end.unwrap_or(part.len());
        spans.comments.push(at..end);
        for line in lines(&part[at..end]) {
            let length = leader(line.text);
            spans.protect(at + line.at..at + line.at + length);
        }
        end
    }
}

/// Returns how much of a line of a comment is no text: white space and the marks of comments.
fn leader(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t', '/', '*', '#', '!', '-', ';', '%']).len()
}

/// Returns the length of a string at the start of `text`, which ends with its line at the latest.
fn string(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() && bytes[at] != bytes[0] && bytes[at] != b'\n' {
        at += 1 + usize::from(bytes[at] == b'\\' && bytes.get(at + 1).is_some_and(u8::is_ascii));
    }
    (at + 1).min(bytes.len())
}
