//! Stage 3: every way to segment a token into segments, and the cheapest of them.
//!
//! The token becomes a lattice: its nodes are the places between characters, its edges the segments that may stand in a
//! split. The cost of a path is the sum of the costs of its segments, so the cheapest path is the likeliest sentence
//! under a unigram model, found by dynamic programming with the few best paths kept at each node.

use crate::language::lexicon::{Class, Entry, Lexicon, Walk};
use crate::spacing::segment::{Segment, SegmentKind, Segmentation, TokenText};
use crate::text::casing::{Case, CaseSoFar};

/// How many segmentations of a token are judged.
pub const BEST: usize = 3;
/// How many segmentations of a token are found, before those with a misspelling are weighed anew.
pub const FOUND: usize = 5;
/// A token of this many characters is a whole line that lost its spaces rather than a token that lost one. Names and other
/// unknown words may then stand anywhere in it.
pub const LINE_CHARS: usize = 24;
/// The longest segment, in characters.
const MAX_SEGMENT_CHARS: usize = 24;
/// The shortest segment that need not be known, in characters.
const MIN_UNKNOWN_CHARS: usize = 4;
/// The longest capital letters that make an acronym segment.
const MAX_ACRONYM_CHARS: usize = 6;

/// Nats for a number as a segment.
const NUMBER_COST: f32 = 8.0;
/// Nats for an acronym that no list knows.
const ACRONYM_COST: f32 = 14.0;
/// Nats for a segment that no list knows, on top of spelling it.
const UNKNOWN_COST: f32 = 6.0;
/// Nats for a possessive.
const POSSESSIVE_COST: f32 = 2.5;

/// Returns up to [`FOUND`] segmentations of a token into two segments or more, the cheapest first. At most one segment of
/// each is unknown, and it stands at an edge; in a whole line there may be more, anywhere.
///
/// The search is not exact: each node keeps its few cheapest paths, and paths that have spent their unknown segment can
/// crowd out the others (see `oracle.rs`).
pub fn segment(lexicon: &Lexicon, token: &TokenText) -> Vec<Segmentation> {
    let n = token.len();
    let mut lattice: Vec<Vec<Path>> = vec![Vec::new(); n + 1];
    lattice[0].push(Path { cost: 0.0, unknown: false, from: 0, nth: 0, part: None });
    let mut segments = Vec::new();
    for start in 0..n {
        if lattice[start].is_empty() || !may_break(token, start) {
            continue;
        }
        segments.clear();
        SegmentFinder { lexicon, token, start, out: &mut segments }.find();
        for part in &segments {
            if part.len() == n {
                continue;
            }
            let (done, ahead) = lattice.split_at_mut(part.end);
            for (nth, path) in done[start].iter().enumerate() {
                let unknown = part.kind == SegmentKind::Unknown;
                if unknown && path.unknown && n < LINE_CHARS {
                    continue;
                }
                let cost = path.cost + part.cost;
                // The paths are sorted: the others come too late as well.
                if ahead[0].get(FOUND - 1).is_some_and(|last| last.cost <= cost) {
                    break;
                }
                let next = Path {
                    cost,
                    unknown: unknown || path.unknown,
                    from: start as u32,
                    nth: nth as u32,
                    part: Some(*part),
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
    /// Whether a segment of it is unknown.
    unknown: bool,
    /// The node and the path there that this one goes on from.
    from: u32,
    nth: u32,
    /// The last segment; none at the start.
    part: Option<Segment>,
}

/// Keeps the paths of a node sorted and few.
fn keep_best(paths: &mut Vec<Path>, path: Path) {
    let at = paths.partition_point(|p| p.cost <= path.cost);
    if at < FOUND {
        paths.truncate(FOUND - 1);
        paths.insert(at, path);
    }
}

fn trace(lattice: &[Vec<Path>], last: &Path) -> Segmentation {
    let mut segments = Vec::new();
    let mut path = last;
    while let Some(part) = path.part {
        segments.push(part);
        path = &lattice[path.from as usize][path.nth as usize];
    }
    segments.reverse();
    Segmentation { segments, cost: last.cost, meant: None }
}

/// Whether a space could stand before the character `at`.
fn may_break(token: &TokenText, at: usize) -> bool {
    at == 0 || token.folded[at] != '\'' && token.folded[at - 1] != '\''
}

/// Finds the segments that start at one place of a token.
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

    /// The words and names of the lexicon that start here. As far as the token is written in small letters, one walk finds
    /// both.
    fn words(&mut self) {
        let (token, lexicon) = (self.token, self.lexicon);
        let reach = token.len().min(self.start + MAX_SEGMENT_CHARS);
        let folded = &token.folded[self.start..reach];
        let as_written = |at: usize| if token.chars[at] == '’' { '\'' } else { token.chars[at] };
        let small = (self.start..reach).find(|&at| as_written(at) != token.folded[at]).unwrap_or(reach);
        let mut walk: Option<Walk> = Some(lexicon.walk());
        for at in self.start..reach {
            walk = walk.and_then(|walk| lexicon.step(walk, token.folded[at]));
            let Some(here) = walk else { break };
            let end = at + 1;
            if let Some(entry) = lexicon.end(here, folded[..end - self.start].iter().copied()) {
                self.offer(end, self.word_cost(end, entry));
                if end <= small {
                    self.offer(end, self.name_cost(end, entry));
                }
            }
        }
        let mut walk: Option<Walk> = Some(lexicon.walk()).filter(|_| small < reach);
        for at in self.start..reach {
            walk = walk.and_then(|walk| lexicon.step(walk, as_written(at)));
            let Some(here) = walk else { break };
            let end = at + 1;
            if end > small
                && let Some(entry) = lexicon.end(here, (self.start..end).map(as_written))
            {
                self.offer(end, self.name_cost(end, entry));
            }
        }
    }

    fn offer(&mut self, end: usize, found: Option<(SegmentKind, f32)>) {
        if let Some((kind, cost)) = found {
            self.emit(end, kind, cost);
            self.possessive(end, kind, cost);
        }
    }

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

    fn name_cost(&self, end: usize, entry: Entry) -> Option<(SegmentKind, f32)> {
        let long = end - self.start >= 3;
        match entry.class {
            // "I" and its contractions, which no list has in lower case.
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

    /// Capitals: "US", "NGOs", "US's".
    fn acronym(&mut self) {
        let (chars, start) = (&self.token.chars, self.start);
        if start > 0 && chars[start - 1].is_uppercase() {
            return;
        }
        let capitals = chars[start..].iter().take_while(|c| c.is_uppercase()).count();
        let next_is_lower = chars.get(start + capitals).is_some_and(|c| c.is_lowercase());
        for length in [capitals, capitals.saturating_sub(1)] {
            let splits_a_word = length < capitals && !next_is_lower;
            if !(2..=MAX_ACRONYM_CHARS).contains(&length) || splits_a_word {
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

    /// Digits and what stands between them, with the ending of an ordinal or a decade.
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
    }

    /// Letters that no list knows, at either edge of the token.
    fn unknown(&mut self) {
        let n = self.token.len();
        let longest = n.min(self.start + MAX_SEGMENT_CHARS);
        let anywhere = self.start == 0 || n >= LINE_CHARS;
        let folded = &self.token.folded[self.start..longest];
        let mut case = CaseSoFar::default();
        for (nth, spelling) in self.lexicon.unknown_word_costs(folded).enumerate() {
            if !(folded[nth].is_alphabetic() || folded[nth] == '\'') {
                break;
            }
            case.read(self.token.chars[self.start + nth]);
            let end = self.start + nth + 1;
            if nth + 1 >= MIN_UNKNOWN_CHARS && (anywhere || end == n) && case.case() != Case::Mixed {
                self.emit(end, SegmentKind::Unknown, UNKNOWN_COST + spelling);
            }
        }
    }

    fn possessive(&mut self, end: usize, kind: SegmentKind, cost: f32) {
        for ending in self.lexicon.lists().possessives.iter() {
            if let Some(length) = starts_with(&self.token.folded[end..], ending) {
                self.emit(end + length, kind, cost + POSSESSIVE_COST);
            }
        }
    }

    /// Adds a segment, or makes the segment of the same place cheaper.
    fn emit(&mut self, end: usize, kind: SegmentKind, cost: f32) {
        let n = self.token.len();
        if end < n && !may_break(self.token, end) {
            return;
        }
        let part = Segment { start: self.start, end, kind, cost };
        // Most segments come in the order of their ends.
        match self.out.iter_mut().rev().find(|p| p.end == end) {
            Some(same) if same.cost <= cost => {}
            Some(same) => *same = part,
            None => self.out.push(part),
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
