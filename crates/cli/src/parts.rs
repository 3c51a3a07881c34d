//! A text in parts of whole paragraphs, so that one of a gigabyte takes no more memory than one of a few megabytes.

use std::io::{self, Read};

use unglue_texts::encoding::{BOM, format_fault, line_ends, not_utf8};
use unglue_texts::problem::{Problem, Result};

/// From this length on, in bytes, a text is read in parts. A shorter one is one part.
pub(crate) const PART_BYTES: usize = 8 << 20;

/// The parts of a text, one after the other.
pub(crate) struct Parts<'n, R> {
    name: &'n str,
    reader: R,
    part_bytes: usize,
    /// What was read and belongs to the next part.
    rest: Vec<u8>,
    is_first: bool,
    is_at_end: bool,
    /// The number of the line that the next part starts in.
    line: u64,
    /// Whether the text starts with a byte order mark, which no part has.
    pub has_bom: bool,
}

impl<'n, R: Read> Parts<'n, R> {
    /// Returns the parts of what `reader` reads; errors name it `name`.
    pub(crate) fn new(name: &'n str, reader: R) -> Parts<'n, R> {
        Parts::of_bytes(name, reader, PART_BYTES)
    }

    /// Returns the parts with a length of their own, for tests.
    fn of_bytes(name: &'n str, reader: R, part_bytes: usize) -> Parts<'n, R> {
        Parts {
            name,
            reader,
            part_bytes,
            rest: Vec::new(),
            is_first: true,
            is_at_end: false,
            line: 1,
            has_bom: false,
        }
    }

    /// Returns the next part; `None` behind the last one. A text has one part at least, which may be empty.
    pub(crate) fn next(&mut self) -> Result<Option<String>> {
        if self.is_at_end && !self.is_first {
            return Ok(None);
        }
        let mut bytes = std::mem::take(&mut self.rest);
        self.fill(&mut bytes).map_err(|error| Problem::of_io(self.name, &error))?;
        if self.is_first {
            self.is_first = false;
            if let Some((code, reason)) = format_fault(&bytes) {
                return Err(Problem::new(self.name, code, reason));
            }
            self.has_bom = bytes.starts_with(BOM);
            if self.has_bom {
                bytes.drain(..BOM.len());
            }
        }
        if !self.is_at_end {
            self.rest = bytes.split_off(end_of_part(&bytes));
        }
        match String::from_utf8(bytes) {
            Ok(text) => {
                if !self.is_at_end {
                    self.line += line_ends(text.as_bytes());
                }
                Ok(Some(text))
            }
            Err(error) => Err(not_utf8(self.name, error.as_bytes(), self.line, error.utf8_error())),
        }
    }

    /// Whether there are more parts.
    pub(crate) fn has_more(&self) -> bool {
        !self.is_at_end
    }

    /// Reads on until a part is full or the text ends. A part of white space goes on, so that the last one has text.
    fn fill(&mut self, bytes: &mut Vec<u8>) -> io::Result<()> {
        let wanted = self.part_bytes.saturating_sub(bytes.len()) as u64;
        self.is_at_end = (self.reader.by_ref().take(wanted).read_to_end(bytes)? as u64) < wanted;
        Ok(())
    }
}

/// Returns where a part of a longer text ends: behind its last empty line, or else its last line, white space or
/// character. Nothing before the middle counts, so that parts do not get short.
fn end_of_part(bytes: &[u8]) -> usize {
    let half = bytes.len() / 2;
    let ends = || memchr::memrchr_iter(b'\n', bytes).take_while(|&at| at >= half).map(|at| at + 1);
    let is_empty_line = |end: &usize| {
        let line = bytes[..end - 1].iter().rev().find(|byte| !b" \t\r".contains(byte));
        line == Some(&b'\n')
    };
    // The paragraph that is read last may go on, and so may the white space before it.
    let paragraph = ends().find(is_empty_line);
    let line = || ends().next();
    let space = || bytes.iter().rposition(|byte| *byte == b' ').filter(|&at| at >= half).map(|at| at + 1);
    let character = || bytes.iter().rposition(|byte| byte >> 6 != 0b10).unwrap_or(bytes.len());
    paragraph.or_else(line).or_else(space).unwrap_or_else(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &[u8], part_bytes: usize) -> Result<Vec<String>> {
        let mut parts = Parts::of_bytes("a", text, part_bytes);
        let mut all = Vec::new();
        while let Some(part) = parts.next()? {
            all.push(part);
        }
        Ok(all)
    }

    #[test]
    fn parts_end_with_paragraphs_lines_words_or_characters() {
        for (text, expected) in [
            ("", vec![""]),
            ("\u{feff}short", vec!["short"]),
            ("aaaa\nbbb\n\nccc\ndddd\n", vec!["aaaa\nbbb\n\n", "ccc\ndddd\n"]),
            ("aaaa\nbbb\n \r\ncccdddd\n", vec!["aaaa\nbbb\n \r\n", "cccdddd\n"]),
            ("aaaaaa bbb\nccc ddd eee", vec!["aaaaaa bbb\n", "ccc ddd eee"]),
            ("aaaaa aaaa aaaaaa", vec!["aaaaa aaaa ", "aaaaaa"]),
            ("ééééééééééé", vec!["éééééé", "ééééé"]),
        ] {
            assert_eq!(parts(text.as_bytes(), 13).unwrap(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_fault_far_behind_is_told_with_its_line() {
        let text = [&b"one\ntwo\n".repeat(40)[..], b"three \xff"].concat();
        let said = parts(&text, 32).unwrap_err().to_string();
        assert!(said.starts_with("a: line 81 is not UTF-8 (byte 0xFF)"), "{said}");
    }
}
