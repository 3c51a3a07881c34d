//! Tokens, as plain data: what the tokenizer makes of a text.

use std::ops::Range;

/// Characters of the text that belong together; never white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    start: u32,
    end: u32,
    /// The characters it consists of.
    pub kind: Kind,
    /// The white space before it.
    pub before: Break,
}

/// The characters that a token consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Latin letters, other letters beside them, and the apostrophes between them.
    Word,
    /// Letters and digits: "November12", "2.5billion".
    Mixed,
    /// Digits, with the points, commas and colons between them.
    Number,
    /// Letters without a Latin one, a letter of a script that has no spaces, digits of another script: never judged.
    Foreign,
    /// One grapheme cluster of punctuation or of anything else.
    Punctuation,
}

/// The white space between a token and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// Nothing: both belong to one chunk.
    None,
    /// White space on the line.
    Space,
    /// The end of a line.
    Line,
    /// An empty line, or the start of the text.
    Paragraph,
}

impl Token {
    /// Returns the token at `range`, in bytes of the text. Its offsets fit into 32 bits.
    pub(crate) fn new(range: Range<usize>, kind: Kind, before: Break) -> Token {
        Token { start: range.start as u32, end: range.end as u32, kind, before }
    }

    /// Returns the token's range, in bytes of the text.
    pub fn range(&self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Returns the token's start, in bytes of the text.
    pub fn start(&self) -> usize {
        self.start as usize
    }

    /// Returns the token's end, in bytes of the text.
    pub fn end(&self) -> usize {
        self.end as usize
    }

    /// Returns the token's length, in bytes.
    pub(crate) fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// Returns the token with both offsets mapped by `place`.
    pub fn moved(&self, place: impl Fn(usize) -> usize) -> Token {
        Token { start: place(self.start()) as u32, end: place(self.end()) as u32, ..*self }
    }

    /// Returns the token's text.
    pub fn as_str<'t>(&self, text: &'t str) -> &'t str {
        &text[self.range()]
    }

    /// Returns whether the token has Latin letters or consists of ASCII digits. Other tokens are never judged.
    pub fn is_alphanumeric(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Mixed | Kind::Number)
    }
}

/// A paragraph of a block.
#[derive(Debug, Clone)]
pub(crate) struct ParagraphSpan {
    /// The index behind its last token.
    pub tokens_end: usize,
    /// Its bytes.
    pub bytes: Range<usize>,
    /// Whether it has a character that markup starts with.
    pub has_markup: bool,
}
