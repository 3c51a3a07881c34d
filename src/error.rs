//! What can go wrong, and what to do about it.

use std::fmt;

/// Everything that this crate refuses. Text never causes an error: every string has an answer.
///
/// ```
/// use unglue::{Checker, Error, Language, Options};
/// let refused = Checker::new(Language::english().unwrap(), Options::default().fix_confidence(1.5)).unwrap_err();
/// assert!(matches!(refused, Error::BadConfidence { .. }));
/// assert_eq!(refused.to_string(), "fix_confidence is 1.5: give a number from 0 to 1");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// An offset lies behind the end of the text.
    OffsetOutside {
        /// The offset, in bytes.
        offset: usize,
        /// The length of the text, in bytes.
        len: usize,
    },
    /// An offset lies inside a character.
    NotCharBoundary {
        /// The offset, in bytes.
        offset: usize,
    },
    /// A range ends before it starts.
    BackwardRange {
        /// Its start, in bytes.
        from: usize,
        /// Its end, in bytes.
        to: usize,
    },
    /// A threshold is not a number in `0..=1`.
    BadConfidence {
        /// The name of the field of [`Options`](crate::Options).
        option: &'static str,
        /// What it was set to.
        value: String,
    },
    /// A rule of this name does not exist.
    UnknownRule {
        /// The name.
        name: String,
        /// The names of the rules that there are.
        rules: Vec<&'static str>,
    },
    /// A mode of this name does not exist.
    UnknownMode {
        /// The name.
        name: String,
        /// The names of the modes that there are.
        modes: Vec<&'static str>,
    },
    /// A personal word is empty, too long or holds white space.
    BadWord {
        /// What was given as a word.
        word: String,
        /// How long a personal word may be, in bytes.
        max_bytes: usize,
    },
    /// The bytes are no language that this version can read.
    BadLanguage {
        /// Which part of it is wrong, and how.
        reason: String,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::OffsetOutside { offset, len } => write!(
                f,
                "offset {offset} lies outside the text, which has {len} bytes: give offsets into the text that is checked now"
            ),
            Error::NotCharBoundary { offset } => {
                write!(f, "offset {offset} lies inside a character: give offsets at the start or end of one")
            }
            Error::BackwardRange { from, to } => {
                write!(f, "the range {from}..{to} ends before it starts: give the smaller offset first")
            }
            Error::BadConfidence { option, value } => {
                write!(f, "{option} is {value}: give a number from 0 to 1")
            }
            Error::UnknownRule { name, rules } => {
                write!(f, "there is no rule {}: the rules are {}", quoted(name), rules.join(", "))
            }
            Error::UnknownMode { name, modes } => {
                write!(f, "there is no mode {}: the modes are {}", quoted(name), modes.join(", "))
            }
            Error::BadWord { word, max_bytes } => write!(
                f,
                "{} cannot be a personal word: give one word of 1 to {} bytes without white space",
                quoted(word),
                max_bytes
            ),
            Error::BadLanguage { reason } => write!(
                f,
                "this is not a language that this version can read: {reason}; give the bytes of a .unglue file built for this version of unglue"
            ),
        }
    }
}

/// What was given, as far as a message needs it to be recognised.
fn quoted(given: &str) -> String {
    const MAX: usize = 80;
    match given.char_indices().nth(MAX) {
        Some((end, _)) => format!("{:?}…", &given[..end]),
        None => format!("{given:?}"),
    }
}

impl std::error::Error for Error {}
