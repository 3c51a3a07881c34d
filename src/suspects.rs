//! Stage 2, continued: which tokens and which gaps of a text deserve a thought.
//!
//! About one token in a hundred does. What the lexicon knows is done here; so is what stands in code or markup.

use std::ops::Range;

use crate::Lexicon;
use crate::casing::{Case, case_of};
use crate::front::{Front, Looked, WordHash, word_hash};
use crate::protect::{is_machine_made, spans};
use crate::tokenizer::{Break, Kind, Token};

/// What deserves a thought in a stretch of whole paragraphs, and what the judgement needs to know of them.
#[derive(Debug, Clone, Default)]
pub struct Suspects {
    /// Tokens that are no known word: indices of the tokens.
    pub runs: Vec<usize>,
    /// The indices of those of them that were read, and the [`edges`](crate::candidates::edges) of each.
    pub edges: Vec<(usize, [f32; 2])>,
    /// Words as they stand that could be two words, if anybody asked for them: indices of the tokens.
    pub real_words: Vec<usize>,
    /// Places where a space may be missing beside punctuation.
    pub gaps: Vec<Gap>,
    /// The paragraphs, in order.
    pub paragraphs: Vec<Paragraph>,
    /// What each token is.
    pub looks: Vec<Look>,
}

/// A place where a space may be missing beside punctuation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The token behind it.
    pub token: usize,
    /// Whether a straight quotation is open there, by the number of quotes before it in the paragraph.
    pub in_quotes: bool,
}

/// What is known of a token as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look(u32);

impl Look {
    const NOTHING: Look = Look(0);
    const KNOWN: u32 = 1 << 31;

    fn new(looked: Looked) -> Look {
        Look(looked.hash | if looked.known { Look::KNOWN } else { 0 })
    }

    /// Whether it is a word that the lexicon knows.
    pub fn is_known(self) -> bool {
        self.0 & Look::KNOWN != 0
    }

    /// The hash of its folded form; 0 if it has no letters.
    pub fn hash(self) -> WordHash {
        self.0 & !Look::KNOWN
    }
}

/// What is known of a paragraph as a whole.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
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

/// What a stretch of text is looked through with.
pub struct Search<'a> {
    /// The words.
    pub lexicon: &'a Lexicon,
    /// Ranges that are protected already, sorted and apart: code over paragraphs, and what the host names.
    pub protect: &'a [Range<usize>],
    /// Knows the writer's own words.
    pub is_personal: &'a dyn Fn(&str) -> bool,
    /// Words that are judged although the lexicon has them.
    pub is_hidden: Option<&'a dyn Fn(&str) -> bool>,
    /// Whether anybody asked for words as they stand.
    pub wants_real_words: bool,
}

/// A paragraph as it was read.
#[derive(Debug, Clone)]
pub struct Stretch {
    /// Where its tokens end.
    pub tokens_end: usize,
    /// Its bytes.
    pub bytes: Range<usize>,
    /// Whether it has a character that markup starts with.
    pub has_markup: bool,
}

impl Search<'_> {
    /// Looks through the tokens of `text`, paragraph by paragraph. All offsets are bytes of `text`.
    pub fn find(&self, text: &str, tokens: &[Token], stretches: &[Stretch], front: &mut Front) -> Suspects {
        let mut found = Suspects { looks: Vec::with_capacity(tokens.len()), ..Suspects::default() };
        let mut start = 0;
        for stretch in stretches {
            let tokens = &tokens[..stretch.tokens_end];
            let mut protected = Cursor::new(self.protected(text, stretch));
            found.paragraphs.push(Paragraph { tokens: start..tokens.len(), ..Paragraph::default() });
            self.paragraph(text, tokens, start, &mut protected, &mut found, front);
            start = tokens.len();
        }
        found
    }

    /// Looks through one paragraph: the tokens from `first` on.
    fn paragraph(
        &self,
        text: &str,
        tokens: &[Token],
        first: usize,
        protected: &mut Cursor,
        found: &mut Suspects,
        front: &mut Front,
    ) {
        let mut paragraph = found.paragraphs.pop().unwrap_or_default();
        let skips_known_words = protected.is_empty() && !self.doubts_known_words();
        // What stands between two white spaces, and whether anything was found in it.
        let (mut chunk, mut is_suspicious) = (first, false);
        for (i, token) in tokens.iter().enumerate().skip(first) {
            let starts_chunk = token.before != Break::None;
            if starts_chunk {
                if is_suspicious {
                    self.end_chunk(text, tokens, chunk..i, &mut paragraph, found);
                    is_suspicious = false;
                }
                chunk = i;
            }
            let look = match token.kind {
                Kind::Word => Look::new(front.look(self.lexicon, text, token.start(), token.end())),
                Kind::Mixed => Look(word_hash(token.of(text).chars())),
                _ => Look::NOTHING,
            };
            found.looks.push(look);
            // Nine tokens in ten.
            if starts_chunk && look.is_known() && skips_known_words {
                paragraph.words += 1;
                continue;
            }
            if protected.covers(token) {
                paragraph.machine_made += 1;
                continue;
            }
            if !starts_chunk && i > first {
                let ends_chunk = tokens.get(i + 1).is_none_or(|next| next.before != Break::None);
                if is_gap(text, &tokens[i - 1], token, ends_chunk) {
                    found.gaps.push(Gap { token: i, in_quotes: paragraph.in_quotes });
                    is_suspicious = true;
                }
            }
            match token.kind {
                Kind::Word if look.is_known() && !self.doubts_known_words() => paragraph.words += 1,
                Kind::Number => paragraph.words += 1,
                Kind::Punctuation => paragraph.in_quotes ^= text.as_bytes()[token.start()] == b'"',
                _ => is_suspicious |= self.word(text, i, token, look, &mut paragraph, found),
            }
        }
        if is_suspicious {
            self.end_chunk(text, tokens, chunk..tokens.len(), &mut paragraph, found);
        }
        found.paragraphs.push(paragraph);
    }

    fn doubts_known_words(&self) -> bool {
        self.wants_real_words || self.is_hidden.is_some()
    }

    /// Looks at a word that may be unknown. Returns whether it deserves a thought.
    fn word(
        &self,
        text: &str,
        i: usize,
        token: &Token,
        look: Look,
        paragraph: &mut Paragraph,
        found: &mut Suspects,
    ) -> bool {
        let word = token.of(text);
        let is_hidden = || self.is_hidden.is_some_and(|is_hidden| is_hidden(word));
        let unknown = match token.kind {
            Kind::Word => (!look.is_known() || is_hidden()) && !(self.is_personal)(word),
            Kind::Mixed => !(self.is_personal)(word),
            _ => true,
        };
        paragraph.words += 1;
        if unknown {
            paragraph.unknown += 1;
            paragraph.humps += u32::from(case_of(word) == Case::Mixed);
            if token.is_run() {
                found.runs.push(i);
            }
            token.is_run()
        } else if self.wants_real_words && token.kind == Kind::Word && !(self.is_personal)(word) {
            found.real_words.push(i);
            true
        } else {
            false
        }
    }

    /// Takes back what was found in a chunk that no writer meant as prose.
    fn end_chunk(
        &self,
        text: &str,
        tokens: &[Token],
        chunk: Range<usize>,
        paragraph: &mut Paragraph,
        found: &mut Suspects,
    ) {
        let (first, last) = (&tokens[chunk.start], &tokens[chunk.end - 1]);
        // Most often it is one word, perhaps with a mark behind it.
        let is_mark = |token: &Token| b".,;:!?)".contains(&text.as_bytes()[token.start()]);
        if first.kind == Kind::Word && (chunk.len() == 1 || chunk.len() == 2 && is_mark(last)) {
            return;
        }
        let begins = |tokens: &[usize]| tokens.partition_point(|&token| token < chunk.start);
        let (runs, real_words) = (begins(&found.runs), begins(&found.real_words));
        let gaps = found.gaps.partition_point(|gap| gap.token < chunk.start);
        let deserves = found.runs.len() > runs || found.gaps.len() > gaps;
        if deserves && is_machine_made(&text[first.start()..last.end()]) {
            found.runs.truncate(runs);
            found.real_words.truncate(real_words);
            found.gaps.truncate(gaps);
            paragraph.machine_made += chunk.len() as u32;
        }
    }

    /// What is protected in a paragraph, sorted and apart.
    fn protected(&self, text: &str, stretch: &Stretch) -> Vec<Range<usize>> {
        let Range { start, end } = stretch.bytes;
        let mut ranges = within(self.protect, start..end);
        if stretch.has_markup {
            let taken: Vec<_> = ranges.iter().map(|range| range.start - start..range.end - start).collect();
            let spans = spans(&text[stretch.bytes.clone()], &taken);
            ranges.extend(spans.into_iter().map(|range| range.start + start..range.end + start));
        }
        merge(ranges)
    }
}

impl Suspects {
    /// Those of one paragraph, whose tokens count from its start. What each token is is left out.
    pub fn of_paragraph(&self, nth: usize) -> Suspects {
        let paragraph = &self.paragraphs[nth];
        let Range { start, end } = paragraph.tokens;
        let inside = |tokens: &[usize]| {
            let bound = |bound| tokens.partition_point(|&token| token < bound);
            tokens[bound(start)..bound(end)].iter().map(|token| token - start).collect()
        };
        let bound = |bound| self.edges.partition_point(|(token, _)| *token < bound);
        let edges = self.edges[bound(start)..bound(end)].iter();
        let bound = |bound| self.gaps.partition_point(|gap| gap.token < bound);
        let gaps = self.gaps[bound(start)..bound(end)].iter();
        Suspects {
            runs: inside(&self.runs),
            edges: edges.map(|(token, edges)| (token - start, *edges)).collect(),
            real_words: inside(&self.real_words),
            gaps: gaps.map(|gap| Gap { token: gap.token - start, ..*gap }).collect(),
            paragraphs: vec![Paragraph { tokens: 0..end - start, ..paragraph.clone() }],
            looks: Vec::new(),
        }
    }

    /// Whether nothing deserves a thought.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty() && self.real_words.is_empty() && self.gaps.is_empty()
    }

    /// Whether the same deserves a thought for the same reasons.
    pub fn is_alike(&self, other: &Suspects) -> bool {
        (&self.runs, &self.real_words, &self.gaps, &self.paragraphs)
            == (&other.runs, &other.real_words, &other.gaps, &other.paragraphs)
    }

    /// The paragraph of a token.
    pub fn paragraph(&self, token: usize) -> &Paragraph {
        let nth = self.paragraphs.partition_point(|p| p.tokens.end <= token);
        &self.paragraphs[nth.min(self.paragraphs.len() - 1)]
    }
}

/// Whether a space could be missing between two tokens of a chunk, one of them punctuation. `ends_chunk` says whether the
/// right one is the last of the chunk.
fn is_gap(text: &str, left: &Token, right: &Token, ends_chunk: bool) -> bool {
    if left.kind != Kind::Punctuation && right.kind != Kind::Punctuation {
        return false;
    }
    let is_straight_quote = |token: &Token| matches!(text.as_bytes()[token.start()], b'"' | b'\'');
    // Where white space stands beside a quote, it says on which side its words are: `"so`, `so,"`.
    if left.before != Break::None && is_straight_quote(left) || ends_chunk && is_straight_quote(right) {
        return false;
    }
    let is = |token: &Token, kind: u8| match text.as_bytes()[token.start()] {
        byte @ ..0x80 => MARKS[usize::from(byte)] & kind != 0,
        _ => token
            .of(text)
            .starts_with(|c| if kind == CLOSES { CLOSERS.contains(c) } else { OPENERS.contains(c) }),
    };
    match (left.kind, right.kind) {
        // `[text][reference]` is a link.
        (Kind::Punctuation, Kind::Punctuation) => {
            let (a, b) = (left.of(text), right.of(text));
            is(right, OPENS) && is(left, CLOSES) && a != b && (a, b) != ("]", "[")
        }
        // Dots inside a sentence are spaced as their author likes.
        (Kind::Punctuation, _) if text[..left.end()].ends_with("..") || left.of(text) == "…" => {
            right.is_run() && right.of(text).starts_with(char::is_uppercase)
        }
        (Kind::Punctuation, _) => right.is_run() && is(left, CLOSES),
        (_, Kind::Punctuation) => left.is_run() && is(right, OPENS),
        _ => false,
    }
}

/// Punctuation that a space follows.
pub const CLOSERS: &str = ",.;:!?)]”’\"'…%»";
/// Punctuation that a space precedes.
pub const OPENERS: &str = "([“‘\"«";

const CLOSES: u8 = 1;
const OPENS: u8 = 2;
/// What each ASCII character is: [`CLOSES`], [`OPENS`], both or neither.
const MARKS: [u8; 128] = {
    let mut marks = [0; 128];
    let mut at = 0;
    while at < CLOSERS.len() || at < OPENERS.len() {
        if at < CLOSERS.len() && CLOSERS.as_bytes()[at] < 0x80 {
            marks[CLOSERS.as_bytes()[at] as usize] |= CLOSES;
        }
        if at < OPENERS.len() && OPENERS.as_bytes()[at] < 0x80 {
            marks[OPENERS.as_bytes()[at] as usize] |= OPENS;
        }
        at += 1;
    }
    marks
};

/// Makes ranges sorted and apart.
pub fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if last.end >= range.start => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// The parts of `ranges`, which are sorted and apart, that lie within a range.
pub fn within(ranges: &[Range<usize>], outer: Range<usize>) -> Vec<Range<usize>> {
    let first = ranges.partition_point(|range| range.end <= outer.start);
    let inside = ranges[first..].iter().take_while(|range| range.start < outer.end);
    inside.map(|range| range.start.max(outer.start)..range.end.min(outer.end)).collect()
}

/// Answers for tokens in their order whether protected ranges touch them.
struct Cursor {
    ranges: Vec<Range<usize>>,
    at: usize,
}

impl Cursor {
    fn new(ranges: Vec<Range<usize>>) -> Cursor {
        Cursor { ranges, at: 0 }
    }

    fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    fn covers(&mut self, token: &Token) -> bool {
        while self.ranges.get(self.at).is_some_and(|range| range.end <= token.start()) {
            self.at += 1;
        }
        self.ranges.get(self.at).is_some_and(|range| range.start < token.end())
    }
}
