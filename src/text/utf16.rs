//! Byte offsets to UTF-16 code units and back, each in one pass over the text.

/// Converts byte offsets to UTF-16 code units and back.
///
/// Any number of conversions in ascending order cost one pass over the text together; a smaller offset than the last
/// one starts a new pass.
///
/// ```
/// use unglue::{Checker, Language, Options, Utf16Index};
/// let text = "🦀 thereare no plans";
/// let found = Checker::new(Language::english()?, Options::default())?.check(text);
/// let mut offsets = Utf16Index::new(text);
/// let range = found[0].range.clone();
/// assert_eq!((offsets.unit_of(range.start), offsets.unit_of(range.end)), (3, 11));
/// # Ok::<(), unglue::Error>(())
/// ```
pub struct Utf16Index<'t> {
    text: &'t str,
    byte: usize,
    unit: usize,
    /// Where each line starts but the first, as soon as anybody asks for lines.
    lines: Option<Vec<usize>>,
}

impl<'t> Utf16Index<'t> {
    /// Starts at the beginning of `text`.
    pub fn new(text: &'t str) -> Self {
        Utf16Index { text, byte: 0, unit: 0, lines: None }
    }

    /// Returns the number of code units before `byte`, which must be a character boundary of the text.
    ///
    /// ```
    /// # use unglue::Utf16Index;
    /// let mut offsets = Utf16Index::new("🦀 is");
    /// assert_eq!(offsets.unit_of(5), 3);
    /// ```
    pub fn unit_of(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            (self.byte, self.unit) = (0, 0);
        }
        self.unit += utf16_len(&self.text.as_bytes()[self.byte..byte]);
        self.byte = byte;
        self.unit
    }

    /// Returns the byte offset of a code unit, and whether the unit is in the middle of a surrogate pair; the offset is
    /// then that of the pair's character. `None` behind the end of the text.
    ///
    /// ```
    /// # use unglue::Utf16Index;
    /// let mut offsets = Utf16Index::new("🦀 is");
    /// assert_eq!(offsets.byte_of(3), Some((5, false)));
    /// assert_eq!(offsets.byte_of(1), Some((0, true)));
    /// assert_eq!(offsets.byte_of(9), None);
    /// ```
    pub fn byte_of(&mut self, unit: usize) -> Option<(usize, bool)> {
        if unit < self.unit {
            (self.byte, self.unit) = (0, 0);
        }
        for c in self.text[self.byte..].chars() {
            if self.unit + c.len_utf16() > unit {
                break;
            }
            self.unit += c.len_utf16();
            self.byte += c.len_utf8();
        }
        match unit - self.unit {
            0 => Some((self.byte, false)),
            1 if self.byte < self.text.len() => Some((self.byte, true)),
            _ => None,
        }
    }

    /// Returns the line and the column of `byte`, which must be a character boundary of the text: both from 0, the column in
    /// code units, as the Language Server Protocol counts them. A line ends with `\n`, `\r\n` or `\r`.
    ///
    /// ```
    /// # use unglue::Utf16Index;
    /// let mut index = Utf16Index::new("one\r\n🦀 is");
    /// assert_eq!((index.line_column(2), index.line_column(9)), ((0, 2), (1, 2)));
    /// ```
    pub fn line_column(&mut self, byte: usize) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        let lines = self.lines.get_or_insert_with(|| {
            let is_end =
                |at: usize| bytes[at] == b'\n' || bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
            (0..bytes.len()).filter(|&at| is_end(at)).map(|at| at + 1).collect()
        });
        let line = lines.partition_point(|start| *start <= byte);
        let start = line.checked_sub(1).map_or(0, |before| lines[before]);
        (line, utf16_len(&bytes[start..byte]))
    }

    /// The code units of the whole text.
    ///
    /// ```
    /// # use unglue::Utf16Index;
    /// assert_eq!(Utf16Index::new("🦀 is").len_units(), 5);
    /// ```
    #[doc(hidden)]
    pub fn len_units(&self) -> usize {
        utf16_len(self.text.as_bytes())
    }
}

/// Returns the number of code units of valid UTF-8 that starts and ends at character boundaries.
fn utf16_len(bytes: &[u8]) -> usize {
    // One unit for each byte that starts a character, and one more for a character of four bytes.
    bytes.iter().map(|&b| usize::from(b & 0xC0 != 0x80) + usize::from(b >= 0xF0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_agrees_with_encode_utf16() {
        let text = "a\u{e9}\u{20ac}\u{1f980}b\u{301}\r\n\0\u{fffd}\u{10ffff}z";
        let mut offsets = Utf16Index::new(text);
        let mut back = Utf16Index::new(text);
        for at in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
            let units = text[..at].encode_utf16().count();
            assert_eq!(offsets.unit_of(at), units);
            assert_eq!(back.byte_of(units), Some((at, false)));
        }
        assert_eq!(offsets.unit_of(1), 1, "going back");
    }

    #[test]
    fn lines_end_as_the_protocol_says() {
        for (text, byte, wanted) in [
            ("", 0, (0, 0)),
            ("a\nb", 1, (0, 1)),
            ("a\nb", 2, (1, 0)),
            ("a\r\nb", 3, (1, 0)),
            ("a\rb\n\nc", 6, (3, 1)),
            ("🦀é\n🦀é", 11, (1, 2)),
            ("a\n", 2, (1, 0)),
        ] {
            assert_eq!(Utf16Index::new(text).line_column(byte), wanted, "{byte} of {text:?}");
        }
    }

    #[test]
    fn the_middle_of_a_pair_and_the_end_are_told_apart() {
        let mut offsets = Utf16Index::new("a🦀");
        assert_eq!(offsets.byte_of(2), Some((1, true)));
        assert_eq!(offsets.byte_of(3), Some((5, false)));
        assert_eq!(offsets.byte_of(4), None);
        assert_eq!(offsets.byte_of(0), Some((0, false)));
    }
}
