//! What training and evaluation see of the pipeline: the same code that judges, before and after the decision.
//!
//! Not part of the public interface.

use crate::Checker;
use crate::analysis::{Analysis, Scope};
use crate::block::{Block, Open};
use crate::checker::Policy;
use crate::context::Asked;
#[cfg(feature = "english")]
use crate::context::Network;
use crate::decision::is_line;
use crate::diagnostic::Finding;
use crate::evidence::{Counts, ask_network, of_gap, of_run};
use crate::pack::model::{FIRST, GAPS, LINES, REAL_WORDS, RUNS};
use crate::segmenter::{BEST, Letters, Segmentation, segment, weigh_misspellings};

pub use crate::casing::fold;
pub use crate::evidence::{GapFeature, RunFeature};
pub use crate::inflection::{Reading, derive, endings};
pub use crate::segmenter::TWO_LETTERS;
pub use crate::tokenizer::{Break, Kind, Token, tokenize};

/// One row of evidence: spaces that could be missing, and what is known of them.
#[derive(Debug)]
pub struct Row {
    /// The ensemble that judges it: an index into [`ENSEMBLES`](crate::pack::model::ENSEMBLES).
    pub ensemble: usize,
    /// The token in which the spaces could be missing, in bytes; for a gap, the gap.
    pub range: std::ops::Range<usize>,
    /// Where the spaces would go, in bytes of the text.
    pub spaces: Vec<usize>,
    /// The features.
    pub values: Vec<f32>,
    /// Whether the token is a word that the lexicon has.
    pub hidden: bool,
}

/// A checker for making rows: it needs no model that fits the evidence as it is now, but a network.
///
/// # Errors
/// When the embedded lexicon cannot be read.
#[cfg(feature = "english")]
pub fn untrained(network: Option<Network<'static>>) -> Result<Checker, crate::Error> {
    Checker::untrained(network)
}

/// The evidence on everything suspicious in a text, and on the words that `is_hidden` says to judge as if no list had
/// them. A run has a row for the first sight, and one for each split.
pub fn rows(checker: &Checker, text: &str, is_hidden: impl Fn(&str) -> bool) -> Vec<Row> {
    let policy = Policy { is_hidden: Some(&is_hidden), wants_real_words: true, keeps_all: true };
    let reading = checker.read(text, &policy);
    let mut rows = Vec::new();
    for (at, text, block) in reading.placed(text) {
        rows_of(checker, text, at, block, &reading.counts, &is_hidden, &mut rows);
    }
    rows
}

fn rows_of(
    checker: &Checker,
    text: &str,
    at: usize,
    block: &Block,
    counts: &Counts,
    is_hidden: &dyn Fn(&str) -> bool,
    rows: &mut Vec<Row>,
) {
    let (first, scene) = (checker.scene(text, block, None), checker.scene(text, block, Some(counts)));
    for Open { token, run: read, is_real_word, .. } in &block.open {
        let (letters, readings) = (&read.letters, read.readings());
        let range = block.tokens[*token].range();
        let run = &text[range.clone()];
        let hidden = is_hidden(run) && block.suspects.looks[*token].is_known();
        let mut row = |ensemble: usize, split: &Segmentation, values: [f32; RunFeature::COUNT]| {
            let places = split.pieces[1..].iter().map(|piece| letters.bytes[piece.start] as usize);
            rows.push(Row {
                ensemble,
                range: at + range.start..at + range.end,
                spaces: places.map(|place| at + range.start + place).collect(),
                values: values.to_vec(),
                hidden,
            });
        };
        if !is_real_word {
            row(FIRST, &read.first().splits[0], of_run(&first, *token, letters, read.first(), 0));
        }
        let ensemble = match is_real_word {
            true => REAL_WORDS,
            false if is_line(letters) => LINES,
            false => RUNS,
        };
        for (nth, split) in readings.splits.iter().enumerate().take(if *is_real_word { 1 } else { BEST }) {
            let mut values = of_run(&scene, *token, letters, readings, nth);
            ask_network(&scene, *token, letters, split, &mut Asked::default(), &mut values);
            row(ensemble, split, values);
        }
    }
    for &gap in &block.suspects.gaps {
        let place = at + block.tokens[gap.token].start();
        rows.push(Row {
            ensemble: GAPS,
            range: place..place,
            spaces: vec![place],
            values: of_gap(&scene, gap).to_vec(),
            hidden: false,
        });
    }
}

/// Every judgement on a text with at least this confidence, before those that touch become one diagnostic.
pub fn findings(checker: &Checker, text: &str, threshold: f32) -> Vec<Finding> {
    let (personal, _) = checker.personal_now();
    let mut analysis = Analysis::new(text.into(), Vec::new(), threshold, personal);
    let _ = analysis.run(checker, Scope::All, &mut || false);
    let placed = analysis.reading.placed(text);
    placed.flat_map(|(at, _, block)| block.verdicts().map(move |f| f.clone().shifted(at as isize))).collect()
}

/// Whether a word is known as it stands.
pub fn knows(checker: &Checker, word: &str) -> bool {
    checker.lexicon().knows(word)
}

/// The cheapest way to cut a run.
#[derive(Debug, Clone)]
pub struct Cut {
    /// The pieces, in bytes of the run.
    pub pieces: Vec<std::ops::Range<usize>>,
    /// How much cheaper it is than spelling the run letter by letter. Nats.
    pub gain: f32,
}

/// The cheapest way to cut a run, whether it is known or not.
pub fn cut(checker: &Checker, run: &str) -> Option<Cut> {
    let letters = Letters::new(run)?;
    let mut splits = segment(checker.lexicon(), &letters);
    weigh_misspellings(checker.lexicon(), &letters, &mut splits);
    let split = splits.into_iter().next()?;
    let byte = |at: usize| letters.bytes[at] as usize;
    let pieces = split.pieces.iter().map(|piece| byte(piece.start)..byte(piece.end)).collect();
    Some(Cut { pieces, gain: checker.lexicon().spelling_cost(&letters.folded) - split.cost })
}

/// The cost of a word in its best reading, if the lexicon has it. Nats.
pub fn cost(checker: &Checker, word: &str) -> Option<f32> {
    checker.lexicon().best_entry(word).map(|entry| entry.cost)
}
