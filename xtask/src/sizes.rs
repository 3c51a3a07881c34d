//! `cargo xtask sizes`: what each part of the data weighs, and the Wasm file that has it all.

use crate::run::Result;

/// Starts the command again with what it needs compiled in.
#[cfg(not(feature = "evaluate"))]
pub fn command(args: &[String]) -> Result<()> {
    crate::run::again("evaluate", "sizes", args)
}

#[cfg(feature = "evaluate")]
pub fn command(args: &[String]) -> Result<()> {
    use std::fs;

    use unglue::pack::{self, Inflection};

    use crate::package::{WASM, brotli};
    use crate::run::root;

    if !args.is_empty() {
        return Err("`cargo xtask sizes` takes no arguments".into());
    }
    let read = |name: &str| {
        let path = root().join("data/en").join(name);
        fs::read_to_string(&path).map_err(|e| format!("cannot read {}: {e}", path.display()))
    };
    let [words, misspellings, pairs] = ["words.tsv", "misspellings.tsv", "pairs.tsv"].map(read);
    let lexicon = pack::lexicon(&words?, &misspellings?, &pairs?, Inflection::English)?;
    let model = pack::model::pack(&read("model.txt")?)?;
    let [words, letters, pairs] = pack::sections(&lexicon).expect("it was just packed");
    let parts = [
        ("words", &lexicon[words]),
        ("letters", &lexicon[letters]),
        ("pairs", &lexicon[pairs]),
        ("model", &model[..]),
    ];
    let folder = "target/sizes";
    fs::create_dir_all(root().join(folder)).map_err(|e| format!("cannot make {folder}: {e}"))?;
    println!("{:10} {:>10} {:>10}", "bytes", "raw", "brotli");
    for (name, bytes) in parts {
        let file = format!("{folder}/{name}");
        fs::write(root().join(&file), bytes).map_err(|e| format!("cannot write {file}: {e}"))?;
        println!("{name:10} {:>10} {:>10}", bytes.len(), brotli(&file)?);
    }
    match fs::metadata(root().join(WASM)) {
        Ok(built) => println!("{:10} {:>10} {:>10}", "Wasm", built.len(), brotli(WASM)?),
        Err(_) => println!("{:10} not built: cargo xtask build", "Wasm"),
    }
    Ok(())
}
