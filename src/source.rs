//! A text as a host gives it.

use std::ops::Range;
use std::sync::Arc;

use crate::context::counts::Counts;
use crate::error::Error;
use crate::mode::Mode;
use crate::options::validate_confidence;

/// A text, and what the host knows of it. A plain string is one of which nothing more is known.
///
/// ```
/// use unglue::{Checker, Language, Options, Text};
/// let checker = Checker::new(Language::english()?, Options::default())?;
/// let text = Text::from("thereare no plans, and twoleaders met").protect(&[0..8])?;
/// let found = checker.check(text.clone());
/// assert_eq!(found.iter().map(|d| &d.token[..]).collect::<Vec<_>>(), ["twoleaders"]);
/// assert_eq!(checker.fix(text), "thereare no plans, and two leaders met");
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    pub(crate) text: String,
    pub(crate) protect: Vec<Range<usize>>,
    pub(crate) caret: Option<usize>,
    pub(crate) mode: Mode,
    /// The threshold of a fix, in place of that of the mode.
    pub(crate) fix_confidence: Option<f32>,
    /// The counts of the text that this one is a part of.
    pub(crate) whole: Option<Arc<Counts>>,
}

impl Text {
    /// Protects ranges, in bytes: code, quotations, whatever the host's format says. Nothing in them is judged or changed;
    /// a diagnostic beside one may show a part of it. They need not be sorted and may overlap.
    ///
    /// # Errors
    /// When an offset lies outside the text or inside a character, or a range ends before it starts.
    pub fn protect(mut self, ranges: &[Range<usize>]) -> Result<Text, Error> {
        ranges.iter().try_for_each(|range| validate_range(&self.text, range))?;
        self.protect.extend_from_slice(ranges);
        Ok(self)
    }

    /// Says what sort of text it is. Default: [`Mode::Editor`].
    ///
    /// ```
    /// # use unglue::{Checker, Language, Mode, Options, Text};
    /// # let checker = Checker::new(Language::english()?, Options::default())?;
    /// assert_eq!(checker.fix(Text::from("twoleaders met").mode(Mode::Document)), "two leaders met");
    /// # Ok::<(), unglue::Error>(())
    /// ```
    #[must_use]
    pub fn mode(self, mode: Mode) -> Text {
        Text { mode, ..self }
    }

    /// Sets below which probability a fix of this text leaves diagnostics alone, in place of
    /// [`Options::fix_confidence`](crate::Options::fix_confidence). `0..=1`.
    ///
    /// # Errors
    /// When it is out of range.
    #[doc(hidden)]
    pub fn fix_confidence(self, fix_confidence: f32) -> Result<Text, Error> {
        validate_confidence("fix_confidence", fix_confidence)?;
        Ok(Text { fix_confidence: Some(fix_confidence), ..self })
    }

    /// Says where the writer is typing, in bytes: a diagnostic that touches the caret is withheld by a check or a fix, and a
    /// document has it all the same.
    ///
    /// # Errors
    /// When the offset lies outside the text or inside a character.
    ///
    /// ```
    /// # use unglue::{Checker, Language, Options, Text};
    /// # let checker = Checker::new(Language::english()?, Options::default())?;
    /// assert!(checker.check(Text::from("thereare no plans").caret(5)?).is_empty());
    /// # Ok::<(), unglue::Error>(())
    /// ```
    #[doc(hidden)]
    pub fn caret(mut self, caret: usize) -> Result<Text, Error> {
        validate_offset(&self.text, caret)?;
        self.caret = Some(caret);
        Ok(self)
    }
}

impl<T: Into<String>> From<T> for Text {
    fn from(text: T) -> Text {
        let text = text.into();
        Text {
            text,
            protect: Vec::new(),
            caret: None,
            mode: Mode::default(),
            fix_confidence: None,
            whole: None,
        }
    }
}

/// Returns an error if `range` cannot slice `text`.
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
