//! `cargo xtask train CORPUS`: bigrams, network and decision trees, out of a corpus.
//!
//! ```text
//! corpus ─► bigrams.tsv
//!        ─► gaps, and words cut in two ─► the network ─► network.txt
//!        ─► passages that lost spaces ─► evidence (the crate's own) ─► trees (LightGBM) ─► trees.txt
//! ```
//! The corpus is a folder of JSON Lines (`{"id", "genre", "text"}`). One document in ten is held back, chosen by its
//! id: nothing is counted or fitted on it, and the figures printed at the end are its own. The same corpus gives the
//! same files, whatever the number of threads.
//!
//! `cargo xtask train wholes CORPUS` makes `wholes.tsv` out of the candidates that `cargo xtask data` leaves, by the corpus and by
//! what the checker cuts; `cargo xtask train wholes --check` says how many it still cuts.
//!
//! `cargo xtask train pairs --lists CORPUS` prints the lists of doubled words and of parts of compounds, for `lists.txt`, and
//! `cargo xtask train pairs CORPUS` fits the weights of the evidence for a broken word, with those lists.
//!
//! `cargo xtask train ablation` says what each kind of evidence is worth, on the documents held back in the last
//! training. `cargo xtask train sets CORPUS OUT` makes data sets of the documents that are held back, for `cargo xtask evaluate`.

use std::path::{Path, PathBuf};

use unglue_run::{Result, Run, cache_dir, root, start, step};

use crate::python::Environment;

/// The packages that fit the trees, with all that they need, pinned to their bytes.
const REQUIREMENTS: &str = "crates/train/src/requirements.txt";

/// Counts, corrupts, weighs and fits.
pub fn command(args: &[String]) -> Result<()> {
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["sets", corpus, out] => {
            let lists = lists()?;
            step("Making data sets of what is held back", || inner("sets", corpus, &[&lists, Path::new(out)]))
        }
        ["wholes", "--check"] => {
            let lists = lists()?;
            step("Cutting wholes and merges", || inner("wholes-check", &lists.display().to_string(), &[]))
        }
        ["wholes", corpus] => {
            let lists = lists()?;
            step("Judging candidates for wholes", || inner("wholes", corpus, &[&lists]))
        }
        ["pairs", "--lists", corpus] => step("Counting doubled words and compounds", || inner("pair-lists", corpus, &[])),
        ["pairs", corpus] => step("Fitting the weights of broken words", || inner("pairs", corpus, &[])),
        ["ablation"] => step("Fitting without each kind of evidence", || fit("--ablation".as_ref())),
        [corpus] => train(corpus),
        _ => Err("give the folder of the corpus: cargo xtask train CORPUS, or train sets CORPUS OUT, or train wholes CORPUS"
            .into()),
    }
}

/// Makes the lists that passages are corrupted with, and says where they are.
fn lists() -> Result<PathBuf> {
    step("Making the lists of misspellings, rare names and foreign words", || {
        start("--package unglue-data", &[])
    })?;
    Ok(cache_dir()?.join("training"))
}

/// Starts one of the steps in `crates/train`.
fn inner(command: &str, corpus: &str, more: &[&Path]) -> Result<()> {
    let more = more.iter().map(|path| path.display().to_string());
    let args: Vec<String> = [command.to_owned(), corpus.to_owned()].into_iter().chain(more).collect();
    start("--package unglue-train", &args)
}

fn train(corpus: &str) -> Result<()> {
    let lists = lists()?;
    let of = |command: &str, more: &[&Path]| inner(command, corpus, more);
    step("Counting bigrams", || of("bigrams", &[]))?;
    let out = root().join("target/train");
    step("Fitting the network", || of("network", &[&lists, &out]))?;
    step("Taking spaces out and weighing what is left", || of("matrix", &[&lists, &out]))?;
    step("Fitting the trees", || fit(&root().join("data/en/trees.txt")))
}

/// Fits the trees to the matrices of the last training, and writes them to `model`.
fn fit(model: &Path) -> Result<()> {
    let python = step("Setting up LightGBM", || Environment::new(cache_dir()?.join("train"), REQUIREMENTS))?;
    let script = root().join("crates/train/src/fit.py");
    Run::program(python.program("python")).arg(script).arg(root().join("target/train")).arg(model).run()
}
