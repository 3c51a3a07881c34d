//! `cargo xtask evaluate`: how good the checker is on data sets in the format of `eval/`.
//!
//! A data set is JSON Lines: `{"id", "corrupt", "correct", "genre", "kinds": [[gap, kind], …]}`. Every text is judged
//! once, and what was found is counted at many thresholds. `cargo xtask evaluate lines FILE OUT` makes a data set of
//! another one: sentences without a space.

mod beside;
pub mod format;
mod groups;
mod judge;
mod lines;
mod reliability;
mod removals;
mod report;
mod score;
mod svg;

use unglue_run::Result;

/// Judges data sets, or makes one of unspaced lines.
pub fn command(args: &[String]) -> Result<()> {
    match args {
        [lines, from, to] if lines == "lines" => lines::write(from.as_ref(), to.as_ref()),
        _ => report::command(args),
    }
}
