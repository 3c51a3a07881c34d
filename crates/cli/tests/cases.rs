//! The cases of `tests/cli/cases.json`, which `pkg/test/cli-cases.test.js` tries with `npx unglue` as far as both have it.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;

/// A case: what is there, what is asked, and all that comes of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// "native" where `npx unglue` does not have it.
    only: Option<String>,
    args: Vec<String>,
    #[serde(default)]
    files: BTreeMap<String, Content>,
    #[serde(default)]
    stdin: String,
    #[serde(default)]
    env: BTreeMap<String, String>,
    status: i32,
    /// Lines, as of `stderr`: nothing but what stands here is said.
    #[serde(default)]
    stdout: Vec<String>,
    #[serde(default)]
    stderr: Vec<String>,
    /// What files hold afterwards; all others are as they were, and there are no new ones.
    #[serde(default)]
    after: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Content {
    Text(String),
    /// A byte a character.
    Bytes {
        latin1: String,
    },
}

impl Content {
    fn bytes(&self) -> Vec<u8> {
        match self {
            Content::Text(text) => text.clone().into_bytes(),
            Content::Bytes { latin1 } => latin1.chars().map(|c| c as u8).collect(),
        }
    }
}

fn cases() -> Vec<Case> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cli/cases.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Returns what was said without what changes with the model, the version and the place of the test.
fn settled(said: &[u8], folder: &Path) -> Vec<String> {
    let said = String::from_utf8(said.to_vec()).unwrap();
    let said = said.replace(&folder.display().to_string(), "<FOLDER>");
    let said = said.replace(concat!("\"", env!("CARGO_PKG_VERSION"), "\""), "\"VERSION\"");
    let is_number = |c: char| c.is_ascii_digit() || c == '.';
    let mut out = String::new();
    for (nth, piece) in said.split("\"confidence\":").enumerate() {
        out += if nth == 0 { "" } else { "\"confidence\":0" };
        out += if nth == 0 { piece } else { piece.trim_start_matches(is_number) };
    }
    let mut settled = String::new();
    let pieces: Vec<&str> = out.split(" %)").collect();
    for (nth, piece) in pieces.iter().enumerate() {
        let is_last = nth + 1 == pieces.len();
        settled += if is_last { piece } else { piece.trim_end_matches(is_number) };
        settled += if is_last { "" } else { "N %)" };
    }
    match settled.is_empty() {
        true => Vec::new(),
        false => settled.split('\n').map(str::to_owned).collect(),
    }
}

/// Returns all files of a folder by their paths in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for path in fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap().display().to_string().replace('\\', "/");
            found.insert(name, fs::read(&path).unwrap());
        }
    }
    found
}

fn run(case: &Case) {
    let folder = tempfile::tempdir().unwrap();
    // As the program sees it.
    let path = folder.path().canonicalize().unwrap();
    for (name, content) in &case.files {
        fs::create_dir_all(path.join(name).parent().unwrap()).unwrap();
        fs::write(path.join(name), content.bytes()).unwrap();
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_unglue"))
        .args(&case.args)
        .current_dir(&path)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .envs(&case.env)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Whoever does not read standard input closes it.
    _ = child.stdin.take().unwrap().write_all(case.stdin.as_bytes());
    let output = child.wait_with_output().unwrap();
    let name = &case.name;
    assert_eq!(settled(&output.stderr, &path), case.stderr, "{name}: standard error");
    assert_eq!(settled(&output.stdout, &path), case.stdout, "{name}: standard output");
    assert_eq!(output.status.code(), Some(case.status), "{name}: exit status");
    let mut expected: BTreeMap<String, Vec<u8>> =
        case.files.iter().map(|(name, content)| (name.clone(), content.bytes())).collect();
    expected.extend(case.after.iter().map(|(name, text)| (name.clone(), text.clone().into_bytes())));
    assert_eq!(files(&path), expected, "{name}: files");
}

#[test]
fn every_case_of_the_table() {
    let cases = cases();
    assert!(cases.len() >= 50, "only {} cases", cases.len());
    assert!(cases.iter().filter(|case| case.only.is_none()).count() >= 20);
    cases.iter().for_each(run);
}
