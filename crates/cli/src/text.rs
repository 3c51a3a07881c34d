//! One text from its start to its end: read in parts, scanned, checked, fixed, and what is to be said of it.

use std::borrow::Cow;
use std::fs::{self, File, Metadata};
use std::io::{self, Read, Seek, Write};

use unglue::WholeCounts;
use unglue_texts::encoding::BINARY;
use unglue_texts::judge::Judge;
use unglue_texts::problem::{Problem, Result};
use unglue_texts::protect::Scanner;

use crate::examine::{Found, Part};
use crate::files::Input;
use crate::parts::{PART_BYTES, Parts};
use crate::place::Cursor;
use crate::replace::Replacement;
use crate::report::{End, Piece, Reporter, TextReport, unified};
use crate::transcode::Transcoder;
use crate::work::{Flow, Send};

/// What is done with each text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    /// Say what is wrong, or only in which files.
    Check {
        list: bool,
    },
    /// Print the fixed text.
    Print,
    /// Say what was wrong, with the fixed text, in a format for programs.
    Report,
    Write,
    Diff,
    /// Print the names of the files that would change.
    List,
}

/// What a text says.
#[derive(Debug)]
pub(crate) enum Message {
    Piece(Piece),
    Note(String),
    Done(Counts),
    Failed(Problem),
}

/// What came of a text.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub found: u64,
    /// How many findings the task leaves.
    pub left: u64,
    pub is_changed: bool,
}

/// What is asked of every text.
pub(crate) struct Job<'j> {
    pub judge: &'j Judge,
    pub task: Task,
    pub reporter: Reporter,
    /// What the texts are read and written in, if that is not UTF-8.
    pub transcoder: Option<Transcoder>,
    pub is_verbose: bool,
}

impl Job<'_> {
    /// Does the task with one text, and sends what is to be said of it.
    pub(crate) fn run(&self, input: &Result<Input>, send: &mut Send<Message>) {
        let input = match input {
            Ok(input) => input,
            Err(problem) => return self.failed(problem.clone(), None, send),
        };
        if self.is_verbose {
            let note = format!("{}: read as {}", input.name, input.kind.label());
            send(Message::Note(note));
        }
        let mut text = TextRun::new(self, input);
        match text.run(send) {
            Ok(()) => {
                let (counts, fixed) = (text.counts, std::mem::take(&mut text.fixed));
                let mut pieces = Vec::new();
                if let Some(report) = text.report {
                    let fixed = (self.task == Task::Report).then_some(fixed);
                    report.end(End { fixed, problem: None }, &mut pieces);
                }
                pieces.into_iter().for_each(|piece| _ = send(Message::Piece(piece)));
                send(Message::Done(counts));
            }
            Err(problem) if input.is_found && problem.code == BINARY => {
                if self.is_verbose {
                    send(Message::Note(format!("{problem}: left out")));
                }
            }
            Err(problem) => self.failed(problem, text.report, send),
        }
    }

    /// Says what is wrong with a text.
    fn failed(&self, problem: Problem, report: Option<TextReport>, send: &mut Send<Message>) {
        let name = problem.name.clone().unwrap_or_default();
        let mut pieces = Vec::new();
        if matches!(self.task, Task::Check { list: false } | Task::Report) {
            let report = report.unwrap_or_else(|| self.reporter.text(&name));
            report.end(End { fixed: None, problem: Some(&problem) }, &mut pieces);
        }
        pieces.into_iter().for_each(|piece| _ = send(Message::Piece(piece)));
        send(Message::Failed(problem));
    }
}

/// The run of a task over one text.
struct TextRun<'r> {
    job: &'r Job<'r>,
    input: &'r Input,
    report: Option<TextReport<'r>>,
    scanner: Scanner,
    /// The counts of the whole text, if it has several parts.
    whole: Option<WholeCounts>,
    cursor: Cursor,
    counts: Counts,
    /// The fixed text so far, for [`Task::Report`].
    fixed: String,
    replacement: Option<Replacement>,
    /// Bytes of the file that are read.
    read: u64,
    has_printed: bool,
}

impl<'r> TextRun<'r> {
    fn new(job: &'r Job<'r>, input: &'r Input) -> TextRun<'r> {
        let has_report = matches!(job.task, Task::Check { list: false } | Task::Report);
        TextRun {
            job,
            input,
            report: has_report.then(|| job.reporter.text(&input.name)),
            scanner: Scanner::new(input.kind),
            whole: None,
            cursor: Cursor::new(),
            counts: Counts::default(),
            fixed: String::new(),
            replacement: None,
            read: 0,
            has_printed: false,
        }
    }

    fn run(&mut self, send: &mut Send<Message>) -> Result<()> {
        let Some(path) = &self.input.path else {
            return self.stream("standard input", io::stdin().lock(), None, send);
        };
        let name = &self.input.name;
        let failed = |error: io::Error| Problem::of_io(name, &error);
        let data = fs::metadata(path).map_err(failed)?;
        if self.job.task == Task::Write && !data.is_file() {
            // A pipe is not even opened: what it holds would be gone.
            let reason = "is not an ordinary file: use `unglue fix` without --write";
            return Err(Problem::new(name, "NOT_A_FILE", reason));
        }
        let mut file = File::open(path).map_err(failed)?;
        if data.is_file() && self.job.transcoder.is_none() {
            return match (data.len() as usize) < PART_BYTES {
                true => self.parts(Parts::new(name, file), Some(&data), send),
                false => self.long_file(name, &mut file, Some(&data), send),
            };
        }
        self.stream(name, file, Some(&data), send)
    }

    /// Returns text as the bytes of the file.
    fn encoded<'t>(&self, text: &'t str) -> Result<Cow<'t, [u8]>> {
        let Some(transcoder) = self.job.transcoder else { return Ok(Cow::Borrowed(text.as_bytes())) };
        let lost =
            || Problem::new(&self.input.name, "NOT_WRITABLE", "has a space that its encoding does not have");
        transcoder.encode(text).map(Cow::Owned).ok_or_else(lost)
    }

    /// Reads what can be read once.
    fn stream(
        &mut self,
        name: &str,
        mut reader: impl Read,
        data: Option<&Metadata>,
        send: &mut Send<Message>,
    ) -> Result<()> {
        match self.decoded(name, &mut reader)? {
            Some(text) => self.stream_utf8(name, text.as_bytes(), data, send),
            None => self.stream_utf8(name, reader, data, send),
        }
    }

    /// Returns all of a text in another encoding; `None` of one in UTF-8, which is not read.
    fn decoded(&self, name: &str, reader: &mut impl Read) -> Result<Option<String>> {
        let Some(transcoder) = self.job.transcoder else { return Ok(None) };
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).map_err(|error| Problem::of_io(name, &error))?;
        let text = transcoder.decode(name, &bytes)?;
        if self.job.task == Task::Write {
            transcoder.verify(name, &bytes, &text)?;
        }
        Ok(Some(text))
    }

    /// Reads it in UTF-8. A long text is kept in a file without a name, since it is read three times.
    fn stream_utf8(
        &mut self,
        name: &str,
        mut reader: impl Read,
        data: Option<&Metadata>,
        send: &mut Send<Message>,
    ) -> Result<()> {
        let failed = |error: io::Error| Problem::of_io(name, &error);
        let mut head = Vec::new();
        reader.by_ref().take(PART_BYTES as u64).read_to_end(&mut head).map_err(failed)?;
        if head.len() < PART_BYTES {
            return self.parts(Parts::new(name, &head[..]), data, send);
        }
        let mut file = tempfile::tempfile().map_err(failed)?;
        file.write_all(&head).map_err(failed)?;
        drop(head);
        io::copy(&mut reader, &mut file).map_err(failed)?;
        self.long_file(name, &mut file, data, send)
    }

    /// Reads a file of several parts: first what they say of each other, in two passes.
    fn long_file(
        &mut self,
        name: &str,
        file: &mut File,
        data: Option<&Metadata>,
        send: &mut Send<Message>,
    ) -> Result<()> {
        let mut whole = self.job.judge.checker.begin_whole().mode(self.job.judge.mode);
        self.each_part(name, file, |part| {
            whole.query(part.to_text()?);
            Ok(())
        })?;
        self.each_part(name, file, |part| {
            whole.count(part.to_text()?);
            Ok(())
        })?;
        self.whole = Some(whole.finish());
        file.rewind().map_err(|error| Problem::of_io(name, &error))?;
        self.parts(Parts::new(name, file), data, send)
    }

    /// Calls `with` with each part of a file.
    fn each_part(&self, name: &str, file: &mut File, mut with: impl FnMut(Part) -> Result<()>) -> Result<()> {
        file.rewind().map_err(|error| Problem::of_io(name, &error))?;
        let mut scanner = Scanner::new(self.input.kind);
        let mut parts = Parts::new(name, file);
        while let Some(part) = parts.next()? {
            with(Part::next(&part, &mut scanner, None, self.job.judge.mode))?;
        }
        Ok(())
    }

    fn parts(
        &mut self,
        mut parts: Parts<impl Read>,
        data: Option<&Metadata>,
        send: &mut Send<Message>,
    ) -> Result<()> {
        while let Some(part) = parts.next()? {
            if self.read == 0 && parts.has_bom {
                self.read = self.encoded("\u{feff}")?.len() as u64;
                if self.job.task == Task::Print {
                    send(Message::Piece(Piece::Item("\u{feff}".into())));
                }
            }
            let flow = self.part(&part, data, send)?;
            if flow == Flow::Stop && self.job.task != Task::Write {
                return Ok(());
            }
            // Only what is written has to know its place in the file.
            if self.job.task == Task::Write {
                self.read += self.encoded(&part)?.len() as u64;
            }
            if parts.has_more() {
                self.cursor.next_part(&part);
            }
        }
        match self.replacement.take() {
            Some(replacement) => replacement.finish(),
            None => Ok(()),
        }
    }

    /// Does the task with the next part.
    fn part(&mut self, part: &str, data: Option<&Metadata>, send: &mut Send<Message>) -> Result<Flow> {
        let before = self.scanner.clone();
        let line = self.cursor.advance(part, 0).line;
        let whole = self.whole.clone();
        let asked = Part::next(part, &mut self.scanner, whole.as_ref(), self.job.judge.mode);
        let checker = &self.job.judge.checker;
        let found = asked.check(checker, &mut self.cursor)?;
        self.counts.found += found.len() as u64;
        self.report_found(part, &found, send);
        if let Task::Check { list } = self.job.task {
            self.counts.left += found.len() as u64;
            if list && !found.is_empty() && !std::mem::replace(&mut self.has_printed, true) {
                send(Message::Piece(Piece::Item(format!("{}\n", self.input.name))));
            }
            return Ok(send(Message::Piece(Piece::More(String::new()))));
        }
        // A text without findings has nothing to be fixed: what is fixed is what is found, and sure.
        let fixed = match found.is_empty() && !self.job.judge.fixes_more_than_it_shows {
            true => None,
            false => Some(asked.fix(checker, &before)?),
        };
        self.counts.left += fixed.as_ref().map_or(0, |(_, left)| *left as u64);
        let fixed = fixed.map(|(fixed, _)| fixed).filter(|fixed| fixed != part);
        let is_first_change = fixed.is_some() && !std::mem::replace(&mut self.counts.is_changed, true);
        let new = fixed.as_deref().unwrap_or(part);
        let piece = match self.job.task {
            Task::Write => {
                self.write(new, is_first_change, data)?;
                String::new()
            }
            Task::Print => new.to_owned(),
            Task::Report => {
                self.fixed += new;
                String::new()
            }
            Task::List if is_first_change => format!("{}\n", self.input.name),
            Task::Diff if fixed.is_some() => self.diff(part, new, line, is_first_change),
            Task::List | Task::Diff | Task::Check { .. } => String::new(),
        };
        Ok(send(Message::Piece(Piece::More(piece))))
    }

    fn report_found(&mut self, part: &str, found: &[Found], send: &mut Send<Message>) {
        let Some(report) = &mut self.report else { return };
        let mut pieces = Vec::new();
        for found in found {
            report.found(part, found, &mut pieces);
            if pieces.len() > 100 {
                pieces.drain(..).for_each(|piece| _ = send(Message::Piece(piece)));
            }
        }
        pieces.into_iter().for_each(|piece| _ = send(Message::Piece(piece)));
    }

    /// Writes a part, once something in it or before it is changed.
    fn write(&mut self, new: &str, is_first_change: bool, data: Option<&Metadata>) -> Result<()> {
        let (Some(path), Some(data)) = (&self.input.path, data) else { return Ok(()) };
        if is_first_change {
            self.replacement = Some(Replacement::begin(&self.input.name, path, data, self.read)?);
        }
        let bytes = if self.replacement.is_some() { self.encoded(new)? } else { Cow::default() };
        match &mut self.replacement {
            Some(replacement) => replacement.write(&bytes),
            None => Ok(()),
        }
    }

    fn diff(&self, part: &str, new: &str, line: u64, is_first: bool) -> String {
        let has_colour = self.job.reporter.has_colour;
        let name = crate::report::clean(&self.input.name);
        let head = if is_first { format!("--- {name}\n+++ {name}\n") } else { String::new() };
        head + &unified(part, new, line, has_colour)
    }
}

/// Whether a path is the file that standard output writes: a shell has emptied it, or it would be read without end.
#[cfg(unix)]
pub(crate) fn is_output(path: &std::path::Path) -> bool {
    use std::os::fd::AsFd;
    use std::os::unix::fs::MetadataExt;
    let output = io::stdout().as_fd().try_clone_to_owned().map(File::from).and_then(|file| file.metadata());
    match (output, fs::metadata(path)) {
        (Ok(output), Ok(file)) => file.is_file() && (output.dev(), output.ino()) == (file.dev(), file.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
pub(crate) fn is_output(_: &std::path::Path) -> bool {
    false
}
