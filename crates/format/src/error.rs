//! The faults of bundles and of the texts that they are packed from.

use std::fmt;

use crate::part::Part;

/// A fault of a bundle, or of a text that it is packed from, and the part that has it.
///
/// ```
/// use unglue_format::{Bundle, Bytes};
/// let refused = Bundle::read(Bytes::Static(b"no bundle")).unwrap_err();
/// assert_eq!(refused.to_string(), "it does not start like a language");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatError {
    /// The part at fault; [`Part::Bundle`] for the file as a whole.
    pub part: Part,
    /// The fault.
    pub fault: Fault,
}

/// A fault of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The first bytes are not those of a bundle.
    NotABundle,
    /// The layout has another version than the one that is read.
    OtherVersion,
    /// The bytes end too early.
    CutShort,
    /// The checksum does not fit the bytes: they are not those that were written.
    WrongChecksum,
    /// The section is not at its place.
    Missing,
    /// There are more bytes behind the end.
    MoreFollows,
    /// The content breaks a rule of the part, which the text describes.
    Malformed(&'static str),
    /// The ensemble of this name was trained on other features than this version has.
    OtherFeatures {
        /// The name of the ensemble.
        ensemble: String,
    },
    /// A line of a source text cannot be read.
    Unreadable {
        /// The line.
        line: String,
        /// The expected content.
        expected: String,
    },
    /// A word of a source text cannot be packed.
    BadWord {
        /// The word.
        word: String,
        /// The reason, and a remedy.
        reason: String,
    },
    /// The number of some items exceeds what the format can hold.
    TooMany {
        /// The items.
        what: &'static str,
        /// The highest number of items.
        most: usize,
    },
}

impl Fault {
    /// Returns the fault that `line` of a source text cannot be read.
    pub(crate) fn unreadable(line: &str, expected: impl Into<String>) -> Fault {
        // Lines of a network are too long for a message.
        let end = line.char_indices().nth(80).map_or(line.len(), |(at, _)| at);
        Fault::Unreadable { line: line[..end].into(), expected: expected.into() }
    }

    /// Returns the error that this fault is in `part`.
    pub fn of(self, part: Part) -> FormatError {
        FormatError { part, fault: self }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.part != Part::Bundle {
            write!(f, "{}: ", self.part.name())?;
        }
        match &self.fault {
            Fault::NotABundle => write!(f, "it does not start like a language"),
            Fault::OtherVersion => write!(f, "it is of another version"),
            Fault::CutShort => write!(f, "it is cut short"),
            Fault::WrongChecksum => write!(f, "its checksum does not fit: it is damaged or cut short"),
            Fault::Missing => write!(f, "its section is missing, or not in its place"),
            Fault::MoreFollows => write!(f, "more follows behind its end"),
            Fault::Malformed(reason) => write!(f, "{reason}"),
            Fault::OtherFeatures { ensemble } => {
                write!(f, "no ensemble {ensemble:?} was trained on the features of this version")
            }
            Fault::Unreadable { line, expected } => write!(f, "cannot read {line:?}: give {expected}"),
            Fault::BadWord { word, reason } => write!(f, "{word:?} {reason}"),
            Fault::TooMany { what, most } => {
                write!(f, "there are more than {most} {what}: leave some out")
            }
        }
    }
}

impl std::error::Error for FormatError {}
