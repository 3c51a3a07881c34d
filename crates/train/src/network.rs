//! Fits the network of `src/model/network.rs` to the corpus.
//!
//! Right examples are gaps between words as they stand in the text. Wrong ones are words of the text, cut where the
//! segmenter would cut them if no list had them: a word that no list has will look just like that. One word in
//! [`KEPT_FROM_NETWORK`] is never cut here, so that the trees learn from words that the network has not seen either.

use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;

use fastrand::Rng;
use unglue::Checker;
use unglue::training::network::{Seen, Window, see};
use unglue::training::{Break, Cheapest, Kind, Token, alphabet, cheapest, fold, knows, tokenize};
use unglue_format::hash::mixed;
use unglue_format::network::{ENDINGS, HIDDEN, INPUT, LETTER_WIDTH, SHAPES, Vocabulary, WORD_WIDTH, WORDS};
use unglue_format::text::NUMBER;
use unglue_format::trigrams::Alphabet;
use unglue_run::Result;

use crate::corpus::{Document, share};
use crate::corrupt::Corrupter;
use crate::passage::is_plain_space;
use crate::untrained::untrained;

/// Words with a row of their own.
const VOCABULARY: usize = 5_500;
/// One word in this many is left to the trees.
pub const KEPT_FROM_NETWORK: u64 = 4;
/// A word that stands in the corpus more often than this is cut less often than it stands there.
const TELLING: f64 = 300.0;
/// One name in this many becomes a name like "PowerShot".
const NAMES_PER_BRAND: usize = 40;
const EPOCHS: usize = 8;
/// How often a word goes by its ending although it has a row of its own: so that the network does not lean on rows.
const FORGOTTEN: f32 = 0.15;
const BATCH: usize = 16;
const RATE: f32 = 0.03;

#[derive(Clone, Copy)]
struct Example {
    window: Window,
    /// The rows that the words would have if they had none of their own.
    endings: [u16; 2 * WORDS],
    right: bool,
    held_back: bool,
    /// The half of the documents that it comes from.
    half: u64,
}

/// Whether a word is left to the trees.
pub fn is_kept(folded: &str) -> bool {
    mixed(folded.as_bytes()) >> 32 & 0xFFFF < 0x1_0000 / KEPT_FROM_NETWORK
}

/// Fits the network and writes it to `shipped`; and writes one for each half of the documents, fitted to the other
/// half, into the folder `halves`. The trees learn from those, or they would trust a network that knows the examples.
pub fn write(documents: &[Document], corrupter: &Corrupter, shipped: &Path, halves: &Path) -> Result<()> {
    let checker = &untrained(None)?;
    let alphabet = alphabet(checker.engine());
    let start = std::time::Instant::now();
    let counts = count(documents);
    let vocabulary = vocabulary(&counts);
    println!("{} words with a row", vocabulary.rows());
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get());
    let mut parts: Vec<Vec<(usize, Vec<Example>)>> = std::thread::scope(|scope| {
        let (vocabulary, counts) = (&vocabulary, &counts);
        let work = move |nth: usize| {
            let mut cheapest_by_word = HashMap::new();
            documents
                .iter()
                .enumerate()
                .skip(nth)
                .step_by(threads)
                .map(|(i, d)| (i, examples(d, corrupter, checker, vocabulary, counts, &mut cheapest_by_word)))
                .collect()
        };
        let handles: Vec<_> = (0..threads).map(|nth| scope.spawn(move || work(nth))).collect();
        handles.into_iter().map(|h| h.join().expect("no thread panics")).collect()
    });
    let mut all: Vec<(usize, Vec<Example>)> = parts.drain(..).flatten().collect();
    all.sort_by_key(|(i, _)| *i);
    let (held, fitted): (Vec<Example>, Vec<Example>) =
        all.into_iter().flat_map(|(_, e)| e).partition(|e| e.held_back);
    println!(
        "{} examples, {} right; {} held back; {:.0} s",
        fitted.len(),
        fitted.iter().filter(|e| e.right).count(),
        held.len(),
        start.elapsed().as_secs_f32()
    );
    std::fs::create_dir_all(halves).map_err(|e| format!("{}: {e}", halves.display()))?;
    let jobs = [(None, shipped.to_owned()), (Some(0), half_path(halves, 0)), (Some(1), half_path(halves, 1))];
    std::thread::scope(|scope| {
        let (held, fitted, vocabulary) = (&held, &fitted, &vocabulary);
        let fit = |(half, out): (Option<u64>, std::path::PathBuf)| {
            let examples = fitted.iter().filter(|e| half != Some(e.half)).copied().collect();
            let text = fit(examples, held, vocabulary, alphabet)?;
            std::fs::write(&out, text).map_err(|e| format!("{}: {e}", out.display()))
        };
        let [all, first, second] = jobs;
        let others = scope.spawn(move || fit(first).and_then(|()| fit(second)));
        fit(all)?;
        others.join().unwrap_or_else(|_| Err("a thread panicked".into()))
    })
}

/// Where the network stands that was fitted without the documents of this half.
pub fn half_path(folder: &Path, half: u64) -> std::path::PathBuf {
    folder.join(format!("network.{half}.txt"))
}

fn fit(
    mut fitted: Vec<Example>,
    held: &[Example],
    vocabulary: &Vocabulary<Vec<u8>>,
    alphabet: &Alphabet,
) -> Result<String> {
    let start = std::time::Instant::now();
    let mut chance = Rng::with_seed(7);
    let mut net = Net::new(vocabulary.rows() + ENDINGS, alphabet.symbols(), &mut chance);
    for epoch in 0..EPOCHS {
        chance.shuffle(&mut fitted);
        let rate = RATE * (1.0 - epoch as f32 / EPOCHS as f32);
        let mut loss = 0.0;
        for batch in fitted.chunks_mut(BATCH) {
            let whole: Vec<[Seen; 2 * WORDS]> = batch.iter().map(|e| e.window.words).collect();
            for example in batch.iter_mut() {
                for (word, ending) in example.window.words.iter_mut().zip(&example.endings) {
                    if chance.f32() < FORGOTTEN {
                        word.row = *ending;
                    }
                }
            }
            loss += net.learn(batch, rate);
            batch.iter_mut().zip(whole).for_each(|(example, words)| example.window.words = words);
        }
        let held_loss: f64 = held.iter().map(|e| f64::from(loss_of(net.log_odds(&e.window), e.right))).sum();
        println!(
            "epoch {epoch}: loss {:.4}, held back {:.4}, area {:.4}; {:.0} s",
            loss / fitted.len() as f64,
            held_loss / held.len() as f64,
            area(held, &net),
            start.elapsed().as_secs_f32()
        );
    }
    net.text(vocabulary)
}

fn count(documents: &[Document]) -> HashMap<String, f64> {
    let mut counts: HashMap<String, f64> = HashMap::new();
    for document in documents.iter().filter(|d| !d.held_back) {
        let weight = share(&document.genre).max(0.3);
        for token in tokenize(&document.text) {
            let word = token.as_str(&document.text);
            let key: String = match word.starts_with(|c: char| c.is_ascii_digit()) {
                true => NUMBER.into(),
                false => word.chars().map(fold).collect(),
            };
            *counts.entry(key).or_default() += weight;
        }
    }
    counts
}

fn vocabulary(counts: &HashMap<String, f64>) -> Vocabulary<Vec<u8>> {
    let mut words: Vec<(&String, &f64)> = counts.iter().collect();
    words.sort_by(|a, b| b.1.total_cmp(a.1).then(a.0.cmp(b.0)));
    // The empty word stands for the place beyond a paragraph.
    Vocabulary::of(words.into_iter().take(VOCABULARY).map(|(word, _)| word.as_str()).chain([""]))
}

fn examples(
    document: &Document,
    corrupter: &Corrupter,
    checker: &Checker,
    vocabulary: &Vocabulary<Vec<u8>>,
    counts: &HashMap<String, f64>,
    cheapest_by_word: &mut HashMap<String, Option<Cheapest>>,
) -> Vec<Example> {
    let text = &document.text;
    let alphabet = alphabet(checker.engine());
    let tokens = tokenize(text);
    let mut chance = Rng::with_seed(document.hash ^ 0xC0);
    let mut found = Vec::new();
    let share = share(&document.genre).max(0.3);
    let word = |i: usize, from: usize| -> Option<&str> {
        let token = tokens.get(i)?;
        // Nothing is seen across the end of a paragraph.
        let (first, last) = (i.min(from), i.max(from));
        tokens[first + 1..=last].iter().all(|t| t.before < Break::Paragraph).then(|| token.as_str(text))
    };
    let mut emit = |i: usize, tokens_in_run: usize, run: &str, cut: &Cheapest, right: bool| {
        let folded: Vec<char> = run.chars().map(fold).collect();
        let left = (1..=WORDS).rev().map(|n| i.checked_sub(n).and_then(|at| word(at, i)));
        let behind = i + tokens_in_run - 1;
        let rest = (1..=WORDS).map(|n| word(behind + n, behind));
        let pieces = cut.segments.iter().map(|range| Some(&run[range.clone()]));
        let words: Vec<Option<&str>> = left.chain(pieces).chain(rest).collect();
        for nth in 1..cut.segments.len() {
            let at = run[..cut.segments[nth].start].chars().count();
            let endings = std::array::from_fn(|k| {
                let word = words.get(nth + k).copied().flatten().unwrap_or_default();
                vocabulary.ending(&word.chars().map(fold).collect::<String>())
            });
            found.push(Example {
                window: Window::new(
                    alphabet,
                    std::array::from_fn(|k| see(vocabulary, words[nth + k])),
                    &folded,
                    at,
                ),
                endings,
                right,
                held_back: document.held_back,
                half: document.half(),
            });
        }
    };
    for (i, token) in tokens.iter().enumerate() {
        let spelt = token.as_str(text);
        if token.kind == Kind::Word && spelt.len() >= 5 && chance.f64() < share {
            let folded: String = spelt.chars().map(fold).collect();
            let often = counts.get(&folded).copied().unwrap_or(1.0);
            let telling = chance.f64() < (TELLING / often).powf(0.7);
            if telling && knows(checker.engine(), spelt) && !is_kept(&folded) {
                let cut = cheapest_by_word
                    .entry(spelt.to_owned())
                    .or_insert_with(|| cheapest(checker.engine(), spelt));
                // What costs more as two words than letter by letter is never taken for a merge.
                if let Some(cut) = cut.as_ref().filter(|cut| cut.gain > -2.0) {
                    emit(i, 1, spelt, cut, false);
                }
            }
        }
        let is_name = i > 0 && token.kind == Kind::Word && spelt.starts_with(char::is_uppercase);
        if is_name && tokens[i - 1].kind == Kind::Word && chance.usize(0..NAMES_PER_BRAND) == 0 {
            let brand = corrupter.brand(&mut chance);
            if let Some(cut) = cheapest(checker.engine(), &brand).filter(|cut| cut.gain > -2.0) {
                emit(i, 1, &brand, &cut, false);
            }
        }
        if i == 0 || !is_plain_space(text, &tokens, i) || chance.f64() > share {
            continue;
        }
        let is_word = |t: &Token| matches!(t.kind, Kind::Word | Kind::Number);
        if !is_word(&tokens[i - 1]) || !is_word(token) {
            continue;
        }
        let Some((_, weight)) = corrupter.kind(text, &tokens, i, &mut chance) else { continue };
        if chance.f64() > weight {
            continue;
        }
        let first = tokens[i - 1].as_str(text);
        let merged = [first, spelt].concat();
        if knows(checker.engine(), &merged) {
            continue;
        }
        let Some(cut) = cheapest(checker.engine(), &merged) else { continue };
        let right = cut.segments.len() == 2 && cut.segments[1].start == first.len();
        emit(i - 1, 2, &merged, &cut, right);
    }
    found
}

fn loss_of(log_odds: f32, right: bool) -> f32 {
    let signed = if right { log_odds } else { -log_odds };
    (1.0 + (-signed).exp()).ln()
}

/// How often a right example stands above a wrong one.
fn area(examples: &[Example], net: &Net) -> f64 {
    let mut scored: Vec<(f32, bool)> = examples.iter().map(|e| (net.log_odds(&e.window), e.right)).collect();
    scored.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut wrong, mut above) = (0.0, 0.0);
    for (_, right) in &scored {
        match right {
            true => above += wrong,
            false => wrong += 1.0,
        }
    }
    above / (wrong * (scored.len() as f64 - wrong)).max(1.0)
}

/// A table of weights with the sums of their squared gradients (Adagrad: Duchi, Hazan and Singer 2011).
struct Table {
    weights: Vec<f32>,
    squares: Vec<f32>,
}

impl Table {
    fn new(len: usize, scale: f32, chance: &mut Rng) -> Table {
        let weights = (0..len).map(|_| (chance.f32() * 2.0 - 1.0) * scale).collect();
        Table { weights, squares: vec![1e-3; len] }
    }

    fn update(&mut self, at: usize, gradient: &[f32], rate: f32) {
        let weights = &mut self.weights[at..at + gradient.len()];
        let squares = &mut self.squares[at..at + gradient.len()];
        for ((w, s), g) in weights.iter_mut().zip(squares).zip(gradient) {
            *s += g * g;
            *w -= rate * g / s.sqrt();
        }
    }
}

struct Net {
    words: Table,
    shapes: Table,
    letters: Table,
    first: Table,
    first_bias: Table,
    second: Table,
    second_bias: Table,
    out: Table,
    out_bias: Table,
}

struct Pass {
    input: [f32; INPUT],
    first: [f32; HIDDEN[0]],
    second: [f32; HIDDEN[1]],
    out: f32,
}

impl Net {
    fn new(rows: usize, symbols: usize, chance: &mut Rng) -> Net {
        let scale = |fan: usize| (3.0 / fan as f32).sqrt();
        Net {
            words: Table::new(rows * WORD_WIDTH, 0.1, chance),
            shapes: Table::new(SHAPES * WORD_WIDTH, 0.1, chance),
            letters: Table::new(symbols * LETTER_WIDTH, 0.3, chance),
            first: Table::new(INPUT * HIDDEN[0], scale(INPUT), chance),
            first_bias: Table::new(HIDDEN[0], 0.0, chance),
            second: Table::new(HIDDEN[0] * HIDDEN[1], scale(HIDDEN[0]), chance),
            second_bias: Table::new(HIDDEN[1], 0.0, chance),
            out: Table::new(HIDDEN[1], scale(HIDDEN[1]), chance),
            out_bias: Table::new(1, 0.0, chance),
        }
    }

    fn pass(&self, window: &Window) -> Pass {
        let mut input = [0.0; INPUT];
        let mut chunks = input.as_mut_slice();
        for &Seen { row, shape } in &window.words {
            let (chunk, rest) = chunks.split_at_mut(WORD_WIDTH);
            let (w, s) = (usize::from(row) * WORD_WIDTH, usize::from(shape) * WORD_WIDTH);
            for (nth, value) in chunk.iter_mut().enumerate() {
                *value = self.words.weights[w + nth] + self.shapes.weights[s + nth];
            }
            chunks = rest;
        }
        for &letter in &window.letters {
            let (chunk, rest) = chunks.split_at_mut(LETTER_WIDTH);
            chunk
                .copy_from_slice(&self.letters.weights[usize::from(letter) * LETTER_WIDTH..][..LETTER_WIDTH]);
            chunks = rest;
        }
        let mut first: [f32; HIDDEN[0]] = self.first_bias.weights[..].try_into().expect("as wide");
        for (x, row) in input.iter().zip(self.first.weights.chunks_exact(HIDDEN[0])) {
            first.iter_mut().zip(row).for_each(|(sum, w)| *sum += x * w);
        }
        first.iter_mut().for_each(|x| *x = x.max(0.0));
        let mut second: [f32; HIDDEN[1]] = self.second_bias.weights[..].try_into().expect("as wide");
        for (x, row) in first.iter().zip(self.second.weights.chunks_exact(HIDDEN[1])) {
            second.iter_mut().zip(row).for_each(|(sum, w)| *sum += x * w);
        }
        second.iter_mut().for_each(|x| *x = x.max(0.0));
        let out =
            self.out_bias.weights[0] + second.iter().zip(&self.out.weights).map(|(x, w)| x * w).sum::<f32>();
        Pass { input, first, second, out }
    }

    fn log_odds(&self, window: &Window) -> f32 {
        self.pass(window).out
    }

    /// One step down the gradient of a batch; the sum of its losses.
    fn learn(&mut self, batch: &[Example], rate: f32) -> f64 {
        let mut loss = 0.0;
        let mut d_first_w = vec![0.0f32; INPUT * HIDDEN[0]];
        let (mut d_first_b, mut d_second_b, mut d_out_w, mut d_out_b) =
            ([0.0f32; HIDDEN[0]], [0.0f32; HIDDEN[1]], [0.0f32; HIDDEN[1]], 0.0f32);
        let mut d_second_w = [0.0f32; HIDDEN[0] * HIDDEN[1]];
        let mut d_inputs: Vec<[f32; INPUT]> = Vec::with_capacity(batch.len());
        for example in batch {
            let pass = self.pass(&example.window);
            loss += f64::from(loss_of(pass.out, example.right));
            let d = 1.0 / (1.0 + (-pass.out).exp()) - f32::from(example.right);
            d_out_b += d;
            let mut d_second = [0.0f32; HIDDEN[1]];
            for nth in 0..HIDDEN[1] {
                d_out_w[nth] += d * pass.second[nth];
                d_second[nth] = if pass.second[nth] > 0.0 { d * self.out.weights[nth] } else { 0.0 };
                d_second_b[nth] += d_second[nth];
            }
            let mut d_first = [0.0f32; HIDDEN[0]];
            for nth in 0..HIDDEN[0] {
                if pass.first[nth] <= 0.0 {
                    continue;
                }
                let at = nth * HIDDEN[1];
                let row = &self.second.weights[at..at + HIDDEN[1]];
                d_first[nth] = row.iter().zip(&d_second).map(|(w, d)| w * d).sum();
                d_second_w[at..at + HIDDEN[1]]
                    .iter_mut()
                    .zip(&d_second)
                    .for_each(|(g, d)| *g += pass.first[nth] * d);
                d_first_b[nth] += d_first[nth];
            }
            let mut d_input = [0.0f32; INPUT];
            for (nth, d_input) in d_input.iter_mut().enumerate() {
                let at = nth * HIDDEN[0];
                let row = &self.first.weights[at..at + HIDDEN[0]];
                *d_input = row.iter().zip(&d_first).map(|(w, d)| w * d).sum();
                d_first_w[at..at + HIDDEN[0]]
                    .iter_mut()
                    .zip(&d_first)
                    .for_each(|(g, d)| *g += pass.input[nth] * d);
            }
            d_inputs.push(d_input);
        }
        for (example, d_input) in batch.iter().zip(&d_inputs) {
            let mut rest = &d_input[..];
            for &Seen { row, shape } in &example.window.words {
                let (d, more) = rest.split_at(WORD_WIDTH);
                self.words.update(usize::from(row) * WORD_WIDTH, d, rate);
                self.shapes.update(usize::from(shape) * WORD_WIDTH, d, rate);
                rest = more;
            }
            for &letter in &example.window.letters {
                let (d, more) = rest.split_at(LETTER_WIDTH);
                self.letters.update(usize::from(letter) * LETTER_WIDTH, d, rate);
                rest = more;
            }
        }
        self.first.update(0, &d_first_w, rate);
        self.first_bias.update(0, &d_first_b, rate);
        self.second.update(0, &d_second_w, rate);
        self.second_bias.update(0, &d_second_b, rate);
        self.out.update(0, &d_out_w, rate);
        self.out_bias.update(0, &[d_out_b], rate);
        loss
    }

    /// Writes the network: a line for each table, its scale and its weights in steps of it.
    fn text(&self, vocabulary: &Vocabulary<Vec<u8>>) -> Result<String> {
        let mut text = String::from(include_str!("network.header"));
        let mut line = |name: &str, values: &mut dyn Iterator<Item = i32>, scale: f32| {
            write!(text, "{name} {scale:.6e}").map_err(|e| e.to_string())?;
            for v in values {
                write!(text, " {v}").map_err(|e| e.to_string())?;
            }
            text.push('\n');
            Ok::<(), String>(())
        };
        let bytes = vocabulary.0.chunks_exact(2).map(|b| i32::from(u16::from_le_bytes([b[0], b[1]])));
        line("vocabulary", &mut { bytes }, 1.0)?;
        for (name, table) in [
            ("words", &self.words),
            ("shapes", &self.shapes),
            ("letters", &self.letters),
            ("first", &self.first),
            ("first_bias", &self.first_bias),
            ("second", &self.second),
            ("second_bias", &self.second_bias),
            ("out", &self.out),
            ("out_bias", &self.out_bias),
        ] {
            // The rows of words are most of the network, and coarse steps compress well.
            let steps = if name == "words" { 4.0 } else { 16.0 };
            let square = table.weights.iter().map(|w| w * w).sum::<f32>() / table.weights.len() as f32;
            let scale = square.sqrt() / steps;
            let weights = table.weights.iter().map(|w| (w / scale).round().clamp(-127.0, 127.0) as i32);
            line(name, &mut { weights }, scale)?;
        }
        Ok(text)
    }
}
