//! What a scanner finds.

use std::ops::Range;

/// What a scan of a part found.
#[derive(Debug, Default)]
pub(super) struct Spans {
    /// What is no prose, in bytes of the part.
    pub(super) protect: Vec<Range<usize>>,
    /// Comments, which may hold a directive for unglue. They are protected unless they are what is checked.
    pub(super) comments: Vec<Range<usize>>,
}

impl Spans {
    pub(super) fn protect(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.protect.push(range);
        }
    }

    /// Protects a comment.
    pub(super) fn comment(&mut self, range: Range<usize>) {
        self.protect(range.clone());
        self.comments.push(range);
    }
}
