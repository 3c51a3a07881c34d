//! Stage 1: a text becomes tokens.
//!
//! A token is a word or number (letters, digits and the apostrophes between them) or one character of punctuation.
//! White space is no token; the next token keeps it as its [`Break`]. A chunk of ASCII is read by bytes, any other
//! chunk by grapheme clusters (UAX #29), so that no token ever starts or ends inside a cluster.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::latin::{compatible, is_latin, is_raised, is_related_letter};
use crate::text::token::{Break, Kind, Token};

/// The number of bytes of a text that are read: offsets of tokens are 32 bits wide. Text behind them has no tokens.
pub(crate) const MAX_TEXT_BYTES: usize = u32::MAX as usize;

/// Returns the tokens of a text, in order.
///
/// ```text
/// Moscow, November12 –  it’s  →  [Moscow] [,] [November12] [–] [it’s]
/// ```
pub fn tokenize(text: &str) -> Vec<Token> {
    // An English word and its space take about six bytes.
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while at < end_of(text) {
        at = paragraph(text, at, &mut tokens).end;
    }
    tokens
}

/// The end of a paragraph, and what it contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// Where the next paragraph starts, or the text ends, in bytes of the text.
    pub end: usize,
    /// Whether it has a character that markup starts with, see [`protect`](crate::text::protect).
    pub has_markup: bool,
    /// Whether a word of it is read in another spelling, see [`reading_copy`](crate::text::reading_copy).
    pub is_respelt: bool,
}

/// Returns whether a character is ignorable between two letters: a soft hyphen marks where a word may be broken, a
/// zero-width no-break space remains of the byte order mark when files are concatenated.
pub(crate) fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{feff}')
}

/// The number of tokens from which on a paragraph is divided at the end of a sentence or a line, so that an edit stays
/// cheap in a text without empty lines.
const MAX_PARAGRAPH: usize = 1024;

/// Reads the paragraph that starts at byte `from` and appends its tokens to `tokens`. The tokens of a paragraph depend
/// on no other paragraph.
pub(crate) fn paragraph(text: &str, from: usize, tokens: &mut Vec<Token>) -> Paragraph {
    let bytes = &text.as_bytes()[..end_of(text)];
    let first = tokens.len();
    let mut sink = Sink { tokens, before: Break::Paragraph, newlines: 0, is_respelt: false };
    let mut has_markup = false;
    let mut at = from;
    while at < bytes.len() {
        let class = CLASSES[bytes[at] as usize];
        if class == Class::Space {
            sink.space(bytes[at]);
            at += 1;
            continue;
        }
        if sink.tokens.len() > first
            && (sink.before == Break::Paragraph
                || sink.tokens.len() - first >= MAX_PARAGRAPH && sink.may_divide(bytes, at))
        {
            return Paragraph { end: at, has_markup, is_respelt: sink.is_respelt };
        }
        let start = at;
        at = sink.plain_chunks(bytes, at, first + MAX_PARAGRAPH);
        if at > start {
            continue;
        }
        let mut seen = 0u16;
        while at < bytes.len() {
            let class = CLASSES[bytes[at] as usize];
            if class == Class::Space {
                break;
            }
            seen |= 1 << class as u16;
            at += 1;
        }
        has_markup |= seen & 1 << Class::Markup as u16 != 0;
        if seen & 1 << Class::Beyond as u16 != 0 {
            unicode_chunk(text, start..at, &mut sink);
        } else {
            ascii_chunk(bytes, start..at, &mut sink);
        }
    }
    Paragraph { end: at, has_markup, is_respelt: sink.is_respelt }
}

/// Returns the end of the ASCII letters that start at `at`.
#[inline]
fn end_of_letters(bytes: &[u8], mut at: usize) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    // Eight bytes at a time: in `other` the upper bit of each byte that is no letter is set.
    while let Some(eight) = bytes.get(at..at + 8).and_then(|eight| eight.first_chunk::<8>()) {
        let eight = u64::from_le_bytes(*eight);
        let small = (eight | (0x20 * ONES)) & !HIGH;
        let is_letter = (small + (0x80 - b'a' as u64) * ONES) & !(small + (0x7f - b'z' as u64) * ONES);
        let other = (!is_letter | eight) & HIGH;
        if other != 0 {
            return at + other.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while at < bytes.len() && bytes[at].is_ascii_alphabetic() {
        at += 1;
    }
    at
}

/// Returns the end of the part of a text that is read, at a character boundary.
// Where addresses have 32 bits, no text is too long.
#[allow(clippy::unnecessary_min_or_max)]
fn end_of(text: &str) -> usize {
    let most = text.len().min(MAX_TEXT_BYTES);
    (0..=most).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Collects tokens and the white space before each.
struct Sink<'a> {
    tokens: &'a mut Vec<Token>,
    before: Break,
    newlines: u8,
    is_respelt: bool,
}

impl Sink<'_> {
    fn token(&mut self, range: Range<usize>, kind: Kind) {
        self.tokens.push(Token::new(range, kind, self.before));
        self.before = Break::None;
        self.newlines = 0;
    }

    /// Reads chunks from `at` on while each is a word of ASCII letters, perhaps followed by one mark, and they are
    /// separated by single spaces, as nearly all chunks are. Returns the end of the last one, `at` if there is none.
    /// Stops at `most` tokens.
    #[inline]
    fn plain_chunks(&mut self, bytes: &[u8], mut at: usize, most: usize) -> usize {
        let class_at = |at: usize| bytes.get(at).map_or(Class::Space, |&byte| CLASSES[byte as usize]);
        let mut end = at;
        loop {
            let letters = end_of_letters(bytes, at);
            if letters == at {
                return end;
            }
            match class_at(letters) {
                Class::Space => {
                    self.token(at..letters, Kind::Word);
                    end = letters;
                }
                Class::Separator | Class::Punctuation if class_at(letters + 1) == Class::Space => {
                    self.token(at..letters, Kind::Word);
                    end = letters + 1;
                    self.token(letters..end, Kind::Punctuation);
                }
                _ => return end,
            }
            if bytes.get(end) != Some(&b' ')
                || self.tokens.len() >= most
                || class_at(end + 1) != Class::Letter
            {
                return end;
            }
            self.before = Break::Space;
            at = end + 1;
        }
    }

    fn space(&mut self, byte: u8) {
        self.newlines = self.newlines.saturating_add(u8::from(byte == b'\n'));
        self.before = self.before.max(match self.newlines {
            0 => Break::Space,
            1 => Break::Line,
            _ => Break::Paragraph,
        });
    }

    /// Returns whether a long paragraph may be divided before byte `at`, which white space precedes. The answer depends
    /// on the bytes around `at` alone, never on distances, and is rarely true: after an edit, the divisions soon
    /// coincide with those from before it.
    fn may_divide(&self, bytes: &[u8], at: usize) -> bool {
        let after_sentence = || {
            self.tokens.last().is_some_and(|last| {
                last.kind == Kind::Punctuation && matches!(bytes[last.start()], b'.' | b'!' | b'?')
            })
        };
        let rare_line = || {
            let start = &bytes[at..bytes.len().min(at + 8)];
            self.before == Break::Line && start.iter().fold(0u8, |sum, b| sum.wrapping_mul(31) ^ b) % 8 == 0
        };
        after_sentence() || rare_line()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Apostrophe,
    /// A point, comma or colon, which belongs to a number between two digits.
    Separator,
    Punctuation,
    /// Punctuation that code and markup start with.
    Markup,
    Space,
    /// Not ASCII.
    Beyond,
    /// A Latin letter that no list has in this spelling: a ligature, a mathematical letter, one with a combining mark.
    Respelt,
    /// A letter that may stand beside Latin ones, see [`is_related_letter`].
    Related,
    /// A letter or digit that makes its token [`Kind::Foreign`].
    Foreign,
    /// Part of a word if behind a letter or digit, see [`is_raised`].
    Raised,
    /// Part of a word if between two letters, see [`is_ignorable`].
    Ignorable,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Punctuation; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'\'' => Class::Apostrophe,
            b'.' | b',' | b':' => Class::Separator,
            b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C => Class::Space,
            b'`' | b'~' | b'<' | b']' | b'{' => Class::Markup,
            0x80.. => Class::Beyond,
            _ => Class::Punctuation,
        };
        byte += 1;
    }
    classes
};

fn ascii_chunk(bytes: &[u8], chunk: Range<usize>, sink: &mut Sink<'_>) {
    let class_at = |at: usize| if at < chunk.end { CLASSES[bytes[at] as usize] } else { Class::Space };
    let mut builder = TokenBuilder::new(chunk.start);
    for at in chunk.clone() {
        builder.take(at, at + 1, class_at(at), || class_at(at + 1), sink);
    }
    builder.finish(sink);
}

/// Reads a chunk that has other characters than ASCII, one grapheme cluster at a time, so that no token splits a
/// cluster.
///
/// White space is usually a boundary between clusters, but not always: a combining mark behind a space makes one
/// cluster with it (" \u{301}"), and so does a space behind a prefix such as U+0600. Such characters belong to the
/// white space, not to the chunk, and are cut off first; what remains has the same clusters alone as in the text.
///
/// An ignorable character joins two letters into one token ("there\u{ad}are"). Elsewhere a soft hyphen is punctuation and
/// a zero-width no-break space is white space. A superscript joins the token before it, and is punctuation elsewhere.
fn unicode_chunk(text: &str, mut chunk: Range<usize>, sink: &mut Sink) {
    let marks = text[chunk.clone()].chars().take_while(|&c| is_cluster(' ', c));
    chunk.start += marks.map(char::len_utf8).sum::<usize>();
    if text.as_bytes().get(chunk.end) == Some(&b' ') {
        let prefixes = text[chunk.clone()].chars().rev().take_while(|&c| is_cluster(c, ' '));
        chunk.end -= prefixes.map(char::len_utf8).sum::<usize>();
    }
    let mut builder = TokenBuilder::new(chunk.start);
    let chunk_text = &text[..chunk.end];
    let mut end = chunk.start;
    while let Some(cluster) = first_cluster(&chunk_text[end..]) {
        let at = end;
        end += cluster.len();
        let next = || first_cluster(&chunk_text[end..]).map_or(Class::Space, class_of);
        let class = match class_of(cluster) {
            Class::Ignorable if is_letter(builder.last) && is_letter(next()) => Class::Ignorable,
            Class::Ignorable if cluster == "\u{ad}" => Class::Punctuation,
            Class::Ignorable => Class::Space,
            Class::Raised if !builder.ends_word() => Class::Punctuation,
            class => class,
        };
        if class == Class::Space {
            builder.finish(sink);
            sink.space(b' ');
            builder = TokenBuilder::new(end);
            continue;
        }
        builder.take(at, end, class, next, sink);
    }
    builder.finish(sink);
}

/// Returns the grapheme cluster that starts a text, which starts at a boundary between clusters.
#[inline]
fn first_cluster(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    let first = chars.next()?;
    if stands_alone(first) && chars.next().is_none_or(stands_alone) {
        return text.get(..first.len_utf8());
    }
    text.graphemes(true).next()
}

/// Returns whether a character makes no grapheme cluster with another one of this kind: letters of Europe and East Asia, quotation
/// marks and dashes, which are nearly all there is. CR and LF, which make one, are white space and never asked about.
#[inline]
fn stands_alone(c: char) -> bool {
    c < '\u{300}'
        || matches!(c, '\u{370}'..='\u{482}' | '\u{48a}'..='\u{590}' | '\u{200e}'..='\u{20cf}')
        || matches!(c, '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a0}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}')
}

/// Returns whether two characters, one of them usually a space, make one grapheme cluster.
fn is_cluster(a: char, b: char) -> bool {
    if stands_alone(a) && stands_alone(b) {
        return false;
    }
    let mut utf8 = [0; 8];
    let first = a.encode_utf8(&mut utf8).len();
    let both = first + b.encode_utf8(&mut utf8[first..]).len();
    std::str::from_utf8(&utf8[..both]).is_ok_and(|both| both.graphemes(true).nth(1).is_none())
}

/// Returns the class of a grapheme cluster.
fn class_of(cluster: &str) -> Class {
    let mut chars = cluster.chars();
    let Some(first) = chars.next() else { return Class::Space };
    if let Some(second) = chars.next() {
        // A sign before a letter makes one cluster with it, which is a letter.
        let is_letter = first.is_alphanumeric() || second.is_alphanumeric() && is_cluster(first, 'a');
        return match class_of_char(first) {
            Class::Letter | Class::Respelt => Class::Respelt,
            Class::Raised => Class::Raised,
            _ if is_letter => Class::Foreign,
            _ => Class::Punctuation,
        };
    }
    class_of_char(first)
}

/// Returns the class of a character that is a grapheme cluster.
fn class_of_char(c: char) -> Class {
    match c {
        '\0'..='\x7f' => CLASSES[c as usize],
        '’' => Class::Apostrophe,
        '\u{2010}'..='\u{2027}' => Class::Punctuation,
        c if compatible(c).is_some() => Class::Respelt,
        c if is_latin(c) => Class::Letter,
        // Invisible separators that a writer does not see as part of a word.
        '\u{200b}' | '\u{2060}' => Class::Space,
        c if is_ignorable(c) => Class::Ignorable,
        c if c.is_whitespace() => Class::Space,
        c if is_raised(c) => Class::Raised,
        c if is_related_letter(c) => Class::Related,
        c if c.is_alphanumeric() => Class::Foreign,
        _ => Class::Punctuation,
    }
}

fn is_letter(class: Class) -> bool {
    matches!(class, Class::Letter | Class::Respelt | Class::Related | Class::Foreign)
}

/// Builds the current token from clusters.
struct TokenBuilder {
    start: usize,
    end: usize,
    last: Class,
    letters: bool,
    digits: bool,
    related: bool,
    foreign: bool,
    respelt: bool,
}

impl TokenBuilder {
    fn new(at: usize) -> TokenBuilder {
        TokenBuilder {
            start: at,
            end: at,
            last: Class::Space,
            letters: false,
            digits: false,
            related: false,
            foreign: false,
            respelt: false,
        }
    }

    /// Returns whether the token so far ends in a letter or digit, perhaps with a superscript.
    fn ends_word(&self) -> bool {
        is_letter(self.last) || matches!(self.last, Class::Digit | Class::Raised)
    }

    /// Adds the cluster `at..end` to the token, or ends the token before it. `next` returns the class of the cluster
    /// behind: apostrophes and separators join only between two letters or digits.
    fn take(&mut self, at: usize, end: usize, class: Class, next: impl FnOnce() -> Class, sink: &mut Sink) {
        let joins = match class {
            Class::Letter => {
                self.letters = true;
                true
            }
            Class::Digit => {
                self.digits = true;
                true
            }
            Class::Respelt => {
                (self.letters, self.respelt) = (true, true);
                true
            }
            Class::Related => {
                self.related = true;
                true
            }
            Class::Foreign => {
                self.foreign = true;
                true
            }
            Class::Apostrophe => match next() {
                Class::Digit => self.last == Class::Digit,
                next => self.ends_word() && is_letter(next),
            },
            Class::Separator => self.last == Class::Digit && next() == Class::Digit,
            Class::Raised | Class::Ignorable => {
                self.respelt = true;
                true
            }
            _ => false,
        };
        if joins {
            self.end = end;
            self.last = class;
        } else {
            self.finish(sink);
            sink.token(at..end, Kind::Punctuation);
            *self = TokenBuilder::new(end);
        }
    }

    fn finish(&self, sink: &mut Sink) {
        let kind = match (self.letters, self.digits) {
            _ if self.foreign || self.related && !self.letters => Kind::Foreign,
            (true, true) => Kind::Mixed,
            (true, _) => Kind::Word,
            (_, true) => Kind::Number,
            _ => return,
        };
        sink.is_respelt |= self.respelt;
        sink.token(self.start..self.end, kind);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelt(text: &str) -> Vec<String> {
        let mark = |b| match b {
            Break::None => "",
            Break::Space => "_",
            Break::Line => "/",
            Break::Paragraph => "¶",
        };
        tokenize(text).iter().map(|t| format!("{}{}", mark(t.before), t.as_str(text))).collect()
    }

    #[test]
    fn tokens_and_what_stands_between_them() {
        for (text, tokens) in [
            ("", vec![]),
            (" \n", vec![]),
            ("Moscow, November12 it's", vec!["¶Moscow", ",", "_November12", "_it's"]),
            ("theUS’s 'a' dogs' rock'n'roll", vec!["¶theUS’s", "_'", "a", "'", "_dogs", "'", "_rock'n'roll"]),
            (
                "2.5billion 1,000 10:30. end.The",
                vec!["¶2.5billion", "_1,000", "_10:30", ".", "_end", ".", "The"],
            ),
            ("a\r\nb\r\n\r\nc", vec!["¶a", "/b", "¶c"]),
            ("café cafe\u{301}s “so”—no", vec!["¶café", "_cafe\u{301}s", "_“", "so", "”", "—", "no"]),
            ("a\u{a0}b\u{200b}c 👩‍👩‍👧x Привет", vec!["¶a", "_b", "_c", "_👩‍👩‍👧", "x", "_Привет"]),
            (
                "theﬁrst 𝑛²and H₂O ²x cm⁻¹. 5⁻.",
                vec!["¶theﬁrst", "_𝑛²and", "_H₂O", "_²", "x", "_cm⁻¹", ".", "_5⁻", "."],
            ),
            ("a \u{301}\u{200d}b\u{600} \u{301}\n\u{903}c", vec!["¶a", "_b", "/c"]),
            ("there\u{ad}are co\u{feff}op a\u{ad}b", vec!["¶there\u{ad}are", "_co\u{feff}op", "_a\u{ad}b"]),
            ("\u{feff}a\u{feff} \u{feff}b\u{feff}1\u{feff}.", vec!["¶a", "_b", "_1", "_."]),
            (
                "\u{ad}a\u{ad} a\u{ad}\u{ad}b a\u{ad}1",
                vec!["¶\u{ad}", "a", "\u{ad}", "_a", "\u{ad}", "\u{ad}", "b", "_a", "\u{ad}", "1"],
            ),
        ] {
            assert_eq!(spelt(text), tokens, "{text:?}");
        }
    }

    #[test]
    fn paragraphs_end_at_empty_lines_and_where_they_grow_too_long() {
        let starts = |text: &str| {
            let tokens = tokenize(text);
            tokens.iter().filter(|t| t.before == Break::Paragraph).map(Token::start).collect::<Vec<_>>()
        };
        assert_eq!(starts("\n\na b\n \nc\nd\n\n\n"), [2, 8]);
        let sentence = "one two three four five six seven eight nine. ";
        let long = sentence.repeat(MAX_PARAGRAPH / 5);
        let second = MAX_PARAGRAPH.div_ceil(10) * sentence.len();
        assert_eq!(starts(&long), [0, second]);
        // Nothing divides what has neither sentences nor lines.
        assert_eq!(starts(&"word ".repeat(3 * MAX_PARAGRAPH)), [0]);
        assert!(starts(&(0..5 * MAX_PARAGRAPH).map(|n| format!("w{n}\n")).collect::<String>()).len() > 2);
    }

    #[test]
    fn letters_end_where_they_end() {
        for byte in 0..=255u8 {
            for at in 0..20 {
                let mut bytes = *b"abcXYZmnoPQRzaAZstuv";
                bytes[at] = byte;
                let end = if byte.is_ascii_alphabetic() { 20 } else { at };
                assert_eq!(end_of_letters(&bytes, 0), end, "{byte} at {at}");
            }
        }
    }

    #[test]
    fn what_makes_a_cluster_with_a_space() {
        for c in ('\0'..=char::MAX).filter(|c| !c.is_whitespace()) {
            let one = |text: String| text.graphemes(true).count() == 1;
            assert_eq!(is_cluster(' ', c), one(format!(" {c}")), "{c:?}");
            assert_eq!(is_cluster(c, ' '), one(format!("{c} ")), "{c:?}");
        }
    }

    #[test]
    fn what_stands_alone_makes_no_cluster() {
        // A letter, a mark, and what waits for one of another kind: a consonant, a vowel and an end of Hangul, a flag, a picture.
        let others = ["a", "’", "\u{1100}", "\u{1161}", "\u{11a8}", "\u{1f1e6}", "🦀"];
        for c in ('\0'..=char::MAX).filter(|&c| stands_alone(c)) {
            for other in others {
                let text = format!("{other}{c}{other}");
                let clusters: Vec<&str> = text.graphemes(true).collect();
                assert!(clusters.contains(&&*c.to_string()), "{c:?} {other:?}");
            }
        }
    }

    #[test]
    fn clusters_are_those_of_the_standard() {
        let parts = [
            "a", "é", "’", " ", "\u{301}", "\u{200d}", "\u{fe0f}", "👩", "©", "🇩", "🇪", "가", "ᄀ", "ᅡ",
            "\u{600}", "क", "\u{94d}", "я", "漢", "か",
        ];
        let count = parts.len();
        for nth in 0..count.pow(4) {
            let text: String = (0..4).map(|at| parts[nth / count.pow(at) % count]).collect();
            let mut rest = &*text;
            let mut found = Vec::new();
            while let Some(cluster) = first_cluster(rest) {
                found.push(cluster);
                rest = &rest[cluster.len()..];
            }
            assert!(text.graphemes(true).eq(found), "{text:?}");
        }
    }

    #[test]
    fn kinds() {
        for (text, kind) in [
            ("there's", Kind::Word),
            ("naïve", Kind::Word),
            ("12November", Kind::Mixed),
            ("1,000.5", Kind::Number),
            ("cafe\u{301}s", Kind::Word),
            ("ﬁrst", Kind::Word),
            ("H₂O", Kind::Word),
            ("αhelix’s", Kind::Word),
            ("5σlevel", Kind::Mixed),
            ("10⁻⁶", Kind::Number),
            ("50’000", Kind::Number),
            ("слово", Kind::Foreign),
            ("σ²", Kind::Foreign),
            ("DVDを見る", Kind::Foreign),
            ("²", Kind::Punctuation),
            ("٣abc", Kind::Foreign),
            // A sign before a letter makes one cluster with it.
            ("\u{600}He", Kind::Foreign),
            ("…", Kind::Punctuation),
        ] {
            let tokens = tokenize(text);
            assert_eq!((tokens.len(), tokens[0].kind), (1, kind), "{text:?}");
        }
    }

    #[test]
    fn the_ascii_path_agrees_with_the_unicode_path() {
        let text = "a.b,1.5'x'' it's 3:4: \"q\" #x_y-z 1'2 a'1 x' word word, a1 b] c' d:";
        for chunk in text.split(' ') {
            let ascii = tokenize(chunk);
            let mut tokens = vec![];
            let mut sink =
                Sink { tokens: &mut tokens, before: Break::Paragraph, newlines: 0, is_respelt: false };
            unicode_chunk(chunk, 0..chunk.len(), &mut sink);
            assert_eq!(ascii, tokens, "{chunk}");
        }
    }
}
