//! Stage 3, continued: what else a token could be. A split must beat these readings.

use std::sync::OnceLock;

use crate::language::derivation::{prefixed_cost, suffixed_cost};
use crate::language::lexicon::{ABSENT_COST, Entry, Lexicon};
use crate::language::misspelling::{Neighbour, neighbour};
use crate::spacing::lattice::{BEST, segment};
use crate::spacing::queries::questions;
use crate::spacing::segment::{Letters, Piece, PieceKind, Segmentation};

/// Nats for a typing error, on top of the word that was meant: one word in sixty has one, in one of about thirty ways.
const TYPING_ERROR_COST: f32 = 7.5;
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
    /// The cost of what is left when a prefix is taken off. Nats, or [`ABSENT_COST`], as at first sight.
    pub prefixed_cost: f32,
    /// The cost of what is left when a suffix is taken off. Nats, or [`ABSENT_COST`], as at first sight.
    pub suffixed_cost: f32,
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
            keep_cost: lexicon.spelling_cost(possessor_letters(lexicon, token, letters)),
            listed: lexicon.best_entry(lexicon.possessor(token).unwrap_or(token)).filter(|_| !is_hidden),
            neighbour: None,
            prefixed_cost: ABSENT_COST,
            suffixed_cost: ABSENT_COST,
        }
    }

    /// Every reading there is: the token and its unknown pieces as misspellings, and the token as a derived word.
    fn all(mut self, lexicon: &Lexicon, token: &str, letters: &Letters) -> Readings {
        let folded = possessor_letters(lexicon, token, letters);
        let word = String::from_iter(folded);
        weigh_misspellings(lexicon, letters, &mut self.splits);
        self.neighbour = neighbour(lexicon, folded);
        self.prefixed_cost = prefixed_cost(lexicon, &word);
        self.suffixed_cost = suffixed_cost(lexicon, &word);
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
        run.all.get_or_init(|| (first, questions(&run.letters, &run.first.splits)));
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
            let questions = questions(&self.letters, &readings.splits);
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

/// Weighs misspellings, and leaves the [`BEST`] segmentations, the cheapest first: an unknown piece may be a word with a
/// typing error, and its cost is then that of the word and of the error.
pub fn weigh_misspellings(lexicon: &Lexicon, run: &Letters, splits: &mut Vec<Segmentation>) {
    // Several splits have the same piece.
    let mut meant: Vec<(usize, usize, Option<f32>)> = Vec::new();
    for split in splits.iter_mut() {
        let unknown = split.pieces.iter_mut().find(|piece| piece.kind == PieceKind::Unknown);
        let Some(piece) = unknown else { continue };
        let (start, end) = (piece.start, piece.end);
        split.meant = match meant.iter().find(|known| (known.0, known.1) == (start, end)) {
            Some((_, _, cost)) => *cost,
            None => {
                let found = neighbour(lexicon, &run.folded[start..end]).map(|word| word.cost);
                meant.push((start, end, found));
                found
            }
        };
        if let Some(meant) = split.meant.filter(|meant| meant + TYPING_ERROR_COST < piece.cost) {
            split.cost += meant + TYPING_ERROR_COST - piece.cost;
            piece.cost = meant + TYPING_ERROR_COST;
        }
    }
    splits.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    splits.truncate(BEST);
}

/// The costs of the first and the last piece of a split. Nats, [`ABSENT_COST`] if there is none.
pub fn edges(split: Option<&Segmentation>) -> [f32; 2] {
    let cost = |piece: Option<&Piece>| piece.map_or(ABSENT_COST, |piece| piece.cost.min(ABSENT_COST));
    split.map_or([ABSENT_COST; 2], |split| [cost(split.pieces.first()), cost(split.pieces.last())])
}

/// The letters of a token, folded, without the ending of a possessive.
fn possessor_letters<'l>(lexicon: &Lexicon, token: &str, letters: &'l Letters) -> &'l [char] {
    let ending = lexicon.possessor(token).map_or(0, |possessor| token[possessor.len()..].chars().count());
    &letters.folded[..letters.len() - ending]
}

#[cfg(all(test, feature = "english"))]
mod tests {
    use super::*;
    use crate::language::misspelling::TypingError;

    #[test]
    fn other_readings_of_english_tokens() {
        let lexicon = crate::language::english();
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
        assert!(of("overwatchful").prefixed_cost < ABSENT_COST);
        assert!(of("unmistakability").suffixed_cost < ABSENT_COST);
        assert!(of("teapotless").suffixed_cost < ABSENT_COST);
        assert!(neighbour(&lexicon, &"twoleaders".chars().collect::<Vec<_>>()).is_none());
    }
}
