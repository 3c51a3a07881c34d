//! The file as a whole: a head, a section for each part, a checksum.
//!
//! ```text
//! magic (8) | version u32 | for each of Part::SECTIONS: name (8, zero-padded), length u32, bytes | checksum u64
//! ```
//! All numbers of all parts are little-endian. The checksum is [`checksum`] of all bytes before it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::error::{Fault, FormatError};
use crate::hash::checksum;
use crate::part::Part;

/// The first bytes of a bundle.
pub const MAGIC: &[u8; 8] = b"unglue\0B";
/// The version of the layout that is read and written, of the container and of all its parts.
pub const VERSION: u32 = 2;
/// The length of the checksum at the end of a bundle, in bytes.
pub const CHECKSUM_BYTES: usize = 8;
/// The length of a section's head, its name and its length, in bytes.
const SECTION_HEAD: usize = 12;

/// Bytes that are part of the program, or shared by their readers. Cloning is cheap.
#[derive(Clone)]
pub enum Bytes {
    /// Part of the program.
    Static(&'static [u8]),
    /// Brought by the host.
    Shared(Arc<[u8]>),
}

impl Default for Bytes {
    fn default() -> Bytes {
        Bytes::Static(&[])
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        match self {
            Bytes::Static(bytes) => bytes,
            Bytes::Shared(bytes) => bytes,
        }
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Bytes {
        Bytes::Shared(bytes.into())
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.as_ref().len())
    }
}

/// A range of a bundle's bytes. It keeps the bytes alive; cloning is cheap.
#[derive(Debug, Clone, Default)]
pub struct Section {
    bytes: Bytes,
    start: usize,
    end: usize,
}

impl Section {
    /// Returns all of `bytes` as one section.
    pub fn whole(bytes: Bytes) -> Section {
        let end = bytes.as_ref().len();
        Section { bytes, start: 0, end }
    }

    /// Returns the bytes `range` of this section, which must lie in it.
    pub(crate) fn part(&self, range: Range<usize>) -> Section {
        debug_assert!(range.start <= range.end && self.start + range.end <= self.end);
        Section { bytes: self.bytes.clone(), start: self.start + range.start, end: self.start + range.end }
    }
}

impl AsRef<[u8]> for Section {
    fn as_ref(&self) -> &[u8] {
        &self.bytes.as_ref()[self.start..self.end]
    }
}

/// A file whose head, sections and checksum are correct. The contents of the sections are not verified.
#[derive(Debug, Clone)]
pub struct Bundle {
    sections: [Section; Part::SECTIONS.len()],
}

impl Bundle {
    /// Finds the sections of a file, which use its bytes in place.
    ///
    /// # Errors
    /// When the bytes are cut short, damaged, of another version, or no bundle at all.
    pub fn read(bytes: Bytes) -> Result<Bundle, FormatError> {
        let ranges = ranges(bytes.as_ref())?;
        Ok(Bundle {
            sections: ranges.map(|Range { start, end }| Section { bytes: bytes.clone(), start, end }),
        })
    }

    /// Returns the section of a part.
    ///
    /// # Panics
    /// For [`Part::Bundle`], which has no section.
    pub fn section(&self, part: Part) -> &Section {
        let nth = Part::SECTIONS.iter().position(|other| *other == part);
        &self.sections[nth.expect("a part with a section")]
    }
}

/// Returns the ranges of the sections of a file, in the order of [`Part::SECTIONS`].
///
/// # Errors
/// As [`Bundle::read`].
pub fn ranges(bytes: &[u8]) -> Result<[Range<usize>; Part::SECTIONS.len()], FormatError> {
    let bad = |fault: Fault| fault.of(Part::Bundle);
    let (body, sum) = bytes.split_last_chunk::<CHECKSUM_BYTES>().ok_or_else(|| bad(Fault::CutShort))?;
    let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| bad(Fault::NotABundle))?;
    match rest.first_chunk::<4>() {
        Some(version) if u32::from_le_bytes(*version) == VERSION => {}
        Some(_) => return Err(bad(Fault::OtherVersion)),
        None => return Err(bad(Fault::CutShort)),
    }
    if checksum(body) != u64::from_le_bytes(*sum) {
        return Err(bad(Fault::WrongChecksum));
    }
    let mut at = MAGIC.len() + 4;
    let mut ranges = [const { 0..0 }; Part::SECTIONS.len()];
    for (part, range) in Part::SECTIONS.into_iter().zip(&mut ranges) {
        let head = body.get(at..).and_then(|rest| rest.first_chunk::<SECTION_HEAD>());
        let head = head.filter(|head| head[..8] == part.tag()).ok_or_else(|| Fault::Missing.of(part))?;
        let length = u32::from_le_bytes([head[8], head[9], head[10], head[11]]) as usize;
        let start = at + SECTION_HEAD;
        let end = start.checked_add(length).filter(|end| *end <= body.len());
        at = end.ok_or_else(|| Fault::CutShort.of(part))?;
        *range = start..at;
    }
    if at < body.len() {
        return Err(bad(Fault::MoreFollows));
    }
    Ok(ranges)
}

/// Returns the file with these sections, in the order of [`Part::SECTIONS`].
pub fn write(sections: [&[u8]; Part::SECTIONS.len()]) -> Vec<u8> {
    let mut out = [&MAGIC[..], &VERSION.to_le_bytes()].concat();
    for (part, section) in Part::SECTIONS.into_iter().zip(sections) {
        out.extend(part.tag());
        out.extend((section.len() as u32).to_le_bytes());
        out.extend(section);
    }
    signed(out)
}

/// Returns a file with its checksum appended.
pub fn signed(mut file: Vec<u8>) -> Vec<u8> {
    file.extend(checksum(&file).to_le_bytes());
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTENTS: [&[u8]; 7] = [b"lists", b"", b"trigrams", b"b", b"trees of it", b"n", b"w"];

    #[test]
    fn what_was_written_is_read() {
        let file = write(CONTENTS);
        let bundle = Bundle::read(file.as_slice().into()).unwrap();
        for (part, content) in Part::SECTIONS.into_iter().zip(CONTENTS) {
            assert_eq!(bundle.section(part).as_ref(), content);
        }
    }

    #[test]
    fn what_is_no_bundle_is_refused_by_its_fault() {
        let file = write(CONTENTS);
        let body = &file[..file.len() - CHECKSUM_BYTES];
        let patched = |at: usize, byte: u8| {
            let mut body = body.to_vec();
            body[at] = byte;
            signed(body)
        };
        let fault = |file: &[u8]| Bundle::read(file.into()).unwrap_err();
        assert_eq!(fault(b""), Fault::CutShort.of(Part::Bundle));
        assert_eq!(fault(&MAGIC[..]), Fault::CutShort.of(Part::Bundle));
        assert_eq!(fault(&[0; 40]), Fault::NotABundle.of(Part::Bundle));
        assert_eq!(fault(&patched(8, 9)), Fault::OtherVersion.of(Part::Bundle));
        assert_eq!(fault(&file[..file.len() - 1]), Fault::WrongChecksum.of(Part::Bundle));
        assert_eq!(fault(&patched(12, b'w')), Fault::Missing.of(Part::Lists));
        assert_eq!(fault(&patched(20, 200)), Fault::CutShort.of(Part::Lists));
        assert_eq!(fault(&patched(20, 4)), Fault::Missing.of(Part::Words));
        assert_eq!(fault(&signed(body[..body.len() - 1].to_vec())), Fault::CutShort.of(Part::Wholes));
        assert_eq!(fault(&signed([body, b"x"].concat())), Fault::MoreFollows.of(Part::Bundle));
        for cut in 0..file.len() {
            assert_eq!(fault(&file[..cut]).part, Part::Bundle, "cut at {cut}");
        }
    }
}
