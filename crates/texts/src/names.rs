//! The names of kinds and modes, at the command line and in the configuration.

/// The modes of the checker, as they are named at the command line and in the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ModeName {
    /// A text that somebody writes.
    Editor,
    /// A ruined or pasted text, to be repaired as a whole.
    Document,
}

/// The kinds of text, as they are named at the command line and in the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "clap", value(rename_all = "lowercase"))]
pub enum KindName {
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
    /// Subtitles: SubRip, WebVTT, SubStation Alpha.
    Subtitles,
    /// The comments of source code.
    Code,
}
