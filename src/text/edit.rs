//! Edits: replacements of a range of a text, in suggestions and in the changes that a host reports to a document.

use std::ops::Range;

/// The number of bytes of two texts that are compared at once.
const CHUNK: usize = 256;

/// Replace `range` by `insert`. An edit of a suggestion inserts one U+0020, or takes white space out, or puts a line end in its
/// place. Those of two rules that are offered and never fixed take out more: a hyphen with the white space behind it
/// ([`Rule::BrokenWord`](crate::Rule)), or a word that stands twice ([`Rule::DoubledWord`](crate::Rule)).
///
/// ```
/// use unglue::{Checker, Edit, Language, Options};
/// let checker = Checker::new(Language::english()?, Options::default())?;
/// let mut text = String::from("thereare no plans");
/// // From the last to the first, so that no insertion moves those that are still to come.
/// for Edit { range, insert } in checker.fixes(&text).into_iter().rev() {
///     text.replace_range(range, &insert);
/// }
/// assert_eq!(text, "there are no plans");
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Edit {
    /// The replaced range, in bytes of the text before the edit. Empty for an insertion.
    pub range: Range<usize>,
    /// The text that replaces the range.
    pub insert: String,
}

impl Edit {
    /// Returns an edit that inserts one space at a byte offset.
    pub(crate) fn space_at(offset: usize) -> Edit {
        Edit { range: offset..offset, insert: " ".into() }
    }
}

/// Returns `text` with `edits` applied. They are ascending and do not touch; their offsets are those of `text`.
pub(crate) fn applied(text: &str, edits: &[Edit]) -> String {
    let inserted: usize = edits.iter().map(|edit| edit.insert.len()).sum();
    let mut out = String::with_capacity(text.len() + inserted);
    let mut done = 0;
    for Edit { range, insert } in edits {
        out.push_str(&text[done..range.start]);
        out.push_str(insert);
        done = range.end;
    }
    out.push_str(&text[done..]);
    out
}

/// Returns one list of edits with the effect of `first` followed by `then`. The offsets of `then` are those of the text
/// after `first`; those of the result are of the text before it. Each list is ascending and its edits do not touch; the
/// same holds of the result.
///
/// Both lists become sequences of operations over a whole text (keep, delete, insert), which are composed as in
/// operational transformation. A deletion in `first` removes bytes that `then` never sees, and an insertion in `then`
/// adds bytes that `first` never saw, so each passes straight to the result. All other operations meet over the same
/// bytes of the middle text, and the shorter one decides how far both advance:
///
/// ```text
/// first \ then   Keep                 Delete
/// Keep           keep                 delete from the text
/// Insert         insert               drop: inserted, then deleted
/// ```
/// For "ab cd", `first` inserting " " at 1 ("a b cd") and `then` deleting 3..4 ("a bcd") compose to an insertion at 1
/// and a deletion of 2..3.
pub(crate) fn composed(first: &[Edit], then: &[Edit]) -> Vec<Edit> {
    let (mut first, mut then) = (Operations::new(first), Operations::new(then));
    let mut out = Composed::default();
    loop {
        let (a, b) = (first.next, then.next);
        match (a, b) {
            (Operation::Delete(count), _) => {
                out.delete(count);
                first.advance(count);
                continue;
            }
            (_, Operation::Insert(text)) => {
                out.insert(text);
                then.advance(text.len());
                continue;
            }
            (Operation::Rest, Operation::Rest) => return out.edits,
            _ => {}
        }
        let count = a.len().min(b.len());
        match (a, b) {
            (Operation::Insert(text), Operation::Delete(_)) => _ = text,
            (Operation::Insert(text), _) => out.insert(&text[..count]),
            (_, Operation::Delete(_)) => out.delete(count),
            _ => out.at += count,
        }
        first.advance(count);
        then.advance(count);
    }
}

/// The effect of a list of edits on the next bytes of a text.
#[derive(Debug, Clone, Copy)]
enum Operation<'e> {
    /// Keeps this number of bytes.
    Keep(usize),
    /// Deletes this number of bytes.
    Delete(usize),
    /// Inserts this text.
    Insert(&'e str),
    /// Keeps the rest of the text.
    Rest,
}

impl Operation<'_> {
    fn len(self) -> usize {
        match self {
            Operation::Keep(count) | Operation::Delete(count) => count,
            Operation::Insert(text) => text.len(),
            Operation::Rest => usize::MAX,
        }
    }
}

/// The operations of a list of edits that are still to be composed.
struct Operations<'e> {
    next: Operation<'e>,
    /// The edits whose deletion has not been reached.
    edits: std::slice::Iter<'e, Edit>,
    /// The pending insertion of the edit before them.
    insert: &'e str,
    /// The end of the last edit that was reached, in bytes of the text before the edits.
    at: usize,
}

impl<'e> Operations<'e> {
    fn new(edits: &'e [Edit]) -> Operations<'e> {
        let mut operations =
            Operations { next: Operation::Insert(""), edits: edits.iter(), insert: "", at: 0 };
        operations.advance(0);
        operations
    }

    /// Consumes `count` bytes of the next operation, and moves on to the following one once nothing is left of it.
    fn advance(&mut self, count: usize) {
        self.next = match self.next {
            Operation::Keep(all) => Operation::Keep(all - count),
            Operation::Delete(all) => Operation::Delete(all - count),
            Operation::Insert(text) => Operation::Insert(&text[count..]),
            Operation::Rest => Operation::Rest,
        };
        while self.next.len() == 0 {
            self.next = match self.next {
                Operation::Delete(_) => Operation::Insert(std::mem::take(&mut self.insert)),
                Operation::Keep(_) if self.edits.as_slice().is_empty() => Operation::Rest,
                Operation::Keep(_) => self.edits.next().map_or(Operation::Rest, |edit| {
                    (self.insert, self.at) = (&edit.insert, edit.range.end);
                    Operation::Delete(edit.range.len())
                }),
                _ => match self.edits.as_slice().first() {
                    Some(edit) => Operation::Keep(edit.range.start - self.at),
                    None => Operation::Rest,
                },
            };
        }
    }
}

/// The composed edits.
#[derive(Default)]
struct Composed {
    edits: Vec<Edit>,
    /// The offset in the text before both lists up to which the edits are complete.
    at: usize,
}

impl Composed {
    /// Returns the edit that ends at the current offset, or adds one.
    fn edit(&mut self) -> &mut Edit {
        if self.edits.last().is_none_or(|last| last.range.end < self.at) {
            self.edits.push(Edit { range: self.at..self.at, insert: String::new() });
        }
        let last = self.edits.len() - 1;
        &mut self.edits[last]
    }

    fn delete(&mut self, count: usize) {
        self.edit().range.end += count;
        self.at += count;
    }

    fn insert(&mut self, text: &str) {
        self.edit().insert.push_str(text);
    }
}

/// Returns the one edit that turns `old` into `new`, without the characters that both start with and those that both end with.
pub(crate) fn difference(old: &str, new: &str) -> Edit {
    let is_border = |at: &usize| new.is_char_boundary(*at);
    let start = shared(old.as_bytes().chunks(CHUNK).zip(new.as_bytes().chunks(CHUNK)), |a, b| {
        a.iter().zip(b).take_while(|(a, b)| a == b).count()
    });
    let start = (0..=start).rev().find(is_border).unwrap_or(0);
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let end = shared(old_rest.as_bytes().rchunks(CHUNK).zip(new_rest.as_bytes().rchunks(CHUNK)), |a, b| {
        a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count()
    });
    let end = (new.len() - end..=new.len()).find(is_border).unwrap_or(new.len());
    Edit { range: start..old.len() - (new.len() - end), insert: new[start..end].to_owned() }
}

/// Returns in how many bytes two texts are the same whose `chunks` are compared one after the other, the first that differ by `bytes`.
fn shared<'t>(
    mut chunks: impl Iterator<Item = (&'t [u8], &'t [u8])>,
    bytes: impl Fn(&[u8], &[u8]) -> usize,
) -> usize {
    let mut same = 0;
    let differ = chunks.find(|(a, b)| {
        let is_same = a == b;
        same += if is_same { a.len() } else { 0 };
        !is_same
    });
    same + differ.map_or(0, |(a, b)| bytes(a, b))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Returns edits of a text of `len` bytes, ascending and apart, from generated (gap, deleted bytes, insertion).
    fn edits(len: usize, made_up: &[(usize, usize, String)]) -> Vec<Edit> {
        let mut edits: Vec<Edit> = Vec::new();
        for (gap, deleted, insert) in made_up {
            // Edits that touch would be a single one.
            let start = edits.last().map_or(0, |last| last.range.end + 1) + gap;
            let end = start + deleted;
            if end <= len && (*deleted > 0 || !insert.is_empty()) {
                edits.push(Edit { range: start..end, insert: insert.clone() });
            }
        }
        edits
    }

    proptest! {
        #[test]
        fn composed_edits_do_what_both_lists_do(
            text in "[a-e]{0,30}",
            first in prop::collection::vec((0usize..5, 0usize..4, "[ x]{0,3}"), 0..6),
            then in prop::collection::vec((0usize..5, 0usize..4, "[ y]{0,3}"), 0..6),
        ) {
            let first = edits(text.len(), &first);
            let middle = applied(&text, &first);
            let then = edits(middle.len(), &then);
            let both = composed(&first, &then);
            prop_assert_eq!(applied(&text, &both), applied(&middle, &then));
            prop_assert!(both.is_sorted_by(|a, b| a.range.end < b.range.start), "{both:?}");
        }
    }

    #[test]
    fn a_difference_is_what_two_texts_do_not_share_at_their_ends() {
        let long = "word ".repeat(200);
        for (old, new, range, insert) in [
            ("", "", 0..0, ""),
            ("", "new", 0..0, "new"),
            ("old", "", 0..3, ""),
            ("the cat", "the cat", 7..7, ""),
            ("the cat", "the fat cat", 4..4, "fat "),
            ("aaa", "aa", 2..3, ""),
            ("aa", "aaa", 2..2, "a"),
            // Characters that share a byte at their start, at their end, and both.
            ("né", "nê", 1..3, "ê"),
            ("xÃy", "x\u{83}y", 1..3, "\u{83}"),
            ("a\u{1f600}b", "a\u{1f601}b", 1..5, "\u{1f601}"),
        ] {
            let expected = Edit { range, insert: insert.into() };
            assert_eq!(difference(old, new), expected, "{old:?} {new:?}");
            // The same between stretches of several chunks.
            let by = |at: usize| long.len() + at;
            let expected = Edit { range: by(expected.range.start)..by(expected.range.end), ..expected };
            let within = |text: &str| format!("{long}{text}|{long}");
            if old != new {
                assert_eq!(difference(&within(old), &within(new)), expected, "{old:?} {new:?}");
            }
        }
    }
}
