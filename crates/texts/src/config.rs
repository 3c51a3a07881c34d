//! The configuration: `unglue.toml`, or `[tool.unglue]` in `pyproject.toml`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::names::{KindName, ModeName};
use crate::problem::{Problem, Result};

/// The configuration of unglue: unglue.toml, or the table tool.unglue of pyproject.toml.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "unglue"))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// The rules that are on: "all", "default", or names; "+name" and "-name" add to the default and take from it.
    pub rules: Option<Vec<String>>,
    /// What is less sure than this is left out. Default 0.8.
    #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
    pub show: Option<f32>,
    /// Only what is as sure as this is fixed. Default 0.955.
    #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
    pub fix_at: Option<f32>,
    /// What sort of text it is. Default "editor".
    pub mode: Option<ModeName>,
    /// Words that are right as they stand.
    #[serde(default)]
    pub words: Vec<String>,
    /// Files of such words, one a line, by their paths from the folder of the configuration.
    #[serde(default)]
    pub words_files: Vec<PathBuf>,
    /// Files and folders to leave out, as in .gitignore.
    #[serde(default)]
    pub exclude: Vec<String>,
    /// Whether the comments of source code are checked too.
    #[serde(default)]
    pub code: bool,
    /// The kinds of files by globs of their names, such as "*.page" = "html".
    #[serde(default)]
    pub kinds: BTreeMap<String, KindName>,
    /// The file that it was read from; empty if there is none.
    #[serde(skip)]
    pub place: PathBuf,
}

/// What of pyproject.toml is read.
#[derive(Deserialize)]
struct Pyproject {
    #[serde(default)]
    tool: Tool,
}

#[derive(Default, Deserialize)]
struct Tool {
    unglue: Option<Config>,
}

/// The names of configurations, the first one wins.
const NAMES: [&str; 3] = ["unglue.toml", ".unglue.toml", PYPROJECT];
pub(crate) const PYPROJECT: &str = "pyproject.toml";

impl Config {
    /// Returns the configuration that lies nearest to `folder`, in it or above it; an empty one if there is none.
    pub fn find(folder: &Path) -> Result<Config> {
        for folder in folder.ancestors() {
            for name in NAMES {
                let file = folder.join(name);
                if file.is_file()
                    && let Some(config) = Config::read_if_there(&file)?
                {
                    return Ok(config);
                }
            }
        }
        Ok(Config::default())
    }

    /// Returns the configuration in a file.
    pub fn read(file: &Path) -> Result<Config> {
        Config::read_if_there(file)?.ok_or_else(|| {
            let name = file.display().to_string();
            Problem::new(&name, "NO_CONFIG", "has no table [tool.unglue]")
        })
    }

    /// Returns the configuration in a file; `None` where pyproject.toml has none of unglue.
    fn read_if_there(file: &Path) -> Result<Option<Config>> {
        let name = file.display().to_string();
        let text = fs::read_to_string(file).map_err(|error| Problem::of_io(&name, &error))?;
        Config::parse(file, &text)
    }

    /// Returns the configuration that a file of this name has if this is its text; `None` where pyproject.toml has none of unglue.
    pub fn parse(file: &Path, text: &str) -> Result<Option<Config>> {
        let name = file.display().to_string();
        let parsed = match file.file_name().is_some_and(|name| name == PYPROJECT) {
            true => toml::from_str(text).map(|project: Pyproject| project.tool.unglue),
            false => toml::from_str(text).map(Some),
        };
        let config = parsed.map_err(|error| Problem::new(&name, "BAD_CONFIG", explained(text, &error)))?;
        let folder = file.parent().unwrap_or(Path::new(""));
        Ok(config.map(|mut config| {
            config.words_files.iter_mut().for_each(|file| *file = folder.join(&file));
            Config { place: file.to_owned(), ..config }
        }))
    }

    /// Returns it with what `over` says, which wins; words and what is left out add up. Its place stays.
    pub fn overlaid(mut self, over: Config) -> Config {
        self.words.extend(over.words);
        self.words_files.extend(over.words_files);
        self.exclude.extend(over.exclude);
        self.kinds.extend(over.kinds);
        Config {
            rules: over.rules.or(self.rules),
            show: over.show.or(self.show),
            fix_at: over.fix_at.or(self.fix_at),
            mode: over.mode.or(self.mode),
            code: self.code || over.code,
            ..self
        }
    }
}

/// Returns an error of the configuration in one line.
fn explained(text: &str, error: &toml::de::Error) -> String {
    let line = error.span().map(|span| 1 + text[..span.start.min(text.len())].matches('\n').count());
    let message = error.message().trim().replace('\n', " ");
    line.map_or(message.clone(), |line| format!("line {line}: {message}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/unglue.schema.json");

    #[test]
    fn the_schema_is_that_of_the_configuration() {
        let schema = schemars::schema_for!(Config).to_value();
        if std::env::var_os("UNGLUE_WRITE_SCHEMA").is_some() {
            fs::write(SCHEMA, schema.to_string()).unwrap();
        }
        let there: serde_json::Value = serde_json::from_str(&fs::read_to_string(SCHEMA).unwrap()).unwrap();
        let renew = "`UNGLUE_WRITE_SCHEMA=1 cargo test -p unglue-texts schema` and `npx biome format --write crates` renew it";
        assert_eq!(there, schema, "{renew}");
    }

    #[test]
    fn a_configuration_says_what_is_wrong_with_it() {
        for (text, parts) in [
            ("show = 0.5\nshou = 1\n", ["line 2", "unknown field `shou`"]),
            ("show = \"a\"", ["line 1", "expected f32"]),
            ("kinds = { \"*.x\" = \"word\" }", ["line 1", "unknown variant `word`"]),
            ("a =", ["line 1", ""]),
        ] {
            let said = explained(text, &toml::from_str::<Config>(text).unwrap_err());
            parts.iter().for_each(|part| assert!(said.contains(part), "{said}"));
        }
    }

    #[test]
    fn the_nearest_configuration_counts() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        fs::create_dir_all(&inner).unwrap();
        let shown = || Config::find(&inner).unwrap().show;
        fs::write(folder.path().join("unglue.toml"), "show = 0.1").unwrap();
        assert_eq!(shown(), Some(0.1));
        fs::write(folder.path().join("a/pyproject.toml"), "[tool.other]\nx = 1\n").unwrap();
        assert_eq!(shown(), Some(0.1));
        fs::write(folder.path().join("a/pyproject.toml"), "[tool.unglue]\nshow = 0.2\n").unwrap();
        assert_eq!(shown(), Some(0.2));
        fs::write(inner.join(".unglue.toml"), "show = 0.3").unwrap();
        assert_eq!(shown(), Some(0.3));
        assert!(Config::read(&folder.path().join("a/none.toml")).is_err());
    }
}
