//! The command line as it is typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use unglue_texts::names::{KindName, ModeName};

use crate::transcode::Transcoder;

/// The name of standard input at the command line.
pub(crate) const STDIN: &str = "-";

/// Puts every space where it belongs: finds words that ran together and words that were cut, and mends them.
#[derive(Debug, Parser)]
#[command(name = "unglue", version, max_term_width = 100, after_help = EXIT_STATUS)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_STATUS: &str = "Exit status: 0 nothing is wrong, or all of it was fixed; 1 something was found, or is left; \
2 an error, also if other files were right. Whoever stops reading the output, such as head, ends it with 0.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say what is wrong
    Check(Check),
    /// Put spaces where they belong: print the text, or change the files with --write
    Fix(Fix),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
#[command(after_help = EXIT_STATUS)]
pub(crate) struct Check {
    #[command(flatten)]
    pub common: Common,
    /// Print only the names of the files in which something is found
    #[arg(long)]
    pub list: bool,
    /// End with 0 also where something is found
    #[arg(long)]
    pub exit_zero: bool,
}

#[derive(Debug, Args)]
#[command(after_help = EXIT_STATUS)]
pub(crate) struct Fix {
    #[command(flatten)]
    pub common: Common,
    /// Change the files in place; only those that need it are touched, each as a whole or not at all
    #[arg(long, conflicts_with_all = ["diff", "list"])]
    pub write: bool,
    /// Print what would change as a unified diff
    #[arg(long, conflicts_with_all = ["list", "format"])]
    pub diff: bool,
    /// Print only the names of the files that would change
    #[arg(long)]
    pub list: bool,
    /// End with 0 also where something is left
    #[arg(long)]
    pub exit_zero: bool,
}

/// What both commands take.
#[derive(Debug, Args, Clone)]
pub(crate) struct Common {
    /// Files, folders, globs, or - for standard input, which is read only if it is named [default: .]
    #[arg(value_name = "FILES")]
    pub files: Vec<PathBuf>,
    /// How to print what is found
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Format,
    /// The rules that are on, by name, with commas between: all, default, or names; +NAME and -NAME add to the default
    #[arg(long, value_name = "RULES", value_delimiter = ',', allow_hyphen_values = true)]
    pub rules: Vec<String>,
    /// Leave out what is less sure than this, from 0 to 1 [default: 0.8]
    #[arg(long, value_name = "NUMBER")]
    pub show: Option<f32>,
    /// Fix only what is as sure as this, from 0 to 1 [default: 0.955]
    #[arg(long, value_name = "NUMBER", alias = "fix")]
    pub fix_at: Option<f32>,
    /// Words that are right as they stand, one a line; lines that start with # say nothing
    #[arg(long, value_name = "FILE")]
    pub words: Vec<PathBuf>,
    /// Leave out files and folders that match, as in .gitignore
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Check the comments of source code too
    #[arg(long)]
    pub code: bool,
    /// Read every file as this kind, whatever its name ends in
    #[arg(long, value_name = "KIND")]
    pub kind: Option<KindName>,
    /// What sort of text it is: one that somebody writes, or a ruined or pasted one, of which a fix makes all that is shown
    #[arg(long, value_name = "MODE")]
    pub mode: Option<ModeName>,
    /// Read every file in this encoding, such as windows-1252, and write it back in it; what is printed is UTF-8
    #[arg(long, value_name = "NAME", value_parser = Transcoder::named)]
    pub encoding: Option<Transcoder>,
    /// What standard input is called, by which its kind is chosen; without FILES, that is what is read
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<String>,
    /// Read the configuration from this file
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long)]
    pub isolated: bool,
    /// Check what .gitignore and .unglueignore leave out
    #[arg(long)]
    pub no_ignore: bool,
    /// Check hidden files and folders
    #[arg(long)]
    pub hidden: bool,
    /// How many files are worked on at once [default: the number of processors]
    #[arg(short = 'j', long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// When to use colour; NO_COLOR is heeded
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: Colour,
    /// Print no summary and no progress
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say what is read, and as what kind of text
    #[arg(short, long)]
    pub verbose: bool,
}

impl Common {
    /// Returns the files that are named. Without any it is this folder, also behind a pipe: many programs start others with a pipe that nobody
    /// writes to.
    pub(crate) fn named_files(&self) -> Vec<PathBuf> {
        let default = if self.stdin_filename.is_some() { STDIN } else { "." };
        if self.files.is_empty() { vec![default.into()] } else { self.files.clone() }
    }
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// One JSON object
    Json,
    /// One JSON object a line, for each finding
    Ndjson,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Reviewdog's diagnostic format
    Rdjson,
    /// JUnit's XML
    Junit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}
