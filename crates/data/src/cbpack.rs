//! Reads the frequency lists of the Python package `wordfreq`.
//!
//! Such a list is in *cBpack*: gzip around MessagePack around an array. Its first item is a header; item `n + 1` holds
//! the words whose frequency is 10^(-n/100). Only the few types of MessagePack that occur there are read.

use std::collections::HashMap;

/// The Zipf value of every word of an unzipped list, in hundredths.
///
/// The Zipf scale is the base-10 logarithm of occurrences in 10^9 words, so a word in list `n` has 9 - n/100.
///
/// # Errors
/// When the bytes are not a list, or hold types that no list holds.
pub fn zipf_values(bytes: &[u8]) -> Result<HashMap<String, i32>, String> {
    let mut reader = Reader { bytes, at: 0 };
    let lists = reader.array()?.checked_sub(1).ok_or("the list is empty")?;
    let mut format = None;
    for _ in 0..reader.map()? {
        match reader.text()? {
            "format" => format = Some(reader.text()?),
            _ => {
                reader.number()?;
            }
        }
    }
    if format != Some("cB") {
        return Err(format!("the header names the format {format:?}, not \"cB\""));
    }
    let mut words = HashMap::new();
    for centibels in 0..lists as i32 {
        for _ in 0..reader.array()? {
            words.insert(reader.text()?.to_owned(), 900 - centibels);
        }
    }
    Ok(words)
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn array(&mut self) -> Result<usize, String> {
        match self.byte()? {
            tag @ 0x90..=0x9f => Ok(usize::from(tag & 0xf)),
            0xdc => self.length(2),
            0xdd => self.length(4),
            tag => Err(self.unexpected("an array", tag)),
        }
    }

    fn map(&mut self) -> Result<usize, String> {
        match self.byte()? {
            tag @ 0x80..=0x8f => Ok(usize::from(tag & 0xf)),
            tag => Err(self.unexpected("a map", tag)),
        }
    }

    fn number(&mut self) -> Result<u8, String> {
        match self.byte()? {
            number @ 0..=0x7f => Ok(number),
            tag => Err(self.unexpected("a small number", tag)),
        }
    }

    fn text(&mut self) -> Result<&'a str, String> {
        let length = match self.byte()? {
            tag @ 0xa0..=0xbf => usize::from(tag & 0x1f),
            0xd9 => self.length(1)?,
            0xda => self.length(2)?,
            tag => return Err(self.unexpected("a string", tag)),
        };
        std::str::from_utf8(self.take(length)?).map_err(|e| format!("at byte {}: {e}", self.at))
    }

    fn length(&mut self, bytes: usize) -> Result<usize, String> {
        Ok(self.take(bytes)?.iter().fold(0, |length, &byte| length << 8 | usize::from(byte)))
    }

    fn byte(&mut self) -> Result<u8, String> {
        Ok(self.take(1)?[0])
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], String> {
        let taken = self.bytes[self.at..].get(..length).ok_or("the list is cut short")?;
        self.at += length;
        Ok(taken)
    }

    fn unexpected(&self, wanted: &str, tag: u8) -> String {
        format!("at byte {}: wanted {wanted}, found the tag {tag:#04x}", self.at - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &[u8] = b"\x82\xa6format\xa2cB\xa7version\x01";

    #[test]
    fn reads_words_with_their_zipf_values() {
        let list =
            [&b"\x94"[..], HEADER, b"\x90", b"\x91\xa3the", b"\xdc\0\x02\xd9\x02of\xa5caf\xc3\xa9"].concat();
        let words = zipf_values(&list).unwrap();
        let mut words: Vec<_> = words.iter().map(|(word, zipf)| (word.as_str(), *zipf)).collect();
        words.sort();
        assert_eq!(words, [("café", 898), ("of", 898), ("the", 899)]);
    }

    #[test]
    fn says_what_is_wrong_with_a_list() {
        for (bytes, message) in [
            (&b""[..], "the list is cut short"),
            (b"\x90", "the list is empty"),
            (b"\x91\x81\xa6format\xa1x", "the header names the format Some(\"x\"), not \"cB\""),
            (b"\xc0", "at byte 0: wanted an array, found the tag 0xc0"),
            (b"\xdc\0", "the list is cut short"),
            (b"\x91\x81\xa6format\xc0", "at byte 9: wanted a string, found the tag 0xc0"),
        ] {
            assert_eq!(zipf_values(bytes).unwrap_err(), message);
        }
    }
}
