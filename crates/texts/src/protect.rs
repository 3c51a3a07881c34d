//! What in a text is no prose, by its kind, beyond what the checker protects in every text: see `docs/cli.md`.
//!
//! A text is scanned part by part, in order: what is open at the end of a part goes on in the next one.

mod asciidoc;
mod code;
mod directive;
mod html;
mod latex;
mod lines;
mod markdown;
mod rst;
mod spans;
mod subtitles;

use std::ops::Range;

use crate::kind::Kind;
use crate::protect::directive::Directives;
use crate::protect::spans::Spans;

/// Finds what in a text is no prose.
#[derive(Debug, Clone)]
pub struct Scanner {
    syntax: Syntax,
    directives: Directives,
}

#[derive(Debug, Clone)]
enum Syntax {
    Text,
    Markdown(markdown::Markdown),
    Html(html::Html),
    Rst(rst::Rst),
    Asciidoc(asciidoc::Asciidoc),
    Latex(latex::Latex),
    Cues(subtitles::Cues),
    Dialogue(subtitles::Dialogue),
    Code(code::Code),
}

impl Scanner {
    /// Returns a scanner for the start of a text.
    pub fn new(kind: Kind) -> Scanner {
        let syntax = match kind {
            Kind::Text => Syntax::Text,
            Kind::Markdown => Syntax::Markdown(Default::default()),
            Kind::Html => Syntax::Html(Default::default()),
            Kind::Rst => Syntax::Rst(Default::default()),
            Kind::Asciidoc => Syntax::Asciidoc(Default::default()),
            Kind::Latex => Syntax::Latex(Default::default()),
            Kind::Cues => Syntax::Cues(Default::default()),
            Kind::Dialogue => Syntax::Dialogue(Default::default()),
            Kind::Code(family) => Syntax::Code(code::Code::new(family)),
        };
        Scanner { syntax, directives: Directives::default() }
    }

    /// Returns the ranges of the next part of the text that are not to be judged, in bytes of the part.
    pub fn scan(&mut self, part: &str) -> Vec<Range<usize>> {
        let mut spans = Spans::default();
        match &mut self.syntax {
            Syntax::Text => html::comments(part, &mut spans),
            Syntax::Markdown(markdown) => markdown.scan(part, &mut spans),
            Syntax::Html(html) => html.scan(part, &mut spans),
            Syntax::Rst(rst) => rst.scan(part, &mut spans),
            Syntax::Asciidoc(asciidoc) => asciidoc.scan(part, &mut spans),
            Syntax::Latex(latex) => latex.scan(part, &mut spans),
            Syntax::Cues(cues) => cues.scan(part, &mut spans),
            Syntax::Dialogue(dialogue) => dialogue.scan(part, &mut spans),
            Syntax::Code(code) => code.scan(part, &mut spans),
        }
        let Spans { mut protect, comments } = spans;
        self.directives.scan(part, &comments, &mut protect);
        protect
    }
}

#[cfg(test)]
mod tests;
