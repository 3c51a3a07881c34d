//! `cargo xtask evaluate`: how good the checker is on data sets in the format of `eval/`.
//!
//! A data set is JSON Lines: `{"id", "corrupt", "correct", "genre", "kinds": [[gap, kind], …]}`. Every text is judged
//! once, and what was found is counted at many thresholds.

#[cfg(any(feature = "evaluate", feature = "train"))]
pub mod format;
#[cfg(feature = "evaluate")]
mod groups;
#[cfg(feature = "evaluate")]
mod judge;
#[cfg(feature = "evaluate")]
mod reliability;
#[cfg(feature = "evaluate")]
mod report;
#[cfg(feature = "evaluate")]
mod score;
#[cfg(feature = "evaluate")]
mod svg;

#[cfg(feature = "evaluate")]
pub use report::command;

/// Starts the command again with what it needs compiled in.
#[cfg(not(feature = "evaluate"))]
pub fn command(args: &[String]) -> crate::run::Result<()> {
    crate::run::again("evaluate", "evaluate", args)
}
