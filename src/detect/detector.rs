//! Stage 2, continued: flags tokens and gaps.
//!
//! About one token in a hundred is flagged. Known words, and everything in code or markup, leave the pipeline here.

use std::ops::Range;

use crate::detect::detections::{Detections, Gap, Paragraph};
use crate::detect::gap::is_gap;
use crate::detect::lookup_cache::LookupCache;
use crate::language::lexicon::Lexicon;
use crate::text::casing::{Case, case_of};
use crate::text::protect::{is_machine_made, spans};
use crate::text::ranges::{Cursor, merge, within};
use crate::text::token::{Break, Kind, ParagraphSpan, Token};
use crate::text::token_info::TokenInfo;
use crate::text::word_hash::word_hash;

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
    /// behind each chunk in which something was flagged, and removes it again if the chunk is an address, a path or the
    /// like. Invariant: one info is pushed for each token, in order, before any branch leaves the loop's body.
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
        let skips_known_words = protected.is_empty() && !self.doubts_known_words();
        // The first token of the current chunk, and whether anything in the chunk is flagged.
        let (mut chunk, mut is_flagged) = (first, false);
        for (i, token) in tokens.iter().enumerate().skip(first) {
            let starts_chunk = token.before != Break::None;
            if starts_chunk {
                if is_flagged {
                    self.end_chunk(text, tokens, chunk..i, &mut paragraph, found);
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
            // The plain case: nine tokens in ten.
            if starts_chunk && info.is_known() && skips_known_words {
                paragraph.words += 1;
                continue;
            }
            if protected.covers(&token.range()) {
                paragraph.machine_made += 1;
                continue;
            }
            if !starts_chunk && i > first {
                let ends_chunk = tokens.get(i + 1).is_none_or(|next| next.before != Break::None);
                if is_gap(text, &tokens[i - 1], token, ends_chunk) {
                    found.gaps.push(Gap { token: i, in_quotes: paragraph.in_quotes });
                    is_flagged = true;
                }
            }
            match token.kind {
                Kind::Word if info.is_known() && !self.doubts_known_words() => paragraph.words += 1,
                Kind::Number => paragraph.words += 1,
                Kind::Punctuation => paragraph.in_quotes ^= text.as_bytes()[token.start()] == b'"',
                _ => is_flagged |= self.word(text, i, token, info, &mut paragraph, found),
            }
        }
        if is_flagged {
            self.end_chunk(text, tokens, chunk..tokens.len(), &mut paragraph, found);
        }
        found.paragraphs.push(paragraph);
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

    /// Removes the detections of a chunk that is machine-made.
    fn end_chunk(
        &self,
        text: &str,
        tokens: &[Token],
        chunk: Range<usize>,
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
        let has_flagged = found.unknown.len() > unknown || found.gaps.len() > gaps;
        if has_flagged && is_machine_made(&text[first.start()..last.end()]) {
            found.unknown.truncate(unknown);
            found.real_words.truncate(real_words);
            found.gaps.truncate(gaps);
            paragraph.machine_made += chunk.len() as u32;
        }
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
