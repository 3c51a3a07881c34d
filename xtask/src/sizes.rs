//! `cargo xtask sizes`: what each part of the data weighs, and the Wasm file that has it all.

use unglue_run::Result;

/// Starts the command again with what it needs compiled in.
#[cfg(not(feature = "sizes"))]
pub fn command(args: &[String]) -> Result<()> {
    crate::again::again("sizes", "sizes", args)
}

/// A part of the download.
#[cfg(feature = "sizes")]
pub struct Part {
    pub name: &'static str,
    /// Bytes.
    pub raw: usize,
    /// Bytes, as servers compress it.
    pub brotli: usize,
}

#[cfg(feature = "sizes")]
pub fn command(args: &[String]) -> Result<()> {
    if !args.is_empty() {
        return Err("`cargo xtask sizes` takes no arguments".into());
    }
    println!("{:10} {:>10} {:>10}", "bytes", "raw", "brotli");
    for Part { name, raw, brotli } in parts()? {
        println!("{name:10} {raw:>10} {brotli:>10}");
    }
    Ok(())
}

/// The parts of the data, each packed by itself, and the Wasm file if it is there.
#[cfg(feature = "sizes")]
pub fn parts() -> Result<Vec<Part>> {
    use std::fs;
    use std::path::Path;

    use unglue_format::{Bundle, Bytes, Part as LanguagePart};

    use crate::package::{WASM, brotli};
    use unglue_run::root;

    let english = Bundle::read(Bytes::Static(unglue_en::BYTES)).map_err(|e| e.to_string())?;
    let data = LanguagePart::SECTIONS.map(|part| (part.name(), english.section(part).as_ref()));
    let folder = "target/sizes";
    fs::create_dir_all(root().join(folder)).map_err(|e| format!("cannot make {folder}: {e}"))?;
    let weigh = |name, file: &str| -> Result<Part> {
        let raw =
            fs::metadata(root().join(file)).map_err(|e| format!("cannot find {file}: {e}"))?.len() as usize;
        let answer = brotli(file)?;
        let brotli = answer.parse().map_err(|_| format!("node answered {answer:?}"))?;
        Ok(Part { name, raw, brotli })
    };
    let mut parts = Vec::new();
    for (name, bytes) in data {
        let file = format!("{folder}/{name}");
        fs::write(root().join(&file), bytes).map_err(|e| format!("cannot write {file}: {e}"))?;
        parts.push(weigh(name, &file)?);
    }
    if !root().join(WASM).is_file() {
        println!("The Wasm file is not built: cargo xtask build");
        return Ok(parts);
    }
    parts.push(weigh("Wasm", WASM)?);
    // What a page loads beside it.
    let scripts =
        ["index.js", "api.js", "load.js", "wasm/unglue.js"].map(|name| root().join("pkg").join(name));
    let read = |path: &Path| fs::read(path).map_err(|e| format!("cannot read {}: {e}", path.display()));
    let scripts = scripts.iter().map(|path| read(path)).collect::<Result<Vec<_>>>()?.concat();
    let file = format!("{folder}/scripts");
    fs::write(root().join(&file), scripts).map_err(|e| format!("cannot write {file}: {e}"))?;
    parts.push(weigh("scripts", &file)?);
    Ok(parts)
}
