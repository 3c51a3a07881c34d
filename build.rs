//! Packs `data/en` into the lexicon and the decision model that the crate embeds.

use std::path::Path;
use std::{env, fs};

#[path = "src/inflection.rs"]
// What only the generator of the word list calls.
#[allow(dead_code)]
mod inflection;
#[path = "src/pack.rs"]
// What reads the packed bytes is for the crate.
#[allow(dead_code)]
mod pack;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/inflection.rs");
    println!("cargo:rerun-if-changed=src/pack.rs");
    println!("cargo:rerun-if-changed=src/pack");
    if env::var_os("CARGO_FEATURE_ENGLISH").is_none() {
        return;
    }
    let read = |name: &str| {
        let path = Path::new("data/en").join(name);
        println!("cargo:rerun-if-changed={}", path.display());
        fs::read_to_string(&path).unwrap_or_else(|e| panic!("cannot read {}: {e}", path.display()))
    };
    let lexicon = pack::lexicon(
        &read("words.tsv"),
        &read("misspellings.tsv"),
        &read("pairs.tsv"),
        pack::Inflection::English,
    )
    .unwrap_or_else(|e| panic!("data/en: {e}"));
    let model = pack::model::pack(&read("model.txt")).unwrap_or_else(|e| panic!("data/en: {e}"));
    let network = pack::network::pack(&read("context.txt")).unwrap_or_else(|e| panic!("data/en: {e}"));
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("english.lexicon"), lexicon).expect("OUT_DIR can be written");
    fs::write(Path::new(&out).join("english.network"), network).expect("OUT_DIR can be written");
    fs::write(Path::new(&out).join("english.model"), model).expect("OUT_DIR can be written");
}
