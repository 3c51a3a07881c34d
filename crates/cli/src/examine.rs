//! What is asked of the checker about one part of a text.

use std::ops::Range;

use unglue::{Checker, Diagnostic, Mode, Text, WholeCounts};
use unglue_texts::problem::{Problem, Result};
use unglue_texts::protect::Scanner;

use crate::place::{Cursor, Place, units};

/// A diagnostic and its place in the whole text.
#[derive(Debug)]
pub(crate) struct Found {
    pub diagnostic: Diagnostic,
    pub start: Place,
    pub end: Place,
    /// Where its line starts in the part, in bytes.
    pub line_start: usize,
}

impl Found {
    /// Returns the place of an offset within the diagnostic, in UTF-16 code units of the whole text.
    pub(crate) fn units_at(&self, part: &str, at: usize) -> u64 {
        self.start.units + units(&part[self.diagnostic.range.start..at])
    }
}

/// A part of a text as it is given to the checker.
pub(crate) struct Part<'p> {
    pub text: &'p str,
    /// What in it is no prose, in bytes.
    pub protect: Vec<Range<usize>>,
    /// The counts of the whole text, where this is not all of it.
    pub whole: Option<&'p WholeCounts>,
    pub mode: Mode,
}

impl<'p> Part<'p> {
    /// Returns the next part of a text, of which `scanner` has scanned those before.
    pub(crate) fn next(
        text: &'p str,
        scanner: &mut Scanner,
        whole: Option<&'p WholeCounts>,
        mode: Mode,
    ) -> Part<'p> {
        Part { text, protect: scanner.scan(text), whole, mode }
    }

    /// Returns it for the checker.
    pub(crate) fn to_text(&self) -> Result<Text> {
        let text = Text::from(self.text).mode(self.mode).protect(&self.protect);
        let text = text.map_err(|error| Problem::usage(error.to_string()))?;
        Ok(match self.whole {
            Some(whole) => text.part_of(whole),
            None => text,
        })
    }

    /// Checks it; `cursor` is at its start, and goes on with it.
    pub(crate) fn check(&self, checker: &Checker, cursor: &mut Cursor) -> Result<Vec<Found>> {
        let located = checker.check(self.to_text()?).into_iter().map(|diagnostic| {
            let start = cursor.advance(self.text, diagnostic.range.start);
            let line_start = cursor.line_start();
            let end = cursor.advance(self.text, diagnostic.range.end);
            Found { diagnostic, start, end, line_start }
        });
        Ok(located.collect())
    }

    /// Fixes it: returns what it becomes, and how many diagnostics are left in that. `before` has scanned the parts before.
    pub(crate) fn fix(&self, checker: &Checker, before: &Scanner) -> Result<(String, usize)> {
        let fixed = checker.fix(self.to_text()?);
        let left = Part::next(&fixed, &mut before.clone(), self.whole, self.mode);
        let left = checker.check(left.to_text()?).len();
        Ok((fixed, left))
    }
}
