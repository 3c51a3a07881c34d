//! A text that a client has open.

use std::ops::Range;
use std::path::PathBuf;
use std::rc::Rc;

use gen_lsp_types::{TextDocumentContentChangeEvent, Uri};
use unglue::{Diagnostic, Document, Edit, Text};
use unglue_texts::kind::Kind;
use unglue_texts::problem::Problem;
use unglue_texts::protect::Scanner;

use crate::place::{Encoding, offset_of};
use crate::project::Project;
use crate::uri::path_of;

/// A text that is open, as it stands in the client.
pub(crate) struct OpenText {
    pub uri: Uri,
    /// Where it lies, if it is a file.
    pub path: Option<PathBuf>,
    pub language: String,
    pub version: i32,
    /// How many texts were opened before: a text may be opened again with the version of another one.
    pub opened: u64,
    /// Counts what may change its diagnostics.
    pub state: u64,
    /// Whether the client has not been told what was found in this state.
    pub is_due: bool,
    pub project: Rc<Project>,
    body: Body,
}

/// A text, with or without diagnostics.
enum Body {
    /// One of a kind that is not checked.
    Plain(String),
    Checked(Box<Checked>),
}

struct Checked {
    kind: Kind,
    document: Document,
    /// What in it is no prose, as the document has it.
    protect: Vec<Range<usize>>,
}

impl OpenText {
    pub(crate) fn new(
        uri: Uri,
        language: String,
        version: i32,
        opened: u64,
        text: String,
        project: Rc<Project>,
    ) -> OpenText {
        let path = path_of(&uri.0);
        let body = Body::new(text, project.kind_of(path.as_deref(), &language), &project);
        OpenText { uri, path, language, version, opened, state: 0, is_due: true, project, body }
    }

    /// Has it judged as its project is now.
    pub(crate) fn set_project(&mut self, project: Rc<Project>) {
        let kind = project.kind_of(self.path.as_deref(), &self.language);
        self.body = Body::new(self.text().to_owned(), kind, &project);
        self.project = project;
        self.touch();
    }

    /// Has the client told anew what is found.
    pub(crate) fn touch(&mut self) {
        self.state += 1;
        self.is_due = true;
    }

    pub(crate) fn text(&self) -> &str {
        match &self.body {
            Body::Plain(text) => text,
            Body::Checked(checked) => checked.document.text(),
        }
    }

    /// Makes the changes that a client tells, each of the text that the one before left.
    pub(crate) fn change(
        &mut self,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) {
        for change in changes {
            let text = self.text();
            let (range, insert) = match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    let [a, b] =
                        [part.range.start, part.range.end].map(|place| offset_of(text, encoding, place));
                    (a.min(b)..a.max(b), part.text)
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                    (0..text.len(), whole.text)
                }
            };
            self.body.edit(&Edit { range, insert });
        }
        if let Body::Checked(checked) = &mut self.body {
            checked.scan_again(&self.project);
        }
        self.version = version;
        self.touch();
    }

    /// Goes on with the check until `pause` returns true. Returns whether all is found.
    pub(crate) fn work(&mut self, pause: &mut dyn FnMut() -> bool) -> bool {
        match &mut self.body {
            Body::Plain(_) => true,
            Body::Checked(checked) => checked.document.run(pause).is_ready(),
        }
    }

    /// Returns what is found in it, with the text.
    pub(crate) fn found(&mut self) -> (&str, Vec<Diagnostic>) {
        let found = match &mut self.body {
            Body::Plain(_) => Vec::new(),
            Body::Checked(checked) => checked.document.diagnostics().to_vec(),
        };
        (self.text(), found)
    }

    /// Returns the edits of all that may be fixed without asking.
    pub(crate) fn fixes(&self) -> Vec<Edit> {
        match &self.body {
            Body::Plain(_) => Vec::new(),
            Body::Checked(checked) => {
                let text = protected(checked.document.text().to_owned(), &checked.protect, &self.project);
                self.project.judge.checker.fixes(text)
            }
        }
    }
}

impl Body {
    fn new(text: String, kind: Option<Kind>, project: &Project) -> Body {
        let Some(kind) = kind else { return Body::Plain(text) };
        let protect = Scanner::new(kind).scan(&text);
        let document = open(text, &protect, project);
        Body::Checked(Box::new(Checked { kind, document, protect }))
    }

    fn edit(&mut self, edit: &Edit) {
        match self {
            Body::Plain(text) => text.replace_range(edit.range.clone(), &edit.insert),
            Body::Checked(checked) => checked.edit(edit),
        }
    }
}

impl Checked {
    fn edit(&mut self, edit: &Edit) {
        self.document.begin_edit(edit).expect("the range was found in this text");
        self.protect = self.protect.iter().map(|range| moved(range, edit)).collect();
    }

    /// Opens the text anew if something else in it is no prose now than what moved with the edits.
    fn scan_again(&mut self, project: &Project) {
        let protect = Scanner::new(self.kind).scan(self.document.text());
        if protect != self.protect {
            self.document = open(self.document.text().to_owned(), &protect, project);
            self.protect = protect;
        }
    }
}

/// What no scanner returns: a range that an edit touched, so that what became of it is not known.
const TOUCHED: Range<usize> = usize::MAX..usize::MAX;

/// Returns a range after an edit.
fn moved(range: &Range<usize>, edit: &Edit) -> Range<usize> {
    let by = |at: usize| at + edit.insert.len() - edit.range.len();
    let Range { start, end } = *range;
    match (start, end) {
        _ if *range == TOUCHED => TOUCHED,
        _ if end < edit.range.start => start..end,
        _ if edit.range.end < start => by(start)..by(end),
        _ if start < edit.range.start && edit.range.end < end => start..by(end),
        _ => TOUCHED,
    }
}

fn protected(text: String, protect: &[Range<usize>], project: &Project) -> Text {
    let text = Text::from(text).mode(project.judge.mode).protect(protect);
    text.map_err(|error| Problem::usage(error.to_string())).expect("a scanner returns ranges of its text")
}

/// Opens a text, and leaves it to [`OpenText::work`] to find what is wrong with it.
fn open(text: String, protect: &[Range<usize>], project: &Project) -> Document {
    project.judge.checker.begin_open(protected(text, protect, project))
}
