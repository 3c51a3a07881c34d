//! `cargo xtask pictures`: what Chromium draws for us, the page's icons and the screenshots of the documentation.

use unglue_run::{Result, Run, step};

use crate::host;
use crate::package::{Profile, build};
use crate::setup::{setup, setup_tests, setup_vscode_host};

pub fn command(args: &[String]) -> Result<()> {
    if !args.is_empty() {
        return Err("`cargo xtask pictures` takes no arguments".into());
    }
    setup()?;
    let chromium = setup_tests()?;
    build(Profile::Release)?;
    step("Drawing icons and screenshots", || {
        Run::new("npm run pictures --workspace www").env("CHROMIUM", &chromium).run()
    })?;
    host::build("extension")?;
    step("Drawing the extension at work", || {
        Run::new("npm run pictures --workspace extension").env("CHROMIUM", &chromium).run()
    })?;
    setup_vscode_host()?;
    host::build("vscode")?;
    step("Drawing Visual Studio Code", || {
        Run::new("npm run pictures --workspace vscode").env("CHROMIUM", &chromium).run()
    })
}
