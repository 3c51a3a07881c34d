//! The command line of unglue, as a function: what `main.rs` and other hosts run.
//!
//! ```text
//! arguments, configuration ─► settings ─► files ─► text (parts ─► protect ─► examine ─► report) ─► output
//! ```
//! [`run`] is on one screen below. Files are worked on by several threads (`work.rs`); what is said of them comes in their
//! order. A text goes through `text.rs` in parts of whole paragraphs, so that memory does not grow with it.

#![forbid(unsafe_code)]

mod arguments;
mod examine;
mod files;
mod output;
mod parts;
mod place;
mod replace;
mod report;
mod settings;
mod text;
mod transcode;
mod work;

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use clap::{CommandFactory, Parser};
use unglue_texts::config::Config;
use unglue_texts::problem::{Problem, Result};

use crate::arguments::{Arguments, Colour, Command, Common, Format};
use crate::files::{Input, inputs};
use crate::output::{Messages, Output};
use crate::report::{Piece, Reporter, summary};
use crate::settings::{Selection, overlaid};
use crate::text::{Job, Message, Task};
use crate::work::{Flow, Taker, in_order};

const CLEAN: u8 = 0;
const FOUND: u8 = 1;
const ERROR: u8 = 2;

/// Runs the command line, of which the first argument is the name of the program, and returns its exit status: 0 if nothing
/// is wrong or left, 1 if something is, 2 after an error.
///
/// ```
/// assert_eq!(unglue_cli::run(["unglue", "check", "no-such-file.txt"]), 2);
/// ```
pub fn run(args: impl IntoIterator<Item = impl Into<OsString> + Clone>) -> u8 {
    let arguments = match Arguments::try_parse_from(args) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no errors, and go to standard output.
            _ = error.print();
            return if error.use_stderr() { ERROR } else { CLEAN };
        }
    };
    let outcome = match &arguments.command {
        Command::Check(check) => Task::Check { list: check.list }.run(&check.common, check.exit_zero),
        Command::Fix(fix) => Task::of_fix(fix).and_then(|task| task.run(&fix.common, fix.exit_zero)),
        Command::Completions { shell } => {
            clap_complete::generate(*shell, &mut Arguments::command(), "unglue", &mut io::stdout());
            Ok(CLEAN)
        }
    };
    outcome.unwrap_or_else(|problem| {
        Messages::new(false).say(&problem.to_string());
        ERROR
    })
}

impl Task {
    /// Returns what `unglue fix` is to do.
    fn of_fix(fix: &arguments::Fix) -> Result<Task> {
        let files = fix.common.named_files();
        let is_text = |file: &PathBuf| file.as_os_str() == arguments::STDIN || !file.is_dir();
        let prints = !(fix.write || fix.diff || fix.list) && fix.common.format == Format::Text;
        if prints && !files.iter().all(is_text) {
            let reason = "say what to do with the files of a folder: `unglue fix --write` changes them, --diff shows what \
                          would change (`unglue fix -` reads standard input)";
            return Err(Problem::usage(reason));
        }
        if fix.write && files.iter().any(|file| file.as_os_str() == arguments::STDIN) {
            return Err(Problem::usage("--write needs the names of the files to change"));
        }
        if fix.write && fix.common.format != Format::Text {
            return Err(Problem::usage("--write prints nothing: leave --format out"));
        }
        Ok(match fix {
            _ if fix.write => Task::Write,
            _ if fix.diff => Task::Diff,
            _ if fix.list => Task::List,
            _ if prints => Task::Print,
            _ => Task::Report,
        })
    }

    /// Does the task with all texts, and returns the exit status.
    fn run(self, common: &Common, exit_zero: bool) -> Result<u8> {
        let config = overlaid(config_of(common)?, common)?;
        let selection = Selection::new(common, &config)?;
        let judge = config.judge()?;
        let mut messages = Messages::new(common.quiet);
        let files = common.named_files();
        let inputs = without_output(inputs(&files, &selection, common.stdin_filename.as_deref()), self);
        if self == Task::Write {
            replace::wait_with_signals();
        }
        let reporter = Reporter { format: common.format, has_colour: has_colour(common.color) };
        let (transcoder, is_verbose) = (common.encoding, common.verbose);
        let job = Job { judge: &judge, task: self, reporter, transcoder, is_verbose };
        let threads = common.jobs.map(usize::from);
        let threads = threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
        messages.begin_progress(inputs.len());
        let mut run = Run::new(&job, messages);
        run.begin();
        in_order(&inputs, threads, |input, send| job.run(input, send), &mut run);
        Ok(run.end(exit_zero))
    }

    /// Whether answers go to standard output in the frame of a format.
    fn has_report(self) -> bool {
        matches!(self, Task::Check { list: false } | Task::Report)
    }
}

/// Returns the configuration that the arguments ask for.
fn config_of(common: &Common) -> Result<Config> {
    match &common.config {
        Some(file) => Config::read(file),
        None if common.isolated => Ok(Config::default()),
        None => {
            let here = std::env::current_dir().map_err(|error| Problem::of_io(".", &error))?;
            Config::find(&here)
        }
    }
}

/// Refuses the file that standard output writes.
fn without_output(inputs: Vec<Result<Input>>, task: Task) -> Vec<Result<Input>> {
    let refused = |input: Input| match input.path.as_deref().is_some_and(text::is_output) {
        true => {
            let reason = "is also where the output goes: use `unglue fix --write`, or another file";
            Err(Problem::new(&input.name, "IS_OUTPUT", reason))
        }
        false => Ok(input),
    };
    match task {
        Task::Write => inputs,
        _ => inputs.into_iter().map(|input| input.and_then(refused)).collect(),
    }
}

/// Whether answers for people are coloured.
fn has_colour(colour: Colour) -> bool {
    match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
    }
}

/// A run over all texts, as far as it has come.
struct Run<'r> {
    job: &'r Job<'r>,
    output: Output<'static>,
    messages: Messages,
    has_items: bool,
    /// Whether both streams are the same terminal, so that progress has to make room.
    shares_terminal: bool,
    problems: Vec<Problem>,
    texts: u64,
    found: u64,
    left: u64,
    changed: u64,
}

impl<'r> Run<'r> {
    fn new(job: &'r Job<'r>, messages: Messages) -> Run<'r> {
        Run {
            job,
            output: Output::new(job.task != Task::Write),
            messages,
            has_items: false,
            shares_terminal: io::stdout().is_terminal(),
            problems: Vec::new(),
            texts: 0,
            found: 0,
            left: 0,
            changed: 0,
        }
    }

    fn begin(&mut self) {
        if self.job.task.has_report() {
            self.output.write(&self.job.reporter.begin());
        }
    }

    fn piece(&mut self, piece: Piece) -> Flow {
        let (Piece::Item(text) | Piece::More(text)) = &piece;
        if text.is_empty() {
            return Flow::Continue;
        }
        if self.shares_terminal {
            self.messages.clear();
        }
        if matches!(piece, Piece::Item(_)) && std::mem::replace(&mut self.has_items, true) {
            self.output.write(self.job.reporter.separator());
        }
        self.output.write(text)
    }

    /// Says how it went, and returns the exit status.
    fn end(mut self, exit_zero: bool) -> u8 {
        self.messages.clear();
        let Run { job, texts, .. } = self;
        if job.task.has_report() {
            self.output.write(&job.reporter.end(&self.problems));
        }
        self.output.flush();
        if self.output.has_lost_reader() {
            return CLEAN;
        }
        let is_told = match job.task {
            Task::Check { list } => !list && job.reporter.format == Format::Text,
            Task::Write => true,
            _ => false,
        };
        if is_told && (texts > 0 || self.problems.is_empty()) {
            let is_fix = job.task == Task::Write;
            self.messages.note(&summary(is_fix, texts, self.found, self.changed));
        }
        let problem = self.output.into_problem();
        if let Some(problem) = &problem {
            self.messages.say(&problem.to_string());
        }
        let would_change = matches!(job.task, Task::Diff | Task::List) && self.changed > 0;
        match problem.is_some() || !self.problems.is_empty() {
            true => ERROR,
            false if (self.left > 0 || would_change) && !exit_zero => FOUND,
            false => CLEAN,
        }
    }
}

impl Taker<Message> for Run<'_> {
    fn take(&mut self, message: Message) -> Flow {
        match message {
            Message::Piece(piece) => return self.piece(piece),
            Message::Note(note) => self.messages.say(&note),
            Message::Done(counts) => {
                self.texts += 1;
                self.found += counts.found;
                self.left += counts.left;
                self.changed += u64::from(counts.is_changed);
            }
            Message::Failed(problem) => {
                self.messages.say(&problem.to_string());
                self.problems.push(problem);
            }
        }
        Flow::Continue
    }

    fn tick(&mut self, done: usize) {
        self.messages.progress(done);
    }
}
