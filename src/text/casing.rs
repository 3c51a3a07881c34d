//! The casing of tokens, and how the lists spell them.

use unglue_format::words::MAX_WORD_BYTES;

/// Words longer than this are never looked up, in bytes.
pub(crate) const MAX_LOOKUP_BYTES: usize = MAX_WORD_BYTES;

/// The casing of a token that has letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// "word"; also a token without letters that have case.
    Lower,
    /// "Word"
    Title,
    /// "WORD", two letters or more.
    Upper,
    /// Anything else: "iPhone", "theUS", "McDonald".
    Mixed,
}

/// Determines the casing of a token character by character. Characters without case do not count.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct CaseSoFar {
    upper: usize,
    lower: usize,
    first_upper: bool,
}

impl CaseSoFar {
    /// Adds the next character.
    pub(crate) fn read(&mut self, c: char) {
        if c.is_uppercase() {
            self.first_upper |= self.upper + self.lower == 0;
            self.upper += 1;
        } else if c.is_lowercase() {
            self.lower += 1;
        }
    }

    /// Returns the casing of the characters that were added.
    pub(crate) fn case(self) -> Case {
        match (self.upper, self.lower, self.first_upper) {
            (0, _, _) => Case::Lower,
            (1, _, true) => Case::Title,
            (_, 0, _) => Case::Upper,
            _ => Case::Mixed,
        }
    }
}

/// Returns the casing of `token`. Characters without case do not count.
pub(crate) fn case_of(token: &str) -> Case {
    let mut so_far = CaseSoFar::default();
    token.chars().for_each(|c| so_far.read(c));
    so_far.case()
}

/// Returns the lower-case form of a character if that is a single character, else the character itself: positions in a
/// folded token are then positions in the token.
pub(crate) fn lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let mut forms = c.to_lowercase();
    match (forms.next(), forms.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// Returns the character as the lexicon spells it in words as they are written: with a straight apostrophe.
pub(crate) fn straight(c: char) -> char {
    if c == '’' { '\'' } else { c }
}

/// Returns the character as the lexicon spells it: in lower case, with a straight apostrophe.
pub fn fold(c: char) -> char {
    lower(straight(c))
}

/// Returns `word` with each character mapped by `change`, without allocating; `None` if it is too long to be looked up.
pub(crate) fn spell<'b>(
    word: &str,
    buffer: &'b mut [u8; MAX_LOOKUP_BYTES],
    mut change: impl FnMut(char) -> char,
) -> Option<&'b str> {
    spell_all(word.chars(), buffer, &mut change)
}

/// Returns `word` with straight apostrophes, see [`spell`]. Most words are it already.
pub(crate) fn spell_straight<'b>(word: &'b str, buffer: &'b mut [u8; MAX_LOOKUP_BYTES]) -> Option<&'b str> {
    match word.is_ascii() {
        true => (word.len() <= MAX_LOOKUP_BYTES).then_some(word),
        false => spell(word, buffer, straight),
    }
}

/// Returns `word` folded, see [`spell`]. Most words are it already.
pub(crate) fn spell_folded<'b>(word: &'b str, buffer: &'b mut [u8; MAX_LOOKUP_BYTES]) -> Option<&'b str> {
    match word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        true => (word.len() <= MAX_LOOKUP_BYTES).then_some(word),
        false => spell(word, buffer, fold),
    }
}

/// Returns the same as [`spell`] for an iterator of characters.
pub(crate) fn spell_all(
    word: impl Iterator<Item = char>,
    buffer: &mut [u8; MAX_LOOKUP_BYTES],
    mut change: impl FnMut(char) -> char,
) -> Option<&str> {
    let mut len = 0;
    for c in word {
        let c = change(c);
        if c.is_ascii() {
            *buffer.get_mut(len)? = c as u8;
            len += 1;
        } else {
            c.encode_utf8(buffer.get_mut(len..len + c.len_utf8())?);
            len += c.len_utf8();
        }
    }
    std::str::from_utf8(&buffer[..len]).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        for (token, case) in [
            ("", Case::Lower),
            ("word", Case::Lower),
            ("it's", Case::Lower),
            ("A", Case::Title),
            ("Word’s", Case::Title),
            ("WORD", Case::Upper),
            ("ÉTÉ", Case::Upper),
            ("APIs", Case::Mixed),
            ("iPhone", Case::Mixed),
            ("theUS", Case::Mixed),
        ] {
            assert_eq!(case_of(token), case, "{token:?}");
        }
        assert_eq!([fold('’'), fold('É'), fold('İ'), fold('ß')], ['\'', 'é', 'İ', 'ß']);
    }
}
