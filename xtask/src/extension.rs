//! `cargo xtask extension`: the browser extension.

use unglue_run::{Result, Run, step};

use crate::package::{Profile, build as build_package};
use crate::setup::setup;

pub fn command(args: &[String]) -> Result<()> {
    if !args.is_empty() {
        return Err("`cargo xtask extension` takes no arguments".into());
    }
    setup()?;
    build()
}

/// Leaves a folder and a zip for Chromium and for Firefox in target/extension/. Fails where a zip is over its budget.
pub fn build() -> Result<()> {
    build_package(Profile::Release)?;
    step("Building the extension", || Run::new("npm run --silent build --workspace extension").run())
}
