//! Stage 2, continued: which tokens and which gaps of a text deserve a thought.
//!
//! About one token in a hundred does. What the lexicon knows is done here; so is what stands in code or markup.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use crate::casing::{Case, case_of, fold};
use crate::protect::{is_machine_made, spans};
use crate::tokenizer::{Break, Kind, Token};
use crate::{Lexicon, pack};

/// What deserves a thought, and what the judgement needs to know of the text around it.
#[derive(Debug, Default)]
pub struct Suspects {
    /// Tokens that are no known word: indices of the tokens.
    pub runs: Vec<usize>,
    /// Words as they stand that could be two words, if anybody asked for them: indices of the tokens.
    pub real_words: Vec<usize>,
    /// Places where a space may be missing beside punctuation.
    pub gaps: Vec<Gap>,
    /// The paragraphs, in order.
    pub paragraphs: Vec<Paragraph>,
    /// How often each unknown token stands in the text, by the hash of its folded form.
    seen: HashMap<u64, u32>,
    /// The hashes of the words of the text, folded, and of its pairs of neighbouring words.
    words: HashSet<u64, BuildHasherDefault<Hashed>>,
    pairs: HashSet<u64, BuildHasherDefault<Hashed>>,
}

/// A place where a space may be missing beside punctuation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The token behind it.
    pub token: usize,
    /// Whether a straight quotation is open there, by the number of quotes before it in the paragraph.
    pub in_quotes: bool,
}

/// What is known of a paragraph as a whole.
#[derive(Debug, Default, Clone)]
pub struct Paragraph {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// How many words it has.
    pub words: u32,
    /// How many of them are unknown.
    pub unknown: u32,
    /// How many of the unknown ones have capitals inside.
    pub humps: u32,
    /// How many tokens stand in code, markup or what else machines made.
    pub machine_made: u32,
    /// Whether its straight quotes, so far, leave a quotation open.
    in_quotes: bool,
}

impl Suspects {
    /// Looks through the tokens of `text`. `protect` holds the ranges that the host names, in bytes;
    /// `is_personal` knows the writer's own words.
    pub fn find(
        text: &str,
        tokens: &[Token],
        lexicon: &Lexicon,
        protect: &[Range<usize>],
        is_personal: impl Fn(&str) -> bool,
        is_hidden: impl Fn(&str) -> bool,
        wants_real_words: bool,
    ) -> Suspects {
        let mut found = Suspects::default();
        let mut protected = Cursor::new(merge(spans(text), protect));
        let mut chunk = 0;
        while chunk < tokens.len() {
            let end =
                (chunk + 1..tokens.len()).find(|&i| tokens[i].before != Break::None).unwrap_or(tokens.len());
            if tokens[chunk].before == Break::Paragraph {
                found.paragraphs.push(Paragraph { tokens: chunk..chunk, ..Paragraph::default() });
            }
            let (runs, real_words, gaps) = (found.runs.len(), found.real_words.len(), found.gaps.len());
            for i in chunk..end {
                let token = &tokens[i];
                if protected.covers(token.range()) {
                    found.machine_made(1);
                } else {
                    found.token(text, tokens, i, lexicon, &is_personal, &is_hidden);
                    let is_known = token.kind == Kind::Word && found.runs.last() != Some(&i);
                    if wants_real_words && is_known && !is_personal(token.of(text)) {
                        found.real_words.push(i);
                    }
                }
            }
            if let Some(paragraph) = found.paragraphs.last_mut() {
                paragraph.tokens.end = end;
            }
            let suspicious = found.runs.len() > runs || found.gaps.len() > gaps;
            if suspicious && is_machine_made(&text[tokens[chunk].start()..tokens[end - 1].end()]) {
                found.runs.truncate(runs);
                found.real_words.truncate(real_words);
                found.gaps.truncate(gaps);
                found.machine_made((end - chunk) as u32);
            }
            chunk = end;
        }
        if !found.runs.is_empty() || !found.real_words.is_empty() {
            let mut last = None;
            for token in tokens {
                let word = (token.kind == Kind::Word).then(|| hash(token.of(text)));
                found.words.extend(word);
                let pair = last.zip(word).filter(|_| token.before == Break::Space);
                found.pairs.extend(pair.map(|(left, right)| pair_hash(left, right)));
                last = word;
            }
        }
        for &i in &found.runs {
            *found.seen.entry(hash(tokens[i].of(text))).or_default() += 1;
        }
        found
    }

    fn machine_made(&mut self, tokens: u32) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.machine_made += tokens;
        }
    }

    fn token(
        &mut self,
        text: &str,
        tokens: &[Token],
        i: usize,
        lexicon: &Lexicon,
        is_personal: &impl Fn(&str) -> bool,
        is_hidden: &impl Fn(&str) -> bool,
    ) {
        let token = &tokens[i];
        let unknown = match token.kind {
            Kind::Word => {
                let word = token.of(text);
                (!lexicon.knows(word) || is_hidden(word)) && !is_personal(word)
            }
            Kind::Mixed => !is_personal(token.of(text)),
            Kind::Foreign => true,
            Kind::Number | Kind::Punctuation => false,
        };
        if unknown && token.is_run() {
            self.runs.push(i);
        }
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        if token.before == Break::None && is_gap(text, &tokens[i - 1], token) {
            self.gaps.push(Gap { token: i, in_quotes: paragraph.in_quotes });
        }
        if token.kind == Kind::Punctuation {
            paragraph.in_quotes ^= token.of(text) == "\"";
        } else {
            paragraph.words += 1;
            paragraph.unknown += u32::from(unknown);
            paragraph.humps += u32::from(unknown && case_of(token.of(text)) == Case::Mixed);
        }
    }

    /// The paragraph of a token.
    pub fn paragraph(&self, token: usize) -> &Paragraph {
        let nth = self.paragraphs.partition_point(|p| p.tokens.end <= token);
        &self.paragraphs[nth.min(self.paragraphs.len() - 1)]
    }

    /// Whether a word stands in the text by itself, in any casing.
    pub fn has_word(&self, folded: &str) -> bool {
        self.words.contains(&hash(folded))
    }

    /// Whether two words stand side by side in the text, with a space between them, in any casing.
    pub fn has_pair(&self, left: &str, right: &str) -> bool {
        self.pairs.contains(&pair_hash(hash(left), hash(right)))
    }

    /// How often a suspicious token stands in the text, in any casing.
    pub fn times_seen(&self, token: &str) -> u32 {
        self.seen.get(&hash(token)).copied().unwrap_or(0)
    }
}

/// Whether a space could be missing between two tokens of a chunk, one of them punctuation.
fn is_gap(text: &str, left: &Token, right: &Token) -> bool {
    let (a, b) = (left.of(text), right.of(text));
    let closes = left.kind == Kind::Punctuation && a.chars().next().is_some_and(|c| CLOSERS.contains(c));
    let opens = right.kind == Kind::Punctuation && b.chars().next().is_some_and(|c| OPENERS.contains(c));
    match (left.kind, right.kind) {
        // `[text][reference]` is a link.
        (Kind::Punctuation, Kind::Punctuation) => closes && opens && a != b && (a, b) != ("]", "["),
        // Dots inside a sentence are spaced as their author likes.
        (Kind::Punctuation, _) if text[..left.end()].ends_with("..") || a == "…" => {
            right.is_run() && b.starts_with(char::is_uppercase)
        }
        (Kind::Punctuation, _) => closes && right.is_run(),
        (_, Kind::Punctuation) => left.is_run() && opens,
        _ => false,
    }
}

/// Punctuation that a space follows.
pub const CLOSERS: &str = ",.;:!?)]”’\"'…%»";
/// Punctuation that a space precedes.
pub const OPENERS: &str = "([“‘\"«";

/// Passes a hash on as it is.
#[derive(Debug, Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        debug_assert!(false, "only numbers are hashed");
    }

    fn write_u64(&mut self, hash: u64) {
        // The table takes the upper bits for one thing and the lower ones for another; FNV mixes the upper ones badly.
        self.0 = hash ^ hash.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

fn pair_hash(left: u64, right: u64) -> u64 {
    left.rotate_left(17).wrapping_mul(0x0100_0000_01b3) ^ right
}

fn hash(token: &str) -> u64 {
    let mut utf8 = [0; 4];
    let mut bytes = Vec::with_capacity(token.len());
    token.chars().for_each(|c| bytes.extend_from_slice(fold(c).encode_utf8(&mut utf8).as_bytes()));
    pack::checksum(&bytes)
}

/// Sorted ranges that do not overlap, out of two lists.
fn merge(mut spans: Vec<Range<usize>>, more: &[Range<usize>]) -> Vec<Range<usize>> {
    spans.extend(more.iter().filter(|range| !range.is_empty()).cloned());
    spans.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if last.end >= span.start => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

/// Answers for ranges in ascending order whether protected ranges touch them.
struct Cursor {
    ranges: Vec<Range<usize>>,
    at: usize,
}

impl Cursor {
    fn new(ranges: Vec<Range<usize>>) -> Cursor {
        Cursor { ranges, at: 0 }
    }

    fn covers(&mut self, range: Range<usize>) -> bool {
        while self.ranges.get(self.at).is_some_and(|r| r.end <= range.start) {
            self.at += 1;
        }
        self.ranges.get(self.at).is_some_and(|r| r.start < range.end)
    }
}
