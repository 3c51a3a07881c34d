//! Offsets in bytes as Python counts them.

/// Converts byte offsets to code points. Each conversion costs the distance from the one before.
///
/// ```text
/// "🦀 thereare"   byte 5   code point 2
/// ```
pub struct CodePoints<'t> {
    text: &'t str,
    byte: usize,
    point: usize,
}

impl<'t> CodePoints<'t> {
    /// Starts at the beginning of `text`.
    pub fn new(text: &'t str) -> Self {
        CodePoints { text, byte: 0, point: 0 }
    }

    /// Returns the number of code points before `byte`, which must be a character boundary of the text.
    pub fn at(&mut self, byte: usize) -> usize {
        let count = |from: usize, to: usize| self.text[from..to].chars().count();
        self.point = match byte >= self.byte {
            true => self.point + count(self.byte, byte),
            false => self.point - count(byte, self.byte),
        };
        self.byte = byte;
        self.point
    }
}
