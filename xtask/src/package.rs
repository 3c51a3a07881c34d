//! `cargo xtask build`: the npm package.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use unglue_run::{Result, Run, root, step};

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

impl Profile {
    fn flag(self) -> &'static str {
        match self {
            Profile::Dev => "--dev",
            Profile::Release => "--release",
        }
    }
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
    let flag = profile.flag();
    step(&format!("Compiling the crate to Wasm ({})", &flag[2..]), || {
        compile(root(), &cargo_home()?, profile)?.run()
    })?;
    // Cargo has just said whether anything changed: by touching its result, or not.
    let folder = if profile == Profile::Dev { "debug" } else { "release" };
    let compiled =
        modified(&root().join("target/wasm32-unknown-unknown").join(folder).join("unglue_wasm.wasm"))?;
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
            bind(root(), &cargo_home()?, profile)?.run()?;
            let brotli = if profile == Profile::Release { brotli(WASM)? } else { String::new() };
            fs::write(&stamp, state + &brotli)
                .map_err(|e| format!("cannot write {}: {e}", stamp.display()))?;
            Ok(brotli)
        })?,
    };
    if profile == Profile::Release { judge_size(&brotli).and_then(|()| licences()) } else { Ok(()) }
}

/// What compiles the crate that lies in `source`. `home` is [`cargo_home`], or has the same in it.
pub fn compile(source: &Path, home: &Path, profile: Profile) -> Result<Run> {
    let run = Run::new("cargo build --locked --package unglue-wasm --lib --target wasm32-unknown-unknown")
        .dir(source);
    let run = run.env("CARGO_HOME", home);
    let run = if profile == Profile::Release { run.arg("--release") } else { run };
    Ok(run.arg("--config").arg(without_paths(home)?))
}

/// What makes of that what JavaScript loads, in `source`/pkg/wasm/.
pub fn bind(source: &Path, home: &Path, profile: Profile) -> Result<Run> {
    let pack = "wasm-pack --log-level warn build crates/wasm --mode no-install --no-pack --no-gitignore --no-typescript \
        --target web --out-dir ../../pkg/wasm --out-name unglue";
    let run = Run::new(pack).dir(source).arg(profile.flag()).env("CARGO_HOME", home);
    // Cargo must be told the same as before, or it compiles everything again.
    Ok(run.arg("--").arg("--locked").arg("--config").arg(without_paths(home)?))
}

/// Leaves what the command line knows of texts as Wasm in target/texts-wasm/, for the extension of an editor.
pub fn build_texts() -> Result<()> {
    let pack = "wasm-pack --log-level warn build crates/texts-wasm --mode no-install --no-pack --no-gitignore --no-typescript \
        --target web --out-dir ../../target/texts-wasm --out-name texts --release -- --locked --config";
    step("Compiling the kinds of text to Wasm", || {
        let home = cargo_home()?;
        Run::new(pack).arg(without_paths(&home)?).env("CARGO_HOME", home).run()
    })
}

/// A setting of Cargo by which the Wasm file does not tell where things lie on the machine that built it: the messages
/// of panics name source files, and those of other crates by their whole path.
fn without_paths(home: &Path) -> Result<String> {
    // Each registry has a folder, as soon as something was fetched from it.
    Run::new("cargo fetch --quiet --locked --target wasm32-unknown-unknown").run()?;
    Ok(setting("wasm32-unknown-unknown", &names(home)?))
}

/// The same for what is built for this machine by a manifest of another workspace, for which the crates of this one are foreign.
pub fn without_paths_of(manifest: &str) -> Result<String> {
    Run::new("cargo fetch --quiet --locked --manifest-path").arg(manifest).run()?;
    let version = Run::new("rustc --version --verbose").output()?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or("unknown");
    let mut names = names(&cargo_home()?)?;
    names.push((root().to_owned(), "/unglue".to_owned()));
    Ok(setting(host, &names))
}

/// The folders of foreign sources, and how they are to be named.
fn names(home: &Path) -> Result<Vec<(PathBuf, String)>> {
    let sources = home.join("registry").join("src");
    let registries = fs::read_dir(&sources).map_err(|e| format!("cannot read {}: {e}", sources.display()))?;
    let mut names: Vec<(PathBuf, String)> =
        registries.flatten().map(|entry| (entry.path(), "/crates".to_owned())).collect();
    names.sort();
    // Where the sources of the standard library are installed, the compiler names those.
    let library = PathBuf::from(Run::new("rustc --print sysroot").output()?).join("lib/rustlib/src/rust");
    let version = Run::new("rustc --version --verbose").output()?;
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: ")).unwrap_or("unknown");
    names.push((library, format!("/rustc/{commit}")));
    Ok(names)
}

/// The setting for a target. It is added to the flags in .cargo/config.toml. A string in single quotes has no escapes.
fn setting(target: &str, names: &[(PathBuf, String)]) -> String {
    let flags = names.iter().map(|(from, to)| format!("'--remap-path-prefix={}={to}'", from.display()));
    format!("target.{target}.rustflags=[{}]", flags.collect::<Vec<_>>().join(", "))
}

/// Where Cargo keeps what it fetched.
pub fn cargo_home() -> Result<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    home.or_else(|| Some(std::env::home_dir()?.join(".cargo")))
        .ok_or_else(|| "there is no home folder: set CARGO_HOME".to_owned())
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
