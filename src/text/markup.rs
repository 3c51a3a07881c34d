//! Protected text, continued: code that reaches over paragraphs.
//!
//! A fence of backticks and an element such as `<pre>` protect everything up to their closing mark, however far away.
//! The [`Mark`]s of each paragraph are found independently; [`resolve`] then pairs them over the whole text. So an edit
//! costs one paragraph's search and one pass over the few marks of the text.

use std::ops::Range;

/// The longest HTML tag that is recognised, in bytes.
pub(crate) const MAX_TAG_BYTES: usize = 2_048;

/// HTML elements whose content is not prose.
const ELEMENTS: [&str; 8] = ["code", "pre", "script", "style", "kbd", "samp", "math", "svg"];

/// A mark that opens or closes code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Where it starts, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    kind: Kind,
}

impl Mark {
    /// Returns the mark moved by `by` bytes towards the end of the text.
    pub(crate) fn shifted(self, by: usize) -> Mark {
        Mark { start: self.start + by, end: self.end + by, ..self }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Three or more backticks or tildes at the start of a line: an opening fence, or a closing one if the line ends
    /// there.
    Fence { mark: u8, length: u8, may_close: bool },
    /// The opening tag of one of [`ELEMENTS`].
    Open(u8),
    /// The closing tag of one of [`ELEMENTS`].
    Close(u8),
}

/// Appends the marks of a paragraph that starts at byte `at` of the text to `marks`.
pub(crate) fn marks(paragraph: &str, at: usize, marks: &mut Vec<Mark>) {
    let bytes = paragraph.as_bytes();
    // A fence may follow the indent, quotation marks or list bullets of its line, and nothing else.
    let (mut indented, mut quoted) = (true, true);
    let mut here = 0;
    while here < bytes.len() {
        let byte = bytes[here];
        let mut end = here + 1;
        match byte {
            b'`' | b'~' if indented => {
                end = here + run_of(bytes, here);
                if end - here >= 3 {
                    let rest = bytes[end..].iter().take_while(|&&b| b != b'\n');
                    let may_close = quoted && rest.clone().all(|b| b.is_ascii_whitespace());
                    let length = u8::try_from(end - here).unwrap_or(u8::MAX);
                    let kind = Kind::Fence { mark: byte, length, may_close };
                    marks.push(Mark { start: at + here, end: at + end, kind });
                }
            }
            b'<' => {
                if let Some((kind, length)) = element(&bytes[here..]) {
                    marks.push(Mark { start: at + here, end: at + here + length, kind });
                }
            }
            _ => {}
        }
        match byte {
            b'\n' => (indented, quoted) = (true, true),
            b' ' | b'\t' | b'\r' | b'>' => {}
            b'-' | b'*' => quoted = false,
            _ => (indented, quoted) = (false, false),
        }
        here = end;
    }
}

/// Returns the kind and length of the tag at the start of `bytes` if it is of one of [`ELEMENTS`].
fn element(bytes: &[u8]) -> Option<(Kind, usize)> {
    let closes = bytes.get(1) == Some(&b'/');
    let name = &bytes[1 + usize::from(closes)..];
    let is_named = |element: &str| {
        name.get(..element.len()).is_some_and(|start| start.eq_ignore_ascii_case(element.as_bytes()))
            && !name.get(element.len()).is_some_and(u8::is_ascii_alphanumeric)
    };
    let nth = ELEMENTS.iter().position(|element| is_named(element))? as u8;
    let length = tag(bytes)?;
    Some((if closes { Kind::Close(nth) } else { Kind::Open(nth) }, length))
}

/// Returns the length of the tag at the start of `bytes`: `<`, a name, and everything up to `>`.
pub(crate) fn tag(bytes: &[u8]) -> Option<usize> {
    bytes.get(1).filter(|b| b.is_ascii_alphabetic() || b"/!?".contains(b))?;
    let window = &bytes[1..bytes.len().min(MAX_TAG_BYTES)];
    let end = window.iter().position(|b| b"<>".contains(b)).filter(|&end| window[end] == b'>')?;
    Some(1 + end + 1)
}

/// Returns how many times the byte at `at` is repeated from there on, itself included.
pub(crate) fn run_of(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|&&b| b == bytes[at]).count()
}

/// Pairs the marks of a text, which are in order, and returns the protected ranges, in bytes, ascending and apart. A
/// fence's range includes its closing fence, an element's range excludes its closing tag.
///
/// An opening mark pairs with the first mark behind it that closes its kind, and every mark in between is content: a
/// `<pre>` inside of a fence opens nothing. A mark that nothing closes protects nothing, so that one stray
/// backtick fence does not silence the rest of a text.
///
/// The search for a closing mark may reach the end of the text. Each failed search is remembered (`unclosed_…`), and a
/// later mark of its kind, which could only fail as well, is not searched for: the time is linear in the number of
/// marks.
pub(crate) fn resolve(marks: &[Mark]) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    // For backticks and tildes the length of the shortest fence that nothing closes: a longer one has even fewer
    // closers.
    let mut unclosed_fence = [u8::MAX; 2];
    let mut unclosed_elements = [false; ELEMENTS.len()];
    let mut nth = 0;
    while nth < marks.len() {
        let opener = marks[nth];
        nth += 1;
        let closer = match opener.kind {
            Kind::Close(_) => continue,
            Kind::Open(element) if unclosed_elements[usize::from(element)] => continue,
            Kind::Open(element) => {
                let closes = |mark: &Mark| mark.kind == Kind::Close(element);
                let closer = marks[nth..].iter().position(closes);
                unclosed_elements[usize::from(element)] = closer.is_none();
                closer
            }
            Kind::Fence { mark, length, .. } => {
                let unclosed = &mut unclosed_fence[usize::from(mark == b'~')];
                if *unclosed <= length {
                    continue;
                }
                let closes = |closer: &Mark| match closer.kind {
                    Kind::Fence { mark: same, length: long, may_close } => {
                        same == mark && long >= length && may_close
                    }
                    _ => false,
                };
                let closer = marks[nth..].iter().position(closes);
                if closer.is_none() {
                    *unclosed = length;
                }
                closer
            }
        };
        let Some(closer) = closer.map(|further| nth + further) else { continue };
        let is_fence = matches!(opener.kind, Kind::Fence { .. });
        spans.push(opener.start..if is_fence { marks[closer].end } else { marks[closer].start });
        nth = closer + 1;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_over_paragraphs() {
        for (text, found) in [
            ("x\n```rust\nlet a;\n```\ny", vec!["```rust\nlet a;\n```"]),
            ("x\n~~~\na\n\n~~~\n~~~\nopen", vec!["~~~\na\n\n~~~"]),
            ("````\n```\n\n````", vec!["````\n```\n\n````"]),
            ("- ```\n  a\n  ``` \nb ```", vec!["```\n  a\n  ```"]),
            ("> ```\n> a\n> ```", vec!["```\n> a\n> ```"]),
            ("```\na", vec![]),
            ("a ```\nb\n```", vec![]),
            (
                "<code>d e</code> f <PRE class=\"x\">g\n\nh</pre>",
                vec!["<code>d e", "<PRE class=\"x\">g\n\nh"],
            ),
            ("<pre>never closed <codec> </code>", vec![]),
            ("```\n<pre>\n```\na</pre>", vec!["```\n<pre>\n```"]),
        ] {
            let mut all = Vec::new();
            let mut at = 0;
            for paragraph in text.split_inclusive("\n\n") {
                marks(paragraph, at, &mut all);
                at += paragraph.len();
            }
            assert_eq!(
                resolve(&all).into_iter().map(|span| &text[span]).collect::<Vec<_>>(),
                found,
                "{text:?}"
            );
        }
    }
}
