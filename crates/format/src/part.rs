//! The parts of a bundle.

/// A part of a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The file as a whole.
    Bundle,
    /// See [`lists`](crate::lists).
    Lists,
    /// See [`words`](crate::words).
    Words,
    /// See [`trigrams`](crate::trigrams).
    Trigrams,
    /// See [`bigrams`](crate::bigrams).
    Bigrams,
    /// See [`trees`](crate::trees).
    Trees,
    /// See [`network`](crate::network).
    Network,
    /// See [`wholes`](crate::wholes).
    Wholes,
}

impl Part {
    /// The parts that have a section, in the order of the file.
    pub const SECTIONS: [Part; 7] =
        [Part::Lists, Part::Words, Part::Trigrams, Part::Bigrams, Part::Trees, Part::Network, Part::Wholes];

    /// Returns its name in messages and in the file.
    pub fn name(self) -> &'static str {
        match self {
            Part::Bundle => "bundle",
            Part::Lists => "lists",
            Part::Words => "words",
            Part::Trigrams => "trigrams",
            Part::Bigrams => "bigrams",
            Part::Trees => "trees",
            Part::Network => "network",
            Part::Wholes => "wholes",
        }
    }

    /// Returns its name in a bundle, padded with zeros.
    pub(crate) fn tag(self) -> [u8; 8] {
        let mut tag = [0; 8];
        tag[..self.name().len()].copy_from_slice(self.name().as_bytes());
        tag
    }
}
