//! Stage 2, continued: the cheapest words that letters make, under a unigram model with bigrams.

use unglue_format::bigrams::MAX_PMI;

use crate::language::lexicon::{BIGRAM_WEIGHT, Lexicon, UNKNOWN_COST};
use crate::text::casing::{Case, case_of, fold};

/// The longest word, in characters.
const MAX_WORD_CHARS: usize = 24;
/// The cost of a letter that is a word by itself, a variable or an index. Nats.
const LETTER_COST: f32 = 13.0;
/// The fewest letters of a word that no list has.
const MIN_UNKNOWN_CHARS: usize = 4;
/// By how much a bigram makes its words cheaper at most. Nats.
const MAX_BIGRAM_GAIN: f32 = BIGRAM_WEIGHT * MAX_PMI as f32 / 2.0;

/// Whether letters may make words that no list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    /// Each word is known.
    Known,
    /// A word may be unknown, or a single letter, at a cost.
    Any,
}

/// The words that letters make.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Segmented {
    /// Where the words end, in bytes of the letters, ascending; the last is their length.
    pub ends: Vec<usize>,
    /// The cost of the words. Nats.
    pub cost: f32,
    /// The number of letters in known words of two letters and more.
    pub known: usize,
}

/// The cheapest words up to a place between letters.
#[derive(Debug, Clone, Copy)]
struct Node {
    cost: f32,
    /// Where the last word starts, in characters.
    start: usize,
    known: usize,
}

/// What is asked of the words that letters make.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub words: Words,
    /// The most that they cost. Nats.
    pub most: f32,
    /// Places at which no word ends, in bytes, ascending: where one has to end there, the search stops.
    pub across: &'a [usize],
}

/// Returns the cheapest words that `letters` make, unless one ends at each place `across` which one must: `None` if there are none.
/// Dynamic programming: the cheapest words up to each place, of which the last one is offered a next word.
pub(super) fn segmented(lexicon: &Lexicon, letters: &str, wanted: Wanted) -> Option<Segmented> {
    let Wanted { words, most, across } = wanted;
    let folded: Vec<char> = letters.chars().map(fold).collect();
    let offsets: Vec<usize> = letters.char_indices().map(|(at, _)| at).chain([letters.len()]).collect();
    let folded_text: String = folded.iter().collect();
    if folded_text.len() != letters.len() {
        return None;
    }
    let word = |start: usize, end: usize| &folded_text[offsets[start]..offsets[end]];
    let mut nodes: Vec<Option<Node>> = vec![None; folded.len() + 1];
    nodes[0] = Some(Node { cost: 0.0, start: 0, known: 0 });
    for start in 0..folded.len() {
        // All words behind start here.
        if across.contains(&offsets[start]) && nodes[start + 1..].iter().all(Option::is_none) {
            return None;
        }
        let Some(here) = nodes[start].filter(|node| node.cost <= most) else { continue };
        let mut offer = |end: usize, cost: f32, is_known: bool| {
            if nodes[end].is_some_and(|node| node.cost <= here.cost + cost - MAX_BIGRAM_GAIN) {
                return;
            }
            let pmi = match start {
                0 => 0,
                _ => lexicon.bigram_pmi(word(here.start, start), word(start, end)),
            };
            let cost = here.cost + cost - BIGRAM_WEIGHT * f32::from(pmi) / 2.0;
            if nodes[end].is_none_or(|node| cost < node.cost) {
                let known = here.known + if is_known && end > start + 1 { end - start } else { 0 };
                nodes[end] = Some(Node { cost, start, known });
            }
        };
        for (end, cost) in known_words(lexicon, &letters[offsets[start]..], &folded[start..]) {
            offer(start + end, cost, true);
        }
        if words == Words::Any {
            offer(start + 1, LETTER_COST, false);
            let reach = folded.len().min(start + MAX_WORD_CHARS);
            for (nth, cost) in lexicon.unknown_word_costs(&folded[start..reach]).enumerate() {
                if nth + 1 >= MIN_UNKNOWN_CHARS {
                    offer(start + nth + 1, UNKNOWN_COST + cost, false);
                }
            }
        }
    }
    let last = nodes[folded.len()].filter(|node| node.cost <= most)?;
    let (mut ends, mut at) = (vec![], folded.len());
    while at > 0 {
        ends.push(offsets[at]);
        at = nodes[at]?.start;
    }
    ends.reverse();
    Some(Segmented { ends, cost: last.cost, known: last.known })
}

/// Returns the known words that letters start with: where each ends, in characters, and its cost. Nats.
fn known_words(lexicon: &Lexicon, letters: &str, folded: &[char]) -> Vec<(usize, f32)> {
    let reach = folded.len().min(MAX_WORD_CHARS);
    let is_alone =
        |c: char| lexicon.lists().one_letter_words.contains(&c) || c.is_uppercase() && folded[0] == 'a';
    let is_word = |end: usize| end > 1 || letters.starts_with(is_alone);
    let words = lexicon.prefixes(folded[..reach].iter().copied()).filter(|(end, _)| is_word(*end));
    let mut found: Vec<(usize, f32)> = words.map(|(end, entry)| (end, entry.cost)).collect();
    found.extend(known_name(lexicon, letters).filter(|(end, _)| found.iter().all(|(other, _)| other != end)));
    found
}

/// Returns the longest name that capitalised letters start with.
fn known_name(lexicon: &Lexicon, letters: &str) -> Option<(usize, f32)> {
    if !letters.starts_with(char::is_uppercase) {
        return None;
    }
    let longest = lexicon.prefixes(letters.chars().take(MAX_WORD_CHARS)).last();
    longest
        .map(|(end, entry)| (end, entry.cost))
        .filter(|(end, _)| *end > 1 && case_of(letters) != Case::Upper)
}

#[cfg(all(test, feature = "english"))]
mod tests {
    use super::*;

    const ANY_COST: Wanted = Wanted { words: Words::Known, most: f32::MAX, across: &[] };

    #[test]
    fn a_place_that_no_word_crosses_ends_the_search() {
        let lexicon = crate::language::english();
        let mut stopped = 0;
        for letters in ["thefirstwoman", "whichquestions", "lengthforty", "inasmuch", "Londonand"] {
            let plain = segmented(&lexicon, letters, ANY_COST).expect("words");
            for place in 1..letters.len() {
                match segmented(&lexicon, letters, Wanted { across: &[place], ..ANY_COST }) {
                    None => {
                        assert!(plain.ends.contains(&place), "{letters} {place}");
                        stopped += 1;
                    }
                    found => assert_eq!(found.as_ref(), Some(&plain), "{letters} {place}"),
                }
            }
        }
        assert!(stopped > 0);
    }

    #[test]
    fn letters_make_the_cheapest_words() {
        let lexicon = crate::language::english();
        for (letters, words, wanted) in [
            ("firstwoman", Words::Known, Some("first woman")),
            ("FINANCIALSTATEMENTS", Words::Known, Some("FINANCIAL STATEMENTS")),
            ("intheend", Words::Known, Some("in the end")),
            ("Londonand", Words::Known, Some("London and")),
            ("a", Words::Known, Some("a")),
            // Single letters that are no words, and words that no list has.
            ("qjz", Words::Known, None),
            ("thezyxqwvwas", Words::Known, None),
            ("thezyxqwvwas", Words::Any, Some("the zyxqwv was")),
            ("", Words::Known, Some("")),
        ] {
            let found = segmented(&lexicon, letters, Wanted { words, most: f32::MAX, across: &[] }).map(
                |Segmented { ends, .. }| {
                    let starts = [0].into_iter().chain(ends.iter().copied());
                    let words: Vec<&str> =
                        starts.zip(&ends).map(|(start, end)| &letters[start..*end]).collect();
                    words.join(" ")
                },
            );
            assert_eq!(found.as_deref(), wanted, "{letters}");
        }
    }

    #[test]
    fn no_other_words_are_cheaper() {
        let lexicon = crate::language::english();
        let cost_of = |words: &[&str]| {
            let mut cost = 0.0;
            for (nth, word) in words.iter().enumerate() {
                let folded: Vec<char> = word.chars().collect();
                let found = known_words(&lexicon, word, &folded);
                cost += found.iter().find(|(end, _)| *end == folded.len()).map(|(_, cost)| *cost)?;
                if nth > 0 {
                    cost -= BIGRAM_WEIGHT * f32::from(lexicon.bigram_pmi(words[nth - 1], word)) / 2.0;
                }
            }
            Some(cost)
        };
        for letters in ["therapist", "nowhere", "tobeable", "onehandand", "inasmuch"] {
            let found = segmented(&lexicon, letters, ANY_COST).expect("words").cost;
            // Every way to cut the letters.
            for cuts in 0_u32..1 << (letters.len() - 1) {
                let mut words = Vec::new();
                let mut start = 0;
                for at in 1..=letters.len() {
                    if at == letters.len() || cuts & (1 << (at - 1)) != 0 {
                        words.push(&letters[start..at]);
                        start = at;
                    }
                }
                // The search keeps the cheapest words up to each place, so that a bigram may be missed, but no word is.
                let plain = words.len() <= 2;
                if let Some(cost) = cost_of(&words).filter(|_| plain) {
                    assert!(found <= cost + 1e-4, "{letters}: {words:?} cost {cost}, found {found}");
                }
            }
        }
    }
}
