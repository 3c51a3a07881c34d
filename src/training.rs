//! What training and evaluation see of the pipeline: the same code that judges, before and after the decision.
//!
//! Not part of the public interface.

use crate::analysis::{Analysis, Scope};
use crate::block::{Block, Open};
use crate::bundle::Language;
use crate::context::counts::Counts;
use crate::context::family::{EnsembleRow, Family};
use crate::families::Model;
use crate::pipeline::{Pipeline, Policy};
use crate::report::finding::Finding;
use crate::spacing::hypotheses::weigh_misspellings;
use crate::spacing::lattice::segment;
use crate::spacing::segment::Letters;

pub use crate::engine::Engine;
pub use crate::language::lexicon::Lexicon;
pub use crate::model::trees::EnsembleSpec;
pub use crate::model::{network, trees};
pub use crate::punctuation::features::GapFeature;
pub use crate::spacing::features::RunFeature;
pub use crate::text::casing::fold;
pub use crate::text::tokenizer::{Break, Kind, Token, tokenize};

/// One row of evidence: spaces that could be missing, and what is known of them.
#[derive(Debug)]
pub struct Row {
    /// The name of the ensemble that judges it, one of [`specs`].
    pub ensemble: &'static str,
    /// The token in which the spaces could be missing, in bytes; for a gap, the gap.
    pub range: std::ops::Range<usize>,
    /// Where the spaces would go, in bytes of the text.
    pub spaces: Vec<usize>,
    /// The features.
    pub values: Vec<f32>,
    /// Whether the token is a word that the lexicon has.
    pub hidden: bool,
}

/// Returns the ensembles of a model, in the order in which it has them.
pub fn specs() -> impl Iterator<Item = EnsembleSpec> {
    Model::specs()
}

/// The evidence on everything suspicious in a text, and on the words that `is_hidden` says to judge as if no list had
/// them. A run has a row for the first sight, and one for each split.
pub fn rows(engine: &Engine, text: &str, is_hidden: impl Fn(&str) -> bool) -> Vec<Row> {
    let policy = Policy { is_hidden: Some(&is_hidden), wants_real_words: true, keeps_all: true };
    let (personal, _) = engine.personal.now();
    let analysis = Analysis::new(text.into(), Vec::new(), 0.0);
    engine.with_pipeline(&personal, &policy, |pipeline, caches| {
        let reading = analysis.read(pipeline, caches);
        let mut rows = Vec::new();
        for (at, text, block) in reading.placed(text) {
            rows_of(pipeline, text, at, block, &reading.counts, &is_hidden, &mut rows);
        }
        rows
    })
}

fn rows_of(
    pipeline: &Pipeline,
    text: &str,
    at: usize,
    block: &Block,
    counts: &Counts,
    is_hidden: &dyn Fn(&str) -> bool,
    rows: &mut Vec<Row>,
) {
    let scene = pipeline.scene(text, block, Some(counts));
    let mut add = |made: Vec<EnsembleRow>, hidden: bool| {
        rows.extend(made.into_iter().map(|EnsembleRow { ensemble, range, spaces, values }| Row {
            ensemble,
            range: at + range.start..at + range.end,
            spaces: spaces.into_iter().map(|space| at + space).collect(),
            values,
            hidden,
        }));
    };
    for Open { suspect, .. } in &block.open {
        let token = &scene.tokens[suspect.token];
        let hidden = is_hidden(token.of(scene.text)) && block.suspects.looks[suspect.token].is_known();
        add(pipeline.model.spacing.rows(&scene, suspect), hidden);
    }
    for gap in &block.suspects.gaps {
        add(pipeline.model.punctuation.rows(&scene, gap), false);
    }
}

/// Every judgement on a text with at least this confidence, before those that touch become one diagnostic.
pub fn findings(engine: &Engine, text: &str, threshold: f32) -> Vec<Finding> {
    let (personal, _) = engine.personal.now();
    let mut analysis = Analysis::new(text.into(), Vec::new(), threshold);
    let _ = engine.with_pipeline(&personal, &Policy::CHECK, |pipeline, caches| {
        analysis.run(pipeline, caches, Scope::All, &mut || false)
    });
    let placed = analysis.reading.placed(text);
    placed.flat_map(|(at, _, block)| block.verdicts().map(move |f| f.clone().shifted(at as isize))).collect()
}

/// Returns the words of a language.
pub fn lexicon(language: &Language) -> &Lexicon {
    language.lexicon()
}

/// Returns the alphabet of the language.
pub fn alphabet(engine: &Engine) -> &unglue_format::trigrams::Alphabet {
    &engine.language.lexicon().lists().alphabet
}

/// Returns the network of a language.
pub fn network_of(language: &Language) -> &network::Network {
    language.network()
}

/// Whether a word is known as it stands.
pub fn knows(engine: &Engine, word: &str) -> bool {
    engine.language.lexicon().knows(word)
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
pub fn cut(engine: &Engine, run: &str) -> Option<Cut> {
    let letters = Letters::new(run)?;
    let mut splits = segment(engine.language.lexicon(), &letters);
    weigh_misspellings(engine.language.lexicon(), &letters, &mut splits);
    let split = splits.into_iter().next()?;
    let byte = |at: usize| letters.bytes[at] as usize;
    let pieces = split.pieces.iter().map(|piece| byte(piece.start)..byte(piece.end)).collect();
    Some(Cut { pieces, gain: engine.language.lexicon().spelling_cost(&letters.folded) - split.cost })
}

/// The cost of a word in its best reading, if the lexicon has it. Nats.
pub fn cost(engine: &Engine, word: &str) -> Option<f32> {
    engine.language.lexicon().best_entry(word).map(|entry| entry.cost)
}
