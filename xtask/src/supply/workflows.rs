//! Tests of the workflows on GitHub. Whether they are right as workflows, actionlint says (`cargo xtask test supply`).

use saphyr::{LoadableYamlNode, YamlOwned};

use super::files::{metadata, read};
use crate::test::names;
use unglue_run::root;

const WORKFLOWS: [&str; 2] = ["ci.yml", "release.yml"];

fn workflow(name: &str) -> String {
    read(&format!(".github/workflows/{name}")).unwrap()
}

fn yaml(text: &str) -> YamlOwned {
    YamlOwned::load_from_str(text).unwrap().remove(0)
}

#[test]
fn every_action_is_pinned_to_a_commit_and_says_its_version() {
    let mut seen = 0;
    for name in WORKFLOWS {
        for line in workflow(name).lines() {
            let Some((_, action)) = line.split_once("uses: ") else { continue };
            let (commit, version) = action.split_once('@').unwrap().1.split_once(" # v").expect(line);
            assert!(commit.len() == 40 && commit.chars().all(|c| c.is_ascii_hexdigit()), "{name}: {line}");
            assert_eq!(
                version.split('.').filter(|number| number.parse::<u32>().is_ok()).count(),
                3,
                "{line}"
            );
            seen += 1;
        }
    }
    assert!(seen >= 8, "only {seen} actions were found");
}

#[test]
fn a_workflow_may_read_and_only_what_publishes_may_prove_who_it_is() {
    for name in WORKFLOWS {
        let workflow = yaml(&workflow(name));
        let rights = |of: &YamlOwned| -> Vec<(String, String)> {
            let rights = of.as_mapping_get("permissions").and_then(YamlOwned::as_mapping);
            let text = |yaml: &YamlOwned| yaml.as_str().unwrap().to_owned();
            rights.into_iter().flatten().map(|(what, how)| (text(what), text(how))).collect()
        };
        assert_eq!(rights(&workflow), [("contents".into(), "read".into())], "{name}");
        for (job, steps) in workflow["jobs"].as_mapping().unwrap() {
            let job = job.as_str().unwrap();
            let publishes = name == "release.yml" && ["npm", "crates-io"].contains(&job);
            let writes: Vec<_> = rights(steps).into_iter().filter(|(_, how)| how != "read").collect();
            let wanted: &[(String, String)] = &[("id-token".into(), "write".into())];
            assert_eq!(writes, if publishes { wanted } else { &[] }, "{name}: {job}");
        }
    }
}

#[test]
fn ci_runs_every_sort_of_tests_on_linux_and_with_the_oldest_rust() {
    let workflow = yaml(&workflow("ci.yml"));
    let rows = workflow["jobs"]["test"]["strategy"]["matrix"]["include"].as_vec().unwrap();
    let field = |row: &YamlOwned, name: &str| row[name].as_str().unwrap().to_owned();
    let sorts_on = |wanted: &dyn Fn(&YamlOwned) -> bool| -> Vec<String> {
        let sorts = rows.iter().filter(|row| wanted(row)).map(|row| field(row, "sorts"));
        let mut sorts: Vec<String> =
            sorts.flat_map(|sorts| sorts.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
        sorts.sort();
        sorts
    };
    let is_linux = |row: &YamlOwned| field(row, "os").starts_with("ubuntu");
    let mut all = names(false);
    all.sort_unstable();
    assert_eq!(sorts_on(&|row| is_linux(row) && field(row, "rust") == "stable"), all);

    let metadata = metadata("--no-deps").unwrap();
    let oldest = metadata["packages"].as_array().unwrap().iter().find(|package| package["name"] == "unglue");
    let oldest = oldest.unwrap()["rust_version"].as_str().unwrap();
    assert_eq!(sorts_on(&|row| field(row, "rust") == oldest), ["native"]);
    for system in ["macos", "windows"] {
        let sorts = sorts_on(&|row| field(row, "os").starts_with(system));
        assert!(
            ["native", "browser", "firefox"].iter().all(|sort| sorts.iter().any(|s| s == sort)),
            "{system}"
        );
    }
}

#[test]
fn dependabot_looks_where_manifests_are() {
    let dependabot = yaml(&read(".github/dependabot.yml").unwrap());
    let updates = dependabot["updates"].as_vec().unwrap();
    for update in updates {
        let manifest = match update["package-ecosystem"].as_str().unwrap() {
            "cargo" => "Cargo.toml",
            "npm" => "package-lock.json",
            "pip" => "test.in",
            _ => continue,
        };
        for folder in update["directories"].as_vec().unwrap() {
            let folder = folder.as_str().unwrap().trim_start_matches('/');
            let folder = root().join(folder.strip_suffix("/*").map_or(folder, |parent| match parent {
                "pkg/test/projects" => "pkg/test/projects/next",
                other => panic!("{other}: what is in it?"),
            }));
            assert!(folder.join(manifest).is_file(), "{} has no {manifest}", folder.display());
        }
    }
    assert_eq!(updates.len(), 4);
}
