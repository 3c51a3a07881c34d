//! The weights of a small neural network that reads the words and letters around a place in a token.
//!
//! The text, `network.txt`, has a line for each of [`TABLES`], in this order:
//!
//! ```text
//! <name> <scale> <weight> <weight> …      weights in steps of the scale, -127 to 127
//! ```
//! The bytes have for each table its scale f32, its length in bytes u32 and its weights i8. The vocabulary has numbers
//! u16 instead of weights, see [`Vocabulary`].

use crate::container::Section;
use crate::error::{Fault, FormatError};
use crate::hash::mixed;
use crate::part::Part;
use crate::text::lines;

/// The number of words that are read on each side of the place.
pub const WORDS: usize = 3;
/// The number of letters of the token that are read on each side of the place.
pub const LETTERS: usize = 6;
/// The number of rows for words without a row of their own, by their last three letters.
pub const ENDINGS: usize = 512;
/// The number of shapes of words.
pub const SHAPES: usize = 8;
/// The width of a word's row.
pub const WORD_WIDTH: usize = 16;
/// The width of a letter's row.
pub const LETTER_WIDTH: usize = 6;
/// The width of the input.
pub const INPUT: usize = 2 * (WORDS * WORD_WIDTH + LETTERS * LETTER_WIDTH);
/// The widths of the hidden layers.
pub const HIDDEN: [usize; 2] = [96, 16];
/// The tables, in order.
pub const TABLES: [&str; 10] = [
    "vocabulary",
    "words",
    "shapes",
    "letters",
    "first",
    "first_bias",
    "second",
    "second_bias",
    "out",
    "out_bias",
];

/// Weights of eight bits, used in place.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The value of one step of a weight.
    pub scale: f32,
    weights: Section,
}

impl Table {
    /// Returns the weights, in steps.
    pub fn steps(&self) -> impl ExactSizeIterator<Item = f32> {
        self.weights.as_ref().iter().map(|&weight| f32::from(weight as i8))
    }

    /// Returns a row of `width` weights.
    pub fn row(&self, row: usize, width: usize) -> impl Iterator<Item = f32> {
        let (scale, weights) = (self.scale, &self.weights.as_ref()[row * width..][..width]);
        weights.iter().map(move |&weight| f32::from(weight as i8) * scale)
    }
}

/// The tables of a network. The constants of this module give their sizes.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// The row of each word in `words`.
    pub vocabulary: Vocabulary<Section>,
    /// A row for each word of the vocabulary, then one for each of the [`ENDINGS`].
    pub words: Table,
    /// A row for each shape.
    pub shapes: Table,
    /// A row for each symbol of the alphabet.
    pub letters: Table,
    /// The weights of the first layer: a row for each input.
    pub first: Table,
    /// Its biases.
    pub first_bias: Table,
    /// The weights of the second layer.
    pub second: Table,
    /// Its biases.
    pub second_bias: Table,
    /// The weights of the output.
    pub out: Table,
    /// Its bias.
    pub out_bias: Table,
}

/// Reads the tables. `symbols` is the number of symbols of the alphabet.
///
/// # Errors
/// Names the rule that the bytes break.
pub fn read(section: &Section, symbols: usize) -> Result<Tables, FormatError> {
    let bad = |reason| Fault::Malformed(reason).of(Part::Network);
    let bytes = section.as_ref();
    let mut at = 0;
    let mut table = || {
        let head = bytes.get(at..)?.first_chunk::<8>()?;
        let scale = f32::from_le_bytes([head[0], head[1], head[2], head[3]]);
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let start = at + 8;
        at = start.checked_add(length).filter(|end| *end <= bytes.len())?;
        Some(Table { scale, weights: section.part(start..at) })
    };
    let tables: Option<Vec<Table>> = TABLES.iter().map(|_| table()).collect();
    let tables = tables.ok_or_else(|| bad("a table is longer than the section"))?;
    if at < bytes.len() {
        return Err(Fault::MoreFollows.of(Part::Network));
    }
    if tables.iter().any(|table| !table.scale.is_finite()) {
        return Err(bad("a scale is infinite or no number at all"));
    }
    let tables = <[Table; TABLES.len()]>::try_from(tables).expect("one for each name");
    let [vocabulary, words, shapes, letters, first, first_bias, second, second_bias, out, out_bias] = tables;
    let vocabulary = Vocabulary(vocabulary.weights);
    vocabulary.verify().map_err(bad)?;
    let fits = [
        (&words, (vocabulary.rows() + ENDINGS) * WORD_WIDTH),
        (&shapes, SHAPES * WORD_WIDTH),
        (&letters, symbols * LETTER_WIDTH),
        (&first, INPUT * HIDDEN[0]),
        (&first_bias, HIDDEN[0]),
        (&second, HIDDEN[0] * HIDDEN[1]),
        (&second_bias, HIDDEN[1]),
        (&out, HIDDEN[1]),
        (&out_bias, 1),
    ];
    if fits.iter().any(|(table, len)| table.steps().len() != *len) {
        return Err(bad("a table has the wrong size"));
    }
    Ok(Tables { vocabulary, words, shapes, letters, first, first_bias, second, second_bias, out, out_bias })
}

/// Writes the bytes of a text.
///
/// # Errors
/// Names the table that cannot be read.
pub fn write(text: &str) -> Result<Vec<u8>, FormatError> {
    let mut out = Vec::new();
    let mut lines = lines(text);
    for name in TABLES {
        let line = lines.next().unwrap_or_default();
        let bad = || Fault::unreadable(line, format!("the table {name:?}, its scale and its weights"));
        let bad = || bad().of(Part::Network);
        let mut words = line.split(' ');
        if words.next() != Some(name) {
            return Err(bad());
        }
        let scale: f32 = words.next().and_then(|scale| scale.parse().ok()).ok_or_else(bad)?;
        let weights: Option<Vec<u8>> = match name {
            "vocabulary" => {
                let numbers: Option<Vec<u16>> = words.map(|word| word.parse().ok()).collect();
                numbers.map(|numbers| numbers.iter().flat_map(|n| n.to_le_bytes()).collect())
            }
            _ => words.map(|word| word.parse::<i8>().ok().map(|w| w as u8)).collect(),
        };
        let weights = weights.ok_or_else(bad)?;
        out.extend(scale.to_le_bytes());
        out.extend((weights.len() as u32).to_le_bytes());
        out.extend(weights);
    }
    Ok(out)
}

/// The row of each word, by fingerprints of 16 bits in buckets in place of the words themselves.
///
/// ```text
/// BUCKETS + 1 numbers u16: where each bucket starts; then the fingerprints u16, sorted in each bucket
/// ```
#[derive(Debug, Clone, Default)]
pub struct Vocabulary<D>(pub D);

impl Vocabulary<Vec<u8>> {
    /// Returns the vocabulary of `words`, which are folded, with a row for each.
    pub fn of<'a>(words: impl Iterator<Item = &'a str>) -> Vocabulary<Vec<u8>> {
        let mut buckets = vec![std::collections::BTreeSet::new(); Self::BUCKETS];
        for word in words {
            let (bucket, fingerprint) = Self::place(word.as_bytes());
            buckets[bucket].insert(fingerprint);
        }
        let (mut starts, mut entries) = (vec![0u16], Vec::new());
        for bucket in buckets {
            entries.extend(bucket);
            starts.push(entries.len() as u16);
        }
        Vocabulary(starts.iter().chain(&entries).flat_map(|number| number.to_le_bytes()).collect())
    }
}

impl<D: AsRef<[u8]>> Vocabulary<D> {
    const BUCKETS: usize = 256;

    /// Returns the number of words with a row of their own.
    pub fn rows(&self) -> usize {
        number(self.0.as_ref(), Self::BUCKETS).map_or(0, usize::from)
    }

    /// Verifies the bytes: every row is then below [`rows`](Self::rows) + [`ENDINGS`].
    fn verify(&self) -> Result<(), &'static str> {
        let bytes = self.0.as_ref();
        let starts: Vec<u16> = (0..=Self::BUCKETS).map_while(|bucket| number(bytes, bucket)).collect();
        if bytes.len() != 2 * (Self::BUCKETS + 1 + self.rows()) {
            return Err("the vocabulary has the wrong size");
        }
        if starts[0] != 0 || !starts.is_sorted() {
            return Err("a bucket of the vocabulary is not where it should be");
        }
        // Rows are numbers of 16 bits.
        (self.rows() + ENDINGS <= 1 << 16).then_some(()).ok_or("the vocabulary has too many words")
    }

    fn place(folded: &[u8]) -> (usize, u16) {
        let hash = mixed(folded);
        ((hash >> 56) as usize, (hash >> 40) as u16)
    }

    /// Returns the row of a folded word: its own, or that of its ending.
    pub fn row(&self, folded: &str) -> u16 {
        let (bucket, fingerprint) = Self::place(folded.as_bytes());
        let bytes = self.0.as_ref();
        let own = |at: &u16| number(bytes, Self::BUCKETS + 1 + usize::from(*at)) == Some(fingerprint);
        let range = number(bytes, bucket).zip(number(bytes, bucket + 1));
        range.and_then(|(start, end)| (start..end).find(own)).unwrap_or_else(|| self.ending(folded))
    }

    /// Returns the row of a folded word without a row of its own.
    pub fn ending(&self, folded: &str) -> u16 {
        let last = folded.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
        let ending = (mixed(&folded.as_bytes()[last..]) >> 40) as usize;
        (self.rows() + ending % ENDINGS) as u16
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(2 * at..2 * at + 2)?;
    Some(u16::from_le_bytes([bytes[0], bytes[1]]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::container::Bytes;

    const SYMBOLS: usize = 29;

    /// Returns the text of a network with four words.
    fn text() -> String {
        let vocabulary = Vocabulary::of(["there", "are", "no", "plans"].into_iter());
        let sizes = [
            (vocabulary.rows() + ENDINGS) * WORD_WIDTH,
            SHAPES * WORD_WIDTH,
            SYMBOLS * LETTER_WIDTH,
            INPUT * HIDDEN[0],
            HIDDEN[0],
            HIDDEN[0] * HIDDEN[1],
            HIDDEN[1],
            HIDDEN[1],
            1,
        ];
        let numbers =
            vocabulary.0.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]]).to_string());
        let mut lines = vec![format!("vocabulary 1 {}", numbers.collect::<Vec<_>>().join(" "))];
        lines.extend(
            TABLES[1..].iter().zip(sizes).map(|(name, size)| format!("{name} 0.5{}", " -3".repeat(size))),
        );
        lines.join("\n")
    }

    fn section(bytes: &[u8]) -> Section {
        Section::whole(Bytes::from(bytes))
    }

    #[test]
    fn what_was_written_is_read() {
        let tables = read(&section(&write(&text()).unwrap()), SYMBOLS).unwrap();
        let rows = ["there", "are", "no", "plans"].map(|word| tables.vocabulary.row(word));
        assert!(rows.iter().all(|row| *row < 4) && tables.vocabulary.row("here") >= 4, "{rows:?}");
        assert_eq!(tables.vocabulary.row("there are"), tables.vocabulary.ending("share"));
        assert_eq!(tables.out.row(0, HIDDEN[1]).sum::<f32>(), -1.5 * HIDDEN[1] as f32);
    }

    #[test]
    fn what_breaks_a_rule_is_refused_by_it() {
        let bytes = write(&text()).unwrap();
        let message = |bytes: &[u8]| read(&section(bytes), SYMBOLS).unwrap_err().to_string();
        assert!(message(&[&bytes[..], &[0]].concat()).contains("more follows"));
        assert!(message(&bytes[..bytes.len() - 1]).contains("longer than the section"));
        assert!(read(&section(&bytes), SYMBOLS + 1).unwrap_err().to_string().contains("wrong size"));
        for text in ["", "vocabulary x", "vocabulary 1 70000", "vocabulary 1 0\nwords 1 128"] {
            assert!(write(text).unwrap_err().to_string().starts_with("network: cannot read"), "{text:?}");
        }
    }
}
