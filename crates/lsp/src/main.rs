//! The program `unglue-lsp`.

use std::io;
use std::process::ExitCode;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        // Clients name the way by which they talk; there is no other.
        None | Some("--stdio") => ExitCode::from(unglue_lsp::serve(io::stdin(), io::stdout())),
        Some("--version" | "-V") => {
            println!("unglue-lsp {}", env!("CARGO_PKG_VERSION"));
            ExitCode::SUCCESS
        }
        Some(_) => {
            eprintln!(
                "unglue-lsp is started by an editor and speaks over standard input and output: it takes no arguments"
            );
            ExitCode::from(2)
        }
    }
}
