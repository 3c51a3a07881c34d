//! The analysis of a text in steps of a few milliseconds at most, which can pause after each step. An edit repeats only
//! the steps that it affects.
//!
//! ```text
//! Blocks ─► Detect (and find hypotheses) ─► Count ─► Judge ─► Done
//! ```
//! The diagnostics depend on the text, the protected ranges and the personal words alone: neither on the pauses nor on
//! the edits that led to the text. So a paragraph with the same text as one before an edit keeps its verdicts, as long
//! as the counts that they depend on are the same.

use std::ops::Range;
use std::sync::Arc;
use std::task::Poll;

use crate::block::{AnalysedText, Block, ParagraphResults, Todo, protect_blocks};
use crate::context::counts::{Counts, Tally};
use crate::pipeline::{Caches, Pipeline};
use crate::report::diagnostic::Diagnostic;
use crate::text::edit::Edit;
use crate::text::replacement::Replacement;

/// Returns whether to pause; called after each step.
pub(crate) type Pause<'p> = &'p mut dyn FnMut() -> bool;

/// A text, the results of its analysis so far, and the next stage.
#[derive(Debug, Clone)]
pub(crate) struct Analysis {
    pub text: String,
    pub analysed: AnalysedText,
    /// The ranges that the host protects, in any order, in bytes of the text.
    pub(crate) protect: Vec<Range<usize>>,
    /// Findings of a lower probability are not reported.
    threshold: f32,
    stage: Stage,
    /// The counts of the text that this one is a part of, until they are taken.
    whole: Option<Arc<Counts>>,
    /// The changes of counts since the blocks were judged.
    tally: Tally,
    /// The results of paragraphs from before the last edits, with their ranges in the current text, in order.
    previous: Vec<(Range<usize>, ParagraphResults)>,
    changes: Changes,
}

/// The changes of the text and its diagnostics since they were last taken.
#[derive(Debug, Clone, Default)]
pub(crate) struct Changes {
    /// The changes of the text, one after the other.
    pub changes: Vec<Replacement>,
    /// The removed diagnostics, at their offsets in the text before all changes.
    pub removed: Vec<Diagnostic>,
    /// The added diagnostics, at their offsets in the current text.
    pub added: Vec<Diagnostic>,
}

impl Changes {
    /// Records the diagnostics of a block as removed. The block starts at byte `at` and they were part of an earlier
    /// change.
    fn remove(&mut self, block: &mut Block, at: usize) {
        for found in block.diagnostics_at(at) {
            let before = self.changes.iter().rfold(found, |found, change| {
                let by = change.shift_back(&found.range);
                found.shifted(by)
            });
            self.removed.push(before);
        }
    }
}

/// The number of bytes from the start of a paragraph on that the division before it depends on, see
/// [`paragraph`](crate::text::tokenizer::paragraph): an edit within them may move the start.
const REACH: usize = 8;

/// The next stage, and where it continues. `start` is in bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Read the block that starts at this byte.
    Blocks {
        start: usize,
    },
    /// Detect in the blocks from this index on, and find the hypotheses of flagged tokens.
    Detect {
        block: usize,
        start: usize,
    },
    /// Count the queries of the flagged tokens.
    Count,
    /// Judge the flagged places of the blocks from this index on; in this block from this place on.
    Judge {
        block: usize,
        start: usize,
        place: usize,
    },
    Done,
}

impl Stage {
    const DETECT: Stage = Stage::Detect { block: 0, start: 0 };
    const JUDGE: Stage = Stage::Judge { block: 0, start: 0, place: 0 };
}

/// The blocks that are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All blocks.
    All,
    /// The blocks that were not judged before. The others are left for later, even if counts changed.
    New,
}

impl Analysis {
    /// Returns the analysis of a text, before its first step.
    pub(crate) fn new(text: String, protect: Vec<Range<usize>>, threshold: f32) -> Analysis {
        Analysis {
            text,
            analysed: AnalysedText::default(),
            protect,
            threshold,
            stage: Stage::Blocks { start: 0 },
            whole: None,
            tally: Tally::new(),
            previous: Vec::new(),
            changes: Changes::default(),
        }
    }

    /// Returns the analysis with counts of the text that this one is a part of, in place of its own.
    pub(crate) fn part_of(self, whole: Option<Arc<Counts>>) -> Analysis {
        Analysis { whole, ..self }
    }

    /// Returns the changes since the last call.
    pub(crate) fn take_changes(&mut self) -> Changes {
        let mut changes = std::mem::take(&mut self.changes);
        let mut at = 0;
        for block in &mut self.analysed.blocks {
            if std::mem::take(&mut block.has_changed) {
                changes.added.extend(block.diagnostics_at(at));
            }
            at += block.bytes;
        }
        changes.removed.sort_by_key(|diagnostic| diagnostic.range.start);
        changes
    }

    /// Returns the diagnostics so far, in order.
    pub(crate) fn found(&self) -> impl Iterator<Item = Diagnostic> {
        self.analysed
            .blocks
            .iter()
            .zip(self.analysed.starts())
            .flat_map(|(block, at)| block.diagnostics_at(at))
    }

    /// Takes the diagnostics, in order, out of the blocks.
    pub(crate) fn take_found(&mut self) -> Vec<Diagnostic> {
        let (mut found, mut at) = (Vec::new(), 0);
        for block in &mut self.analysed.blocks {
            let here = std::mem::take(&mut block.diagnostics).into_iter();
            found.extend(here.map(|diagnostic| diagnostic.moved(|offset| at + offset)));
            at += block.bytes;
        }
        found
    }

    /// Has detection repeated in all blocks, after a change of the personal words.
    pub(crate) fn detect_again(&mut self) {
        if matches!(self.stage, Stage::Blocks { .. }) {
            return;
        }
        self.detect_again_in(0..self.analysed.blocks.len());
        self.stage = Stage::DETECT;
    }

    /// Applies edits, which are in order and apart, each at offsets of the current text, and has the affected steps
    /// repeated.
    ///
    /// Invariant: when all steps are done, the diagnostics are exactly those of a new analysis of the new text. An edit
    /// can change diagnostics in three ways, and each is handled:
    ///
    /// - *Where it is.* The blocks around it are replaced by new ones (see [`regions`]). Results of the old ones are
    ///   kept in `previous`: a new paragraph with the same text at the moved offset takes them over if the same is
    ///   flagged in it, so that an edit of one word leaves the verdicts of the block's other paragraphs.
    /// - *Over paragraphs.* A code fence that it opens or closes protects or exposes text anywhere behind it. So all
    ///   marks are paired again, and blocks whose protected ranges changed are detected again.
    /// - *Through counts.* Its words are counted for tokens anywhere. The words of the old blocks are subtracted here
    ///   and those of the new ones added in [`count`](Self::count); verdicts with a query whose count changed become
    ///   pending.
    ///
    /// The rest of the text only moves: offsets in a block count from its start, so nothing in it has to be changed.
    pub(crate) fn replace(&mut self, edits: &[Edit]) {
        while let Stage::Blocks { start } = self.stage {
            if start == self.text.len() {
                break;
            }
            self.stage = Stage::Blocks { start: self.read_block(start) };
        }
        let change = Replacement::new(edits);
        let mut starts = self.analysed.starts();
        starts.push(self.text.len());
        change.apply(&mut self.text, edits);
        for range in &mut self.protect {
            let start = change.moved(range.start).unwrap_or(range.start);
            *range = start..change.moved_end(range.end).max(start);
        }
        let previous = self
            .previous
            .iter()
            .filter_map(|(place, results)| change.moved_range(place).map(|place| (place, results.clone())));
        self.previous = previous.collect();
        let regions = regions(&self.text, &starts, &change);
        let has_code = |block: &Block| !block.marks.is_empty() || !block.protect.is_empty();
        let had_code = self.analysed.blocks.iter().any(has_code);
        for (old, _) in &regions {
            self.retire(old.clone(), &starts, &change);
        }
        splice(&mut self.analysed.blocks, regions);
        self.changes.changes.push(change);

        // An edit may open or close code anywhere behind it.
        let mut changed = Vec::new();
        if had_code || !self.protect.is_empty() || self.analysed.blocks.iter().any(has_code) {
            protect_blocks(&mut self.analysed.blocks, &self.protect, |nth| changed.push(nth));
        }
        self.detect_again_in(changed.into_iter());
        self.stage = Stage::DETECT;
    }

    /// Retires the blocks that a change replaces: subtracts their words from the counts, records their diagnostics as
    /// removed, and keeps the results of the paragraphs that the change leaves alone.
    fn retire(&mut self, blocks: Range<usize>, starts: &[usize], change: &Replacement) {
        for nth in blocks {
            let AnalysedText { blocks, counts } = &mut self.analysed;
            let (block, at) = (&mut blocks[nth], starts[nth]);
            if !block.has_changed {
                self.changes.remove(block, at);
            }
            if block.is_counted {
                let tally = &mut self.tally;
                counts.count(&block.tokens, &block.detections.token_infos, -1, |hash| tally.add(hash, -1));
            }
            for (bytes, results) in block.paragraph_results() {
                let place = change.moved_range(&(at + bytes.start..at + bytes.end));
                self.previous.extend(place.map(|place| (place, results)));
            }
        }
    }

    /// Has detection repeated in some blocks. Their results are kept for the paragraphs in which the same is flagged
    /// again.
    fn detect_again_in(&mut self, blocks: impl Iterator<Item = usize>) {
        let starts = self.analysed.starts();
        for nth in blocks {
            let (block, at) = (&mut self.analysed.blocks[nth], starts[nth]);
            let results = block.paragraph_results().into_iter();
            self.previous.extend(results.map(|(bytes, results)| (at + bytes.start..at + bytes.end, results)));
            block.todo = Todo::Detect;
        }
        self.previous.sort_unstable_by_key(|(place, _)| place.start);
    }

    /// Makes steps until all are done or `pause` returns true.
    pub(crate) fn run(
        &mut self,
        pipeline: &Pipeline,
        caches: &mut Caches,
        scope: Scope,
        pause: Pause,
    ) -> Poll<()> {
        let is_unsettled = || self.analysed.blocks.iter().any(|block| block.todo == Todo::JudgeAgain);
        if self.stage == Stage::Done && scope == Scope::All && is_unsettled() {
            self.stage = Stage::JUDGE;
        }
        self.run_until(Stage::Done, pipeline, caches, scope, pause)
    }

    /// Makes all steps before the counts, and returns what they found.
    pub(crate) fn detected(mut self, pipeline: &Pipeline, caches: &mut Caches) -> AnalysedText {
        let _ = self.run_until(Stage::Count, pipeline, caches, Scope::All, &mut || false);
        self.analysed
    }

    /// Makes all steps before the judgement.
    pub(crate) fn read(mut self, pipeline: &Pipeline, caches: &mut Caches) -> AnalysedText {
        let _ = self.run_until(Stage::JUDGE, pipeline, caches, Scope::All, &mut || false);
        self.analysed
    }

    fn run_until(
        &mut self,
        end: Stage,
        pipeline: &Pipeline,
        caches: &mut Caches,
        scope: Scope,
        pause: Pause,
    ) -> Poll<()> {
        if self.stage == end {
            return Poll::Ready(());
        }
        loop {
            self.stage = self.step(pipeline, caches, scope);
            if self.stage == end {
                return Poll::Ready(());
            }
            if pause() {
                return Poll::Pending;
            }
        }
    }

    /// Makes one step. Returns the next stage.
    fn step(&mut self, pipeline: &Pipeline, caches: &mut Caches, scope: Scope) -> Stage {
        match self.stage {
            Stage::Blocks { start } if start < self.text.len() => {
                Stage::Blocks { start: self.read_block(start) }
            }
            Stage::Blocks { .. } => {
                protect_blocks(&mut self.analysed.blocks, &self.protect, |_| {});
                Stage::DETECT
            }
            Stage::Detect { block, start } => self.detect(block, start, pipeline, caches),
            Stage::Count => {
                self.count();
                Stage::JUDGE
            }
            Stage::Judge { block, start, place } => self.judge(block, start, place, pipeline, scope),
            Stage::Done => Stage::Done,
        }
    }

    /// Reads the block that starts at byte `at`. Returns the start of the next one.
    fn read_block(&mut self, at: usize) -> usize {
        let block = Block::read(&self.text, at, |_| false);
        let end = at + block.bytes;
        self.analysed.blocks.push(block);
        end
    }

    /// Detects in the first block from `nth` on that needs it, or finds the hypotheses of one of its flagged tokens.
    /// Block `nth` starts at byte `at`.
    fn detect(&mut self, nth: usize, at: usize, pipeline: &Pipeline, caches: &mut Caches) -> Stage {
        let Some((nth, at)) = self.next(nth, at, |block| matches!(block.todo, Todo::Detect | Todo::Analyse))
        else {
            self.previous.clear();
            return Stage::Count;
        };
        let block = &mut self.analysed.blocks[nth];
        let text = &self.text[at..at + block.bytes];
        if block.todo == Todo::Detect {
            pipeline.detect(text, block, caches);
            let previous = |bytes: &Range<usize>| {
                let place = at + bytes.start..at + bytes.end;
                let found = self.previous.binary_search_by_key(&place.start, |(place, _)| place.start);
                let (range, results) = &self.previous[found.ok()?];
                (*range == place).then_some(results)
            };
            block.begin_analysis(previous);
        } else if let Some(unanalysed) = block.unanalysed.pop() {
            pipeline.analyse_token(text, block, unanalysed, caches);
        }
        if block.todo == Todo::Analyse && block.unanalysed.is_empty() {
            block.end_analysis();
        }
        Stage::Detect { block: nth, start: at }
    }

    /// Returns the index and the start of the first block from `nth` on for which `is_wanted` holds. Block `nth` starts
    /// at byte `at`.
    fn next(&self, nth: usize, mut at: usize, is_wanted: impl Fn(&Block) -> bool) -> Option<(usize, usize)> {
        for (further, block) in self.analysed.blocks[nth..].iter().enumerate() {
            if is_wanted(block) {
                return Some((nth + further, at));
            }
            at += block.bytes;
        }
        None
    }

    /// Adds the words of new blocks to the counts, invalidates the verdicts that depend on changed counts, and counts
    /// the queries of new blocks.
    fn count(&mut self) {
        if let Some(whole) = self.whole.take() {
            return self.analysed.query_all_of(&whole);
        }
        let AnalysedText { blocks, counts } = &mut self.analysed;
        let mut new: Vec<usize> = Vec::new();
        for (nth, block) in blocks.iter_mut().enumerate() {
            if !std::mem::replace(&mut block.is_counted, true) && counts.len() > 0 {
                counts.count(&block.tokens, &block.detections.token_infos, 1, |hash| self.tally.add(hash, 1));
            }
            if block.todo == Todo::Judge {
                new.push(nth);
            }
        }
        let changed = std::mem::replace(&mut self.tally, Tally::new()).changed(counts);
        if !changed.is_empty() {
            blocks.iter_mut().for_each(|block| block.judge_again(&changed));
        }
        match self.analysed.counts.len() {
            0 => self.analysed.query_all(),
            _ => self.analysed.query_for(&new),
        }
    }

    /// Judges the first flagged place from `place` of block `nth` on, or reports the block if all its places are
    /// judged. Block `nth` starts at byte `at`.
    fn judge(&mut self, nth: usize, at: usize, place: usize, pipeline: &Pipeline, scope: Scope) -> Stage {
        let is_wanted = |block: &Block| match block.todo {
            Todo::Judge => true,
            Todo::JudgeAgain => scope == Scope::All,
            _ => false,
        };
        let Some((next, at)) = self.next(nth, at, is_wanted) else { return Stage::Done };
        let place = if next == nth { place } else { 0 };
        let AnalysedText { blocks, counts } = &mut self.analysed;
        let block = &mut blocks[next];
        let text = &self.text[at..at + block.bytes];
        if let Some(here) = block.place(place) {
            pipeline.judge(text, block, here, counts, self.threshold);
            return Stage::Judge { block: next, start: at, place: place + 1 };
        }
        block.todo = Todo::Nothing;
        let diagnostics = pipeline.report(text, block);
        if diagnostics != block.diagnostics {
            if !std::mem::replace(&mut block.has_changed, true) {
                self.changes.remove(block, at);
            }
            block.diagnostics = diagnostics;
        }
        Stage::Judge { block: next, start: at, place: 0 }
    }
}

/// Returns the ranges of old blocks that a change replaces, each with the new blocks in their place. `starts` are the
/// starts of the old blocks and the end of the old text; `text` is the new text.
///
/// ```text
/// old blocks   | 0    | 1    | 2    | 3    |
/// edit                     ^^^^
/// new blocks          | new     | new | 3    |        region: 1..3, two new blocks
/// ```
/// New blocks are read from the last old block whose start the edit cannot move, on to the first *border*: the start of
/// a paragraph in the new text that is the moved start of an old block. From there on both texts have the same
/// paragraphs, since a paragraph depends on its own bytes alone; so all old blocks behind the border can stay. If there
/// is none, all that follow are replaced.
///
/// Invariant: the regions ascend and do not overlap, and outside of them the old blocks are those of the new text.
/// Reading may cross later edits, which then lie in the last region already; an edit that lies only partly in it starts
/// the next region where that one ended.
fn regions(text: &str, starts: &[usize], change: &Replacement) -> Vec<(Range<usize>, Vec<Block>)> {
    let count = starts.len() - 1;
    let mut regions: Vec<(Range<usize>, Vec<Block>)> = Vec::new();
    // The moved starts of the old blocks, with their indices. Of two at one offset the first block was deleted whole.
    let borders: Vec<(usize, usize)> =
        starts.iter().enumerate().filter_map(|(nth, &start)| Some((change.moved(start)?, nth))).collect();
    let border = |at: usize| {
        let nth = borders.partition_point(|(border, _)| *border <= at).checked_sub(1)?;
        (borders[nth].0 == at).then_some(borders[nth].1)
    };
    for edit in change.replaced() {
        loop {
            // The old blocks before this one are replaced or stay.
            let kept = regions.last().map_or(0, |(old, _)| old.end);
            if !regions.is_empty() && edit.end <= starts[kept] {
                break;
            }
            // The last block whose start the edit cannot move, but none before the end of the last region.
            let first = starts.partition_point(|&start| start + REACH <= edit.start).saturating_sub(1);
            let first = first.clamp(kept, count);
            let is_found = first == kept && !regions.is_empty();
            let start = if is_found { change.moved(starts[first]) } else { None };
            let start = start.unwrap_or_else(|| change.moved_end(starts[first]));
            let (mut at, mut new) = (start, Vec::new());
            // Reads up to the first border.
            while at < text.len() && (at == start || border(at).is_none()) {
                let block = Block::read(text, at, |start| border(start).is_some());
                at += block.bytes;
                new.push(block);
            }
            let end = if at < text.len() { border(at) } else { None };
            regions.push((first..end.unwrap_or(count), new));
        }
    }
    regions
}

/// Replaces old blocks by new ones. The regions ascend and do not overlap.
fn splice(blocks: &mut Vec<Block>, mut regions: Vec<(Range<usize>, Vec<Block>)>) {
    if regions.len() == 1 {
        regions.drain(..).for_each(|(old, new)| _ = blocks.splice(old, new));
        return;
    }
    let mut old = std::mem::take(blocks).into_iter();
    let mut at = 0;
    for (range, new) in regions {
        blocks.extend(old.by_ref().take(range.start - at));
        old.by_ref().take(range.len()).for_each(drop);
        blocks.extend(new);
        at = range.end;
    }
    blocks.extend(old);
}
