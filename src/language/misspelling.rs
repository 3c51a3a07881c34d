//! Corrections of misspelt words: the known word that is one typing error away.

use crate::language::lexicon::{Class, Lexicon, Walk};
use unglue_format::inflection::{MAX_ENDING_BYTES, longest_ending};

/// A known word that is one typing error away from a token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Correction {
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

/// The most frequent known word that is one typing error away. `folded` is a whole word, folded and not empty.
pub fn correction(lexicon: &Lexicon, folded: &[char]) -> Option<Correction> {
    let mut best: Option<Correction> = None;
    let mut walk = lexicon.walk();
    let last = folded.len() - 1;
    let ending = longest_ending(folded.iter().copied());
    let is_letter = |byte: u8| byte.is_ascii() && lexicon.lists().alphabet.contains(byte.into());
    let mut offer = |walk: Option<Walk>, read: &[char], rest: &[char], error: TypingError, at: usize| {
        // Where the last letters are as written, they say which inflection it can be.
        let ending = if rest.len() > usize::from(MAX_ENDING_BYTES) { ending } else { MAX_ENDING_BYTES };
        let end = lexicon.walk_on(walk?, rest, ending)?;
        let word = folded[..at].iter().chain(read).chain(rest).copied();
        let cost = lexicon.end(end, word).filter(|entry| entry.class != Class::Misspelling)?.cost;
        if best.is_none_or(|best| cost < best.cost) {
            best = Some(Correction { cost, error, at_edge: at == 0 || at >= last });
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
        for (byte, next) in lexicon.steps(walk).filter(|(byte, _)| is_letter(*byte)) {
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
