//! The interface for training and evaluation: rows of features, findings, and parts of a language, from the code that
//! judges.
//!
//! Not part of the public interface.

use crate::analysis::{Analysis, Scope};
use crate::block::{Block, JudgedToken};
use crate::bundle::{Language, Model};
use crate::context::counts::Counts;
use crate::context::family::{EnsembleRow, Family};
use crate::detect::detections::PairKind;
use crate::mode::Mode;
use crate::pairs::broken::{self, BrokenFeature};
use crate::pipeline::{Pipeline, Policy};
use crate::spacing::hypotheses::{segmentations, weigh_corrections};
use crate::spacing::segment::TokenText;

pub use crate::engine::Engine;
pub use crate::language::lexicon::{Entry, Lexicon, Walk};
pub use crate::model::trees::EnsembleSpec;
pub use crate::model::{network, trees};
pub use crate::punctuation::features::GapFeature;
pub use crate::report::finding::Finding;
pub use crate::respacing::features::RespacingFeature;
pub use crate::spacing::space_features::SpaceFeature;
pub use crate::spacing::token_feature::TokenFeature;
pub use crate::text::casing::fold;
pub use crate::text::token::{Break, Kind, Token};
pub use crate::text::tokenizer::tokenize;

/// A row of training data: one hypothesis and its features.
#[derive(Debug)]
pub struct Row {
    /// The name of the ensemble that judges it, one of [`specs`].
    pub ensemble: &'static str,
    /// The flagged token, in bytes of the text; for a gap, an empty range.
    pub range: std::ops::Range<usize>,
    /// The offsets of the spaces that it inserts, in bytes of the text.
    pub spaces: Vec<usize>,
    /// The offsets of the spaces that it removes, in bytes of the text.
    pub removed: Vec<usize>,
    /// The features.
    pub values: Vec<f32>,
    /// Whether the token is held out: the lexicon has it.
    pub held_out: bool,
}

/// Returns the ensembles of a model, in its order.
pub fn specs() -> impl Iterator<Item = EnsembleSpec> {
    Model::specs()
}

/// Returns the rows of all flagged places of a text. Words for which `is_held_out` holds are judged as if no list had
/// them. A token has a row for the prefilter, and one for each segmentation.
pub fn rows(engine: &Engine, text: &str, is_held_out: impl Fn(&str) -> bool) -> Vec<Row> {
    let policy = Policy {
        is_held_out: Some(&is_held_out),
        wants_real_words: true,
        wants_real_splits: true,
        keeps_all: true,
    };
    let (personal, _) = engine.personal.now();
    let analysis = Analysis::new(text.into(), Vec::new(), 0.0);
    let settings = engine.options.settings(Mode::Editor);
    engine.with_pipeline(&settings, &personal, &policy, |pipeline, caches| {
        let analysed = analysis.read(pipeline, caches);
        let mut rows = Vec::new();
        for (at, text, block) in analysed.placed(text) {
            add_rows(pipeline, text, at, block, &analysed.counts, &is_held_out, &mut rows);
        }
        rows
    })
}

/// Appends the rows of a block, which starts at byte `at` of the text.
fn add_rows(
    pipeline: &Pipeline,
    text: &str,
    at: usize,
    block: &Block,
    counts: &Counts,
    is_held_out: &dyn Fn(&str) -> bool,
    rows: &mut Vec<Row>,
) {
    let context = pipeline.context(text, block, Some(counts));
    let place =
        |offset: usize| at + block.reading_copy.as_ref().map_or(offset, |copy| copy.place_back(offset));
    let mut add = |new: Vec<EnsembleRow>, held_out: bool| {
        rows.extend(new.into_iter().map(|EnsembleRow { ensemble, range, spaces, removed, values }| Row {
            ensemble,
            range: place(range.start)..place(range.end),
            spaces: spaces.into_iter().map(place).collect(),
            removed: removed.into_iter().map(place).collect(),
            values,
            held_out,
        }));
    };
    for JudgedToken { token: flagged, .. } in &block.flagged {
        let token = &context.tokens[flagged.index];
        let held_out =
            is_held_out(token.as_str(context.text)) && block.detections.token_infos[flagged.index].is_known();
        add(pipeline.model.spacing.rows(&context, flagged), held_out);
    }
    for gap in &block.detections.gaps {
        add(pipeline.model.punctuation.rows(&context, gap), false);
    }
    for window in &block.detections.windows {
        add(pipeline.model.respacings.rows(&context, window), false);
    }
}

/// A word that may be broken, with the evidence for and against its hyphen.
#[derive(Debug)]
pub struct BrokenRow {
    /// Where its second part starts, in bytes of the text.
    pub at: usize,
    /// The features, in the order of [`BROKEN_FEATURES`].
    pub values: [f32; BROKEN_FEATURES],
}

/// The number of features of a broken word.
pub const BROKEN_FEATURES: usize = BrokenFeature::COUNT;

/// Returns the broken words of a text.
pub fn broken_rows(engine: &Engine, text: &str) -> Vec<BrokenRow> {
    let (personal, _) = engine.personal.now();
    let analysis = Analysis::new(text.into(), Vec::new(), 0.0);
    let settings = engine.options.settings(Mode::Editor);
    engine.with_pipeline(&settings, &personal, &Policy::CHECK, |pipeline, caches| {
        let analysed = analysis.read(pipeline, caches);
        let mut rows = Vec::new();
        for (at, text, block) in analysed.placed(text) {
            let context = pipeline.context(text, block, Some(&analysed.counts));
            let broken = block.detections.pairs.iter().filter(|pair| pair.kind == PairKind::Broken);
            rows.extend(broken.filter(|pair| broken::is_weighed(&context, pair)).map(|pair| BrokenRow {
                at: at + block.tokens[pair.last()].start(),
                values: broken::features(&context, pair),
            }));
        }
        rows
    })
}

/// Returns the findings of a text with at least this confidence, before overlapping ones compete.
pub fn findings(engine: &Engine, text: &str, threshold: f32) -> Vec<Finding> {
    let (personal, _) = engine.personal.now();
    let mut analysis = Analysis::new(text.into(), Vec::new(), threshold);
    let settings = engine.options.settings(Mode::Editor);
    let _ = engine.with_pipeline(&settings, &personal, &Policy::CHECK, |pipeline, caches| {
        analysis.run(pipeline, caches, Scope::All, &mut || false)
    });
    let placed = analysis.analysed.placed(text);
    placed.flat_map(|(at, _, block)| block.findings().map(move |f| f.clone().shifted(at as isize))).collect()
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

/// Returns whether a word is known in its casing.
pub fn knows(engine: &Engine, word: &str) -> bool {
    engine.language.lexicon().knows(word)
}

/// The cheapest segmentation of a token.
#[derive(Debug, Clone)]
pub struct Cheapest {
    /// The segments, in bytes of the token.
    pub segments: Vec<std::ops::Range<usize>>,
    /// The unknown-word cost of the token less the cost of the segmentation. Nats.
    pub gain: f32,
}

/// Returns the cheapest segmentation of a token, known or not; `None` if it has none.
pub fn cheapest(engine: &Engine, token: &str) -> Option<Cheapest> {
    let lexicon = engine.language.lexicon();
    let token_text = TokenText::new(token)?;
    let mut found = segmentations(lexicon, &token_text);
    weigh_corrections(lexicon, &token_text, &mut found);
    let segmentation = found.into_iter().next()?;
    let byte = |at: usize| token_text.byte_offsets[at] as usize;
    let segments =
        segmentation.segments.iter().map(|segment| byte(segment.start)..byte(segment.end)).collect();
    Some(Cheapest { segments, gain: lexicon.unknown_word_cost(&token_text.folded) - segmentation.cost })
}

/// Returns the PMI of the bigram of two folded words, 0 for one that is not listed. Half nats.
pub fn bigram_pmi(engine: &Engine, left: &str, right: &str) -> u8 {
    engine.language.lexicon().bigram_pmi(left, right)
}

/// Returns the cost of a word's cheapest entry, if the lexicon has one. Nats.
pub fn cost(engine: &Engine, word: &str) -> Option<f32> {
    engine.language.lexicon().best_entry(word).map(|entry| entry.cost)
}
