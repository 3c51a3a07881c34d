//! Provides what the other commands need. Everything comes from package registries, is pinned, and is kept in the
//! user's cache folder, so that a second run, or another checkout, finds it there.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use unglue_run::{Result, Run, cache_dir, find_program, path_with, root, step};

/// The version of wasm-pack, which builds the package and tokens the tests in Wasm.
const WASM_PACK: &str = "0.15.1";
/// The version of geckodriver, by which wasm-pack talks to Firefox.
const GECKODRIVER: &str = "0.37.1";
/// Tools of `cargo xtask test supply`: one looks for unused crates, the other judges licences, bans and sources.
const CARGO_MACHETE: &str = "0.9.2";
const CARGO_DENY: &str = "0.20.2";
/// The oldest Node.js that `require`s ES modules without a flag, as the package's `engines` says.
const NODE: (u32, u32) = (20, 19);
/// The oldest Python that the pinned packages of the tests have; the wheel itself goes back to 3.10.
const PYTHON: (u32, u32) = (3, 11);
/// Older versions of wasm-opt break what current Rust compilers emit, without a word.
const WASM_OPT: u32 = 119;

/// Sets up what builds the package and the page: the tools are first on `PATH` afterwards.
///
/// Nothing is done twice: the second time it takes a fraction of a second.
pub fn setup() -> Result<()> {
    check_node()?;
    let path = path_with(&[
        tool_dir("wasm-pack", WASM_PACK)?.join("bin"),
        root().join("node_modules").join(".bin"),
    ])?;
    // SAFETY: nothing else tokens yet: threads are started by the commands, after their setup.
    unsafe {
        std::env::set_var("PATH", path);
        std::env::set_var("WASM_PACK_CACHE", cache_dir()?.join("wasm-pack"));
    }
    rust_target("wasm32-unknown-unknown")?;
    node_modules()?;
    wasm_pack()?;
    wasm_bindgen()
}

/// Sets up what the tests need beyond [`setup`], and says where Chromium is.
pub fn setup_tests() -> Result<PathBuf> {
    for (component, question) in [("rustfmt", "cargo fmt --version"), ("clippy", "cargo clippy --version")] {
        if Run::new(question).ask().is_none() {
            step(&format!("Installing {component}"), || {
                Run::new("rustup component add").arg(component).run()
            })?;
        }
    }
    chromium()
}

fn check_node() -> Result<()> {
    let (major, minor) = NODE;
    let get = format!("install Node.js {major}.{minor} or newer with npm (https://nodejs.org)");
    let version = Run::new("node --version").ask().ok_or_else(|| format!("there is no `node`: {get}"))?;
    let mut numbers = version.trim_start_matches('v').split('.').map_while(|n| n.parse::<u32>().ok());
    if (numbers.next(), numbers.next()) < (Some(major), Some(minor)) {
        return Err(format!("Node.js here is {version}: {get}"));
    }
    Ok(())
}

/// Adds a target of Rust, as `wasm32-unknown-unknown`.
pub fn rust_target(target: &str) -> Result<()> {
    let sysroot = PathBuf::from(Run::new("rustc --print sysroot").output()?);
    if sysroot.join("lib/rustlib").join(target).join("lib").is_dir() {
        return Ok(());
    }
    step(&format!("Adding the Rust target {target}"), || {
        Run::new("rustup target add").arg(target).run().map_err(|e| {
            format!("{e}\nwithout rustup, install your distribution's Rust standard library for {target}")
        })
    })
}

fn node_modules() -> Result<()> {
    let folders = ["", "pkg/", "www/", "extension/", "vscode/", "obsidian/"];
    let manifests = folders.map(|folder| format!("{folder}package.json"));
    if !npm_install(".", &manifests.each_ref().map(String::as_str))? {
        return Ok(());
    }
    let version = Run::new("wasm-opt --version").output()?;
    let number = version.split(' ').find_map(|word| word.parse::<u32>().ok());
    match number {
        Some(number) if number >= WASM_OPT => Ok(()),
        _ => Err(format!(
            "wasm-opt says it is {version:?}, and {WASM_OPT} or newer is needed: is binaryen in package.json?"
        )),
    }
}

/// Sets up the yardsticks of `cargo xtask bench`.
#[cfg(feature = "bench")]
pub fn setup_bench() -> Result<()> {
    npm_install("bench", &["package.json"]).map(drop)
}

/// Sets up what says whether Firefox would take the extension. Returns the folder that it is in.
pub fn setup_extension_lint() -> Result<PathBuf> {
    let folder = "extension/lint";
    npm_install(folder, &["package.json"])?;
    Ok(root().join(folder))
}

/// Sets up the editor in which the extension for Visual Studio Code is tried.
pub fn setup_vscode_host() -> Result<()> {
    npm_install("vscode/host", &["package.json"]).map(drop)
}

/// Installs what the lock file of a folder names, unless that was done since it and the `manifests` last changed.
/// Returns whether it did.
fn npm_install(folder: &str, manifests: &[&str]) -> Result<bool> {
    let dir = root().join(folder);
    let changed = |path: &str| fs::metadata(dir.join(path)).and_then(|m| m.modified()).ok();
    let installed = changed("node_modules/.package-lock.json");
    let mut wanted = manifests.iter().chain(&["package-lock.json"]).map(|path| changed(path));
    if installed.is_some() && wanted.all(|file| file <= installed) {
        return Ok(false);
    }
    step(&format!("Installing the npm packages of {folder}/package-lock.json"), || {
        Run::new("npm ci --no-audit --no-fund").dir(&dir).run()?;
        // npm gives the file the time of the lock file's state, not of now.
        touch(&dir.join("node_modules/.package-lock.json"))
    })?;
    Ok(true)
}

fn touch(path: &Path) -> Result<()> {
    fs::File::options()
        .append(true)
        .open(path)
        .and_then(|file| file.set_modified(SystemTime::now()))
        .map_err(|e| format!("cannot touch {}: {e}", path.display()))
}

fn wasm_pack() -> Result<()> {
    if Run::new("wasm-pack --version").ask().is_some_and(|v| v == format!("wasm-pack {WASM_PACK}")) {
        return Ok(());
    }
    cargo_tool("wasm-pack", WASM_PACK).map(drop)
}

/// Sets up cargo-machete and cargo-deny, and says where they are.
pub fn setup_supply() -> Result<[PathBuf; 2]> {
    Ok([cargo_tool("cargo-machete", CARGO_MACHETE)?, cargo_tool("cargo-deny", CARGO_DENY)?])
}

/// The folder of a tool that is compiled here.
fn tool_dir(name: &str, version: &str) -> Result<PathBuf> {
    Ok(cache_dir()?.join(format!("tools-{name}-{version}")))
}

/// Compiles a tool from crates.io, unless that was done before, and says where it is.
fn cargo_tool(name: &str, version: &str) -> Result<PathBuf> {
    let dir = tool_dir(name, version)?;
    let program = dir.join("bin").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if program.is_file() {
        return Ok(program);
    }
    step(&format!("Installing {name} {version} (once; up to 3 minutes)"), || {
        let build = dir.join("build");
        // An unoptimised build takes half the time, and these tools have little to do.
        Run::new("cargo install --locked --debug --force --version")
            .arg(version)
            .arg("--root")
            .arg(&dir)
            .arg(name)
            .env("CARGO_TARGET_DIR", &build)
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .run()?;
        fs::remove_dir_all(&build).map_err(|e| format!("cannot remove {}: {e}", build.display()))
    })?;
    Ok(program)
}

/// The command line tool of wasm-bindgen must have the version of the crate. wasm-pack gets it, prebuilt where it
/// can be had, and otherwise by compiling it.
fn wasm_bindgen() -> Result<()> {
    let version = locked_version("wasm-bindgen")?;
    if wasm_bindgen_is_there(&version)? {
        return Ok(());
    }
    let program = wasm_bindgen_program();
    let what = format!("Getting wasm-bindgen {version} (once; up to 4 minutes where it must be compiled)");
    step(&what, || {
        let build = "wasm-pack build crates/wasm --dev --no-opt --no-pack --no-typescript --target web --out-dir ../../target/setup";
        // The variable reaches only that compilation: the crate itself is built here with the dev profile.
        Run::new(build).env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0").run()?;
        // Where it was compiled, half a gigabyte is left over. A folder without the program is one in which another
        // checkout compiles it right now.
        for folder in cached()?.into_iter().filter(|folder| folder.join(&program).is_file()) {
            _ = fs::remove_dir_all(folder.join("build"));
        }
        Ok(())
    })
}

fn wasm_bindgen_program() -> String {
    format!("wasm-bindgen{}", std::env::consts::EXE_SUFFIX)
}

/// Looks where wasm-pack looks.
fn wasm_bindgen_is_there(version: &str) -> Result<bool> {
    let program = wasm_bindgen_program();
    let places = cached()?.into_iter().map(|folder| folder.join(&program)).filter(|path| path.is_file());
    let says = |path: PathBuf| Run::program(path).arg("--version").ask();
    let wanted = Some(format!("wasm-bindgen {version}"));
    Ok(find_program("wasm-bindgen").into_iter().chain(places).any(|path| says(path) == wanted))
}

/// The folders in which wasm-pack keeps tools.
fn cached() -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(cache_dir()?.join("wasm-pack")).into_iter().flatten().flatten();
    Ok(entries.map(|entry| entry.path()).collect())
}

/// The version of a crate in Cargo.lock.
fn locked_version(name: &str) -> Result<String> {
    let lock =
        fs::read_to_string(root().join("Cargo.lock")).map_err(|e| format!("cannot read Cargo.lock: {e}"))?;
    let entry = format!("name = \"{name}\"\nversion = \"");
    lock.replace('\r', "")
        .split_once(&entry)
        .and_then(|(_, rest)| Some(rest.split_once('"')?.0.to_owned()))
        .ok_or_else(|| format!("Cargo.lock has no {name}"))
}

/// Finds Chromium (or Chrome) and its driver, or installs them where that can be done without asking.
fn chromium() -> Result<PathBuf> {
    if let (Some(browser), Some(_)) = (find_chromium(), find_program("chromedriver")) {
        return Ok(browser);
    }
    let get = "the browser tests need Chromium or Chrome and a chromedriver of the same version on PATH: install them \
         (Debian, Ubuntu: `sudo apt-get install chromium chromium-driver`; macOS: `brew install --cask chromium chromedriver`), \
         and set CHROMIUM to the browser if it is in an unusual place";
    apt_install("Chromium and its driver", &["chromium", "chromium-driver"], get)?;
    find_chromium()
        .ok_or_else(|| "apt-get left no `chromium` on PATH: set CHROMIUM to the browser".to_owned())
}

/// Finds Firefox and its driver, or gets them where that can be done without asking. Returns the driver.
pub fn firefox() -> Result<PathBuf> {
    let usual = ["/Applications/Firefox.app", "C:\\Program Files\\Mozilla Firefox\\firefox.exe"];
    if find_program("firefox").is_none() && !usual.iter().any(|path| Path::new(path).exists()) {
        let get = "these tests need Firefox: install it (Debian: `sudo apt-get install firefox-esr`)";
        apt_install("Firefox", &["firefox-esr"], get)?;
    }
    match find_program("geckodriver") {
        Some(driver) => Ok(driver),
        None => cargo_tool("geckodriver", GECKODRIVER),
    }
}

/// Sets up Neovim, whose client tries the language server.
pub fn neovim() -> Result<()> {
    if find_program("nvim").is_some() {
        return Ok(());
    }
    let get = "one test needs Neovim on PATH: install it (Debian, Ubuntu: `sudo apt-get install neovim`)";
    apt_install("Neovim", &["neovim"], get)
}

/// Sets up Valgrind, whose callgrind counts instructions.
pub fn valgrind() -> Result<()> {
    if find_program("valgrind").is_some() {
        return Ok(());
    }
    let get = "counting instructions needs Valgrind on PATH: install it (Debian, Ubuntu: `sudo apt-get install valgrind`)";
    // It wants the symbols of the C library, which Debian's package only recommends.
    apt_install("Valgrind", &["valgrind", "libc6-dbg"], get)
}

/// Finds Python, or installs it where that can be done without asking. Returns its name.
pub fn python() -> Result<&'static str> {
    let (major, minor) = PYTHON;
    let names = ["python3", "python"];
    let is_right = |name: &&&str| {
        let question =
            format!("import ensurepip, sys, venv; sys.exit(sys.version_info < ({major}, {minor}))");
        Run::new(name).arg("-c").arg(question).ask().is_some()
    };
    if let Some(name) = names.iter().find(is_right) {
        return Ok(name);
    }
    let get = format!(
        "the tests of the Python package need Python {major}.{minor} or newer with its modules venv and ensurepip, as \
         `python3` on PATH: install it (Debian, Ubuntu: `sudo apt-get install python3-venv`)"
    );
    apt_install("Python", &["python3", "python3-venv"], &get)?;
    names.iter().find(is_right).copied().ok_or(get)
}

/// Sets up Java, in which PySpark's engine runs.
pub fn java() -> Result<()> {
    if Run::new("java -version").ask().is_some() {
        return Ok(());
    }
    let get = "PySpark needs Java 17 or newer on PATH: install it (Debian, Ubuntu: `sudo apt-get install default-jre-headless`)";
    apt_install("Java", &["default-jre-headless"], get)
}

/// Installs packages where that can be done without asking; elsewhere the error says what to `get`.
fn apt_install(what: &str, packages: &[&str], get: &str) -> Result<()> {
    let is_root = || Run::new("id -u").ask().is_some_and(|id| id == "0");
    if !(cfg!(target_os = "linux") && find_program("apt-get").is_some() && is_root()) {
        return Err(get.to_owned());
    }
    step(&format!("Installing {what}"), || {
        Run::new("apt-get update -qq").run()?;
        let install = Run::new("apt-get install -y -qq --no-install-recommends");
        packages.iter().fold(install, Run::arg).env("DEBIAN_FRONTEND", "noninteractive").run()
    })
}

fn find_chromium() -> Option<PathBuf> {
    if let Some(browser) = std::env::var_os("CHROMIUM") {
        return Some(browser.into());
    }
    let usual = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    ];
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
        .into_iter()
        .find_map(find_program)
        .or_else(|| usual.map(PathBuf::from).into_iter().find(|path| path.is_file()))
}
