//! The stages, one function each, in the order in which a block of text meets them. Read this file first.
//!
//! ```text
//! detect ─► read_token (hypotheses, prefilter) ─► judge (features, network, trees) ─► report
//! ```
//! `analysis.rs` calls them over a whole text, in parts and after edits; everything that one stage learns of a block is kept
//! in the [`Block`].

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::block::{Block, JudgedToken, Place, Unanalysed, Verdict};
use crate::bundle::Model;
use crate::context::counts::Counts;
use crate::context::family::Family;
use crate::context::feature_context::FeatureContext;
use crate::detect::detector::Detector;
use crate::detect::lookup_cache::LookupCache;
use crate::language::lexicon::Lexicon;
use crate::model::network::Network;
use crate::personal::Personal;
use crate::report::diagnostic::{Diagnostic, diagnostics};
use crate::report::rule::Rule;
use crate::spacing::FlaggedToken;
use crate::spacing::cache::HypothesisCache;
use crate::spacing::features::token_features;
use crate::spacing::hypotheses::{AnalysedToken, boundary_costs};
use crate::text::stripped::without_ignorables;

/// What the stages judge with.
#[derive(Clone, Copy)]
pub(crate) struct Pipeline<'a> {
    pub lexicon: &'a Lexicon,
    pub model: &'a Model,
    pub network: &'a Network,
    /// The rules that are on.
    pub rules: &'a [Rule],
    /// From which confidence on an edit is made without asking.
    pub fix_confidence: f32,
    pub personal: &'a Personal,
    pub policy: &'a Policy<'a>,
}

/// What a text is read for.
pub(crate) struct Policy<'a> {
    /// Words that are judged although the lexicon has them.
    pub is_held_out: Option<&'a dyn Fn(&str) -> bool>,
    /// Whether known words are read as two although no rule asks for them.
    pub wants_real_words: bool,
    /// Whether the prefilter lets every token pass.
    pub keeps_all: bool,
}

impl Policy<'_> {
    /// The policy of a check.
    pub const CHECK: Policy<'static> =
        Policy { is_held_out: None, wants_real_words: false, keeps_all: false };
}

/// What is remembered from text to text: the results are the same without it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Caches {
    words: LookupCache,
    hypotheses: HypothesisCache,
}

impl Pipeline<'_> {
    /// Stage 2: detects unknown tokens and gaps beside punctuation in a block. `text` is the text of the block, here and
    /// in all stages.
    pub fn detect(&self, text: &str, block: &mut Block, caches: &mut Caches) {
        let protect: Cow<[Range<usize>]> = match &block.stripped {
            Some(stripped) => block
                .protect
                .iter()
                .map(|range| stripped.place(range.start)..stripped.place(range.end))
                .collect(),
            None => Cow::Borrowed(&block.protect),
        };
        let detector = Detector {
            lexicon: self.lexicon,
            protect: &protect,
            is_personal: &|word| self.personal.knows(self.lexicon, word),
            is_held_out: self.policy.is_held_out,
            wants_real_words: self.policy.wants_real_words || self.rules.contains(&Rule::MergedRealWord),
        };
        let (text, tokens, paragraph_spans) = block.stripped(text);
        block.detections = detector.find(text, tokens, paragraph_spans, &mut caches.words);
    }

    /// Stage 3: finds the hypotheses of a detected token, and keeps them in the block if the token passes the prefilter.
    pub fn analyse_token(&self, text: &str, block: &mut Block, unanalysed: Unanalysed, caches: &mut Caches) {
        let Unanalysed { token, is_real_word } = unanalysed;
        let (plain, tokens, _) = block.stripped(text);
        let word = tokens[token].as_str(plain);
        let analysed = match is_real_word {
            true => AnalysedToken::for_real_word(self.lexicon, word).map(Arc::new),
            false => {
                let analysed = self.analysed(block, token, word, caches);
                let costs = boundary_costs(
                    analysed.as_ref().and_then(|analysed| analysed.cheap().segmentations.first()),
                );
                let analysed =
                    analysed.filter(|analysed| self.passes_prefilter(text, block, token, analysed));
                analysed.iter().for_each(|analysed| analysed.complete(self.lexicon, word));
                block.boundary_costs.push((token, costs));
                analysed
            }
        };
        let flagged = |analysed| FlaggedToken { token, analysed, is_real_word };
        block.flagged.extend(
            analysed.map(|analysed| JudgedToken { flagged: flagged(analysed), verdict: Verdict::Pending }),
        );
    }

    /// Finds the hypotheses of an unknown token that the prefilter needs; `None` if it cannot be split.
    fn analysed(
        &self,
        block: &Block,
        token: usize,
        word: &str,
        caches: &mut Caches,
    ) -> Option<Arc<AnalysedToken>> {
        let is_held_out = self.policy.is_held_out.is_some_and(|is_held_out| is_held_out(word))
            && block.detections.token_infos[token].is_known();
        match is_held_out {
            true => AnalysedToken::new(self.lexicon, word, true).map(Arc::new),
            false => caches.hypotheses.analysed(self.lexicon, word),
        }
    }

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

    /// Returns what features may look at in a block.
    pub fn context<'a>(
        &'a self,
        text: &'a str,
        block: &'a Block,
        counts: Option<&'a Counts>,
    ) -> FeatureContext<'a> {
        let Pipeline { lexicon, network, .. } = *self;
        let (text, tokens, _) = block.stripped(text);
        let (detections, boundary_costs) = (&block.detections, &block.boundary_costs[..]);
        FeatureContext { text, tokens, detections, boundary_costs, lexicon, counts, network }
    }

    /// Stages 4 and 5: judges one place of a block. A finding below `threshold` is dropped.
    pub fn judge(&self, text: &str, block: &mut Block, place: Place, counts: &Counts, threshold: f32) {
        if *block.verdict(place) != Verdict::Pending {
            return;
        }
        let context = self.context(text, block, Some(counts));
        let finding = match place {
            Place::JudgedToken(nth) => self.model.spacing.judge(&context, &block.flagged[nth].flagged),
            Place::Gap(nth) => self.model.punctuation.judge(&context, &block.detections.gaps[nth]),
        };
        let finding = match &block.stripped {
            Some(stripped) => finding.moved(|at| stripped.place_back(at)),
            None => finding,
        };
        let is_reported = finding.confidence >= threshold && self.rules.contains(&finding.rule);
        *block.verdict_mut(place) = if is_reported { Verdict::Found(finding) } else { Verdict::Clear };
    }

    /// Stage 6: returns the diagnostics of a block that was judged, without ignored tokens and personal words.
    pub fn report(&self, text: &str, block: &Block) -> Vec<Diagnostic> {
        let Personal { ignored, .. } = self.personal;
        let mut found = diagnostics(text, block.verdicts().cloned().collect(), self.fix_confidence);
        found.retain(|diagnostic| {
            let token = &text[diagnostic.range.clone()];
            let plain = without_ignorables(token);
            !ignored.contains(token)
                && !ignored.contains(&*plain)
                && !self.personal.knows(self.lexicon, &plain)
        });
        found
    }
}
