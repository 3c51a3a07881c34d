//! Bytes as text. What is not UTF-8 is refused with what it may be, never converted: a guess could not be written back.

use crate::problem::Problem;

/// The byte order mark in UTF-8.
pub const BOM: &[u8] = b"\xef\xbb\xbf";
/// How many bytes are looked at to tell text from other data, and old encodings from damage.
pub const SAMPLE: usize = 8192;

/// What is to be said of bytes that are no text in UTF-8.
pub type Fault = (&'static str, String);

/// Formats by their first bytes, the longer ones first, and what to do about them.
const FORMATS: [(&[u8], &str, &str); 8] = [
    (b"\xff\xfe\0\0", "UTF32", UTF32),
    (b"\0\0\xfe\xff", "UTF32", UTF32),
    (b"\xff\xfe", "UTF16", UTF16),
    (b"\xfe\xff", "UTF16", UTF16),
    (b"%PDF-", BINARY, "is a PDF, not a text file: save its text first, for example with `pdftotext`"),
    (
        b"PK\x03\x04",
        BINARY,
        "is a ZIP archive (.docx, .odt and .epub are such), not a text file: save its text first, for example with \
         `pandoc -t markdown`",
    ),
    (b"\xd0\xcf\x11\xe0", BINARY, "is an old Office document, not a text file: save it as text first"),
    (b"\x1f\x8b", BINARY, "is compressed with gzip: unpack it first, for example with `gunzip`"),
];
const UTF32: &str = "is UTF-32, not UTF-8: convert it first, for example with `iconv -f UTF-32 -t UTF-8`";
const UTF16: &str = "is UTF-16, not UTF-8: convert it first, for example with `iconv -f UTF-16 -t UTF-8`";
/// The code of files that are no text at all. Folders are searched past them.
pub const BINARY: &str = "BINARY";

/// From this share of NULs on, in tenths, a sample is no UTF-8 text. A stray one does no harm.
const NULS_OF_DATA: usize = 1;
/// In UTF-16, a text in Latin letters has NULs at every second byte: from this share of those bytes on, in twentieths, …
const NULS_OF_UTF16: usize = 8;
/// … and up to this share of the others.
const OTHER_NULS_OF_UTF16: usize = 1;

/// Returns what is to be said of a text whose first bytes are plainly something else than UTF-8.
pub fn format_fault(head: &[u8]) -> Option<Fault> {
    if let Some((_, code, reason)) = FORMATS.iter().find(|(magic, ..)| head.starts_with(magic)) {
        return Some((code, (*reason).into()));
    }
    let sample = &head[..head.len().min(SAMPLE)];
    let mut nuls = [0usize; 2];
    memchr::memchr_iter(0, sample).for_each(|at| nuls[at % 2] += 1);
    if nuls == [0, 0] {
        return None;
    }
    let half = sample.len() / 2;
    let is_utf16 =
        |many: usize, few: usize| 20 * many >= NULS_OF_UTF16 * half && 20 * few <= OTHER_NULS_OF_UTF16 * half;
    let utf16 = |iconv: &str| {
        let reason =
            format!("is UTF-16, not UTF-8: convert it first, for example with `iconv -f {iconv} -t UTF-8`");
        Some(("UTF16", reason))
    };
    if sample.len() >= 4 && is_utf16(nuls[1], nuls[0]) {
        return utf16("UTF-16LE");
    }
    if sample.len() >= 4 && is_utf16(nuls[0], nuls[1]) {
        return utf16("UTF-16BE");
    }
    let is_data = 10 * (nuls[0] + nuls[1]) >= NULS_OF_DATA * sample.len();
    let is_damaged = std::str::from_utf8(sample).is_err_and(|e| e.error_len().is_some());
    (is_data || is_damaged).then(|| (BINARY, "is not a text file".into()))
}

/// Returns the problem with bytes that are no UTF-8; `line` is the number of their first line.
pub fn not_utf8(name: &str, bytes: &[u8], line: u64, error: std::str::Utf8Error) -> Problem {
    let at = error.valid_up_to();
    let line = line + line_ends(&bytes[..at]);
    let cause = cause(bytes, at, error.error_len().is_none());
    let reason = format!("line {line} is not UTF-8 (byte 0x{:02X}): {cause}", bytes[at]);
    Problem::new(name, "NOT_UTF8", reason)
}

fn cause(bytes: &[u8], at: usize, is_cut_off: bool) -> &'static str {
    if is_cut_off {
        return "it ends in the middle of a character, as if it was cut off";
    }
    let around = &bytes[at.saturating_sub(SAMPLE)..bytes.len().min(at + SAMPLE)];
    let (mut right, mut damaged) = (0, 0);
    for chunk in around.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    match right > damaged {
        true => "the text around it is, so that it seems to be damaged there",
        false => {
            "it may be Windows-1252, ISO 8859-1 or another older encoding; convert it from the one that it is in, \
             for example with `iconv -f WINDOWS-1252 -t UTF-8`"
        }
    }
}

/// Returns the number of line ends: line feeds, carriage returns, and both behind each other as one.
pub fn line_ends(bytes: &[u8]) -> u64 {
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
    ends.filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n')).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn bytes_are_named_for_what_they_are() {
        let prose = "Moscow said thereare no plans.\r\n";
        let mut swapped = utf16(prose);
        swapped.chunks_mut(2).for_each(|unit| unit.swap(0, 1));
        for (bytes, part) in [
            (utf16(prose), Some("iconv -f UTF-16LE")),
            (swapped, Some("iconv -f UTF-16BE")),
            (utf16(&format!("\u{feff}{prose}")), Some("iconv -f UTF-16 -t")),
            (b"\xff\xfe\0\0a\0\0\0".to_vec(), Some("UTF-32")),
            (b"%PDF-1.4\n".to_vec(), Some("pdftotext")),
            (b"PK\x03\x04\x14\0".to_vec(), Some("pandoc")),
            (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0".to_vec(), Some("is not a text file")),
            (b"na\xefve \0 there".to_vec(), Some("is not a text file")),
            (b"a\0b and thereare plans for it".to_vec(), None),
            (b"%PDF".to_vec(), None),
            (Vec::new(), None),
        ] {
            let said = format_fault(&bytes).map(|(_, reason)| reason);
            assert_eq!(said.is_some(), part.is_some(), "{said:?}");
            let (said, part) = (said.unwrap_or_default(), part.unwrap_or_default());
            assert!(said.contains(part), "{said}");
        }
    }

    #[test]
    fn what_is_not_utf8_is_told_with_its_line() {
        let rich = "“Ça va.” ".repeat(40);
        let damaged = [rich.as_bytes(), b"\n\xff\n", rich.as_bytes()].concat();
        for (bytes, parts) in [
            (&b"fine\nna\xefve thereare\n"[..], ["line 2 is not UTF-8 (byte 0xEF)", "may be Windows-1252"]),
            (b"a\rb\r\nc\rna\xefve", ["line 4 is not", "iconv"]),
            (b"\x80", ["line 1", "byte 0x80"]),
            (&damaged, ["line 2", "seems to be damaged"]),
            (b"a\nthe \xf0\x9f\xa6", ["line 2", "ends in the middle of a character"]),
            (b"a\xed\xa0\x80b", ["line 1", "byte 0xED"]),
        ] {
            let error = std::str::from_utf8(bytes).unwrap_err();
            let said = not_utf8("a.txt", bytes, 1, error).to_string();
            parts.iter().for_each(|part| assert!(said.contains(part), "{said}"));
        }
    }
}
