//! Files of the repository that are compared with what they should say, and what Cargo knows.

use unglue_run::{Result, Run, root};

/// Files that a command makes: each with its path in the repository and what it should say.
pub type Files = Vec<(&'static str, String)>;

pub fn write_or_compare(files: &Files, command: &str, args: &[String]) -> Result<()> {
    match args {
        [] => compare(files, command),
        [flag] if flag == "--write" => files.iter().try_for_each(|(file, text)| {
            let path = root().join(file);
            let failed = |e| format!("cannot write {file}: {e}");
            std::fs::create_dir_all(path.parent().expect("it lies in the repository")).map_err(failed)?;
            std::fs::write(path, text).map_err(failed)
        }),
        _ => Err(format!("`cargo xtask {command}` takes --write and nothing else")),
    }
}

/// Says which line of which file is not as it should be.
pub fn compare(files: &Files, command: &str) -> Result<()> {
    for (file, text) in files {
        let there = read(file)?.replace('\r', "");
        if there != *text {
            let same = there.lines().zip(text.lines()).take_while(|(a, b)| a == b).count();
            let [old, new] = [&there, text].map(|text| text.lines().nth(same).unwrap_or("(nothing)"));
            return Err(format!(
                "{file} is not up to date, see its line {}:\n  - {old}\n  + {new}\nIf that is as it should be: \
                 cargo xtask {command} --write",
                same + 1
            ));
        }
    }
    Ok(())
}

/// The text of a file of the repository.
pub fn read(file: &str) -> Result<String> {
    std::fs::read_to_string(root().join(file)).map_err(|e| format!("cannot read {file}: {e}"))
}

/// What Cargo knows of the crates in the lock file, which must be up to date.
pub fn metadata(args: &str) -> Result<serde_json::Value> {
    let run = Run::new(format!("cargo metadata --locked --format-version 1 {args}").trim_end());
    serde_json::from_str(&run.output()?).map_err(|e| format!("cannot read what cargo metadata printed: {e}"))
}
