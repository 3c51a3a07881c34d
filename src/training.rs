//! What training and evaluation see of the pipeline: the same code that judges, before and after the decision.
//!
//! Not part of the public interface.

use crate::Checker;
use crate::candidates::Readings;
use crate::diagnostic::Finding;
use crate::evidence::{of_gap, of_run};
use crate::segmenter::Letters;

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
}

/// A checker for making rows: it needs no model that fits the evidence as it is now.
///
/// # Errors
/// When the embedded lexicon cannot be read.
#[cfg(feature = "english")]
pub fn untrained() -> Result<Checker, crate::Error> {
    Checker::untrained()
}

/// The evidence on everything suspicious in a text.
pub fn rows(checker: &Checker, text: &str) -> Vec<Row> {
    checker.stage(text, &[], |scene| {
        let mut rows = Vec::new();
        for &token in &scene.suspects.runs {
            let range = scene.tokens[token].range();
            let run = &text[range.clone()];
            let Some(letters) = Letters::new(run) else { continue };
            let readings = Readings::new(scene.lexicon, run, &letters);
            for (nth, split) in readings.splits.iter().enumerate() {
                let spaces = split.pieces[1..].iter().map(|p| range.start + letters.bytes[p.start] as usize);
                let values = of_run(scene, token, &letters, &readings, nth).to_vec();
                rows.push(Row { ensemble: 0, range: range.clone(), spaces: spaces.collect(), values });
            }
        }
        for &gap in &scene.suspects.gaps {
            let at = scene.tokens[gap.token].start();
            rows.push(Row {
                ensemble: 1,
                range: at..at,
                spaces: vec![at],
                values: of_gap(scene, gap).to_vec(),
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
    checker.stage("", &[], |scene| scene.lexicon.knows(word))
}
