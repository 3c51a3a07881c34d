//! What is wrong with a bundle, or with a text that should become one.

use std::fmt;

use crate::part::Part;

/// What is wrong with a bundle, or with a text that should become one, and in which part.
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
    /// What is wrong with it.
    pub fault: Fault,
}

/// What can be wrong with a part.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The first bytes are not those of a bundle.
    NotABundle,
    /// The layout is one that this version does not read.
    OtherVersion,
    /// The bytes end too early.
    CutShort,
    /// The bytes are not those that were written.
    WrongChecksum,
    /// The section is not where it should be.
    Missing,
    /// Bytes are left over at the end.
    MoreFollows,
    /// The content breaks a rule of the part; the text says which.
    Malformed(&'static str),
    /// No ensemble of this name was trained on the features that this version has.
    OtherFeatures {
        /// The name of the ensemble.
        ensemble: String,
    },
    /// A line of a source text cannot be read.
    Unreadable {
        /// The line.
        line: String,
        /// What is expected in its place.
        expected: String,
    },
    /// A word of a source text cannot be packed.
    BadWord {
        /// The word.
        word: String,
        /// Why, and what to do about it.
        reason: String,
    },
    /// There is more than the format can hold.
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// How many there may be.
        most: usize,
    },
}

impl Fault {
    /// Says that `line` of a source text cannot be read.
    pub(crate) fn unreadable(line: &str, expected: impl Into<String>) -> Fault {
        // A line of a network is longer than a message should be.
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
