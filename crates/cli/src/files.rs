//! Which files are read: those that are named, those in folders, and those that globs match.

use std::fs;
use std::path::{Path, PathBuf};

use globset::GlobBuilder;
use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};
use unglue_texts::kind::Kind;
use unglue_texts::problem::{Problem, Result};

use crate::arguments::STDIN;
use crate::settings::Selection;

/// A text to be read.
#[derive(Debug, Clone)]
pub(crate) struct Input {
    /// How messages and answers name it.
    pub name: String,
    /// Where it is; `None` for standard input.
    pub path: Option<PathBuf>,
    pub kind: Kind,
    /// Whether it was found in a folder, where files that are no text are passed over.
    pub is_found: bool,
}

/// The file in which paths to leave out stand, as in .gitignore.
const IGNORE_FILE: &str = ".unglueignore";

/// Returns the texts that `files` name, in their order; those of a folder by their paths. What cannot be found is a problem
/// in its place.
pub(crate) fn inputs(
    files: &[PathBuf],
    selection: &Selection,
    stdin_name: Option<&str>,
) -> Vec<Result<Input>> {
    let mut inputs = Vec::new();
    for file in files {
        if file.as_os_str() == STDIN {
            let name = stdin_name.unwrap_or(STDIN).to_owned();
            let kind = selection.kind_of_named(Path::new(&name));
            inputs.push(Ok(Input { name, path: None, kind, is_found: false }));
            continue;
        }
        let name = file.display().to_string();
        match fs::metadata(file) {
            Ok(data) if data.is_dir() => walk(file, selection, None, &mut inputs),
            Ok(_) => inputs.push(Ok(named(file, selection))),
            Err(error) => match pattern(file) {
                Some(pattern) => glob_files(&name, pattern, selection, &mut inputs),
                None => inputs.push(Err(Problem::of_io(&name, &error))),
            },
        }
    }
    inputs
}

fn named(file: &Path, selection: &Selection) -> Input {
    let kind = selection.kind_of_named(file);
    Input { name: file.display().to_string(), path: Some(file.to_owned()), kind, is_found: false }
}

/// A glob, and the folder above all that it can match.
struct Pattern {
    glob: globset::GlobMatcher,
    folder: PathBuf,
}

/// Returns a path that no file has as a glob, if it can be one.
fn pattern(path: &Path) -> Option<Result<Pattern>> {
    let text = path.to_str().filter(|text| text.contains(['*', '?', '[', '{']))?;
    let is_plain =
        |part: &&std::path::Component| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']);
    let folder: PathBuf = path.components().take_while(|part| is_plain(&part)).collect();
    let text = text.strip_prefix("./").unwrap_or(text);
    let glob = GlobBuilder::new(text).literal_separator(true).build();
    let glob = glob.map_err(|error| Problem::new(text, "BAD_GLOB", error.kind().to_string()));
    Some(glob.map(|glob| Pattern { glob: glob.compile_matcher(), folder }))
}

/// Adds the files that a glob matches; that there are none is a problem.
fn glob_files(name: &str, pattern: Result<Pattern>, selection: &Selection, inputs: &mut Vec<Result<Input>>) {
    let before = inputs.len();
    match pattern {
        Ok(pattern) => {
            let folder = if pattern.folder.as_os_str().is_empty() { Path::new(".") } else { &pattern.folder };
            walk(folder, selection, Some(&pattern.glob), inputs);
        }
        Err(problem) => return inputs.push(Err(problem)),
    }
    if inputs.len() == before {
        let reason = "there is no such file, and no file that is matched by it as a pattern";
        inputs.push(Err(Problem::new(name, "NO_MATCH", reason)));
    }
}

/// Adds the texts in a folder and those in it, by their paths. With a glob, those that it matches, whatever their names end
/// in.
fn walk(
    folder: &Path,
    selection: &Selection,
    glob: Option<&globset::GlobMatcher>,
    inputs: &mut Vec<Result<Input>>,
) {
    let overrides = match overrides(selection) {
        Ok(overrides) => overrides,
        Err(problem) => return inputs.push(Err(problem)),
    };
    let mut walker = WalkBuilder::new(folder);
    walker
        .standard_filters(!selection.no_ignore)
        .hidden(!selection.hidden)
        .require_git(false)
        .overrides(overrides)
        .sort_by_file_path(Path::cmp);
    if !selection.no_ignore {
        walker.add_custom_ignore_filename(IGNORE_FILE);
    }
    for entry in walker.build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                inputs.push(Err(of_walk(folder, &error)));
                continue;
            }
        };
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            continue;
        }
        let path = entry.path().strip_prefix("./").unwrap_or(entry.path());
        let kind = match glob {
            Some(glob) => glob.is_match(path).then(|| selection.kind_of_named(path)),
            None => selection.kind_in_folder(path),
        };
        if let Some(kind) = kind {
            let name = path.display().to_string();
            inputs.push(Ok(Input { name, path: Some(path.to_owned()), kind, is_found: true }));
        }
    }
}

/// Returns what is left out of folders beside what ignore files name.
fn overrides(selection: &Selection) -> Result<Override> {
    let mut builder = OverrideBuilder::new("");
    for glob in &selection.exclude {
        let bad = |error: ignore::Error| Problem::usage(format!("exclude: {error}"));
        builder.add(&format!("!{glob}")).map_err(bad)?;
    }
    builder.build().map_err(|error| Problem::usage(format!("exclude: {error}")))
}

/// Returns a problem that was met in a folder.
fn of_walk(folder: &Path, error: &ignore::Error) -> Problem {
    let mut path = folder.to_owned();
    let mut inner = error;
    loop {
        match inner {
            ignore::Error::WithPath { path: at, err } => (path, inner) = (at.clone(), err),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => inner = err,
            ignore::Error::Io(error) => return Problem::of_io(&path.display().to_string(), error),
            other => return Problem::new(&path.display().to_string(), "WALK", other.to_string()),
        }
    }
}
