//! A text in blocks of whole paragraphs: what the stages found out about each, so that an edit has few of them read anew.
//!
//! Two things reach over blocks, and each has its place here: code over paragraphs ([`Block::marks`], paired by
//! [`protected`]), and the counts of words that queries ask about ([`Open::queries`]). All offsets in a block count
//! from its start.

use std::ops::Range;
use std::sync::OnceLock;

use crate::context::counts::{Counts, WordFilter};
use crate::detect::detections::Detections;
use crate::report::diagnostic::Diagnostic;
use crate::report::finding::Finding;
use crate::spacing::FlaggedToken;
use crate::text::markup::{Mark, marks, resolve};
use crate::text::ranges::{merge, within};
use crate::text::stripped::Stripped;
use crate::text::tokenizer::{ParagraphSpan, Token, paragraph};

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
    pub paragraph_spans: Vec<ParagraphSpan>,
    /// Its text and tokens without ignorable characters in words, if there is any.
    pub stripped: Option<Box<Stripped>>,
    /// What opens or closes code that may reach into other blocks.
    pub marks: Vec<Mark>,
    /// Which of its ranges are code over paragraphs, or named by the host; sorted and apart.
    pub protect: Vec<Range<usize>>,
    /// what is flagged in it.
    pub detections: Detections,
    /// The indices of the tokens whose hypotheses were read, and the [`boundary_costs`](crate::spacing::hypotheses::edges) of each.
    pub boundary_costs: Vec<(usize, [f32; 2])>,
    /// The tokens that passed the prefilter, in order.
    pub flagged: Vec<JudgedToken>,
    /// The verdicts on the gaps of `detections`.
    pub gaps: Vec<Verdict>,
    /// What was found in it when it was judged last.
    pub found: Vec<Diagnostic>,
    /// What is to be done with it next.
    pub todo: Todo,
    /// The tokens that are still to be read, the first one at the end.
    pub unanalysed: Vec<Unanalysed>,
    /// Whether its words are among the counts, and what it asks about.
    pub is_counted: bool,
    /// Whether `found` has changed since somebody was told of it.
    pub has_changed: bool,
    /// Which words it may have, as soon as somebody needed to know.
    words: OnceLock<WordFilter>,
}

/// A token that passed the prefilter, and what was judged of it.
#[derive(Debug, Clone)]
pub struct JudgedToken {
    /// The token and everything it could be.
    pub flagged: FlaggedToken,
    /// What was judged of it.
    pub verdict: Verdict,
}

/// What was judged of a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// Nothing yet, or something that it was judged by has changed.
    Pending,
    /// Nothing that would be reported.
    Clear,
    /// This.
    Found(Finding),
}

/// A place of a block that is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The token with this index in [`Block::open`].
    JudgedToken(usize),
    /// The gap with this index in [`Block::gaps`].
    Gap(usize),
}

/// What is to be done with a block next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Todo {
    /// To find what is flagged in it.
    #[default]
    Detect,
    /// To read the tokens that do.
    Analyse,
    /// To judge them.
    Judge,
    /// To judge some of them anew, since counts have changed.
    JudgeAnew,
    Nothing,
}

/// A token that is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unanalysed {
    /// The index of the token.
    pub token: usize,
    /// Whether it is a word as it stands.
    pub is_real_word: bool,
}

/// What was found out about a paragraph. Tokens and bytes count from its start.
#[derive(Debug, Clone)]
pub struct Findings {
    detections: Detections,
    boundary_costs: Vec<(usize, [f32; 2])>,
    flagged: Vec<JudgedToken>,
    gaps: Vec<Verdict>,
}

impl Verdict {
    /// The same with the finding so many bytes further behind.
    fn shifted(&self, by: isize) -> Verdict {
        match self {
            Verdict::Found(finding) => Verdict::Found(finding.clone().shifted(by)),
            other => other.clone(),
        }
    }
}

impl Block {
    /// Reads the block that starts at byte `from` of a text. It ends before `is_border` holds for the start of a
    /// paragraph, which is in bytes of the text.
    pub fn read(text: &str, from: usize, is_border: impl Fn(usize) -> bool) -> Block {
        let text = &text[from..];
        let mut block = Block { tokens: Vec::with_capacity(BLOCK_BYTES / 4), ..Block::default() };
        let mut has_ignorables = false;
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
            has_ignorables |= read.has_ignorables;
            // A short block goes on over a border, so that many edits do not leave many short ones.
            let is_enough = block.bytes >= BLOCK_BYTES / 2 && is_border(from + block.bytes);
            if block.bytes >= BLOCK_BYTES || block.bytes == text.len() || is_enough {
                break;
            }
        }
        if has_ignorables {
            block.stripped =
                Some(Box::new(Stripped::new(&text[..block.bytes], &block.tokens, &block.paragraph_spans)));
        }
        block
    }

    /// Its text, tokens and paragraphs as they are looked up; `text` is its text.
    pub fn stripped<'b>(&'b self, text: &'b str) -> (&'b str, &'b [Token], &'b [ParagraphSpan]) {
        match &self.stripped {
            Some(stripped) => (&stripped.text, &stripped.tokens, &stripped.paragraph_spans),
            None => (text, &self.tokens, &self.paragraph_spans),
        }
    }

    /// What was found out about its paragraphs, each with its bytes of the block. Of those without flagged places nothing is worth
    /// keeping, nor of a block that was not read to its end.
    pub fn findings(&self) -> Vec<(Range<usize>, Findings)> {
        if matches!(self.todo, Todo::Detect | Todo::Analyse) {
            return Vec::new();
        }
        let detections = self.paragraph_spans.iter().enumerate().filter_map(|(nth, span)| {
            let tokens = self.detections.paragraphs[nth].tokens.clone();
            let detections = self.detections.for_paragraph(nth);
            if detections.is_empty() {
                return None;
            }
            let (first, start) = (tokens.start, span.bytes.start);
            let within = |bound: usize| self.flagged.partition_point(|token| token.flagged.token < bound);
            let flagged =
                self.flagged[within(tokens.start)..within(tokens.end)].iter().map(|token| JudgedToken {
                    flagged: FlaggedToken { token: token.flagged.token - first, ..token.flagged.clone() },
                    verdict: token.verdict.shifted(-(start as isize)),
                });
            let costs = |bound: usize| self.boundary_costs.partition_point(|(token, _)| *token < bound);
            let costs = self.boundary_costs[costs(tokens.start)..costs(tokens.end)].iter();
            let boundary_costs = costs.map(|(token, costs)| (token - first, *costs)).collect();
            let gap = |bound: usize| self.detections.gaps.partition_point(|gap| gap.token < bound);
            let gaps = self.gaps[gap(tokens.start)..gap(tokens.end)].iter();
            let gaps = gaps.map(|verdict| verdict.shifted(-(start as isize))).collect();
            Some((
                span.bytes.clone(),
                Findings { detections, boundary_costs, flagged: flagged.collect(), gaps },
            ))
        });
        detections.collect()
    }

    /// Takes over what was found out about a paragraph of the same text, if the same is flagged in it.
    fn take_over(&mut self, nth: usize, findings: &Findings) -> bool {
        if !self.detections.for_paragraph(nth).is_alike(&findings.detections) {
            return false;
        }
        let (first, start) =
            (self.detections.paragraphs[nth].tokens.start, self.paragraph_spans[nth].bytes.start);
        self.flagged.extend(findings.flagged.iter().map(|token| JudgedToken {
            flagged: FlaggedToken { token: first + token.flagged.token, ..token.flagged.clone() },
            verdict: token.verdict.shifted(start as isize),
        }));
        let costs = findings.boundary_costs.iter();
        self.boundary_costs.extend(costs.map(|(token, costs)| (first + token, *costs)));
        self.gaps.extend(findings.gaps.iter().map(|verdict| verdict.shifted(start as isize)));
        true
    }

    /// Decides what is to be read now that `detections` were found: what `former` does not have for a paragraph of these
    /// bytes.
    pub fn begin_analysis<'f>(&mut self, former: impl Fn(&Range<usize>) -> Option<&'f Findings>) {
        (self.boundary_costs, self.flagged, self.gaps, self.unanalysed) = Default::default();
        for nth in 0..self.paragraph_spans.len() {
            if former(&self.paragraph_spans[nth].bytes).is_some_and(|findings| self.take_over(nth, findings))
            {
                continue;
            }
            let Detections { unknown, real_words, gaps, paragraphs, .. } = &self.detections;
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
        }
        self.unanalysed.reverse();
        self.todo = Todo::Analyse;
    }

    /// Has the tokens judged anew that asked about a hash whose count is another; `changed` are sorted.
    pub fn judge_anew(&mut self, changed: &[u32]) {
        for token in self.flagged.iter_mut().filter(|token| token.verdict != Verdict::Pending) {
            if token.flagged.analysed.queries().iter().any(|hash| changed.binary_search(hash).is_ok()) {
                token.verdict = Verdict::Pending;
                if self.todo == Todo::Nothing {
                    self.todo = Todo::JudgeAnew;
                }
            }
        }
    }

    /// Returns the place `nth` of the block: its open tokens come first, then its gaps.
    pub fn place(&self, nth: usize) -> Option<Place> {
        match nth.checked_sub(self.flagged.len()) {
            None => Some(Place::JudgedToken(nth)),
            Some(gap) => (gap < self.gaps.len()).then_some(Place::Gap(gap)),
        }
    }

    /// Returns what was judged of a place.
    pub fn verdict(&self, place: Place) -> &Verdict {
        match place {
            Place::JudgedToken(nth) => &self.flagged[nth].verdict,
            Place::Gap(nth) => &self.gaps[nth],
        }
    }

    /// Returns what was judged of a place, to be changed.
    pub fn verdict_mut(&mut self, place: Place) -> &mut Verdict {
        match place {
            Place::JudgedToken(nth) => &mut self.flagged[nth].verdict,
            Place::Gap(nth) => &mut self.gaps[nth],
        }
    }

    /// What was found at its places before findings that touch become one diagnostic.
    pub fn verdicts(&self) -> impl Iterator<Item = &Finding> {
        let verdicts = self.flagged.iter().map(|token| &token.verdict).chain(&self.gaps);
        verdicts.filter_map(|verdict| match verdict {
            Verdict::Found(finding) => Some(finding),
            _ => None,
        })
    }

    /// All tokens are read that are flagged.
    pub fn end_analysis(&mut self) {
        // What was taken over came first.
        self.flagged.sort_by_key(|token| token.flagged.token);
        self.boundary_costs.sort_by_key(|(token, _)| *token);
        self.todo = Todo::Judge;
    }

    /// What was found in it, where it stands in the text if the block starts at byte `at`.
    pub fn found_at(&self, at: usize) -> impl Iterator<Item = Diagnostic> {
        self.found.iter().map(move |diagnostic| diagnostic.clone().moved(|offset| at + offset))
    }
}

/// A text that was read up to the judgement.
#[derive(Debug, Clone, Default)]
pub struct AnalysedText {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// What the queries ask about, counted.
    pub counts: Counts,
}

impl AnalysedText {
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

    /// Counts what the queries of all blocks ask about.
    pub fn query_all(&mut self) {
        let queries = self.queries(0..self.blocks.len());
        queries.into_iter().for_each(|hash| self.counts.query(hash));
        if self.counts.len() > 0 {
            let blocks = self.blocks.iter();
            blocks
                .for_each(|block| self.counts.count(&block.tokens, &block.detections.token_infos, 1, |_| {}));
        }
    }

    fn queries(&self, blocks: impl Iterator<Item = usize>) -> Vec<u32> {
        let flagged = blocks.flat_map(|nth| &self.blocks[nth].flagged);
        flagged.flat_map(|token| token.flagged.analysed.queries()).copied().collect()
    }

    /// Counts what the queries of some blocks ask about, as far as nobody asked before.
    pub fn query_for(&mut self, blocks: &[usize]) {
        // What only texts that are gone asked about is forgotten when there is much of it.
        if self.counts.len() > 2 * MAX_FORGOTTEN {
            let live = self.queries(0..self.blocks.len());
            if live.len() + MAX_FORGOTTEN < self.counts.len() {
                self.counts = Counts::new();
                return self.query_all();
            }
        }
        let mut new = self.queries(blocks.iter().copied());
        new.retain(|&hash| !self.counts.has(hash));
        if new.is_empty() {
            return;
        }
        let mut counts = Counts::new();
        new.iter().for_each(|&hash| counts.query(hash));
        for block in &self.blocks {
            // Few blocks have the words that one token asks about.
            let words =
                block.words.get_or_init(|| WordFilter::new(&block.tokens, &block.detections.token_infos));
            if new.iter().any(|&hash| words.may_have(hash)) {
                counts.count(&block.tokens, &block.detections.token_infos, 1, |_| {});
            }
        }
        self.counts.extend(counts);
    }
}

/// How many counts may be kept that nobody asks for any more.
const MAX_FORGOTTEN: usize = 20_000;

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
