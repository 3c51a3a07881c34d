//! Which texts of a folder are checked, and as what kind.

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::config::Config;
use crate::kind::Kind;
use crate::kinds::Kinds;
use crate::problem::{Problem, Result};

/// What a configuration says of the texts that are open in an editor, by their paths.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
    kinds: Kinds,
    exclude: Gitignore,
    code: bool,
}

impl Folder {
    /// Returns what `config` says of texts in `root`, an absolute path; its globs are taken from there. It may be empty for texts that
    /// lie nowhere.
    ///
    /// # Errors
    /// When a glob is wrong.
    pub fn new(root: &Path, config: &Config) -> Result<Folder> {
        Ok(Folder {
            root: root.to_owned(),
            kinds: Kinds::new(config)?,
            exclude: excluded(root, &config.exclude)?,
            code: config.code,
        })
    }

    /// Returns whether the configuration leaves a file out. It does so with none that lies elsewhere.
    pub fn excludes(&self, path: &Path) -> bool {
        let relative = Some(self.inside(path)).filter(|path| !path.has_root());
        relative.is_some_and(|path| self.exclude.matched_path_or_any_parents(path, false).is_ignore())
    }

    /// Returns whether the configuration itself asks for a file to be checked: it names its kind, or has code checked.
    pub fn asks_for(&self, path: &Path) -> bool {
        self.kinds.of(self.inside(path)).is_some() || self.code && Kind::of_code(path).is_some()
    }

    /// Returns the kind of a text, whether or not it is left out; `None` if none is known. The name of its file decides, as at the command
    /// line, and where that says nothing the editor's name of its language.
    pub fn kind_of(&self, path: Option<&Path>, language: &str) -> Option<Kind> {
        let by_name = path.and_then(|path| self.kinds.of(self.inside(path)).or_else(|| Kind::of_name(path)));
        let by_language = || Kind::of_language(language, path.unwrap_or(Path::new("")));
        let by_code = || path.and_then(Kind::of_code).filter(|_| self.code);
        by_name.or_else(by_language).or_else(by_code)
    }

    /// Returns a path from the folder; as it is if it lies elsewhere.
    fn inside<'p>(&self, path: &'p Path) -> &'p Path {
        path.strip_prefix(&self.root).unwrap_or(path)
    }
}

/// Returns what is left out of a folder.
fn excluded(root: &Path, globs: &[String]) -> Result<Gitignore> {
    let bad = |error: ignore::Error| Problem::usage(format!("exclude: {error}"));
    let mut builder = GitignoreBuilder::new(root);
    for glob in globs {
        builder.add_line(None, glob).map_err(bad)?;
    }
    builder.build().map_err(bad)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::family::Family;
    use crate::names::KindName;

    fn config() -> Config {
        Config {
            exclude: vec!["third-party/".into(), "/old.md".into()],
            kinds: [("*.page".into(), KindName::Html), ("docs/*.md".into(), KindName::Text)].into(),
            ..Config::default()
        }
    }

    #[test]
    fn the_kind_of_a_text() {
        let folder = |config| Folder::new(Path::new("/a/b"), &config).unwrap();
        let (plain, with_code) = (folder(config()), folder(Config { code: true, ..config() }));
        for (path, language, kind) in [
            (Some("/a/b/x.md"), "markdown", Some(Kind::Markdown)),
            (Some("/a/b/x.md"), "plaintext", Some(Kind::Markdown)),
            (Some("/a/b/x.page"), "", Some(Kind::Html)),
            (Some("/a/b/docs/x.md"), "markdown", Some(Kind::Text)),
            (Some("/elsewhere/docs/x.md"), "markdown", Some(Kind::Markdown)),
            (Some("/a/b/x.odd"), "latex", Some(Kind::Latex)),
            (Some("/a/b/x.odd"), "odd", None),
            (Some("/a/b/x.rs"), "rust", None),
            (None, "markdown", Some(Kind::Markdown)),
            (None, "rust", None),
        ] {
            assert_eq!(plain.kind_of(path.map(Path::new), language), kind, "{path:?} {language}");
        }
        let rust = with_code.kind_of(Some(Path::new("/a/b/x.rs")), "rust");
        assert_eq!(rust, Some(Kind::Code(Family::Slashes)));
        for (path, is_asked_for) in [("x.page", true), ("docs/x.md", true), ("x.md", false), ("x.rs", false)]
        {
            let path = Path::new("/a/b").join(path);
            assert_eq!(plain.asks_for(&path), is_asked_for, "{path:?}");
        }
        assert!(with_code.asks_for(Path::new("/a/b/x.rs")) && !with_code.asks_for(Path::new("/a/b/x.odd")));
    }

    #[test]
    fn what_is_left_out() {
        let folder = Folder::new(Path::new("/a/b"), &config()).unwrap();
        for (path, is_excluded) in [
            ("/a/b/x.md", false),
            ("/a/b/third-party/x.md", true),
            ("/a/b/c/third-party/d/x.md", true),
            ("/a/b/old.md", true),
            ("/a/b/c/old.md", false),
            ("/elsewhere/third-party/x.md", false),
            ("Untitled-1", false),
        ] {
            assert_eq!(folder.excludes(Path::new(path)), is_excluded, "{path}");
        }
        let bad = Config { exclude: vec!["a{".into()], ..Config::default() };
        assert!(Folder::new(Path::new("/a"), &bad).unwrap_err().to_string().contains("exclude"));
    }
}
