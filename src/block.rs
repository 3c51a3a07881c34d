//! A text in blocks of whole paragraphs: what the stages found out about each, so that an edit has few of them read anew.
//!
//! Three things reach over blocks, and each has its place here: code over paragraphs ([`Block::marks`], paired by
//! [`protected`]), the counts of words that open questions ask about ([`Open::questions`]), and nothing else. All offsets
//! in a block count from its start.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::Diagnostic;
use crate::candidates::Run;
use crate::evidence::{Counts, WordFilter};
use crate::markup::{Mark, marks, resolve};
use crate::suspects::{Stretch, Suspects, merge, within};
use crate::tokenizer::{Token, paragraph};

/// A block ends with the paragraph that makes it this long, in bytes: short enough to be read anew at a key, long enough
/// that a megabyte has few of them.
const BLOCK_BYTES: usize = 4096;

/// Some whole paragraphs of a text. What stands in it is read without a look at any other block.
#[derive(Debug, Clone, Default)]
pub struct Block {
    /// How long it is.
    pub bytes: usize,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its paragraphs, as they were read.
    pub stretches: Vec<Stretch>,
    /// What opens or closes code that may reach into other blocks.
    pub marks: Vec<Mark>,
    /// Which of its ranges are code over paragraphs, or named by the host; sorted and apart.
    pub protect: Vec<Range<usize>>,
    /// What deserves a thought in it.
    pub suspects: Suspects,
    /// The tokens that passed the first sight.
    pub open: Vec<Open>,
    /// What was found in it.
    pub found: Vec<Diagnostic>,
    /// Which words it may have, as soon as somebody needed to know.
    words: OnceLock<WordFilter>,
}

/// A token that passed the first sight, and its readings.
#[derive(Debug, Clone)]
pub struct Open {
    /// The index of the token.
    pub token: usize,
    /// Everything it could be.
    pub run: Arc<Run>,
    /// Whether it is a word as it stands.
    pub is_real_word: bool,
}

impl Block {
    /// Reads the block that starts at byte `from` of a text. It ends before `is_border` holds for the start of a
    /// paragraph, which is in bytes of the text.
    pub fn read(text: &str, from: usize, is_border: impl Fn(usize) -> bool) -> Block {
        let text = &text[from..];
        let mut block = Block { tokens: Vec::with_capacity(BLOCK_BYTES / 4), ..Block::default() };
        loop {
            let start = block.bytes;
            let read = paragraph(text, start, &mut block.tokens);
            if read.has_markup {
                marks(&text[start..read.end], start, &mut block.marks);
            }
            block.stretches.push(Stretch {
                tokens_end: block.tokens.len(),
                bytes: start..read.end,
                has_markup: read.has_markup,
            });
            block.bytes = read.end;
            // A short block goes on over a border, so that many edits do not leave many short ones.
            let is_enough = block.bytes >= BLOCK_BYTES / 2 && is_border(from + block.bytes);
            if block.bytes >= BLOCK_BYTES || block.bytes == text.len() || is_enough {
                return block;
            }
        }
    }

    /// What was found in it, where it stands in the text if the block starts at byte `at`.
    pub fn found_at(&self, at: usize) -> impl Iterator<Item = Diagnostic> {
        self.found.iter().map(move |diagnostic| diagnostic.clone().moved(|offset| at + offset))
    }
}

/// A text that was read up to the judgement.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// What the open questions ask about, counted.
    pub counts: Counts,
}

impl Reading {
    /// Where each block starts, in bytes of the text.
    pub fn starts(&self) -> Vec<usize> {
        let mut end = 0;
        let start = |block: &Block| {
            end += block.bytes;
            end - block.bytes
        };
        self.blocks.iter().map(start).collect()
    }

    /// The blocks of `text`, which was read: where each starts, its text, and what was found out about it.
    pub fn placed<'r>(&'r self, text: &'r str) -> impl Iterator<Item = (usize, &'r str, &'r Block)> {
        let blocks = self.starts().into_iter().zip(&self.blocks);
        blocks.map(move |(at, block)| (at, &text[at..at + block.bytes], block))
    }

    /// Counts what the open questions of all blocks ask about.
    pub fn ask_all(&mut self) {
        let questions = self.questions(0..self.blocks.len());
        questions.into_iter().for_each(|hash| self.counts.ask(hash));
        if self.counts.len() > 0 {
            let blocks = self.blocks.iter();
            blocks.for_each(|block| self.counts.count(&block.tokens, &block.suspects.looks, 1, |_| {}));
        }
    }

    fn questions(&self, blocks: impl Iterator<Item = usize>) -> Vec<u32> {
        let open = blocks.flat_map(|nth| &self.blocks[nth].open);
        open.flat_map(|open| open.run.questions()).copied().collect()
    }

    /// Counts what the open questions of some blocks ask about, as far as nobody asked before.
    pub fn ask_of(&mut self, blocks: &[usize]) {
        // What only texts that are gone asked about is forgotten when there is much of it.
        if self.counts.len() > 2 * MAX_FORGOTTEN {
            let live = self.questions(0..self.blocks.len());
            if live.len() + MAX_FORGOTTEN < self.counts.len() {
                self.counts = Counts::new();
                return self.ask_all();
            }
        }
        let mut new = self.questions(blocks.iter().copied());
        new.retain(|&hash| !self.counts.has(hash));
        if new.is_empty() {
            return;
        }
        let mut counts = Counts::new();
        new.iter().for_each(|&hash| counts.ask(hash));
        for block in &self.blocks {
            // Few blocks have the words that one token asks about.
            let words = block.words.get_or_init(|| WordFilter::new(&block.tokens, &block.suspects.looks));
            if new.iter().any(|&hash| words.may_have(hash)) {
                counts.count(&block.tokens, &block.suspects.looks, 1, |_| {});
            }
        }
        self.counts.extend(counts);
    }
}

/// How many counts may be kept that nobody asks for any more.
const MAX_FORGOTTEN: usize = 20_000;

/// The blocks of a text.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(text.len() / BLOCK_BYTES + 1);
    let mut at = 0;
    while at < text.len() {
        let block = Block::read(text, at, |_| false);
        at += block.bytes;
        blocks.push(block);
    }
    blocks
}

/// Gives each block the ranges in it that are code over paragraphs or named by the host (`protect`, in bytes of the
/// text), and tells the indices of those for which they are others than before.
pub fn protected(blocks: &mut [Block], protect: &[Range<usize>], mut changed: impl FnMut(usize)) {
    let mut all = Vec::new();
    let mut at = 0;
    for block in blocks.iter() {
        all.extend(block.marks.iter().map(|mark| mark.shifted(at)));
        at += block.bytes;
    }
    let mut ranges = resolve(&all);
    ranges.extend(protect.iter().filter(|range| !range.is_empty()).cloned());
    let ranges = merge(ranges);
    let mut at = 0;
    for (nth, block) in blocks.iter_mut().enumerate() {
        let protect = within(&ranges, at..at + block.bytes);
        let protect: Vec<_> = protect.into_iter().map(|range| range.start - at..range.end - at).collect();
        if protect != block.protect {
            block.protect = protect;
            changed(nth);
        }
        at += block.bytes;
    }
}
