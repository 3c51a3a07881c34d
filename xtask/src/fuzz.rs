//! `cargo xtask fuzz`: what no one thought of. The targets are in `crates/laws/src/targets.rs`, and that of the command line in
//! `pkg/test/fuzz/`.

use std::fs;
use std::path::{Path, PathBuf};

use unglue_run::{Result, Run, root, step};

use crate::package::{Profile, build};
use crate::setup::setup;

/// Runs targets, and has nightly Rust build them.
const CARGO_FUZZ: &str = "0.13.2";
/// What git has: short inputs that reach most, which `keep` renews, and every input that broke something.
const KEPT: &str = "fuzz/corpus";
const FOUND: &str = "fuzz/found";
/// Where the engine keeps what it works with: what reached something new, what broke something, and what was built.
const CORPORA: &str = "target/fuzz/corpora";
const FAULTS: &str = "target/fuzz/faults";
const BUILD: &str = "target/fuzz/build";
/// Inputs that git keeps are no longer than this, in bytes.
const MAX_KEPT_BYTES: usize = 160;
/// How many of a target git keeps.
const MAX_KEPT: usize = 64;

/// A target for libFuzzer.
struct Target {
    name: &'static str,
    /// The longest input, in bytes.
    longest: usize,
    /// Whether the engine sees what is compared with what. It finds magic numbers then, and takes three times as long; the
    /// words of a text are in a dictionary.
    traces: bool,
}

const TARGETS: [Target; 4] = [
    Target { name: "check", longest: 1024, traces: false },
    Target { name: "fix", longest: 1024, traces: false },
    Target { name: "document_edits", longest: 256, traces: false },
    Target { name: "load_language", longest: 4096, traces: true },
];
/// The target that is written in JavaScript.
const NDJSON: &str = "cli_ndjson";
const SECONDS: &str = "60";

pub fn command(args: &[String]) -> Result<()> {
    let names = || TARGETS.iter().map(|target| target.name).chain([NDJSON]).collect::<Vec<_>>();
    let (name, rest) = args.split_first().map_or((None, args), |(name, rest)| (Some(name.as_str()), rest));
    if let Some(unknown) = name.filter(|name| !names().contains(name)) {
        return Err(format!("there is no target {unknown}: there are {}", names().join(", ")));
    }
    let what = match rest {
        [] => SECONDS,
        [what] => what,
        _ => return Err("`cargo xtask fuzz` takes a target, and seconds, a file or `keep`".into()),
    };
    for target in TARGETS.iter().filter(|target| name.is_none_or(|name| name == target.name)) {
        set_up()?;
        match what {
            "keep" => keep(target)?,
            what if what.parse::<u32>().is_ok() => run_for(target, what)?,
            file => fuzz("run", target).arg(absolute(file)?).run()?,
        }
    }
    if name.is_none_or(|name| name == NDJSON) && what != "keep" {
        setup()?;
        build(Profile::Release)?;
        Run::new("node pkg/test/fuzz/ndjson.js").arg(what).run()?;
    }
    Ok(())
}

/// Nightly Rust is for whoever tokens this to install; it takes 1 GB.
fn set_up() -> Result<()> {
    if Run::new("rustup run nightly cargo --version").ask().is_none() {
        return Err("fuzzing needs nightly Rust: `rustup toolchain install nightly --profile minimal`".into());
    }
    if Run::new("cargo fuzz --version").ask().is_some() {
        return Ok(());
    }
    step(&format!("Installing cargo-fuzz {CARGO_FUZZ} (once; a minute or two)"), || {
        Run::new("cargo install cargo-fuzz --locked --version").arg(CARGO_FUZZ).run()
    })
}

/// A command of cargo-fuzz. The crate has no `unsafe`: an address sanitizer would find nothing, and make it slow.
/// Overflows and debug assertions are faults.
fn fuzz(command: &str, target: &Target) -> Run {
    let run = Run::new(&format!("rustup run nightly cargo fuzz {command} --fuzz-dir fuzz --sanitizer none"));
    let run = if target.traces { run } else { run.arg("--no-trace-compares") };
    // What is built without traces is no use with them.
    let traces = if target.traces { "traced" } else { "plain" };
    run.arg("--target-dir").arg(root().join(BUILD).join(traces)).arg(target.name)
}

fn run_for(target: &Target, seconds: &str) -> Result<()> {
    let Target { name, longest, .. } = target;
    let corpus = folder(CORPORA, name)?;
    let faults = folder(FAULTS, name)?;
    let mut run = fuzz("run", target)
        .arg(&corpus)
        .arg(folder(KEPT, name)?)
        .arg(folder(FOUND, name)?)
        .arg("--")
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-max_len={longest}"))
        .arg(format!("-artifact_prefix={faults}/"))
        .arg("-timeout=20")
        .arg("-print_final_stats=1");
    if !target.traces {
        run = run.arg(format!("-dict={}", root().join("fuzz/dictionaries/text.dict").display()));
    }
    run.run()
}

/// Renews what git has of a target: the short inputs of its corpus that together reach most.
fn keep(target: &Target) -> Result<()> {
    let kept = PathBuf::from(folder(KEPT, target.name)?);
    let new = folder("target/fuzz/kept", target.name)?;
    empty(Path::new(&new))?;
    fuzz("run", target)
        .arg(&new)
        .arg(folder(CORPORA, target.name)?)
        .arg(&kept)
        .arg("--")
        .arg("-set_cover_merge=1")
        .arg("-use_counters=0")
        .arg(format!("-max_len={MAX_KEPT_BYTES}"))
        .run()?;
    empty(&kept)?;
    // The engine writes first what adds most.
    let mut files = files(Path::new(&new))?;
    files.sort_by_key(|file| file.metadata().and_then(|data| data.modified()).ok());
    for file in files.iter().take(MAX_KEPT) {
        let to = kept.join(file.file_name().unwrap_or_default());
        fs::copy(file, to).map_err(|e| format!("cannot copy {}: {e}", file.display()))?;
    }
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let files = fs::read_dir(folder).map_err(|e| format!("cannot list {}: {e}", folder.display()))?;
    Ok(files.flatten().map(|file| file.path()).collect())
}

fn empty(folder: &Path) -> Result<()> {
    let remove =
        |file: &PathBuf| fs::remove_file(file).map_err(|e| format!("cannot remove {}: {e}", file.display()));
    files(folder)?.iter().try_for_each(remove)
}

/// The folder of a target, which is there afterwards.
fn folder(of: &str, name: &str) -> Result<String> {
    let path = root().join(of).join(name);
    fs::create_dir_all(&path).map_err(|e| format!("cannot make {}: {e}", path.display()))?;
    Ok(path.display().to_string())
}

fn absolute(file: &str) -> Result<PathBuf> {
    fs::canonicalize(file).map_err(|e| format!("{file} is neither seconds nor a file: {e}"))
}
