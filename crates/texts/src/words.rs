//! Puts a word into a configuration, or into a file of words: what else is in them stays.

use std::path::Path;

use toml_edit::{Array, DocumentMut, Item, Table, TableLike, Value};

use crate::config::PYPROJECT;

/// Returns a file of words with one more, with the line ends that it has.
pub fn with_line(text: &str, word: &str) -> String {
    if text.lines().any(|line| line.trim() == word) {
        return text.to_owned();
    }
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let between = if text.is_empty() || text.ends_with('\n') { "" } else { end };
    format!("{text}{between}{word}{end}")
}

/// Returns a configuration with one more word, by the name of its file.
///
/// # Errors
/// What is wrong with it.
pub fn with_word(file: &Path, text: &str, word: &str) -> std::result::Result<String, String> {
    let in_project = file.file_name().is_some_and(|name| name == PYPROJECT);
    let table: &[&str] = if in_project { &["tool", "unglue"] } else { &[] };
    with_word_in(table, text, word)
}

/// The same by the names of the tables in which it stands.
fn with_word_in(table: &[&str], text: &str, word: &str) -> std::result::Result<String, String> {
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
            assert_eq!(with_word_in(table, text, "Foo").unwrap(), new, "{text:?}");
            assert_eq!(with_word_in(table, new, "Foo").unwrap(), new, "twice: {text:?}");
        }
        for (text, part) in [("words = 1", "no list"), ("tool = 1", "no table"), ("a =", "")] {
            let table: &[&str] = if text.starts_with("tool") { &["tool", "unglue"] } else { &[] };
            assert!(with_word_in(table, text, "Foo").unwrap_err().contains(part), "{text}");
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
}
