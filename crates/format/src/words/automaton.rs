//! Writes words and their values as an automaton, laid out for Brotli; `reader.rs` reads it.
//!
//! The format is that of version 3 of the crate `fst` (0.4.7, by Andrew Gallant, MIT or Unlicense: `src/raw/node.rs`
//! and `src/raw/mod.rs` describe it). Its own builder shares every common ending of words. That makes the smallest
//! file, but one that does not compress: each shared ending is a distance of two or three bytes that look random. Here
//! nothing is shared, so that each ending is written with one byte a letter: Brotli finds such repetitions itself, and
//! the remaining distances are short. The file is a sixth larger, and a fifth smaller with Brotli.
//!
//! ```text
//! version u64 | type u64 | nodes | number of words u64 | address of the root u64 | checksum u32
//! ```
//! A node's address is that of its last byte, and the node is read backwards from there; the nodes that it leads to
//! precede it. These are the kinds of node, in the order of their bytes in the file; a distance is counted from a
//! node's first byte:
//!
//! ```text
//! one branch, to the node right before:      [byte] 11cccccc
//! one branch:                                [value] distance sizes [byte] 10cccccc
//! any other, f if a word ends here:  [value of the end] [values] distances bytes [index] sizes [number] 0fnnnnnn
//! ```
//! `c` is the position of the byte among `COMMON`, counted from 1, or 0 if the byte itself precedes it; `n` is the
//! number of branches, or 0 if the number itself precedes it; `sizes` is the length of a distance in bytes, times 16,
//! plus that of a value. Lists are in reverse. A value of 0 may be omitted. Address 0 is the end of a word without
//! further branches.

use crate::error::{Fault, FormatError};
use crate::part::Part;

/// The longest word of a bundle, in bytes. Longer ones are never looked up.
pub const MAX_WORD_BYTES: usize = 64;
/// The version of the format.
pub const VERSION: u64 = 3;
/// The length of the head before the nodes, the version and the type, in bytes.
pub const HEAD: usize = 16;
/// The address of a node that ends a word and has no branches, and the distance to it.
pub const END: u64 = 0;
/// Nodes with more branches have an index from bytes to branches.
pub const MAX_UNINDEXED: usize = 32;
/// The bytes that fit into the last byte of a node with one branch, in the order of their codes: `COMMON_INPUTS_INV`.
pub(super) const COMMON: &[u8; 63] = b"te/oasripcnw.hlm-du012g=:bf3y5&_4v9678k%?xCDASFIBEjPTzRNM+LOqHG";

/// Returns the automaton of words and values. The value of a word is the sum of the values on its path, its end
/// included.
///
/// # Errors
/// Names the word that is not in order, or repeated.
pub fn write<'a>(words: impl Iterator<Item = (&'a str, u8)>) -> Result<Vec<u8>, FormatError> {
    // The program that writes an automaton chooses its type.
    let mut writer =
        Writer { out: [VERSION.to_le_bytes(), 0u64.to_le_bytes()].concat(), open: vec![Node::default()] };
    let (mut last, mut number) = ("", 0u64);
    for (word, value) in words {
        if number > 0 && word <= last {
            let reason = format!("follows {last:?}: sort the words by their bytes, each once");
            return Err(Fault::BadWord { word: word.into(), reason }.of(Part::Words));
        }
        let shared = word.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
        writer.close(shared);
        for &byte in &word.as_bytes()[shared..] {
            writer.top().branches.push(Branch { byte, value: 0, to: END });
            writer.open.push(Node::default());
        }
        writer.top().end = Some(value);
        (last, number) = (word, number + 1);
    }
    writer.close(0);
    let root = writer.open.pop().expect("the root stays open");
    let root = writer.node(&root);
    let mut out = writer.out;
    out.extend(number.to_le_bytes());
    out.extend(root.to_le_bytes());
    out.extend(checksum(&out).to_le_bytes());
    Ok(out)
}

struct Writer {
    out: Vec<u8>,
    /// The nodes on the path of the last word, the root first. They may still get branches.
    open: Vec<Node>,
}

#[derive(Default)]
struct Node {
    /// The value of the word that ends here.
    end: Option<u8>,
    branches: Vec<Branch>,
}

struct Branch {
    byte: u8,
    value: u8,
    /// An address.
    to: u64,
}

impl Writer {
    /// Returns the node of the last word, or of its prefix that was added so far.
    fn top(&mut self) -> &mut Node {
        self.open.last_mut().expect("the root stays open")
    }

    /// Writes the open nodes behind the first `depth` bytes of the last word.
    fn close(&mut self, depth: usize) {
        while self.open.len() > depth + 1
            && let Some(node) = self.open.pop()
        {
            // A node that only ends a word is not written: the branch gets its value.
            let (to, value) = match node.end {
                Some(value) if node.branches.is_empty() => (END, value),
                _ => (self.node(&node), 0),
            };
            let branch = self.top().branches.last_mut().expect("a node is open because of a branch to it");
            (branch.to, branch.value) = (to, value);
        }
    }

    /// Writes a node. Returns its address.
    fn node(&mut self, node: &Node) -> u64 {
        match (node.end, &node.branches[..]) {
            (Some(0), []) => return END,
            (None, [branch]) => self.one_branch(branch),
            (end, branches) => self.any_branches(end, branches),
        }
        self.out.len() as u64 - 1
    }

    fn one_branch(&mut self, branch: &Branch) {
        let start = self.out.len() as u64;
        let mut kind = 0b11 << 6;
        if branch.value != 0 || branch.to != start - 1 {
            kind = 0b10 << 6;
            if branch.value != 0 {
                self.out.push(branch.value);
            }
            let distance = distance(start, branch);
            let size = size(distance);
            self.number(distance, size);
            self.out.push((size as u8) << 4 | u8::from(branch.value != 0));
        }
        match COMMON.iter().position(|&byte| byte == branch.byte) {
            Some(place) => self.out.push(kind | (place as u8 + 1)),
            None => self.out.extend([branch.byte, kind]),
        }
    }

    fn any_branches(&mut self, end: Option<u8>, branches: &[Branch]) {
        let start = self.out.len() as u64;
        let has_values = end.is_some_and(|value| value != 0) || branches.iter().any(|b| b.value != 0);
        let distance_size = branches.iter().map(|branch| size(distance(start, branch))).max().unwrap_or(0);
        if has_values {
            self.out.extend(end);
            self.out.extend(branches.iter().rev().map(|branch| branch.value));
        }
        for branch in branches.iter().rev() {
            self.number(distance(start, branch), distance_size);
        }
        self.out.extend(branches.iter().rev().map(|branch| branch.byte));
        if branches.len() > MAX_UNINDEXED {
            // 255 stands for no branch, unless there are 256.
            let mut index = [255; 256];
            for (at, branch) in branches.iter().enumerate() {
                index[usize::from(branch.byte)] = at as u8;
            }
            self.out.extend(index);
        }
        self.out.push((distance_size as u8) << 4 | u8::from(has_values));
        let ends = u8::from(end.is_some()) << 6;
        match branches.len() {
            number @ 1..=0x3F => self.out.push(ends | number as u8),
            // A byte cannot have 256; 1 stands for it, since a single branch is counted in the last byte.
            256 => self.out.extend([1, ends]),
            number => self.out.extend([number as u8, ends]),
        }
    }

    fn number(&mut self, number: u64, size: usize) {
        self.out.extend(&number.to_le_bytes()[..size]);
    }
}

/// Returns the distance from `start` back to the node that a branch leads to.
fn distance(start: u64, branch: &Branch) -> u64 {
    if branch.to == END { END } else { start - branch.to }
}

/// Returns the length of a number in bytes, at least 1.
fn size(number: u64) -> usize {
    (8 - number.leading_zeros() as usize / 8).max(1)
}

/// Returns the CRC-32C (Castagnoli), masked as in the framing format of Snappy.
fn checksum(bytes: &[u8]) -> u32 {
    let sum = !bytes.iter().fold(!0, |sum: u32, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| (sum >> 1) ^ ((sum & 1) * 0x82F6_3B78))
    });
    sum.rotate_right(15).wrapping_add(0xA282_EAD8)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use fst::raw::{Builder, Fst};
    use fst::{IntoStreamer, Streamer};
    use proptest::prelude::*;

    use super::super::reader::{Automaton, Node as Read};
    use super::super::verify;
    use super::*;

    type Words = BTreeMap<String, u8>;

    fn written(words: &Words) -> Vec<u8> {
        write(words.iter().map(|(word, &value)| (word.as_str(), value))).unwrap()
    }

    /// Returns all words and values that `fst` reads from an automaton.
    fn stream<D: AsRef<[u8]>>(fst: &Fst<D>) -> Vec<(Vec<u8>, u64)> {
        let (mut all, mut stream) = (Vec::new(), fst.into_stream());
        while let Some((word, output)) = stream.next() {
            all.push((word.to_vec(), output.value()));
        }
        all
    }

    /// Returns all words and values that our own reader finds behind the branches of the nodes.
    fn walked<D: AsRef<[u8]>>(automaton: &Automaton<D>) -> Vec<(Vec<u8>, u64)> {
        let (mut all, mut open) = (Vec::new(), vec![(Vec::new(), automaton.start())]);
        while let Some((word, state)) = open.pop() {
            let branches = automaton.nodes().node(state).into_iter().flat_map(Read::branches);
            let further: Vec<_> =
                branches.map(|(byte, state)| ([&word[..], &[byte]].concat(), state)).collect();
            open.extend(further.into_iter().rev());
            all.extend(automaton.nodes().end(state).map(|value| (word, value.into())));
        }
        all
    }

    /// Compares an automaton with the words it was made of, and with what the builder of `fst` makes of them.
    fn check(words: &Words) {
        let bytes = written(words);
        let is_short = words.keys().all(|word| word.len() <= MAX_WORD_BYTES);
        assert_eq!(verify(&bytes).is_ok(), is_short);
        let fst = Fst::new(bytes).unwrap();
        fst.verify().unwrap();
        assert_eq!(fst.len(), words.len());
        let automaton = Automaton::read(fst.as_bytes()).unwrap();
        assert_eq!(automaton.len(), words.len());
        assert_eq!(walked(&automaton), stream(&fst));
        let mut builder = Builder::memory();
        for (word, &value) in words {
            builder.insert(word, u64::from(value)).unwrap();
        }
        let theirs = builder.into_fst();
        let wanted: Vec<_> = words.iter().map(|(w, &value)| (w.clone().into_bytes(), value.into())).collect();
        assert_eq!(stream(&fst), wanted);
        assert_eq!(stream(&theirs), wanted);
        for word in words.keys() {
            let last = word.char_indices().next_back().map_or(0, |(at, _)| at);
            let (head, tail) = word.split_at(last);
            for near in
                [word, head, tail, &format!("{word}s"), &format!("{head}\u{1}"), &format!("{tail}{word}")]
            {
                let found = fst.get(near).map(|output| output.value());
                assert_eq!(found, words.get(near).copied().map(u64::from), "{near:?}");
                assert_eq!(found, theirs.get(near).map(|output| output.value()), "{near:?}");
                assert_eq!(found, automaton.get(near).map(u64::from), "{near:?}");
            }
        }
    }

    fn words<'a>(words: impl IntoIterator<Item = (&'a str, u8)>) -> Words {
        words.into_iter().map(|(word, value)| (word.to_owned(), value)).collect()
    }

    #[test]
    fn small_and_odd_lists_are_read_as_written() {
        check(&words([]));
        check(&words([("", 0)]));
        check(&words([("", 7)]));
        check(&words([
            ("", 255),
            ("a", 0),
            ("ab", 255),
            ("abc", 1),
            ("é", 2),
            ("É", 0),
            ("東京", 3),
            ("\0", 4),
        ]));
        check(&words([("a", 0)]));
        check(&words([(&"é".repeat(32)[..], 1)]));
        check(&words([(&"é".repeat(33)[..], 1)]));
        check(&words([(&"e".repeat(65)[..], 1)]));
        check(&words([("walk", 1), ("walked", 0), ("walks", 1), ("talked", 0), ("talks", 1)]));
        // Far longer than any word that is looked up, and too long for a recursion.
        let long = "ab".repeat(100_000);
        check(&words([(&long[..], 1), (&long[..100_000], 2)]));
    }

    #[test]
    fn nodes_with_many_branches_are_read_as_written() {
        for branches in [2, 31, 32, 33, 62, 63, 64, 65, 127] {
            for value in [0, 9] {
                check(&(0..branches).map(|byte| (format!("x{}", char::from(byte)), value)).collect());
                check(
                    &(0..branches).map(|byte| (format!("x{}es", char::from(byte)), byte + value)).collect(),
                );
            }
        }
        // UTF-8 has no word list that leads to more than 244 different bytes, so 256 branches are written by hand.
        let mut writer = Writer { out: vec![0; 16], open: Vec::new() };
        writer.out[0] = VERSION as u8;
        let branches = (0..=255).map(|byte| Branch { byte, value: byte, to: END }).collect();
        let root = writer.node(&Node { end: Some(5), branches });
        let mut out = writer.out;
        out.extend([257, root].iter().flat_map(|number| number.to_le_bytes()));
        out.extend(checksum(&out).to_le_bytes());
        let fst = Fst::new(out).unwrap();
        fst.verify().unwrap();
        assert_eq!(fst.get([]).unwrap().value(), 5);
        assert!((0..=255).all(|byte| fst.get([byte]).unwrap().value() == u64::from(byte)));
        assert!(fst.get([0, 0]).is_none());
        let automaton = Automaton::read(fst.as_bytes()).unwrap();
        assert_eq!(walked(&automaton), stream(&fst));
        let nodes = automaton.nodes();
        let step = |byte| nodes.step(automaton.start(), byte).and_then(|state| nodes.end(state));
        assert!((0..=255).all(|byte| step(byte) == Some(byte)));
    }

    #[test]
    fn distances_of_every_size_are_read_as_written() {
        // The last of the short words is far from what they branch off.
        let filler = (0..60_000).map(|n| (format!("m{n:x}{:x}", n % 7919), (n % 5) as u8));
        check(&filler.chain([("a".into(), 1), ("absent".into(), 2), ("z".into(), 0)]).collect());
    }

    #[test]
    fn words_out_of_order_are_refused_by_name() {
        for list in [[("b", 0), ("a", 0)], [("a", 0), ("a", 1)], [("", 0), ("", 0)], [("ab", 0), ("a", 0)]] {
            let message = write(list.into_iter()).unwrap_err().to_string();
            assert!(message.contains(&format!("{:?} follows {:?}", list[1].0, list[0].0)), "{message}");
        }
    }

    #[test]
    fn endings_are_spelt_out() {
        let size = |list: &str| written(&list.split(' ').map(|word| (word.to_owned(), 0)).collect()).len();
        // The last letter takes three bytes, the ones before it take one each.
        assert_eq!(size("abcdefg ghijklm") - size("abcdef ghijkl"), 2);
        assert_eq!(size("abcdefness ghijklness") - size("abcdef ghijkl"), 8);
    }

    proptest! {
        #[test]
        fn any_list_is_read_as_written(
            few in prop::collection::btree_map("[ab]{0,6}", any::<u8>(), 0..60),
            many in prop::collection::btree_map("[a-zA-Z'é]{0,4}(ing|ness|s)?", 0u8..4, 0..200),
            wild in prop::collection::btree_map(any::<String>(), any::<u8>(), 0..60),
            spread in prop::collection::btree_map("x\\PC", any::<u8>(), 0..120),
        ) {
            for words in [&few, &many, &wild, &spread] {
                check(words);
            }
            check(&[few, many, wild, spread].into_iter().flatten().collect());
        }
    }
}
