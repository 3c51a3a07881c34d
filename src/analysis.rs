//! A text on its way to its diagnostics, as far as it has come: the work is done in parts, each a few milliseconds at
//! most, and an edit has only that done again which it touched.
//!
//! ```text
//! Blocks ─► Look (find what is flagged, read its tokens) ─► Count ─► Judge ─► Done
//! ```
//! What is found depends on the text, the protected ranges and the personal words alone, and not on how often the work
//! was interrupted, nor on the edits that led to the text. So a paragraph that reads as one did before keeps its verdicts,
//! as long as what is counted for them in the rest of the text stays the same.

use std::ops::Range;
use std::task::Poll;

use crate::block::{AnalysedText, Block, Findings, Todo, protected};
use crate::context::counts::Tally;
use crate::pipeline::{Caches, Pipeline};
use crate::report::diagnostic::Diagnostic;
use crate::text::edit::Edit;
use crate::text::replacement::Replacement;

/// Asked after each piece of work whether to stop there for now.
pub(crate) type Pause<'p> = &'p mut dyn FnMut() -> bool;

/// A text, and what was found out about it so far.
#[derive(Debug, Clone)]
pub(crate) struct Analysis {
    pub text: String,
    pub analysed: AnalysedText,
    /// What the host protects, sorted or not, in bytes of the text.
    protect: Vec<Range<usize>>,
    /// What is less sure is not reported.
    threshold: f32,
    stage: Stage,
    /// How counts have changed since the blocks were judged.
    tally: Tally,
    /// What was found out about paragraphs before they were read anew, and where they stand in the text, in order.
    former: Vec<(Range<usize>, Findings)>,
    changes: Changes,
}

/// What has changed since somebody was told what is found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Changes {
    /// How the text was changed, one change after the other.
    pub changes: Vec<Replacement>,
    /// Diagnostics that are gone, where they stood in the text before all of that.
    pub removed: Vec<Diagnostic>,
    /// Diagnostics that are new, where they stand now.
    pub added: Vec<Diagnostic>,
}

impl Changes {
    /// What was found in a block is no more; somebody was told of it.
    fn remove(&mut self, block: &mut Block, at: usize) {
        for found in block.found_at(at) {
            let before = self.changes.iter().rfold(found, |found, change| {
                let by = change.shift_back(&found.range);
                found.shifted(by)
            });
            self.removed.push(before);
        }
    }
}

/// What stands before the start of a paragraph so closely that a change there may move it, in bytes. See
/// [`paragraph`](crate::text::tokenizer::paragraph).
const REACH: usize = 8;

/// What is to be done next, and where: in the block with this index, which starts at this byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// To read the block that starts there.
    Blocks(usize),
    /// To detect in blocks, and to find the hypotheses of what is flagged.
    Detect(usize, usize),
    /// To count what they ask about.
    Count,
    /// To judge places of blocks: with the index and the start of the block, that of the place in it.
    Judge(usize, usize, usize),
    Done,
}

/// Which blocks are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All.
    All,
    /// Those that were not judged before. What has changed for the others is left for later.
    New,
}

impl Analysis {
    /// Of a text nothing is known yet.
    pub fn new(text: String, protect: Vec<Range<usize>>, threshold: f32) -> Analysis {
        Analysis {
            text,
            analysed: AnalysedText::default(),
            protect,
            threshold,
            stage: Stage::Blocks(0),
            tally: Tally::new(),
            former: Vec::new(),
            changes: Changes::default(),
        }
    }

    /// What has changed since this was asked last.
    pub fn take_changes(&mut self) -> Changes {
        let mut changes = std::mem::take(&mut self.changes);
        let mut at = 0;
        for block in &mut self.analysed.blocks {
            if std::mem::take(&mut block.has_changed) {
                changes.added.extend(block.found_at(at));
            }
            at += block.bytes;
        }
        changes.removed.sort_by_key(|diagnostic| diagnostic.range.start);
        changes
    }

    /// What was found so far, in order.
    pub fn found(&self) -> impl Iterator<Item = Diagnostic> {
        self.analysed.blocks.iter().zip(self.analysed.starts()).flat_map(|(block, at)| block.found_at(at))
    }

    /// What was found, in order. It is found no more.
    pub fn take_found(&mut self) -> Vec<Diagnostic> {
        let (mut found, mut at) = (Vec::new(), 0);
        for block in &mut self.analysed.blocks {
            let here = std::mem::take(&mut block.found).into_iter();
            found.extend(here.map(|diagnostic| diagnostic.moved(|offset| at + offset)));
            at += block.bytes;
        }
        found
    }

    /// Has all detected again, since the personal words have changed.
    pub fn detect_again(&mut self) {
        if matches!(self.stage, Stage::Blocks(_)) {
            return;
        }
        self.detect_again_in(0..self.analysed.blocks.len());
        self.stage = Stage::Detect(0, 0);
    }

    /// Changes the text; the edits are in order and apart, each at offsets of the text as it is. What stands around them
    /// is to be read and judged anew.
    pub fn replace(&mut self, edits: &[Edit]) {
        while let Stage::Blocks(at) = self.stage {
            if at == self.text.len() {
                break;
            }
            self.stage = Stage::Blocks(self.read_block(at));
        }
        let change = Replacement::new(edits);
        let mut starts = self.analysed.starts();
        starts.push(self.text.len());
        change.apply(&mut self.text, edits);
        for range in &mut self.protect {
            let start = change.moved(range.start).unwrap_or(range.start);
            *range = start..change.moved_end(range.end).max(start);
        }
        let former = self
            .former
            .iter()
            .filter_map(|(place, findings)| change.moved_range(place).map(|place| (place, findings.clone())));
        self.former = former.collect();
        let regions = regions(&self.text, &starts, &change);
        let has_code = |block: &Block| !block.marks.is_empty() || !block.protect.is_empty();
        let had_code = self.analysed.blocks.iter().any(has_code);
        for (old, _) in &regions {
            self.give_up(old.clone(), &starts, &change);
        }
        splice(&mut self.analysed.blocks, regions);
        self.changes.changes.push(change);

        // Code over paragraphs may have come or gone anywhere.
        let mut changed = Vec::new();
        if had_code || !self.protect.is_empty() || self.analysed.blocks.iter().any(has_code) {
            protected(&mut self.analysed.blocks, &self.protect, |nth| changed.push(nth));
        }
        self.detect_again_in(changed.into_iter());
        self.stage = Stage::Detect(0, 0);
    }

    /// Takes blocks back that a change replaces: what was counted, and what may be of use again.
    fn give_up(&mut self, blocks: Range<usize>, starts: &[usize], change: &Replacement) {
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
            for (bytes, findings) in block.findings() {
                let place = change.moved_range(&(at + bytes.start..at + bytes.end));
                self.former.extend(place.map(|place| (place, findings)));
            }
        }
    }

    /// Has blocks looked through again; what they had is kept for paragraphs where it turns out to be the same.
    fn detect_again_in(&mut self, blocks: impl Iterator<Item = usize>) {
        let starts = self.analysed.starts();
        for nth in blocks {
            let (block, at) = (&mut self.analysed.blocks[nth], starts[nth]);
            let findings = block.findings().into_iter();
            self.former.extend(findings.map(|(bytes, found)| (at + bytes.start..at + bytes.end, found)));
            block.todo = Todo::Detect;
        }
        self.former.sort_unstable_by_key(|(place, _)| place.start);
    }

    /// Goes on until all is done or `pause` says so.
    pub fn run(&mut self, pipeline: &Pipeline, caches: &mut Caches, scope: Scope, pause: Pause) -> Poll<()> {
        let is_unsettled = || self.analysed.blocks.iter().any(|block| block.todo == Todo::JudgeAnew);
        if self.stage == Stage::Done && scope == Scope::All && is_unsettled() {
            self.stage = Stage::Judge(0, 0, 0);
        }
        self.run_until(Stage::Done, pipeline, caches, scope, pause)
    }

    /// Does all but the judgement.
    pub fn read(mut self, pipeline: &Pipeline, caches: &mut Caches) -> AnalysedText {
        let judge = Stage::Judge(0, 0, 0);
        let _ = self.run_until(judge, pipeline, caches, Scope::All, &mut || false);
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

    /// Does one piece of work. Returns what is next.
    fn step(&mut self, pipeline: &Pipeline, caches: &mut Caches, scope: Scope) -> Stage {
        match self.stage {
            Stage::Blocks(at) if at < self.text.len() => Stage::Blocks(self.read_block(at)),
            Stage::Blocks(_) => {
                protected(&mut self.analysed.blocks, &self.protect, |_| {});
                Stage::Detect(0, 0)
            }
            Stage::Detect(nth, at) => self.detect(nth, at, pipeline, caches),
            Stage::Count => {
                self.count();
                Stage::Judge(0, 0, 0)
            }
            Stage::Judge(nth, at, place) => self.judge(nth, at, place, pipeline, scope),
            Stage::Done => Stage::Done,
        }
    }

    /// Reads the block that starts there. Returns where the next one does.
    fn read_block(&mut self, at: usize) -> usize {
        let block = Block::read(&self.text, at, |_| false);
        let end = at + block.bytes;
        self.analysed.blocks.push(block);
        end
    }

    /// Looks at the next block from the one that stands there, or reads one token of it.
    fn detect(&mut self, nth: usize, at: usize, pipeline: &Pipeline, caches: &mut Caches) -> Stage {
        let Some((nth, at)) = self.next(nth, at, |block| matches!(block.todo, Todo::Detect | Todo::Analyse))
        else {
            self.former.clear();
            return Stage::Count;
        };
        let block = &mut self.analysed.blocks[nth];
        let text = &self.text[at..at + block.bytes];
        if block.todo == Todo::Detect {
            pipeline.detect(text, block, caches);
            let former = |bytes: &Range<usize>| {
                let place = at + bytes.start..at + bytes.end;
                let found = self.former.binary_search_by_key(&place.start, |(place, _)| place.start);
                let (former, findings) = &self.former[found.ok()?];
                (*former == place).then_some(findings)
            };
            block.begin_analysis(former);
        } else if let Some(unanalysed) = block.unanalysed.pop() {
            pipeline.analyse_token(text, block, unanalysed, caches);
        }
        if block.todo == Todo::Analyse && block.unanalysed.is_empty() {
            block.end_analysis();
        }
        Stage::Detect(nth, at)
    }

    /// The first block from the one that stands there of which `is_wanted` holds.
    fn next(&self, nth: usize, mut at: usize, is_wanted: impl Fn(&Block) -> bool) -> Option<(usize, usize)> {
        for (further, block) in self.analysed.blocks[nth..].iter().enumerate() {
            if is_wanted(block) {
                return Some((nth + further, at));
            }
            at += block.bytes;
        }
        None
    }

    /// Counts what new blocks bring and what they ask about, and has those places judged anew for which counts changed.
    fn count(&mut self) {
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
            blocks.iter_mut().for_each(|block| block.judge_anew(&changed));
        }
        match self.analysed.counts.len() {
            0 => self.analysed.query_all(),
            _ => self.analysed.query_for(&new),
        }
    }

    /// Judges the next place from the one that stands there.
    fn judge(&mut self, nth: usize, at: usize, place: usize, pipeline: &Pipeline, scope: Scope) -> Stage {
        let is_wanted = |block: &Block| match block.todo {
            Todo::Judge => true,
            Todo::JudgeAnew => scope == Scope::All,
            _ => false,
        };
        let Some((next, at)) = self.next(nth, at, is_wanted) else { return Stage::Done };
        let place = if next == nth { place } else { 0 };
        let AnalysedText { blocks, counts } = &mut self.analysed;
        let block = &mut blocks[next];
        let text = &self.text[at..at + block.bytes];
        if let Some(here) = block.place(place) {
            pipeline.judge(text, block, here, counts, self.threshold);
            return Stage::Judge(next, at, place + 1);
        }
        block.todo = Todo::Nothing;
        let found = pipeline.report(text, block);
        if found != block.found {
            if !std::mem::replace(&mut block.has_changed, true) {
                self.changes.remove(block, at);
            }
            block.found = found;
        }
        Stage::Judge(next, at, 0)
    }
}

/// What is replaced: which blocks, and by which ones. `starts` are those of the old blocks, and where the text ended;
/// `text` is what it is now.
fn regions(text: &str, starts: &[usize], change: &Replacement) -> Vec<(Range<usize>, Vec<Block>)> {
    let count = starts.len() - 1;
    let mut regions: Vec<(Range<usize>, Vec<Block>)> = Vec::new();
    // Where blocks start that may be left as they are; of two at one place the first is gone.
    let borders: Vec<(usize, usize)> =
        starts.iter().enumerate().filter_map(|(nth, &start)| Some((change.moved(start)?, nth))).collect();
    let border = |at: usize| {
        let nth = borders.partition_point(|(border, _)| *border <= at).checked_sub(1)?;
        (borders[nth].0 == at).then_some(borders[nth].1)
    };
    for edit in change.replaced() {
        loop {
            // All before this block is as it should be.
            let kept = regions.last().map_or(0, |(old, _)| old.end);
            if !regions.is_empty() && edit.end <= starts[kept] {
                break;
            }
            // The last block whose start the edit cannot move, or one that was found to start there.
            let first = starts.partition_point(|&start| start + REACH <= edit.start).saturating_sub(1);
            let first = first.clamp(kept, count);
            let is_found = first == kept && !regions.is_empty();
            let start = if is_found { change.moved(starts[first]) } else { None };
            let start = start.unwrap_or_else(|| change.moved_end(starts[first]));
            let (mut at, mut new) = (start, Vec::new());
            // Reading goes on until a paragraph starts where a block did.
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

/// Puts new blocks in the place of old ones.
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
