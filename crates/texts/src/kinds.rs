//! The kinds that a configuration gives files by globs of their names.

use std::path::Path;

use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::config::Config;
use crate::kind::Kind;
use crate::names::KindName;
use crate::problem::{Problem, Result};

/// Globs of file names, and the kinds of the files that match.
#[derive(Debug, Clone, Default)]
pub struct Kinds {
    globs: GlobSet,
    kinds: Vec<KindName>,
}

impl Kinds {
    /// Returns those of a configuration.
    pub fn new(config: &Config) -> Result<Kinds> {
        let mut builder = GlobSetBuilder::new();
        for glob in config.kinds.keys() {
            // One without a slash is for the name of the file, wherever that lies.
            let on_paths = if glob.contains('/') { glob.clone() } else { format!("**/{glob}") };
            let glob = Glob::new(&on_paths).map_err(|error| Problem::usage(format!("kinds: {error}")))?;
            builder.add(glob);
        }
        let globs = builder.build().map_err(|error| Problem::usage(error.to_string()))?;
        Ok(Kinds { globs, kinds: config.kinds.values().copied().collect() })
    }

    /// Returns the kind of a file; `None` if no glob matches.
    pub fn of(&self, path: &Path) -> Option<Kind> {
        let name = path.strip_prefix("./").unwrap_or(path);
        self.globs.matches(name).last().map(|&nth| Kind::named(self.kinds[nth], path))
    }
}
