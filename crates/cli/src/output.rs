//! Standard output, and the end of its readers.

use std::io::{self, BufWriter, ErrorKind, IsTerminal, Stderr, StdoutLock, Write};

use unglue_texts::problem::Problem;

use crate::work::Flow;

/// Standard output. A reader that has seen enough, such as `head`, is no error; whatever else goes wrong is.
pub(crate) struct Output<'o> {
    stream: BufWriter<StdoutLock<'o>>,
    /// Whether the work ends when nobody reads, as that of `--write` does not.
    pub needs_reader: bool,
    is_closed: bool,
    problem: Option<Problem>,
}

impl Output<'_> {
    pub(crate) fn new(needs_reader: bool) -> Output<'static> {
        let stream = BufWriter::with_capacity(1 << 16, io::stdout().lock());
        Output { stream, needs_reader, is_closed: false, problem: None }
    }

    /// Writes; `Stop` says that nobody reads, or that nothing more can be written.
    pub(crate) fn write(&mut self, text: &str) -> Flow {
        if !self.is_closed {
            let written = self.stream.write_all(text.as_bytes());
            self.outcome(written);
        }
        self.flow()
    }

    /// Writes what waits to be written.
    pub(crate) fn flush(&mut self) {
        if !self.is_closed {
            let written = self.stream.flush();
            self.outcome(written);
        }
    }

    /// Returns what went wrong with the output.
    pub(crate) fn into_problem(self) -> Option<Problem> {
        // What is left in the buffer of a broken stream is not tried again.
        _ = self.stream.into_parts();
        self.problem
    }

    /// Whether nobody reads any more.
    pub(crate) fn has_lost_reader(&self) -> bool {
        self.is_closed && self.needs_reader && self.problem.is_none()
    }

    fn outcome(&mut self, written: io::Result<()>) {
        let Err(error) = written else { return };
        self.is_closed = true;
        if error.kind() != ErrorKind::BrokenPipe {
            let reason = match error.kind() {
                ErrorKind::StorageFull => "the disk is full, and the output is not complete".into(),
                _ => error.to_string(),
            };
            self.problem = Some(Problem::new("standard output", "OUTPUT", reason));
        }
    }

    fn flow(&self) -> Flow {
        if self.is_closed && (self.needs_reader || self.problem.is_some()) {
            Flow::Stop
        } else {
            Flow::Continue
        }
    }
}

/// What is said on standard error: problems, a summary, progress.
pub(crate) struct Messages {
    stream: Stderr,
    is_quiet: bool,
    /// Whether progress is drawn, and how much is to be done.
    progress: Option<usize>,
    is_drawn: bool,
}

impl Messages {
    pub(crate) fn new(is_quiet: bool) -> Messages {
        Messages { stream: io::stderr(), is_quiet, progress: None, is_drawn: false }
    }

    /// Draws progress from now on, if standard error is a terminal.
    pub(crate) fn begin_progress(&mut self, all: usize) {
        self.progress = (!self.is_quiet && all > 1 && self.stream.is_terminal()).then_some(all);
    }

    /// Draws how much is done.
    pub(crate) fn progress(&mut self, done: usize) {
        if let Some(all) = self.progress {
            _ = write!(self.stream, "\r\x1b[Kunglue: {done} of {all} files");
            _ = self.stream.flush();
            self.is_drawn = true;
        }
    }

    /// Removes what was drawn, before anything else is written to the terminal.
    pub(crate) fn clear(&mut self) {
        if std::mem::take(&mut self.is_drawn) {
            _ = write!(self.stream, "\r\x1b[K");
        }
    }

    /// Says a line, whatever was asked for. It has nothing in it that a terminal would obey.
    pub(crate) fn say(&mut self, line: &str) {
        self.clear();
        _ = writeln!(self.stream, "unglue: {}", crate::report::clean(line));
    }

    /// Says a line unless `--quiet` is given.
    pub(crate) fn note(&mut self, line: &str) {
        if !self.is_quiet {
            self.say(line);
        }
    }
}
