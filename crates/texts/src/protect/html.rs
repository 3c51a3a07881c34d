//! HTML: comments, elements whose content is no prose, and tags that the checker does not recognise by itself. It does
//! recognise those that are short and have no angle bracket in them.

use memchr::{memchr, memmem};

use super::spans::Spans;

/// Elements whose content is no prose.
const ELEMENTS: [&str; 12] =
    ["code", "pre", "script", "style", "kbd", "samp", "math", "svg", "textarea", "var", "tt", "template"];
/// The longest tag that is left to the checker, in bytes.
const MAX_PLAIN_TAG: usize = 1024;

/// What is open.
#[derive(Debug, Clone, Default)]
enum State {
    #[default]
    Text,
    Comment,
    /// A tag, within an attribute's value in this quotation mark.
    Tag(Option<u8>),
    /// One of [`ELEMENTS`].
    Element(&'static str),
}

/// A scanner of HTML.
#[derive(Debug, Clone, Default)]
pub(super) struct Html {
    state: State,
    /// The element whose content begins behind the tag that is open.
    opens: Option<&'static str>,
}

impl Html {
    pub(super) fn scan(&mut self, part: &str, spans: &mut Spans) {
        let mut at = 0;
        while at < part.len() {
            at = match self.state {
                State::Text => self.text(part, at),
                State::Comment => self.comment(part, at, spans),
                State::Tag(quote) => self.tag(part, at, quote, spans),
                State::Element(name) => self.element(part, at, name, spans),
            };
        }
    }

    /// Goes on to the next comment or tag.
    fn text(&mut self, part: &str, at: usize) -> usize {
        let Some(found) = memchr(b'<', &part.as_bytes()[at..]) else { return part.len() };
        let at = at + found;
        let rest = &part[at..];
        if rest.starts_with("<!--") {
            self.state = State::Comment;
            return at;
        }
        let name = rest[1..].trim_start_matches('/');
        if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)) {
            return at + 1;
        }
        let is_named = |element: &&&str| {
            name.get(..element.len()).is_some_and(|start| start.eq_ignore_ascii_case(element))
                && !name[element.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
        };
        self.opens = ELEMENTS.iter().find(is_named).copied().filter(|_| !rest.starts_with("</"));
        self.state = State::Tag(None);
        at
    }

    fn comment(&mut self, part: &str, at: usize, spans: &mut Spans) -> usize {
        let end = memmem::find(&part.as_bytes()[at..], b"-->").map(|found| at + found + 3);
        if end.is_some() {
            self.state = State::Text;
        }
        let end = end.unwrap_or(part.len());
        spans.comment(at..end);
        end
    }

    fn tag(&mut self, part: &str, at: usize, mut quote: Option<u8>, spans: &mut Spans) -> usize {
        let bytes = part.as_bytes();
        let mut is_plain = quote.is_none() && bytes[at] == b'<';
        let mut end = at + usize::from(is_plain);
        self.state = loop {
            match (bytes.get(end), quote) {
                (None, _) => {
                    is_plain = false;
                    break State::Tag(quote);
                }
                (Some(byte), Some(open)) if *byte == open => quote = None,
                (Some(b'<' | b'>'), Some(_)) => is_plain = false,
                (Some(_), Some(_)) => {}
                (Some(byte @ (b'"' | b'\'')), None) if bytes[..end].ends_with(b"=") => quote = Some(*byte),
                (Some(b'>'), None) => {
                    end += 1;
                    let is_empty = bytes[..end].ends_with(b"/>");
                    break match self.opens.take().filter(|_| !is_empty) {
                        Some(name) => State::Element(name),
                        None => State::Text,
                    };
                }
                // No tag after all: "a <b and c <d".
                (Some(b'<'), None) => {
                    self.opens = None;
                    break State::Text;
                }
                (Some(_), None) => {}
            }
            end += 1;
        };
        if !is_plain || end - at > MAX_PLAIN_TAG {
            spans.protect(at..end);
        }
        end
    }

    fn element(&mut self, part: &str, at: usize, name: &str, spans: &mut Spans) -> usize {
        let mut end = at;
        let closes = loop {
            let Some(found) = memmem::find(&part.as_bytes()[end..], b"</") else { break None };
            end += found + 2;
            if part.as_bytes()[end..]
                .get(..name.len())
                .is_some_and(|is| is.eq_ignore_ascii_case(name.as_bytes()))
            {
                break Some(end - 2);
            }
        };
        if closes.is_some() {
            self.state = State::Text;
        }
        let end = closes.unwrap_or(part.len());
        spans.protect(at..end);
        end
    }
}

/// Adds the comments of a plain text, for their directives.
pub(super) fn comments(part: &str, spans: &mut Spans) {
    if memmem::find(part.as_bytes(), b"unglue:").is_none() {
        return;
    }
    // A comment ends at the first "-->": what looks like another one in it is a part of it.
    let mut from = 0;
    while let Some(at) = memmem::find(&part.as_bytes()[from..], b"<!--").map(|found| from + found) {
        let Some(end) = memmem::find(&part.as_bytes()[at..], b"-->").map(|found| at + found + 3) else {
            break;
        };
        if part[at..end].contains("unglue:") {
            spans.comment(at..end);
        }
        from = end;
    }
}
