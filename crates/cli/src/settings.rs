//! What the arguments and the configuration ask for together. An argument wins over the configuration.

use std::path::Path;

use unglue_texts::config::Config;
use unglue_texts::judge::confidence;
use unglue_texts::kind::Kind;
use unglue_texts::kinds::Kinds;
use unglue_texts::names::KindName;
use unglue_texts::problem::Result;

use crate::arguments::Common;

/// How files are chosen.
#[derive(Debug)]
pub(crate) struct Selection {
    /// The kind of every file, if one is named.
    pub kind: Option<KindName>,
    /// The kinds of files whose names match.
    pub kinds: Kinds,
    /// Files and folders that are left out.
    pub exclude: Vec<String>,
    pub code: bool,
    pub no_ignore: bool,
    pub hidden: bool,
}

impl Selection {
    /// Returns the selection of the arguments and the configuration.
    pub(crate) fn new(common: &Common, config: &Config) -> Result<Selection> {
        Ok(Selection {
            kind: common.kind,
            kinds: Kinds::new(config)?,
            exclude: config.exclude.clone(),
            code: config.code,
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
        match self.kind {
            Some(kind) if Kind::of_name(path).is_some() => Some(Kind::named(kind, path)),
            _ => self.kinds.of(path),
        }
    }
}

/// Returns the configuration with the arguments over it.
pub(crate) fn overlaid(config: Config, common: &Common) -> Result<Config> {
    let in_range = |option, number: Option<f32>| number.map(|number| confidence(option, number)).transpose();
    Ok(config.overlaid(Config {
        rules: Some(common.rules.clone()).filter(|rules| !rules.is_empty()),
        show: in_range("--show", common.show)?,
        fix_at: in_range("--fix-at", common.fix_at)?,
        mode: common.mode,
        words_files: common.words.clone(),
        exclude: common.exclude.clone(),
        code: common.code,
        ..Config::default()
    }))
}
