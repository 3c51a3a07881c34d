//! `cargo xtask bench`: speed, start-up, memory and size of the package, each beside its yardstick.
//!
//! ```text
//! bench/run.js, in Node and in Chromium ─► target/bench/*.json ─┐
//! benches/stages.rs ────────────────────► its table ────────────┼─► tables, target/bench.json, docs/speed.md,
//! xtask sizes ──────────────────────────► parts of the download ┘   docs/images/speed.svg
//! ```
//! What is measured, and how, is JavaScript, since that is what users call; this sets it up and tells the results.

#[cfg(feature = "bench")]
mod figures;
#[cfg(feature = "bench")]
mod measure;
#[cfg(feature = "bench")]
mod page;
#[cfg(feature = "bench")]
mod picture;
#[cfg(feature = "bench")]
mod results;
#[cfg(feature = "bench")]
mod tables;

use crate::counts;
use unglue_run::Result;

pub fn command(args: &[String]) -> Result<()> {
    match args.split_first() {
        Some((part, rest)) if part == "instructions" => counts::command(rest),
        _ => measured(args),
    }
}

#[cfg(feature = "bench")]
fn measured(args: &[String]) -> Result<()> {
    measure::command(args)
}

/// Starts the command again with what it needs compiled in.
#[cfg(not(feature = "bench"))]
fn measured(args: &[String]) -> Result<()> {
    crate::again::again("bench", "bench", args)
}
