//! Reads an automaton of words in place; `automaton.rs` has the layout.
//!
//! The crate `fst` opens the bytes: it knows the version, the head and the foot. It decodes a node as a whole before it is asked
//! anything, and a walk asks little: most nodes have one branch, and most searches of a branch end at a letter that is another. So a
//! step decodes here what it needs, which takes a third of the instructions; the tests compare every answer with that of `fst`.
//!
//! Bytes that were neither verified nor written by [`write`](super::automaton::write) give wrong answers, and nothing
//! worse: each read is checked.

use fst::raw::Fst;

use super::automaton::{COMMON, END, HEAD, MAX_UNINDEXED};
use crate::error::{Fault, FormatError};
use crate::part::Part;

/// The upper bits of the last byte of a node: one branch, to the node right before; one branch; any number, and a word
/// ends here.
const NEXT: u8 = 0b11;
const ONE: u8 = 0b10;
const ENDS: u8 = 0b01;
/// The length of the foot behind the nodes, the number of words, the address of the root and a checksum, in bytes.
pub(super) const FOOT: usize = 20;

/// An automaton of words, whose bytes are used in place.
#[derive(Clone)]
pub struct Automaton<D> {
    words: Fst<D>,
    root: u32,
    /// The positions behind two lower-case ASCII letters, where the largest nodes are.
    pairs: Vec<Option<State>>,
    /// The lower-case ASCII letters behind three of them at the start of a word: a bit for each, from that of `a` on.
    behind_three: Vec<u32>,
}

/// The number of lower-case ASCII letters.
const LETTERS: usize = 26;

/// A position in an automaton: behind a prefix of its words.
#[derive(Debug, Clone, Copy)]
pub struct State {
    /// The address of a node.
    node: u32,
    /// The sum of the values on the path to it.
    value: u8,
}

impl State {
    /// Returns the address of its node, below 2²⁹.
    pub fn node(self) -> u32 {
        self.node
    }

    /// Returns the position at a node, from which each word is found with another value than its own.
    pub fn at_node(node: u32) -> State {
        State { node, value: 0 }
    }
}

impl<D: AsRef<[u8]>> Automaton<D> {
    /// Reads the foot of an automaton. Its nodes must be verified: see [`verify`](fn@super::verify).
    ///
    /// # Errors
    /// When the bytes are cut short or of another version.
    pub fn read(bytes: D) -> Result<Automaton<D>, FormatError> {
        let malformed = || Fault::Malformed("the automaton cannot be read").of(Part::Words);
        // Checked before `fst` sees the bytes: where addresses have 32 bits, it panics on larger numbers.
        let foot = bytes.as_ref().len().checked_sub(FOOT).filter(|&end| end >= HEAD).ok_or_else(malformed)?;
        let number = |at: usize| {
            let number = bytes.as_ref().get(at..at + 8)?.first_chunk::<8>()?;
            u32::try_from(u64::from_le_bytes(*number)).ok()
        };
        let (_, root) = number(foot).zip(number(foot + 8)).ok_or_else(malformed)?;
        let words = Fst::new(bytes).map_err(|_| malformed())?;
        let mut automaton = Automaton { words, root, pairs: Vec::new(), behind_three: Vec::new() };
        (automaton.pairs, automaton.behind_three) = starts(automaton.nodes(), automaton.start());
        Ok(automaton)
    }

    /// Returns the number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Returns whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Returns the position before the first byte of every word.
    pub fn start(&self) -> State {
        State { node: self.root, value: 0 }
    }

    /// Returns the nodes, to be walked over.
    pub fn nodes(&self) -> Nodes<'_> {
        Nodes { bytes: self.words.as_bytes() }
    }

    /// Returns the value of a word; `None` if the automaton does not have it.
    ///
    /// ```
    /// use unglue_format::words::{automaton::write, reader::Automaton};
    ///
    /// let bytes = write([("dog", 3), ("dogs", 5)].into_iter()).unwrap();
    /// let automaton = Automaton::read(bytes).unwrap();
    /// assert_eq!(automaton.get("dogs"), Some(5));
    /// assert_eq!(automaton.get("do"), None);
    /// ```
    pub fn get(&self, word: &str) -> Option<u8> {
        self.find(word).ok()
    }

    /// Returns the value of a word, or else the length of its longest prefix with which a word starts, in bytes.
    ///
    /// # Errors
    /// When the automaton does not have the word.
    pub fn find(&self, word: &str) -> Result<u8, usize> {
        let nodes = self.nodes();
        let (mut state, walked) = self.behind_two(word).map_or((self.start(), 0), |state| (state, 2));
        for (at, byte) in word.bytes().enumerate().skip(walked) {
            state = nodes.step(state, byte).ok_or(at)?;
        }
        nodes.end(state).ok_or(word.len())
    }

    /// Returns the position behind two letters at the start of a word; `None` if no word starts so, or one is no lower-case ASCII
    /// letter.
    #[inline]
    pub fn behind(&self, first: u8, second: u8) -> Option<State> {
        *self.pairs.get(index([first, second])?)?
    }

    /// Returns whether a word starts with four letters; `None` if one of them is no lower-case ASCII letter.
    ///
    /// ```
    /// use unglue_format::words::{automaton::write, reader::Automaton};
    ///
    /// let automaton = Automaton::read(write([("horses", 5)].into_iter()).unwrap()).unwrap();
    /// assert_eq!(automaton.starts_with(*b"hors"), Some(true));
    /// assert_eq!(automaton.starts_with(*b"hope"), Some(false));
    /// assert_eq!(automaton.starts_with(*b"Hors"), None);
    /// ```
    #[inline]
    pub fn starts_with(&self, letters: [u8; 4]) -> Option<bool> {
        let [first, second, third, fourth] = letters;
        let behind = self.behind_three.get(index([first, second, third])?)?;
        fourth.is_ascii_lowercase().then(|| behind & bit(fourth) != 0)
    }

    /// Returns the position behind the first two letters of a word, if they are in the table.
    fn behind_two(&self, word: &str) -> Option<State> {
        match *word.as_bytes() {
            [first, second, ..] => self.behind(first, second),
            _ => None,
        }
    }
}

/// Returns the place of lower-case ASCII letters in a table of all of that number; `None` if there is another byte among them.
#[inline]
fn index<const N: usize>(letters: [u8; N]) -> Option<usize> {
    let is_letter = letters.iter().all(u8::is_ascii_lowercase);
    is_letter.then(|| place(letters))
}

/// Returns the place of lower-case ASCII letters in a table of all of that number.
#[inline]
fn place<const N: usize>(letters: [u8; N]) -> usize {
    letters.iter().fold(0, |place, letter| place * LETTERS + usize::from(letter - b'a'))
}

/// Returns what is behind two letters and behind three, by their [`place`].
fn starts(nodes: Nodes, start: State) -> (Vec<Option<State>>, Vec<u32>) {
    let branches = |state| {
        let branches = nodes.node(state).into_iter().flat_map(Node::branches);
        branches.filter(|(byte, _)| byte.is_ascii_lowercase())
    };
    let (mut pairs, mut behind_three) = (vec![None; LETTERS.pow(2)], vec![0; LETTERS.pow(3)]);
    for (first, state) in branches(start) {
        for (second, state) in branches(state) {
            pairs[place([first, second])] = Some(state);
            for (third, state) in branches(state) {
                let letters = nodes.node(state).map_or(&[][..], |node| node.letters);
                let bits = letters.iter().fold(0, |all, &byte| all | bit(byte));
                behind_three[place([first, second, third])] = bits;
            }
        }
    }
    (pairs, behind_three)
}

/// Returns the bit of a lower-case ASCII letter, and 0 for another byte.
#[inline]
fn bit(letter: u8) -> u32 {
    if letter.is_ascii_lowercase() { 1 << (letter - b'a') } else { 0 }
}

/// The nodes of an automaton.
#[derive(Debug, Clone, Copy)]
pub struct Nodes<'b> {
    bytes: &'b [u8],
}

impl<'b> Nodes<'b> {
    /// Returns the position behind one more byte; `None` if no word continues with it.
    #[inline]
    pub fn step(self, state: State, byte: u8) -> Option<State> {
        self.node(state)?.step(byte)
    }

    /// Returns the value of the word that ends here; `None` if none does.
    #[inline]
    pub fn end(self, state: State) -> Option<u8> {
        if state.node == END as u32 {
            return Some(state.value);
        }
        // Most nodes have one branch, and end no word.
        let kind = *self.bytes.get(state.node as usize)?;
        if kind >> 6 != ENDS {
            return None;
        }
        let first = self.node(state)?.values.first();
        Some(state.value.wrapping_add(first.copied().unwrap_or(0)))
    }

    /// Returns the node at a position; `None` for one without branches.
    #[inline]
    pub fn node(self, state: State) -> Option<Node<'b>> {
        if state.node == END as u32 {
            return None;
        }
        let (&kind, head) = self.bytes.get(..=state.node as usize)?.split_last()?;
        let low = usize::from(kind & 0x3F);
        match kind >> 6 {
            NEXT | ONE => {
                let (head, letters) = match low {
                    0 => split_end(head, 1)?,
                    place => (head, &COMMON[place - 1..place]),
                };
                if kind >> 6 == NEXT {
                    return Some(Node {
                        letters,
                        distances: &[1],
                        values: &[],
                        start: head.len(),
                        size: 1,
                        ends: 0,
                        state,
                    });
                }
                Node::read(head, letters, 0, 0, state)
            }
            ends => {
                let (number, head) = match low {
                    0 => match head.split_last()? {
                        (1, head) => (256, head),
                        (&number, head) => (usize::from(number), head),
                    },
                    number => (number, head),
                };
                Node::read(head, &[], number, usize::from(ends), state)
            }
        }
    }
}

/// A node: its branches. Each list is in reverse.
#[derive(Debug, Clone, Copy)]
pub struct Node<'b> {
    letters: &'b [u8],
    /// The distances to the nodes behind the letters, in numbers of `size` bytes.
    distances: &'b [u8],
    size: usize,
    /// The values, if they are not omitted, behind that of the end, if a word ends here.
    values: &'b [u8],
    /// The number of values before those of the branches.
    ends: usize,
    /// The address of the first byte.
    start: usize,
    /// The position.
    state: State,
}

impl<'b> Node<'b> {
    /// Reads the rest of a node: what is before its kind and number. `letter` is that of a single branch; else `number`
    /// letters follow.
    #[inline]
    fn read(head: &'b [u8], letter: &'b [u8], number: usize, ends: usize, state: State) -> Option<Node<'b>> {
        let (&sizes, head) = head.split_last()?;
        let (size, value) = (usize::from(sizes >> 4), usize::from(sizes & 0xF));
        let (head, _) = split_end(head, if number > MAX_UNINDEXED { 256 } else { 0 })?;
        let (head, letters) = split_end(head, number)?;
        let letters = if number == 0 { letter } else { letters };
        let (head, distances) = split_end(head, letters.len() * size)?;
        let (head, values) = split_end(head, (letters.len() + ends) * value)?;
        Some(Node { letters, distances, size, values, ends, start: head.len(), state })
    }

    /// Returns the position behind one more byte; `None` if no word continues with it.
    #[inline]
    pub fn step(&self, byte: u8) -> Option<State> {
        let nth = self.letters.partition_point(|&other| other > byte);
        if self.letters.get(nth) != Some(&byte) { None } else { self.branch(nth) }
    }

    /// Returns whether a word continues with this byte.
    #[inline]
    pub fn has(&self, byte: u8) -> bool {
        self.letters.contains(&byte)
    }

    /// Returns each byte that continues a word from here, in order, with the position behind it.
    pub fn branches(self) -> impl Iterator<Item = (u8, State)> + use<'b> {
        self.letters().filter_map(move |(byte, nth)| Some((byte, self.branch(nth)?)))
    }

    /// Returns each byte that continues a word from here, in order, with its number for [`branch`](Self::branch).
    #[inline]
    pub fn letters(self) -> impl Iterator<Item = (u8, usize)> + use<'b> {
        (0..self.letters.len()).rev().map(move |nth| (self.letters[nth], nth))
    }

    /// Returns the position behind the byte with this number.
    #[inline]
    pub fn branch(&self, nth: usize) -> Option<State> {
        let distance = self.distances.get(nth * self.size..(nth + 1) * self.size)?;
        let distance = distance.iter().rev().fold(0, |number, &byte| number << 8 | usize::from(byte));
        let node =
            if distance == END as usize { END as u32 } else { self.start.checked_sub(distance)? as u32 };
        let more = self.values.get(nth + self.ends).copied().unwrap_or(0);
        Some(State { node, value: self.state.value.wrapping_add(more) })
    }
}

/// Splits off the last `count` bytes.
#[inline]
fn split_end(bytes: &[u8], count: usize) -> Option<(&[u8], &[u8])> {
    bytes.split_at_checked(bytes.len().checked_sub(count)?)
}
