//! Protected text, which is never judged: code, markup, addresses, machine-made names.
//!
//! [`spans`] finds the kinds that may contain white space, within one paragraph; [`markup`](crate::text::markup) has
//! those that reach over paragraphs. [`is_machine_made`] classifies one chunk (the text between two white spaces) and
//! is called only for chunks with a flagged token or gap. Each kind is one small function over a bounded range of text.

use std::ops::Range;

use crate::text::markup::{MAX_TAG_BYTES, run_of, tag};

/// Returns the code spans, HTML tags and link targets of a paragraph, in order, not overlapping. They never reach into
/// `taken`, the ranges that are protected already, sorted and apart. All offsets are bytes of the paragraph.
pub(crate) fn spans(paragraph: &str, taken: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let starts = [0].into_iter().chain(taken.iter().map(|range| range.end));
    let ends = taken.iter().map(|range| range.start).chain([paragraph.len()]);
    for (start, end) in starts.zip(ends) {
        let mut scan = Scan { bytes: &paragraph.as_bytes()[..end], unclosed: 0 };
        let mut at = start;
        while at < end {
            let (is_span, behind) = match scan.bytes[at] {
                b'`' => scan.code_span(at),
                b'<' => tag(&scan.bytes[at..]).map_or((false, at + 1), |length| (true, at + length)),
                b'(' | b'[' => scan.link_target(at),
                _ => (false, at + 1),
            };
            if is_span {
                spans.push(at..behind);
            }
            at = behind;
        }
    }
    spans
}

/// A scan over a range of text. It remembers failed searches, so that each is made once and the scan stays linear.
struct Scan<'t> {
    bytes: &'t [u8],
    /// The lengths of backtick runs without a closing run, as a bit set.
    unclosed: u64,
}

impl Scan<'_> {
    /// Reads a code span: a run of backticks up to the next run of the same length. Returns whether there is one, and
    /// the offset behind it (behind the opening run if there is none).
    fn code_span(&mut self, at: usize) -> (bool, usize) {
        let length = run_of(self.bytes, at);
        let text = (false, at + length);
        if length > 63 || self.unclosed & 1 << length != 0 {
            return text;
        }
        let mut from = at + length;
        while let Some(next) = self.bytes[from..].iter().position(|&b| b == b'`') {
            let run = run_of(self.bytes, from + next);
            from += next + run;
            if run == length {
                return (true, from);
            }
        }
        self.unclosed |= 1 << length;
        text
    }

    /// Reads a link target: the text behind `](` or `][`, up to its closing bracket on the same line. Returns the same
    /// as [`code_span`](Self::code_span).
    fn link_target(&self, at: usize) -> (bool, usize) {
        let text = (false, at + 1);
        if at == 0 || self.bytes[at - 1] != b']' {
            return text;
        }
        let (open, close) = if self.bytes[at] == b'(' { (b'(', b')') } else { (b'[', b']') };
        let mut depth = 0usize;
        for (i, &b) in self.bytes[at..].iter().take(MAX_TAG_BYTES).enumerate() {
            match b {
                b'\n' => return text,
                b if b == open => depth += 1,
                b if b == close => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return (true, at + i + 1);
            }
        }
        text
    }
}

/// Returns whether a chunk, a text without white space, is machine-made rather than prose.
///
/// Each kind must be impossible as a merge, since a protected chunk is never judged: "readme.md" is protected because
/// no sentence starts with "md"; "summer.It", "and/or", "I/O" and "AT&T" are not. Where a chunk could be either, the
/// ensembles weigh features of it instead. The kinds are tried on the chunk without the brackets, quotes and
/// punctuation of the sentence around it; only [`is_call`] needs the brackets.
pub(crate) fn is_machine_made(chunk: &str) -> bool {
    let core = trim(chunk);
    [is_address, is_path, is_tag, is_option, is_version, is_hash, is_code, is_file_name]
        .iter()
        .any(|is| is(core))
        || is_call(chunk)
}

/// Returns a chunk without the brackets, quotes and marks of its sentence.
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

/// `example.com`, `data.example.gov/path`: only with endings that no sentence starts with.
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

/// Eight or more hexadecimal digits, letters and digits mixed; hyphens as in a UUID are allowed.
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

/// Endings that are not words, so that a sentence without a space before it is no file name.
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

    #[test]
    fn spans_of_markup() {
        for (text, found) in [
            ("plain < text > here", vec![]),
            ("a `b c` d ``e ` f`` `g", vec!["`b c`", "``e ` f``"]),
            ("see [it](http://a.b/c(d)) or [that][one] (or)", vec!["(http://a.b/c(d))", "[one]"]),
            ("a <b class=\"x\">c</b> <1> <2> x", vec!["<b class=\"x\">", "</b>"]),
            ("`a TAKEN b c `d`", vec!["`d`"]),
        ] {
            let taken: Vec<_> = text.find("TAKEN").map(|at| at..at + 5).into_iter().collect();
            let spans = spans(text, &taken);
            assert_eq!(spans.into_iter().map(|span| &text[span]).collect::<Vec<_>>(), found, "{text:?}");
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
