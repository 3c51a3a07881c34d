//! How likely it is that a string is two words or more which lost the space between them.
//!
//! All likelihoods here are base-10 logarithms in hundredths, as frequencies are: whole numbers give the same data on
//! every machine. A word of Zipf value z has the likelihood z - 900.

use std::collections::HashMap;
use std::sync::LazyLock;

use unglue_format::lists::Lists;

/// The short lists of English.
static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    Lists::parse(include_str!("../../../data/en/lists.txt")).expect("data/en/lists.txt can be read")
});

/// Words of two letters that the checker splits off and that are no piece here: so many rare words begin or end with them
/// ("malingers", "pianolas") that 787 more would look like two words, and be listed to be safe.
const PARTS_OF_WORDS: [&str; 6] = ["ad", "eh", "ha", "la", "ma", "ox"];

/// Whether a word of two letters may be a piece. All others are rarer than the accidents that look like them.
///
/// "ok" is a piece here alone: it begins 14 names and words of the web ("Okeke", "oksana") that are listed for its sake. The
/// checker does not split it off.
fn is_short_piece(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let is_listed = LISTS.two_letter_words.iter().any(|listed| listed[..] == letters[..]);
    word == "ok" || is_listed && !PARTS_OF_WORDS.contains(&word)
}

/// About two hundred words are this frequent: nearly all of them are function words.
const FUNCTION_WORD: i32 = 580;

/// The letters that an unknown word must have to be a piece.
const UNKNOWN_PIECE: usize = 5;

/// The likelihood that a word is `zipf` frequent.
pub fn likelihood(zipf: i32) -> i32 {
    zipf - 900
}

/// The words that may be pieces, with their frequencies.
#[derive(Default)]
pub struct Pieces {
    /// Pieces that may stand anywhere.
    anywhere: HashMap<String, i32>,
    /// Pieces that may stand at the beginning alone: names, since a name after another word would show its capital.
    first: HashMap<String, i32>,
    longest: usize,
}

/// A way to cut a string into pieces.
#[derive(Debug, PartialEq)]
pub struct Split<'a> {
    pub likelihood: i32,
    pub pieces: Vec<&'a str>,
    /// Whether it is two pieces that are both among the two hundred most frequent words.
    pub is_function_pair: bool,
}

impl Pieces {
    /// Adds a piece, if its length permits: of one letter there are "a" and "I", of two a closed list.
    pub fn add(&mut self, word: &str, zipf: i32, is_name: bool) {
        let word = word.to_lowercase();
        let fits = match word.chars().count() {
            0 => false,
            1 => word == "a" || word == "i",
            2 => is_short_piece(&word),
            _ => true,
        };
        if fits {
            self.longest = self.longest.max(word.len());
            let pieces = if is_name { &mut self.first } else { &mut self.anywhere };
            let known = pieces.entry(word).or_insert(zipf);
            *known = zipf.max(*known);
        }
    }

    /// The frequency of a piece that may stand anywhere.
    pub fn zipf(&self, word: &str) -> Option<i32> {
        self.anywhere.get(word).copied()
    }

    /// Whether one end of a lower-case word is a well-known word, and the rest could be a word that nobody knows.
    pub fn is_half(&self, word: &str) -> bool {
        let letters = |word: &str| word.chars().count();
        let is_known = |piece: &str, as_name: Option<&i32>| {
            let zipf = self.anywhere.get(piece).max(as_name).copied().unwrap_or(0);
            match letters(piece) {
                ..=1 => false,
                2 | 3 => self.zipf(piece).is_some_and(|zipf| zipf >= 620),
                _ => zipf >= 330,
            }
        };
        word.char_indices().skip(1).any(|(at, _)| {
            let (start, end) = word.split_at(at);
            letters(end) >= UNKNOWN_PIECE && is_known(start, self.first.get(start))
                || letters(start) >= UNKNOWN_PIECE && is_known(end, None)
        })
    }

    /// The likeliest way to cut a lower-case word into two pieces or more, as if words followed each other at random.
    pub fn split<'a>(&self, word: &'a str) -> Option<Split<'a>> {
        // best[end] is the likeliest way to cut word[..end], and where its last piece starts.
        let mut best: Vec<Option<(i32, usize)>> = vec![None; word.len() + 1];
        best[0] = Some((0, 0));
        for end in (1..=word.len()).filter(|&end| word.is_char_boundary(end)) {
            for start in end.saturating_sub(self.longest)..end {
                let (Some((before, _)), true) = (best[start], word.is_char_boundary(start)) else { continue };
                if end - start == word.len() {
                    continue;
                }
                let piece = &word[start..end];
                let as_name = if start == 0 { self.first.get(piece) } else { None };
                let Some(&zipf) = self.anywhere.get(piece).max(as_name) else { continue };
                let sum = before + likelihood(zipf);
                if best[end].is_none_or(|(known, _)| sum > known) {
                    best[end] = Some((sum, start));
                }
            }
        }
        let (sum, _) = best[word.len()].filter(|_| !word.is_empty())?;
        let mut pieces = Vec::new();
        let mut end = word.len();
        while let (Some((_, start)), true) = (best[end], end > 0) {
            pieces.push(&word[start..end]);
            end = start;
        }
        pieces.reverse();
        let is_function_pair = pieces.len() == 2
            && pieces.iter().all(|piece| self.zipf(piece).is_some_and(|zipf| zipf >= FUNCTION_WORD));
        Some(Split { likelihood: sum, pieces, is_function_pair })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces() -> Pieces {
        let mut pieces = Pieces::default();
        for (word, zipf) in [
            ("a", 730),
            ("an", 650),
            ("are", 670),
            ("in", 730),
            ("no", 630),
            ("qu", 400),
            ("s", 600),
            ("the", 770),
        ] {
            pieces.add(word, zipf, false);
        }
        for (word, zipf) in [("there", 620), ("where", 600), ("rein", 300), ("né", 250), ("thé", 300)] {
            pieces.add(word, zipf, false);
        }
        pieces.add("Putin", 410, true);
        pieces.add("Mary", 460, true);
        pieces.add("The", 200, true);
        pieces
    }

    #[test]
    fn finds_the_likeliest_split() {
        for (word, wanted) in [
            ("thereare", Some((-510, "there are"))),
            ("thereinare", Some((-680, "there in are"))),
            ("inthe", Some((-300, "in the"))),
            ("ina", Some((-340, "in a"))),
            // Names stand at the beginning alone.
            ("putinare", Some((-720, "putin are"))),
            ("areputin", None),
            // One letter: "a" and "I". Two letters: a closed list.
            ("sthe", None),
            ("quthe", None),
            // A word is no split of itself.
            ("there", None),
            ("", None),
            ("zzz", None),
            ("nothé", Some((-870, "no thé"))),
        ] {
            let split = pieces().split(word).map(|split| (split.likelihood, split.pieces.join(" ")));
            assert_eq!(split, wanted.map(|(sum, pieces)| (sum, pieces.to_owned())), "{word}");
        }
    }

    #[test]
    fn finds_a_known_word_at_one_end() {
        for (word, is_half) in [
            ("therexyzzy", true),
            ("xyzzythere", true),
            ("putinxyzzy", true),
            // A name would show its capital.
            ("xyzzymary", false),
            ("thexyzzy", true),
            ("xyzzyin", true),
            // Too short, or too rare.
            ("reinxyz", false),
            ("reinxyzzy", false),
            ("axyzzy", false),
            ("", false),
        ] {
            assert_eq!(pieces().is_half(word), is_half, "{word}");
        }
    }

    #[test]
    fn a_piece_keeps_its_highest_frequency() {
        let mut pieces = pieces();
        pieces.add("The", 100, false);
        assert_eq!(pieces.zipf("the"), Some(770));
    }
}
