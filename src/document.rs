//! A text that is being edited.

use std::ops::Range;

use crate::block::{Block, Reading, protected};
use crate::checker::Policy;
use crate::evidence::Tally;
use crate::options::validate_range;
use crate::{Checker, Diagnostic, Edit, Error};

/// A text whose diagnostics follow its edits. It always has exactly the diagnostics of a fresh
/// [`check`](Checker::check) of its text.
///
/// ```
/// use unglue::{Checker, Edit, Options};
/// let checker = Checker::new(Options::default())?;
/// let mut document = checker.open("there are no plans");
/// let change = document.edit(&Edit { range: 5..6, insert: String::new() })?;
/// assert_eq!(document.text(), "thereare no plans");
/// assert_eq!(change.added[0].range, 0..8);
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Document {
    checker: Checker,
    text: String,
    reading: Reading,
    /// All diagnostics, as far as nothing has changed since somebody asked for them.
    diagnostics: Option<Vec<Diagnostic>>,
    /// Which state of the personal words the diagnostics were made with.
    generation: u64,
}

/// What an edit changed. All offsets are bytes.
///
/// ```
/// use unglue::{Checker, Edit, Options};
/// let mut document = Checker::new(Options::default())?.open("thereare no plans");
/// let change = document.edit(&Edit::space_at(5))?;
/// assert_eq!((change.removed.len(), change.added.len()), (1, 0));
/// assert!(document.diagnostics().is_empty());
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The part of the new text outside which diagnostics have only moved.
    pub range: Range<usize>,
    /// Diagnostics that are gone, where they stood in the old text.
    pub removed: Vec<Diagnostic>,
    /// Diagnostics that are new, where they stand in the new text.
    pub added: Vec<Diagnostic>,
}

/// What stands before the start of a paragraph so closely that a change there may move it, in bytes. See
/// [`paragraph`](crate::tokenizer::paragraph).
const REACH: usize = 8;

impl Document {
    pub(crate) fn new(checker: Checker, text: String) -> Document {
        let reading = Reading::default();
        let mut document = Document { checker, text, reading, diagnostics: None, generation: 0 };
        document.read_all();
        document
    }

    /// The text as it stands now.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The diagnostics of the text as it stands now, in the order of the text.
    pub fn diagnostics(&mut self) -> &[Diagnostic] {
        self.heed_personal_words();
        self.diagnostics.get_or_insert_with(|| {
            let placed = self.reading.blocks.iter().zip(self.reading.starts());
            placed.flat_map(|(block, at)| block.found_at(at)).collect()
        })
    }

    /// Replaces a part of the text and says what that changed. Only the paragraphs around it are read anew, and only
    /// what depends on them is judged anew: the outcome is that of a check of the whole text.
    ///
    /// # Errors
    /// When the range does not fit the text; the document then stays as it was.
    pub fn edit(&mut self, edit: &Edit) -> Result<Change, Error> {
        validate_range(&self.text, &edit.range)?;
        self.heed_personal_words();
        self.diagnostics = None;
        let Replaced { mut before, fresh, mut stale, changed } = self.replace(edit);
        let asks = |block: &Block| {
            block
                .open
                .iter()
                .flat_map(|open| open.run.questions())
                .any(|hash| changed.binary_search(hash).is_ok())
        };
        if !changed.is_empty() {
            let blocks = self.reading.blocks.iter().enumerate();
            stale.extend(blocks.filter(|(_, block)| asks(block)).map(|(nth, _)| nth));
            stale.sort_unstable();
            stale.dedup();
        }
        let mut after = Vec::new();
        let shift = edit.insert.len() as isize - edit.range.len() as isize;
        for (nth, at) in self.reading.starts().into_iter().enumerate() {
            if stale.binary_search(&nth).is_err() {
                continue;
            }
            let Reading { blocks, counts } = &mut self.reading;
            let block = &mut blocks[nth];
            if !fresh.contains(&nth) {
                // What was not replaced has only moved, if it stands behind the edit.
                let was_at = if nth < fresh.start { at } else { at.wrapping_add_signed(-shift) };
                before.extend(block.found_at(was_at));
            }
            let text = &self.text[at..at + block.bytes];
            block.found = self.checker.judge(text, block, counts, self.checker.show_confidence());
            after.extend(block.found_at(at));
        }
        before.sort_by_key(|diagnostic| diagnostic.range.start);
        Ok(change(before, &after, edit))
    }

    /// Reads and judges everything anew.
    fn read_all(&mut self) {
        self.generation = self.checker.generation();
        self.reading = self.checker.read(&self.text, &[], &Policy::USUAL);
        self.diagnostics = None;
        for (nth, at) in self.reading.starts().into_iter().enumerate() {
            let Reading { blocks, counts } = &mut self.reading;
            let block = &mut blocks[nth];
            let text = &self.text[at..at + block.bytes];
            block.found = self.checker.judge(text, block, counts, self.checker.show_confidence());
        }
    }

    fn heed_personal_words(&mut self) {
        if self.checker.generation() != self.generation {
            self.read_all();
        }
    }

    /// Changes the text and reads the blocks around the change anew, up to the judgement.
    fn replace(&mut self, edit: &Edit) -> Replaced {
        let mut starts = self.reading.starts();
        starts.push(self.text.len());
        let count = self.reading.blocks.len();
        // The first block whose start the edit cannot move, and the first one that it leaves as it is.
        let mut first = starts.partition_point(|&start| start + REACH <= edit.range.start).saturating_sub(1);
        first = first.min(count);
        let untouched = starts.partition_point(|&start| start < edit.range.end).min(count);
        self.text.replace_range(edit.range.clone(), &edit.insert);
        let moved = |start: usize| start - edit.range.end + edit.range.start + edit.insert.len();
        let borders: Vec<usize> = starts[untouched.max(first)..].iter().map(|&start| moved(start)).collect();

        let mut fresh = Vec::new();
        let mut at = starts[first];
        // Reading goes on until a paragraph starts where a block did.
        while at < self.text.len() && (at == starts[first] || borders.binary_search(&at).is_err()) {
            let block = Block::read(&self.text, at, |start| borders.binary_search(&start).is_ok());
            at += block.bytes;
            fresh.push(block);
        }
        let kept = borders.partition_point(|&border| border < at) + untouched.max(first);

        let Reading { blocks, counts } = &mut self.reading;
        let new = fresh;
        let fresh = first..first + new.len();
        let old: Vec<Block> = blocks.splice(first..kept.min(count), new).collect();
        let mut before = Vec::new();
        let mut tally = Tally::new();
        let mut was_at = starts[first];
        for block in &old {
            before.extend(block.found_at(was_at));
            was_at += block.bytes;
            counts.count(&block.tokens, &block.suspects.looks, -1, |hash| tally.add(hash, -1));
        }

        // Code over paragraphs may have come or gone anywhere.
        let mut stale: Vec<usize> = fresh.clone().collect();
        let has_code = |block: &Block| !block.marks.is_empty() || !block.protect.is_empty();
        if old.iter().any(has_code) || blocks.iter().any(has_code) {
            protected(blocks, &[], |nth| stale.push(nth));
        }
        stale.sort_unstable();
        stale.dedup();
        let mut at = 0;
        self.checker.with_front(|front| {
            for (nth, block) in blocks.iter_mut().enumerate() {
                if stale.binary_search(&nth).is_ok() {
                    self.checker.look(&self.text[at..at + block.bytes], block, &Policy::USUAL, front);
                }
                at += block.bytes;
            }
        });
        for block in &blocks[fresh.clone()] {
            counts.count(&block.tokens, &block.suspects.looks, 1, |hash| tally.add(hash, 1));
        }
        let changed = tally.changed(counts);
        self.reading.ask_of(&stale);
        Replaced { before, fresh, stale, changed }
    }
}

/// What became of the blocks around an edit.
struct Replaced {
    /// The diagnostics of the blocks that are gone, where they stood.
    before: Vec<Diagnostic>,
    /// The indices of the blocks that are in their place.
    fresh: Range<usize>,
    /// The indices of all blocks that must be judged anew, in order.
    stale: Vec<usize>,
    /// The hashes whose count changed so that it matters, sorted.
    changed: Vec<u32>,
}

/// Compares the diagnostics around an edit.
fn change(before: Vec<Diagnostic>, after: &[Diagnostic], edit: &Edit) -> Change {
    let end = edit.range.start + edit.insert.len();
    let mut range = edit.range.start..end;
    let mut added = after.iter().peekable();
    let mut change = Change { range: 0..0, removed: Vec::new(), added: Vec::new() };
    for old in before {
        let moved = moved(&old, edit);
        let place = moved.as_ref().map_or(old.range.start.min(end), |m| m.range.start);
        while let Some(new) = added.next_if(|new| new.range.start < place) {
            change.added.push(new.clone());
        }
        if moved.is_some() && added.peek() == moved.as_ref().as_ref() {
            added.next();
        } else {
            range = range.start.min(place)..range.end.max(place);
            change.removed.push(old);
        }
    }
    change.added.extend(added.cloned());
    for new in &change.added {
        range = range.start.min(new.range.start)..range.end.max(new.range.end);
    }
    change.range = range;
    change
}

/// A diagnostic as it would stand after an edit beside it; `None` if the edit touches it.
fn moved(diagnostic: &Diagnostic, edit: &Edit) -> Option<Diagnostic> {
    if diagnostic.range.end < edit.range.start {
        return Some(diagnostic.clone());
    }
    if diagnostic.range.start <= edit.range.end {
        return None;
    }
    let shift = |at: usize| at - edit.range.end + edit.range.start + edit.insert.len();
    Some(diagnostic.clone().moved(shift))
}
