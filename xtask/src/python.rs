//! The Python package: environments with pinned packages, and the wheel.

use std::fs;
use std::path::{Path, PathBuf};

use unglue_run::{Result, Run, cache_dir, path_with, root, step};

use crate::package::without_paths_of;
use crate::setup;

/// What makes and tests the wheel, pinned to its bytes.
const TEST: &str = "python/requirements/test.txt";
/// The engines of the recipes, and pre-commit.
const ENGINES: &str = "python/requirements/engines.txt";

/// An environment of Python.
pub struct Environment(PathBuf);

impl Environment {
    /// Returns the environment in a folder with the packages of a file of the repository, and makes it unless it is there.
    pub fn new(folder: PathBuf, requirements: &str) -> Result<Environment> {
        let environment = Environment(folder);
        if !environment.program("python").is_file() {
            Run::new(setup::python()?).arg("-m").arg("venv").arg("--clear").arg(&environment.0).run()?;
        }
        environment.install(["--require-hashes", "--requirement"], &root().join(requirements))?;
        Ok(environment)
    }

    /// Returns a fresh environment with what the tests of the wheel need.
    pub fn of_tests() -> Result<Environment> {
        let folder = target().join("environment");
        _ = fs::remove_dir_all(&folder);
        step("Setting up a fresh environment of Python", || Environment::new(folder, TEST))
    }

    /// Returns the environment of the recipes, which stays in the cache folder.
    pub fn of_engines() -> Result<Environment> {
        setup::java()?;
        let folder = cache_dir()?.join("engines");
        step("Setting up PySpark, Ray and the other engines (1.6 GB, once)", || {
            Environment::new(folder, ENGINES)
        })
    }

    /// Builds the wheel, installs it, and says where its folder is. It needs nothing but itself.
    pub fn install_wheel(&self) -> Result<PathBuf> {
        let folder = target().join("wheels");
        _ = fs::remove_dir_all(&folder);
        step("Building the wheel", || {
            Run::program(self.program("maturin"))
                .dir(root().join("python"))
                .arg("build")
                .arg("--release")
                .arg("--locked")
                .arg("--config")
                .arg(without_paths_of("python/Cargo.toml")?)
                .arg("--out")
                .arg(&folder)
                .env("CARGO_TARGET_DIR", target())
                .run()
        })?;
        let wheels = fs::read_dir(&folder).map_err(|e| format!("cannot read {}: {e}", folder.display()))?;
        let wheel = wheels.flatten().next().ok_or("maturin left no wheel")?;
        self.install(["--no-index", "--force-reinstall"], &wheel.path())?;
        Ok(folder)
    }

    /// Returns what runs a program of the environment in `python/`, with all others of it on `PATH`.
    pub fn run(&self, line: &str) -> Result<Run> {
        let mut words = line.split(' ');
        let program = self.program(words.next().unwrap_or_default());
        let run = words.fold(Run::program(&program), Run::arg);
        let folder = program.parent().unwrap_or(Path::new("")).to_owned();
        Ok(run.dir(root().join("python")).env("PATH", path_with(&[folder])?))
    }

    /// Returns where a program of the environment lies.
    pub fn program(&self, name: &str) -> PathBuf {
        let folder = if cfg!(windows) { "Scripts" } else { "bin" };
        self.0.join(folder).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    fn install(&self, how: [&str; 2], what: &Path) -> Result<()> {
        let pip = Run::program(self.program("python"))
            .arg("-m")
            .arg("pip")
            .arg("install")
            .arg("--quiet")
            .arg("--disable-pip-version-check");
        how.into_iter().fold(pip, Run::arg).arg(what).run()
    }
}

/// Where the wheel is built. A target folder of its own: the crates are compiled with other profiles there.
pub fn target() -> PathBuf {
    root().join("target").join("python")
}
