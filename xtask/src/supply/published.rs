//! Tests of what is published: the files of the crate, and where manifests and documents say that the project is.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::files::{metadata, read};
use unglue_run::{Run, root};

/// What the crate ships beside `src/`, as Cargo lists it.
const SHIPPED: [&str; 15] = [
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "Cargo.toml.orig",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "examples/check.rs",
    "examples/document.rs",
    "examples/fix.rs",
    "examples/notes.txt",
    "examples/parts.rs",
    "examples/protect.rs",
    "examples/words.rs",
    "src/",
];

/// The files of a folder and of those in it.
fn files_under(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files_under(&path) } else { vec![path] }).collect()
}

#[test]
fn the_crate_ships_its_sources_and_what_they_need() {
    let list = Run::new("cargo package --locked --package unglue --list --allow-dirty").output().unwrap();
    let list = list.replace('\\', "/");
    // Cargo adds this one where there is a git repository.
    let mut others: Vec<&str> = list.lines().filter(|file| *file != ".cargo_vcs_info.json").collect();
    let all = others.len();
    others.retain(|file| !file.starts_with("src/"));
    let sources = all - others.len();
    others.push("src/");
    assert_eq!(others, SHIPPED);
    assert_eq!(sources, files_under(&root().join("src")).len(), "every file of src/ is shipped");
}

#[test]
fn the_wheel_ships_the_licences_of_the_code_and_of_the_data() {
    for (from, to) in [
        ("LICENSE-MIT", "LICENSE-MIT"),
        ("LICENSE-APACHE", "LICENSE-APACHE"),
        ("data/en/LICENSE", "LICENSE-DATA"),
        ("data/en/SOURCES.md", "SOURCES-DATA.md"),
    ] {
        let to = format!("python/licences/{to}");
        assert!(read(&to).unwrap() == read(from).unwrap(), "{to} is no copy of {from}: copy it");
    }
}

#[test]
fn all_say_the_same_version_and_place() {
    let metadata = metadata("--no-deps").unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let krate = packages.iter().find(|package| package["name"] == "unglue").unwrap();
    let package: Value = serde_json::from_str(&read("pkg/package.json").unwrap()).unwrap();
    assert_eq!(package["version"], krate["version"]);

    let repository = krate["repository"].as_str().unwrap();
    // The wheel, the hook of pre-commit that installs it, and the action.
    let version = krate["version"].as_str().unwrap();
    for (file, line) in [
        ("python/Cargo.toml", format!("version = \"{version}\"")),
        ("python/pyproject.toml", format!("Repository = \"{repository}\"")),
        ("pyproject.toml", format!("version = \"{version}\"")),
        ("pyproject.toml", format!("dependencies = [\"unglue=={version}\"]")),
        ("action.yml", format!("    default: \"{version}\"")),
    ] {
        assert!(read(file).unwrap().lines().any(|other| other == line), "{file} does not say {line}");
    }
    assert_eq!(package["homepage"], krate["homepage"]);
    assert_eq!(package["bugs"], format!("{repository}/issues"));
    assert_eq!(package["repository"]["url"], format!("git+{repository}.git"));

    // Whatever else names the repository names this one.
    let mut files: Vec<PathBuf> =
        ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "pkg/README.md", "python/README.md"]
            .map(|file| root().join(file))
            .to_vec();
    files.extend(["docs", ".github"].into_iter().flat_map(|folder| files_under(&root().join(folder))));
    for file in files {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        for (at, _) in text.match_indices("https://github.com/") {
            let address =
                text[at..].split(|c: char| c.is_whitespace() || "\")>`".contains(c)).next().unwrap();
            let is_ours = address.split('/').nth(4).is_some_and(|name| name.starts_with("unglue"));
            assert!(!is_ours || address.starts_with(repository), "{}: {address}", file.display());
        }
    }
}
