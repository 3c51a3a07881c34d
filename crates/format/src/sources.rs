//! The texts that a language is packed from.

use crate::container::write;
use crate::error::FormatError;
use crate::lists::Lists;
use crate::words::WordList;
use crate::{bigrams, network, trees, trigrams, wholes};

/// The texts that a language is packed from: the contents of the files of a folder such as `data/en`.
///
/// Lines that start with `#` are comments. The modules of the parts describe the other lines.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// `lists.txt`: see [`lists`](crate::lists).
    pub lists: &'a str,
    /// `words.tsv`: see [`words`](crate::words).
    pub words: &'a str,
    /// `misspellings.tsv`: see [`words`](crate::words).
    pub misspellings: &'a str,
    /// `bigrams.tsv`: see [`bigrams`].
    pub bigrams: &'a str,
    /// `trees.txt`: see [`trees`].
    pub trees: &'a str,
    /// `network.txt`: see [`network`].
    pub network: &'a str,
    /// `wholes.tsv`: see [`wholes`]. It may be empty.
    pub wholes: &'a str,
}

impl<'a> Sources<'a> {
    /// The names of the files.
    pub const FILES: [&'static str; 7] = [
        "lists.txt",
        "words.tsv",
        "misspellings.tsv",
        "bigrams.tsv",
        "trees.txt",
        "network.txt",
        "wholes.tsv",
    ];

    /// Returns the sources with these contents of the files, in the order of [`FILES`](Self::FILES).
    pub fn of(texts: &'a [String; Sources::FILES.len()]) -> Sources<'a> {
        let [lists, words, misspellings, bigrams, trees, network, wholes] = texts;
        Sources { lists, words, misspellings, bigrams, trees, network, wholes }
    }

    /// Packs a language into the bytes of one file.
    ///
    /// # Errors
    /// Names the part, and the line that cannot be read.
    pub fn pack(&self) -> Result<Vec<u8>, FormatError> {
        let lists = Lists::parse(self.lists)?;
        let words = WordList::parse(self.words, self.misspellings)?;
        Ok(write([
            &lists.write(),
            &words.write(lists.inflection)?,
            &trigrams::write(&lists.alphabet, words.weighted()),
            &bigrams::write(self.bigrams, words.compounds())?,
            &trees::write(self.trees)?,
            &network::write(self.network)?,
            &wholes::write(self.wholes)?,
        ]))
    }
}
