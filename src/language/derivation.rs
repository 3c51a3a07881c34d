//! Derived words: known words with a prefix or a suffix.

use crate::language::lexicon::{ABSENT_COST, Class, Lexicon};

/// Beginnings that make new words out of words.
const PREFIXES: [&str; 131] = [
    "aero", "agro", "allo", "anti", "arch", "astro", "auto", "bi", "bio", "cardio", "chemo", "chloro",
    "chrono", "co", "counter", "cryo", "crypto", "cyber", "de", "demi", "dis", "down", "eco", "electro",
    "endo", "epi", "ethno", "ex", "exo", "extra", "ferro", "fluoro", "fore", "gastro", "geo", "gyro",
    "haemo", "hemo", "hepato", "hetero", "homo", "hydro", "hydroxy", "hyper", "immuno", "in", "infra",
    "inter", "intra", "iso", "kilo", "lipo", "litho", "macro", "magneto", "mal", "maxi", "mega", "meso",
    "meta", "methyl", "micro", "mid", "mini", "mis", "mono", "morpho", "multi", "myo", "nano", "neo",
    "neuro", "nitro", "non", "omni", "ortho", "osteo", "out", "over", "oxy", "palaeo", "paleo", "pan",
    "para", "patho", "peri", "pharma", "phono", "photo", "physio", "phyto", "pico", "piezo", "poly", "post",
    "pre", "pro", "proto", "pseudo", "psycho", "pyro", "quasi", "radio", "re", "retro", "schizo", "self",
    "semi", "socio", "sono", "spectro", "stereo", "sub", "super", "tele", "tera", "tetra", "thermo", "thio",
    "thyro", "trans", "tri", "ultra", "un", "under", "uni", "up", "vaso", "vice", "video", "xeno",
];

/// Endings that make new words out of words.
const SUFFIXES: [&str; 53] = [
    "ability", "able", "age", "al", "ally", "an", "ation", "craft", "dom", "ed", "en", "er", "ers", "es",
    "esque", "est", "ful", "fully", "hood", "ian", "ible", "ic", "ies", "ify", "ing", "ings", "ise", "ish",
    "ism", "ist", "ists", "ity", "ize", "less", "lessly", "lessness", "let", "like", "ling", "ly", "man",
    "men", "ment", "most", "ness", "or", "proof", "s", "ship", "some", "ward", "wards", "wise",
];

/// Endings that stand in the place of another: "unmistakability" from "unmistakable".
const EXCHANGED: [(&str, &str); 8] = [
    ("ability", "able"),
    ("ibility", "ible"),
    ("ably", "able"),
    ("ation", "ate"),
    ("ative", "ate"),
    ("isation", "ise"),
    ("ization", "ize"),
    ("icity", "ic"),
];

enum Affix {
    Prefix,
    Suffix,
}

/// Returns the cost of what is left of `word` without a prefix, for the cheapest such word. Nats, [`ABSENT_COST`] if there
/// is none. `word` is folded.
pub fn prefixed_cost(lexicon: &Lexicon, word: &str) -> f32 {
    derived_cost(lexicon, word, &PREFIXES, Affix::Prefix)
}

/// Returns the cost of what is left of `word` without a suffix, for the cheapest such word. Nats, [`ABSENT_COST`] if there
/// is none. `word` is folded.
pub fn suffixed_cost(lexicon: &Lexicon, word: &str) -> f32 {
    derived_cost(lexicon, word, &SUFFIXES, Affix::Suffix)
}

/// The cost of the cheapest known word that is left when an affix is taken off, with the usual changes of spelling.
fn derived_cost(lexicon: &Lexicon, word: &str, affixes: &[&str], side: Affix) -> f32 {
    let known = |base: &str| {
        let long = base.chars().nth(2).is_some();
        let entry = long.then(|| lexicon.entry(base)).flatten();
        entry.filter(|entry| entry.class != Class::Misspelling).map_or(ABSENT_COST, |entry| entry.cost)
    };
    let mut best = ABSENT_COST;
    if let Affix::Suffix = side {
        for (ending, other) in EXCHANGED {
            if let Some(stem) = word.strip_suffix(ending) {
                best = best.min(known(&format!("{stem}{other}")));
            }
        }
    }
    for affix in affixes {
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
