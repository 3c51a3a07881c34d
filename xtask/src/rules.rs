//! `cargo xtask rules`: the rules as JavaScript and its types have them.

use unglue_run::{Result, Run};

/// The test itself writes when it is told so: only it knows the table.
pub fn command(args: &[String]) -> Result<()> {
    let run = Run::new("cargo test --quiet --test rules");
    match args {
        [] => run.run(),
        [flag] if flag == "--write" => run.env("UNGLUE_RULES_WRITE", "1").run(),
        _ => Err("`cargo xtask rules` takes --write and nothing else".to_owned()),
    }
}
