//! What the texts of a folder are judged by: its configuration, with the client's settings over it.

use std::path::{Path, PathBuf};

use unglue_texts::config::Config;
use unglue_texts::folder::Folder;
use unglue_texts::judge::Judge;
use unglue_texts::kind::Kind;
use unglue_texts::problem::Result;

/// A folder, and how the texts in it are judged.
#[derive(Debug)]
pub(crate) struct Project {
    /// `None` for texts that lie nowhere.
    pub folder: Option<PathBuf>,
    /// The configuration as it is in its file.
    pub config: Config,
    pub judge: Judge,
    texts: Folder,
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
            texts: Folder::new(folder.unwrap_or(Path::new("")), &all)?,
            folder: folder.map(Path::to_owned),
            config,
        })
    }

    /// Returns the kind of a text; `None` if it is not to be checked.
    pub(crate) fn kind_of(&self, path: Option<&Path>, language: &str) -> Option<Kind> {
        if path.is_some_and(|path| self.texts.excludes(path)) {
            return None;
        }
        self.texts.kind_of(path, language)
    }
}
