//! Puts a word into the words of a project, where the command line finds it too.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use toml_edit::{Array, DocumentMut, Item, Table, TableLike, Value};
use unglue_texts::config::Config;
use unglue_texts::problem::{Problem, Result};

/// Adds a word to the first file of words that a configuration names, or to its list of words; without a configuration to a new
/// `unglue.toml` in `folder`. Returns the file that has the word now.
pub(crate) fn add_word(config: &Config, folder: &Path, word: &str) -> Result<PathBuf> {
    if let Some(file) = config.words_files.first() {
        return write(file, |text| Ok(with_line(text, word)));
    }
    if config.place.as_os_str().is_empty() {
        return write(&folder.join("unglue.toml"), |text| with_word(text, &[], word));
    }
    let in_project = config.place.file_name().is_some_and(|name| name == "pyproject.toml");
    let table: &[&str] = if in_project { &["tool", "unglue"] } else { &[] };
    write(&config.place, |text| with_word(text, table, word))
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

/// Returns a file of words with one more, with the line ends that it has.
fn with_line(text: &str, word: &str) -> String {
    if text.lines().any(|line| line.trim() == word) {
        return text.to_owned();
    }
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let between = if text.is_empty() || text.ends_with('\n') { "" } else { end };
    format!("{text}{between}{word}{end}")
}

/// Returns a configuration with one more word; `table` is where in the file it stands.
fn with_word(text: &str, table: &[&str], word: &str) -> std::result::Result<String, String> {
    let mut document: DocumentMut =
        text.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    let mut here: &mut dyn TableLike = document.as_table_mut();
    for name in table {
        let inner = here.entry(name).or_insert(Item::Table(Table::new())).as_table_like_mut();
        here = inner.ok_or_else(|| format!("{name} is no table"))?;
    }
    let words = here.entry("words").or_insert(Item::Value(Value::Array(Array::new())));
    let words = words.as_array_mut().ok_or("words is no list")?;
    if words.iter().any(|there| there.as_str() == Some(word)) {
        return Ok(text.to_owned());
    }
    // A list with a word a line goes on so; the comment of the line before belongs to that.
    let before = words.iter().last().and_then(|last| last.decor().prefix()?.as_str());
    let before = before.and_then(|before| Some(before[before.rfind('\n')?..].to_owned()));
    words.push(word);
    if let (Some(before), Some(last)) = (before, words.iter_mut().last()) {
        last.decor_mut().set_prefix(before);
    }
    let new = document.to_string();
    // The library writes line feeds where it writes anything anew.
    Ok(if text.contains("\r\n") { new.replace("\r\n", "\n").replace('\n', "\r\n") } else { new })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_more_in_a_configuration() {
        for (text, table, new) in [
            ("", &[][..], "words = [\"Foo\"]\n"),
            ("# mine\nshow = 0.9 # sure\n", &[], "# mine\nshow = 0.9 # sure\nwords = [\"Foo\"]\n"),
            ("words = [\"a\"]", &[], "words = [\"a\", \"Foo\"]\n"),
            ("words = [\"Foo\"]", &[], "words = [\"Foo\"]"),
            (
                "words = [\n  \"a\", # b\n  \"c\",\n]\n",
                &[],
                "words = [\n  \"a\", # b\n  \"c\",\n  \"Foo\",\n]\n",
            ),
            ("show = 0.9\r\n[kinds]\r\n", &[], "show = 0.9\r\nwords = [\"Foo\"]\r\n[kinds]\r\n"),
            (
                "[project]\nname = \"x\"\n[tool.unglue]\nshow = 0.9\n[tool.b]\n",
                &["tool", "unglue"],
                "[project]\nname = \"x\"\n[tool.unglue]\nshow = 0.9\nwords = [\"Foo\"]\n[tool.b]\n",
            ),
        ] {
            assert_eq!(with_word(text, table, "Foo").unwrap(), new, "{text:?}");
            assert_eq!(with_word(new, table, "Foo").unwrap(), new, "twice: {text:?}");
        }
        for (text, part) in [("words = 1", "no list"), ("tool = 1", "no table"), ("a =", "")] {
            let table: &[&str] = if text.starts_with("tool") { &["tool", "unglue"] } else { &[] };
            assert!(with_word(text, table, "Foo").unwrap_err().contains(part), "{text}");
        }
    }

    #[test]
    fn a_word_more_in_a_file_of_words() {
        for (text, new) in [
            ("", "Foo\n"),
            ("# mine\na", "# mine\na\nFoo\n"),
            ("a\r\nb\r\n", "a\r\nb\r\nFoo\r\n"),
            (" Foo \nb", " Foo \nb"),
        ] {
            assert_eq!(with_line(text, "Foo"), new, "{text:?}");
        }
    }

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
