//! The program `unglue`: see `unglue --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(unglue_cli::run(std::env::args_os()))
}
