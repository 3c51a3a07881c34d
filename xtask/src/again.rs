//! Commands that need more crates than `cargo xtask` compiles at once.

use unglue_run::{Result, start};

/// Starts a command of this program again, compiled with a feature that it needs, and optimised.
#[cfg_attr(all(feature = "bench", feature = "supply"), allow(dead_code))]
pub fn again(feature: &str, command: &str, args: &[String]) -> Result<()> {
    let args = [&[command.to_owned()], args].concat();
    start(&format!("--package xtask --features {feature}"), &args)
}
