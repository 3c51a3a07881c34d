//! Positions of the protocol: lines, and characters counted as client and server agreed.

use gen_lsp_types::{Position, PositionEncodingKind, Range};

/// What a character counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf16,
    Utf32,
}

impl Encoding {
    /// Returns the first one that a client offers and the server has; UTF-16 if it offers nothing.
    pub(crate) fn negotiated(offered: &[PositionEncodingKind]) -> Encoding {
        let known = |kind: &PositionEncodingKind| match kind {
            PositionEncodingKind::UTF8 => Some(Encoding::Utf8),
            PositionEncodingKind::UTF16 => Some(Encoding::Utf16),
            PositionEncodingKind::UTF32 => Some(Encoding::Utf32),
            PositionEncodingKind::Custom(_) => None,
        };
        offered.iter().find_map(known).unwrap_or(Encoding::Utf16)
    }

    /// Returns its name in the protocol.
    pub(crate) fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn len(self, c: char) -> usize {
        match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
            Encoding::Utf32 => 1,
        }
    }

    /// Returns the length of a text.
    fn units(self, text: &str) -> usize {
        match self {
            Encoding::Utf8 => text.len(),
            _ if text.is_ascii() => text.len(),
            _ => text.chars().map(|c| self.len(c)).sum(),
        }
    }
}

/// Returns where the line starts behind the first line end of `rest`, in bytes; `None` if it has none.
fn next_line(rest: &[u8]) -> Option<usize> {
    let end = memchr::memchr2(b'\n', b'\r', rest)?;
    Some(if rest[end..].starts_with(b"\r\n") { end + 2 } else { end + 1 })
}

/// Returns the byte offset of a position. One behind the end of its line is that end, one behind the text the text's; one in the
/// middle of a character is its start.
pub(crate) fn offset_of(text: &str, encoding: Encoding, position: Position) -> usize {
    let mut start = 0;
    for _ in 0..position.line {
        match next_line(&text.as_bytes()[start..]) {
            Some(length) => start += length,
            None => return text.len(),
        }
    }
    let rest = &text[start..];
    let line = &rest[..memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len())];
    let mut units = 0;
    for (at, c) in line.char_indices() {
        units += encoding.len(c);
        if units > position.character as usize {
            return start + at;
        }
    }
    start + line.len()
}

/// Finds positions of byte offsets; quickest in ascending order.
pub(crate) struct Places<'t> {
    text: &'t str,
    encoding: Encoding,
    line: u32,
    /// Where that line starts.
    start: usize,
    /// The offset that was asked for last, on that line, and how far from its start that is, in units of the encoding.
    at: usize,
    units: usize,
}

impl<'t> Places<'t> {
    pub(crate) fn new(text: &'t str, encoding: Encoding) -> Places<'t> {
        Places { text, encoding, line: 0, start: 0, at: 0, units: 0 }
    }

    /// Returns the position of an offset.
    pub(crate) fn position(&mut self, at: usize) -> Position {
        if at < self.start {
            (self.line, self.start) = (0, 0);
        }
        if at < self.at {
            (self.at, self.units) = (self.start, 0);
        }
        // No line end behind the offset makes a difference, but the second half of one.
        let bytes = &self.text.as_bytes()[..self.text.len().min(at + 1)];
        while let Some(length) = next_line(&bytes[self.at..]).filter(|length| self.at + length <= at) {
            self.at += length;
            (self.start, self.units) = (self.at, 0);
            self.line += 1;
        }
        self.units += self.encoding.units(&self.text[self.at..at]);
        self.at = at;
        Position::new(self.line, self.units as u32)
    }

    /// Returns the positions of a range.
    pub(crate) fn range(&mut self, range: &std::ops::Range<usize>) -> Range {
        Range::new(self.position(range.start), self.position(range.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    #[test]
    fn the_first_encoding_that_both_have_is_taken() {
        let custom = || PositionEncodingKind::new("utf-7");
        for (offered, taken) in [
            (vec![], Encoding::Utf16),
            (vec![custom()], Encoding::Utf16),
            (vec![custom(), PositionEncodingKind::UTF32, PositionEncodingKind::UTF8], Encoding::Utf32),
            (vec![PositionEncodingKind::UTF8], Encoding::Utf8),
        ] {
            assert_eq!(Encoding::negotiated(&offered), taken, "{offered:?}");
        }
    }

    #[test]
    fn offsets_come_back_from_positions() {
        let text = "a🦀é\r\nb\r\rc\n\n👩‍👩‍👧 d\r\n";
        for encoding in ALL {
            let mut places = Places::new(text, encoding);
            for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                // Between a carriage return and its line feed there is no place.
                if text[at..].starts_with('\n') && text[..at].ends_with('\r') {
                    continue;
                }
                let position = places.position(at);
                assert_eq!(offset_of(text, encoding, position), at, "{encoding:?} {position:?}");
            }
            // Backwards, and on the line that was asked about last.
            for (at, _) in text.char_indices().rev().filter(|(_, c)| *c != '\n') {
                let position = places.position(at);
                assert_eq!(position, Places::new(text, encoding).position(at), "{encoding:?} {at}");
            }
            assert_eq!(places.position(0), Position::new(0, 0));
        }
    }

    #[test]
    fn positions_that_are_nowhere_have_a_place_near() {
        let text = "a🦀é\r\nb";
        for (encoding, line, character, at) in [
            (Encoding::Utf16, 0, 1, 1),
            (Encoding::Utf16, 0, 2, 1),
            (Encoding::Utf16, 0, 3, 5),
            (Encoding::Utf16, 0, 4, 7),
            (Encoding::Utf16, 0, 5, 7),
            (Encoding::Utf16, 0, u32::MAX, 7),
            (Encoding::Utf16, 1, 9, 10),
            (Encoding::Utf16, 2, 0, 10),
            (Encoding::Utf16, u32::MAX, 0, 10),
            (Encoding::Utf8, 0, 3, 1),
            (Encoding::Utf8, 0, 5, 5),
            (Encoding::Utf8, 0, 6, 5),
            (Encoding::Utf32, 0, 2, 5),
            (Encoding::Utf32, 0, 3, 7),
        ] {
            let position = Position::new(line, character);
            assert_eq!(offset_of(text, encoding, position), at, "{encoding:?} {line}:{character}");
        }
    }
}
