//! What is never judged: code, markup, addresses, names of machines' making.
//!
//! [`spans`] finds what may hold white space, once for a text; [`is_machine_made`] looks at one chunk (what stands
//! between two white spaces) and is asked only where something looked suspicious. Each kind is one small function
//! over a bounded stretch of text.

use std::ops::Range;

/// The longest HTML tag or link target that is recognised, in bytes. Keeps the search linear.
const MAX_MARKUP_BYTES: usize = 2_048;

/// Code fences, code spans, HTML tags and link targets, in order, not overlapping.
pub fn spans(text: &str) -> Vec<Range<usize>> {
    let mut scan = Scan { text, bytes: text.as_bytes(), ..Scan::default() };
    let mut spans = Vec::new();
    let mut at = 0;
    while at < scan.bytes.len() {
        let found = match scan.bytes[at] {
            b'`' | b'~' => scan.fence(at).or_else(|| scan.code_span(at)),
            b'<' => scan.tag(at),
            b'(' | b'[' => scan.link_target(at),
            _ => {
                at += 1;
                continue;
            }
        };
        at = match found {
            Found::Span(end) => {
                spans.push(at..end);
                end
            }
            Found::Text(end) => end,
        };
    }
    spans
}

/// What stands at a place: a protected span or text, up to an offset behind that place.
enum Found {
    Span(usize),
    Text(usize),
}

impl Found {
    fn or_else(self, other: impl FnOnce() -> Found) -> Found {
        match self {
            Found::Span(end) => Found::Span(end),
            Found::Text(_) => other(),
        }
    }
}

/// A walk over a text, with what was looked for in vain, so that nothing is looked for twice.
#[derive(Default)]
struct Scan<'t> {
    text: &'t str,
    bytes: &'t [u8],
    /// The shortest fence of each sort (backticks, tildes) that is never closed.
    open_fence: [Option<usize>; 2],
    /// Up to here, backtick runs of the lengths in the bit set have no partner.
    lonely_until: usize,
    lonely: u64,
    /// Elements that are never closed.
    open_elements: Vec<&'static str>,
}

impl Scan<'_> {
    fn run_of(&self, at: usize) -> usize {
        self.bytes[at..].iter().take_while(|&&b| b == self.bytes[at]).count()
    }

    /// A line of three or more backticks or tildes, up to the line that closes it.
    fn fence(&mut self, at: usize) -> Found {
        let length = self.run_of(at);
        let line_start = self.text[..at].rfind('\n').map_or(0, |n| n + 1);
        let indent = &self.bytes[line_start..at];
        let sort = usize::from(self.bytes[at] == b'~');
        let known_open = self.open_fence[sort].is_some_and(|open| open <= length);
        if length < 3 || known_open || indent.len() > 12 || !indent.iter().all(|b| b" \t>-*".contains(b)) {
            return Found::Text(at + if sort == 1 { length } else { 0 });
        }
        let mut from = at + length;
        while let Some(newline) = self.text[from..].find('\n') {
            let line = from + newline + 1;
            let rest = self.text[line..].trim_start_matches([' ', '\t', '>']);
            let closer = self.text.len() - rest.len();
            if closer < self.bytes.len() && self.bytes[closer] == self.bytes[at] {
                let run = self.run_of(closer);
                let end = closer + run;
                if run >= length && self.text[end..].lines().next().unwrap_or("").trim().is_empty() {
                    return Found::Span(end);
                }
            }
            from = line;
        }
        self.open_fence[sort] = Some(length);
        Found::Text(at + if sort == 1 { length } else { 0 })
    }

    /// A run of backticks, up to the next run of the same length in the paragraph.
    fn code_span(&mut self, at: usize) -> Found {
        let length = self.run_of(at);
        let text = Found::Text(at + length);
        if self.bytes[at] != b'`' || length > 63 {
            return text;
        }
        if at >= self.lonely_until {
            self.lonely = 0;
            self.lonely_until = self.text[at..].find("\n\n").map_or(self.text.len(), |n| at + n);
        }
        if self.lonely & 1 << length != 0 {
            return text;
        }
        let mut from = at + length;
        while let Some(next) = self.text[from..self.lonely_until].find('`') {
            let run = self.run_of(from + next);
            from += next + run;
            if run == length {
                return Found::Span(from);
            }
        }
        self.lonely |= 1 << length;
        text
    }

    /// `<tag …>`, with its content when that is code.
    fn tag(&mut self, at: usize) -> Found {
        let text = Found::Text(at + 1);
        if !self.bytes.get(at + 1).is_some_and(|b| b.is_ascii_alphabetic() || b"/!?".contains(b)) {
            return text;
        }
        let window = &self.bytes[at + 1..self.bytes.len().min(at + MAX_MARKUP_BYTES)];
        let Some(close) = window.iter().position(|b| b"<>".contains(b)) else { return text };
        if window[close] == b'<' || window[..close].windows(2).any(|w| w == b"\n\n") {
            return text;
        }
        let end = at + 1 + close + 1;
        for element in ["code", "pre", "script", "style", "kbd", "samp", "math", "svg"] {
            let named = window.len() > element.len()
                && window[..element.len()].eq_ignore_ascii_case(element.as_bytes())
                && !window[element.len()].is_ascii_alphanumeric();
            if named && !self.open_elements.contains(&element) {
                match self.text[end..].find(&format!("</{element}")) {
                    Some(closing) => return Found::Span(end + closing),
                    None => self.open_elements.push(element),
                }
            }
        }
        Found::Span(end)
    }

    /// What follows `](` or `][`, up to its closing bracket.
    fn link_target(&self, at: usize) -> Found {
        let text = Found::Text(at + 1);
        if at == 0 || self.bytes[at - 1] != b']' {
            return text;
        }
        let (open, close) = if self.bytes[at] == b'(' { (b'(', b')') } else { (b'[', b']') };
        let mut depth = 0usize;
        for (i, &b) in self.bytes[at..].iter().take(MAX_MARKUP_BYTES).enumerate() {
            match b {
                b'\n' => return text,
                b if b == open => depth += 1,
                b if b == close => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Found::Span(at + i + 1);
            }
        }
        text
    }
}

/// Whether a chunk is something that people do not write as prose. `chunk` holds no white space.
pub fn is_machine_made(chunk: &str) -> bool {
    let core = trim(chunk);
    [is_address, is_path, is_tag, is_option, is_version, is_hash, is_code, is_file_name]
        .iter()
        .any(|is| is(core))
        || is_call(chunk)
}

/// A chunk without the brackets, quotes and marks of its sentence.
fn trim(chunk: &str) -> &str {
    chunk
        .trim_start_matches(['(', '[', '{', '"', '\'', '“', '‘', '*', '_', '«', '¡', '¿', '—', '–', '>'])
        .trim_end_matches([
            '.', ',', ';', ':', '!', '?', ')', ']', '}', '"', '\'', '”', '’', '*', '_', '»', '…', '—',
        ])
}

fn is_address(core: &str) -> bool {
    let inner_at =
        core.find('@').is_some_and(|at| at > 0 && core[at + 1..].starts_with(|c: char| c.is_alphanumeric()));
    core.contains("://")
        || core.starts_with("www.")
        || core.starts_with("mailto:")
        || inner_at
        || is_domain(core)
}

/// `example.com`, `data.example.gov/path`: only endings that no sentence starts with.
fn is_domain(core: &str) -> bool {
    let host = core.split(['/', ':', '?', '’', '\'']).next().unwrap_or(core);
    let mut labels = host.rsplit('.');
    let ending = labels.next().unwrap_or("");
    const ENDINGS: [&str; 14] =
        ["com", "org", "gov", "edu", "io", "uk", "eu", "au", "nz", "jp", "mil", "ru", "ch", "dev"];
    let is_label =
        |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    host.contains('.') && ENDINGS.contains(&ending) && labels.all(is_label)
}

/// `/usr/lib`, `~/notes`, `src/main.rs`, `C:\Users`.
fn is_path(core: &str) -> bool {
    let slashes = core.matches('/').count();
    core.starts_with(['/', '~'])
        || core.starts_with("./")
        || core.starts_with("../")
        || slashes >= 2
        || slashes == 1 && core.rsplit('/').next().is_some_and(is_file_name)
        || core.contains('\\')
}

/// `@handle`, `#tag`, `$variable`, `%s`.
fn is_tag(core: &str) -> bool {
    let mut chars = core.chars();
    let sigil = chars.next();
    let next = chars.next().unwrap_or(' ');
    match sigil {
        Some('@' | '#') => next.is_alphanumeric(),
        Some('$' | '%' | '&') => next.is_alphabetic(),
        _ => false,
    }
}

/// `--quiet`, `-rf`.
fn is_option(core: &str) -> bool {
    let rest = core.trim_start_matches('-');
    rest.len() < core.len()
        && rest.starts_with(|c: char| c.is_ascii_alphabetic())
        && core.len() - rest.len() <= 2
}

/// `v2.1`, `1.2.3-beta`, `10.0.0.1`.
fn is_version(core: &str) -> bool {
    let digits = core.strip_prefix(['v', 'V']).unwrap_or(core);
    let marked = digits.len() < core.len();
    let number = digits.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let dots = digits[..number].matches('.').count();
    digits.starts_with(|c: char| c.is_ascii_digit()) && (marked || dots >= 2)
}

/// Eight hexadecimal digits or more, letters and digits mixed; also with the hyphens of a UUID.
fn is_hash(core: &str) -> bool {
    let hex = core.bytes().filter(u8::is_ascii_hexdigit).count();
    let changes = core
        .as_bytes()
        .windows(2)
        .filter(|w| w[0].is_ascii_digit() != w[1].is_ascii_digit() && w[0] != b'-' && w[1] != b'-')
        .count();
    hex >= 8 && changes >= 2 && core.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

/// `snake_case`, `a::b`, `x=1`, `{name}`, `a|b`, `->`.
fn is_code(core: &str) -> bool {
    let inner_underscore = core.as_bytes().windows(3).any(|w| {
        w[1] == b'_'
            && (w[0].is_ascii_alphanumeric() || w[0] == b'_')
            && (w[2].is_ascii_alphanumeric() || w[2] == b'_')
    });
    inner_underscore || core.contains(['=', '{', '}', '<', '>', '|', '^', '`', '~']) || core.contains("::")
}

/// `f()`, `list[]`, `[name](target`.
fn is_call(chunk: &str) -> bool {
    ["()", "[]", "]("].iter().any(|brackets| chunk.contains(brackets))
}

/// Endings that are no words, so that a sentence which starts without its space is no file.
const FILE_ENDINGS: [&str; 56] = [
    "avi", "bmp", "cfg", "conf", "cpp", "cs", "css", "csv", "dll", "doc", "docx", "epub", "exe", "gif", "gz",
    "hpp", "htm", "html", "ini", "ipynb", "jpeg", "jpg", "js", "json", "jsonl", "jsx", "kt", "md", "mjs",
    "mp3", "mp4", "odt", "otf", "pdf", "php", "png", "ppt", "pptx", "ps1", "py", "rb", "rs", "sql", "svg",
    "toml", "ts", "tsv", "tsx", "ttf", "txt", "wasm", "wav", "xls", "xlsx", "xml", "yml",
];

fn is_file_name(core: &str) -> bool {
    let ending = core.rsplit_once('.').filter(|(name, _)| !name.is_empty()).map(|(_, ending)| ending);
    ending.is_some_and(|ending| {
        FILE_ENDINGS.binary_search(&ending).is_ok()
            || ending.bytes().all(|b| b.is_ascii_uppercase())
                && FILE_ENDINGS.binary_search(&ending.to_ascii_lowercase().as_str()).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn protected(text: &str) -> Vec<&str> {
        spans(text).into_iter().map(|span| &text[span]).collect()
    }

    #[test]
    fn spans_of_markup() {
        for (text, found) in [
            ("plain < text > here", vec![]),
            ("a `b c` d ``e ` f`` `g", vec!["`b c`", "``e ` f``"]),
            ("`a\n\nb`", vec![]),
            ("x\n```rust\nlet a;\n```\ny", vec!["```rust\nlet a;\n```"]),
            ("x\n~~~\na\n~~~\n~~~\nopen", vec!["~~~\na\n~~~"]),
            ("see [it](http://a.b/c(d)) or (that)", vec!["(http://a.b/c(d))"]),
            (
                "a <b class=\"x\">c</b> <code>d e</code> 1 <2> x",
                vec!["<b class=\"x\">", "</b>", "<code>d e", "</code>"],
            ),
            ("<pre>never closed", vec!["<pre>"]),
        ] {
            assert_eq!(protected(text), found, "{text:?}");
        }
    }

    #[test]
    fn chunks() {
        for chunk in [
            "https://a.b/c",
            "(www.example.com)",
            "me@example.com,",
            "/usr/lib",
            "~/notes",
            "src/main.rs",
            "a/b/c",
            "C:\\Users",
            "@someone",
            "#tag",
            "$HOME",
            "--quiet",
            "-rf",
            "v2.1",
            "1.2.3-beta",
            "10.0.0.1",
            "9f86d081884c",
            "data.example.gov,",
            "USA.gov/path",
            "Example.com's",
            "snake_case",
            "a::b",
            "f()",
            "x=1",
            "readme.md",
            "PHOTO.JPG",
            "550e8400-e29b-41d4-a716-446655440000",
        ] {
            assert!(is_machine_made(chunk), "{chunk}");
        }
        for chunk in [
            "end.The",
            "short-lived,and",
            "November12",
            "and/orthe",
            "_emphasis_",
            "2.5billion",
            "said:the",
            "-",
            "—yes",
            "(EU)rules",
            "a\"modest\"",
            "1999added",
            "summer.It",
            "I/O",
            "AT&T",
            "so.",
            "@",
            "*bold*",
            "“quoted”",
        ] {
            assert!(!is_machine_made(chunk), "{chunk}");
        }
        assert!(FILE_ENDINGS.is_sorted());
    }
}
