//! The stages, one function each, in the order in which a block of text passes through them. Read this file first.
//!
//! ```text
//! detect ─► analyse_token (hypotheses, prefilter) ─► judge (features, network, trees) ─► report
//! ```
//! `analysis.rs` calls them over a whole text, in parts and after edits. The results of each stage for a block are kept
//! in the [`Block`].

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use crate::block::{Block, JudgedToken, Place, Unanalysed, Verdict};
use crate::bundle::Model;
use crate::context::counts::Counts;
use crate::context::family::Family;
use crate::context::feature_context::{FeatureContext, Memo};
use crate::detect::detector::Detector;
use crate::detect::lookup_cache::LookupCache;
use crate::language::lexicon::Lexicon;
use crate::mode::Settings;
use crate::model::network::Network;
use crate::pairs;
use crate::personal::Personal;
use crate::report::diagnostic::{Diagnostic, diagnostics};
use crate::report::rule::Rule;
use crate::spacing::FlaggedToken;
use crate::spacing::cache::HypothesisCache;
use crate::spacing::features::token_features;
use crate::spacing::hypotheses::{AnalysedToken, boundary_costs};
use crate::spacing::segment::TokenText;
use crate::text::edit::Edit;
use crate::text::reading_copy::as_read;

/// The language, rules and personal words that the stages judge by.
#[derive(Clone, Copy)]
pub(crate) struct Pipeline<'a> {
    pub lexicon: &'a Lexicon,
    pub model: &'a Model,
    pub network: &'a Network,
    /// The results of the model and the network so far.
    pub memo: &'a RefCell<Memo>,
    /// The rules that are on, and what is fixed without asking.
    pub settings: &'a Settings,
    pub personal: &'a Personal,
    pub policy: &'a Policy<'a>,
}

/// The differences between a check and the analysis of a text for training.
pub(crate) struct Policy<'a> {
    /// Returns whether a word is held out: judged although the lexicon has it.
    pub is_held_out: Option<&'a dyn Fn(&str) -> bool>,
    /// Whether known words are judged even if the rule for them is off.
    pub wants_real_words: bool,
    /// Whether two known words that make another are windows even if the rule for them is off.
    pub wants_real_splits: bool,
    /// Whether every token passes the prefilter.
    pub keeps_all: bool,
}

impl Policy<'_> {
    /// The policy of a check.
    pub(crate) const CHECK: Policy<'static> =
        Policy { is_held_out: None, wants_real_words: false, wants_real_splits: false, keeps_all: false };
}

/// Caches that are kept from text to text. They change no result.
#[derive(Debug, Clone, Default)]
pub(crate) struct Caches {
    words: LookupCache,
    hypotheses: HypothesisCache,
    /// The results of the model and the network.
    pub(crate) memo: Memo,
    /// The personal words that `words` was filled with.
    personal: Option<Arc<Personal>>,
}

impl Caches {
    /// Makes the caches fit for these personal words.
    pub(crate) fn fit(&mut self, personal: &Arc<Personal>) {
        match &self.personal {
            Some(filled_with) if Arc::ptr_eq(filled_with, personal) => return,
            Some(_) => self.words.forget_unrespaced(),
            None => {}
        }
        self.personal = Some(Arc::clone(personal));
    }
}

impl Pipeline<'_> {
    /// Stage 2: detects unknown tokens and gaps beside punctuation in a block. `text` is the text of the block, here
    /// and in all stages.
    pub(crate) fn detect(&self, text: &str, block: &mut Block, caches: &mut Caches) {
        let protect: Cow<[Range<usize>]> = match &block.reading_copy {
            Some(copy) => block.protect.iter().map(|range| copy.place_range(range)).collect(),
            None => Cow::Borrowed(&block.protect),
        };
        let detector = Detector {
            lexicon: self.lexicon,
            protect: &protect,
            is_personal: &|word| self.personal.knows(self.lexicon, word),
            is_held_out: self.policy.is_held_out,
            wants_real_words: self.policy.wants_real_words
                || self.settings.rules.contains(&Rule::MergedRealWord),
            wants_real_splits: self.policy.wants_real_splits
                || self.settings.rules.contains(&Rule::SplitRealWord),
        };
        let (text, tokens, paragraph_spans) = block.as_read(text);
        block.detections = detector.find(text, tokens, paragraph_spans, &mut caches.words);
    }

    /// Stage 3: finds the hypotheses of a flagged token, and keeps them in the block if the token passes the prefilter.
    pub(crate) fn analyse_token(
        &self,
        text: &str,
        block: &mut Block,
        unanalysed: Unanalysed,
        caches: &mut Caches,
    ) {
        let Unanalysed { token, is_real_word } = unanalysed;
        let (read, tokens, _) = block.as_read(text);
        let word = tokens[token].as_str(read);
        let analysed = match is_real_word {
            true => {
                let token_text = TokenText::with_unbreakable(word, block.unbreakable(token));
                token_text
                    .and_then(|text| AnalysedToken::for_real_word(self.lexicon, word, text))
                    .map(Arc::new)
            }
            false => {
                let analysed = self.analysed(block, token, word, caches);
                let cheapest = analysed.as_ref().and_then(|analysed| analysed.cheap().segmentations.first());
                let costs = boundary_costs(token, cheapest);
                let analysed =
                    analysed.filter(|analysed| self.passes_prefilter(text, block, token, analysed));
                analysed.iter().for_each(|analysed| analysed.complete(self.lexicon, word));
                block.boundary_costs.push(costs);
                analysed
            }
        };
        let flagged = |analysed| FlaggedToken { index: token, analysed, is_real_word };
        let pending = |token| JudgedToken { token, verdict: Verdict::Pending };
        block.flagged.extend(analysed.map(flagged).map(pending));
    }

    /// Returns an unknown token with the hypotheses that the prefilter needs; `None` if it has no segmentation.
    fn analysed(
        &self,
        block: &Block,
        token: usize,
        word: &str,
        caches: &mut Caches,
    ) -> Option<Arc<AnalysedToken>> {
        let is_held_out = self.policy.is_held_out.is_some_and(|is_held_out| is_held_out(word))
            && block.detections.token_infos[token].is_known();
        let unbreakable = block.unbreakable(token);
        match is_held_out || !unbreakable.is_empty() {
            true => {
                let token_text = TokenText::with_unbreakable(word, unbreakable)?;
                AnalysedToken::new(self.lexicon, word, token_text, is_held_out).map(Arc::new)
            }
            false => caches.hypotheses.analysed(self.lexicon, word),
        }
    }

    /// Returns whether an unknown token passes the prefilter, by the features of its cheapest segmentation.
    fn passes_prefilter(&self, text: &str, block: &Block, token: usize, analysed: &AnalysedToken) -> bool {
        let context = self.context(text, block, None);
        self.policy.keeps_all
            || self.model.spacing.passes_prefilter(&token_features(
                &context,
                token,
                &analysed.token_text,
                analysed.cheap(),
                0,
            ))
    }

    /// Returns the context that features of a block are computed from.
    pub(crate) fn context<'a>(
        &'a self,
        text: &'a str,
        block: &'a Block,
        counts: Option<&'a Counts>,
    ) -> FeatureContext<'a> {
        let Pipeline { lexicon, network, memo, .. } = *self;
        let (text, tokens, _) = block.as_read(text);
        let (detections, boundary_costs) = (&block.detections, &block.boundary_costs[..]);
        FeatureContext { text, tokens, detections, boundary_costs, lexicon, counts, network, memo }
    }

    /// Stages 4 and 5: judges one place of a block. A finding below `threshold` is dropped.
    pub(crate) fn judge(&self, text: &str, block: &mut Block, place: Place, counts: &Counts, threshold: f32) {
        if *block.verdict(place) != Verdict::Pending {
            return;
        }
        let context = self.context(text, block, Some(counts));
        let mut findings = match place {
            Place::Token(nth) => self.model.spacing.judge(&context, &block.flagged[nth].token),
            Place::Gap(nth) => self.model.punctuation.judge(&context, &block.detections.gaps[nth]),
            Place::Window(nth) => self.model.respacings.judge(&context, &block.detections.windows[nth]),
            Place::Pair(nth) => pairs::judge(&context, &block.detections.pairs[nth]).into_iter().collect(),
        };
        findings
            .retain(|finding| finding.confidence >= threshold && self.settings.rules.contains(&finding.rule));
        if let Some(copy) = &block.reading_copy {
            // No space is put inside a ligature.
            let is_place = |at: usize| copy.place(copy.place_back(at)) == at;
            findings.retain(|f| f.edits.iter().all(|edit| is_place(edit.range.start)));
            findings = findings.into_iter().map(|f| f.moved(|at| copy.place_back(at))).collect();
            // The copy that is read has no joiners; none is ever taken out.
            let keeps_joiners = |edit: &Edit| !text[edit.range.clone()].contains(['\u{200c}', '\u{200d}']);
            findings.retain(|finding| finding.edits.iter().all(keeps_joiners));
        }
        *block.verdict_mut(place) =
            if findings.is_empty() { Verdict::Clear } else { Verdict::Found(findings) };
    }

    /// Stage 6: returns the diagnostics of a judged block, without ignored tokens and personal words.
    pub(crate) fn report(&self, text: &str, block: &Block) -> Vec<Diagnostic> {
        let Personal { ignored, .. } = self.personal;
        let applicability = |rule, confidence| self.settings.applicability(rule, confidence);
        let mut found = diagnostics(text, block.findings().cloned().collect(), &applicability);
        found.retain(|diagnostic| {
            let token = &text[diagnostic.range.clone()];
            let read = as_read(token);
            !ignored.contains(token) && !ignored.contains(&*read) && !self.personal.knows(self.lexicon, &read)
        });
        found
    }
}
