//! Finds what look-up would derive from a listed word although it is two words: "thewing" is no "thew" with an ending.
//! The word list says so, which is cheaper than to list every inflection that exists.

use unglue_format::inflection::{Reading, derive, endings};

use crate::class::Class;
use crate::split::Pieces;
use crate::words::{Doubt, Entry, Sources, WEAK_LEVEL, Words, doubt, pieces, surplus};

/// Rarer splits do not happen. Hundredths.
const MIN_LIKELIHOOD: i32 = -780;
/// A word that a list has is doubted if a split is this much likelier. Hundredths.
const MIN_SURPLUS: i32 = 0;

/// Adds them to the words.
pub fn add(sources: &Sources, words: &mut Words) {
    let pieces = pieces(words);
    let mut found = Vec::new();
    let read = |base: &str| words.get(base).filter(|entry| is_base(entry)).map(reading);
    for (base, _) in words.iter().filter(|(word, entry)| is_base(entry) && word.is_ascii()) {
        let unlisted = forms(base).filter(|form| !words.contains_key(form));
        let known = unlisted.filter(|form| derive(form, read).is_some_and(|word| !word.weak));
        found.extend(known.filter(|form| is_accident(sources, &pieces, form)));
    }
    words.extend(found.into_iter().map(|form| (form, Entry { zipf: 0, class: Class::NoWord })));
}

fn is_base(entry: &Entry) -> bool {
    matches!(entry.class, Class::Common | Class::Weak)
}

fn reading(entry: &Entry) -> Reading {
    Reading {
        weak: entry.class == Class::Weak,
        cost: (900 - entry.zipf) as f32 / 100.0 * std::f32::consts::LN_10,
    }
}

/// What could be an inflection of a word in small letters, and more that is not.
fn forms(base: &str) -> impl Iterator<Item = String> {
    let cut = |letters: usize| base.get(..base.len().saturating_sub(letters)).unwrap_or_default();
    let doubled = [base, &base[cut(1).len()..]].concat();
    let stems = [base.to_owned(), cut(1).to_owned(), cut(2).to_owned(), doubled];
    endings().flat_map(move |ending| stems.clone().map(|stem| stem + ending))
}

fn is_accident(sources: &Sources, pieces: &Pieces, form: &str) -> bool {
    let Some(split) = pieces.split(form).filter(|split| split.likelihood >= MIN_LIKELIHOOD) else {
        return false;
    };
    let zipf = sources.zipf(form);
    match sources.scowl.get(form).map(|listing| listing.level).filter(|level| *level < WEAK_LEVEL) {
        Some(level) => doubt(level, zipf, &split) != Doubt::None || surplus(zipf, &split) > MIN_SURPLUS,
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scowl::{Kind, Listing};

    #[test]
    fn finds_what_only_looks_like_an_inflection() {
        let mut words = Words::new();
        for (word, zipf, class) in [
            ("a", 730, Class::Common),
            ("to", 740, Class::Common),
            ("the", 770, Class::Common),
            ("king", 530, Class::Common),
            ("wing", 450, Class::Common),
            ("other", 600, Class::Common),
            ("file", 480, Class::Common),
            ("name", 520, Class::Common),
            ("named", 500, Class::Common),
            ("rail", 420, Class::Common),
            ("ways", 500, Class::Common),
            ("thew", 100, Class::Common),
            ("toothe", 0, Class::Weak),
            ("ake", 260, Class::Common),
            ("filename", 270, Class::Common),
            ("railway", 450, Class::Common),
            ("zebra", 350, Class::Common),
        ] {
            words.insert(word.to_owned(), Entry { zipf, class });
        }
        let mut sources = Sources::default();
        sources.scowl.insert("railways".into(), Listing { level: 35, kind: Kind::Word });
        sources.zipf.insert("railways".into(), 400);
        sources.scowl.insert("aking".into(), Listing { level: 80, kind: Kind::Word });
        add(&sources, &mut words);
        let class = |word: &str| words.get(word).map(|entry| entry.class);
        for (word, wanted) in [
            ("thewing", Some(Class::NoWord)),
            // A large list has it, and two words are likelier.
            ("aking", Some(Class::NoWord)),
            // Two words, but they would be a weak word at the most.
            ("toother", None),
            // A small list has it.
            ("railways", None),
            // The split is too rare, or there is none.
            ("filenamed", None),
            ("zebras", None),
            ("thews", None),
            ("king", Some(Class::Common)),
        ] {
            assert_eq!(class(word), wanted, "{word}");
        }
    }

    #[test]
    fn every_way_to_inflect_is_thought_of() {
        for (base, form) in
            [("dog", "dogs"), ("try", "tries"), ("hope", "hoping"), ("stop", "stopped"), ("simple", "simply")]
        {
            assert!(forms(base).any(|found| found == form), "{form}");
        }
    }
}
