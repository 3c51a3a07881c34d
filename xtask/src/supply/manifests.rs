//! Tests of the manifests, and of other files that only people read.

use std::collections::BTreeSet;

use saphyr::{LoadableYamlNode, Yaml};
use serde_json::Value;
use unglue_run::root;

use super::files::{metadata, read};

/// The manifests of Cargo outside `crates/`, those of npm, and the packages of Python.
const CARGO: [&str; 4] = ["Cargo.toml", "xtask/Cargo.toml", "fuzz/Cargo.toml", "python/Cargo.toml"];
const NPM: [&str; 9] = [
    "package.json",
    "pkg/package.json",
    "www/package.json",
    "extension/package.json",
    "vscode/package.json",
    "obsidian/package.json",
    "bench/package.json",
    "extension/lint/package.json",
    "vscode/host/package.json",
];
const PYTHON: [&str; 2] = ["python/requirements/test", "python/requirements/engines"];
/// Where the scratch projects are, each with a manifest and a lock file of its own.
const PROJECTS: &str = "pkg/test/projects";
/// Where the reasons for packages of npm and Python stand.
const REASONS: &str = "docs/dependencies.md";

/// The folders of the scratch projects.
fn projects() -> Vec<String> {
    let entries = std::fs::read_dir(root().join(PROJECTS)).unwrap().map(|entry| entry.unwrap());
    let folders = entries.filter(|entry| entry.path().join("package.json").is_file());
    folders.map(|entry| format!("{PROJECTS}/{}", entry.file_name().display())).collect()
}

/// The manifests of Cargo.
fn cargo_manifests() -> Vec<String> {
    let crates = std::fs::read_dir(root().join("crates")).unwrap();
    let crates = crates.map(|entry| format!("crates/{}/Cargo.toml", entry.unwrap().file_name().display()));
    CARGO.map(str::to_owned).into_iter().chain(crates).collect()
}

#[test]
fn every_crate_has_its_reason_above_it() {
    let mut seen = 0;
    for file in cargo_manifests() {
        let manifest = read(&file).unwrap();
        let (mut in_dependencies, mut before) = (false, "");
        for line in manifest.lines() {
            if line.starts_with('[') {
                in_dependencies = line.trim_end_matches(']').ends_with("dependencies");
            } else if in_dependencies && line.contains('=') && !line.starts_with('#') {
                assert!(before.starts_with("# "), "{file}: no comment says what this is for:\n{line}");
                seen += 1;
            }
            before = line;
        }
    }
    assert!(seen > 25, "only {seen} dependencies were found");
}

#[test]
fn every_npm_package_has_its_reason_and_its_exact_version() {
    let mut wanted = BTreeSet::new();
    let projects = projects().into_iter().map(|folder| format!("{folder}/package.json"));
    for file in NPM.map(str::to_owned).into_iter().chain(projects) {
        let manifest: Value = serde_json::from_str(&read(&file).unwrap()).unwrap();
        for kind in ["dependencies", "devDependencies", "peerDependencies"] {
            for (name, version) in manifest[kind].as_object().into_iter().flatten() {
                let version = version.as_str().unwrap();
                let is_exact = version.starts_with(|c: char| c.is_ascii_digit());
                assert!(
                    is_exact || kind == "peerDependencies",
                    "{file}: {name} is at {version}: name one version"
                );
                // The package itself.
                wanted.extend(Some(name.clone()).filter(|name| name != "unglue"));
            }
        }
    }
    wanted.extend(PYTHON.iter().flat_map(|file| requirements(&format!("{file}.in"))).map(|(name, _)| name));
    let reasons = read(REASONS).unwrap();
    let rows = reasons.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    let rows: Vec<(String, &str)> = rows.map(|(name, rest)| (name.replace("` `", "\n"), rest)).collect();
    let named: BTreeSet<String> =
        rows.iter().flat_map(|(names, _)| names.lines().map(str::to_owned)).collect();
    assert_eq!(named, wanted, "{REASONS} must name what the manifests have, and nothing else");
    assert!(rows.iter().all(|(_, rest)| rest.split(" | ").nth(1).is_some_and(|why| why.len() > 10)));
}

/// The packages that a file of Python's requirements names, with their versions; extras are left out.
fn requirements(file: &str) -> Vec<(String, String)> {
    let text = read(file).unwrap();
    let lines = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_alphanumeric()));
    let pair = |line: &str| {
        let line = line.trim_end_matches([' ', '\\']);
        let (name, version) =
            line.split_once("==").unwrap_or_else(|| panic!("{file}: {line}: name one version"));
        (name.split('[').next().unwrap_or(name).to_owned(), version.to_owned())
    };
    lines.map(pair).collect()
}

#[test]
fn what_python_installs_is_pinned_to_its_bytes_and_names_no_host() {
    for file in PYTHON {
        let (named, locked) = (requirements(&format!("{file}.in")), requirements(&format!("{file}.txt")));
        for package in &named {
            assert!(locked.contains(package), "{file}.txt has no {package:?}: make it anew");
        }
        let text = read(&format!("{file}.txt")).unwrap();
        assert!(!text.contains("//"), "{file}.txt names a host");
        let hashed = text.split("==").skip(1).filter(|entry| entry.contains("--hash=sha256:")).count();
        assert_eq!(hashed, locked.len(), "{file}.txt: each package has a checksum");
    }
}

#[test]
fn the_wheel_is_made_of_the_same_crates_as_the_rest() {
    metadata("--manifest-path python/Cargo.toml").unwrap();
    let crates = |file: &str| -> BTreeSet<(String, String)> {
        let lock = read(file).unwrap().replace('\r', "");
        let entries = lock.split("[[package]]\nname = \"").skip(1);
        let pair = |entry: &str| {
            let (name, rest) = entry.split_once("\"\nversion = \"")?;
            Some((name.to_owned(), rest.split_once('"')?.0.to_owned()))
        };
        entries.filter_map(pair).collect()
    };
    let (all, wheel) = (crates("Cargo.lock"), crates("python/Cargo.lock"));
    let names: BTreeSet<&String> = all.iter().map(|(name, _)| name).collect();
    let differs: Vec<_> = wheel.difference(&all).filter(|(name, _)| names.contains(name)).collect();
    assert!(differs.is_empty(), "python/Cargo.lock has other versions than Cargo.lock: {differs:?}");
}

#[test]
fn the_lock_files_are_there_and_fit_the_manifests() {
    // Fails when Cargo.lock would have to change.
    metadata("").unwrap();
    // Each lock file, and the manifest of each folder that it is for.
    let mut locks = vec![
        (
            "package-lock.json".to_owned(),
            ["", "pkg", "www", "extension", "vscode", "obsidian"]
                .into_iter()
                .zip(NPM.map(str::to_owned))
                .collect::<Vec<_>>(),
        ),
        ("bench/package-lock.json".to_owned(), vec![("", NPM[6].to_owned())]),
        ("extension/lint/package-lock.json".to_owned(), vec![("", NPM[7].to_owned())]),
        ("vscode/host/package-lock.json".to_owned(), vec![("", NPM[8].to_owned())]),
    ];
    locks.extend(
        projects().into_iter().map(|folder| {
            (format!("{folder}/package-lock.json"), vec![("", format!("{folder}/package.json"))])
        }),
    );
    for (file, manifests) in locks {
        let lock: Value = serde_json::from_str(&read(&file).unwrap()).unwrap();
        for (folder, entry) in lock["packages"].as_object().unwrap() {
            let is_own = !folder.contains("node_modules") || entry["link"] == true;
            let is_bundled = entry["inBundle"] == true;
            assert!(
                is_own || is_bundled || entry["integrity"].is_string(),
                "{file}: {folder} has no checksum"
            );
            assert!(
                entry["resolved"].as_str().is_none_or(|at| !at.contains("//")),
                "{file}: {folder} names a host"
            );
        }
        // What the manifests ask for is what the lock file has.
        for (folder, manifest) in manifests {
            let manifest_json: Value = serde_json::from_str(&read(&manifest).unwrap()).unwrap();
            for kind in ["dependencies", "devDependencies", "peerDependencies"] {
                assert_eq!(
                    lock["packages"][folder][kind], manifest_json[kind],
                    "{file} does not fit {manifest}"
                );
            }
        }
    }
}

/// Some packages of Cargo's metadata and all that they depend on, by their ids.
fn reachable<'m>(metadata: &'m Value, mut waiting: Vec<&'m str>) -> BTreeSet<&'m str> {
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    let mut found = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if found.insert(id) {
            let node = nodes.iter().find(|node| node["id"] == id).unwrap();
            waiting.extend(node["dependencies"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()));
        }
    }
    found
}

#[test]
fn no_dependency_needs_a_newer_compiler_than_the_manifest_says() {
    let number = |version: &str| -> (u32, u32) {
        let mut parts = version.split('.').map(|part| part.parse().unwrap());
        (parts.next().unwrap(), parts.next().unwrap_or(0))
    };
    let metadata = metadata("--features english,xtask/bench,xtask/supply").unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let ours = packages.iter().find(|package| package["name"] == "unglue").unwrap();
    let ours = number(ours["rust_version"].as_str().unwrap());
    // All but what `cargo xtask data` needs: its source of misspellings is pinned.
    let members =
        packages.iter().filter(|package| package["source"].is_null() && package["name"] != "unglue-data");
    let used = reachable(&metadata, members.map(|package| package["id"].as_str().unwrap()).collect());
    let mut seen = 0;
    for package in packages.iter().filter(|package| used.contains(package["id"].as_str().unwrap())) {
        let Some(theirs) = package["rust_version"].as_str() else { continue };
        seen += 1;
        let name = &package["name"];
        assert!(
            number(theirs) <= ours,
            "{name} needs Rust {theirs}, and the manifest promises {}.{}",
            ours.0,
            ours.1
        );
    }
    assert!(seen > 30, "only {seen} crates say what they need");
}

#[test]
fn the_forms_for_reports_can_be_read_and_ask_for_what_is_needed() {
    let ids = |file: &str| -> Vec<String> {
        let text = read(&format!(".github/ISSUE_TEMPLATE/{file}")).unwrap();
        let documents = Yaml::load_from_str(&text).unwrap_or_else(|e| panic!("{file}: {e}"));
        let form = &documents[0];
        assert!(form["name"].as_str().is_some() && form["description"].as_str().is_some(), "{file}");
        let fields = form["body"].as_vec().unwrap_or_else(|| panic!("{file} has no body"));
        fields.iter().filter_map(|field| field.as_mapping_get("id")?.as_str().map(str::to_owned)).collect()
    };
    assert_eq!(ids("false-positive.yml"), ["text", "split", "reason", "origin", "version", "agreement"]);
    assert_eq!(ids("miss.yml"), ["text", "right", "origin", "version", "agreement"]);
}
