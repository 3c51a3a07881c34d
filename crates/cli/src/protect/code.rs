//! Source code: everything but its comments is protected.

use super::Spans;

/// How a language writes comments and strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    /// `// …`, `/* … */`
    Slashes,
    /// `# …`
    Hash,
    /// `# …`, and strings in three quotation marks, which document
    Python,
    /// `-- …`
    Dashes,
    /// `; …`
    Semicolon,
    /// `% …`
    Percent,
}

impl Family {
    /// Returns how the language is written whose files end so.
    pub(crate) fn of_ending(ending: &str) -> Option<Family> {
        Some(match ending {
            "c" | "h" | "cc" | "cpp" | "cxx" | "hh" | "hpp" | "cs" | "css" | "dart" | "go" | "java"
            | "js" | "cjs" | "mjs" | "jsx" | "kt" | "kts" | "less" | "m" | "mm" | "php" | "proto" | "rs"
            | "scala" | "scss" | "swift" | "ts" | "mts" | "cts" | "tsx" | "zig" => Family::Slashes,
            "bash" | "cmake" | "ex" | "exs" | "jl" | "nix" | "pl" | "pm" | "ps1" | "r" | "rb" | "sh"
            | "tcl" | "tf" | "toml" | "yaml" | "yml" | "zsh" => Family::Hash,
            "py" | "pyi" | "pyx" => Family::Python,
            "ada" | "adb" | "ads" | "elm" | "hs" | "lua" | "sql" | "vhd" => Family::Dashes,
            "asm" | "clj" | "cljs" | "el" | "lisp" | "scm" => Family::Semicolon,
            "erl" | "hrl" | "pro" => Family::Percent,
            _ => return None,
        })
    }

    /// What starts a comment that ends with its line.
    fn line(self) -> &'static str {
        match self {
            Family::Slashes => "//",
            Family::Hash | Family::Python => "#",
            Family::Dashes => "--",
            Family::Semicolon => ";",
            Family::Percent => "%",
        }
    }

    /// What a comment over lines, or a string that documents, stands between.
    fn block(self) -> Option<[&'static str; 2]> {
        match self {
            Family::Slashes => Some(["/*", "*/"]),
            Family::Python => Some(["\"\"\"", "\"\"\""]),
            Family::Dashes => Some(["{-", "-}"]),
            _ => None,
        }
    }

    /// The quotation marks of strings that end with their line at the latest.
    fn quotes(self) -> &'static [u8] {
        match self {
            // An apostrophe alone is a quotation, a lifetime or a symbol.
            Family::Dashes | Family::Semicolon | Family::Percent | Family::Slashes => b"\"",
            Family::Hash | Family::Python => b"\"'",
        }
    }
}

/// A scanner of source code.
#[derive(Debug, Clone)]
pub(super) struct Code {
    family: Family,
    in_block: bool,
}

impl Code {
    pub(super) fn new(family: Family) -> Code {
        Code { family, in_block: false }
    }

    pub(super) fn scan(&mut self, part: &str, spans: &mut Spans) {
        let (mut at, mut code) = (0, 0);
        while at < part.len() {
            if self.in_block {
                spans.protect(code..at);
                at = self.block(part, at, spans);
                code = at;
                continue;
            }
            let rest = &part[at..];
            let byte = part.as_bytes()[at];
            if rest.starts_with(self.family.line()) {
                let end = memchr::memchr(b'\n', rest.as_bytes()).map_or(part.len(), |end| at + end);
                let body = at + leader(&part[at..end]);
                spans.protect(code..body);
                spans.comments.push(body..end);
                (at, code) = (end, end);
            } else if self.family.block().is_some_and(|[open, _]| rest.starts_with(open)) {
                at += self.family.block().map_or(0, |[open, _]| open.len());
                self.in_block = true;
            } else if self.family.quotes().contains(&byte) {
                at += string(rest);
            } else {
                at += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
        spans.protect(code..part.len());
    }

    /// Reads a comment over lines up to its end, which is returned. The stars at the start of its lines are protected.
    fn block(&mut self, part: &str, at: usize, spans: &mut Spans) -> usize {
        let close = self.family.block().map_or("", |[_, close]| close);
        let end = memchr::memmem::find(&part.as_bytes()[at..], close.as_bytes()).map(|found| at + found);
        self.in_block = end.is_none();
        let end = end.unwrap_or(part.len());
        spans.comments.push(at..end);
        for line in super::lines::lines(&part[at..end]) {
            let length = leader(line.text);
            spans.protect(at + line.at..at + line.at + length);
        }
        end
    }
}

/// Returns how much of a line of a comment is no text: white space and the marks of comments.
fn leader(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t', '/', '*', '#', '!', '-', ';', '%']).len()
}

/// Returns the length of a string at the start of `text`, which ends with its line at the latest.
fn string(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() && bytes[at] != bytes[0] && bytes[at] != b'\n' {
        at += 1 + usize::from(bytes[at] == b'\\' && bytes.get(at + 1).is_some_and(u8::is_ascii));
    }
    (at + 1).min(bytes.len())
}
