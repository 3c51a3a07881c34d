//! The corpus: documents with their genre.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde_json::Value;
use unglue_format::hash::fnv;

use unglue_run::Result;

/// A document of the corpus.
pub struct Document {
    /// Its genre, as the corpus names it.
    pub genre: String,
    /// Its text.
    pub text: String,
    /// Nothing is learned from it.
    pub held_back: bool,
    /// The seed of its chance.
    pub hash: u64,
}

impl Document {
    /// The half of the documents that it belongs to.
    pub fn half(&self) -> u64 {
        self.hash >> 20 & 1
    }
}

/// Every document, in the order of the files' names.
pub fn read(folder: &Path) -> Result<Vec<Document>> {
    let say = |path: &Path, e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
    let entries = fs::read_dir(folder).map_err(|e| say(folder, &e))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "jsonl"));
    files.sort();
    let mut documents = Vec::new();
    for path in files {
        let file = File::open(&path).map_err(|e| say(&path, &e))?;
        for line in BufReader::new(file).lines() {
            let line = line.map_err(|e| say(&path, &e))?;
            let value: Value = serde_json::from_str(&line).map_err(|e| say(&path, &e))?;
            let field = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
            let hash = fnv(field("id").as_bytes());
            documents.push(Document {
                genre: field("genre"),
                text: field("text"),
                held_back: hash.is_multiple_of(10),
                hash,
            });
        }
    }
    Ok(documents)
}

/// The share of a genre's passages that is used: novels would outvote everything else.
pub fn share(genre: &str) -> f64 {
    match genre {
        "fiction" => 0.3,
        "diary" => 0.15,
        "textbook" => 0.6,
        _ => 1.0,
    }
}
