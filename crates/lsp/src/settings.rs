//! The client's settings and the projects that texts belong to.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use serde::Deserialize;
use serde_json::Value;
use unglue_texts::config::Config;
use unglue_texts::problem::{Problem, Result};

use crate::project::Project;

/// The settings, and the projects as far as a text has asked for them.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    /// What the client says, in the shape of `unglue.toml`.
    client: Config,
    /// The folders that the client has open.
    pub folders: Vec<PathBuf>,
    projects: HashMap<Option<PathBuf>, Rc<Project>>,
    /// Projects whose configuration was right before it changed, for as long as it is not.
    old: HashMap<Option<PathBuf>, Rc<Project>>,
}

impl Settings {
    /// Takes the client's settings: `{"unglue": {…}}`, or what is in that. Those of other servers alone, as Emacs sends them to each, say
    /// nothing.
    ///
    /// # Errors
    /// When they are no settings; then those before stay.
    pub(crate) fn set_client(&mut self, settings: &Value) -> Result<()> {
        let settings = settings.get("unglue").unwrap_or(settings);
        if is_of_others(settings) {
            return Ok(());
        }
        let bad = |reason: String| Problem::usage(format!("the settings of unglue: {reason}"));
        let mut client = match settings {
            Value::Null => Config::default(),
            _ => Config::deserialize(settings).map_err(|error| bad(error.to_string()))?,
        };
        if let Some(folder) = self.folders.first() {
            client.words_files.iter_mut().for_each(|file| *file = folder.join(&file));
        }
        client.judge().map_err(|problem| bad(problem.to_string()))?;
        self.client = client;
        self.forget_projects();
        Ok(())
    }

    /// Has every configuration read again when a text asks for it.
    pub(crate) fn forget_projects(&mut self) {
        self.old.extend(self.projects.drain());
    }

    /// Returns the project of a text, and what is wrong with its configuration if that was read now.
    pub(crate) fn project_of(&mut self, path: Option<&Path>) -> (Rc<Project>, Option<Problem>) {
        let folder = self.folder_of(path);
        if let Some(project) = self.projects.get(&folder) {
            return (Rc::clone(project), None);
        }
        let read = Project::new(folder.as_deref(), &self.client);
        let (project, problem) = match read {
            Ok(project) => (Rc::new(project), None),
            Err(problem) => (self.substitute(folder.as_deref()), Some(problem)),
        };
        self.projects.insert(folder, Rc::clone(&project));
        (project, problem)
    }

    /// Returns the project of a folder whose configuration is wrong: as it was before, or without one.
    fn substitute(&self, folder: Option<&Path>) -> Rc<Project> {
        let old = self.old.get(&folder.map(Path::to_owned)).cloned();
        old.unwrap_or_else(|| {
            let project = Project::without_config(folder, &self.client);
            Rc::new(project.expect("the client's settings were tried"))
        })
    }

    /// Returns the folder that is open and nearest to a text, or else the text's own.
    fn folder_of(&self, path: Option<&Path>) -> Option<PathBuf> {
        let Some(path) = path else { return self.folders.first().cloned() };
        let around = self.folders.iter().filter(|folder| path.starts_with(folder));
        let nearest = around.max_by_key(|folder| folder.components().count()).cloned();
        nearest.or_else(|| path.parent().map(Path::to_owned))
    }

    /// Returns the configurations and files of words that the projects so far are made of.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        self.projects.values().flat_map(|project| {
            let config = &project.config;
            config.words_files.iter().map(PathBuf::as_path).chain([config.place.as_path()])
        })
    }
}

/// Returns whether settings are sections of others: each has some, and unglue knows none of their names.
fn is_of_others(settings: &Value) -> bool {
    let Some(sections) = settings.as_object().filter(|sections| !sections.is_empty()) else { return false };
    sections.iter().all(|(name, section)| {
        let alone = Value::Object([(name.clone(), section.clone())].into_iter().collect());
        section.is_object() && Config::deserialize(alone).is_err()
    })
}
