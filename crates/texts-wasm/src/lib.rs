//! What the command line knows of texts, for the extension of an editor: what in a text is no prose, and the configuration.

use std::path::Path;

use unglue::Utf16Index;
use unglue_texts::config::Config;
use unglue_texts::folder::Folder;
use unglue_texts::judge::rules_on;
use unglue_texts::kind::Kind;
use unglue_texts::problem::Problem;
use unglue_texts::protect::Scanner;
use unglue_texts::words::{with_line, with_word};
use wasm_bindgen::prelude::*;

/// What a configuration says of the texts of a folder.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Texts(Folder);

#[wasm_bindgen]
impl Texts {
    /// Returns what the configuration in a file of this name says of the texts in the folder `root`, an absolute path with slashes.
    ///
    /// # Errors
    /// What is wrong with it.
    #[wasm_bindgen(constructor)]
    pub fn new(root: &str, name: &str, text: &str) -> Result<Texts, String> {
        let said = |problem: Problem| problem.reason;
        let config = Config::parse(Path::new(name), text).map_err(said)?.unwrap_or_default();
        Ok(Texts(Folder::new(Path::new(root), &config).map_err(said)?))
    }

    /// Returns whether the configuration leaves a file out.
    pub fn excludes(&self, path: &str) -> bool {
        self.0.excludes(Path::new(path))
    }

    /// Returns whether the configuration itself asks for a file to be checked: it names its kind, or has code checked.
    #[wasm_bindgen(js_name = asksFor)]
    pub fn asks_for(&self, path: &str) -> bool {
        self.0.asks_for(Path::new(path))
    }

    /// Returns the ranges of a text that are no prose, two offsets in UTF-16 code units for each, in order; nothing of a text of no known
    /// kind. `language` is the editor's name of its language. Of source code only comments are prose, whatever the configuration says:
    /// its writer has asked for it.
    pub fn protect(&self, path: &str, language: &str, text: &str) -> Option<Vec<u32>> {
        let path = Path::new(path);
        let kind = self.0.kind_of(Some(path), language).or_else(|| Kind::of_code(path))?;
        let mut ranges = Scanner::new(kind).scan(text);
        ranges.sort_by_key(|range| range.start);
        let mut index = Utf16Index::new(text);
        let ends = ranges.into_iter().flat_map(|range| [range.start, range.end]);
        Some(ends.map(|at| index.unit_of(at) as u32).collect())
    }
}

/// Returns the configuration in a file of this name as JSON; nothing where a `pyproject.toml` has none.
///
/// # Errors
/// What is wrong with it.
#[wasm_bindgen]
pub fn configuration(name: &str, text: &str) -> Result<Option<String>, String> {
    let config = Config::parse(Path::new(name), text).map_err(|problem| problem.reason)?;
    config.map(|config| serde_json::to_string(&config).map_err(|error| error.to_string())).transpose()
}

/// Returns the names of the rules that are on where a configuration names these.
///
/// # Errors
/// Where there is no such rule.
#[wasm_bindgen]
pub fn rules(names: Vec<String>) -> Result<Vec<String>, String> {
    let on = rules_on(&names).map_err(|problem| problem.reason)?;
    Ok(on.into_iter().map(|rule| rule.name().to_owned()).collect())
}

/// Returns a configuration with one more word; all else in it stays.
///
/// # Errors
/// What is wrong with it.
#[wasm_bindgen(js_name = withWord)]
pub fn configuration_with_word(name: &str, text: &str, word: &str) -> Result<String, String> {
    with_word(Path::new(name), text, word)
}

/// Returns a file of words, one a line, with one more.
#[wasm_bindgen(js_name = withLine)]
pub fn words_with_line(text: &str, word: &str) -> String {
    with_line(text, word)
}
