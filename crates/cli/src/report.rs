//! How findings are printed: for people, and in the formats of other programs.

mod diff;
mod json;
mod junit;
mod sarif;
mod text;
mod workflow;

pub(crate) use diff::unified;
pub(crate) use text::{clean, summary};

use unglue_texts::problem::Problem;

use crate::arguments::Format;
use crate::examine::Found;

/// A piece of output.
#[derive(Debug)]
pub(crate) enum Piece {
    /// Something of its own, which is separated from what was before it.
    Item(String),
    /// Something that goes on.
    More(String),
}

/// The outcome of a text, at its end.
#[derive(Debug, Default)]
pub(crate) struct End<'e> {
    pub fixed: Option<String>,
    pub problem: Option<&'e Problem>,
}

/// Prints in a format.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reporter {
    pub format: Format,
    pub has_colour: bool,
}

impl Reporter {
    /// Returns what stands before all answers.
    pub(crate) fn begin(self) -> String {
        match self.format {
            Format::Json => json::BEGIN.into(),
            Format::Sarif => sarif::begin(),
            Format::Rdjson => workflow::RDJSON_BEGIN.into(),
            Format::Junit => junit::BEGIN.into(),
            Format::Text | Format::Ndjson | Format::Github => String::new(),
        }
    }

    /// Returns what stands between two items.
    pub(crate) fn separator(self) -> &'static str {
        match self.format {
            Format::Json | Format::Sarif | Format::Rdjson => ",\n",
            Format::Text | Format::Ndjson | Format::Github | Format::Junit => "",
        }
    }

    /// Returns what stands behind all answers; `problems` are those of the texts that could not be read.
    pub(crate) fn end(self, problems: &[Problem]) -> String {
        match self.format {
            Format::Json => json::END.into(),
            Format::Sarif => sarif::end(problems),
            Format::Rdjson => workflow::RDJSON_END.into(),
            Format::Junit => junit::END.into(),
            Format::Text | Format::Ndjson | Format::Github => String::new(),
        }
    }

    /// Returns a report on a text.
    pub(crate) fn text<'n>(self, name: &'n str) -> TextReport<'n> {
        TextReport { reporter: self, name, has_begun: false, found: 0, junit: String::new() }
    }
}

/// The report on one text.
pub(crate) struct TextReport<'n> {
    reporter: Reporter,
    name: &'n str,
    has_begun: bool,
    found: usize,
    /// The findings so far: JUnit wants to know their number first.
    junit: String,
}

impl TextReport<'_> {
    /// Appends what is found in a part of the text.
    pub(crate) fn found(&mut self, part: &str, found: &Found, out: &mut Vec<Piece>) {
        let name = self.name;
        self.found += 1;
        match self.reporter.format {
            Format::Text => {
                out.push(Piece::Item(text::describe(name, part, found, self.reporter.has_colour)))
            }
            Format::Json => {
                self.begin(out);
                let comma = if self.found > 1 { "," } else { "" };
                out.push(Piece::More(format!("{comma}{}", json::diagnostic(part, found))));
            }
            Format::Ndjson => out.push(Piece::Item(json::line(name, part, found))),
            Format::Github => out.push(Piece::Item(workflow::annotation(name, found))),
            Format::Sarif => out.push(Piece::Item(sarif::result(name, part, found))),
            Format::Rdjson => out.push(Piece::Item(workflow::rdjson(name, found))),
            Format::Junit => self.junit += &junit::case(name, found),
        }
    }

    fn begin(&mut self, out: &mut Vec<Piece>) {
        if !std::mem::replace(&mut self.has_begun, true) {
            out.push(Piece::Item(json::begin_text(self.name)));
        }
    }

    /// Appends what stands behind the findings of the text.
    pub(crate) fn end(mut self, end: End, out: &mut Vec<Piece>) {
        let name = self.name;
        match (self.reporter.format, end.problem) {
            (Format::Json, Some(problem)) if !self.has_begun => {
                out.push(Piece::Item(json::problem(name, problem)));
            }
            (Format::Json, problem) => {
                self.begin(out);
                out.push(Piece::More(json::end_text(end.fixed.as_deref(), problem)));
            }
            (Format::Junit, problem) => {
                out.push(Piece::Item(junit::suite(name, self.found, &self.junit, problem)));
            }
            (_, None) | (Format::Text | Format::Sarif, _) => {}
            (Format::Ndjson, Some(problem)) => {
                out.push(Piece::Item(json::problem(name, problem) + "\n"));
            }
            (Format::Github, Some(problem)) => out.push(Piece::Item(workflow::error(name, problem))),
            (Format::Rdjson, Some(problem)) => out.push(Piece::Item(workflow::rdjson_error(name, problem))),
        }
    }
}
