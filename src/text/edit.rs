//! Edits: what a suggestion changes, and what a host tells a document.

use std::ops::Range;

/// Replace `range` by `insert`. An edit of a suggestion changes white space and nothing else: it inserts one U+0020, or takes
/// white space out, or puts other white space in its place.
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
pub struct Edit {
    /// What is replaced, in bytes of the text before the edit. Empty for an insertion.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub insert: String,
}

impl Edit {
    /// Returns an edit that inserts one space at a byte offset.
    pub(crate) fn space_at(offset: usize) -> Edit {
        Edit { range: offset..offset, insert: " ".into() }
    }
}

/// Returns `text` with `edits` made, which are ascending and apart, each at offsets of the text before all of them.
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

/// Returns the edits that do what `first` does and then `then`, whose offsets are those of the text that `first` leaves.
/// Each list is ascending and apart, and so is the one that is returned.
///
/// Both lists are read as operations over a whole text, which keep, delete or insert some bytes, and composed as operational
/// transformation does it: what `then` says of bytes that `first` inserted changes that insertion, all else it says of the
/// text itself.
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

/// What a list of edits does to the next bytes of a text.
#[derive(Debug, Clone, Copy)]
enum Operation<'e> {
    /// Keeps so many bytes.
    Keep(usize),
    /// Deletes so many bytes.
    Delete(usize),
    /// Inserts this.
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

/// The operations of a list of edits, as far as they are not done.
struct Operations<'e> {
    next: Operation<'e>,
    /// The edits whose deletion is not begun. Of the one before, the insertion may be to come.
    edits: std::slice::Iter<'e, Edit>,
    insert: &'e str,
    /// The byte of the text behind the last edit that was begun.
    at: usize,
}

impl<'e> Operations<'e> {
    fn new(edits: &'e [Edit]) -> Operations<'e> {
        let mut operations =
            Operations { next: Operation::Insert(""), edits: edits.iter(), insert: "", at: 0 };
        operations.advance(0);
        operations
    }

    /// Takes so many bytes off the next operation, and goes on to the one behind it if nothing is left.
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

/// Edits that are composed.
#[derive(Default)]
struct Composed {
    edits: Vec<Edit>,
    /// The byte of the first text up to which all is said.
    at: usize,
}

impl Composed {
    /// The edit that ends here, or a new one.
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

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Edits of a text of so many bytes, ascending and apart, of what is made up.
    fn edits(len: usize, made_up: &[(usize, usize, String)]) -> Vec<Edit> {
        let mut edits: Vec<Edit> = Vec::new();
        for (gap, deleted, insert) in made_up {
            // Edits that touch would be one.
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
}
