//! The stages at work on one place of a text: what deserves a thought, what it could be, and how likely that is.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::block::{Block, Open, Unread, Verdict};
use crate::candidates::{self, Run};
use crate::checker::Policy;
use crate::context::Asked;
use crate::decision::is_line;
use crate::diagnostic::{Finding, diagnostics};
use crate::evidence::{Counts, Scene, ask_network, of_gap, of_run};
use crate::front::Front;
use crate::plain::without_looked_through;
use crate::suspects::Search;
use crate::{Checker, Diagnostic, Personal, Rule};

impl Checker {
    /// Finds what deserves a thought in a block, whose text is `text`.
    pub(crate) fn find(
        &self,
        text: &str,
        block: &mut Block,
        policy: &Policy,
        personal: &Personal,
        front: &mut Front,
    ) {
        let protect: Cow<[Range<usize>]> = match &block.plain {
            Some(plain) => {
                block.protect.iter().map(|range| plain.place(range.start)..plain.place(range.end)).collect()
            }
            None => Cow::Borrowed(&block.protect),
        };
        let search = Search {
            lexicon: &self.engine.lexicon,
            protect: &protect,
            is_personal: &|word| personal.knows(word),
            is_hidden: policy.is_hidden,
            wants_real_words: policy.wants_real_words || self.options.rules.contains(&Rule::MergedRealWord),
        };
        let (text, tokens, stretches) = block.plain(text);
        let suspects = search.find(text, tokens, stretches, front);
        block.suspects = suspects;
    }

    /// Reads a token of a block, and keeps what it could be if it passes the first sight.
    pub(crate) fn read_token(
        &self,
        text: &str,
        block: &mut Block,
        unread: Unread,
        policy: &Policy,
        front: &mut Front,
    ) {
        let Unread { token, is_real_word } = unread;
        let (edges, run) = match is_real_word {
            true => {
                let (plain, tokens, _) = block.plain(text);
                (None, Run::of_real_word(&self.engine.lexicon, tokens[token].of(plain)).map(Arc::new))
            }
            false => self.read_run(text, block, token, policy, front),
        };
        block.suspects.edges.extend(edges.map(|edges| (token, edges)));
        block.open.extend(run.map(|run| Open { token, run, is_real_word, verdict: Verdict::Pending }));
    }

    /// The edges of the cheapest split of an unknown token, and what it could be; `None` if it does not pass the first
    /// sight.
    fn read_run(
        &self,
        text: &str,
        block: &Block,
        token: usize,
        policy: &Policy,
        front: &mut Front,
    ) -> (Option<[f32; 2]>, Option<Arc<Run>>) {
        let lexicon = &self.engine.lexicon;
        let (plain, tokens, _) = block.plain(text);
        let word = tokens[token].of(plain);
        let is_hidden = policy.is_hidden.is_some_and(|is_hidden| is_hidden(word))
            && block.suspects.looks[token].is_known();
        let run = match is_hidden {
            true => Run::new(lexicon, word, true).map(Arc::new),
            false => front.run(lexicon, word),
        };
        let cheapest = run.as_ref().and_then(|run| run.first().splits.first());
        let edges = Some(candidates::edges(cheapest));
        let passes = |run: &Arc<Run>| {
            let values = of_run(&self.scene(text, block, None), token, &run.letters, run.first(), 0);
            policy.keeps_all || self.engine.model.is_likely(&values)
        };
        let run = run.filter(passes);
        run.iter().for_each(|run| run.read_on(lexicon, word));
        (edges, run)
    }

    /// What is known of a block.
    pub(crate) fn scene<'a>(
        &'a self,
        text: &'a str,
        block: &'a Block,
        counts: Option<&'a Counts>,
    ) -> Scene<'a> {
        let crate::checker::Engine { lexicon, network, .. } = &*self.engine;
        let (text, tokens, _) = block.plain(text);
        Scene { text, tokens, suspects: &block.suspects, lexicon, counts, network }
    }

    /// Judges the place `nth` of a block, whose text is `text`: its open tokens come first, then its gaps. What is less
    /// sure than `threshold` is cleared. Returns whether there is such a place.
    pub(crate) fn judge(
        &self,
        text: &str,
        block: &mut Block,
        nth: usize,
        counts: &Counts,
        threshold: f32,
    ) -> bool {
        let tokens = block.open.len();
        let verdict = match nth.checked_sub(tokens) {
            None => &block.open[nth].verdict,
            Some(gap) if gap < block.gaps.len() => &block.gaps[gap],
            Some(_) => return false,
        };
        if *verdict != Verdict::Pending {
            return true;
        }
        let scene = self.scene(text, block, Some(counts));
        let finding = match nth.checked_sub(tokens) {
            None => self.judge_open(&scene, &block.open[nth]),
            Some(gap) => {
                let gap = block.suspects.gaps[gap];
                let confidence = self.engine.model.of_gap(&of_gap(&scene, gap));
                Finding::of_gap(scene.text, scene.tokens, gap.token, confidence)
            }
        };
        let finding = match &block.plain {
            Some(plain) => plain.finding_back(finding),
            None => finding,
        };
        let is_reported = finding.confidence >= threshold && self.options.rules.contains(&finding.rule);
        let verdict = if is_reported { Verdict::Found(finding) } else { Verdict::Clear };
        match nth.checked_sub(tokens) {
            None => block.open[nth].verdict = verdict,
            Some(gap) => block.gaps[gap] = verdict,
        }
        true
    }

    /// What is wrong with a block that was judged: all that is not the writer's own.
    pub(crate) fn report(&self, text: &str, block: &Block, personal: &Personal) -> Vec<Diagnostic> {
        let mut found = diagnostics(text, block.verdicts().cloned().collect());
        found.retain(|d| {
            let token = &text[d.range.clone()];
            let plain = without_looked_through(token);
            !personal.ignored.contains(token)
                && !personal.ignored.contains(&*plain)
                && !personal.knows(&plain)
        });
        found
    }

    /// The likeliest split of a token that passed the first sight.
    fn judge_open(&self, scene: &Scene, open: &Open) -> Finding {
        let Open { token, run, is_real_word, .. } = open;
        let (letters, readings) = (&run.letters, run.readings());
        let mut asked = Asked::default();
        let mut confidence = |nth: usize| {
            let model = &self.engine.model;
            let mut values = of_run(scene, *token, letters, readings, nth);
            if !is_real_word && !model.is_open(&values) {
                return 0.0;
            }
            ask_network(scene, *token, letters, &readings.splits[nth], &mut asked, &mut values);
            match is_real_word {
                true => model.of_real_word(&values),
                false => model.of_run(&values, is_line(letters)),
            }
        };
        // A word as it stands has one split that is worth a thought.
        let splits = if *is_real_word { 1 } else { readings.splits.len() };
        let (nth, confidence) = (0..splits)
            .map(|nth| (nth, confidence(nth)))
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
            .unwrap_or((0, 0.0));
        let finding = Finding::of_run(&scene.tokens[*token], letters, &readings.splits[nth], confidence);
        let rule = if *is_real_word { Rule::MergedRealWord } else { finding.rule };
        Finding { rule, ..finding }
    }
}
