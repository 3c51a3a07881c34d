//! Corrections: known words that are one typing error away from a token.

use unglue_format::words::Class;

use crate::language::lexicon::{Lexicon, Walk};
use unglue_format::inflection::{MAX_ENDING_BYTES, longest_ending};

/// The most letters at the end of a word that an ending depends on.
const LONGEST_ENDING: usize = MAX_ENDING_BYTES as usize;

/// A known word that is one typing error away from a token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Correction {
    /// The cost of the correction. Nats.
    pub cost: f32,
    /// The typing error that turns the correction into the token.
    pub error: TypingError,
    /// Whether the error is at the first or the last letter.
    pub at_edge: bool,
}

/// One typing error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TypingError {
    /// A letter too many.
    Added,
    /// A letter too many, the same as the one beside it.
    Doubled,
    /// A letter too few.
    Dropped,
    /// One letter for another.
    Changed,
    /// Two adjacent letters in the wrong order.
    Swapped,
}

/// Returns the most frequent known word that is one typing error away; `None` if there is none. `folded` is a whole
/// word, folded and not empty.
///
/// One walk follows the word through the automaton. At each position every error is tried there, and the unread
/// remainder is walked over as it is written: for "untill", behind "unti" the next "l" may be one too many ("until"),
/// behind "unt" the "i" may stand for another letter, and so on. The walk ends where no word continues with the
/// prefix, since the error cannot come later than that. So the cost is a few steps for each branch of the automaton
/// beside the word rather than a look-up for each of the hundreds of possible corrections.
///
/// A derived inflection continues behind the listed prefix with any letters up to the length of an ending, which would
/// let most remainders through. `ending` cuts these walks short: the remainder is unchanged, so that the correction ends
/// in an inflection no longer than one that a word with these last letters can end in.
pub(crate) fn correction(lexicon: &Lexicon, folded: &[char]) -> Option<Correction> {
    let mut best: Option<Correction> = None;
    let mut walk = lexicon.walk();
    let last = folded.len() - 1;
    let endings: [u8; LONGEST_ENDING + 1] =
        std::array::from_fn(|len| longest_ending(folded[folded.len().saturating_sub(len)..].iter().copied()));
    let ending = |rest: &[char]| endings[rest.len().min(LONGEST_ENDING)];
    let mut offer = |walk: Option<Walk>, read: &[char], rest: &[char], error: TypingError, at: usize| {
        let end = lexicon.walk_on(walk?, rest, ending(rest))?;
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
        // What an ending is too short for must go on with a listed word.
        let may_end = |rest: &[char]| rest.len() <= usize::from(ending(rest));
        let behind = rest.get(1..).unwrap_or_default();
        let (may_end_rest, may_end_behind) = (may_end(rest), may_end(behind));
        let further = [rest.first().copied(), behind.first().copied()];
        lexicon.letters(walk, further, |letter, next, [rest_goes_on, behind_goes_on]| {
            if rest_goes_on || may_end_rest {
                offer(Some(next), &[letter], rest, TypingError::Dropped, at);
            }
            if (behind_goes_on || may_end_behind) && further[0].is_some_and(|c| c != letter) {
                offer(Some(next), &[letter], behind, TypingError::Changed, at);
            }
        });
        match rest.first().and_then(|&c| lexicon.step(walk, c)) {
            Some(next) => walk = next,
            None => break,
        }
    }
    best
}
