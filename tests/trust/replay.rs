//! What the fuzzer has found, and its corpora, once more.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use unglue_laws::targets;

/// The files of a target in a folder of `fuzz/`, in order.
fn files(folder: &str, target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(folder).join(target);
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.expect("a folder can be listed").path()).collect();
    files.sort();
    files
}

#[test]
fn nothing_breaks_on_what_the_fuzzer_has_seen() {
    let mut broken = Vec::new();
    for (name, target) in targets::TARGETS {
        let corpus = files("corpus", name);
        assert!(corpus.len() >= 20, "the corpus of {name} has only {} files", corpus.len());
        for file in files("found", name).into_iter().chain(corpus) {
            let data = std::fs::read(&file).expect("a file can be read");
            if catch_unwind(AssertUnwindSafe(|| target(&data))).is_err() {
                broken.push(format!("cargo xtask fuzz {name} {}", file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "alone:\n{}", broken.join("\n"));
}
