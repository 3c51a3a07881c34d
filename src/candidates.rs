//! Stage 3, continued: what else a token could be. A split must beat these readings.

use std::sync::OnceLock;

use crate::Lexicon;
use crate::evidence::questions;
use crate::inflection::{MAX_ENDING_BYTES, longest_ending};
use crate::lexicon::{Class, Entry, Walk, owner};
use crate::segmenter::{BEST, Letters, Piece, PieceKind, Segmentation, segment, weigh_misspellings};

/// The cost that stands for "no such reading". Nats, above every real cost of a word.
pub const NO_READING: f32 = 25.0;

/// The rarest word that may be half of a word that is one as it stands. Nats; Zipf 3.6.
const RAREST_IN_REAL_WORD: f32 = 12.5;
/// Shorter words are never taken for two. Characters.
const MIN_REAL_WORD: usize = 4;

/// The readings of a token.
#[derive(Debug, Clone)]
pub struct Readings {
    /// Its splits, the cheapest first.
    pub splits: Vec<Segmentation>,
    /// The cost of a word of this spelling that no list knows. Nats.
    pub keep_cost: f32,
    /// What the lexicon says of the whole token, although it does not count as known.
    pub listed: Option<Entry>,
    /// The most frequent word that is one typing error away. Not looked for at first sight.
    pub neighbour: Option<Neighbour>,
    /// The cost of what is left when a prefix is taken off. Nats, or [`NO_READING`], as at first sight.
    pub prefixed_cost: f32,
    /// The cost of what is left when a suffix is taken off. Nats, or [`NO_READING`], as at first sight.
    pub suffixed_cost: f32,
}

/// A known word that is one typing error away from a token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// The cost of the known word. Nats.
    pub cost: f32,
    /// What the writer did to it.
    pub error: TypingError,
    /// Whether it happened to the first or the last letter.
    pub at_edge: bool,
}

/// One typing error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypingError {
    /// A letter too many.
    Added,
    /// A letter too many, the same as its neighbour.
    Doubled,
    /// A letter too few.
    Dropped,
    /// One letter for another.
    Changed,
    /// Two letters in each other's place.
    Swapped,
}

impl Readings {
    /// Reads a known word as two frequent words, if it can be read like that at all.
    fn of_real_word(lexicon: &Lexicon, token: &str, letters: &Letters) -> Option<Readings> {
        let may_be_two = |split: &Segmentation| {
            let frequent = |piece: &Piece| piece.kind == PieceKind::Word && piece.cost <= RAREST_IN_REAL_WORD;
            split.pieces.len() == 2 && split.pieces.iter().all(frequent)
        };
        if letters.len() < MIN_REAL_WORD {
            return None;
        }
        let mut splits = segment(lexicon, letters);
        splits.retain(may_be_two);
        splits.truncate(BEST);
        (!splits.is_empty())
            .then(|| Readings::beside(splits, lexicon, token, letters, false).all(lexicon, token, letters))
    }

    /// What can be said of a token at little cost: enough to pass over most of them. `None` without a split.
    fn at_first_sight(
        lexicon: &Lexicon,
        token: &str,
        letters: &Letters,
        is_hidden: bool,
    ) -> Option<Readings> {
        let splits = segment(lexicon, letters);
        (!splits.is_empty()).then(|| Readings::beside(splits, lexicon, token, letters, is_hidden))
    }

    fn beside(
        splits: Vec<Segmentation>,
        lexicon: &Lexicon,
        token: &str,
        letters: &Letters,
        is_hidden: bool,
    ) -> Readings {
        Readings {
            splits,
            keep_cost: lexicon.spelling_cost(owner_of(token, letters)),
            listed: lexicon.best_entry(owner(token).unwrap_or(token)).filter(|_| !is_hidden),
            neighbour: None,
            prefixed_cost: NO_READING,
            suffixed_cost: NO_READING,
        }
    }

    /// Every reading there is: the token and its unknown pieces as misspellings, and the token as a derived word.
    fn all(mut self, lexicon: &Lexicon, token: &str, letters: &Letters) -> Readings {
        let folded = owner_of(token, letters);
        let word = String::from_iter(folded);
        weigh_misspellings(lexicon, letters, &mut self.splits);
        self.neighbour = neighbour(lexicon, folded);
        self.prefixed_cost = derived_cost(lexicon, &word, &PREFIXES, Affix::Prefix);
        self.suffixed_cost = derived_cost(lexicon, &word, &SUFFIXES, Affix::Suffix);
        self
    }
}

/// A token and its readings, which are the same wherever it stands.
#[derive(Debug)]
pub struct Run {
    /// Its characters.
    pub letters: Letters,
    /// Its readings at first sight.
    first: Readings,
    /// Every reading there is, and what the text is asked about them, as soon as somebody wants them.
    all: OnceLock<(Readings, Vec<u32>)>,
}

impl Run {
    /// Reads a token for the first time; `None` if it has no split.
    pub fn new(lexicon: &Lexicon, token: &str, is_hidden: bool) -> Option<Run> {
        let letters = Letters::new(token)?;
        let first = Readings::at_first_sight(lexicon, token, &letters, is_hidden)?;
        Some(Run { letters, first, all: OnceLock::new() })
    }

    /// Reads a known word as two; `None` if it cannot be read like that.
    pub fn of_real_word(lexicon: &Lexicon, token: &str) -> Option<Run> {
        let letters = Letters::new(token)?;
        let first = Readings::of_real_word(lexicon, token, &letters)?;
        let run = Run { letters, first: first.clone(), all: OnceLock::new() };
        run.all.get_or_init(|| (first, questions(&run.letters, &run.first)));
        Some(run)
    }

    /// The readings at first sight.
    pub fn first(&self) -> &Readings {
        &self.first
    }

    /// Finds every reading there is, so that [`readings`](Self::readings) gives them.
    pub fn read_on(&self, lexicon: &Lexicon, token: &str) {
        self.all.get_or_init(|| {
            let readings = self.first.clone().all(lexicon, token, &self.letters);
            let questions = questions(&self.letters, &readings);
            (readings, questions)
        });
    }

    /// The readings that were found so far.
    pub fn readings(&self) -> &Readings {
        self.all.get().map_or(&self.first, |(readings, _)| readings)
    }

    /// The hashes of the words and pairs whose count in the text is evidence on it, sorted.
    pub fn questions(&self) -> &[u32] {
        self.all.get().map_or(&[], |(_, questions)| questions)
    }
}

/// The costs of the first and the last piece of a split. Nats, [`NO_READING`] if there is none.
pub fn edges(split: Option<&Segmentation>) -> [f32; 2] {
    let cost = |piece: Option<&Piece>| piece.map_or(NO_READING, |piece| piece.cost.min(NO_READING));
    split.map_or([NO_READING; 2], |split| [cost(split.pieces.first()), cost(split.pieces.last())])
}

/// The letters of a token, folded, without the ending of a possessive.
fn owner_of<'l>(token: &str, letters: &'l Letters) -> &'l [char] {
    &letters.folded[..letters.len() - if owner(token).is_some() { 2 } else { 0 }]
}

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

/// The cost of the cheapest known word that is left when an affix is taken off, with the usual changes of spelling.
fn derived_cost(lexicon: &Lexicon, word: &str, affixes: &[&str], side: Affix) -> f32 {
    let known = |base: &str| {
        let long = base.chars().nth(2).is_some();
        let entry = long.then(|| lexicon.entry(base)).flatten();
        entry.filter(|entry| entry.class != Class::Misspelling).map_or(NO_READING, |entry| entry.cost)
    };
    let mut best = NO_READING;
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

/// The most frequent known word that is one typing error away. `folded` is a whole word, folded and not empty.
pub fn neighbour(lexicon: &Lexicon, folded: &[char]) -> Option<Neighbour> {
    let mut best: Option<Neighbour> = None;
    let mut walk = lexicon.walk();
    let last = folded.len() - 1;
    let ending = longest_ending(folded.iter().copied());
    let mut offer = |walk: Option<Walk>, read: &[char], rest: &[char], error: TypingError, at: usize| {
        // Where the last letters are as written, they say which inflection it can be.
        let ending = if rest.len() > usize::from(MAX_ENDING_BYTES) { ending } else { MAX_ENDING_BYTES };
        let end = lexicon.walk_on(walk?, rest, ending)?;
        let word = folded[..at].iter().chain(read).chain(rest).copied();
        let cost = lexicon.end(end, word).filter(|entry| entry.class != Class::Misspelling)?.cost;
        if best.is_none_or(|best| cost < best.cost) {
            best = Some(Neighbour { cost, error, at_edge: at == 0 || at >= last });
        }
        Some(())
    };
    for at in 0..=folded.len() {
        let rest = &folded[at..];
        if let Some((&c, behind)) = rest.split_first() {
            let doubled = at > 0 && folded[at - 1] == c || behind.first() == Some(&c);
            let error = if doubled { TypingError::Doubled } else { TypingError::Added };
            offer(Some(walk), &[], behind, error, at);
            if let Some((&next, behind)) = behind.split_first().filter(|(next, _)| **next != c) {
                let swapped = lexicon.step(walk, next).and_then(|walk| lexicon.step(walk, c));
                offer(swapped, &[next, c], behind, TypingError::Swapped, at);
            }
        }
        for (byte, next) in
            lexicon.steps(walk).filter(|(byte, _)| byte.is_ascii_lowercase() || *byte == b'\'')
        {
            let read = [char::from(byte)];
            offer(Some(next), &read, rest, TypingError::Dropped, at);
            if rest.first().is_some_and(|&c| c != read[0]) {
                offer(Some(next), &read, &rest[1..], TypingError::Changed, at);
            }
        }
        match rest.first().and_then(|&c| lexicon.step(walk, c)) {
            Some(next) => walk = next,
            None => break,
        }
    }
    best
}

#[cfg(all(test, feature = "english"))]
mod tests {
    use super::*;

    #[test]
    fn other_readings_of_english_tokens() {
        let lexicon = Lexicon::english().unwrap();
        let of = |token: &str| {
            let run = Run::new(&lexicon, token, false).unwrap();
            run.read_on(&lexicon, token);
            run.readings().clone()
        };
        for (token, error) in [
            ("untill", TypingError::Doubled),
            ("wouldnt", TypingError::Dropped),
            ("seperate", TypingError::Changed),
            ("freind", TypingError::Swapped),
        ] {
            let neighbour = neighbour(&lexicon, &token.chars().collect::<Vec<_>>());
            assert_eq!(neighbour.map(|n| n.error), Some(error), "{token}");
        }
        assert!(of("overwatchful").prefixed_cost < NO_READING);
        assert!(of("unmistakability").suffixed_cost < NO_READING);
        assert!(of("teapotless").suffixed_cost < NO_READING);
        assert!(neighbour(&lexicon, &"twoleaders".chars().collect::<Vec<_>>()).is_none());
    }
}
