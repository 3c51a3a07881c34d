//! `cargo xtask extension`, `vscode`, `obsidian`: what is built on the package for one host, each a workspace of npm of that name.

use unglue_run::{Result, Run, step};

use crate::package::{Profile, build as build_package, build_texts};
use crate::setup::setup;

pub fn command(host: &str, args: &[String]) -> Result<()> {
    if !args.is_empty() {
        return Err(format!("`cargo xtask {host}` takes no arguments"));
    }
    setup()?;
    build(host)
}

/// Leaves what is to be installed in the folder of the host in target/. Fails where that is over its budget.
pub fn build(host: &str) -> Result<()> {
    build_package(Profile::Release)?;
    if host == "vscode" {
        build_texts()?;
    }
    step(&format!("Building what {host}/ is for"), || {
        Run::new("npm run --silent build --workspace").arg(host).run()
    })
}
