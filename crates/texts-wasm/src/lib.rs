//! What the command line knows of texts, for the extension of an editor: what in a text is no prose, and the configuration.

use std::path::Path;

use unglue::Utf16Index;
use unglue_texts::config::Config;
use unglue_texts::judge::rules_on;
use unglue_texts::kind::Kind;
use unglue_texts::protect::Scanner;
use unglue_texts::words::{with_line, with_word};
use wasm_bindgen::prelude::*;

/// Returns the ranges of a text that are no prose, two offsets in UTF-16 code units for each, in order; nothing of a text of no known
/// kind. `name` is that of its file, `language` the editor's name of its language.
#[wasm_bindgen]
pub fn protect(name: &str, language: &str, text: &str) -> Option<Vec<u32>> {
    let path = Path::new(name);
    let by_language = || Kind::of_language(language, path);
    let kind = Kind::of_name(path).or_else(by_language).or_else(|| Kind::of_code(path))?;
    let mut ranges = Scanner::new(kind).scan(text);
    ranges.sort_by_key(|range| range.start);
    let mut index = Utf16Index::new(text);
    Some(
        ranges
            .into_iter()
            .flat_map(|range| [range.start, range.end].map(|at| index.unit_of(at) as u32))
            .collect(),
    )
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
