//! Stage 2, continued: lines whose letters are spaced out: "R E S U L T S", "t h e f l a r i n g l o o p s".
//!
//! Their letters are no words one by one, so that a whole line of them is evidence enough that its spaces do not part words.
//! Where wider gaps part the words, the letters between are closed; where all gaps are alike, the cheapest words that the
//! letters make say which of the spaces stay.

use std::ops::Range;

use crate::detect::detections::{Odd, Respacing, Window, WindowKind};
use crate::detect::segmenter::{Segmented, Wanted, Words, segmented};
use crate::detect::window::WindowFinder;
use crate::text::token::Break;

/// The letters that a ligature is read as: a scan has one character for them.
const LIGATURES: [&str; 5] = ["fi", "fl", "ff", "ffi", "ffl"];
/// The fewest letters of a line that is letter-spaced.
const MIN_LETTERS: usize = 5;
/// The fewest letters of one that is not a line of its own.
const MIN_LETTERS_IN_LINE: usize = 20;
/// The number of letters from which on words may be unknown.
const MIN_LONG: usize = 24;
/// The greatest cost for each letter. Nats: English prose costs 2, an alphabet or a column of letters more than 4.
const MAX_LETTER_COST: f32 = 3.2;
/// The fewest letters of a mean word: below, a line is a list of letters.
const MIN_MEAN_WORD: usize = 3;

/// Returns the letter-spaced stretches of a paragraph, in order.
pub(super) fn stretches(finder: &WindowFinder, Odd { paragraph, tokens }: &Odd) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = paragraph.start;
    for &i in tokens.iter().take_while(|&&i| i + MIN_LETTERS <= paragraph.end) {
        // Nearly every token leaves here.
        if i < from || !finder.is_letter(i) || !finder.is_single(i + 1) {
            continue;
        }
        let stretch = stretch_from(finder, i, paragraph);
        from = stretch.end;
        if is_letter_spaced(finder, &stretch, paragraph) {
            found.push(stretch);
        }
    }
    found
}

/// Returns the single characters from token `i` on that have blanks between them.
fn stretch_from(finder: &WindowFinder, i: usize, paragraph: &Range<usize>) -> Range<usize> {
    let is_next = |&at: &usize| {
        finder.tokens[at].before == Break::Space
            && finder.has_blank_before(at)
            && (finder.is_single(at) || LIGATURES.contains(&finder.tokens[at].as_str(finder.text)))
            && (finder.is_open)(at)
    };
    i..i + 1 + (i + 1..paragraph.end).take_while(is_next).count()
}

/// Returns whether most of a stretch is letters, and enough of them.
fn is_letter_spaced(finder: &WindowFinder, stretch: &Range<usize>, paragraph: &Range<usize>) -> bool {
    let Range { start, end } = *stretch;
    let letters = stretch.clone().filter(|&at| finder.is_letter(at)).count();
    let starts_line = start == paragraph.start || finder.tokens[start].before >= Break::Line;
    let is_apart = starts_line || finder.tokens[start].before != Break::None;
    let ends_line = end == paragraph.end || finder.tokens[end].before >= Break::Line;
    let ends_apart = ends_line || finder.tokens[end].before != Break::None;
    let min = if starts_line && ends_line { MIN_LETTERS } else { MIN_LETTERS_IN_LINE };
    is_apart && ends_apart && letters >= min && 2 * letters > stretch.len()
}

/// Returns the windows of a letter-spaced stretch: one for each word where wider gaps part them, else one for all.
pub(super) fn closed(finder: &WindowFinder, stretch: Range<usize>) -> Vec<Window> {
    let gap = |at: usize| finder.tokens[at].start() - finder.tokens[at - 1].end();
    let narrowest = (stretch.start + 1..stretch.end).map(gap).min().unwrap_or(1);
    let wide: Vec<usize> = (stretch.start + 1..stretch.end).filter(|&at| gap(at) > narrowest).collect();
    let starts = [stretch.start].into_iter().chain(wide.iter().copied());
    let ends = wide.iter().copied().chain([stretch.end]);
    let groups: Vec<Range<usize>> = starts.zip(ends).map(|(start, end)| start..end).collect();
    // A letter by itself has no space inside.
    let windows: Option<Vec<Window>> = groups
        .into_iter()
        .filter(|group| group.len() > 1)
        .map(|group| closed_group(finder, group, wide.is_empty()))
        .collect();
    windows.unwrap_or_default()
}

/// Returns the window that closes the letters of a group; `None` where they make no words. Without wider gaps in the stretch they may
/// make several.
fn closed_group(finder: &WindowFinder, group: Range<usize>, is_all: bool) -> Option<Window> {
    let pieces = pieces(finder, &group);
    let is_long = letters(&pieces) >= MIN_LONG;
    let words = if is_long && is_all { Words::Any } else { Words::Known };
    let mut spaces = Vec::new();
    let (mut cost, mut count, mut known, mut all) = (0.0, 0, 0, 0);
    let mut at = 0;
    for piece in &pieces {
        if piece.is_apart {
            spaces.push(at);
        }
        if piece.is_word {
            let Segmented { ends, cost: piece_cost, known: piece_known } =
                segmented(finder.lexicon, &piece.text, Wanted { words, most: f32::MAX, across: &[] })?;
            cost += piece_cost;
            count += ends.len();
            known += piece_known;
            all += piece.text.chars().count();
            spaces.extend(ends[..ends.len() - 1].iter().map(|end| at + end));
        }
        at += piece.text.len();
    }
    let is_word_alone = is_all || spaces.is_empty();
    let is_english =
        cost <= MAX_LETTER_COST * all as f32 && all >= MIN_MEAN_WORD * count && 10 * known >= 7 * all;
    if all == 0 || !is_word_alone || !is_english {
        return None;
    }
    let now = finder.tokens_cost(group.clone());
    Some(Window {
        kind: WindowKind::Letters,
        first: group.start,
        last: group.end - 1,
        cost: now,
        respacings: vec![Respacing { spaces, cost }],
        rival_gain: 0.0,
        queries: Vec::new(),
    })
}

/// Letters, digits or one mark of a letter-spaced stretch.
struct Piece {
    text: String,
    is_word: bool,
    /// Whether a space stays before it.
    is_apart: bool,
}

fn letters(pieces: &[Piece]) -> usize {
    pieces.iter().filter(|piece| piece.is_word).map(|piece| piece.text.chars().count()).sum()
}

/// Returns the pieces of a group: runs of letters, runs of digits, and marks one by one.
fn pieces(finder: &WindowFinder, group: &Range<usize>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for token in group.clone() {
        let text = finder.tokens[token].as_str(finder.text);
        let c = text.chars().next().unwrap_or(' ');
        let before = pieces.last().and_then(|piece| piece.text.chars().next_back());
        let is_decimal = before == Some('.')
            && c.is_numeric()
            && pieces.len() > 1
            && pieces[pieces.len() - 2].text.ends_with(char::is_numeric);
        match pieces.last_mut() {
            Some(last) if is_one(before, c) && (c.is_alphabetic() || c.is_numeric()) => {
                last.text.push_str(text)
            }
            _ => pieces.push(Piece {
                text: text.to_owned(),
                is_word: c.is_alphabetic(),
                is_apart: before.is_some_and(|before| is_parted(before, c)) && !is_decimal,
            }),
        }
    }
    pieces
}

/// Returns whether a character continues the piece that ends with `before`.
fn is_one(before: Option<char>, c: char) -> bool {
    before.is_some_and(|before| {
        before.is_alphabetic() && c.is_alphabetic() || before.is_numeric() && c.is_numeric()
    })
}

/// Returns whether a space stays between two pieces: marks lean on what they belong to.
fn is_parted(before: char, c: char) -> bool {
    let leans_left =
        matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '%' | '’' | '”' | '-' | '\'' | '/');
    let leans_right = matches!(before, '(' | '[' | '“' | '-' | '’' | '\'' | '/');
    !(leans_left || leans_right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_lean_on_what_they_belong_to() {
        for (before, c, is_apart) in [
            ('e', ',', false),
            ('e', ')', false),
            ('(', 'w', false),
            ('e', '(', true),
            (',', 'a', true),
            ('2', 'm', true),
            ('-', 's', false),
        ] {
            assert_eq!(is_parted(before, c), is_apart, "{before} {c}");
        }
        for (before, c, is_same) in [('a', 'b', true), ('1', '2', true), ('a', '1', false), ('a', '.', false)]
        {
            assert_eq!(is_one(Some(before), c), is_same, "{before} {c}");
        }
        assert!(!is_one(None, 'a'));
    }
}
