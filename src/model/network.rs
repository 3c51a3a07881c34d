//! Stage 5, continued: the network, whose log-odds are features of the ensembles that decide.
//!
//! A small network reads the words around a gap and the letters beside it, and returns the log-odds that a space
//! belongs there: "the [light|years] away", "a [light|house] stood". It is evaluated for the few tokens in a thousand
//! that pass the prefilters, so it may cost a hundred times as much as they do.
//!
//! ```text
//! three words on each side ─► a row of the table each ┐
//! six letters on each side ─► a row of the table each ┴─► hidden layer ─► hidden layer ─► log-odds of a space
//! ```
//! The rows of words are found by fingerprint; a word without a row of its own has that of its last letters. Weights
//! have eight bits, and each table has a scale.

use unglue_format::Section;
use unglue_format::network::{HIDDEN, LETTER_WIDTH, LETTERS, Table, Tables, Vocabulary, WORD_WIDTH, WORDS};
use unglue_format::text::NUMBER;
use unglue_format::trigrams::Alphabet;

use crate::text::casing::{MAX_LOOKUP_BYTES, case_of, fold, spell_folded};

/// A word as the network reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Its row in the table of words.
    pub row: u16,
    /// Its shape, see `shape`.
    pub shape: u8,
}

/// A gap as the network reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The words before and behind the gap, in the order of the text.
    pub words: [Seen; 2 * WORDS],
    /// The symbols of the token's letters before and behind the gap; 0 outside of the token.
    pub letters: [u8; 2 * LETTERS],
}

impl Window {
    /// Returns the window of the gap before character `at` of a token, in the middle of `words`. `folded` are the
    /// characters of the token.
    pub fn new(alphabet: &Alphabet, words: [Seen; 2 * WORDS], folded: &[char], at: usize) -> Window {
        let letters = std::array::from_fn(|nth| {
            let letter = (at + nth).checked_sub(LETTERS).and_then(|place| folded.get(place));
            letter.map_or(0, |&c| alphabet.symbol(c) as u8)
        });
        Window { words, letters }
    }
}

/// Returns the shape of a word: 0 no word, 1 lower case, 2 title, 3 upper, 4 mixed, 5 a number, 6 anything else.
fn shape(word: Option<&str>) -> u8 {
    let Some(word) = word else { return 0 };
    match word.chars().next() {
        Some(c) if c.is_ascii_digit() => 5,
        Some(c) if c.is_alphabetic() => 1 + case_of(word) as u8,
        _ => 6,
    }
}

/// Returns a word as the network reads it; `None` is the absence of a word.
pub fn see<D: AsRef<[u8]>>(vocabulary: &Vocabulary<D>, word: Option<&str>) -> Seen {
    let row = match word {
        Some(word) if word.starts_with(|c: char| c.is_ascii_digit()) => vocabulary.row(NUMBER),
        Some(word) => match spell_folded(word, &mut [0; MAX_LOOKUP_BYTES]) {
            Some(folded) => vocabulary.row(folded),
            None => vocabulary.row(&word.chars().map(fold).collect::<String>()),
        },
        None => vocabulary.row(""),
    };
    Seen { row, shape: shape(word) }
}

/// The trained network. The bytes of its larger tables are used in place.
#[derive(Debug, Clone, Default)]
pub struct Network {
    vocabulary: Vocabulary<Section>,
    words: Table,
    shapes: Table,
    /// The number of symbols of the alphabet.
    symbols: usize,
    /// The contribution of each letter at each position to the first layer, see [`Layer::rows`].
    letters: Vec<Sums>,
    first: Layer,
    second: Layer,
    out: Layer,
}

/// The number of sums of a layer that are computed side by side.
const LANES: usize = 16;

/// The weights of a layer as floats, in steps of `scale`.
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

    /// Returns the sum of `input[i]` times row `first + i` of the weights, in steps and without the biases: the
    /// contribution of this part of the input to each of the `N` outputs.
    ///
    /// A layer is linear, so the contributions of parts of its input add up. The first layer relies on it: those of the
    /// letters are computed once for a network, those of the words once for a token, and a window adds them.
    ///
    /// The outputs are computed in blocks of [`LANES`], and all rows are added to one block before the next one starts:
    /// the block then stays in registers, and compilers make vector instructions of it. Each sum adds its terms in the
    /// order of the input, so that the result is the same on every machine.
    fn rows<const N: usize>(&self, first: usize, input: &[f32]) -> [f32; N] {
        let mut sums = [0f32; N];
        let rows = || input.iter().zip(&self.weights.as_chunks::<N>().0[first..]);
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

    /// Returns the outputs of the layer, before activation, for the sums of its rows: in nats rather than steps, with
    /// the biases.
    fn outputs<const N: usize>(&self, sums: [f32; N]) -> [f32; N] {
        let mut biases = self.biases.iter();
        sums.map(|sum| sum * self.scale + biases.next().copied().unwrap_or(0.0))
    }
}

/// The contribution of a part of the input to the first layer.
type Sums = [f32; HIDDEN[0]];

/// The results of a network: those of the windows and words that were read last, each in one place of a table by its hash. Segmentations
/// of a token share many gaps, gaps share most of the words around them, and a text that is edited is read again and again.
#[derive(Debug, Clone, Default)]
pub struct NetworkMemo {
    /// The log-odds of windows.
    windows: Vec<Option<(Window, f32)>>,
    /// The contributions of words to the first layer, each at its position in the window.
    words: Vec<Option<((usize, Seen), Sums)>>,
}

impl NetworkMemo {
    /// The number of windows that are kept, at 44 bytes each: those of a text of 30 kB that lost every second space.
    const WINDOWS: usize = 1 << 13;
    /// The number of words that are kept, at 400 bytes each.
    const WORDS: usize = 1 << 8;

    /// Returns the place of a window.
    fn window(&mut self, window: &Window) -> &mut Option<(Window, f32)> {
        self.windows.resize(NetworkMemo::WINDOWS, None);
        let words = window.words.iter().map(|word| u32::from(word.row) << 8 | u32::from(word.shape));
        let (letters, _) = window.letters.as_chunks::<4>();
        let hash = mixed(words.chain(letters.iter().map(|&letters| u32::from_le_bytes(letters))));
        &mut self.windows[hash >> (32 - NetworkMemo::WINDOWS.ilog2())]
    }

    /// Returns the contribution of a word at a position, from the memo or else from `sums`.
    fn word_sums(&mut self, key: (usize, Seen), sums: impl FnOnce() -> Sums) -> &Sums {
        self.words.resize_with(NetworkMemo::WORDS, || None);
        let (place, word) = key;
        let hash = mixed([place as u32, u32::from(word.row) << 8 | u32::from(word.shape)].into_iter());
        let slot = &mut self.words[hash >> (32 - NetworkMemo::WORDS.ilog2())];
        if slot.as_ref().is_some_and(|(known, _)| *known != key) {
            *slot = None;
        }
        &slot.get_or_insert_with(|| (key, sums())).1
    }
}

/// Returns a hash of 32 bits of some numbers, whose upper bits depend on all of them (Fibonacci hashing, Knuth, The Art of Computer
/// Programming, volume 3, 6.4).
fn mixed(numbers: impl Iterator<Item = u32>) -> usize {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let hash =
        numbers.fold(0u64, |hash, number| (hash.rotate_left(5) ^ u64::from(number)).wrapping_mul(FACTOR));
    (hash >> 32) as usize
}

/// Returns the activation of an output (rectified linear). `f32::max` would be a call in Wasm.
fn positive(x: f32) -> f32 {
    if x > 0.0 { x } else { 0.0 }
}

/// Returns the contribution of each letter to the first layer, position by position.
fn letter_sums(letters: &Table, first: &Layer, symbols: usize) -> Vec<Sums> {
    let places = (0..2 * LETTERS).flat_map(|place| (0..symbols).map(move |letter| (place, letter)));
    let sums = |(place, letter): (usize, usize)| {
        let row: Vec<f32> = letters.row(letter, LETTER_WIDTH).collect();
        first.rows(2 * WORDS * WORD_WIDTH + place * LETTER_WIDTH, &row)
    };
    places.map(sums).collect()
}

impl Network {
    /// Returns the network of these tables, for an alphabet of `symbols`. The default network has no weights and cannot
    /// be evaluated.
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

    /// Returns the vocabulary: the row of each word.
    pub fn vocabulary(&self) -> &Vocabulary<Section> {
        &self.vocabulary
    }

    /// Returns the log-odds that a space belongs in the gap of a window. Nats. `memo` is of this network, or new.
    ///
    /// Nearly all of the work is the first layer, whose input is as wide as all words and letters together. It is the
    /// sum of one contribution for each word and letter at its position, and these are remembered: the segmentations
    /// `there|are` and `the|reare` of a token have the same words around them, and only the segments differ. The
    /// contributions are added in a fixed order, so that the memo changes no result.
    pub fn log_odds(&self, window: &Window, memo: &mut NetworkMemo) -> f32 {
        if let Some((known, log_odds)) = memo.window(window)
            && known == window
        {
            return *log_odds;
        }
        let log_odds = self.evaluate(window, memo);
        *memo.window(window) = Some((*window, log_odds));
        log_odds
    }

    fn evaluate(&self, window: &Window, memo: &mut NetworkMemo) -> f32 {
        let mut first: Sums = [0.0; HIDDEN[0]];
        let mut add = |sums: &Sums| first.iter_mut().zip(sums).for_each(|(sum, x)| *sum += x);
        for (place, &word) in window.words.iter().enumerate() {
            add(memo.word_sums((place, word), || {
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
        let first = self.first.outputs(first).map(positive);
        let second = self.second.outputs::<{ HIDDEN[1] }>(self.second.rows(0, &first)).map(positive);
        let [out] = self.out.outputs(self.out.rows(0, &second));
        out
    }
}
