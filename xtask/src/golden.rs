//! `cargo xtask golden`: what the checker says of the texts in `tests/golden`.

use unglue_run::{Result, Run};

/// The test itself writes when it is told so: only it knows what the files look like.
pub fn command(args: &[String]) -> Result<()> {
    let run = Run::new("cargo test --quiet --test golden");
    match args {
        [] => run.run(),
        [flag] if flag == "--write" => run.env("UNGLUE_GOLDEN_WRITE", "1").run(),
        _ => Err("`cargo xtask golden` takes --write and nothing else".to_owned()),
    }
}
