//! Addresses of the web and of mail, wherever they are in a chunk.

use std::ops::Range;

/// The longest address of the web that is recognised, in bytes.
const MAX_URL_BYTES: usize = 2_048;

/// Endings of host names that no sentence starts with.
pub(crate) const ENDINGS: [&str; 14] =
    ["com", "org", "gov", "edu", "io", "uk", "eu", "au", "nz", "jp", "mil", "ru", "ch", "dev"];

/// Appends the addresses of a piece of a chunk to `found`, in order and apart. `is_frequent` tells whether a word is so frequent
/// that it is likelier the next word of the sentence than a part of the address.
///
/// Each search starts behind the address before, and what is read backwards belongs to the address that is found: the
/// time is linear in the length of the chunk.
pub(crate) fn addresses(
    text: &str,
    piece: Range<usize>,
    is_frequent: &dyn Fn(&str) -> bool,
    found: &mut Vec<Range<usize>>,
) {
    let chunk = &text[piece.clone()];
    let bytes = chunk.as_bytes();
    // What was read already; the end of the last address.
    let (mut at, mut from) = (0, 0);
    while at < bytes.len() {
        let address = match bytes[at] {
            b':' if bytes[at..].starts_with(b"://") => {
                let scheme = bytes[from..at].iter().rev().take_while(|b| b.is_ascii_alphanumeric()).count();
                Some(at - scheme..end_of_url(chunk, at + 3, is_frequent))
            }
            b'w' if bytes[at..].starts_with(b"www.") && is_start(chunk, at) => {
                Some(at..end_of_url(chunk, at, is_frequent))
            }
            b'@' => mail(chunk, from, at, is_frequent),
            _ => None,
        };
        match address {
            Some(address) => {
                (at, from) = (address.end.max(at + 1), address.end.max(at + 1));
                found.push(piece.start + address.start..piece.start + address.end);
            }
            None => at += 1,
        }
    }
}

/// Returns whether no letter or digit is before byte `at`.
fn is_start(chunk: &str, at: usize) -> bool {
    !chunk[..at].ends_with(char::is_alphanumeric)
}

/// Returns the end of an address of the web of which everything before byte `from` was read: before what no address
/// contains, a bracket that closes one outside, or the marks of the sentence. `https://a.b/c).The` ends behind the `c`.
fn end_of_url(chunk: &str, from: usize, is_frequent: &dyn Fn(&str) -> bool) -> usize {
    let mut end = chunk.len();
    let mut open: Vec<usize> = Vec::new();
    for (at, c) in chunk[from..].char_indices() {
        let at = from + at;
        let stops = match c {
            '(' | '[' => {
                open.push(at);
                false
            }
            ')' | ']' => open.pop().is_none(),
            '"' | '<' | '>' | '`' | '“' | '”' | '‘' | '’' | '«' | '»' | '—' => true,
            _ => at - from >= MAX_URL_BYTES,
        };
        if stops {
            end = at;
            break;
        }
    }
    end = open.first().copied().unwrap_or(end);
    let end = from + trim_end(&chunk[from..end]).len();
    before_sentence(chunk, from..end, is_frequent)
}

/// Returns a text without the marks of the sentence behind it.
fn trim_end(address: &str) -> &str {
    address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '…', '}', '|'])
}

/// Returns the end of an address before the last word of `address`, if that is the word of a sentence behind a mark:
/// `https://a.b/c.The`, `https://a.b/c,and`; else the end as it is.
fn before_sentence(chunk: &str, address: Range<usize>, is_frequent: &dyn Fn(&str) -> bool) -> usize {
    let text = &chunk[address.clone()];
    let word = &text[text.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len()..];
    let mark = text[..text.len() - word.len()].chars().next_back();
    let starts_upper = word.starts_with(|c: char| c.is_ascii_uppercase());
    let is_joined = match mark {
        Some('.' | '!' | '?') => starts_upper,
        Some(',' | ';') => !starts_upper,
        _ => false,
    };
    let is_sentence = is_joined && !word[1..].contains(|c: char| c.is_ascii_uppercase()) && is_frequent(word);
    if is_sentence { address.start + trim_end(&text[..text.len() - word.len()]).len() } else { address.end }
}

/// Returns the mail address around the `@` at byte `at`, which starts at `from` or later.
///
/// A word may follow its last label without a space. If that label is a known ending and a frequent word
/// ("jane@example.organd"), it is left to be judged.
fn mail(chunk: &str, from: usize, at: usize, is_frequent: &dyn Fn(&str) -> bool) -> Option<Range<usize>> {
    let is_name = |c: char| c.is_alphanumeric() || ".%+-_".contains(c);
    let is_host = |c: char| c.is_alphanumeric() || c == '-' || c == '.';
    if !chunk[at + 1..].starts_with(char::is_alphanumeric) {
        return None;
    }
    let name = &chunk[from..at];
    let name = &name[name.trim_end_matches(is_name).len()..];
    let name = name.trim_start_matches(['.', '-', '_', '%', '+']);
    if name.is_empty() {
        return None;
    }
    let mut start = at - name.len();
    if chunk[from..start].ends_with("mailto:") {
        start -= "mailto:".len();
    }
    let host = &chunk[at + 1..];
    let host = host[..host.len() - host.trim_start_matches(is_host).len()].trim_end_matches(['.', '-']);
    let end = at + 1 + host.len();
    let rest = &chunk[end..];
    let has_path = || rest.bytes().take(MAX_URL_BYTES / 8).any(|b| b == b'/');
    if rest.starts_with('/') || rest.starts_with(':') && has_path() {
        return Some(start..end_of_url(chunk, end, is_frequent));
    }
    let end = before_sentence(chunk, start..end, is_frequent);
    let last = chunk[at + 1..end].rfind('.').map_or(end, |dot| at + 1 + dot + 1);
    Some(start..if is_ending_and_word(&chunk[last..end], is_frequent) { last } else { end })
}

/// Returns whether a label is a known ending and a frequent word, "organd".
fn is_ending_and_word(label: &str, is_frequent: &dyn Fn(&str) -> bool) -> bool {
    let word_behind =
        |ending: &&str| label.strip_prefix(*ending).is_some_and(|word| word.len() > 1 && is_frequent(word));
    ENDINGS.iter().any(word_behind) && !ENDINGS.contains(&label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_chunks() {
        for (chunk, expected) in [
            ("https://example.org/a/b", vec!["https://example.org/a/b"]),
            ("site(https://example.org/a/b).Manyof", vec!["https://example.org/a/b"]),
            ("(https://example.org/a_(b)).", vec!["https://example.org/a_(b)"]),
            ("http://a.b/c(see", vec!["http://a.b/c"]),
            ("https://a.b/c.The", vec!["https://a.b/c"]),
            ("https://a.b/c,and", vec!["https://a.b/c"]),
            ("https://a.b/c.html", vec!["https://a.b/c.html"]),
            ("https://a.b/C.Thing,of", vec!["https://a.b/C.Thing"]),
            ("at:www.a.b/c—and", vec!["www.a.b/c"]),
            ("awww.nice", vec![]),
            ("to:jane.doe+x@example.org,and", vec!["jane.doe+x@example.org"]),
            ("jane@example.organd", vec!["jane@example."]),
            ("jane@example.orgs", vec!["jane@example.orgs"]),
            ("mailto:jane@example.org.The", vec!["mailto:jane@example.org"]),
            ("git@host.org:a/b.git", vec!["git@host.org:a/b.git"]),
            ("a@b@c@d @ @e a@", vec!["a@b", "c@d"]),
            ("é@é://é", vec!["é@é://é"]),
        ] {
            let mut found = Vec::new();
            addresses(
                chunk,
                0..chunk.len(),
                &|word| ["the", "and", "of"].contains(&&*word.to_lowercase()),
                &mut found,
            );
            assert_eq!(
                found.into_iter().map(|range| &chunk[range]).collect::<Vec<_>>(),
                expected,
                "{chunk:?}"
            );
        }
    }
}
