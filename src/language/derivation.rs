//! Derived words: known words with a prefix or a suffix.

use unglue_format::words::Class;

use crate::language::lexicon::{ABSENT_COST, Lexicon};

enum Affix {
    Prefix,
    Suffix,
}

/// Returns the cost of the cheapest known word that remains when `word` loses a prefix. Nats, [`ABSENT_COST`] if there
/// is none. `word` is folded.
pub(crate) fn prefixed_cost(lexicon: &Lexicon, word: &str) -> f32 {
    derived_cost(lexicon, word, Affix::Prefix)
}

/// Returns the cost of the cheapest known word that remains when `word` loses a suffix. Nats, [`ABSENT_COST`] if there
/// is none. `word` is folded.
pub(crate) fn suffixed_cost(lexicon: &Lexicon, word: &str) -> f32 {
    derived_cost(lexicon, word, Affix::Suffix)
}

/// Returns the cost of the cheapest known base of `word` without an affix of `side`, allowing for the usual changes of
/// spelling where a suffix joins its base.
fn derived_cost(lexicon: &Lexicon, word: &str, side: Affix) -> f32 {
    let known = |base: &str| {
        let long = base.chars().nth(2).is_some();
        let entry = long.then(|| lexicon.entry(base)).flatten();
        entry.filter(|entry| entry.class != Class::Misspelling).map_or(ABSENT_COST, |entry| entry.cost)
    };
    let mut best = ABSENT_COST;
    if let Affix::Suffix = side {
        for [ending, other] in &lexicon.lists().exchanged_suffixes {
            if let Some(stem) = word.strip_suffix(&**ending) {
                best = best.min(known(&format!("{stem}{other}")));
            }
        }
    }
    let affixes = match side {
        Affix::Prefix => &lexicon.lists().prefixes,
        Affix::Suffix => &lexicon.lists().suffixes,
    };
    for affix in affixes.iter() {
        let base = match side {
            Affix::Prefix => word.strip_prefix(affix),
            Affix::Suffix => word.strip_suffix(affix),
        };
        let Some(base) = base else { continue };
        best = best.min(known(base));
        if let Affix::Suffix = side {
            // "hoped" from "hope", "happily" from "happy", "runner" from "run".
            best = best.min(known(&format!("{base}e")));
            if let Some(stem) = base.strip_suffix('i') {
                best = best.min(known(&format!("{stem}y")));
            }
            let mut ends = base.chars().rev();
            if let (Some(a), Some(b)) = (ends.next(), ends.next())
                && a == b
            {
                best = best.min(known(&base[..base.len() - a.len_utf8()]));
            }
        }
    }
    best
}
