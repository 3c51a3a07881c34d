//! The protected parts of one chunk, the text between two white spaces.

use std::ops::Range;

use crate::text::entity::entity;
use crate::text::protect::address::{ENDINGS, addresses};
use crate::text::ranges::merge;

/// Marks that end a sentence or a part of one, behind which the next word may lack its space.
const JOINTS: [char; 7] = ['.', '!', '?', ',', ';', ':', ')'];

/// Returns the protected parts of a chunk of a text, sorted and apart: addresses, entities, and of what is left the parts
/// that are machine-made. `taken` are the parts that are protected already, sorted and apart. `is_frequent` tells whether
/// a word is among the most frequent ones. All offsets are bytes of the text.
///
/// ```text
/// site(https://a.b/c).Many   →  https://a.b/c
/// specific\_module           →  \_module
/// x=1,and                    →  x=1
/// ```
pub(crate) fn protected_parts(
    text: &str,
    chunk: Range<usize>,
    taken: Vec<Range<usize>>,
    is_frequent: &dyn Fn(&str) -> bool,
) -> Vec<Range<usize>> {
    let mut parts = taken;
    for piece in between(&parts, &chunk) {
        addresses(text, piece, is_frequent, &mut parts);
    }
    parts = merge(parts);
    for piece in between(&parts, &chunk) {
        if entities(text, &chunk, piece, &mut parts) {
            return vec![chunk];
        }
    }
    parts = merge(parts);
    for part in parts.iter_mut().filter(|part| text[part.start..].starts_with('<')) {
        *part = joined(text, &chunk, part);
    }
    parts = merge(parts);
    for piece in between(&parts, &chunk) {
        machine_made(text, piece, is_frequent, &mut parts);
    }
    close_up(text, merge(parts))
}

/// Returns what is between `ranges`, which are sorted and apart and lie within `outer`.
fn between(ranges: &[Range<usize>], outer: &Range<usize>) -> Vec<Range<usize>> {
    let starts = [outer.start].into_iter().chain(ranges.iter().map(|range| range.end));
    let ends = ranges.iter().map(|range| range.start).chain([outer.end]);
    starts.zip(ends).filter(|(start, end)| start < end).map(|(start, end)| start..end).collect()
}

/// Returns `ranges` with those merged between which there is no letter or digit: what is missing between two addresses
/// or two parts of code cannot be told.
fn close_up(text: &str, ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut closed: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match closed.last_mut() {
            Some(last) if !text[last.end..range.start].contains(char::is_alphanumeric) => {
                last.end = range.end
            }
            _ => closed.push(range),
        }
    }
    closed
}

/// Appends the entities of a piece of a chunk. One that is part of a word protects the whole word: `caf&eacute;s`.
/// Returns whether one stands for a character of code, which makes all of the chunk code.
fn entities(text: &str, chunk: &Range<usize>, piece: Range<usize>, parts: &mut Vec<Range<usize>>) -> bool {
    let mut at = piece.start;
    while let Some(next) = text[at..piece.end].find('&') {
        at += next;
        let Some(entity) = entity(&text[at..piece.end]) else {
            at += 1;
            continue;
        };
        if "<>={}|^`~/\\".contains(entity.stands_for) {
            return true;
        }
        let end = at + entity.len;
        parts.push(if entity.joins() { word_around(text, chunk, at..end) } else { at..end });
        at = end;
    }
    false
}

/// Returns a range with the letters and digits on both sides of it that lie within a chunk.
fn word_around(text: &str, chunk: &Range<usize>, range: Range<usize>) -> Range<usize> {
    let (before, behind) = (&text[chunk.start..range.start], &text[range.end..chunk.end]);
    let start = chunk.start + before.trim_end_matches(char::is_alphanumeric).len();
    start..chunk.end - behind.trim_start_matches(char::is_alphanumeric).len()
}

/// Returns the range of a tag, with the letters and digits on both sides of it if it has some on both: it stands inside
/// a word, in which nothing is missing, as in `H<sub>2</sub>O`. What is no element of HTML is the parameter of the type
/// before it: `Vec<String>`.
fn joined(text: &str, chunk: &Range<usize>, tag: &Range<usize>) -> Range<usize> {
    let word = word_around(text, chunk, tag.clone());
    let name = text[tag.start..].trim_start_matches(['<', '/']);
    let name = &name[..name.bytes().take_while(u8::is_ascii_alphanumeric).count()];
    let is_element = || ELEMENTS.iter().any(|element| element.eq_ignore_ascii_case(name));
    if word.start == tag.start {
        tag.clone()
    } else if !is_element() {
        let path = text[chunk.start..tag.start]
            .trim_end_matches(|c: char| c.is_alphanumeric() || c == ':' || c == '_');
        chunk.start + path.len()..word.end
    } else if word.end > tag.end {
        word
    } else {
        tag.clone()
    }
}

/// The elements of HTML that writers use.
const ELEMENTS: [&str; 66] = [
    "a",
    "abbr",
    "b",
    "big",
    "blockquote",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "label",
    "li",
    "mark",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
];

/// Appends the machine-made parts of a piece of a chunk, which is divided at the words of a sentence that runs into it.
fn machine_made(
    text: &str,
    piece: Range<usize>,
    is_frequent: &dyn Fn(&str) -> bool,
    parts: &mut Vec<Range<usize>>,
) {
    let text = &text[piece.clone()];
    escaped_names(text, piece.start, parts);
    let mut start = 0;
    let ends: Vec<usize> = joints(text, is_frequent).chain([text.len()]).collect();
    for end in ends {
        let part = &text[start..end];
        if is_machine_made(part) {
            let core = trim(part);
            let from = piece.start + start + (core.as_ptr() as usize - part.as_ptr() as usize);
            parts.push(from..from + core.len());
        }
        start = end;
    }
}

/// Returns the offsets at which a sentence goes on in a machine-made text: before a dash, and before a frequent word
/// that has a mark before it and a mark or nothing behind. Behind a full stop the word has a capital.
fn joints<'t>(text: &'t str, is_frequent: &'t dyn Fn(&str) -> bool) -> impl Iterator<Item = usize> + 't {
    text.char_indices().filter_map(move |(at, c)| {
        if c == '—' {
            return Some(at);
        }
        if !JOINTS.contains(&c) {
            return None;
        }
        let behind = &text[at + 1..];
        let window = behind.as_bytes().iter().take(16).take_while(|b| b.is_ascii_alphabetic()).count();
        let (word, rest) = behind.split_at(window);
        let is_start = word.starts_with(|c: char| c.is_ascii_uppercase()) == matches!(c, '.' | '!' | '?');
        let ends = rest.is_empty() || rest.starts_with(JOINTS) || rest.starts_with(['”', '"', '—', '’']);
        (word.len() > 1 && is_start && ends && is_frequent(word)).then_some(at + 1)
    })
}

/// Appends the names whose underscores are escaped, from the first escape on: `specific\_module`. The token before it is
/// left to be judged, since another word may have run into it.
fn escaped_names(text: &str, offset: usize, parts: &mut Vec<Range<usize>>) {
    let mut at = 0;
    while let Some(next) = text[at..].find("\\_") {
        let start = at + next;
        let name = text[start..].trim_start_matches(|c: char| c.is_alphanumeric() || "\\_.".contains(c));
        at = text.len() - name.len();
        parts.push(offset + start..offset + at);
    }
}

/// Returns whether a text without white space is machine-made rather than prose.
///
/// Each kind must be impossible as a merge, since a protected part is never judged: "readme.md" is protected because
/// no sentence starts with "md"; "summer.It", "and/or", "I/O" and "AT&T" are not. Where a text could be either, the
/// ensembles weigh features of it instead. The kinds are tried on the text without the brackets, quotes and
/// punctuation of the sentence around it; only [`is_call`] needs the brackets.
fn is_machine_made(text: &str) -> bool {
    let core = trim(text);
    [is_address, is_path, is_tag, is_option, is_version, is_hash, is_code, is_file_name, is_percent_encoded]
        .iter()
        .any(|is| is(core))
        || is_call(text)
}

/// Returns a text without the brackets, quotes and marks of its sentence.
fn trim(text: &str) -> &str {
    text.trim_start_matches(['(', '[', '{', '"', '\'', '“', '‘', '*', '_', '«', '¡', '¿', '—', '–', '>'])
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
        || has_command(core)
}

/// Returns whether a text has a backslash that is no escape of Markdown: `C:\Users`, `\alpha`.
fn has_command(core: &str) -> bool {
    let mut behind = core.split('\\').skip(1);
    behind.any(|rest| !rest.starts_with(ESCAPED))
}

/// What Markdown escapes. Other marks behind a backslash are more often commands of TeX.
pub(crate) const ESCAPED: [char; 10] = ['.', '_', '*', '!', '#', '&', '%', '$', '+', '>'];

/// `Active%20contour`: at least one byte in hexadecimal digits behind a letter.
fn is_percent_encoded(core: &str) -> bool {
    core.as_bytes().windows(4).any(|w| {
        w[1] == b'%'
            && !w[0].is_ascii_digit()
            && w[2].is_ascii_hexdigit()
            && w[3].is_ascii_hexdigit()
            && (w[2].is_ascii_digit() || w[2].is_ascii_uppercase())
    })
}

/// `@handle`, `#tag`, `$variable`, `%s`; `&name`, if nothing but a name follows.
fn is_tag(core: &str) -> bool {
    let mut chars = core.chars();
    let sigil = chars.next();
    let next = chars.next().unwrap_or(' ');
    match sigil {
        Some('@' | '#') => next.is_alphanumeric(),
        Some('$' | '%') => next.is_alphabetic(),
        Some('&') => {
            next.is_alphabetic()
                && !core[1..].contains(|c: char| !c.is_ascii_alphanumeric() && !"_.[]()".contains(c))
        }
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
            "&name",
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
            "&Rules’’printed",
        ] {
            assert!(!is_machine_made(chunk), "{chunk}");
        }
        assert!(FILE_ENDINGS.is_sorted());
    }

    #[test]
    fn parts() {
        for (chunk, expected) in [
            ("site(https://example.org/a/b).Manyof", vec!["https://example.org/a/b"]),
            ("jane@example.org,and", vec!["jane@example.org"]),
            ("a@b.org,c@d.org", vec!["a@b.org,c@d.org"]),
            ("2024\\.These", vec![]),
            ("onespecific\\_module", vec!["\\_module"]),
            ("C:\\Users.The", vec!["C:\\Users"]),
            ("\\textbf{so}", vec!["\\textbf{so"]),
            ("x=1,and", vec!["x=1"]),
            ("f(x=1)and", vec!["f(x=1"]),
            ("x=Foo.Thing", vec!["x=Foo.Thing"]),
            ("src/main.rs.The", vec!["src/main.rs"]),
            ("a_b—theother", vec!["a_b"]),
            ("off&mdash;and", vec!["&mdash;"]),
            ("caf&eacute;s", vec!["caf&eacute;s"]),
            ("don&rsquo;t", vec!["don&rsquo;t"]),
            ("&lt;b&gt;so", vec!["&lt;b&gt;so"]),
            ("Active%20contour%20models", vec!["Active%20contour%20models"]),
            ("20%20of", vec![]),
            ("f().The", vec!["f("]),
            ("prose,so", vec![]),
        ] {
            let is_frequent = |word: &str| ["the", "and", "of"].contains(&&*word.to_lowercase());
            let parts = protected_parts(chunk, 0..chunk.len(), Vec::new(), &is_frequent);
            let parts: Vec<_> = parts.into_iter().map(|part| &chunk[part]).collect();
            assert_eq!(parts, expected, "{chunk}");
        }
    }

    #[test]
    fn parts_beside_tags() {
        for (chunk, taken, expected) in [
            ("H<sub>2</sub>O", vec!["<sub>", "</sub>"], "H<sub>2</sub>O"),
            ("<b>thereare</b>", vec!["<b>", "</b>"], "<b> </b>"),
            ("un<b>believ</b>able", vec!["<b>", "</b>"], "un<b>believ</b>able"),
            ("std::vector<int>", vec!["<int>"], "std::vector<int>"),
            ("notes](a.md)for", vec!["(a.md)"], "(a.md)"),
        ] {
            let range = |part: &str| chunk.find(part).map(|at| at..at + part.len());
            let taken = taken.into_iter().filter_map(range).collect();
            let parts = protected_parts(chunk, 0..chunk.len(), taken, &|_| false);
            assert_eq!(parts.into_iter().map(|part| &chunk[part]).collect::<Vec<_>>().join(" "), expected);
        }
    }
}
