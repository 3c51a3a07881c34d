//! Stage 5, continued: a second opinion on what the trees are unsure of.
//!
//! A small network reads the words around a gap and the letters at it, and says how natural a space is there: "the
//! [light|years] away", "a [light|house] stood". It is asked about the few tokens in a thousand that the trees leave open,
//! so it may cost a hundred times what they do.
//!
//! ```text
//! three words on each side ─► a row of the table each ┐
//! six letters on each side ─► a row of the table each ┴─► hidden layer ─► hidden layer ─► log-odds of a space
//! ```
//! The words are rows of one table, found by fingerprint; a word without a row of its own goes by its last letters.
//! Weights are eight bits wide, with a scale for each table.

use crate::error::Error;
use crate::pack::network::{MAGIC, TABLES, VERSION};
use crate::pack::{NUMBER, chars, hash, seal};
use crate::text::casing::{case_of, fold};

/// How many words are read on each side of a gap.
pub const WORDS: usize = 3;
/// How many letters of the token are read on each side of a gap.
pub const LETTERS: usize = 6;
/// Rows for words that have none of their own, by their last three letters.
pub const ENDINGS: usize = 512;
/// How many looks of words are told apart.
pub const SHAPES: usize = 8;
/// The width of a word's row.
pub const WORD_WIDTH: usize = 16;
/// The width of a letter's row.
pub const LETTER_WIDTH: usize = 6;
/// The width of the input.
pub const INPUT: usize = 2 * (WORDS * WORD_WIDTH + LETTERS * LETTER_WIDTH);
/// The widths of the hidden layers.
pub const HIDDEN: [usize; 2] = [96, 16];

/// What the network reads of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Its row.
    pub row: u16,
    /// What it looks like.
    pub shape: u8,
}

/// What the network reads of a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The words before and behind the gap, in the order of the text.
    pub words: [Seen; 2 * WORDS],
    /// The letters of the token before and behind the gap; 0 outside it.
    pub letters: [u8; 2 * LETTERS],
}

impl Window {
    /// Reads the gap in the middle of `words`, which stands in the token before its character `at`; `folded` are the
    /// characters of the token.
    pub fn new(words: [Seen; 2 * WORDS], folded: &[char], at: usize) -> Window {
        let letters = std::array::from_fn(|nth| {
            let letter = (at + nth).checked_sub(LETTERS).and_then(|place| folded.get(place));
            letter.map_or(0, |&c| chars::symbol(c) as u8)
        });
        Window { words, letters }
    }
}

/// What a word looks like: 0 nothing there, 1 lower case, 2 title, 3 upper, 4 mixed, 5 with digits, 6 anything else.
fn shape(word: Option<&str>) -> u8 {
    let Some(word) = word else { return 0 };
    match word.chars().next() {
        Some(c) if c.is_ascii_digit() => 5,
        Some(c) if c.is_alphabetic() => 1 + case_of(word) as u8,
        _ => 6,
    }
}

/// Which row each word has: fingerprints of 16 bits in buckets, so that the words themselves need no room.
///
/// ```text
/// BUCKETS + 1 numbers u16: where each bucket starts; then the fingerprints u16, sorted in each bucket
/// ```
#[derive(Debug, Clone)]
pub struct Vocabulary<D>(pub D);

impl<D: AsRef<[u8]>> Vocabulary<D> {
    const BUCKETS: usize = 256;

    /// How many words have a row of their own.
    pub fn rows(&self) -> usize {
        self.number(Self::BUCKETS).map_or(0, usize::from)
    }

    /// Says what is wrong with the bytes, if anything is: every row is then below [`rows`](Self::rows) + [`ENDINGS`].
    fn verify(&self) -> Result<(), &'static str> {
        let starts: Vec<u16> = (0..=Self::BUCKETS).map_while(|bucket| self.number(bucket)).collect();
        if self.0.as_ref().len() != 2 * (Self::BUCKETS + 1 + self.rows()) {
            return Err("its vocabulary has the wrong size");
        }
        if starts[0] != 0 || !starts.is_sorted() {
            return Err("a bucket of its vocabulary is not where it should be");
        }
        // Rows are numbers of 16 bits.
        (self.rows() + ENDINGS <= 1 << 16).then_some(()).ok_or("its vocabulary has too many words")
    }

    fn number(&self, at: usize) -> Option<u16> {
        let bytes = self.0.as_ref().get(2 * at..2 * at + 2)?;
        Some(u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    fn place(folded: &[u8]) -> (usize, u16) {
        let hash = hash(folded);
        ((hash >> 56) as usize, (hash >> 40) as u16)
    }

    /// What is read of a word; of `None` where there is none.
    pub fn see(&self, word: Option<&str>) -> Seen {
        Seen { row: self.row(word), shape: shape(word) }
    }

    /// The row of a word.
    fn row(&self, word: Option<&str>) -> u16 {
        let folded: String = match word {
            Some(word) if word.starts_with(|c: char| c.is_ascii_digit()) => NUMBER.into(),
            Some(word) => word.chars().map(fold).collect(),
            None => String::new(),
        };
        let (bucket, fingerprint) = Self::place(folded.as_bytes());
        if let (Some(start), Some(end)) = (self.number(bucket), self.number(bucket + 1)) {
            let own = (start..end)
                .find(|&at| self.number(Self::BUCKETS + 1 + usize::from(at)) == Some(fingerprint));
            if let Some(row) = own {
                return row;
            }
        }
        self.ending(&folded)
    }

    /// The row of a word that has none of its own.
    pub fn ending(&self, folded: &str) -> u16 {
        let last = folded.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
        let ending = (hash(&folded.as_bytes()[last..]) >> 40) as usize;
        (self.rows() + ending % ENDINGS) as u16
    }
}

impl Vocabulary<Vec<u8>> {
    /// Gives a row to each of `words`, which are folded.
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

/// The fitted network. The bytes of its larger tables are used in place.
#[derive(Debug, Clone)]
pub struct Network<'d> {
    vocabulary: Vocabulary<&'d [u8]>,
    words: Table<'d>,
    shapes: Table<'d>,
    /// What each letter adds to the first layer at each place, see [`Layer::rows`].
    letters: Vec<Sums>,
    first: Layer,
    second: Layer,
    out: Layer,
}

/// Weights of eight bits, and what one step of them is.
#[derive(Debug, Clone, Copy)]
struct Table<'d> {
    scale: f32,
    weights: &'d [u8],
}

impl Table<'_> {
    fn row(&self, row: usize, width: usize) -> impl Iterator<Item = f32> {
        let (scale, weights) = (self.scale, &self.weights[row * width..][..width]);
        weights.iter().map(move |&w| f32::from(w as i8) * scale)
    }
}

/// How many sums of a layer are made side by side.
const LANES: usize = 16;

/// The weights of a layer, as wide as they are multiplied: one step of them is `scale`.
#[derive(Debug, Clone)]
struct Layer {
    scale: f32,
    weights: Vec<f32>,
    biases: Vec<f32>,
}

impl Layer {
    #[cfg(feature = "english")]
    const BLANK: Layer = Layer { scale: 0.0, weights: Vec::new(), biases: Vec::new() };

    fn new(weights: &Table, biases: &Table) -> Layer {
        let wide = |table: &Table| table.weights.iter().map(|&w| f32::from(w as i8)).collect();
        Layer {
            scale: weights.scale,
            weights: wide(weights),
            biases: biases.row(0, biases.weights.len()).collect(),
        }
    }

    /// Adds up `input` times the rows of weights from `first` on, in steps and without the biases.
    fn rows<const N: usize>(&self, first: usize, input: &[f32]) -> [f32; N] {
        let mut sums = [0f32; N];
        let rows = || input.iter().zip(&self.weights.as_chunks::<N>().0[first..]);
        // So many sums at a time stay in registers, and compilers make vectors of them.
        let (blocks, rest) = sums.as_chunks_mut::<LANES>();
        for (nth, block) in blocks.iter_mut().enumerate() {
            let mut lanes = [0f32; LANES];
            for (x, row) in rows() {
                let weights = &row.as_chunks::<LANES>().0[nth];
                lanes.iter_mut().zip(weights).for_each(|(sum, w)| *sum += x * w);
            }
            *block = lanes;
        }
        let done = N - rest.len();
        for (nth, sum) in rest.iter_mut().enumerate() {
            *sum = rows().map(|(x, row)| x * row[done + nth]).sum();
        }
        sums
    }

    /// What the layer says to sums of its rows: on top of the biases.
    fn answer<const N: usize>(&self, sums: [f32; N]) -> [f32; N] {
        let mut biases = self.biases.iter();
        sums.map(|sum| sum * self.scale + biases.next().copied().unwrap_or(0.0))
    }
}

/// What a part of the input adds to the first layer.
type Sums = [f32; HIDDEN[0]];

/// What the network was asked about a token: its segmentations have many gaps in common, and its gaps most of the words around.
#[derive(Debug, Default)]
pub struct NetworkMemo {
    /// What it answered.
    answers: Vec<(Window, f32)>,
    /// Which words, at which places, add something to the first layer.
    keys: Vec<(usize, Seen)>,
    /// What each of them adds.
    sums: Vec<Sums>,
}

impl NetworkMemo {
    /// How many answers, and how many words, are remembered: of lines of many words no more than can be looked through.
    const MOST: [usize; 2] = [512, 96];

    fn get(&mut self, key: (usize, Seen), sums: impl FnOnce() -> Sums) -> &Sums {
        let known = self.keys.iter().position(|known| *known == key);
        let nth = known.unwrap_or_else(|| {
            if self.keys.len() == NetworkMemo::MOST[1] {
                (self.keys, self.sums) = Default::default();
            }
            self.keys.push(key);
            self.sums.push(sums());
            self.keys.len() - 1
        });
        &self.sums[nth]
    }
}

/// What a layer hands on. `f32::max` would be a call in Wasm.
fn positive(x: f32) -> f32 {
    if x > 0.0 { x } else { 0.0 }
}

/// What each letter adds to the first layer, place by place.
fn letter_sums(letters: &Table, first: &Layer) -> Vec<Sums> {
    let places = (0..2 * LETTERS).flat_map(|place| (0..chars::SYMBOLS).map(move |letter| (place, letter)));
    let sums = |(place, letter): (usize, usize)| {
        let row: Vec<f32> = letters.row(letter, LETTER_WIDTH).collect();
        first.rows(2 * WORDS * WORD_WIDTH + place * LETTER_WIDTH, &row)
    };
    places.map(sums).collect()
}

impl Network<'static> {
    /// A network without weights, which cannot be asked anything.
    #[cfg(feature = "english")]
    pub(crate) const BLANK: Network<'static> = {
        let table = Table { scale: 0.0, weights: &[] };
        Network {
            vocabulary: Vocabulary(&[]),
            words: table,
            shapes: table,
            letters: Vec::new(),
            first: Layer::BLANK,
            second: Layer::BLANK,
            out: Layer::BLANK,
        }
    };

    /// The embedded network for English.
    #[cfg(feature = "english")]
    pub fn english() -> Result<Network<'static>, Error> {
        Network::new(include_bytes!(concat!(env!("OUT_DIR"), "/english.network")))
    }
}

impl<'d> Network<'d> {
    /// Reads the bytes that [`pack::network::pack`](crate::pack::network::pack) makes.
    ///
    /// # Errors
    /// [`Error::BadModel`] when they are segmented short, damaged, of another version or of other sizes.
    pub fn new(bytes: &'d [u8]) -> Result<Network<'d>, Error> {
        let bad = |reason: &str| Error::BadModel { reason: format!("the network: {reason}") };
        let (body, sum) = bytes.split_last_chunk::<8>().ok_or_else(|| bad("it is cut short"))?;
        let rest = body.strip_prefix(MAGIC).ok_or_else(|| bad("it does not start like one"))?;
        let (version, mut rest) = rest.split_first_chunk::<4>().ok_or_else(|| bad("it is cut short"))?;
        if u32::from_le_bytes(*version) != VERSION {
            return Err(bad("it is of another version"));
        }
        if seal(body) != u64::from_le_bytes(*sum) {
            return Err(bad("its checksum does not fit: it is damaged or cut short"));
        }
        let mut table = || {
            let (scale, more) = rest.split_first_chunk::<4>()?;
            let (length, more) = more.split_first_chunk::<4>()?;
            let (weights, more) = more.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            rest = more;
            Some(Table { scale: f32::from_le_bytes(*scale), weights })
        };
        let mut tables = [Table { scale: 0.0, weights: &[] }; TABLES.len()];
        for place in &mut tables {
            *place = table().ok_or_else(|| bad("a table is longer than the file"))?;
        }
        let [vocabulary, words, shapes, letters, first, first_bias, second, second_bias, out, out_bias] =
            tables;
        if !rest.is_empty() {
            return Err(bad("more follows behind its last table"));
        }
        if tables.iter().any(|table| !table.scale.is_finite()) {
            return Err(bad("a scale is infinite or no number at all"));
        }
        let vocabulary = Vocabulary(vocabulary.weights);
        vocabulary.verify().map_err(bad)?;
        let fits = [
            (&words, (vocabulary.rows() + ENDINGS) * WORD_WIDTH),
            (&shapes, SHAPES * WORD_WIDTH),
            (&letters, chars::SYMBOLS * LETTER_WIDTH),
            (&first, INPUT * HIDDEN[0]),
            (&first_bias, HIDDEN[0]),
            (&second, HIDDEN[0] * HIDDEN[1]),
            (&second_bias, HIDDEN[1]),
            (&out, HIDDEN[1]),
            (&out_bias, 1),
        ];
        if fits.iter().any(|(table, len)| table.weights.len() != *len) {
            return Err(bad("a table has the wrong size"));
        }
        let first_layer = Layer::new(&first, &first_bias);
        Ok(Network {
            vocabulary,
            words,
            shapes,
            letters: letter_sums(&letters, &first_layer),
            first: first_layer,
            second: Layer::new(&second, &second_bias),
            out: Layer::new(&out, &out_bias),
        })
    }

    /// Which row each word has.
    pub fn vocabulary(&self) -> &Vocabulary<&'d [u8]> {
        &self.vocabulary
    }

    /// The logarithm of the odds that a space belongs into the gap. Nats. `memo` is of the same run, or new.
    pub fn log_odds(&self, window: &Window, memo: &mut NetworkMemo) -> f32 {
        if let Some((_, answer)) = memo.answers.iter().find(|(known, _)| known == window) {
            return *answer;
        }
        let answer = self.answer(window, memo);
        if memo.answers.len() < NetworkMemo::MOST[0] {
            memo.answers.push((*window, answer));
        }
        answer
    }

    fn answer(&self, window: &Window, memo: &mut NetworkMemo) -> f32 {
        let mut first: Sums = [0.0; HIDDEN[0]];
        let mut add = |sums: &Sums| first.iter_mut().zip(sums).for_each(|(sum, x)| *sum += x);
        for (place, &word) in window.words.iter().enumerate() {
            add(memo.get((place, word), || {
                let words = self.words.row(word.row.into(), WORD_WIDTH);
                let both = words.zip(self.shapes.row(word.shape.into(), WORD_WIDTH));
                let mut row = [0.0; WORD_WIDTH];
                row.iter_mut().zip(both).for_each(|(x, (a, b))| *x = a + b);
                self.first.rows(place * WORD_WIDTH, &row)
            }));
        }
        for (place, &letter) in window.letters.iter().enumerate() {
            add(&self.letters[place * chars::SYMBOLS + usize::from(letter)]);
        }
        let first = self.first.answer(first).map(positive);
        let second = self.second.answer::<{ HIDDEN[1] }>(self.second.rows(0, &first)).map(positive);
        let [out] = self.out.answer(self.out.rows(0, &second));
        out
    }
}
