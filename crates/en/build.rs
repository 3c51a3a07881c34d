//! Packs the texts of `data/en` into one file, `en.unglue`.

use std::path::Path;
use std::{env, fs};

use unglue_format::Sources;

/// Where the texts are.
const DATA: &str = "../../data/en";

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let texts = Sources::FILES.map(|name| {
        let path = Path::new(DATA).join(name);
        println!("cargo:rerun-if-changed={}", path.display());
        fs::read_to_string(&path).unwrap_or_else(|e| panic!("cannot read {}: {e}", path.display()))
    });
    let bytes = Sources::of(&texts).pack().unwrap_or_else(|e| panic!("data/en: {e}"));
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("en.unglue"), bytes).expect("OUT_DIR can be written");
}
