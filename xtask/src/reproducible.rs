//! Whether two builds of the same sources give the same package, wherever they happen.

use std::fs;
use std::path::{Path, PathBuf};

use unglue_run::{Result, Run, root, step};

use crate::package::{Profile, bind, build, cargo_home, compile};

/// What wasm-pack makes, and the package ships.
const FILES: [&str; 2] = ["pkg/wasm/unglue_bg.wasm", "pkg/wasm/unglue.js"];
/// What it is made of.
const SOURCES: [&str; 8] =
    ["Cargo.toml", "Cargo.lock", ".cargo", "src", "data/en", "benches", "crates", "xtask"];

/// Builds the package as usual, and once more from sources in another folder, into another one and with another home of
/// Cargo; compares what comes out, and looks whether it tells anything of this machine.
pub fn check() -> Result<()> {
    build(Profile::Release)?;
    let place = root().join("target").join("reproducible");
    let source = place.join("sources");
    step("Building the package once more, elsewhere", || {
        _ = fs::remove_dir_all(&source);
        SOURCES.iter().try_for_each(|path| copy(&root().join(path), &source.join(path)))?;
        let home = other_home(place.join("home"))?;
        let twice = [compile(&source, &home, Profile::Release)?, bind(&source, &home, Profile::Release)?];
        twice.into_iter().try_for_each(|run| run.env("CARGO_TARGET_DIR", place.join("target")).run())
    })?;
    for file in FILES {
        let [first, second] = [root(), &source].map(|dir| read(&dir.join(file)));
        let (first, second) = (first?, second?);
        if first != second {
            let at = first.iter().zip(&second).take_while(|(a, b)| a == b).count();
            return Err(format!("{file} differs between two builds of the same sources, from byte {at} on"));
        }
        no_paths(file, &first)?;
    }
    println!("  both builds give the same {}", FILES.join(" and "));
    Ok(())
}

/// No path of this machine stands in a file.
fn no_paths(file: &str, bytes: &[u8]) -> Result<()> {
    let sysroot = PathBuf::from(Run::new("rustc --print sysroot").output()?);
    for path in [root().to_owned(), cargo_home()?, sysroot].iter().chain(&std::env::home_dir()) {
        let name = path.as_os_str().as_encoded_bytes();
        // A short one such as "/" stands anywhere.
        if name.len() > 4 && bytes.windows(name.len()).any(|window| window == name) {
            return Err(format!("{file} tells where {} lies on this machine", path.display()));
        }
    }
    Ok(())
}

/// Another path to what was fetched from the registries.
fn other_home(other: PathBuf) -> Result<PathBuf> {
    fs::create_dir_all(&other).map_err(|e| format!("cannot make {}: {e}", other.display()))?;
    let home = cargo_home()?;
    #[cfg(unix)]
    for name in ["registry", "config.toml", "config"] {
        let (from, to) = (home.join(name), other.join(name));
        if from.exists() && !to.exists() {
            std::os::unix::fs::symlink(&from, &to)
                .map_err(|e| format!("cannot make {}: {e}", to.display()))?;
        }
    }
    Ok(if cfg!(unix) { other } else { home })
}

/// Copies a file, or a folder with all that is in it.
fn copy(from: &Path, to: &Path) -> Result<()> {
    let failed = |e| format!("cannot copy {}: {e}", from.display());
    if from.is_dir() {
        let entries = fs::read_dir(from).map_err(failed)?;
        return entries.flatten().try_for_each(|entry| copy(&entry.path(), &to.join(entry.file_name())));
    }
    fs::create_dir_all(to.parent().expect("it is joined to a folder")).map_err(failed)?;
    fs::copy(from, to).map(drop).map_err(failed)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|e| format!("cannot read {}: {e}", path.display()))
}
