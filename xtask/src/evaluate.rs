//! `cargo xtask evaluate`: how good the checker is on data sets in the format of `eval/`.
//!
//! A data set is JSON Lines: `{"id", "corrupt", "correct", "genre", "kinds": [[gap, kind], …]}`. Every text is judged
//! once, and what was found is counted at many thresholds. `cargo xtask evaluate lines FILE OUT` makes a data set of
//! another one: sentences without a space.

#[cfg(any(feature = "evaluate", feature = "train"))]
pub mod format;
#[cfg(feature = "evaluate")]
mod groups;
#[cfg(feature = "evaluate")]
mod judge;
#[cfg(feature = "evaluate")]
mod lines;
#[cfg(feature = "evaluate")]
mod reliability;
#[cfg(feature = "evaluate")]
mod report;
#[cfg(feature = "evaluate")]
mod score;
#[cfg(feature = "evaluate")]
mod svg;

/// Judges data sets, or makes one of unspaced lines.
#[cfg(feature = "evaluate")]
pub fn command(args: &[String]) -> crate::run::Result<()> {
    match args {
        [lines, from, to] if lines == "lines" => lines::write(from.as_ref(), to.as_ref()),
        _ => report::command(args),
    }
}

/// Starts the command again with what it needs compiled in.
#[cfg(not(feature = "evaluate"))]
pub fn command(args: &[String]) -> crate::run::Result<()> {
    crate::run::again("evaluate", "evaluate", args)
}
