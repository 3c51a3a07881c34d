//! What training and evaluation see of the pipeline: the same code that judges, before and after the decision.
//!
//! Not part of the public interface.

use crate::Checker;
use crate::candidates::Readings;
#[cfg(feature = "english")]
use crate::context::Network;
use crate::decision::is_line;
use crate::diagnostic::Finding;
use crate::evidence::{ask_network, of_gap, of_run};
use crate::pack::model::{GAPS, LINES, REAL_WORDS, RUNS};
use crate::segmenter::{Letters, segment};

pub use crate::casing::fold;
pub use crate::evidence::{GapFeature, RunFeature};
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
pub fn untrained(network: Option<Network>) -> Result<Checker, crate::Error> {
    Checker::untrained(network)
}

/// The evidence on everything suspicious in a text, and on the words that `is_hidden` says to judge as if no list had
/// them.
pub fn rows(checker: &Checker, text: &str, is_hidden: impl Fn(&str) -> bool) -> Vec<Row> {
    checker.stage(text, &[], &is_hidden, true, |scene| {
        let mut rows = Vec::new();
        for &token in &scene.suspects.runs {
            let range = scene.tokens[token].range();
            let run = &text[range.clone()];
            let Some(letters) = Letters::new(run) else { continue };
            let hidden = is_hidden(run) && scene.lexicon.knows(run);
            let readings = Readings::new(scene.lexicon, run, &letters, hidden);
            for (nth, split) in readings.splits.iter().enumerate() {
                let spaces = split.pieces[1..].iter().map(|p| range.start + letters.bytes[p.start] as usize);
                let mut values = of_run(scene, token, &letters, &readings, nth);
                ask_network(scene, token, &letters, split, &mut values);
                rows.push(Row {
                    ensemble: if is_line(&letters) { LINES } else { RUNS },
                    range: range.clone(),
                    spaces: spaces.collect(),
                    values: values.to_vec(),
                    hidden,
                });
            }
        }
        for &token in &scene.suspects.real_words {
            let range = scene.tokens[token].range();
            let run = &text[range.clone()];
            let Some(letters) = Letters::new(run) else { continue };
            let Some(readings) = Readings::of_real_word(scene.lexicon, run, &letters) else { continue };
            let split = &readings.splits[0];
            let mut values = of_run(scene, token, &letters, &readings, 0);
            ask_network(scene, token, &letters, split, &mut values);
            rows.push(Row {
                ensemble: REAL_WORDS,
                spaces: vec![range.start + letters.bytes[split.pieces[1].start] as usize],
                range,
                values: values.to_vec(),
                hidden: false,
            });
        }
        for &gap in &scene.suspects.gaps {
            let at = scene.tokens[gap.token].start();
            rows.push(Row {
                ensemble: GAPS,
                range: at..at,
                spaces: vec![at],
                values: of_gap(scene, gap).to_vec(),
                hidden: false,
            });
        }
        rows
    })
}

/// Every judgement on a text with at least this confidence, before those that touch become one diagnostic.
pub fn findings(checker: &Checker, text: &str, threshold: f32) -> Vec<Finding> {
    checker.judge(text, &[], threshold)
}

/// Whether a word is known as it stands.
pub fn knows(checker: &Checker, word: &str) -> bool {
    checker.stage("", &[], |_| false, false, |scene| scene.lexicon.knows(word))
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
    checker.stage(
        "",
        &[],
        |_| false,
        false,
        |scene| {
            let letters = Letters::new(run)?;
            let split = segment(scene.lexicon, &letters).into_iter().next()?;
            let byte = |at: usize| letters.bytes[at] as usize;
            let pieces = split.pieces.iter().map(|piece| byte(piece.start)..byte(piece.end)).collect();
            Some(Cut { pieces, gain: scene.lexicon.spelling_cost(&letters.folded) - split.cost })
        },
    )
}

/// The cost of a word in its best reading, if the lexicon has it. Nats.
pub fn cost(checker: &Checker, word: &str) -> Option<f32> {
    checker.stage("", &[], |_| false, false, |scene| scene.lexicon.best_entry(word).map(|entry| entry.cost))
}
