//! Stage 3: the cheapest segmentations of a token.
//!
//! The token becomes a lattice: its nodes are the places between characters, its arcs the possible segments. The cost
//! of a path is the sum of the costs of its segments, so the cheapest path is the likeliest segmentation under a
//! unigram model. Dynamic programming finds it, with the few cheapest paths kept at each node.

use unglue_format::words::Class;

use crate::language::lexicon::{Entry, Lexicon, Walk};
use crate::spacing::segment::{Segment, SegmentKind, Segmentation, TokenText};
use crate::text::casing::{Case, CaseSoFar};
use crate::text::latin::{is_latin, is_related_letter};

/// The number of segmentations of a token that are judged.
pub(crate) const BEST: usize = 3;
/// The number of segmentations of a token that the lattice returns, before corrections change their costs.
pub(crate) const FOUND: usize = 5;
/// The length from which on a token is a *line*: it lost all its spaces rather than one. Unknown segments may be
/// anywhere in it. Characters.
pub(crate) const LINE_CHARS: usize = 24;
/// The longest segment, in characters.
const MAX_SEGMENT_CHARS: usize = 24;
/// The shortest unknown segment, in characters.
const MIN_UNKNOWN_CHARS: usize = 4;
/// The longest segment of capitals that counts as an acronym, in characters.
const MAX_ACRONYM_CHARS: usize = 6;

/// The cost of a number. Nats.
const NUMBER_COST: f32 = 8.0;
/// The cost of an acronym that no list has. Nats.
const ACRONYM_COST: f32 = 14.0;
/// The cost of an unknown segment, on top of its unknown-word cost. Nats.
const UNKNOWN_COST: f32 = 6.0;
/// The cost of a possessive ending. Nats.
const POSSESSIVE_COST: f32 = 2.5;

/// Returns up to [`FOUND`] segmentations of a token into two or more segments, the cheapest first. Each has at most one
/// unknown segment, at an edge of the token; in a line unknown segments may be anywhere.
///
/// ```text
/// node  0   1   2   3   4   5   6   7   8      arcs: the (3), there (5), are (3, from 5), a (1, from 5), …
///       · t · h · e · r · e · a · r · e ·      cheapest path: there|are
/// ```
/// Nodes are visited from left to right. All arcs lead to the right, so the paths to a node are complete when the node
/// is visited: each of them is continued by each segment that starts there, and offered to the node where the segment
/// ends. Invariant: `lattice[node]` has the cheapest paths to the node, at most [`FOUND`], sorted by cost. Each path
/// refers to the path that it continues, so that it takes constant room.
///
/// The search is not exact, because of the limit on unknown segments: a path that has its unknown segment can displace
/// one at the same node that could still take one later (see `oracle.rs`).
pub(crate) fn segment(lexicon: &Lexicon, token: &TokenText) -> Vec<Segmentation> {
    let n = token.len();
    let mut lattice: Vec<Vec<Path>> = vec![Vec::new(); n + 1];
    lattice[0].push(Path { cost: 0.0, unknown: false, from: 0, nth: 0, last: None });
    let mut segments = Vec::new();
    for start in 0..n {
        if lattice[start].is_empty() || !may_break(token, start) {
            continue;
        }
        segments.clear();
        SegmentFinder { lexicon, token, start, out: &mut segments }.find();
        for segment in &segments {
            if segment.len() == n {
                continue;
            }
            let (done, ahead) = lattice.split_at_mut(segment.end);
            for (nth, path) in done[start].iter().enumerate() {
                let unknown = segment.kind == SegmentKind::Unknown;
                if unknown && path.unknown && n < LINE_CHARS {
                    continue;
                }
                let cost = path.cost + segment.cost;
                // The paths are sorted by cost: the others would not be kept either.
                if ahead[0].get(FOUND - 1).is_some_and(|last| last.cost <= cost) {
                    break;
                }
                let next = Path {
                    cost,
                    unknown: unknown || path.unknown,
                    from: start as u32,
                    nth: nth as u32,
                    last: Some(*segment),
                };
                keep_best(&mut ahead[0], next);
            }
        }
    }
    lattice[n].iter().map(|path| trace(&lattice, path)).collect()
}

#[derive(Debug, Clone, Copy)]
struct Path {
    cost: f32,
    /// Whether one of its segments is unknown.
    unknown: bool,
    /// The node where the last segment starts.
    from: u32,
    /// The index of the path to that node which this one continues.
    nth: u32,
    /// The last segment; none at the start.
    last: Option<Segment>,
}

/// Inserts a path to a node if it is one of the cheapest [`FOUND`]. Invariant: `paths` are sorted by cost and at most
/// [`FOUND`]; of equal costs the earlier path comes first, so that the result does not depend on anything but the order
/// of offers.
fn keep_best(paths: &mut Vec<Path>, path: Path) {
    let at = paths.partition_point(|p| p.cost <= path.cost);
    if at < FOUND {
        paths.truncate(FOUND - 1);
        paths.insert(at, path);
    }
}

/// Returns the segmentation of a path to the last node, by following the paths backwards.
fn trace(lattice: &[Vec<Path>], end: &Path) -> Segmentation {
    let mut segments = Vec::new();
    let mut path = end;
    while let Some(segment) = path.last {
        segments.push(segment);
        path = &lattice[path.from as usize][path.nth as usize];
    }
    segments.reverse();
    Segmentation { segments, cost: end.cost, meant: None }
}

/// Returns whether a segment may start at character `at`: not beside an apostrophe, nor inside a ligature.
fn may_break(token: &TokenText, at: usize) -> bool {
    at == 0 || token.folded[at] != '\'' && token.folded[at - 1] != '\'' && !token.unbreakable.contains(&at)
}

/// Finds the segments that start at one character of a token.
struct SegmentFinder<'a> {
    lexicon: &'a Lexicon,
    token: &'a TokenText,
    start: usize,
    out: &'a mut Vec<Segment>,
}

impl SegmentFinder<'_> {
    fn find(&mut self) {
        if self.token.chars[self.start].is_ascii_digit() {
            return self.number();
        }
        self.words();
        self.acronym();
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
        let folded = &token.folded[self.start..reach];
        let as_written = |at: usize| if token.chars[at] == '’' { '\'' } else { token.chars[at] };
        let folded_until =
            (self.start..reach).find(|&at| as_written(at) != token.folded[at]).unwrap_or(reach);
        let mut walk: Option<Walk> = Some(lexicon.walk());
        for at in self.start..reach {
            walk = walk.and_then(|walk| lexicon.step(walk, token.folded[at]));
            let Some(here) = walk else { break };
            let end = at + 1;
            if let Some(entry) = lexicon.end(here, folded[..end - self.start].iter().copied()) {
                self.offer(end, self.word_cost(end, entry));
                if end <= folded_until {
                    self.offer(end, self.name_cost(end, entry));
                }
            }
        }
        let mut walk: Option<Walk> = Some(lexicon.walk()).filter(|_| folded_until < reach);
        for at in self.start..reach {
            walk = walk.and_then(|walk| lexicon.step(walk, as_written(at)));
            let Some(here) = walk else { break };
            let end = at + 1;
            if end > folded_until
                && let Some(entry) = lexicon.end(here, (self.start..end).map(as_written))
            {
                self.offer(end, self.name_cost(end, entry));
            }
        }
    }

    /// Adds a segment that ends at `end`, and the segments that it makes with a possessive ending.
    fn offer(&mut self, end: usize, found: Option<(SegmentKind, f32)>) {
        if let Some((kind, cost)) = found {
            self.emit(end, kind, cost);
            self.possessive(end, kind, cost);
        }
    }

    /// Returns the kind and cost of a segment whose folded form has this entry; `None` if it may not be a segment.
    fn word_cost(&self, end: usize, entry: Entry) -> Option<(SegmentKind, f32)> {
        let folded = &self.token.folded[self.start..end];
        let (first, lists) = (self.token.chars[self.start], self.lexicon.lists());
        match folded {
            [c] if !(lists.one_letter_words.contains(c) || lists.one_letter_words.contains(&first)) => {
                return None;
            }
            [a, b] if !lists.two_letter_words.contains(&[*a, *b]) => return None,
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

    /// Returns the kind and cost of a segment that has this entry as written; `None` if it may not be a segment.
    fn name_cost(&self, end: usize, entry: Entry) -> Option<(SegmentKind, f32)> {
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
    fn acronym(&mut self) {
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

    /// Adds a number: digits with the separators between them, and the ending of an ordinal or a decade or Greek letters
    /// perhaps, as in "5σ".
    fn number(&mut self) {
        let folded = &self.token.folded;
        if self.start > 0 && is_number_part(folded, self.start - 1) {
            return;
        }
        let end = (self.start..self.token.len())
            .find(|&at| !is_number_part(folded, at))
            .unwrap_or(self.token.len());
        self.emit(end, SegmentKind::Number, NUMBER_COST);
        for ending in self.lexicon.lists().number_endings.iter() {
            if let Some(length) = starts_with(&folded[end..], ending) {
                self.emit(end + length, SegmentKind::Number, NUMBER_COST + POSSESSIVE_COST);
            }
        }
        let letters = self.token.chars[end..].iter().take_while(|&&c| is_related_letter(c)).count();
        if letters > 0 {
            self.emit(end + letters, SegmentKind::Number, NUMBER_COST + POSSESSIVE_COST);
        }
    }

    /// Adds unknown segments: letters that no list has, at either edge of the token. One of them at least is Latin: of
    /// words in another script nothing is known.
    fn unknown(&mut self) {
        let n = self.token.len();
        let longest = n.min(self.start + MAX_SEGMENT_CHARS);
        let anywhere = self.start == 0 || n >= LINE_CHARS;
        let folded = &self.token.folded[self.start..longest];
        let (mut case, mut has_latin) = (CaseSoFar::default(), false);
        for (nth, cost) in self.lexicon.unknown_word_costs(folded).enumerate() {
            if !(folded[nth].is_alphabetic() || folded[nth] == '\'') {
                break;
            }
            case.read(self.token.chars[self.start + nth]);
            has_latin |= is_latin(folded[nth]);
            let end = self.start + nth + 1;
            let is_long_enough = nth + 1 >= MIN_UNKNOWN_CHARS && has_latin;
            if is_long_enough && (anywhere || end == n) && case.case() != Case::Mixed {
                self.emit(end, SegmentKind::Unknown, UNKNOWN_COST + cost);
            }
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

    /// Adds a segment, unless there is one of the same range that is not costlier; a costlier one is replaced.
    fn emit(&mut self, end: usize, kind: SegmentKind, cost: f32) {
        let n = self.token.len();
        if end < n && !may_break(self.token, end) {
            return;
        }
        let segment = Segment { start: self.start, end, kind, cost };
        // Most segments are added in the order of their ends.
        match self.out.iter_mut().rev().find(|p| p.end == end) {
            Some(same) if same.cost <= cost => {}
            Some(same) => *same = segment,
            None => self.out.push(segment),
        }
    }
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

#[cfg(all(test, feature = "english", not(target_arch = "wasm32")))]
mod oracle;
