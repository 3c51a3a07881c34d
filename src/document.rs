//! A text that is being edited.

use std::ops::Range;

use crate::options::validate_range;
use crate::{Checker, Diagnostic, Edit, Error};

/// A text whose diagnostics follow its edits. It always has exactly the diagnostics of a fresh
/// [`check`](Checker::check) of its text.
///
/// ```
/// use unglue::{Checker, Edit, Options};
/// let checker = Checker::new(Options::default())?;
/// let mut document = checker.open("there are no plans");
/// let change = document.edit(&Edit { range: 5..6, insert: String::new() })?;
/// assert_eq!(document.text(), "thereare no plans");
/// assert_eq!(change.added[0].range, 0..8);
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Document {
    checker: Checker,
    text: String,
    diagnostics: Vec<Diagnostic>,
    /// Which state of the personal words the diagnostics were made with.
    generation: u64,
}

/// What an edit changed. All offsets are bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The part of the new text outside which diagnostics have only moved.
    pub range: Range<usize>,
    /// Diagnostics that are gone, where they stood in the old text.
    pub removed: Vec<Diagnostic>,
    /// Diagnostics that are new, where they stand in the new text.
    pub added: Vec<Diagnostic>,
}

impl Document {
    pub(crate) fn new(checker: Checker, text: String) -> Document {
        let (generation, diagnostics) = (checker.generation(), checker.check(&text));
        Document { checker, text, diagnostics, generation }
    }

    /// The text as it stands now.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The diagnostics of the text as it stands now, in the order of the text.
    pub fn diagnostics(&mut self) -> &[Diagnostic] {
        let generation = self.checker.generation();
        if generation != self.generation {
            self.diagnostics = self.checker.check(&self.text);
            self.generation = generation;
        }
        &self.diagnostics
    }

    /// Replaces a part of the text and says what that changed.
    ///
    /// # Errors
    /// When the range does not fit the text; the document then stays as it was.
    pub fn edit(&mut self, edit: &Edit) -> Result<Change, Error> {
        validate_range(&self.text, &edit.range)?;
        self.diagnostics();
        self.text.replace_range(edit.range.clone(), &edit.insert);
        let after = self.checker.check(&self.text);
        let before = std::mem::replace(&mut self.diagnostics, after);
        Ok(change(before, &self.diagnostics, edit))
    }
}

/// Compares the diagnostics around an edit.
fn change(before: Vec<Diagnostic>, after: &[Diagnostic], edit: &Edit) -> Change {
    let end = edit.range.start + edit.insert.len();
    let mut range = edit.range.start..end;
    let mut added = after.iter().peekable();
    let mut change = Change { range: 0..0, removed: Vec::new(), added: Vec::new() };
    for old in before {
        let moved = moved(&old, edit);
        let place = moved.as_ref().map_or(old.range.start.min(end), |m| m.range.start);
        while let Some(new) = added.next_if(|new| new.range.start < place) {
            change.added.push(new.clone());
        }
        if moved.is_some() && added.peek() == moved.as_ref().as_ref() {
            added.next();
        } else {
            range = range.start.min(place)..range.end.max(place);
            change.removed.push(old);
        }
    }
    change.added.extend(added.cloned());
    for new in &change.added {
        range = range.start.min(new.range.start)..range.end.max(new.range.end);
    }
    change.range = range;
    change
}

/// A diagnostic as it would stand after an edit beside it; `None` if the edit touches it.
fn moved(diagnostic: &Diagnostic, edit: &Edit) -> Option<Diagnostic> {
    if diagnostic.range.end < edit.range.start {
        return Some(diagnostic.clone());
    }
    if diagnostic.range.start <= edit.range.end {
        return None;
    }
    let shift = |at: usize| at - edit.range.end + edit.range.start + edit.insert.len();
    let mut moved = diagnostic.clone();
    moved.range = shift(moved.range.start)..shift(moved.range.end);
    for edit in moved.suggestions.iter_mut().flat_map(|s| &mut s.edits) {
        edit.range = shift(edit.range.start)..shift(edit.range.end);
    }
    Some(moved)
}
