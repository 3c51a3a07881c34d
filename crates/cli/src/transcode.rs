//! Text in another encoding than UTF-8, which the user names: read as it says, and written back in it.

use encoding_rs::{DecoderResult, EncoderResult, Encoding, UTF_16BE, UTF_16LE};

use unglue_texts::encoding::line_ends;
use unglue_texts::problem::{Problem, Result};

/// An encoding that a user named.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Transcoder(&'static Encoding);

impl Transcoder {
    /// Returns the encoding of a name as browsers know them (WHATWG), such as `windows-1252` or `utf-16le`.
    ///
    /// # Errors
    /// When there is none of that name.
    pub(crate) fn named(name: &str) -> std::result::Result<Transcoder, String> {
        let found = Encoding::for_label(name.as_bytes()).map(Transcoder);
        found.ok_or_else(|| "is no name of an encoding, such as windows-1252, utf-16le or shift_jis".into())
    }

    /// Returns bytes as text, with its byte order mark if it has one.
    ///
    /// # Errors
    /// When they are not in the encoding, with the line.
    pub(crate) fn decode(self, name: &str, bytes: &[u8]) -> Result<String> {
        let mut decoder = self.0.new_decoder_without_bom_handling();
        let length = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
        let mut text = String::with_capacity(length.unwrap_or(3 * bytes.len()));
        let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
        match result {
            DecoderResult::InputEmpty => Ok(text),
            _ => {
                let line = 1 + line_ends(text.as_bytes());
                let byte = bytes[read.saturating_sub(1).min(bytes.len() - 1)];
                let reason = format!("line {line} is not {} (byte 0x{byte:02X})", self.0.name());
                Err(Problem::new(name, "NOT_IN_ENCODING", reason))
            }
        }
    }

    /// Returns text in the encoding; `None` for a character that it does not have.
    pub(crate) fn encode(self, text: &str) -> Option<Vec<u8>> {
        // The crate writes UTF-8 for both, as browsers do.
        if self.0 == UTF_16LE {
            return Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
        }
        if self.0 == UTF_16BE {
            return Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
        }
        let mut encoder = self.0.new_encoder();
        let length = encoder.max_buffer_length_from_utf8_without_replacement(text.len());
        let mut bytes = Vec::with_capacity(length.unwrap_or(4 * text.len()));
        let (result, _) = encoder.encode_from_utf8_to_vec_without_replacement(text, &mut bytes, true);
        (result == EncoderResult::InputEmpty).then_some(bytes)
    }

    /// Makes sure that a text can be written back as it was.
    ///
    /// # Errors
    /// When its bytes would be others: some encodings have two ways to write a character.
    pub(crate) fn verify(self, name: &str, bytes: &[u8], text: &str) -> Result<()> {
        match self.encode(text).is_some_and(|written| written == bytes) {
            true => Ok(()),
            false => {
                let encoding = self.0.name();
                let reason = format!(
                    "cannot be written back in {encoding} as it was: convert it to UTF-8, for example with \
                     `iconv -f {encoding} -t UTF-8`"
                );
                Err(Problem::new(name, "NOT_WRITABLE", reason))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_and_written_back() {
        for (name, bytes, text) in [
            ("windows-1252", &b"na\xefve \x93ok\x94\r\n"[..], "naïve “ok”\r\n"),
            ("latin1", b"caf\xe9", "café"),
            ("utf-16le", b"\xff\xfea\0\xe9\0", "\u{feff}aé"),
            ("UTF-16BE", b"\0a\xd8\x3e\xdd\x80", "a🦀"),
            ("shift_jis", b"\x83e\x83X\x83g", "テスト"),
            ("utf-8", "\u{feff}é".as_bytes(), "\u{feff}é"),
            ("koi8-r", b"", ""),
        ] {
            let encoding = Transcoder::named(name).unwrap();
            let read = encoding.decode("a", bytes).unwrap();
            assert_eq!(read, text, "{name}");
            encoding.verify("a", bytes, &read).unwrap();
        }
    }

    #[test]
    fn what_does_not_fit_is_told() {
        assert!(Transcoder::named("utf-9").unwrap_err().contains("windows-1252"));
        let utf8 = Transcoder::named("utf-8").unwrap();
        let said = utf8.decode("a.txt", b"one\ntwo\nna\xefve").unwrap_err().to_string();
        assert!(said.starts_with("a.txt: line 3 is not UTF-8 (byte 0xEF)"), "{said}");
        let utf16 = Transcoder::named("utf-16le").unwrap();
        assert!(utf16.decode("a", b"a\0b").unwrap_err().to_string().contains("line 1 is not UTF-16LE"));
        let latin = Transcoder::named("windows-1252").unwrap();
        assert_eq!(latin.encode("🦀"), None);
        // Two bytes for one character: one of them is not what would be written.
        let japanese = Transcoder::named("shift_jis").unwrap();
        let text = japanese.decode("a", b"\xfa\x54").unwrap();
        assert!(
            japanese.verify("a", b"\xfa\x54", &text).unwrap_err().to_string().contains("iconv -f Shift_JIS")
        );
    }
}
