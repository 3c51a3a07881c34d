//! Well-known misspellings that the checker could take for two words.

use std::collections::BTreeMap;

use crate::class::Class;
use crate::scowl::is_word;
use crate::split::Pieces;
use crate::words::{Sources, TEMPTING, Words};

/// Misspellings that look like two words or more, with their corrections.
///
/// A misspelling counts if common words cut it wholly, and the correction is not just that.
pub fn find(sources: &Sources, words: &Words) -> BTreeMap<String, Vec<String>> {
    let mut pieces = Pieces::default();
    for (word, entry) in words.iter().filter(|(_, entry)| entry.class == Class::Common && entry.zipf >= 350) {
        pieces.add(word, entry.zipf, false);
    }
    let is_danger = |typo: &str, corrections: &[String]| {
        let is_common = words.get(typo).is_some_and(|entry| entry.class == Class::Common);
        let split =
            pieces.split(typo).filter(|split| !is_common && is_word(typo) && split.likelihood > TEMPTING);
        split.is_some_and(|split| {
            !corrections.iter().any(|correction| correction.split(' ').eq(split.pieces.iter().copied()))
        })
    };
    sources
        .typos
        .iter()
        .filter(|(typo, corrections)| is_danger(typo, corrections))
        .map(|(typo, corrections)| (typo.clone(), corrections.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::build;
    use crate::words::tests::sources;

    #[test]
    fn misspellings_look_like_words_side_by_side() {
        let mut sources = sources();
        let words = build(&sources);
        sources.typos.extend([
            ("thename".to_owned(), vec!["thename".to_owned(), "theme".to_owned()]),
            ("bookthe".to_owned(), vec!["book the".to_owned()]),
            ("blackboard".to_owned(), vec!["x".to_owned()]),
            ("zzname".to_owned(), vec!["x".to_owned()]),
        ]);
        let found = find(&sources, &words);
        assert_eq!(found.keys().collect::<Vec<_>>(), ["bookend", "thename"]);
        assert_eq!(found["thename"], ["thename", "theme"]);
    }
}
