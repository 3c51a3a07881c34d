//! What the host may choose.

use std::ops::Range;

use crate::error::Error;
use crate::report::rule::Rule;

/// How a [`Checker`](crate::Checker) judges. Start from `Options::default()`.
///
/// ```
/// use unglue::{Checker, Language, Options};
/// let options = Options { show_confidence: 0.9, ..Options::default() };
/// let checker = Checker::new(Language::english()?, options)?;
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Diagnostics below this probability are not reported. `0..=1`, default 0.8.
    pub show_confidence: f32,
    /// [`fix`](crate::Checker::fix) leaves diagnostics below this probability alone. `0..=1`, default 0.975.
    pub fix_confidence: f32,
    /// The rules that are on. Default: those of [`Rule::ALL`] for which [`Rule::is_default`] holds.
    pub rules: Vec<Rule>,
    /// Personal words: never flagged, nor are their possessives and plurals.
    pub words: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            show_confidence: 0.8,
            fix_confidence: 0.975,
            rules: Rule::ALL.into_iter().filter(|rule| rule.is_default()).collect(),
            words: Vec::new(),
        }
    }
}

impl Options {
    /// Says what is wrong with the numbers, if anything is.
    pub(crate) fn validate(&self) -> Result<(), Error> {
        for (option, value) in
            [("show_confidence", self.show_confidence), ("fix_confidence", self.fix_confidence)]
        {
            if !(0.0..=1.0).contains(&value) {
                return Err(Error::BadConfidence { option, value: value.to_string() });
            }
        }
        Ok(())
    }
}

/// What the host knows about one text when it asks for a check.
///
/// ```
/// use unglue::{CheckOptions, Checker, Language, Options};
/// let checker = Checker::new(Language::english()?, Options::default())?;
/// let text = "thereare no plans, and twoleaders met";
/// let options = CheckOptions { protect: vec![0..8], caret: Some(33) };
/// assert!(checker.check_with(text, &options)?.is_empty());
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckOptions {
    /// Ranges that are never flagged, in bytes: code, quotations, whatever the host's format protects.
    /// They need not be sorted and may overlap.
    pub protect: Vec<Range<usize>>,
    /// Where the writer is typing, in bytes: a diagnostic that touches it is withheld.
    pub caret: Option<usize>,
}

impl CheckOptions {
    /// Says which offset does not fit `text`, if any does not.
    pub(crate) fn validate(&self, text: &str) -> Result<(), Error> {
        self.protect.iter().try_for_each(|range| validate_range(text, range))?;
        self.caret.map_or(Ok(()), |caret| validate_offset(text, caret))
    }
}

/// `Ok` if `range` can slice `text`.
pub(crate) fn validate_range(text: &str, range: &Range<usize>) -> Result<(), Error> {
    validate_offset(text, range.start)?;
    validate_offset(text, range.end)?;
    if range.start > range.end {
        return Err(Error::BackwardRange { from: range.start, to: range.end });
    }
    Ok(())
}

fn validate_offset(text: &str, offset: usize) -> Result<(), Error> {
    if offset > text.len() {
        return Err(Error::OffsetOutside { offset, len: text.len() });
    }
    if !text.is_char_boundary(offset) {
        return Err(Error::NotCharBoundary { offset });
    }
    Ok(())
}
