//! Packs the texts of `data/en` into one file, `en.unglue`.

use std::path::Path;
use std::{env, fs};

use unglue_format::Sources;

/// Where the texts are: in what is published, and where git cannot make the link to them.
const DATA: [&str; 2] = ["data", "../../data/en"];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let data = DATA.map(Path::new).into_iter().find(|data| data.is_dir()).expect("there are texts");
    let texts = Sources::FILES.map(|name| {
        let path = data.join(name);
        println!("cargo:rerun-if-changed={}", path.display());
        fs::read_to_string(&path).unwrap_or_else(|e| panic!("cannot read {}: {e}", path.display()))
    });
    let bytes = Sources::of(&texts).pack().unwrap_or_else(|e| panic!("data/en: {e}"));
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("en.unglue"), bytes).expect("OUT_DIR can be written");
}
