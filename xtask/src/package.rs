//! `cargo xtask build`: the npm package.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::run::{Result, Run, root, step};
use crate::setup::setup;

/// The package must stay below this many bytes of Wasm, compressed as servers compress it.
const BUDGET: u64 = 1_000_000;

/// The Wasm file of the package.
pub const WASM: &str = "pkg/wasm/unglue_bg.wasm";

#[derive(Clone, Copy, PartialEq)]
pub enum Profile {
    Dev,
    Release,
}

pub fn command(args: &[String]) -> Result<()> {
    let profile = match args {
        [] => Profile::Release,
        [flag] if flag == "--dev" => Profile::Dev,
        _ => return Err("`cargo xtask build` takes --dev and nothing else".to_owned()),
    };
    setup()?;
    build(profile)
}

/// Leaves the package in pkg/, built with `profile`. Does nothing when it is there already.
pub fn build(profile: Profile) -> Result<()> {
    let flag = match profile {
        Profile::Dev => "--dev",
        Profile::Release => "--release",
    };
    step(&format!("Compiling the crate to Wasm ({})", &flag[2..]), || {
        let cargo = "cargo build --lib --target wasm32-unknown-unknown";
        match profile {
            Profile::Dev => Run::new(cargo).run(),
            Profile::Release => Run::new(cargo).arg("--release").run(),
        }
    })?;
    // Cargo has just said whether anything changed: by touching its result, or not.
    let folder = if profile == Profile::Dev { "debug" } else { "release" };
    let compiled = modified(&root().join("target/wasm32-unknown-unknown").join(folder).join("unglue.wasm"))?;
    // The stamp says what pkg/wasm/ was made from, and how large it is compressed, which takes long to find out.
    let stamp = root().join("pkg/wasm/.built");
    let state = format!("{flag} {compiled:?} ");
    let built = fs::read_to_string(&stamp).unwrap_or_default();
    let brotli = match built.strip_prefix(&state) {
        Some(brotli) => {
            println!("  pkg/wasm/ is up to date");
            brotli.to_owned()
        }
        None => step("Making the bindings and optimising", || {
            let pack = "wasm-pack --log-level warn build --mode no-install --no-pack --no-gitignore --no-typescript \
                --target web --out-dir pkg/wasm --out-name unglue";
            Run::new(pack).arg(flag).run()?;
            let brotli = if profile == Profile::Release { brotli(WASM)? } else { String::new() };
            fs::write(&stamp, state + &brotli)
                .map_err(|e| format!("cannot write {}: {e}", stamp.display()))?;
            Ok(brotli)
        })?,
    };
    if profile == Profile::Release { judge_size(&brotli).and_then(|()| licences()) } else { Ok(()) }
}

fn modified(path: &Path) -> Result<SystemTime> {
    fs::metadata(path).and_then(|m| m.modified()).map_err(|e| format!("cannot find {}: {e}", path.display()))
}

/// The package carries the licences of the code and of the data.
fn licences() -> Result<()> {
    let files = [
        ("LICENSE-MIT", "LICENSE-MIT"),
        ("LICENSE-APACHE", "LICENSE-APACHE"),
        ("data/en/LICENSE", "LICENSE-DATA"),
        ("data/en/SOURCES.md", "SOURCES-DATA.md"),
    ];
    for (from, to) in files {
        fs::copy(root().join(from), root().join("pkg").join(to))
            .map_err(|e| format!("cannot copy {from} to pkg/{to}: {e}"))?;
    }
    Ok(())
}

/// The size of a file as servers compress it, by its path in the repository. Bytes.
pub fn brotli(file: &str) -> Result<String> {
    let script = "const { brotliCompressSync } = require('node:zlib');
        console.log(brotliCompressSync(require('node:fs').readFileSync(process.argv[1])).length)";
    Run::new("node -e").arg(script).arg(file).output()
}

/// Prints the size of the download, and fails when it is over budget.
fn judge_size(brotli: &str) -> Result<()> {
    let raw = fs::metadata(root().join(WASM)).map_err(|e| e.to_string())?.len();
    println!("  {WASM}: {raw} bytes, {brotli} with brotli (budget {BUDGET})");
    let brotli: u64 = brotli.parse().map_err(|_| format!("node answered {brotli:?}"))?;
    if brotli > BUDGET {
        return Err(format!(
            "the Wasm file has {} bytes too many for its budget: shrink data/en, or raise BUDGET in {}",
            brotli - BUDGET,
            file!()
        ));
    }
    Ok(())
}
