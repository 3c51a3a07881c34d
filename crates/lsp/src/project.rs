//! What the texts of a folder are judged by: its configuration, with the client's settings over it.

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use unglue_texts::config::Config;
use unglue_texts::judge::Judge;
use unglue_texts::kind::Kind;
use unglue_texts::kinds::Kinds;
use unglue_texts::problem::{Problem, Result};

/// A folder, and how the texts in it are judged.
#[derive(Debug)]
pub(crate) struct Project {
    /// `None` for texts that lie nowhere.
    pub folder: Option<PathBuf>,
    /// The configuration as it is in its file.
    pub config: Config,
    pub judge: Judge,
    kinds: Kinds,
    exclude: Gitignore,
    code: bool,
}

impl Project {
    /// Returns the project of a folder: the configuration is the one that the command line takes when it is started there.
    pub(crate) fn new(folder: Option<&Path>, client: &Config) -> Result<Project> {
        let config = folder.map_or_else(|| Ok(Config::default()), Config::find)?;
        Project::with(folder, config, client)
    }

    /// Returns the project of a folder without its configuration.
    pub(crate) fn without_config(folder: Option<&Path>, client: &Config) -> Result<Project> {
        Project::with(folder, Config::default(), client)
    }

    fn with(folder: Option<&Path>, config: Config, client: &Config) -> Result<Project> {
        let all = config.clone().overlaid(client.clone());
        Ok(Project {
            judge: all.judge()?,
            kinds: Kinds::new(&all)?,
            exclude: excluded(folder.unwrap_or(Path::new("")), &all.exclude)?,
            code: all.code,
            folder: folder.map(Path::to_owned),
            config,
        })
    }

    /// Returns the kind of a text; `None` if it is not to be checked. The name of its file decides, as at the command line, and
    /// where that says nothing the client's name of its language.
    pub(crate) fn kind_of(&self, path: Option<&Path>, language: &str) -> Option<Kind> {
        let inside =
            path.map(|path| self.folder.as_ref().and_then(|f| path.strip_prefix(f).ok()).unwrap_or(path));
        // What lies elsewhere is not what the folder's configuration leaves out.
        let relative = inside.filter(|path| path.is_relative());
        if relative.is_some_and(|path| self.exclude.matched_path_or_any_parents(path, false).is_ignore()) {
            return None;
        }
        let by_name = inside.and_then(|path| self.kinds.of(path).or_else(|| Kind::of_name(path)));
        let by_language = || Kind::of_language(language, path.unwrap_or(Path::new("")));
        let by_code = || path.and_then(Kind::of_code).filter(|_| self.code);
        by_name.or_else(by_language).or_else(by_code)
    }
}

/// Returns what is left out of a folder.
fn excluded(folder: &Path, globs: &[String]) -> Result<Gitignore> {
    let bad = |error: ignore::Error| Problem::usage(format!("exclude: {error}"));
    let mut builder = GitignoreBuilder::new(folder);
    for glob in globs {
        builder.add_line(None, glob).map_err(bad)?;
    }
    builder.build().map_err(bad)
}

#[cfg(test)]
mod tests {
    use unglue_texts::family::Family;
    use unglue_texts::names::KindName;

    use super::*;

    #[test]
    fn the_kind_of_a_text() {
        let config = Config {
            exclude: vec!["third-party/".into(), "/old.md".into()],
            kinds: [("*.page".into(), KindName::Html), ("docs/*.md".into(), KindName::Text)].into(),
            ..Config::default()
        };
        let code = Config { code: true, ..Config::default() };
        let project = |client| Project::with(Some(Path::new("/a/b")), config.clone(), client).unwrap();
        let (plain, with_code) = (project(&Config::default()), project(&code));
        for (path, language, kind) in [
            (Some("/a/b/x.md"), "markdown", Some(Kind::Markdown)),
            (Some("/a/b/x.md"), "plaintext", Some(Kind::Markdown)),
            (Some("/a/b/x.page"), "", Some(Kind::Html)),
            (Some("/a/b/docs/x.md"), "markdown", Some(Kind::Text)),
            (Some("/a/b/x.odd"), "latex", Some(Kind::Latex)),
            (Some("/a/b/x.odd"), "odd", None),
            (Some("/a/b/third-party/x.md"), "markdown", None),
            (Some("/a/b/old.md"), "markdown", None),
            (Some("/a/b/c/old.md"), "markdown", Some(Kind::Markdown)),
            (Some("/elsewhere/third-party/x.md"), "markdown", Some(Kind::Markdown)),
            (Some("/a/b/x.rs"), "rust", None),
            (None, "markdown", Some(Kind::Markdown)),
            (None, "rust", None),
        ] {
            assert_eq!(plain.kind_of(path.map(Path::new), language), kind, "{path:?} {language}");
        }
        let rust = with_code.kind_of(Some(Path::new("/a/b/x.rs")), "rust");
        assert_eq!(rust, Some(Kind::Code(Family::Slashes)));
    }
}
