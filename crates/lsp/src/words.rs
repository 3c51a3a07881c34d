//! Puts a word into the words of a project, where the command line finds it too.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use unglue_texts::config::Config;
use unglue_texts::problem::{Problem, Result};
use unglue_texts::words::{with_line, with_word};

/// Adds a word to the first file of words that a configuration names, or to its list of words; without a configuration to a new
/// `unglue.toml` in `folder`. Returns the file that has the word now.
pub(crate) fn add_word(config: &Config, folder: &Path, word: &str) -> Result<PathBuf> {
    if let Some(file) = config.words_files.first() {
        return write(file, |text| Ok(with_line(text, word)));
    }
    if config.place.as_os_str().is_empty() {
        let file = folder.join("unglue.toml");
        return write(&file, |text| with_word(&file, text, word));
    }
    write(&config.place, |text| with_word(&config.place, text, word))
}

/// Replaces a file by what `change` makes of its text, as a whole or not at all.
fn write(file: &Path, change: impl FnOnce(&str) -> std::result::Result<String, String>) -> Result<PathBuf> {
    let name = file.display().to_string();
    let failed = |error: io::Error| Problem::of_io(&name, &error);
    // A symbolic link stays.
    let file = match fs::canonicalize(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
        there => there.unwrap_or_else(|_| file.to_owned()),
    };
    let text = match fs::read_to_string(&file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        read => read.map_err(failed)?,
    };
    let new = change(&text).map_err(|reason| Problem::new(&name, "BAD_CONFIG", reason))?;
    if new == text {
        return Ok(file);
    }
    let mut beside =
        tempfile::NamedTempFile::new_in(file.parent().unwrap_or(Path::new("."))).map_err(failed)?;
    beside.write_all(new.as_bytes()).map_err(failed)?;
    let permissions =
        fs::metadata(&file).map_or_else(|_| usual_permissions(), |data| Some(data.permissions()));
    if let Some(permissions) = permissions {
        beside.as_file().set_permissions(permissions).map_err(failed)?;
    }
    beside.as_file().sync_all().map_err(failed)?;
    beside.persist(&file).map_err(|error| failed(error.error))?;
    Ok(file)
}

/// Returns the permissions of a new file that others may read, which a temporary one has not.
fn usual_permissions() -> Option<fs::Permissions> {
    #[cfg(unix)]
    return Some(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    #[cfg(not(unix))]
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_that_gets_it() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().canonicalize().unwrap();
        let add = |word| add_word(&Config::find(&folder).unwrap(), &folder, word).unwrap();
        assert_eq!(add("Foo"), folder.join("unglue.toml"));
        assert_eq!(Config::find(&folder).unwrap().words, ["Foo"]);
        fs::write(folder.join("unglue.toml"), "words-files = [\"w/words.txt\"]\n").unwrap();
        fs::create_dir(folder.join("w")).unwrap();
        assert_eq!(add("Bar"), folder.join("w/words.txt"));
        assert_eq!(fs::read_to_string(folder.join("w/words.txt")).unwrap(), "Bar\n");
        fs::write(folder.join("unglue.toml"), "words-files = [\"none/words.txt\"]\n").unwrap();
        assert!(add_word(&Config::find(&folder).unwrap(), &folder, "Baz").is_err());
    }
}
