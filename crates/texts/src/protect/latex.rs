//! LaTeX: the preamble, comments, commands, math, environments of code and math.

use memchr::{memchr, memmem};

use super::spans::Spans;

/// Environments whose content is no prose; each also with a star behind it.
const ENVIRONMENTS: [&str; 21] = [
    "verbatim",
    "Verbatim",
    "lstlisting",
    "minted",
    "comment",
    "equation",
    "align",
    "alignat",
    "flalign",
    "gather",
    "multline",
    "eqnarray",
    "displaymath",
    "math",
    "tikzpicture",
    "algorithm",
    "algorithmic",
    "tabular",
    "thebibliography",
    "filecontents",
    "picture",
];
/// Commands whose arguments are prose; those of all others are names, lengths or code.
const PROSE: [&str; 34] = [
    "author",
    "caption",
    "chapter",
    "emph",
    "enquote",
    "footnote",
    "footnotetext",
    "item",
    "mbox",
    "paragraph",
    "part",
    "quote",
    "section",
    "subparagraph",
    "subsection",
    "subsubsection",
    "text",
    "textbf",
    "textit",
    "textmd",
    "textnormal",
    "textrm",
    "textsc",
    "textsf",
    "textsl",
    "texttt",
    "textup",
    "thanks",
    "title",
    "underline",
    "uline",
    "href",
    "marginpar",
    "abstract",
];

/// What is open.
#[derive(Debug, Clone, Default)]
enum State {
    /// Before anything is read.
    #[default]
    Start,
    Preamble,
    Text,
    /// One of [`ENVIRONMENTS`].
    Environment(&'static str),
    /// Math, up to this.
    Math(&'static str),
}

/// A scanner of LaTeX.
#[derive(Debug, Clone, Default)]
pub(super) struct Latex {
    state: State,
}

impl Latex {
    pub(super) fn scan(&mut self, part: &str, spans: &mut Spans) {
        if matches!(self.state, State::Start) {
            let has_preamble = memmem::find(part.as_bytes(), b"\\begin{document}").is_some();
            self.state = if has_preamble { State::Preamble } else { State::Text };
        }
        let mut at = 0;
        while at < part.len() {
            at = match self.state {
                State::Preamble => self.preamble(part, at, spans),
                State::Environment(name) => self.environment(part, at, name, spans),
                State::Math(end) => self.math(part, at, end, spans),
                State::Start | State::Text => self.text(part, at, spans),
            };
        }
    }

    /// Reads a line before the document begins. What stands in the title is prose.
    fn preamble(&mut self, part: &str, at: usize, spans: &mut Spans) -> usize {
        let end = memchr(b'\n', &part.as_bytes()[at..]).map_or(part.len(), |found| at + found + 1);
        let line = &part[at..end];
        if line.trim_start().starts_with("\\begin{document}") {
            self.state = State::Text;
            return at;
        }
        if line.trim_start().starts_with('%') {
            spans.comment(at..end);
        } else if !line.trim_start().starts_with("\\title{") {
            spans.protect(at..end);
        } else {
            let brace = line.find('{').unwrap_or(0) + 1;
            spans.protect(at..at + brace);
        }
        end
    }

    fn environment(&mut self, part: &str, at: usize, name: &str, spans: &mut Spans) -> usize {
        let mut from = at;
        while let Some(found) = memmem::find(&part.as_bytes()[from..], b"\\end{") {
            from += found + 5;
            if part[from..].strip_prefix(name).is_some_and(|rest| rest.starts_with(['}', '*'])) {
                self.state = State::Text;
                spans.protect(at..from - 5);
                return from - 5;
            }
        }
        spans.protect(at..part.len());
        part.len()
    }

    /// Reads math up to `end`. An empty line ends it too: it was a stray mark.
    fn math(&mut self, part: &str, at: usize, end: &str, spans: &mut Spans) -> usize {
        let bytes = part.as_bytes();
        let mut from = at;
        let to = loop {
            let Some(found) = bytes[from..].iter().position(|byte| b"\\$\n".contains(byte)) else {
                break part.len();
            };
            from += found;
            if part[from..].starts_with(end) {
                self.state = State::Text;
                break from + end.len();
            }
            if bytes[from] == b'\n'
                && part[from + 1..].trim_start_matches([' ', '\t', '\r']).starts_with('\n')
            {
                self.state = State::Text;
                break from;
            }
            from += match part[from + 1..].chars().next() {
                Some(next) if bytes[from] == b'\\' && !part[from..].starts_with(end) => 1 + next.len_utf8(),
                _ => 1,
            };
        };
        spans.protect(at..to);
        to
    }

    fn text(&mut self, part: &str, at: usize, spans: &mut Spans) -> usize {
        let bytes = part.as_bytes();
        let Some(found) = memchr::memchr3(b'\\', b'%', b'$', &bytes[at..]) else { return part.len() };
        let at = at + found;
        match bytes[at] {
            b'%' => {
                let end = memchr(b'\n', &bytes[at..]).map_or(part.len(), |end| at + end);
                spans.comment(at..end);
                end
            }
            b'$' => {
                let mark = if bytes.get(at + 1) == Some(&b'$') { "$$" } else { "$" };
                self.state = State::Math(mark);
                spans.protect(at..at + mark.len());
                at + mark.len()
            }
            _ => self.command(part, at, spans),
        }
    }

    /// Reads a command, of which the backslash is at `at`.
    fn command(&mut self, part: &str, at: usize, spans: &mut Spans) -> usize {
        let rest = &part[at + 1..];
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let name = &rest[..letters];
        match rest.chars().next() {
            Some('(') => self.state = State::Math("\\)"),
            Some('[') => self.state = State::Math("\\]"),
            Some(mark) if "'`^\"~=.".contains(mark) => return accent(part, at, spans),
            _ => {}
        }
        if letters == 0 {
            let end = at + 1 + rest.chars().next().map_or(0, char::len_utf8);
            if matches!(self.state, State::Math(_)) || rest.starts_with('\\') {
                spans.protect(at..end);
            }
            return end;
        }
        if name == "verb" {
            let mark = rest[letters..].trim_start_matches('*').chars().next().unwrap_or('\n');
            let open = at + 1 + letters + rest[letters..].find(mark).unwrap_or(0);
            let line = part[open..].lines().next().unwrap_or_default();
            let close = line.char_indices().skip(1).find(|(_, c)| *c == mark);
            let end = open + close.map_or(0, |(found, c)| found + c.len_utf8());
            spans.protect(at..end);
            return end.max(at + 1 + letters);
        }
        let mut end = at + 1 + letters;
        end += usize::from(part[end..].starts_with('*'));
        let mut arguments = 0;
        while let Some(length) = argument(&part[end..], '[', ']').or_else(|| {
            let is_prose = PROSE.contains(&name) && !(name == "href" && arguments == 0);
            argument(&part[end..], '{', '}').filter(|_| !is_prose)
        }) {
            arguments += 1;
            end += length;
            if name == "begin" {
                let environment = part[at..end].trim_start_matches("\\begin{").trim_end_matches(['}', '*']);
                if let Some(known) = ENVIRONMENTS.iter().find(|known| **known == environment) {
                    self.state = State::Environment(known);
                }
                break;
            }
        }
        spans.protect(at..end);
        end
    }
}

/// Returns the length of an argument in brackets at the start of `text`, on one line or the next few.
fn argument(text: &str, open: char, close: char) -> Option<usize> {
    const MAX: usize = 500;
    text.starts_with(open).then_some(())?;
    let mut depth = 0;
    for (at, c) in text.char_indices().take(MAX) {
        depth += i32::from(c == open) - i32::from(c == close);
        if depth == 0 {
            return Some(at + c.len_utf8());
        }
    }
    None
}

/// Protects the word in which a letter has an accent by a command, `na\"ive`.
fn accent(part: &str, at: usize, spans: &mut Spans) -> usize {
    let is_word = |c: char| c.is_alphanumeric() || "'`^\"~=.{}\\".contains(c);
    let start = part[..at].trim_end_matches(char::is_alphanumeric).len();
    let mut end = at + 2;
    end += part[end..].len() - part[end..].trim_start_matches(['{', '\\']).len();
    end += part[end..].chars().take_while(|&c| is_word(c) && c != '.').map(char::len_utf8).sum::<usize>();
    spans.protect(start..end);
    end
}
