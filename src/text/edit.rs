//! Edits: what a suggestion changes, and what a host tells a document.

use std::ops::Range;

/// Replace `range` by `insert`. Every edit of a suggestion is an insertion of one U+0020.
///
/// ```
/// use unglue::{Checker, Edit, Options};
/// let checker = Checker::new(Options::default())?;
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
    /// An edit that inserts one space at a byte offset.
    ///
    /// ```
    /// # use unglue::Edit;
    /// assert_eq!(Edit::space_at(5), Edit { range: 5..5, insert: " ".into() });
    /// ```
    pub fn space_at(offset: usize) -> Edit {
        Edit { range: offset..offset, insert: " ".into() }
    }
}

/// Puts a space at each of `offsets` (bytes; ascending, each at a character boundary).
pub(crate) fn insert_spaces(text: &str, offsets: impl IntoIterator<Item = usize>) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut done = 0;
    for offset in offsets {
        out.push_str(&text[done..offset]);
        out.push(' ');
        done = offset;
    }
    out.push_str(&text[done..]);
    out
}
