//! Spaces too many, and spaces in the wrong place: words cut in two and more, letters spaced out, a space one or two letters off.

use std::ops::Range;

use fastrand::Rng;
use unglue::training::{Break, Kind, Token, tokenize};

use crate::passage::{Fault, Passage, is_plain_space};

/// One word in so many is hurt.
const WORDS_PER_FAULT: [usize; 5] = [40, 40, 30, 15, 7];
/// The number of words for each fault below which faults stand beside each other, and beside spaces that are lost: a bad scan.
const RUINED: usize = 10;
/// One fault in this many is a space that moves.
const FAULTS_PER_MOVE: usize = 2;
/// One word in this many that is cut into known words is kept: nobody can tell "there fore" from two words.
const CUTS_PER_REAL_WORDS: usize = 4;
/// The shortest word that is cut, in bytes.
const MIN_WORD: usize = 2;

/// A change of the text: a space comes at a byte, or the one there goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Change {
    at: usize,
    is_removal: bool,
}

/// Puts spaces into words of a passage, and moves others, away from those that it has lost. `knows` tells whether a word is
/// known.
pub fn hurt(passage: Passage, knows: impl Fn(&str) -> bool, chance: &mut Rng) -> Passage {
    let text = &passage.text;
    let tokens = tokenize(text);
    let per = WORDS_PER_FAULT[chance.usize(0..WORDS_PER_FAULT.len())];
    let is_ruined = per < RUINED;
    let is_near_lost = |range: Range<usize>| {
        let reach = if is_ruined { 0 } else { 2 };
        passage
            .lost
            .iter()
            .any(|(at, _)| range.start.saturating_sub(reach) <= *at && *at <= range.end + reach)
    };
    let mut faults: Vec<Vec<Change>> = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let token = &tokens[i];
        i += 1;
        let word = token.as_str(text);
        let is_word = token.kind == Kind::Word && word.len() >= MIN_WORD && word.is_ascii();
        if !is_word
            || chance.usize(0..per) > 0
            || !is_ruined && is_near_lost(token.range())
            || !is_apart(&tokens, i - 1)
        {
            continue;
        }
        let changes = if chance.usize(0..FAULTS_PER_MOVE) == 0 {
            moved(text, &tokens, i, chance)
        } else {
            cut(word, &knows, chance)
                .into_iter()
                .map(|at| Change { at: token.start() + at, is_removal: false })
                .collect()
        };
        if changes.iter().any(|change| is_near_lost(change.at..change.at)) || changes.is_empty() {
            continue;
        }
        let changes_next = changes.iter().any(|change| change.is_removal);
        faults.push(changes);
        if !is_ruined {
            // The next fault is no neighbour of this one.
            i += 2;
        } else if changes_next {
            // A word is hurt once.
            i += 1;
        }
    }
    applied(passage, faults)
}

/// Puts a heading before a passage whose letters are spaced out, "C H A P T E R   O N E", made of its first long words.
pub fn with_spaced_heading(passage: Passage) -> Passage {
    let is_word = |word: &&str| word.len() >= 5 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let words = passage.text.split_whitespace().filter(is_word).take(2);
    let (mut heading, mut faults) = (String::new(), Vec::new());
    for word in words {
        if !heading.is_empty() {
            heading.push_str("   ");
        }
        let mut fault = Fault::default();
        for (nth, letter) in word.chars().enumerate() {
            if nth > 0 {
                fault.removed.push(heading.len());
                heading.push(' ');
            }
            heading.push(letter.to_ascii_uppercase());
        }
        faults.push(fault);
    }
    if faults.is_empty() {
        return passage;
    }
    heading.push_str("\n\n");
    let by = heading.len();
    let lost = passage.lost.iter().map(|(at, kind)| (at + by, *kind)).collect();
    faults.extend(passage.spurious.iter().map(|fault| Fault {
        removed: fault.removed.iter().map(|at| at + by).collect(),
        inserted: fault.inserted.map(|at| at + by),
    }));
    Passage { text: heading + &passage.text, lost, spurious: faults, ..passage }
}

/// Whether a token is a whole chunk, but for a mark behind it.
fn is_apart(tokens: &[Token], i: usize) -> bool {
    let is_open = |i: usize| tokens.get(i).is_none_or(|token| token.before != Break::None);
    let is_mark = |i: usize| tokens.get(i).is_some_and(|token| token.kind == Kind::Punctuation);
    // A word of a compound with a hyphen may be cut, too.
    let is_behind_mark =
        i > 0 && is_mark(i - 1) && is_open(i - 1) || i > 1 && is_mark(i - 1) && !is_mark(i - 2);
    let is_before_mark = is_mark(i + 1) && (is_open(i + 2) || !is_mark(i + 2));
    (is_open(i) || is_behind_mark) && (is_open(i + 1) || is_before_mark)
}

/// Where a word is cut, in bytes of it, ascending.
fn cut(word: &str, knows: &impl Fn(&str) -> bool, chance: &mut Rng) -> Vec<usize> {
    let len = word.len();
    if let Some(at) = word.find('\'').filter(|&at| at > 1)
        && chance.bool()
    {
        // "do n't", "it 's".
        return vec![if word.ends_with("n't") { at - 1 } else { at }];
    }
    let ligature = ["ffi", "ffl", "fi", "fl", "ff"]
        .iter()
        .find_map(|letters| word.find(letters).map(|at| at + letters.len()))
        .filter(|&at| at < len);
    let at = match chance.usize(0..18) {
        0..=2 | 16 => 1,
        3..=5 => len - 1,
        6 | 7 => 2.min(len - 1),
        8 => (len - 2).max(1),
        9..=12 => chance.usize(1..len),
        13 if ligature.is_some() => ligature.unwrap_or(1),
        13 => len / 2,
        14 | 17 if len >= 5 => {
            let mut cuts: Vec<usize> = (1..len).filter(|_| chance.usize(0..3) == 0).take(3).collect();
            cuts.dedup();
            return cuts;
        }
        _ if len >= 4 => return (1..len).collect(),
        _ => 1,
    };
    let (left, right) = word.split_at(at);
    if knows(left) && knows(right) && chance.usize(0..CUTS_PER_REAL_WORDS) > 0 {
        return Vec::new();
    }
    vec![at]
}

/// The space before token `i` a letter or two from its place.
fn moved(text: &str, tokens: &[Token], i: usize, chance: &mut Rng) -> Vec<Change> {
    let Some(right) = tokens.get(i).filter(|right| right.kind == Kind::Word) else { return Vec::new() };
    let left = &tokens[i - 1];
    if !is_plain_space(text, tokens, i) || !is_apart(tokens, i) || !right.as_str(text).is_ascii() {
        return Vec::new();
    }
    let by = [1, 1, 1, 2, 3][chance.usize(0..5)];
    let at = match chance.bool() {
        true if right.range().len() > by => right.start() + by,
        false if left.range().len() > by => left.end() - by,
        _ => return Vec::new(),
    };
    let mut changes = vec![Change { at: left.end(), is_removal: true }, Change { at, is_removal: false }];
    changes.sort();
    changes
}

/// Makes the changes of each fault, and says where they are in the new text.
fn applied(passage: Passage, faults: Vec<Vec<Change>>) -> Passage {
    let Passage { text, lost, .. } = &passage;
    let mut changes: Vec<(Change, usize)> =
        faults.iter().enumerate().flat_map(|(nth, changes)| changes.iter().map(move |c| (*c, nth))).collect();
    changes.sort();
    let mut out = String::with_capacity(text.len() + changes.len());
    let mut spurious = vec![Fault::default(); faults.len()];
    let mut new_lost = Vec::with_capacity(lost.len());
    let (mut done, mut next_lost) = (0, lost.iter().peekable());
    for (Change { at, is_removal }, nth) in changes {
        while let Some((place, kind)) = next_lost.next_if(|(place, _)| *place <= at) {
            new_lost.push((out.len() + place - done, *kind));
        }
        out.push_str(&text[done..at]);
        done = at;
        match is_removal {
            true => {
                spurious[nth].inserted = Some(out.len());
                done += 1;
            }
            false => {
                spurious[nth].removed.push(out.len());
                out.push(' ');
            }
        }
    }
    for (place, kind) in next_lost {
        new_lost.push((out.len() + place - done, *kind));
    }
    out.push_str(&text[done..]);
    Passage { text: out, lost: new_lost, spurious, ..passage }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spaced_heading_is_a_fault_for_each_word() {
        let lost = vec![(9, "word+word")];
        let passage = Passage { text: "Chapter onetwo of it".into(), lost, ..Passage::default() };
        let headed = with_spaced_heading(passage);
        assert_eq!(headed.text, "C H A P T E R   O N E T W O\n\nChapter onetwo of it");
        assert_eq!((headed.spurious.len(), headed.spurious[0].removed.len(), headed.lost[0].0), (2, 6, 38));
    }

    #[test]
    fn faults_undone_give_the_text() {
        let text = "There was nothing else that officials could have said to them about their differences.";
        let mut chance = Rng::with_seed(4);
        let mut seen = [0, 0];
        for _ in 0..400 {
            let lost = vec![(text.find("else").unwrap() + 4, "word+word")];
            let passage = Passage { text: text.replacen("else ", "else", 1), lost, ..Passage::default() };
            let hurt = hurt(passage, |word| word == "them", &mut chance);
            let mut changes: Vec<(usize, bool)> = hurt.lost.iter().map(|(at, _)| (*at, true)).collect();
            for fault in &hurt.spurious {
                seen[usize::from(fault.inserted.is_some())] += 1;
                changes.extend(fault.removed.iter().map(|at| (*at, false)));
                changes.extend(fault.inserted.map(|at| (at, true)));
            }
            changes.sort_unstable();
            let mut back = hurt.text.clone();
            for (at, comes) in changes.into_iter().rev() {
                match comes {
                    true => back.insert(at, ' '),
                    false => assert_eq!(back.remove(at), ' '),
                }
            }
            assert_eq!(back, text, "{}", hurt.text);
        }
        assert!(seen[0] > 100 && seen[1] > 30, "{seen:?}");
    }
}
