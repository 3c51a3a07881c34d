//! Long tokens that are no line of text: drawn-out words, laughter, sequences, compounds of other languages.

use fastrand::Rng;

use crate::casing::like;

/// One such token; `language` are words of another language than English, `word` is one that a writer might draw out.
pub fn long_token(language: &[String], word: &str, chance: &mut Rng) -> String {
    let length = chance.usize(20..80);
    match chance.usize(0..6) {
        // "aaaaaaaah", "xxxxxxxx"
        0 => {
            let letter = char::from(b'a' + chance.u8(0..26));
            let end = ["", "", "h", "gh", "!"][chance.usize(0..5)];
            format!("{}{end}", letter.to_string().repeat(length))
        }
        // "sooooooooo"
        1 => {
            let at = chance.usize(0..word.len());
            match word.get(at..at + 1) {
                Some(letter) => format!("{}{}{}", &word[..at], letter.repeat(length), &word[at..]),
                None => word.repeat(length / word.len() + 2),
            }
        }
        // "hahahahaha", "nonononono"
        2 => {
            let letters = [b"hnbldtwm", b"aaaeiouo"].map(|of| char::from(of[chance.usize(0..of.len())]));
            String::from_iter(letters).repeat(length / 2)
        }
        // Keys that were hit at random, or a sequence of bases or acids.
        3 => {
            let alphabet = ["acgt", "asdfghjkl", "qwertyuiop", "ACDEFGHIKLMNPQRSTVWY", "bcdfgklmnprstaeiou"];
            let alphabet = alphabet[chance.usize(0..alphabet.len())].as_bytes();
            (0..length).map(|_| char::from(alphabet[chance.usize(0..alphabet.len())])).collect()
        }
        // What another language writes in one, and what it lost itself.
        _ => {
            let mut compound = String::new();
            while compound.chars().count() < 24 {
                compound += &language[chance.usize(0..language.len())].to_lowercase();
            }
            if chance.bool() { compound } else { like("X", &compound) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_tokens_are_long_and_have_no_space() {
        let (mut chance, language) = (Rng::with_seed(1), ["Schiff".to_owned(), "Fahrt".to_owned()]);
        for _ in 0..500 {
            let token = long_token(&language, "so", &mut chance);
            assert!(token.chars().count() >= 20, "{token}");
            assert!(!token.contains(char::is_whitespace), "{token}");
        }
    }
}
