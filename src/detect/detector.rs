//! Stage 2, continued: flags tokens and gaps.
//!
//! About one token in a hundred is flagged. Known words, and everything in code or markup, leave the pipeline here.

use std::cell::RefCell;
use std::ops::Range;

use crate::detect::detections::{Detections, Gap, Odd, Paragraph};
use crate::detect::gap::Gaps;
use crate::detect::lookup_cache::LookupCache;
use crate::detect::mark::spaced_mark;
use crate::detect::pair::PairFinder;
use crate::detect::spaced_letters::{closed, stretches};
use crate::detect::window::{WindowFinder, set_rivals};
use crate::language::lexicon::Lexicon;
use crate::text::casing::{Case, case_of};
use crate::text::entity::entity;
use crate::text::protect::chunk::protected_parts;
use crate::text::protect::spans::spans;
use crate::text::ranges::{Cursor, is_inside, merge, overlaps, within};
use crate::text::token::{Break, Kind, ParagraphSpan, Token};
use crate::text::token_info::TokenInfo;
use crate::text::word_hash::word_hash;

/// The cost of the rarest word that may follow an address or code without a space. Nats; Zipf 5.8.
const RAREST_BEHIND_ADDRESS: f32 = 7.5;

/// Flags the unknown tokens and the gaps of a block.
pub(crate) struct Detector<'a> {
    /// The known words.
    pub lexicon: &'a Lexicon,
    /// The ranges that are protected already, sorted and apart: code over paragraphs, and the ranges that the host
    /// names.
    pub protect: &'a [Range<usize>],
    /// Returns whether a word is one of the writer's personal words.
    pub is_personal: &'a dyn Fn(&str) -> bool,
    /// Returns whether a word is held out: judged although the lexicon has it.
    pub is_held_out: Option<&'a dyn Fn(&str) -> bool>,
    /// Whether known words are flagged too.
    pub wants_real_words: bool,
    /// Whether two known words that make another are windows.
    pub wants_real_splits: bool,
}

impl Detector<'_> {
    /// Returns the detections of `text`, paragraph by paragraph. All offsets are bytes of `text`.
    pub(crate) fn find(
        &self,
        text: &str,
        tokens: &[Token],
        paragraph_spans: &[ParagraphSpan],
        cache: &mut LookupCache,
    ) -> Detections {
        let mut found = Detections { token_infos: Vec::with_capacity(tokens.len()), ..Detections::default() };
        let mut start = 0;
        for span in paragraph_spans {
            let tokens = &tokens[..span.tokens_end];
            let mut protected = Cursor::new(self.protected(text, span));
            found.paragraphs.push(Paragraph { tokens: start..tokens.len(), ..Paragraph::default() });
            self.paragraph(text, tokens, start, &mut protected, &mut found, cache);
            start = tokens.len();
        }
        found
    }

    /// Adds the detections of one paragraph: the tokens from `first` on.
    ///
    /// This loop sees every token of a text, so its first branch is the one for the plain case: a known word at the
    /// start of its chunk, in a paragraph without protected ranges, needs nothing but its look-up and a count. Any
    /// other token may be protected, end a gap, open a quotation or be an unknown word.
    ///
    /// Tokens are flagged one by one, but whether they are machine-made depends on the whole chunk. So `end_chunk` runs
    /// behind each chunk in which something was flagged, and removes it again where the chunk is an address, a path or
    /// the like. Invariant: one info is pushed for each token, in order, before any branch leaves the loop's body.
    fn paragraph(
        &self,
        text: &str,
        tokens: &[Token],
        first: usize,
        protected: &mut Cursor,
        found: &mut Detections,
        cache: &mut LookupCache,
    ) {
        let mut paragraph = found.paragraphs.pop().unwrap_or_default();
        let gaps = Gaps { text, tokens, first, lexicon: self.lexicon };
        let skips_known_words = protected.is_empty() && !self.doubts_known_words();
        // The first token of the current chunk, and whether anything in the chunk is flagged.
        let (mut chunk, mut is_flagged) = (first, false);
        let mut odd = Vec::with_capacity((tokens.len() - first) / 2);
        let mut hash_before = 0;
        for (i, token) in tokens.iter().enumerate().skip(first) {
            let starts_chunk = token.before != Break::None;
            if starts_chunk {
                if is_flagged {
                    self.end_chunk(text, tokens, chunk..i, protected, &mut paragraph, found);
                    is_flagged = false;
                }
                chunk = i;
            }
            let info = match token.kind {
                Kind::Word => cache.token_info(self.lexicon, text, token.start(), token.end()),
                Kind::Mixed => TokenInfo::new(false, word_hash(token.as_str(text).chars())),
                _ => TokenInfo::NOTHING,
            };
            found.token_infos.push(info);
            let is_double = info.hash() == hash_before;
            hash_before = info.hash();
            if is_double || !info.is_usual() || may_be_letter(text, token) {
                odd.push(i);
            }
            // The plain case: nine tokens in ten.
            if starts_chunk && info.is_known() && skips_known_words {
                paragraph.words += 1;
                continue;
            }
            if protected.covers(&token.range()) {
                paragraph.machine_made += 1;
                continue;
            }
            if !starts_chunk && i > first && gaps.is_gap(i, &found.token_infos) {
                found.gaps.push(Gap { token: i, in_quotes: paragraph.in_quotes });
                is_flagged = true;
            }
            match token.kind {
                Kind::Word if info.is_known() && !self.doubts_known_words() => paragraph.words += 1,
                Kind::Number => paragraph.words += 1,
                Kind::Punctuation => paragraph.in_quotes ^= text.as_bytes()[token.start()] == b'"',
                _ => is_flagged |= self.word(text, i, token, info, &mut paragraph, found),
            }
        }
        if is_flagged {
            self.end_chunk(text, tokens, chunk..tokens.len(), protected, &mut paragraph, found);
        }
        self.windows(
            text,
            tokens,
            Odd { paragraph: first..tokens.len(), tokens: &odd },
            protected,
            found,
            cache,
        );
        found.paragraphs.push(paragraph);
    }

    /// Adds the windows and the pairs of a paragraph.
    fn windows(
        &self,
        text: &str,
        tokens: &[Token],
        odd: Odd,
        protected: &Cursor,
        found: &mut Detections,
        cache: &mut LookupCache,
    ) {
        let is_open = |token: usize| {
            !protected.overlaps(&tokens[token].range()) && !overlaps(&found.protected, &(token..token + 1))
        };
        let finder = WindowFinder {
            lexicon: self.lexicon,
            text,
            tokens,
            token_infos: &found.token_infos,
            cache: RefCell::new(cache),
            is_personal: self.is_personal,
            is_open: &is_open,
        };
        let Odd { paragraph, tokens: places } = &odd;
        let spaced = stretches(&finder, &odd);
        let mut windows = finder.find(&odd, &spaced);
        if self.wants_real_splits {
            windows.extend(finder.real_words(paragraph.clone()));
        }
        windows.extend(spaced.into_iter().flat_map(|stretch| closed(&finder, stretch)));
        let marks = places.iter().filter(|&&i| tokens[i].kind == Kind::Punctuation);
        windows.extend(marks.filter_map(|&i| spaced_mark(&finder, i, paragraph)));
        windows.sort_by_key(|window| (window.first, window.last));
        windows.dedup_by_key(|window| (window.first, window.last));
        set_rivals(&mut windows);
        let finder = PairFinder { text, tokens, token_infos: &found.token_infos, is_open: &is_open };
        let pairs = finder.find(&odd);
        found.windows.extend(windows);
        found.pairs.extend(pairs);
    }

    fn doubts_known_words(&self) -> bool {
        self.wants_real_words || self.is_held_out.is_some()
    }

    /// Counts a word that may be unknown and flags it if it is. Returns whether it was flagged.
    fn word(
        &self,
        text: &str,
        i: usize,
        token: &Token,
        info: TokenInfo,
        paragraph: &mut Paragraph,
        found: &mut Detections,
    ) -> bool {
        let word = token.as_str(text);
        let is_held_out = || self.is_held_out.is_some_and(|is_held_out| is_held_out(word));
        let unknown = match token.kind {
            Kind::Word => (!info.is_known() || is_held_out()) && !(self.is_personal)(word),
            Kind::Mixed => !(self.is_personal)(word),
            _ => true,
        };
        paragraph.words += 1;
        if unknown {
            paragraph.unknown += 1;
            paragraph.inner_capitals += u32::from(case_of(word) == Case::Mixed);
            if token.is_alphanumeric() {
                found.unknown.push(i);
            }
            token.is_alphanumeric()
        } else if self.wants_real_words && token.kind == Kind::Word && !(self.is_personal)(word) {
            found.real_words.push(i);
            true
        } else {
            false
        }
    }

    /// Removes the detections in the protected parts of a chunk. A gap at the edge of such a part stays: something may be
    /// missing where a sentence runs into an address.
    fn end_chunk(
        &self,
        text: &str,
        tokens: &[Token],
        chunk: Range<usize>,
        protected: &Cursor,
        paragraph: &mut Paragraph,
        found: &mut Detections,
    ) {
        let (first, last) = (&tokens[chunk.start], &tokens[chunk.end - 1]);
        // Most chunks are one word, perhaps followed by a mark: never machine-made.
        let is_mark = |token: &Token| b".,;:!?)".contains(&text.as_bytes()[token.start()]);
        if first.kind == Kind::Word && (chunk.len() == 1 || chunk.len() == 2 && is_mark(last)) {
            return;
        }
        let begins = |tokens: &[usize]| tokens.partition_point(|&token| token < chunk.start);
        let (unknown, real_words) = (begins(&found.unknown), begins(&found.real_words));
        let gaps = found.gaps.partition_point(|gap| gap.token < chunk.start);
        if found.unknown.len() == unknown && found.gaps.len() == gaps {
            return;
        }
        let bytes = first.start()..last.end();
        let mut taken = protected.within(bytes.clone());
        let covered = taken.clone();
        // An underscore that closes emphasis belongs to no name: `_so_he`.
        let marks = found.gaps[gaps..].iter().map(|gap| &tokens[gap.token - 1]);
        taken.extend(marks.filter(|mark| mark.as_str(text) == "_").map(Token::range));
        let parts = protected_parts(text, bytes, merge(taken), &|word| self.is_frequent(word));
        let is_judged = |&token: &usize| !overlaps(&parts, &tokens[token].range());
        retain_from(&mut found.unknown, unknown, is_judged);
        retain_from(&mut found.real_words, real_words, is_judged);
        retain_from(&mut found.gaps, gaps, |gap| !is_inside(&parts, tokens[gap.token].start()));
        let is_new = |token: &&Token| overlaps(&parts, &token.range()) && !overlaps(&covered, &token.range());
        paragraph.machine_made += tokens[chunk.clone()].iter().filter(is_new).count() as u32;
        // An entity is a mark of the chunk.
        let parts =
            parts.into_iter().filter(|part| entity(&text[part.clone()]).is_none_or(|e| e.len < part.len()));
        let token_at =
            |byte: usize| chunk.start + tokens[chunk.clone()].partition_point(|token| token.end() <= byte);
        let ranges = parts.map(|part| token_at(part.start)..token_at(part.end - 1) + 1);
        found
            .protected
            .extend(ranges.filter(|range| tokens[range.clone()].iter().any(Token::is_alphanumeric)));
    }

    /// Returns whether a word is so frequent that it is likelier to follow an address than to be a part of it.
    fn is_frequent(&self, word: &str) -> bool {
        self.lexicon.best_entry(word).is_some_and(|entry| entry.cost <= RAREST_BEHIND_ADDRESS)
    }

    /// Returns the protected ranges of a paragraph, sorted and apart.
    fn protected(&self, text: &str, span: &ParagraphSpan) -> Vec<Range<usize>> {
        let Range { start, end } = span.bytes;
        let mut ranges = within(self.protect, start..end);
        if span.has_markup {
            let taken: Vec<_> = ranges.iter().map(|range| range.start - start..range.end - start).collect();
            let spans = spans(&text[span.bytes.clone()], &taken);
            ranges.extend(spans.into_iter().map(|range| range.start + start..range.end + start));
        }
        merge(ranges)
    }
}

/// Returns whether a token may be a single letter: it is one byte, or starts with a character of several.
#[inline]
fn may_be_letter(text: &str, token: &Token) -> bool {
    token.len() == 1 || !text.as_bytes()[token.start()].is_ascii()
}

/// Drops the items from index `from` on for which `is_kept` does not hold.
fn retain_from<T>(items: &mut Vec<T>, from: usize, is_kept: impl Fn(&T) -> bool) {
    let kept = items.split_off(from).into_iter().filter(is_kept);
    items.extend(kept);
}
