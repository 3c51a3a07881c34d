//! The licences of the crates that are compiled into the package's Wasm file, and into the wheel.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;
use unglue_run::Result;

use super::files::{Files, metadata};

/// What ships notices.
struct Product {
    /// The file that has them.
    file: &'static str,
    what: &'static str,
    /// What Cargo is asked, and the crate that is compiled.
    metadata: &'static str,
    name: &'static str,
}

const PRODUCTS: [Product; 3] = [
    Product {
        file: "pkg/LICENSES-THIRD-PARTY.md",
        what: "the Wasm file",
        metadata: "--filter-platform wasm32-unknown-unknown",
        name: "unglue-wasm",
    },
    Product {
        file: "vscode/LICENSES-THIRD-PARTY-TEXTS.md",
        what: "the second Wasm file of the extension for Visual Studio Code",
        metadata: "--filter-platform wasm32-unknown-unknown",
        name: "unglue-texts-wasm",
    },
    Product {
        file: "python/licences/LICENSES-THIRD-PARTY.md",
        what: "the wheel for Linux",
        metadata: "--manifest-path python/Cargo.toml --filter-platform x86_64-unknown-linux-gnu",
        name: "unglue-python",
    },
];

/// The standard library, which no lock file names.
const STANDARD_LIBRARY: &str = include_str!("licences/standard-library.md");

/// The files of the products, and what they should say.
pub fn files() -> Result<Files> {
    PRODUCTS.iter().map(|product| Ok((product.file, text_of(product)?))).collect()
}

fn text_of(product: &Product) -> Result<String> {
    let mut out = format!(
        "# Licences of what {} is made of\n\nMade by `cargo xtask licences --write` out of the \
        crates' own files. Of crates that can be had under several\nlicences, this is the MIT licence.\n\n\
        | crate | version | licence |\n| --- | --- | --- |\n",
        product.what
    );
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for Crate { name, version, licence, notices } in crates(product)? {
        out += &format!("| {name} | {version} | {licence} |\n");
        for text in notices {
            texts.entry(text).or_default().insert(name.clone());
        }
    }
    // In the order of the crates that come first.
    let mut texts: Vec<_> = texts.into_iter().map(|(text, crates)| (crates, text)).collect();
    texts.sort();
    for (crates, text) in texts {
        let names: Vec<String> = crates.into_iter().collect();
        out += &format!("\n## {}\n\n```text\n{text}\n```\n", names.join(", "));
    }
    Ok(out + "\n" + STANDARD_LIBRARY)
}

struct Crate {
    name: String,
    version: String,
    licence: String,
    /// What must be shipped with it.
    notices: Vec<String>,
}

/// The crates that are compiled into a product, by name. Macros are not: they run in the compiler.
fn crates(product: &Product) -> Result<Vec<Crate>> {
    let metadata = metadata(product.metadata)?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let packages: BTreeMap<String, Value> =
        list(&metadata["packages"]).into_iter().map(|package| (text(&package["id"]), package)).collect();
    let nodes: BTreeMap<String, Value> =
        list(&metadata["resolve"]["nodes"]).into_iter().map(|node| (text(&node["id"]), node)).collect();
    let is_macro = |id: &str| list(&packages[id]["targets"]).iter().any(|t| t["kind"][0] == "proc-macro");
    let own = packages.iter().find(|(_, package)| package["name"] == product.name).map(|(id, _)| id.clone());
    let mut waiting: Vec<String> = own.into_iter().collect();
    let mut found = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        for dependency in list(&nodes[&id]["deps"]) {
            let id = text(&dependency["pkg"]);
            let is_normal = list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
            if is_normal && !is_macro(&id) && found.insert(id.clone()) {
                waiting.push(id);
            }
        }
    }
    // The crates of the project are under its own licences, which pkg/ has beside this file.
    let foreign = found.iter().map(|id| &packages[id]).filter(|package| !package["source"].is_null());
    let crates = foreign.map(|package| {
        Ok(Crate {
            name: text(&package["name"]),
            version: text(&package["version"]),
            licence: text(&package["license"]).replace('/', " OR "),
            notices: notices(Path::new(package["manifest_path"].as_str().unwrap_or_default()))?,
        })
    });
    let mut crates: Vec<Crate> = crates.collect::<Result<_>>()?;
    crates.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    Ok(crates)
}

/// Parts of the licences that ask for no more than their text: MIT's, and for crates that have no other one Apache's.
const KNOWN: [&str; 2] = ["Permission is hereby granted", "Apache License"];

/// The texts that come with a crate. Of several licences to choose from, MIT.
fn notices(manifest: &Path) -> Result<Vec<String>> {
    let dir = manifest.parent().unwrap_or(manifest);
    let bad = |e: &dyn std::fmt::Display| format!("cannot read the licences in {}: {e}", dir.display());
    let mut names: Vec<String> = fs::read_dir(dir)
        .map_err(|e| bad(&e))?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| {
            ["LICENSE", "LICENCE", "NOTICE", "COPYRIGHT"].iter().any(|start| name.starts_with(start))
        })
        .collect();
    names.sort();
    if names.iter().any(|name| name.contains("MIT")) {
        names.retain(|name| !name.contains("APACHE"));
    }
    let texts = names.iter().map(|name| fs::read_to_string(dir.join(name)).map_err(|e| bad(&e)));
    // Ends of lines and white space at the edges tell no licence from another.
    let texts: Vec<String> =
        texts.map(|text| Ok(text?.replace('\r', "").trim().to_owned())).collect::<Result<_>>()?;
    let is_known = |text: &String| KNOWN.iter().any(|part| text.contains(part));
    match texts.iter().any(is_known) {
        true => Ok(texts),
        false => Err(bad(
            &"none of them is MIT's or Apache's: see what its licence asks for, and teach it to this command",
        )),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::supply::files::compare;

    #[test]
    fn the_package_ships_the_licences_of_what_is_compiled_into_it() {
        compare(&files().unwrap(), "licences").unwrap_or_else(|e| panic!("{e}"));
        let [package, _, wheel] = PRODUCTS;
        let names = |product| -> Vec<String> {
            crates(&product).unwrap().into_iter().map(|found| found.name).collect()
        };
        let (crates, wheel) = (names(package), names(wheel));
        assert!(wheel.contains(&"pyo3".to_owned()) && wheel.contains(&"clap".to_owned()), "{wheel:?}");
        assert!(crates.contains(&"fst".to_owned()) && crates.contains(&"js-sys".to_owned()), "{crates:?}");
        assert!(!crates.contains(&"syn".to_owned()), "macros are not shipped: {crates:?}");
    }
}
