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

use crate::block::{Block, Open, Place, Unread, Verdict};
use crate::context::counts::Counts;
use crate::context::family::Family;
use crate::context::feature_context::Scene;
use crate::detect::detector::Search;
use crate::detect::lookup_cache::Front;
use crate::families::Model;
use crate::language::lexicon::Lexicon;
use crate::model::network::Network;
use crate::personal::Personal;
use crate::report::diagnostic::{Diagnostic, diagnostics};
use crate::report::rule::Rule;
use crate::spacing::Suspect;
use crate::spacing::cache::HypothesisCache;
use crate::spacing::features::of_run;
use crate::spacing::hypotheses::{Run, edges};
use crate::text::plain::without_looked_through;

/// What the stages judge with.
#[derive(Clone, Copy)]
pub(crate) struct Pipeline<'a> {
    pub lexicon: &'a Lexicon,
    pub model: &'a Model,
    pub network: &'a Network,
    /// The rules that are on.
    pub rules: &'a [Rule],
    pub personal: &'a Personal,
    pub policy: &'a Policy<'a>,
}

/// What a text is read for.
pub(crate) struct Policy<'a> {
    /// Words that are judged although the lexicon has them.
    pub is_hidden: Option<&'a dyn Fn(&str) -> bool>,
    /// Whether known words are read as two although no rule asks for them.
    pub wants_real_words: bool,
    /// Whether the prefilter lets every token pass.
    pub keeps_all: bool,
}

impl Policy<'_> {
    /// The policy of a check.
    pub const CHECK: Policy<'static> = Policy { is_hidden: None, wants_real_words: false, keeps_all: false };
}

/// What is remembered from text to text: the results are the same without it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Caches {
    words: Front,
    hypotheses: HypothesisCache,
}

impl Pipeline<'_> {
    /// Stage 2: detects unknown tokens and gaps beside punctuation in a block. `text` is the text of the block, here and
    /// in all stages.
    pub fn detect(&self, text: &str, block: &mut Block, caches: &mut Caches) {
        let protect: Cow<[Range<usize>]> = match &block.plain {
            Some(plain) => {
                block.protect.iter().map(|range| plain.place(range.start)..plain.place(range.end)).collect()
            }
            None => Cow::Borrowed(&block.protect),
        };
        let search = Search {
            lexicon: self.lexicon,
            protect: &protect,
            is_personal: &|word| self.personal.knows(self.lexicon, word),
            is_hidden: self.policy.is_hidden,
            wants_real_words: self.policy.wants_real_words || self.rules.contains(&Rule::MergedRealWord),
        };
        let (text, tokens, stretches) = block.plain(text);
        block.suspects = search.find(text, tokens, stretches, &mut caches.words);
    }

    /// Stage 3: finds the hypotheses of a detected token, and keeps them in the block if the token passes the prefilter.
    pub fn read_token(&self, text: &str, block: &mut Block, unread: Unread, caches: &mut Caches) {
        let Unread { token, is_real_word } = unread;
        let (plain, tokens, _) = block.plain(text);
        let word = tokens[token].of(plain);
        let run = match is_real_word {
            true => Run::of_real_word(self.lexicon, word).map(Arc::new),
            false => {
                let run = self.read_run(block, token, word, caches);
                let costs = edges(run.as_ref().and_then(|run| run.first().splits.first()));
                let run = run.filter(|run| self.passes_prefilter(text, block, token, run));
                run.iter().for_each(|run| run.read_on(self.lexicon, word));
                block.boundary_costs.push((token, costs));
                run
            }
        };
        let suspect = |run| Suspect { token, run, is_real_word };
        block.open.extend(run.map(|run| Open { suspect: suspect(run), verdict: Verdict::Pending }));
    }

    /// Finds the hypotheses of an unknown token that the prefilter needs; `None` if it cannot be split.
    fn read_run(&self, block: &Block, token: usize, word: &str, caches: &mut Caches) -> Option<Arc<Run>> {
        let is_hidden = self.policy.is_hidden.is_some_and(|is_hidden| is_hidden(word))
            && block.suspects.looks[token].is_known();
        match is_hidden {
            true => Run::new(self.lexicon, word, true).map(Arc::new),
            false => caches.hypotheses.run(self.lexicon, word),
        }
    }

    fn passes_prefilter(&self, text: &str, block: &Block, token: usize, run: &Run) -> bool {
        let scene = self.scene(text, block, None);
        self.policy.keeps_all
            || self.model.spacing.passes_prefilter(&of_run(&scene, token, &run.letters, run.first(), 0))
    }

    /// Returns what features may look at in a block.
    pub fn scene<'a>(&'a self, text: &'a str, block: &'a Block, counts: Option<&'a Counts>) -> Scene<'a> {
        let Pipeline { lexicon, network, .. } = *self;
        let (text, tokens, _) = block.plain(text);
        let (suspects, boundary_costs) = (&block.suspects, &block.boundary_costs[..]);
        Scene { text, tokens, suspects, boundary_costs, lexicon, counts, network }
    }

    /// Stages 4 and 5: judges one place of a block. A finding below `threshold` is dropped.
    pub fn judge(&self, text: &str, block: &mut Block, place: Place, counts: &Counts, threshold: f32) {
        if *block.verdict(place) != Verdict::Pending {
            return;
        }
        let scene = self.scene(text, block, Some(counts));
        let finding = match place {
            Place::Open(nth) => self.model.spacing.judge(&scene, &block.open[nth].suspect),
            Place::Gap(nth) => self.model.punctuation.judge(&scene, &block.suspects.gaps[nth]),
        };
        let finding = match &block.plain {
            Some(plain) => finding.moved(|at| plain.place_back(at)),
            None => finding,
        };
        let is_reported = finding.confidence >= threshold && self.rules.contains(&finding.rule);
        *block.verdict_mut(place) = if is_reported { Verdict::Found(finding) } else { Verdict::Clear };
    }

    /// Stage 6: returns the diagnostics of a block that was judged, without ignored tokens and personal words.
    pub fn report(&self, text: &str, block: &Block) -> Vec<Diagnostic> {
        let Personal { ignored, .. } = self.personal;
        let mut found = diagnostics(text, block.verdicts().cloned().collect());
        found.retain(|diagnostic| {
            let token = &text[diagnostic.range.clone()];
            let plain = without_looked_through(token);
            !ignored.contains(token)
                && !ignored.contains(&*plain)
                && !self.personal.knows(self.lexicon, &plain)
        });
        found
    }
}
