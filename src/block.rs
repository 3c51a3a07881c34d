//! A text in blocks of whole paragraphs, with the results of all stages for each, so that an edit replaces few of them.
//!
//! Two things reach over blocks: code over paragraphs ([`Block::marks`], which [`protect_blocks`] pairs), and the
//! counts of queries ([`AnalysedText::counts`]). All offsets in a block count from its start.

use std::ops::Range;
use std::sync::OnceLock;

use crate::context::boundary_costs::BoundaryCosts;
use crate::context::counts::{Counts, WordFilter};
use crate::detect::detections::Detections;
use crate::report::diagnostic::Diagnostic;
use crate::report::finding::Finding;
use crate::spacing::FlaggedToken;
use crate::text::markup::{Mark, marks, resolve};
use crate::text::ranges::{merge, within};
use crate::text::reading_copy::ReadingCopy;
use crate::text::token::{ParagraphSpan, Token};
use crate::text::tokenizer::paragraph;

/// A block ends with the paragraph that makes it this long, in bytes: short enough to be read again at each key, long
/// enough that a megabyte has few blocks.
const BLOCK_BYTES: usize = 4096;

/// Whole paragraphs of a text, up to about [`BLOCK_BYTES`]. Its tokens depend on no other block.
#[derive(Debug, Clone, Default)]
pub(crate) struct Block {
    /// Its length, in bytes.
    pub bytes: usize,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its paragraphs.
    pub paragraph_spans: Vec<ParagraphSpan>,
    /// A copy with the spelling in which its words are read, if it is another one.
    pub reading_copy: Option<Box<ReadingCopy>>,
    /// The marks that open or close code over paragraphs, which may reach into other blocks.
    pub marks: Vec<Mark>,
    /// Its ranges that are code over paragraphs or protected by the host, sorted and apart.
    pub protect: Vec<Range<usize>>,
    /// Its flagged tokens and gaps, and the statistics of its paragraphs.
    pub detections: Detections,
    /// The boundary costs of the analysed tokens, sorted by token.
    pub boundary_costs: Vec<BoundaryCosts>,
    /// The tokens that passed the prefilter, in order, with their verdicts.
    pub flagged: Vec<JudgedToken>,
    /// The verdicts on the gaps of `detections`.
    pub gaps: Vec<Verdict>,
    /// The verdicts on the windows of `detections`.
    pub windows: Vec<Verdict>,
    /// The verdicts on the pairs of `detections`.
    pub pairs: Vec<Verdict>,
    /// The diagnostics of its last judgement.
    pub diagnostics: Vec<Diagnostic>,
    /// The next stage that it needs.
    pub todo: Todo,
    /// The flagged tokens whose hypotheses are still to be found, the first one at the end.
    pub unanalysed: Vec<Unanalysed>,
    /// Whether its words are included in the counts.
    pub is_counted: bool,
    /// Whether `diagnostics` changed since the changes were last taken.
    pub has_changed: bool,
    /// The words that it may have, once needed.
    words: OnceLock<WordFilter>,
}

/// A token that passed the prefilter, and the verdict on it.
#[derive(Debug, Clone)]
pub(crate) struct JudgedToken {
    /// The token and its hypotheses.
    pub token: FlaggedToken,
    /// The verdict on it.
    pub verdict: Verdict,
}

/// The judgement of a flagged place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Verdict {
    /// The place was not judged yet, or a count that its verdict depended on has changed.
    Pending,
    /// There is no finding to report.
    Clear,
    /// There are findings to report.
    Found(Vec<Finding>),
}

/// A flagged place of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The token with this index in [`Block::flagged`].
    Token(usize),
    /// The gap with this index in [`Block::gaps`].
    Gap(usize),
    /// The window with this index in [`Block::windows`].
    Window(usize),
    /// The pair with this index in [`Block::pairs`].
    Pair(usize),
}

/// The next stage that a block needs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Todo {
    /// Detect flagged tokens and gaps.
    #[default]
    Detect,
    /// Find the hypotheses of the flagged tokens.
    Analyse,
    /// Judge the flagged places.
    Judge,
    /// Judge some of them again, since counts have changed.
    JudgeAgain,
    Nothing,
}

/// A flagged token whose hypotheses are still to be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unanalysed {
    /// The index of the token.
    pub token: usize,
    /// Whether it is a known word.
    pub is_real_word: bool,
}

/// The results of all stages for one paragraph. Tokens and bytes count from its start, so that they hold wherever the
/// same paragraph is.
#[derive(Debug, Clone)]
pub(crate) struct ParagraphResults {
    detections: Detections,
    boundary_costs: Vec<BoundaryCosts>,
    flagged: Vec<JudgedToken>,
    gaps: Vec<Verdict>,
    windows: Vec<Verdict>,
    pairs: Vec<Verdict>,
}

impl Verdict {
    /// Returns the verdict with its findings moved by `by` bytes.
    fn shifted(&self, by: isize) -> Verdict {
        match self {
            Verdict::Found(findings) => {
                Verdict::Found(findings.iter().map(|finding| finding.clone().shifted(by)).collect())
            }
            other => other.clone(),
        }
    }
}

impl Block {
    /// Reads the block that starts at byte `from` of a text. It ends where it is long enough, or before a paragraph at
    /// a border: `is_border` tells whether a byte of the text is one.
    pub(crate) fn read(text: &str, from: usize, is_border: impl Fn(usize) -> bool) -> Block {
        let text = &text[from..];
        let mut block = Block { tokens: Vec::with_capacity(BLOCK_BYTES / 4), ..Block::default() };
        let mut is_respelt = false;
        loop {
            let start = block.bytes;
            let read = paragraph(text, start, &mut block.tokens);
            if read.has_markup {
                marks(&text[start..read.end], start, &mut block.marks);
            }
            block.paragraph_spans.push(ParagraphSpan {
                tokens_end: block.tokens.len(),
                bytes: start..read.end,
                has_markup: read.has_markup,
            });
            block.bytes = read.end;
            is_respelt |= read.is_respelt;
            // A block of less than half the length continues over a border, so that edits do not leave many short ones.
            let is_enough = block.bytes >= BLOCK_BYTES / 2 && is_border(from + block.bytes);
            if block.bytes >= BLOCK_BYTES || block.bytes == text.len() || is_enough {
                break;
            }
        }
        if is_respelt {
            let copy = ReadingCopy::new(&text[..block.bytes], &block.tokens, &block.paragraph_spans);
            block.reading_copy = Some(Box::new(copy));
        }
        block
    }

    /// Returns the text, tokens and paragraphs that are looked up and judged: those of the reading copy, if there is one.
    /// `text` is the text of the block.
    pub(crate) fn as_read<'b>(&'b self, text: &'b str) -> (&'b str, &'b [Token], &'b [ParagraphSpan]) {
        match &self.reading_copy {
            Some(copy) => (&copy.text, &copy.tokens, &copy.paragraph_spans),
            None => (text, &self.tokens, &self.paragraph_spans),
        }
    }

    /// Returns the places in a token, in characters as it is read, where no space can be inserted.
    pub(crate) fn unbreakable(&self, token: usize) -> Vec<usize> {
        self.reading_copy.as_ref().map_or(Vec::new(), |copy| copy.unbreakable(&copy.tokens[token]))
    }

    /// Returns the results of its paragraphs, each with its bytes of the block. Paragraphs without flagged places have
    /// none worth keeping, nor has a block whose tokens are not analysed.
    pub(crate) fn paragraph_results(&self) -> Vec<(Range<usize>, ParagraphResults)> {
        if matches!(self.todo, Todo::Detect | Todo::Analyse) {
            return Vec::new();
        }
        let results = self.paragraph_spans.iter().enumerate().filter_map(|(nth, span)| {
            let tokens = self.detections.paragraphs[nth].tokens.clone();
            let detections = self.detections.for_paragraph(nth);
            if detections.is_empty() {
                return None;
            }
            let (first, start) = (tokens.start, span.bytes.start);
            let within = |bound: usize| self.flagged.partition_point(|judged| judged.token.index < bound);
            let flagged =
                self.flagged[within(tokens.start)..within(tokens.end)].iter().map(|judged| JudgedToken {
                    token: FlaggedToken { index: judged.token.index - first, ..judged.token.clone() },
                    verdict: judged.verdict.shifted(-(start as isize)),
                });
            let costs = |bound: usize| self.boundary_costs.partition_point(|costs| costs.token < bound);
            let costs = self.boundary_costs[costs(tokens.start)..costs(tokens.end)].iter();
            let boundary_costs =
                costs.map(|costs| BoundaryCosts { token: costs.token - first, ..*costs }).collect();
            let gap = |bound: usize| self.detections.gaps.partition_point(|gap| gap.token < bound);
            let gaps = self.gaps[gap(tokens.start)..gap(tokens.end)].iter();
            let gaps = gaps.map(|verdict| verdict.shifted(-(start as isize))).collect();
            let window = |bound: usize| self.detections.windows.partition_point(|w| w.first < bound);
            let windows = self.windows[window(tokens.start)..window(tokens.end)].iter();
            let windows = windows.map(|verdict| verdict.shifted(-(start as isize))).collect();
            let pair = |bound: usize| self.detections.pairs.partition_point(|pair| pair.first < bound);
            let pairs = self.pairs[pair(tokens.start)..pair(tokens.end)].iter();
            let pairs = pairs.map(|verdict| verdict.shifted(-(start as isize))).collect();
            let flagged = flagged.collect();
            let results = ParagraphResults { detections, boundary_costs, flagged, gaps, windows, pairs };
            Some((span.bytes.clone(), results))
        });
        results.collect()
    }

    /// Takes over the results of a paragraph with the same text, if the same tokens and gaps are flagged. Returns
    /// whether it did.
    fn take_over(&mut self, nth: usize, results: &ParagraphResults) -> bool {
        if !self.detections.for_paragraph(nth).is_alike(&results.detections) {
            return false;
        }
        let (first, start) =
            (self.detections.paragraphs[nth].tokens.start, self.paragraph_spans[nth].bytes.start);
        self.flagged.extend(results.flagged.iter().map(|judged| JudgedToken {
            token: FlaggedToken { index: first + judged.token.index, ..judged.token.clone() },
            verdict: judged.verdict.shifted(start as isize),
        }));
        let costs = results.boundary_costs.iter();
        self.boundary_costs.extend(costs.map(|costs| BoundaryCosts { token: first + costs.token, ..*costs }));
        self.gaps.extend(results.gaps.iter().map(|verdict| verdict.shifted(start as isize)));
        self.windows.extend(results.windows.iter().map(|verdict| verdict.shifted(start as isize)));
        self.pairs.extend(results.pairs.iter().map(|verdict| verdict.shifted(start as isize)));
        true
    }

    /// Takes over results for the paragraphs that `previous` has some for, by their bytes of the block, and queues the
    /// flagged tokens of all others for analysis. `detections` are those of the current text.
    pub(crate) fn begin_analysis<'f>(
        &mut self,
        previous: impl Fn(&Range<usize>) -> Option<&'f ParagraphResults>,
    ) {
        (self.boundary_costs, self.flagged, self.unanalysed) = Default::default();
        (self.gaps, self.windows, self.pairs) = Default::default();
        for nth in 0..self.paragraph_spans.len() {
            if previous(&self.paragraph_spans[nth].bytes).is_some_and(|results| self.take_over(nth, results))
            {
                continue;
            }
            let Detections { unknown, real_words, gaps, windows, pairs, paragraphs, .. } = &self.detections;
            let within = |tokens: &[usize]| {
                let bound = |bound| tokens.partition_point(|&token| token < bound);
                bound(paragraphs[nth].tokens.start)..bound(paragraphs[nth].tokens.end)
            };
            let unanalysed = |is_real_word| move |&token: &usize| Unanalysed { token, is_real_word };
            self.unanalysed.extend(unknown[within(unknown)].iter().map(unanalysed(false)));
            self.unanalysed.extend(real_words[within(real_words)].iter().map(unanalysed(true)));
            let tokens = &paragraphs[nth].tokens;
            let gap = |bound: usize| gaps.partition_point(|gap| gap.token < bound);
            self.gaps.resize(gap(tokens.end), Verdict::Pending);
            let window = windows.partition_point(|window| window.first < tokens.end);
            self.windows.resize(window, Verdict::Pending);
            let pair = pairs.partition_point(|pair| pair.first < tokens.end);
            self.pairs.resize(pair, Verdict::Pending);
        }
        self.unanalysed.reverse();
        self.todo = Todo::Analyse;
    }

    /// Invalidates the verdicts on tokens with a query among `changed`, the hashes whose counts changed, sorted.
    pub(crate) fn judge_again(&mut self, changed: &[u32]) {
        let tokens = self.flagged.iter_mut();
        let tokens = tokens.map(|judged| (judged.token.analysed.queries(), &mut judged.verdict));
        let windows = self.detections.windows.iter().map(|window| &window.queries[..]);
        let pairs = self.detections.pairs.iter().map(|pair| &pair.queries[..]);
        let places = tokens.chain(windows.zip(&mut self.windows)).chain(pairs.zip(&mut self.pairs));
        for (queries, verdict) in places.filter(|(_, verdict)| **verdict != Verdict::Pending) {
            if queries.iter().any(|hash| changed.binary_search(hash).is_ok()) {
                *verdict = Verdict::Pending;
                if self.todo == Todo::Nothing {
                    self.todo = Todo::JudgeAgain;
                }
            }
        }
    }

    /// Returns the flagged place `nth` of the block: the tokens come first, then the gaps, the windows, the pairs.
    pub(crate) fn place(&self, mut nth: usize) -> Option<Place> {
        type ToPlace = fn(usize) -> Place;
        let kinds: [(usize, ToPlace); 4] = [
            (self.flagged.len(), Place::Token),
            (self.gaps.len(), Place::Gap),
            (self.windows.len(), Place::Window),
            (self.pairs.len(), Place::Pair),
        ];
        for (count, place) in kinds {
            if nth < count {
                return Some(place(nth));
            }
            nth -= count;
        }
        None
    }

    /// Returns the verdict on a place.
    pub(crate) fn verdict(&self, place: Place) -> &Verdict {
        match place {
            Place::Token(nth) => &self.flagged[nth].verdict,
            Place::Gap(nth) => &self.gaps[nth],
            Place::Window(nth) => &self.windows[nth],
            Place::Pair(nth) => &self.pairs[nth],
        }
    }

    /// Returns the verdict on a place, to be changed.
    pub(crate) fn verdict_mut(&mut self, place: Place) -> &mut Verdict {
        match place {
            Place::Token(nth) => &mut self.flagged[nth].verdict,
            Place::Gap(nth) => &mut self.gaps[nth],
            Place::Window(nth) => &mut self.windows[nth],
            Place::Pair(nth) => &mut self.pairs[nth],
        }
    }

    /// Returns the findings at its flagged places, before overlapping ones compete.
    pub(crate) fn findings(&self) -> impl Iterator<Item = &Finding> {
        let tokens = self.flagged.iter().map(|judged| &judged.verdict);
        let verdicts = tokens.chain(&self.gaps).chain(&self.windows).chain(&self.pairs);
        verdicts.flat_map(|verdict| match verdict {
            Verdict::Found(findings) => &findings[..],
            _ => &[],
        })
    }

    /// Marks the block as ready to be judged, once the hypotheses of all flagged tokens are found.
    pub(crate) fn end_analysis(&mut self) {
        // Results that were taken over precede those of this analysis.
        self.flagged.sort_by_key(|judged| judged.token.index);
        self.boundary_costs.sort_by_key(|costs| costs.token);
        self.todo = Todo::Judge;
    }

    /// Returns its diagnostics in bytes of the text, where the block starts at byte `at`.
    pub(crate) fn diagnostics_at(&self, at: usize) -> impl Iterator<Item = Diagnostic> {
        self.diagnostics.iter().map(move |diagnostic| diagnostic.clone().moved(|offset| at + offset))
    }
}

/// The blocks of a text, and the counts over all of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct AnalysedText {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// The counts of all queries.
    pub counts: Counts,
}

impl AnalysedText {
    /// Returns the start of each block, in bytes of the text.
    pub(crate) fn starts(&self) -> Vec<usize> {
        let mut end = 0;
        let start = |block: &Block| {
            end += block.bytes;
            end - block.bytes
        };
        self.blocks.iter().map(start).collect()
    }

    /// Returns each block of `text` with its start and its text.
    pub(crate) fn placed<'r>(&'r self, text: &'r str) -> impl Iterator<Item = (usize, &'r str, &'r Block)> {
        let blocks = self.starts().into_iter().zip(&self.blocks);
        blocks.map(move |(at, block)| (at, &text[at..at + block.bytes], block))
    }

    /// Counts the queries of all blocks.
    pub(crate) fn query_all(&mut self) {
        let queries = self.queries(0..self.blocks.len());
        queries.into_iter().for_each(|hash| self.counts.query(hash));
        if self.counts.len() > 0 {
            let blocks = self.blocks.iter();
            blocks
                .for_each(|block| self.counts.count(&block.tokens, &block.detections.token_infos, 1, |_| {}));
        }
    }

    /// Takes the counts of all queries from `whole`, the counts of the text that this one is a part of.
    pub(crate) fn query_all_of(&mut self, whole: &Counts) {
        self.blocks.iter_mut().for_each(|block| block.is_counted = true);
        let queries = self.queries(0..self.blocks.len());
        queries.into_iter().for_each(|hash| self.counts.query_of(hash, whole));
    }

    /// Adds the queries of all blocks to `whole`.
    pub(crate) fn add_queries(&self, whole: &mut Counts) {
        self.queries(0..self.blocks.len()).into_iter().for_each(|hash| whole.query(hash));
    }

    /// Adds the words of all blocks to the counts of `whole`.
    pub(crate) fn add_words(&self, whole: &mut Counts) {
        let blocks = self.blocks.iter();
        blocks.for_each(|block| whole.count(&block.tokens, &block.detections.token_infos, 1, |_| {}));
    }

    fn queries(&self, blocks: impl Iterator<Item = usize>) -> Vec<u32> {
        let queries = |nth: usize| {
            let block = &self.blocks[nth];
            let tokens = block.flagged.iter().flat_map(|judged| judged.token.analysed.queries());
            let windows = block.detections.windows.iter().flat_map(|window| &window.queries);
            tokens.chain(windows).chain(block.detections.pairs.iter().flat_map(|pair| &pair.queries))
        };
        blocks.flat_map(queries).copied().collect()
    }

    /// Counts those queries of some blocks that are not counted yet.
    pub(crate) fn query_for(&mut self, blocks: &[usize]) {
        // Counts that no block queries any more are dropped once there are many of them.
        if self.counts.len() > 2 * MAX_UNUSED_COUNTS {
            let in_use = self.queries(0..self.blocks.len());
            if in_use.len() + MAX_UNUSED_COUNTS < self.counts.len() {
                self.counts = Counts::default();
                return self.query_all();
            }
        }
        let mut new = self.queries(blocks.iter().copied());
        new.retain(|&hash| !self.counts.has(hash));
        if new.is_empty() {
            return;
        }
        let mut counts = Counts::default();
        new.iter().for_each(|&hash| counts.query(hash));
        for block in &self.blocks {
            // Few blocks have any of the words that one token queries.
            let words =
                block.words.get_or_init(|| WordFilter::new(&block.tokens, &block.detections.token_infos));
            if new.iter().any(|&hash| words.may_have(hash)) {
                counts.count(&block.tokens, &block.detections.token_infos, 1, |_| {});
            }
        }
        self.counts.extend(counts);
    }
}

/// The number of counts that may be kept although no block queries them any more.
const MAX_UNUSED_COUNTS: usize = 20_000;

/// Sets [`Block::protect`] of each block: its ranges that are code over paragraphs or in `protect`, the ranges that the
/// host protects, in bytes of the text. Calls `changed` with the index of each block whose ranges changed.
pub(crate) fn protect_blocks(blocks: &mut [Block], protect: &[Range<usize>], mut changed: impl FnMut(usize)) {
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
