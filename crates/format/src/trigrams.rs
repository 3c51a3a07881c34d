//! The trigram model of letters: the cost of a letter behind the two before it.
//!
//! It has no text of its own, since it is counted in the word list. The bytes are a table of costs, one byte each, with
//! three dimensions of [`Alphabet::symbols`]: the two symbols before, and the symbol itself.

use crate::error::{Fault, FormatError};
use crate::part::Part;

/// The steps of costs: sixteenths of a nat.
pub const STEPS_PER_NAT: f32 = 16.0;
/// The highest number of letters of an alphabet: the table has about their cube.
const MAX_LETTERS: usize = 62;

/// The letters of a language. Each has a symbol: 0 is the edge of a word, then the letters follow in order, and the
/// last symbol is any other character.
#[derive(Debug, Clone, PartialEq)]
pub struct Alphabet {
    /// The symbol of each ASCII character.
    ascii: [u8; 128],
    /// The other letters, with their symbols.
    others: Box<[(char, u8)]>,
    symbols: u8,
}

impl Default for Alphabet {
    fn default() -> Self {
        Alphabet { ascii: [1; 128], others: [].into(), symbols: 2 }
    }
}

impl Alphabet {
    /// Returns the alphabet of `letters`.
    pub(crate) fn of(letters: &str) -> Result<Alphabet, &'static str> {
        let count = letters.chars().count();
        if count > MAX_LETTERS {
            return Err("the alphabet is too long");
        }
        let other = count as u8 + 1;
        let (mut ascii, mut others) = ([other; 128], Vec::new());
        for (c, symbol) in letters.chars().zip(1..) {
            match ascii.get_mut(c as usize) {
                Some(place) if *place == other => *place = symbol,
                None if others.iter().all(|(known, _)| *known != c) => others.push((c, symbol)),
                _ => return Err("a letter is in the alphabet twice"),
            }
        }
        Ok(Alphabet { ascii, others: others.into(), symbols: other + 1 })
    }

    /// Returns the number of symbols.
    pub fn symbols(&self) -> usize {
        self.symbols.into()
    }

    /// Returns the symbol of a folded character.
    pub fn symbol(&self, c: char) -> usize {
        match self.ascii.get(c as usize) {
            Some(&symbol) => symbol.into(),
            None => {
                let found = self.others.iter().find(|(letter, _)| *letter == c);
                usize::from(found.map_or(self.symbols - 1, |(_, symbol)| *symbol))
            }
        }
    }

    /// Returns whether a character is a letter of the alphabet.
    pub fn contains(&self, c: char) -> bool {
        self.symbol(c) + 1 < self.symbols()
    }

    /// Returns the index of a trigram in the table.
    pub fn index(&self, before: [usize; 2], symbol: usize) -> usize {
        (before[0] * self.symbols() + before[1]) * self.symbols() + symbol
    }

    /// Returns the letters in the order of their symbols.
    pub(crate) fn letters(&self) -> String {
        let ascii = (0..128u8).map(|c| (char::from(c), self.ascii[usize::from(c)]));
        let mut letters: Vec<(char, u8)> =
            ascii.filter(|(c, _)| self.contains(*c)).chain(self.others.iter().copied()).collect();
        letters.sort_by_key(|(_, symbol)| *symbol);
        letters.into_iter().map(|(c, _)| c).collect()
    }
}

/// Verifies that a table has the size for this alphabet.
///
/// # Errors
/// When it has another one.
pub fn verify(table: &[u8], alphabet: &Alphabet) -> Result<(), FormatError> {
    match table.len() == alphabet.symbols().pow(3) {
        true => Ok(()),
        false => Err(Fault::Malformed("the table has the wrong size").of(Part::Trigrams)),
    }
}

/// Returns the table of costs, from the counts of trigrams in weighted words, interpolated with bigrams and single
/// letters (Witten and Bell: the more different successors a context has, the more weight the shorter context gets).
pub fn write(alphabet: &Alphabet, words: &[(&str, f32)]) -> Vec<u8> {
    let mut counts = vec![0f64; alphabet.symbols().pow(3)];
    for &(word, weight) in words {
        let mut before = [0, 0];
        let symbols = word.chars().flat_map(char::to_lowercase).map(|c| alphabet.symbol(c)).chain([0]);
        for s in symbols {
            counts[alphabet.index(before, s)] += f64::from(weight);
            before = [before[1], s];
        }
    }
    let at = |a: usize, b: usize, c: usize| counts[alphabet.index([a, b], c)];
    let all = || 0..alphabet.symbols();
    let single: Vec<f64> = all()
        .map(|c| 1.0 + all().flat_map(|a| all().map(move |b| (a, b))).map(|(a, b)| at(a, b, c)).sum::<f64>())
        .collect();
    let total: f64 = single.iter().sum();
    let mix = |counts: &[f64], back: &[f64]| -> Vec<f64> {
        let (sum, kinds) =
            (counts.iter().sum::<f64>(), counts.iter().filter(|&&n| n > 0.0).count().max(1) as f64);
        counts.iter().zip(back).map(|(n, b)| (n + kinds * b) / (sum + kinds)).collect()
    };
    let single: Vec<f64> = single.iter().map(|n| n / total).collect();
    let mut table = Vec::with_capacity(counts.len());
    for a in all() {
        for b in all() {
            let double: Vec<f64> = all().map(|c| all().map(|a| at(a, b, c)).sum()).collect();
            let triple: Vec<f64> = all().map(|c| at(a, b, c)).collect();
            let costs = mix(&triple, &mix(&double, &single));
            table.extend(costs.iter().map(|p| (-p.ln() * f64::from(STEPS_PER_NAT)).round().min(255.0) as u8));
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_symbols_in_order() {
        let alphabet = Alphabet::of("abé'").unwrap();
        assert_eq!(alphabet.symbols(), 6);
        assert_eq!(['a', 'b', 'é', '\'', 'c', 'É'].map(|c| alphabet.symbol(c)), [1, 2, 3, 4, 5, 5]);
        assert_eq!(alphabet.letters(), "abé'");
        assert!(alphabet.contains('\'') && alphabet.contains('é') && !alphabet.contains('z'));
    }

    #[test]
    fn what_is_frequent_is_cheap() {
        let alphabet = Alphabet::of("ab").unwrap();
        let table = write(&alphabet, &[("aab", 5.0), ("ab", 1.0)]);
        assert_eq!(verify(&table, &alphabet), Ok(()));
        assert!(verify(&table[1..], &alphabet).is_err());
        let cost = |before, symbol| table[alphabet.index(before, symbol)];
        assert!(cost([0, 0], 1) < cost([0, 0], 2) && cost([1, 2], 0) < cost([1, 2], 1));
    }
}
