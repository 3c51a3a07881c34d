//! What is asked of the checker about one part of a text.

use std::ops::Range;

use unglue::{Checker, Diagnostic, Text};

use crate::place::{Cursor, Place, units};
use crate::problem::{Problem, Result};
use crate::protect::Scanner;

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

/// Checks a part of a text; `cursor` is at its start, and goes on with it.
pub(crate) fn check(
    checker: &Checker,
    part: &str,
    protect: &[Range<usize>],
    cursor: &mut Cursor,
) -> Result<Vec<Found>> {
    let found = diagnostics(checker, part, protect)?;
    let located = found.into_iter().map(|diagnostic| {
        let start = cursor.advance(part, diagnostic.range.start);
        let line_start = cursor.line_start();
        let end = cursor.advance(part, diagnostic.range.end);
        Found { diagnostic, start, end, line_start }
    });
    Ok(located.collect())
}

/// Fixes a part of a text: returns what it becomes, and how many diagnostics are left in it. `scanner` is the one for the
/// start of the part.
pub(crate) fn fix(
    checker: &Checker,
    part: &str,
    protect: &[Range<usize>],
    scanner: &Scanner,
) -> Result<(String, usize)> {
    let fixed = checker.fix(text(part, protect)?);
    let protect = scanner.clone().scan(&fixed);
    let left = diagnostics(checker, &fixed, &protect)?.len();
    Ok((fixed, left))
}

fn diagnostics(checker: &Checker, part: &str, protect: &[Range<usize>]) -> Result<Vec<Diagnostic>> {
    Ok(checker.check(text(part, protect)?))
}

fn text(part: &str, protect: &[Range<usize>]) -> Result<Text> {
    Text::from(part).protect(protect).map_err(|error| Problem::usage(error.to_string()))
}
