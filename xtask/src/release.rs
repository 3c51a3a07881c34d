//! `cargo xtask release TAG`: whether a tag can be released. The release workflow asks this before it builds anything.

use std::fs;

use unglue_run::{Result, root};

/// What stands in the place of the repository's owner until the project is published.
const PLACEHOLDER: &str = "OWNER";

pub fn command(args: &[String]) -> Result<()> {
    let [tag] = args else { return Err("`cargo xtask release` takes a tag such as v1.2.3".to_owned()) };
    let read =
        |file: &str| fs::read_to_string(root().join(file)).map_err(|e| format!("cannot read {file}: {e}"));
    // Set where GitHub runs a workflow: `OWNER/NAME`.
    let repository = std::env::var("GITHUB_REPOSITORY").ok();
    let release = Release {
        crate_manifest: &read("Cargo.toml")?,
        package_manifest: &read("pkg/package.json")?,
        changelog: &read("CHANGELOG.md")?,
        repository: repository.as_deref(),
    };
    release.check(tag)?;
    println!("{tag} can be released");
    Ok(())
}

/// What must agree with the tag.
struct Release<'a> {
    crate_manifest: &'a str,
    package_manifest: &'a str,
    changelog: &'a str,
    repository: Option<&'a str>,
}

impl Release<'_> {
    /// Returns what keeps `tag` from being released, if anything does.
    fn check(&self, tag: &str) -> Result<()> {
        let version =
            tag.strip_prefix('v').ok_or_else(|| format!("{tag} is no tag of a version: v1.2.3 is one"))?;
        for (file, found) in [
            ("Cargo.toml", value_after(self.crate_manifest, "\nversion = \"")),
            ("pkg/package.json", value_after(self.package_manifest, "\"version\": \"")),
        ] {
            if found != Some(version) {
                return Err(format!(
                    "{file} has version {}, and the tag is {tag}",
                    found.unwrap_or("(none)")
                ));
            }
        }
        let headings = self.changelog.lines().filter_map(|line| line.strip_prefix("## "));
        if headings.filter_map(|heading| heading.split(' ').next()).all(|heading| heading != version) {
            return Err(format!("CHANGELOG.md has no section `## {version}`: rename `## Unreleased`"));
        }
        let address = value_after(self.crate_manifest, "\nrepository = \"").unwrap_or_default();
        let repository = address.strip_prefix("https://github.com/").unwrap_or_default();
        if repository.split('/').next() == Some(PLACEHOLDER) {
            return Err(format!("Cargo.toml still has {PLACEHOLDER} in the place of the repository's owner"));
        }
        match self.repository {
            Some(here) if here != repository => {
                Err(format!("this is {here}, and Cargo.toml says that the project is at {address}"))
            }
            _ => Ok(()),
        }
    }
}

/// The text between `before` and the next quotation mark.
fn value_after<'t>(text: &'t str, before: &str) -> Option<&'t str> {
    Some(text.split_once(before)?.1.split_once('"')?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RIGHT: Release = Release {
        crate_manifest: "[package]\nversion = \"1.2.3\"\n[workspace.package]\nrepository = \"https://github.com/us/unglue\"\n",
        package_manifest: "{\n  \"version\": \"1.2.3\"\n}\n",
        changelog: "# Changelog\n\n## Unreleased\n\n## 1.2.3 (2026-01-31)\n",
        repository: Some("us/unglue"),
    };

    #[test]
    fn a_tag_that_fits_everything_can_be_released() {
        assert_eq!(RIGHT.check("v1.2.3"), Ok(()));
        assert_eq!(Release { repository: None, ..RIGHT }.check("v1.2.3"), Ok(()));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let refused = |release: Release, tag: &str, part: &str| {
            let message = release.check(tag).unwrap_err();
            assert!(message.contains(part), "{message}");
        };
        refused(RIGHT, "1.2.3", "no tag of a version");
        refused(RIGHT, "v1.2.4", "Cargo.toml has version 1.2.3");
        refused(
            Release { package_manifest: "{\"version\": \"1.2.2\"}", ..RIGHT },
            "v1.2.3",
            "pkg/package.json",
        );
        refused(Release { changelog: "## Unreleased\n", ..RIGHT }, "v1.2.3", "CHANGELOG.md");
        refused(Release { repository: Some("them/unglue"), ..RIGHT }, "v1.2.3", "this is them/unglue");
        let placeholder = RIGHT.crate_manifest.replace("/us/", "/OWNER/");
        refused(Release { crate_manifest: &placeholder, ..RIGHT }, "v1.2.3", "OWNER");
    }
}
