//! Fixes a file, or standard input, and writes the result to standard output.
//!
//! ```console
//! $ echo "thereare no plans for November12" | cargo run --example fix
//! there are no plans for November 12
//! $ cargo run --example fix -- examples/notes.txt
//! Two leaders met in the morning, and there are no plans for November 12.
//!
//! Nothing else was said, and nobody asked.
//! ```

use std::error::Error;
use std::{env, fs, io};

use unglue::{Checker, Language, Options};

fn main() -> Result<(), Box<dyn Error>> {
    let text = match env::args_os().nth(1) {
        Some(file) => fs::read_to_string(file)?,
        None => io::read_to_string(io::stdin())?,
    };
    // Changes only what is surer than `Options::fix_confidence`.
    print!("{}", Checker::new(Language::english()?, Options::default())?.fix(&text));
    Ok(())
}
