//! The classes of words, as the files of `data/en` name them.

/// What kind of word an entry is. When several sources have a word, the first of these is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    Common,
    Name,
    Acronym,
    Weak,
    RareName,
    Web,
    /// Looks like an inflection of a word, and is two words.
    NoWord,
}

/// Each class with its letter in `words.tsv` and what it stands for, in the order of `unglue_format::words::Class`. What is
/// missing here has a file of its own: misspellings.
pub const CLASSES: [(Class, char, &str); 7] = [
    (Class::Common, 'c', "common word"),
    (Class::Weak, 'w', "weak evidence of a word"),
    (Class::Name, 'n', "name"),
    (Class::RareName, 'r', "rare name"),
    (Class::Acronym, 'a', "acronym or brand"),
    (Class::Web, 'f', "word of the web"),
    (Class::NoWord, 'x', "two words that look like an inflection"),
];

impl Class {
    /// The letter in the files.
    pub fn letter(self) -> char {
        let found = CLASSES.iter().find(|(class, ..)| *class == self);
        found.map(|(_, letter, _)| *letter).expect("every class has its letter")
    }

    /// The class that a letter in the files names.
    pub fn from_letter(text: &str) -> Option<Class> {
        CLASSES.iter().find(|(_, letter, _)| text.chars().eq([*letter])).map(|(class, ..)| *class)
    }
}

#[cfg(test)]
mod tests {
    use unglue_format::words;

    use super::*;

    #[test]
    fn the_letters_are_those_of_the_lexicon() {
        let letters = CLASSES.map(|(_, letter, _)| letter);
        let packed = words::Class::ALL.into_iter().map(|(_, letter)| letter);
        assert!(packed.filter(|&letter| letter != 'm').eq(letters), "{letters:?}");
        assert!(
            CLASSES.iter().all(|(class, letter, _)| Class::from_letter(&letter.to_string()) == Some(*class))
        );
        assert_eq!([Class::from_letter("m"), Class::from_letter(""), Class::from_letter("cw")], [None; 3]);
    }

    #[test]
    fn the_documentation_has_every_class() {
        let text = include_str!("../../../CONTRIBUTING.md").split_whitespace().collect::<Vec<_>>().join(" ");
        for (_, letter, what) in CLASSES {
            assert!(text.contains(&format!("`{letter}` {what}")), "CONTRIBUTING.md lacks {letter}: {what}");
        }
    }
}
