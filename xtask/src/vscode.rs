//! `cargo xtask vscode`: the extension for Visual Studio Code.

use unglue_run::{Result, Run, step};

use crate::package::{Profile, build as build_package};
use crate::setup::setup;

pub fn command(args: &[String]) -> Result<()> {
    if !args.is_empty() {
        return Err("`cargo xtask vscode` takes no arguments".into());
    }
    setup()?;
    build()
}

/// Leaves the extension, to be installed as it is, in target/vscode/. Fails where it is over its budget.
pub fn build() -> Result<()> {
    build_package(Profile::Release)?;
    step("Building the extension for Visual Studio Code", || {
        Run::new("npm run --silent build --workspace vscode").run()
    })
}
