//! The checker that a configuration asks for.

use std::fs;
use std::path::Path;

use unglue::{Checker, Language, Mode, Options, Rule};

use crate::config::Config;
use crate::encoding::not_utf8;
use crate::names::ModeName;
use crate::problem::{Problem, Result};

/// What texts are judged by.
#[derive(Debug)]
pub struct Judge {
    /// The checker, with the personal words.
    pub checker: Checker,
    /// What sort of text it is.
    pub mode: Mode,
    /// Whether something may be sure enough to be fixed and not sure enough to be shown.
    pub fixes_more_than_it_shows: bool,
}

impl Config {
    /// Returns what it asks to judge by.
    pub fn judge(&self) -> Result<Judge> {
        let options = self.options()?;
        let [show, fix] = options.thresholds();
        let problem = |error: unglue::Error| Problem::usage(error.to_string());
        let checker = Checker::new(Language::english().map_err(problem)?, options).map_err(problem)?;
        for word in &self.words {
            let place = format!("{}, words", self.place.display());
            checker
                .add_words(&[word])
                .map_err(|error| Problem::new(&place, "BAD_WORD", error.to_string()))?;
        }
        self.words_files.iter().try_for_each(|file| add_words(&checker, file))?;
        let mode = match self.mode {
            Some(ModeName::Document) => Mode::Document,
            Some(ModeName::Editor) | None => Mode::Editor,
        };
        Ok(Judge { checker, mode, fixes_more_than_it_shows: fix < show })
    }

    /// Returns its rules and thresholds.
    fn options(&self) -> Result<Options> {
        let mut options = Options::default();
        if let Some(names) = &self.rules {
            options = options.rules(rules_on(names)?);
        }
        if let Some(number) = self.show {
            options = options.show_confidence(confidence("show", number)?);
        }
        if let Some(number) = self.fix_at {
            options = options.fix_confidence(confidence("fix-at", number)?);
        }
        Ok(options)
    }
}

/// Returns the value of an option if it can be a confidence.
pub fn confidence(option: &str, number: f32) -> Result<f32> {
    if (0.0..=1.0).contains(&number) {
        return Ok(number);
    }
    Err(Problem::usage(format!("{option} takes a number from 0 to 1, such as 0.8, not {number}")))
}

/// Adds the words of a file, one a line.
fn add_words(checker: &Checker, file: &Path) -> Result<()> {
    let name = file.display().to_string();
    let text = fs::read(file).map_err(|error| Problem::of_io(&name, &error))?;
    let text =
        String::from_utf8(text).map_err(|error| not_utf8(&name, error.as_bytes(), 1, error.utf8_error()))?;
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

/// Returns the rules that are on by their names: those that are named, or those by default with what `+` and `-` add and take.
pub fn rules_on(names: &[String]) -> Result<Vec<Rule>> {
    if names.is_empty() {
        return Err(Problem::usage("rules is empty: name the rules that are on, or leave it out"));
    }
    let default = || Rule::ALL.into_iter().filter(|rule| rule.is_default()).collect::<Vec<_>>();
    let starts_from_default = names.iter().all(|name| name.starts_with(['+', '-']));
    let mut on = if starts_from_default { default() } else { Vec::new() };
    for name in names {
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
    Ok(on)
}
