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

use unglue_format::Section;
use unglue_format::network::{HIDDEN, LETTER_WIDTH, LETTERS, Table, Tables, Vocabulary, WORD_WIDTH, WORDS};
use unglue_format::text::NUMBER;
use unglue_format::trigrams::Alphabet;

use crate::text::casing::{case_of, fold};

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
    pub fn new(alphabet: &Alphabet, words: [Seen; 2 * WORDS], folded: &[char], at: usize) -> Window {
        let letters = std::array::from_fn(|nth| {
            let letter = (at + nth).checked_sub(LETTERS).and_then(|place| folded.get(place));
            letter.map_or(0, |&c| alphabet.symbol(c) as u8)
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

/// Returns what is read of a word; of `None` where there is none.
pub fn see<D: AsRef<[u8]>>(vocabulary: &Vocabulary<D>, word: Option<&str>) -> Seen {
    let row = match word {
        Some(word) if word.starts_with(|c: char| c.is_ascii_digit()) => vocabulary.row(NUMBER),
        Some(word) => vocabulary.row(&word.chars().map(fold).collect::<String>()),
        None => vocabulary.row(""),
    };
    Seen { row, shape: shape(word) }
}

/// The fitted network. The bytes of its larger tables are used in place.
#[derive(Debug, Clone, Default)]
pub struct Network {
    vocabulary: Vocabulary<Section>,
    words: Table,
    shapes: Table,
    /// How many symbols the alphabet has.
    symbols: usize,
    /// What each letter adds to the first layer at each place, see [`Layer::rows`].
    letters: Vec<Sums>,
    first: Layer,
    second: Layer,
    out: Layer,
}

/// How many sums of a layer are made side by side.
const LANES: usize = 16;

/// The weights of a layer, as wide as they are multiplied: one step of them is `scale`.
#[derive(Debug, Clone, Default)]
struct Layer {
    scale: f32,
    weights: Vec<f32>,
    biases: Vec<f32>,
}

impl Layer {
    fn new(weights: &Table, biases: &Table) -> Layer {
        let biases = biases.steps().map(|step| step * biases.scale);
        Layer { scale: weights.scale, weights: weights.steps().collect(), biases: biases.collect() }
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
fn letter_sums(letters: &Table, first: &Layer, symbols: usize) -> Vec<Sums> {
    let places = (0..2 * LETTERS).flat_map(|place| (0..symbols).map(move |letter| (place, letter)));
    let sums = |(place, letter): (usize, usize)| {
        let row: Vec<f32> = letters.row(letter, LETTER_WIDTH).collect();
        first.rows(2 * WORDS * WORD_WIDTH + place * LETTER_WIDTH, &row)
    };
    places.map(sums).collect()
}

impl Network {
    /// Makes a network of its tables, whose alphabet has so many symbols. The network by default has no weights, and cannot be
    /// asked anything.
    pub fn new(tables: Tables, symbols: usize) -> Network {
        let Tables {
            vocabulary,
            words,
            shapes,
            letters,
            first,
            first_bias,
            second,
            second_bias,
            out,
            out_bias,
        } = tables;
        let first = Layer::new(&first, &first_bias);
        Network {
            vocabulary,
            words,
            shapes,
            symbols,
            letters: letter_sums(&letters, &first, symbols),
            first,
            second: Layer::new(&second, &second_bias),
            out: Layer::new(&out, &out_bias),
        }
    }

    /// Which row each word has.
    pub fn vocabulary(&self) -> &Vocabulary<Section> {
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
            add(&self.letters[place * self.symbols + usize::from(letter)]);
        }
        let first = self.first.answer(first).map(positive);
        let second = self.second.answer::<{ HIDDEN[1] }>(self.second.rows(0, &first)).map(positive);
        let [out] = self.out.answer(self.out.rows(0, &second));
        out
    }
}
