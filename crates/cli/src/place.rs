//! Offsets as lines and columns.

/// A place in a text. Lines and columns start at 1; a byte order mark is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// UTF-16 code units before it in the text.
    pub units: u64,
    pub line: u64,
    /// In UTF-16 code units.
    pub column: u64,
    /// In bytes, for formats that count these.
    pub byte_column: u64,
}

impl Place {
    /// The start of a text.
    pub(crate) const START: Place = Place { units: 0, line: 1, column: 1, byte_column: 1 };
}

/// Reads a text once, from place to place.
#[derive(Debug, Clone)]
pub(crate) struct Cursor {
    place: Place,
    /// The offset of the place in the part that is read, in bytes.
    at: usize,
    /// Where its line starts in that part, or the part itself.
    line_start: usize,
}

impl Cursor {
    /// Returns a cursor at the start of a text.
    pub(crate) fn new() -> Cursor {
        Cursor { place: Place::START, at: 0, line_start: 0 }
    }

    /// Moves on to `to`, a byte offset of `part` that is not before the last one, and returns its place.
    pub(crate) fn advance(&mut self, part: &str, to: usize) -> Place {
        let bytes = part.as_bytes();
        for end in memchr::memchr2_iter(b'\n', b'\r', &bytes[self.at..to]) {
            let end = self.at + end;
            // The line feed behind a carriage return ends the line.
            if bytes[end] == b'\n' || bytes.get(end + 1) != Some(&b'\n') {
                self.place.line += 1;
                self.line_start = end + 1;
            }
        }
        if self.line_start > self.at {
            self.place.units += units(&part[self.at..self.line_start]);
            (self.place.column, self.place.byte_column) = (1, 1);
            self.at = self.line_start;
        }
        let here = units(&part[self.at..to]);
        self.place.units += here;
        self.place.column += here;
        self.place.byte_column += (to - self.at) as u64;
        self.at = to;
        self.place
    }

    /// Where the line of the place starts, or the part if that is later, in bytes.
    pub(crate) fn line_start(&self) -> usize {
        self.line_start
    }

    /// Moves on to the start of the next part.
    pub(crate) fn next_part(&mut self, part: &str) {
        self.advance(part, part.len());
        (self.at, self.line_start) = (0, 0);
    }
}

/// Returns the length of a text in UTF-16 code units.
pub(crate) fn units(text: &str) -> u64 {
    // One for each character, and another one for those of four bytes.
    text.bytes().map(|byte| u64::from(byte >> 6 != 0b10) + u64::from(byte >= 0xf0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_a_slow_count() {
        let text = "a\r\nb🦀\rc\nThe thereare\r\n\r\nThe é ameeting";
        for middle in (0..text.len()).filter(|&at| text.is_char_boundary(at)) {
            let mut cursor = Cursor::new();
            if !text[..middle].ends_with('\r') {
                cursor.next_part(&text[..middle]);
            }
            let start = if text[..middle].ends_with('\r') { 0 } else { middle };
            for (at, _) in text[start..].char_indices() {
                if text[..start + at].ends_with('\r') {
                    continue;
                }
                let place = cursor.advance(&text[start..], at);
                let before = &text[..start + at];
                let unified = before.replace("\r\n", "\n").replace('\r', "\n");
                let last = unified.rsplit('\n').next().unwrap();
                let line = 1 + unified.matches('\n').count() as u64;
                assert_eq!(place.line, line, "{before:?}");
                assert_eq!(place.units, before.encode_utf16().count() as u64);
                assert_eq!(place.column, 1 + last.encode_utf16().count() as u64);
                assert_eq!(place.byte_column, 1 + last.len() as u64);
            }
        }
    }
}
