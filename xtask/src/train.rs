//! `cargo xtask train CORPUS`: pairs of words and the decision model, out of a corpus.
//!
//! ```text
//! corpus ─► pairs.tsv
//!        ─► passages that lost spaces ─► evidence (the crate's own) ─► trees (LightGBM) ─► model.txt
//! ```
//! The corpus is a folder of JSON Lines (`{"id", "genre", "text"}`). One document in ten is held back, chosen by its
//! id: nothing is counted or fitted on it, and the figures printed at the end are its own. The same corpus gives the
//! same files, whatever the number of threads.

#[cfg(feature = "train")]
mod corpus;
#[cfg(feature = "train")]
mod corrupt;
#[cfg(feature = "train")]
mod matrix;
#[cfg(feature = "train")]
mod pairs;

use std::path::Path;

use crate::run::{Result, Run, again, root, step};
use crate::setup::cache_dir;

/// The packages that fit the trees, with all that they need, pinned to their bytes.
const REQUIREMENTS: &str = "xtask/src/train/requirements.txt";

/// Counts, corrupts, weighs and fits.
pub fn command(args: &[String]) -> Result<()> {
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        #[cfg(feature = "train")]
        ["pairs", corpus] => {
            pairs::write(&corpus::read(Path::new(corpus))?, &root().join("data/en/pairs.tsv"))
        }
        #[cfg(feature = "train")]
        ["matrix", corpus, lists, out] => {
            let documents = corpus::read(Path::new(corpus))?;
            matrix::write(&documents, Path::new(lists), Path::new(out))
        }
        [corpus] => train(corpus),
        _ => Err("give the folder of the corpus: cargo xtask train CORPUS".into()),
    }
}

fn train(corpus: &str) -> Result<()> {
    let lists = cache_dir()?.join("training");
    step("Making the lists of misspellings, rare names and foreign words", || again("data", "data", &[]))?;
    let of = |command: &str, more: &[&Path]| {
        let more = more.iter().map(|path| path.display().to_string());
        let args: Vec<String> = [command.to_owned(), corpus.to_owned()].into_iter().chain(more).collect();
        again("train", "train", &args)
    };
    step("Counting pairs of words", || of("pairs", &[]))?;
    let out = root().join("target/train");
    step("Taking spaces out and weighing what is left", || of("matrix", &[&lists, &out]))?;
    let python = step("Setting up LightGBM", python)?;
    step("Fitting the trees", || {
        let model = root().join("data/en/model.txt");
        Run::program(python).arg(root().join("xtask/src/train/fit.py")).arg(out).arg(model).run()
    })
}

/// A Python with the packages of [`REQUIREMENTS`].
fn python() -> Result<std::path::PathBuf> {
    let venv = cache_dir()?.join("train");
    let python = venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if !python.exists() {
        Run::new("python3 -m venv").arg(&venv).run()?;
    }
    Run::program(&python)
        .arg("-m")
        .arg("pip")
        .arg("install")
        .arg("--quiet")
        .arg("--disable-pip-version-check")
        .arg("--require-hashes")
        .arg("--requirement")
        .arg(root().join(REQUIREMENTS))
        .run()?;
    Ok(python)
}
