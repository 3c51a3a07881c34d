//! Reads SCOWL: one file for each kind of words, spelling and size.

use std::collections::BTreeMap;

/// What SCOWL says of a word, in exactly its casing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listing {
    /// The smallest list that has it, 10 (the commonest words) to 95 (nearly everything).
    pub level: u8,
    /// Which kind of list that is; an ordinary one where several kinds have the word.
    pub kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Words, words with a capital, contractions.
    Word,
    Name,
    Abbreviation,
}

/// All words with their smallest list.
pub type Scowl = BTreeMap<String, Listing>;

/// Adds the words of one file, `english-words.10` and the like; other files are passed over.
///
/// Left out: the spelling of possessives, which the checker derives, and words with anything but letters and
/// apostrophes inside.
pub fn add(scowl: &mut Scowl, file_name: &str, latin1: &[u8]) {
    let Some(listing) = listing(file_name) else { return };
    // ISO-8859-1 is the first 256 code points of Unicode.
    let text: String = latin1.iter().copied().map(char::from).collect();
    for word in text.lines().filter(|word| is_word(word) && !is_possessive(word)) {
        let known = scowl.entry(word.to_owned()).or_insert(listing);
        *known = listing.min(*known);
    }
}

fn listing(file_name: &str) -> Option<Listing> {
    let (name, level) = file_name.rsplit_once('.')?;
    // `special-hacker` and `special-roman-numerals` are the only ones that are no list of English words.
    let (_, kind) = name.split_once('-').filter(|(spelling, _)| *spelling != "special")?;
    let kind = match kind {
        "words" | "upper" | "contractions" => Kind::Word,
        "proper-names" => Kind::Name,
        "abbreviations" => Kind::Abbreviation,
        _ => return None,
    };
    Some(Listing { level: level.parse().ok()?, kind })
}

/// Whether a string is letters, with single apostrophes between them at most.
pub fn is_word(word: &str) -> bool {
    word.split('\'').all(|part| !part.is_empty() && part.chars().all(char::is_alphabetic))
}

/// Whether a word is a possessive, which the checker knows by its owner.
pub fn is_possessive(word: &str) -> bool {
    word.ends_with("'s") || word.ends_with("s'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lists() {
        let mut scowl = Scowl::new();
        add(&mut scowl, "english-words.35", b"caf\xe9\ndog\ndog's\ndogs'\nlife-like\n");
        add(&mut scowl, "american-words.10", b"dog\n");
        add(&mut scowl, "variant_1-words.80", b"dog\ndon't\n");
        add(&mut scowl, "english-upper.50", b"May\n");
        add(&mut scowl, "english-proper-names.50", b"May\n");
        add(&mut scowl, "english-abbreviations.95", b"NATO\n");
        add(&mut scowl, "special-roman-numerals.35", b"XIV\n");
        add(&mut scowl, "README", b"Words\n");
        let found: Vec<_> = scowl.iter().map(|(word, l)| (word.as_str(), l.level, l.kind)).collect();
        let wanted = [
            ("May", 50, Kind::Word),
            ("NATO", 95, Kind::Abbreviation),
            ("café", 35, Kind::Word),
            ("dog", 10, Kind::Word),
            ("don't", 80, Kind::Word),
        ];
        assert_eq!(found, wanted);
    }
}
