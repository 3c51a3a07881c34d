//! Verifies that an automaton from an unknown source can be walked: addresses that lead outside or in a circle are refused.
//! `automaton.rs` has the layout.
//!
//! One pass goes from the root, at the end of the nodes, to their start. A branch may only lead to a node before its
//! own, so there are no loops, and all branches to a node are known when the pass reaches it.

use super::automaton::{END, HEAD, MAX_UNINDEXED, MAX_WORD_BYTES, VERSION};
use super::reader::FOOT;
use crate::error::{Fault, FormatError};
use crate::part::Part;

/// Verifies an automaton from an unknown source: no walk through it leads outside or is longer than the longest word.
///
/// # Errors
/// Names the rule that it breaks.
pub fn verify(bytes: &[u8]) -> Result<(), FormatError> {
    automaton(bytes).map_err(|reason| Fault::Malformed(reason).of(Part::Words))
}

/// Returns the rule that an automaton breaks.
fn automaton(bytes: &[u8]) -> Result<(), &'static str> {
    let nodes =
        bytes.len().checked_sub(FOOT).filter(|&end| end >= HEAD).ok_or("the automaton is cut short")?;
    let number = |at: usize| bytes[at..].first_chunk::<8>().map_or(0, |number| u64::from_le_bytes(*number));
    if number(0) != VERSION {
        return Err("the automaton is of another version");
    }
    // Where addresses have 32 bits, larger numbers cannot be counted with; they are refused on all targets.
    if u32::try_from(number(nodes)).is_err() {
        return Err("the automaton has more words than can be counted");
    }
    let root = number(nodes + 8);
    if root == END && nodes == HEAD {
        return Ok(());
    }
    let root = usize::try_from(root).ok().filter(|&root| root >= HEAD && root == nodes - 1);
    let root = root.ok_or("the root of the automaton is not where it should be")?;
    // The length of the longest path to each node, in bytes, plus one; 0 stands for no path.
    let mut depths = vec![0u8; nodes];
    depths[root] = 1;
    let mut free = nodes;
    for at in (HEAD..nodes).rev() {
        let depth = depths[at];
        if depth == 0 {
            continue;
        }
        if at >= free {
            return Err("two nodes of the automaton overlap");
        }
        let node = Node::read(&bytes[HEAD..=at]).ok_or("a node of the automaton is malformed")?;
        free = HEAD + node.start;
        for distance in node.distances() {
            if distance == END {
                if usize::from(depth) > MAX_WORD_BYTES {
                    return Err("a word of the automaton is too long");
                }
                continue;
            }
            let to = usize::try_from(distance).ok().filter(|&distance| distance <= node.start);
            let to = to.ok_or("a branch of the automaton leads outside")?;
            let reached = &mut depths[free - to];
            *reached = (*reached).max(depth + 1);
            if usize::from(*reached) > MAX_WORD_BYTES + 1 {
                return Err("a word of the automaton is too long");
            }
        }
    }
    Ok(())
}

/// The start of a node, and the nodes that it leads to.
struct Node<'b> {
    /// The offset of its first byte.
    start: usize,
    /// The distance from the start back to the node of each branch, in numbers of `size` bytes; [`END`] is the end of a
    /// word.
    distances: &'b [u8],
    size: usize,
}

impl Node<'_> {
    /// Reads the node that ends where `bytes` end; `None` if it is malformed.
    fn read(bytes: &[u8]) -> Option<Node<'_>> {
        let mut reader = Backwards(bytes);
        let kind = reader.byte()?;
        let low = kind & 0x3F;
        match kind >> 6 {
            0b11 => {
                reader.bytes(usize::from(low == 0))?;
                // It leads to the node right before it: the distance is 1.
                Some(Node { start: reader.0.len(), distances: &[1], size: 1 })
            }
            0b10 => {
                reader.bytes(usize::from(low == 0))?;
                reader.branches(1, 0, 0)
            }
            ends => {
                let branches = match low {
                    0 => match reader.byte()? {
                        1 => 256,
                        number => number.into(),
                    },
                    number => number.into(),
                };
                let index = if branches > MAX_UNINDEXED { 256 } else { 0 };
                reader.branches(branches, branches + index, ends.into())
            }
        }
    }

    fn distances(&self) -> impl Iterator<Item = u64> {
        self.distances.chunks_exact(self.size).map(|bytes| {
            let mut number = [0; 8];
            number[..self.size].copy_from_slice(bytes);
            u64::from_le_bytes(number)
        })
    }
}

/// Reads bytes from their end backwards.
struct Backwards<'b>(&'b [u8]);

impl<'b> Backwards<'b> {
    fn bytes(&mut self, count: usize) -> Option<&'b [u8]> {
        let (rest, bytes) = self.0.split_at_checked(self.0.len().checked_sub(count)?)?;
        self.0 = rest;
        Some(bytes)
    }

    fn byte(&mut self) -> Option<u8> {
        self.bytes(1).map(|bytes| bytes[0])
    }

    /// Reads the remainder of a node behind its last bytes: the sizes, `letters` bytes of letters and index, the
    /// distances of `branches`, and the values of `branches` and `ends`. Returns the node; `None` if it is malformed.
    fn branches(mut self, branches: usize, letters: usize, ends: usize) -> Option<Node<'b>> {
        let sizes = self.byte()?;
        let (size, value) = (usize::from(sizes >> 4), usize::from(sizes & 0xF));
        // Values have one byte at most, so that no sum of them on a path overflows.
        if !(1..=8).contains(&size) && branches > 0 || value > 1 {
            return None;
        }
        self.bytes(letters)?;
        let distances = self.bytes(branches * size)?;
        self.bytes((branches + ends) * value)?;
        Some(Node { start: self.0.len(), distances, size: size.max(1) })
    }
}
