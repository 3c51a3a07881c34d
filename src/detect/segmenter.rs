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

/// Returns the cheapest words that `letters` make; `None` if they make none that cost `most` nats at most. Dynamic programming: the cheapest words up to
/// each place, of which the last one is offered a next word.
pub(super) fn segmented(lexicon: &Lexicon, letters: &str, words: Words, most: f32) -> Option<Segmented> {
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
    let mut found = Vec::new();
    let mut walk = Some(lexicon.walk());
    let mut is_upper = true;
    for (nth, c) in letters.chars().take(MAX_WORD_CHARS).enumerate() {
        walk = walk.and_then(|walk| lexicon.step(walk, folded[nth]));
        let Some(here) = walk else { break };
        is_upper &= c.is_uppercase();
        if nth == 0 {
            if lexicon.lists().one_letter_words.contains(&c) || is_upper && folded[0] == 'a' {
                found.extend(lexicon.end(here, folded[..1].iter().copied()).map(|entry| (1, entry.cost)));
            }
        } else if let Some(entry) = lexicon.end(here, folded[..=nth].iter().copied()) {
            found.push((nth + 1, entry.cost));
        }
    }
    found.extend(known_name(lexicon, letters).filter(|(end, _)| found.iter().all(|(other, _)| other != end)));
    found
}

/// Returns the longest name that capitalised letters start with.
fn known_name(lexicon: &Lexicon, letters: &str) -> Option<(usize, f32)> {
    if !letters.starts_with(char::is_uppercase) {
        return None;
    }
    let mut walk = Some(lexicon.walk());
    let mut longest = None;
    for (nth, (at, c)) in letters.char_indices().take(MAX_WORD_CHARS).enumerate() {
        walk = walk.and_then(|walk| lexicon.step(walk, c));
        let Some(here) = walk else { break };
        let end = at + c.len_utf8();
        if nth > 0
            && let Some(entry) = lexicon.end(here, letters[..end].chars())
        {
            longest = Some((nth + 1, entry.cost));
        }
    }
    longest.filter(|(end, _)| *end > 1 && case_of(letters) != Case::Upper)
}

#[cfg(all(test, feature = "english"))]
mod tests {
    use super::*;

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
            let found = segmented(&lexicon, letters, words, f32::MAX).map(|Segmented { ends, .. }| {
                let starts = [0].into_iter().chain(ends.iter().copied());
                let words: Vec<&str> = starts.zip(&ends).map(|(start, end)| &letters[start..*end]).collect();
                words.join(" ")
            });
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
            let found = segmented(&lexicon, letters, Words::Known, f32::MAX).expect("words").cost;
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
