//! Stage 3, continued: the segments that start at one character of a token, the arcs of its lattice.

use unglue_format::words::Class;

use crate::language::lexicon::{Entry, Lexicon, UNKNOWN_COST};
use crate::spacing::segment::{LINE_CHARS, Segment, SegmentKind, TokenText};
use crate::text::casing::{Case, CaseSoFar, straight};
use crate::text::latin::{is_latin, is_related_letter};

/// The longest segment, in characters.
const MAX_SEGMENT_CHARS: usize = 24;
/// The shortest unknown segment, in characters: in a token, and in a line.
const MIN_UNKNOWN_CHARS: usize = 4;
const MIN_UNKNOWN_CHARS_IN_LINE: usize = 2;
/// The longest segment of capitals that counts as an acronym, in characters.
const MAX_ACRONYM_CHARS: usize = 6;
/// The most digits of a code.
const MAX_CODE_DIGITS: usize = 8;

/// The cost of a number. Nats.
const NUMBER_COST: f32 = 8.0;
/// The cost of the second word of a pair that is hardly ever parted, "al" behind "et". Nats.
const PAIRED_COST: f32 = 0.5;
/// The cost of a unit behind a number. Nats.
const UNIT_COST: f32 = 4.0;
/// The cost of an acronym that no list has. Nats.
const ACRONYM_COST: f32 = 14.0;
/// The cost of a code: a model number such as "T640", a label such as "S5", a single capital. Nats.
const CODE_COST: f32 = 12.0;
/// The cost of a code or single letter in a less usual form, on top of [`CODE_COST`]. Nats.
const UNUSUAL_CODE_COST: f32 = 2.0;
/// The cost of an unknown segment below [`MIN_UNKNOWN_CHARS`], for each letter that it lacks, and of one with inner
/// capitals, on top of [`UNKNOWN_COST`]. Nats.
const UNUSUAL_UNKNOWN_COST: f32 = 4.0;
/// The cost of a possessive ending. Nats.
const POSSESSIVE_COST: f32 = 2.5;
/// The cost of a quotation mark at the edge of a segment. Nats.
const QUOTE_COST: f32 = 6.0;
/// The cost of a typing error, on top of the correction's. Nats: one word in sixty has an error, one of about thirty
/// possible ones.
pub(super) const TYPING_ERROR_COST: f32 = 7.5;

/// Finds the segments that start at one character of a token.
pub(crate) struct SegmentFinder<'a> {
    lexicon: &'a Lexicon,
    token: &'a TokenText,
    /// Where the segments start.
    from: usize,
    /// Where their letters start: behind an opening quotation mark, else at `from`.
    start: usize,
    out: &'a mut Vec<Segment>,
}

impl<'a> SegmentFinder<'a> {
    /// Returns a finder of the segments that start at character `from`; it appends them to `out`, which is empty.
    pub(crate) fn new(
        lexicon: &'a Lexicon,
        token: &'a TokenText,
        from: usize,
        out: &'a mut Vec<Segment>,
    ) -> SegmentFinder<'a> {
        SegmentFinder { lexicon, token, from, start: letters_start(token, from), out }
    }

    /// Adds the segments.
    pub(crate) fn find(&mut self) {
        if self.token.chars[self.start].is_ascii_digit() {
            return self.number();
        }
        self.words();
        self.acronym();
        self.code();
        self.swapped();
        self.unknown();
    }

    /// Offers the words and names of the lexicon that start here.
    ///
    /// The lexicon has words in lower case and names in their casing, so there are two spellings to walk along: the
    /// folded one for words and the one as written for names ("theUS": "the" folded, "US" as written). Up to
    /// `folded_until`, the first character that folding changes, both are the same, and the first walk finds words and
    /// names alike. The second walk repeats that part only to get beyond it, and is skipped for a token in lower case,
    /// as nearly all are. A walk visits each prefix once, so that all segments from here cost one pass rather than a
    /// look-up each.
    fn words(&mut self) {
        let (token, lexicon) = (self.token, self.lexicon);
        let reach = token.len().min(self.start + MAX_SEGMENT_CHARS);
        let as_written = |at: usize| straight(token.chars[at]);
        let folded_until =
            (self.start..reach).find(|&at| as_written(at) != token.folded[at]).unwrap_or(reach);
        let start = self.start;
        for (len, entry) in lexicon.prefixes(token.folded[start..reach].iter().copied()) {
            let end = start + len;
            self.offer(end, self.word_cost(end, entry));
            if end <= folded_until {
                self.offer(end, self.name_cost(end, entry));
            }
        }
        if folded_until == reach {
            return;
        }
        for (len, entry) in lexicon.prefixes((start..reach).map(as_written)) {
            let end = start + len;
            if end > folded_until {
                self.offer(end, self.name_cost(end, entry));
            }
        }
    }

    /// Adds a segment that ends at `end`, and the segments that it makes with a possessive ending.
    pub(super) fn offer(&mut self, end: usize, found: Option<(SegmentKind, f32)>) {
        if let Some((kind, cost)) = found {
            self.emit(end, kind, cost);
            self.possessive(end, kind, cost);
        }
    }

    /// Returns the kind and cost of a segment whose folded form has this entry; `None` if it may not be a segment.
    pub(super) fn word_cost(&self, end: usize, entry: Entry) -> Option<(SegmentKind, f32)> {
        let folded = &self.token.folded[self.start..end];
        let (first, lists) = (self.token.chars[self.start], self.lexicon.lists());
        if matches!(folded, &[a, b] if self.ends_pair([a, b])) {
            return Some((SegmentKind::Word, PAIRED_COST));
        }
        match folded {
            [c] if !(lists.one_letter_words.contains(c) || lists.one_letter_words.contains(&first)) => {
                return None;
            }
            &[a, b] if !(lists.two_letter_words.contains(&[a, b]) || self.begins_pair([a, b], end)) => {
                return None;
            }
            _ => {}
        }
        if self.token.case(self.start, end) == Case::Mixed {
            return None;
        }
        match entry.class {
            Class::Common => Some((SegmentKind::Word, entry.cost)),
            Class::Web if folded.len() >= 4 => Some((SegmentKind::Weak, entry.cost + 1.0)),
            Class::Weak if folded.len() >= 4 => Some((SegmentKind::Weak, entry.cost + 2.0)),
            _ => None,
        }
    }

    /// Returns whether a word of two letters is the first of two that stand beside each other, "et al": the other one
    /// follows, or the token ends.
    fn begins_pair(&self, word: [char; 2], end: usize) -> bool {
        let behind = &self.token.folded[end..];
        let mut pairs = self.lexicon.lists().two_letter_pairs.iter();
        pairs.any(|pair| pair[..2] == word && (behind.is_empty() || behind.starts_with(&pair[2..])))
    }

    /// Returns whether a word of two letters is the second of two that stand beside each other, behind the letters of the
    /// first.
    fn ends_pair(&self, word: [char; 2]) -> bool {
        let before = &self.token.folded[..self.start];
        let mut pairs = self.lexicon.lists().two_letter_pairs.iter();
        pairs.any(|pair| pair[2..] == word && before.ends_with(&pair[..2]))
    }

    /// Returns the kind and cost of a segment that has this entry as written; `None` if it may not be a segment.
    pub(super) fn name_cost(&self, end: usize, entry: Entry) -> Option<(SegmentKind, f32)> {
        let long = end - self.start >= 3;
        match entry.class {
            // "I" and its contractions: no list has them in lower case.
            Class::Common | Class::Name if self.is_pronoun(end) => Some((SegmentKind::Word, entry.cost)),
            Class::Name if long => Some((SegmentKind::Name, entry.cost + 0.5)),
            Class::RareName if long => Some((SegmentKind::Weak, entry.cost + 2.0)),
            Class::Acronym if end - self.start >= 2 => Some((SegmentKind::Acronym, entry.cost)),
            _ => None,
        }
    }

    fn is_pronoun(&self, end: usize) -> bool {
        let first = self.token.chars[self.start];
        first.is_uppercase()
            && self.lexicon.lists().one_letter_words.contains(&first)
            && (end == self.start + 1 || self.token.folded[self.start + 1] == '\'')
    }

    /// Adds acronyms: capitals with an ending perhaps, as in "US", "NGOs", "US's".
    pub(super) fn acronym(&mut self) {
        let (chars, start) = (&self.token.chars, self.start);
        if start > 0 && chars[start - 1].is_uppercase() {
            return;
        }
        let capitals = chars[start..].iter().take_while(|c| c.is_uppercase()).count();
        let next_is_lower = chars.get(start + capitals).is_some_and(|c| c.is_lowercase());
        for length in [capitals, capitals.saturating_sub(1)] {
            let is_inside_word = length < capitals && !next_is_lower;
            if !(2..=MAX_ACRONYM_CHARS).contains(&length) || is_inside_word {
                continue;
            }
            let end = start + length;
            self.emit(end, SegmentKind::Acronym, ACRONYM_COST);
            if length == capitals && chars.get(end) == Some(&'s') {
                self.emit(end + 1, SegmentKind::Acronym, ACRONYM_COST + POSSESSIVE_COST);
            }
            self.possessive(end, SegmentKind::Acronym, ACRONYM_COST);
        }
    }

    /// Adds a number: digits with the separators between them, and the ending of an ordinal or a decade, a unit, Greek
    /// letters ("5σ"), or a capital perhaps ("3D").
    pub(super) fn number(&mut self) {
        let folded = &self.token.folded;
        if self.start > 0 && is_number_part(folded, self.start - 1) {
            return;
        }
        let end = (self.start..self.token.len())
            .find(|&at| !is_number_part(folded, at))
            .unwrap_or(self.token.len());
        self.emit(end, SegmentKind::Number, NUMBER_COST);
        let lists = self.lexicon.lists();
        for ending in lists.number_endings.iter() {
            if let Some(length) = starts_with(&folded[end..], ending) {
                self.emit(end + length, SegmentKind::Number, NUMBER_COST + POSSESSIVE_COST);
            }
        }
        for unit in lists.units.iter() {
            if let Some(length) = starts_with(&self.token.chars[end..], unit) {
                self.emit(end + length, SegmentKind::Number, NUMBER_COST + UNIT_COST);
            }
        }
        let letters = self.token.chars[end..].iter().take_while(|&&c| is_related_letter(c)).count();
        if letters > 0 {
            self.emit(end + letters, SegmentKind::Number, NUMBER_COST + POSSESSIVE_COST);
        }
        self.code_ending(end, CODE_COST);
    }

    /// Adds codes: capitals and digits as in "S5", "T640", "QX20110412C", and a single capital. In a line a lower-case
    /// letter too, as a variable: "x", "t2".
    pub(super) fn code(&mut self) {
        let (chars, start) = (&self.token.chars, self.start);
        let is_line = self.token.len() >= LINE_CHARS;
        let capitals = chars[start..].iter().take_while(|c| c.is_uppercase()).count();
        let follows_capital = start > 0 && chars[start - 1].is_uppercase();
        let letters = match capitals {
            0 if is_line => 1,
            1..=MAX_ACRONYM_CHARS if !follows_capital => capitals,
            _ => return,
        };
        let end = start + letters;
        let cost = CODE_COST + if capitals == 0 { UNUSUAL_CODE_COST } else { 0.0 };
        if letters == 1 {
            let next_is_lower = chars.get(end).is_some_and(|c| c.is_lowercase());
            if capitals == 1 && !next_is_lower {
                self.emit(end, SegmentKind::Code, cost);
            } else if is_line {
                self.emit(end, SegmentKind::Code, cost + UNUSUAL_CODE_COST);
            }
        } else if chars.get(end).is_some_and(|c| c.is_lowercase()) {
            // "ALevel": the last capital starts a word.
            if letters == 2 {
                self.emit(end - 1, SegmentKind::Code, cost);
            }
            return;
        }
        let digits = chars[end..].iter().take_while(|c| c.is_ascii_digit()).count();
        if (1..=MAX_CODE_DIGITS).contains(&digits) {
            self.emit(end + digits, SegmentKind::Code, cost);
            self.code_ending(end + digits, cost);
        }
    }

    /// Adds the codes that end in a capital or two behind digits that end at `end`: "3D", "20110412C".
    fn code_ending(&mut self, end: usize, cost: f32) {
        let chars = &self.token.chars;
        let capitals = chars[end..].iter().take_while(|c| c.is_uppercase()).count();
        let next_is_lower = chars.get(end + capitals).is_some_and(|c| c.is_lowercase());
        if (1..=2).contains(&capitals) {
            let unusual = if next_is_lower { UNUSUAL_CODE_COST } else { 0.0 };
            self.emit(end + capitals, SegmentKind::Code, cost + unusual);
        }
    }

    /// Adds a word of two letters that stand in the wrong order: "ti" for "it".
    pub(super) fn swapped(&mut self) {
        let (start, folded) = (self.start, &self.token.folded);
        let Some(&[a, b]) = folded.get(start..start + 2) else { return };
        let lists = self.lexicon.lists();
        if a == b
            || !lists.two_letter_words.contains(&[b, a])
            || self.token.case(start, start + 2) == Case::Mixed
        {
            return;
        }
        let meant = String::from_iter([b, a]);
        if let Some(entry) = self.lexicon.entry(&meant) {
            self.emit(start + 2, SegmentKind::Unknown, entry.cost + TYPING_ERROR_COST);
        }
    }

    /// Adds unknown segments: letters that no list has, at least one of them Latin: of words in another script nothing is
    /// known. One with inner capitals starts with a capital, as a name does ("OpenBIS").
    pub(super) fn unknown(&mut self) {
        let n = self.token.len();
        let longest = n.min(self.start + MAX_SEGMENT_CHARS);
        let least = if n >= LINE_CHARS { MIN_UNKNOWN_CHARS_IN_LINE } else { MIN_UNKNOWN_CHARS };
        let folded = &self.token.folded[self.start..longest];
        let (mut case, mut has_latin) = (CaseSoFar::default(), false);
        for (nth, cost) in self.lexicon.unknown_word_costs(folded).enumerate() {
            if !(folded[nth].is_alphabetic() || folded[nth] == '\'') {
                break;
            }
            case.read(self.token.chars[self.start + nth]);
            has_latin |= is_latin(folded[nth]);
            let length = nth + 1;
            if length < least || !has_latin || folded[nth] == '\'' {
                continue;
            }
            let is_mixed = case.case() == Case::Mixed;
            if is_mixed && !(n >= LINE_CHARS && self.token.chars[self.start].is_uppercase()) {
                continue;
            }
            let unusual = MIN_UNKNOWN_CHARS.saturating_sub(length) + usize::from(is_mixed);
            let cost = UNKNOWN_COST + cost + UNUSUAL_UNKNOWN_COST * unusual as f32;
            self.emit(self.start + length, SegmentKind::Unknown, cost);
        }
    }

    /// Adds the segments that end in a possessive ending behind `end`.
    fn possessive(&mut self, end: usize, kind: SegmentKind, cost: f32) {
        for ending in self.lexicon.lists().possessives.iter() {
            if let Some(length) = starts_with(&self.token.folded[end..], ending) {
                self.emit(end + length, kind, cost + POSSESSIVE_COST);
            }
        }
    }

    /// Adds a segment, unless there is one of the same range that is not costlier; a costlier one is replaced. Where an
    /// apostrophe follows, it may be a closing quotation mark and part of the segment.
    fn emit(&mut self, end: usize, kind: SegmentKind, cost: f32) {
        let opening = if self.start > self.from { QUOTE_COST } else { 0.0 };
        self.put(end, kind, cost + opening);
        if self.token.folded.get(end) == Some(&'\'') {
            self.put(end + 1, kind, cost + opening + QUOTE_COST);
        }
    }

    fn put(&mut self, end: usize, kind: SegmentKind, cost: f32) {
        if self.token.unbreakable.contains(&end) {
            return;
        }
        let segment = Segment { start: self.from, end, kind, cost };
        // Most segments are added in the order of their ends.
        match self.out.iter_mut().rev().find(|p| p.end == end) {
            Some(same) if same.cost <= cost => {}
            Some(same) => *same = segment,
            None => self.out.push(segment),
        }
    }
}

/// Returns where the letters of a segment start that starts at character `from`: behind an opening quotation mark.
pub(super) fn letters_start(token: &TokenText, from: usize) -> usize {
    from + usize::from(token.folded[from] == '\'' && from + 1 < token.len())
}

/// Returns the number of characters of `start` if `folded` starts with them.
fn starts_with(folded: &[char], start: &str) -> Option<usize> {
    let mut length = 0;
    let starts = start.chars().all(|c| {
        length += 1;
        folded.get(length - 1) == Some(&c)
    });
    starts.then_some(length)
}

fn is_number_part(folded: &[char], at: usize) -> bool {
    let digit = |at: Option<usize>| at.and_then(|at| folded.get(at)).is_some_and(char::is_ascii_digit);
    digit(Some(at))
        || matches!(folded[at], '.' | ',' | ':') && digit(at.checked_sub(1)) && digit(at.checked_add(1))
}
