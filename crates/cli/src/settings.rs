//! What the arguments and the configuration ask for together. An argument wins over the configuration.

use std::fs;
use std::path::{Path, PathBuf};

use globset::{Glob, GlobSet, GlobSetBuilder};
use unglue::{Checker, Language, Mode, Options, Rule};

use crate::arguments::{Common, KindName, ModeName};
use crate::config::{Config, KindByGlob};
use crate::kind::Kind;
use crate::problem::{Problem, Result};

/// How files are chosen.
#[derive(Debug)]
pub(crate) struct Selection {
    /// The kind of every file, if one is named.
    pub kind: Option<KindName>,
    /// The kinds of files whose names match.
    pub kinds: Vec<KindByGlob>,
    pub kind_globs: GlobSet,
    /// Files and folders that are left out.
    pub exclude: Vec<String>,
    pub code: bool,
    pub no_ignore: bool,
    pub hidden: bool,
}

impl Selection {
    /// Returns the selection of the arguments and the configuration.
    pub(crate) fn new(common: &Common, config: &Config) -> Result<Selection> {
        let kinds: Vec<KindByGlob> = config.kinds();
        let mut builder = GlobSetBuilder::new();
        for (glob, _) in &kinds {
            let glob = Glob::new(glob).map_err(|error| Problem::usage(format!("kinds: {error}")))?;
            builder.add(glob);
        }
        let kind_globs = builder.build().map_err(|error| Problem::usage(error.to_string()))?;
        let exclude = config.exclude.iter().chain(&common.exclude).cloned().collect();
        Ok(Selection {
            kind: common.kind,
            kinds,
            kind_globs,
            exclude,
            code: common.code || config.code,
            no_ignore: common.no_ignore,
            hidden: common.hidden,
        })
    }

    /// Returns the kind of a file that is found in a folder; `None` if it is not to be checked.
    pub(crate) fn kind_in_folder(&self, path: &Path) -> Option<Kind> {
        let named = self.named(path).or_else(|| Kind::of_name(path));
        named.or_else(|| Kind::of_code(path).filter(|_| self.code))
    }

    /// Returns the kind of a file that a user named: text if nothing else is known of it.
    pub(crate) fn kind_of_named(&self, path: &Path) -> Kind {
        if let Some(kind) = self.kind {
            return Kind::named(kind, path);
        }
        let named = self.named(path).or_else(|| Kind::of_name(path)).or_else(|| Kind::of_code(path));
        named.unwrap_or(Kind::Text)
    }

    /// Returns the kind that the configuration gives a file. `--kind` says how files are read, not which.
    fn named(&self, path: &Path) -> Option<Kind> {
        let configured = || {
            let name = path.strip_prefix("./").unwrap_or(path);
            self.kind_globs.matches(name).last().map(|&nth| Kind::named(self.kinds[nth].1, path))
        };
        match self.kind {
            Some(kind) if Kind::of_name(path).is_some() => Some(Kind::named(kind, path)),
            _ => configured(),
        }
    }
}

/// What texts are judged by.
#[derive(Debug)]
pub(crate) struct Judge {
    pub checker: Checker,
    pub mode: Mode,
    /// Whether something may be sure enough to be fixed and not sure enough to be shown.
    pub fixes_more_than_it_shows: bool,
}

/// Returns what the arguments and the configuration ask to judge by.
pub(crate) fn judge(common: &Common, config: &Config) -> Result<Judge> {
    let options = options(common, config)?;
    let [show, fix] = options.thresholds();
    let problem = |error: unglue::Error| Problem::usage(error.to_string());
    let checker = Checker::new(Language::english().map_err(problem)?, options).map_err(problem)?;
    for word in &config.words {
        let place = format!("{}, words", config.place.display());
        checker.add_words(&[word]).map_err(|error| Problem::new(&place, "BAD_WORD", error.to_string()))?;
    }
    let folder = config.place.parent().unwrap_or(Path::new(""));
    let files = config.words_files.iter().map(|file| folder.join(file));
    let files: Vec<PathBuf> = files.chain(common.words.iter().cloned()).collect();
    files.iter().try_for_each(|file| add_words(&checker, file))?;
    let mode = match common.mode.or(config.mode) {
        Some(ModeName::Document) => Mode::Document,
        Some(ModeName::Editor) | None => Mode::Editor,
    };
    Ok(Judge { checker, mode, fixes_more_than_it_shows: fix < show })
}

/// Returns the rules and thresholds of the arguments and the configuration.
fn options(common: &Common, config: &Config) -> Result<Options> {
    let confidence = |option: &str, argument: Option<f32>, configured: Option<f32>| {
        let in_range = |number: &f32| (0.0..=1.0).contains(number);
        match argument.or(configured) {
            Some(number) if !in_range(&number) => Err(Problem::usage(format!(
                "--{option} takes a number from 0 to 1, such as 0.8, not {number}"
            ))),
            number => Ok(number),
        }
    };
    let mut options = Options::default();
    if let Some(rules) = rules(common, config)? {
        options = options.rules(rules);
    }
    if let Some(number) = confidence("show", common.show, config.show)? {
        options = options.show_confidence(number);
    }
    if let Some(number) = confidence("fix-at", common.fix_at, config.fix_at)? {
        options = options.fix_confidence(number);
    }
    Ok(options)
}

/// Adds the words of a file, one a line.
fn add_words(checker: &Checker, file: &Path) -> Result<()> {
    let name = file.display().to_string();
    let text = fs::read(file).map_err(|error| Problem::of_io(&name, &error))?;
    let text = String::from_utf8(text)
        .map_err(|error| crate::encoding::not_utf8(&name, error.as_bytes(), 1, error.utf8_error()))?;
    for (nth, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let word = line.trim();
        if word.is_empty() || word.starts_with('#') {
            continue;
        }
        checker.add_words(&[word]).map_err(|error| {
            Problem::new(&format!("{name}, line {}", nth + 1), "BAD_WORD", error.to_string())
        })?;
    }
    Ok(())
}

/// Returns the rules that are on: those that are named, or those by default with what `+` and `-` add and take; `None` where nothing is
/// said of them, so that they are those of the mode.
fn rules(common: &Common, config: &Config) -> Result<Option<Vec<Rule>>> {
    let default = || Rule::ALL.into_iter().filter(|rule| rule.is_default()).collect::<Vec<_>>();
    let asked: &[String] = match (&common.rules[..], &config.rules) {
        ([], Some(rules)) => rules,
        (rules, _) => rules,
    };
    if asked.is_empty() {
        return match config.rules.is_some() && common.rules.is_empty() {
            true => Err(Problem::usage("rules is empty: name the rules that are on, or leave it out")),
            false => Ok(None),
        };
    }
    let starts_from_default = asked.iter().all(|name| name.starts_with(['+', '-']));
    let mut on = if starts_from_default { default() } else { Vec::new() };
    for name in asked {
        let plain = name.trim_start_matches(['+', '-']);
        let named = match plain {
            "all" => Rule::ALL.to_vec(),
            "default" => default(),
            _ => vec![plain.parse().map_err(|error: unglue::Error| Problem::usage(error.to_string()))?],
        };
        on.retain(|rule| !named.contains(rule));
        if !name.starts_with('-') {
            on.extend(named);
        }
    }
    Ok(Some(on))
}
