//! Byte offsets to UTF-16 code units and back, each in one pass over the text.

/// Converts byte offsets to UTF-16 code units and back.
///
/// Any number of conversions in ascending order cost one pass over the text together; a smaller offset than the last
/// one starts a new pass.
///
/// ```
/// use unglue::{Checker, Language, Options, Utf16Offsets};
/// let text = "🦀 thereare no plans";
/// let found = Checker::new(Language::english()?, Options::default())?.check(text);
/// let mut offsets = Utf16Offsets::new(text);
/// let range = found[0].range.clone();
/// assert_eq!((offsets.of_byte(range.start), offsets.of_byte(range.end)), (3, 11));
/// # Ok::<(), unglue::Error>(())
/// ```
pub struct Utf16Offsets<'t> {
    text: &'t str,
    byte: usize,
    unit: usize,
}

impl<'t> Utf16Offsets<'t> {
    /// Starts at the beginning of `text`.
    pub fn new(text: &'t str) -> Self {
        Utf16Offsets { text, byte: 0, unit: 0 }
    }

    /// Returns the number of code units before `byte`, which must be a character boundary of the text.
    ///
    /// ```
    /// # use unglue::Utf16Offsets;
    /// let mut offsets = Utf16Offsets::new("🦀 is");
    /// assert_eq!(offsets.of_byte(5), 3);
    /// ```
    pub fn of_byte(&mut self, byte: usize) -> usize {
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
    /// # use unglue::Utf16Offsets;
    /// let mut offsets = Utf16Offsets::new("🦀 is");
    /// assert_eq!(offsets.of_unit(3), Some((5, false)));
    /// assert_eq!(offsets.of_unit(1), Some((0, true)));
    /// assert_eq!(offsets.of_unit(9), None);
    /// ```
    pub fn of_unit(&mut self, unit: usize) -> Option<(usize, bool)> {
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

    /// Returns the number of code units of the whole text.
    ///
    /// ```
    /// # use unglue::Utf16Offsets;
    /// assert_eq!(Utf16Offsets::new("🦀 is").len_units(), 5);
    /// ```
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
        let mut offsets = Utf16Offsets::new(text);
        let mut back = Utf16Offsets::new(text);
        for at in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
            let units = text[..at].encode_utf16().count();
            assert_eq!(offsets.of_byte(at), units);
            assert_eq!(back.of_unit(units), Some((at, false)));
        }
        assert_eq!(offsets.of_byte(1), 1, "going back");
    }

    #[test]
    fn the_middle_of_a_pair_and_the_end_are_told_apart() {
        let mut offsets = Utf16Offsets::new("a🦀");
        assert_eq!(offsets.of_unit(2), Some((1, true)));
        assert_eq!(offsets.of_unit(3), Some((5, false)));
        assert_eq!(offsets.of_unit(4), None);
        assert_eq!(offsets.of_unit(0), Some((0, false)));
    }
}
