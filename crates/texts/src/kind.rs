//! Kinds of text: which files are read, and how.

use std::path::Path;

use crate::family::Family;
use crate::names::KindName;

/// A kind of text. It says what in a text is no prose, see [`Scanner`](crate::protect::Scanner).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// reStructuredText.
    Rst,
    /// AsciiDoc.
    Asciidoc,
    /// LaTeX.
    Latex,
    /// SubRip and WebVTT: cues with a line of times.
    Cues,
    /// SubStation Alpha: a dialogue a line.
    Dialogue,
    /// Comments of source code.
    Code(Family),
}

/// Endings of names, and the kind of such files.
const ENDINGS: [(&str, Kind); 24] = [
    ("txt", Kind::Text),
    ("text", Kind::Text),
    ("md", Kind::Markdown),
    ("markdown", Kind::Markdown),
    ("mdown", Kind::Markdown),
    ("mkd", Kind::Markdown),
    ("mdx", Kind::Markdown),
    ("qmd", Kind::Markdown),
    ("rmd", Kind::Markdown),
    ("html", Kind::Html),
    ("htm", Kind::Html),
    ("xhtml", Kind::Html),
    ("rst", Kind::Rst),
    ("rest", Kind::Rst),
    ("adoc", Kind::Asciidoc),
    ("asciidoc", Kind::Asciidoc),
    ("tex", Kind::Latex),
    ("latex", Kind::Latex),
    ("ltx", Kind::Latex),
    ("srt", Kind::Cues),
    ("vtt", Kind::Cues),
    ("webvtt", Kind::Cues),
    ("ass", Kind::Dialogue),
    ("ssa", Kind::Dialogue),
];

/// Names without an ending that are texts all the same.
const NAMES: [&str; 12] = [
    "readme",
    "license",
    "licence",
    "copying",
    "changelog",
    "changes",
    "news",
    "authors",
    "contributing",
    "notice",
    "todo",
    "install",
];

impl Kind {
    /// Returns the kind of a file by its name; `None` if it is none that is checked unasked.
    pub fn of_name(path: &Path) -> Option<Kind> {
        let lower = |name: &std::ffi::OsStr| name.to_string_lossy().to_ascii_lowercase();
        match path.extension().map(lower) {
            Some(ending) => ENDINGS.iter().find(|(known, _)| *known == ending).map(|&(_, kind)| kind),
            None => {
                let name = path.file_name().map(lower)?;
                NAMES.contains(&name.as_str()).then_some(Kind::Text)
            }
        }
    }

    /// Returns the kind of a file of source code by the ending of its name.
    pub fn of_code(path: &Path) -> Option<Kind> {
        let ending = path.extension()?.to_string_lossy().to_ascii_lowercase();
        Family::of_ending(&ending).map(Kind::Code)
    }

    /// Returns the kind that a user named, of a file of this name.
    pub fn named(name: KindName, path: &Path) -> Kind {
        match name {
            KindName::Text => Kind::Text,
            KindName::Markdown => Kind::Markdown,
            KindName::Html => Kind::Html,
            KindName::Rst => Kind::Rst,
            KindName::Asciidoc => Kind::Asciidoc,
            KindName::Latex => Kind::Latex,
            KindName::Subtitles => {
                Kind::of_name(path).filter(|kind| *kind == Kind::Dialogue).unwrap_or(Kind::Cues)
            }
            KindName::Code => Kind::of_code(path).unwrap_or(Kind::Code(Family::Slashes)),
        }
    }

    /// Returns the kind of a file of this name by the name that editors give its language.
    pub fn of_language(language: &str, path: &Path) -> Option<Kind> {
        let name = match language {
            "plaintext" | "text" | "txt" | "gitcommit" | "git-commit" | "mail" => KindName::Text,
            "markdown" | "mdx" | "quarto" | "rmd" | "pandoc" | "vimwiki" => KindName::Markdown,
            "html" | "xhtml" => KindName::Html,
            "restructuredtext" | "rst" => KindName::Rst,
            "asciidoc" | "asciidoctor" => KindName::Asciidoc,
            "latex" | "tex" | "plaintex" => KindName::Latex,
            "subtitles" | "srt" | "vtt" | "webvtt" => KindName::Subtitles,
            _ => return None,
        };
        Some(Kind::named(name, path))
    }

    /// Returns how messages name it.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Markdown => "Markdown",
            Kind::Html => "HTML",
            Kind::Rst => "reStructuredText",
            Kind::Asciidoc => "AsciiDoc",
            Kind::Latex => "LaTeX",
            Kind::Cues | Kind::Dialogue => "subtitles",
            Kind::Code(_) => "comments of code",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_by_names() {
        for (name, kind) in [
            ("a.md", Some(Kind::Markdown)),
            ("a/B.HTML", Some(Kind::Html)),
            ("README", Some(Kind::Text)),
            ("a.ass", Some(Kind::Dialogue)),
            ("Makefile", None),
            ("a.rs", None),
            // A signature, as often as not.
            ("a.asc", None),
        ] {
            assert_eq!(Kind::of_name(Path::new(name)), kind, "{name}");
        }
        assert_eq!(Kind::of_code(Path::new("a.rs")), Some(Kind::Code(Family::Slashes)));
        assert_eq!(Kind::named(KindName::Subtitles, Path::new("a.ssa")), Kind::Dialogue);
        assert_eq!(Kind::named(KindName::Subtitles, Path::new("a.txt")), Kind::Cues);
    }
}
