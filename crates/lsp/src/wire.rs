//! Messages as bytes: headers, an empty line, JSON.

use std::io::{self, BufRead, Read, Write};

use serde::Serialize;
use serde_json::Value;

/// What comes from a client.
#[derive(Debug)]
pub(crate) enum Incoming {
    /// JSON, which may be a message.
    Json(Value),
    /// The content of a message that is no JSON, and why.
    NoJson(String),
    /// Something after which nothing can be understood, and why.
    Lost(String),
}

/// The longest content of a message, in bytes: what is longer is taken for a broken header.
const MAX_CONTENT: u64 = 1 << 30;

/// Returns what comes next; `None` at the end.
pub(crate) fn read(input: &mut impl BufRead) -> Option<Incoming> {
    let length = match content_length(input) {
        Ok(length) => length?,
        Err(reason) => return Some(Incoming::Lost(reason)),
    };
    let mut content = Vec::new();
    match input.take(length).read_to_end(&mut content) {
        Ok(read) if read as u64 == length => {}
        _ => return None,
    }
    mend_surrogates(&mut content);
    Some(match serde_json::from_slice(&content) {
        Ok(json) => Incoming::Json(json),
        Err(error) => Incoming::NoJson(error.to_string()),
    })
}

/// Replaces halves of surrogate pairs, which programs in JavaScript escape and no Rust string can have, by U+FFFD: it counts as much
/// as one of them, so that client and server go on to speak of the same places.
fn mend_surrogates(content: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', &content[at..]) {
        at += found;
        let half = surrogate(&content[at..]);
        let is_pair = half.is_some_and(|half| half < 0xdc00)
            && surrogate(content.get(at + ESCAPE..).unwrap_or_default()).is_some_and(|half| half >= 0xdc00);
        match half {
            Some(_) if is_pair => at += 2 * ESCAPE,
            Some(_) => {
                content[at + 2..at + ESCAPE].copy_from_slice(b"fffd");
                at += ESCAPE;
            }
            // Another escape: what follows the backslash is a part of it.
            None => at = content.len().min(at + 2),
        }
    }
}

/// The length of an escape as four hexadecimal digits, in bytes.
const ESCAPE: usize = 6;

/// Returns the half of a surrogate pair with whose escape some JSON starts.
fn surrogate(json: &[u8]) -> Option<u16> {
    let digits = json.strip_prefix(b"\\u")?.get(..ESCAPE - 2)?;
    let number = u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    (0xd800..0xe000).contains(&number).then_some(number)
}

/// Reads headers. Returns the length of the content; `None` at the end of the input.
fn content_length(input: &mut impl BufRead) -> Result<Option<u64>, String> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        let read = input.take(8192).read_until(b'\n', &mut line).map_err(|error| error.to_string())?;
        if read == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end();
        if line.is_empty() {
            return length.ok_or_else(|| "a message has no Content-Length".to_owned()).map(Some);
        }
        let (name, value) = line.split_once(':').ok_or_else(|| format!("{line:?} is no header"))?;
        if name.trim().eq_ignore_ascii_case("Content-Length") {
            let number = value.trim().parse().ok().filter(|length| *length <= MAX_CONTENT);
            length = Some(number.ok_or_else(|| format!("{line:?} is no length"))?);
        }
    }
}

/// Writes a message.
pub(crate) fn write(output: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let content = serde_json::to_vec(message)?;
    write!(output, "Content-Length: {}\r\n\r\n", content.len())?;
    output.write_all(&content)?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_surrogate_pair_becomes_one_replacement_character() {
        for (json, expected) in [
            (r#""\ud83e!""#, "\u{fffd}!"),
            (r#""\udd80\ud83e""#, "\u{fffd}\u{fffd}"),
            (r#""\uD83E\uDD80""#, "🦀"),
            (r#""\ud83e\ud83e\udd80""#, "\u{fffd}🦀"),
            (r#""\\ud83e""#, "\\ud83e"),
            (r#""\\\ud83e""#, "\\\u{fffd}"),
            (r#""\u00e9""#, "é"),
        ] {
            let message = format!("Content-Length: {}\r\n\r\n{json}", json.len());
            let Some(Incoming::Json(Value::String(text))) = read(&mut message.as_bytes()) else {
                panic!("{json}")
            };
            assert_eq!(text, expected, "{json}");
        }
        for cut in [r#""\ud83"#, r#""\"#, r#""\u"#] {
            let message = format!("Content-Length: {}\r\n\r\n{cut}", cut.len());
            assert!(matches!(read(&mut message.as_bytes()), Some(Incoming::NoJson(_))), "{cut}");
        }
    }

    #[test]
    fn a_broken_message_does_not_take_the_next_one_with_it() {
        for (bytes, expected) in [
            (&b"Content-Length: 2\r\n\r\n{}"[..], "Json(Object {}) end"),
            (
                b"content-length:2\r\nContent-Type: x\r\n\r\n{}Content-Length: 1\r\n\r\n{",
                "Json(Object {}) NoJson end",
            ),
            (b"Content-Length: 1\r\n\r\n\xffContent-Length: 1\r\n\r\n1", "NoJson Json(Number(1)) end"),
            (b"Content-Length: 20\r\n\r\n{}", "end"),
            (b"Content-Length: -1\r\n\r\n{}", "Lost"),
            (b"Content-Length: 99999999999999\r\n\r\n{}", "Lost"),
            (b"Hello\r\n\r\n{}", "Lost"),
            (b"\r\n{}", "Lost"),
            (b"", "end"),
        ] {
            let mut input = bytes;
            let mut said = Vec::new();
            loop {
                match read(&mut input) {
                    None => said.push("end".to_owned()),
                    Some(Incoming::Json(json)) => {
                        said.push(format!("Json({json:?})"));
                        continue;
                    }
                    Some(Incoming::NoJson(_)) => {
                        said.push("NoJson".to_owned());
                        continue;
                    }
                    Some(Incoming::Lost(_)) => said.push("Lost".to_owned()),
                }
                break;
            }
            assert_eq!(said.join(" "), expected, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
