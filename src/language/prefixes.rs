//! The known words that letters start with: one walk through the automaton finds all of them.

use unglue_format::words::reader::Nodes;

use crate::language::lexicon::{Entry, Lexicon, Walk};
use crate::text::casing::MAX_LOOKUP_BYTES;

/// The words of a lexicon, listed and derived, that letters start with: the number of characters of each and its entry, the shortest
/// first.
pub(crate) struct Prefixes<'l, I> {
    lexicon: &'l Lexicon,
    nodes: Nodes<'l>,
    letters: I,
    walk: Walk,
    /// The letters that were read, and how many bytes and characters they are.
    spelt: [u8; MAX_LOOKUP_BYTES],
    bytes: usize,
    chars: usize,
    /// Whether all of them are lower-case ASCII letters: only such words have inflections.
    is_lower: bool,
}

impl Lexicon {
    /// Returns whether `letters` are a word, listed or derived, in exactly this spelling and casing.
    pub(crate) fn has(&self, letters: impl Iterator<Item = char>) -> bool {
        let mut read = self.prefixes(());
        let is_read = { letters }.all(|c| read.read(c).is_some());
        is_read && read.entry().is_some()
    }

    /// Returns the position behind `word`, read on from `walk`; `None` if no word has these letters there.
    pub(crate) fn walked(&self, walk: Walk, word: &str) -> Option<Walk> {
        let nodes = self.nodes();
        word.bytes().try_fold(walk, |walk, byte| self.step_byte(nodes, walk, byte))
    }

    /// Returns the words that `letters` start with, in exactly this spelling and casing.
    pub(crate) fn prefixes<I>(&self, letters: I) -> Prefixes<'_, I> {
        Prefixes {
            lexicon: self,
            nodes: self.nodes(),
            letters,
            walk: self.walk(),
            spelt: [0; MAX_LOOKUP_BYTES],
            bytes: 0,
            chars: 0,
            is_lower: true,
        }
    }
}

impl<I> Prefixes<'_, I> {
    /// Walks over one more character. `None` if no word continues with it, or none is that long.
    #[inline]
    fn read(&mut self, c: char) -> Option<()> {
        let end = self.bytes + c.len_utf8();
        c.encode_utf8(self.spelt.get_mut(self.bytes..end)?);
        for at in self.bytes..end {
            let step = || self.lexicon.step_byte(self.nodes, self.walk, self.spelt[at]);
            let two = if at == 1 { self.lexicon.behind(self.spelt[0], self.spelt[1]) } else { None };
            self.walk = two.or_else(step)?;
        }
        (self.bytes, self.chars) = (end, self.chars + 1);
        self.is_lower &= c.is_ascii_lowercase();
        Some(())
    }

    /// Returns the entry of all characters that were read.
    #[inline]
    fn entry(&self) -> Option<Entry> {
        self.lexicon.entry_behind(self.nodes, self.walk, &self.spelt[..self.bytes], self.is_lower)
    }
}

impl<I: Iterator<Item = char>> Iterator for Prefixes<'_, I> {
    type Item = (usize, Entry);

    fn next(&mut self) -> Option<(usize, Entry)> {
        loop {
            let c = self.letters.next()?;
            self.read(c)?;
            if let Some(entry) = self.entry() {
                return Some((self.chars, entry));
            }
        }
    }
}
