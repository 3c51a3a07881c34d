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
/// in an inflection no longer than one that a word with these last letters can end in. A letter that is put in or changed is
/// one that a listed word has there, and none of an ending alone.
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
        let behind = rest.get(1..).unwrap_or_default();
        // What an ending is too short for must go on with a listed word.
        let may_end = |rest: &[char]| rest.len() <= usize::from(ending(rest));
        let (may_end_rest, may_end_behind) = (may_end(rest), may_end(behind));
        let further = [rest.first().copied(), behind.first().copied()];
        lexicon.letters(walk, |letter, branch| {
            let starts = |rest: &[char]| {
                start(&folded[..at], letter, rest, ending(rest)).and_then(|start| lexicon.starts_with(start))
            };
            let (may_be_dropped, may_be_changed) = starts(rest).zip(starts(behind)).unwrap_or_else(|| {
                let [rest_goes_on, behind_goes_on] = branch.goes_on(further);
                (rest_goes_on || may_end_rest, behind_goes_on || may_end_behind)
            });
            if may_be_dropped {
                offer(branch.walk(), &[letter], rest, TypingError::Dropped, at);
            }
            if may_be_changed && further[0].is_some_and(|c| c != letter) {
                offer(branch.walk(), &[letter], behind, TypingError::Changed, at);
            }
        });
        match rest.first().and_then(|&c| lexicon.step(walk, c)) {
            Some(next) => walk = next,
            None => break,
        }
    }
    best
}

/// Returns the first four letters of `before`, `letter` and `rest`, if no word has them all unless a listed one starts with these: what
/// is behind them is no shorter than any ending, `ending` bytes at most. `None` too where `before` has three of them, which a
/// listed word starts with.
fn start(before: &[char], letter: char, rest: &[char], ending: u8) -> Option<[char; 4]> {
    let behind = (before.len() + 1 + rest.len()).checked_sub(4)?;
    if behind < usize::from(ending) {
        return None;
    }
    match *before {
        [] => Some([letter, rest[0], rest[1], rest[2]]),
        [first] => Some([first, letter, rest[0], rest[1]]),
        [first, second] => Some([first, second, letter, rest[0]]),
        _ => None,
    }
}

#[cfg(all(test, feature = "english"))]
mod tests {
    use super::*;

    /// Returns the cost of the cheapest known word among all that are one typing error away.
    fn cheapest(lexicon: &Lexicon, folded: &[char]) -> Option<f32> {
        let letters = || "abcdefghijklmnopqrstuvwxyz'".chars();
        let mut words: Vec<Vec<char>> = Vec::new();
        for at in 0..=folded.len() {
            let (before, rest) = folded.split_at(at);
            let mut add = |read: &[char], rest: &[char]| words.push([before, read, rest].concat());
            letters().for_each(|letter| add(&[letter], rest));
            if let Some((&c, behind)) = rest.split_first() {
                add(&[], behind);
                letters().filter(|letter| *letter != c).for_each(|letter| add(&[letter], behind));
                if let Some((&next, behind)) = behind.split_first().filter(|(next, _)| **next != c) {
                    add(&[next, c], behind);
                }
            }
        }
        let entries = words.iter().filter_map(|word| lexicon.entry(&word.iter().collect::<String>()));
        let costs = entries.filter(|entry| entry.class != Class::Misspelling).map(|entry| entry.cost);
        costs.min_by(f32::total_cmp)
    }

    #[test]
    fn no_word_one_typing_error_away_is_cheaper() {
        let lexicon = crate::language::english();
        // Known and misspelt words, names, words run together, cut off and inflected, short and with an error at each place.
        let words = "a ab abc the teh thier untill seperate wouldnt hte xthe thex recieve definately \
            yakking yyakking iakking wokking xwoks gnuing ugnus uwowing wwowed zazzing axing izapping zzapping \
            doghouses dishclots vlogs vlogings bloging podcastd cloudfies oclock o'clok zzzz thereare twoleaders \
            inthe ofany kwalk ehouse xhouses internationalisaton fiance Zürch naïv piñata ings ness xing esst";
        let words = words.split_whitespace().map(str::to_lowercase);
        let known = "house walking government's people together".split_whitespace();
        let broken = known.flat_map(|word| {
            let without =
                |nth: usize| word.chars().enumerate().filter(move |(at, _)| *at != nth).map(|(_, c)| c);
            (0..word.len()).map(move |nth| without(nth).collect::<String>())
        });
        for word in words.chain(broken) {
            let folded: Vec<char> = word.chars().collect();
            let found = correction(&lexicon, &folded).map(|correction| correction.cost);
            assert_eq!(found, cheapest(&lexicon, &folded), "{word}");
        }
    }
}
