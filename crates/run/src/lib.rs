//! Running other programs: what is going on is said before it starts, and how long it took afterwards. Where the
//! repository and the cache lie.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// What went wrong, for the person at the terminal: what to do is part of it.
pub type Result<T, E = String> = std::result::Result<T, E>;

/// The repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("crates/run/ lies in the repository")
}

/// Heavy print, where a terminal shows it.
pub fn bold(text: &str) -> String {
    paint(text, "1")
}

/// Says on standard error what went wrong.
pub fn complain(verdict: &str, message: &str) {
    eprintln!("{}: {message}", paint(verdict, "1;31"));
}

fn paint(text: &str, style: &str) -> String {
    match std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        true => format!("\x1b[{style}m{text}\x1b[0m"),
        false => text.to_owned(),
    }
}

/// Does one step, says what it is and how long it took.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("{}", bold(&format!("» {what}")));
    let start = Instant::now();
    let result = work();
    let verdict = if result.is_ok() { "done" } else { "failed" };
    println!("  {verdict} in {}", Seconds(start.elapsed()));
    result
}

/// Runs a command with the arguments of this program.
pub fn main(command: fn(&[String]) -> Result<()>) -> ExitCode {
    exit_code(command(&std::env::args().skip(1).collect::<Vec<_>>()))
}

/// Says on standard error what went wrong; nothing for an error that was told already.
pub fn exit_code(result: Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            if !message.is_empty() {
                complain("error", &message);
            }
            ExitCode::FAILURE
        }
    }
}

/// Starts a program of this repository, optimised. `what` are the flags that name it: `--package unglue-train`.
pub fn start(what: &str, args: &[String]) -> Result<()> {
    println!("{}", bold(&format!("» Compiling {what}")));
    // What the release profile has for the package's sake would take a minute here. Not by environment variables:
    // `bench` would inherit them, and build another package than the one that ships.
    let run = Run::new(&format!("cargo run --quiet --release {what}"))
        .arg("--config")
        .arg("profile.release.lto=\"off\"")
        .arg("--config")
        .arg("profile.release.codegen-units=16")
        .arg("--");
    args.iter().fold(run, Run::arg).run()
}

/// A time as it is printed: `1.3 s`.
pub struct Seconds(pub Duration);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:.1} s", self.0.as_secs_f64()))
    }
}

/// A program to run in the repository, with the project's tools first on `PATH`.
pub struct Run {
    command: Command,
    /// How the program is named in messages.
    name: String,
}

impl Run {
    /// A program and its arguments, divided by spaces. More arguments: [`arg`](Self::arg).
    pub fn new(line: &str) -> Run {
        let mut words = line.split(' ');
        let name = words.next().expect("split gives one piece at least");
        // `cargo xtask` must use the toolchain that tokens it.
        let program = match name {
            "cargo" => std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()),
            _ => name.into(),
        };
        let mut run = Run::program(program);
        run.command.args(words);
        run.name = line.to_owned();
        run
    }

    /// A program by its path.
    pub fn program(program: impl AsRef<OsStr>) -> Run {
        let program = program.as_ref();
        let mut run = Run { command: program_command(program), name: program.to_string_lossy().into_owned() };
        run.command.current_dir(root());
        run
    }

    /// Adds an argument that may hold spaces.
    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Run {
        self.name = format!("{} {}", self.name, arg.as_ref().to_string_lossy());
        self.command.arg(arg);
        self
    }

    /// Sets an environment variable.
    pub fn env(mut self, key: &str, value: impl AsRef<OsStr>) -> Run {
        self.command.env(key, value);
        self
    }

    /// Runs in another folder than the repository's.
    pub fn dir(mut self, dir: impl AsRef<Path>) -> Run {
        self.command.current_dir(dir);
        self
    }

    /// Runs it to its end; its output goes to the terminal.
    pub fn run(mut self) -> Result<()> {
        let status = self.command.status();
        self.judge(status.map_err(|e| self.cannot_start(&e))?)
    }

    /// Runs it to its end and returns its standard output, trimmed.
    pub fn output(mut self) -> Result<String> {
        let output = self.command.stderr(Stdio::inherit()).output().map_err(|e| self.cannot_start(&e))?;
        self.judge(output.status)?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Like [`output`](Self::output), for questions whose answer may be "no": nothing reaches the terminal.
    pub fn ask(mut self) -> Option<String> {
        let output = self.command.stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Runs it to its end, shows its standard output as it comes and also returns it, with the verdict apart.
    pub fn watch(mut self) -> Result<(String, Result<()>)> {
        let mut child = self.command.stdout(Stdio::piped()).spawn().map_err(|e| self.cannot_start(&e))?;
        let mut lines = BufReader::new(child.stdout.take().expect("it is piped"));
        let (mut output, mut line) = (String::new(), Vec::new());
        while lines.read_until(b'\n', &mut line).is_ok_and(|n| n > 0) {
            let text = String::from_utf8_lossy(&line);
            print!("{text}");
            _ = std::io::stdout().flush();
            output += &text;
            line.clear();
        }
        let status = child.wait().map_err(|e| format!("cannot wait for `{}`: {e}", self.name))?;
        Ok((output, self.judge(status)))
    }

    /// The command as `std` knows it, to be started by other means.
    pub fn into_command(self) -> Command {
        self.command
    }

    fn judge(&self, status: ExitStatus) -> Result<()> {
        match status.success() {
            true => Ok(()),
            false => Err(format!("`{}` failed ({status}); its messages are above", self.name)),
        }
    }

    fn cannot_start(&self, error: &std::io::Error) -> String {
        format!("cannot start `{}`: {error}", self.name)
    }
}

/// Windows finds `npm` and its like only under their full names.
fn program_command(program: &OsStr) -> Command {
    let scripts = ["npm", "wasm-opt"];
    match program.to_str() {
        Some(name) if cfg!(windows) && scripts.contains(&name) => Command::new(format!("{name}.cmd")),
        _ => Command::new(program),
    }
}

/// Where a program lies on `PATH`.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?).map(|dir| dir.join(&name)).find(|path| path.is_file())
}

/// `PATH` with some folders put first.
pub fn path_with(first: &[PathBuf]) -> Result<OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(first.iter().cloned().chain(std::env::split_paths(&path)))
        .map_err(|e| format!("a folder on PATH cannot be named there: {e}"))
}

/// The folder that outlives checkouts: `UNGLUE_CACHE`, or `unglue` in the place that the system has for such things.
pub fn cache_dir() -> Result<PathBuf> {
    let var = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(dir) = var("UNGLUE_CACHE") {
        return std::path::absolute(dir).map_err(|e| format!("UNGLUE_CACHE cannot be used: {e}"));
    }
    let home = || var("HOME");
    let caches = match std::env::consts::OS {
        "windows" => var("LOCALAPPDATA"),
        "macos" => home().map(|home| home.join("Library/Caches")),
        _ => var("XDG_CACHE_HOME").or_else(|| home().map(|home| home.join(".cache"))),
    };
    caches
        .map(|caches| caches.join("unglue"))
        .ok_or_else(|| "there is no home folder: set UNGLUE_CACHE to a folder for the tools".to_owned())
}
