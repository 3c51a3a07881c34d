//! Neovim's own client, as far as there is a Neovim.

use std::fs;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

#[test]
fn neovim_shows_fixes_and_learns_words() {
    if Command::new("nvim").arg("--version").output().is_err() {
        println!("skipped: there is no `nvim` on PATH (Debian: `sudo apt-get install neovim`)");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().canonicalize().unwrap();
    let (file, answer) = (folder.join("a.md"), folder.join("answer.json"));
    fs::write(&file, "Moscow said 🦀 thereare no plans.\n\nThen twoleaders met.\n").unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/client/neovim.lua");
    let status = Command::new("nvim")
        .args(["--headless", "-u", "NONE", "-i", "NONE", "-n", "-S", script])
        .env("PROGRAM", env!("CARGO_BIN_EXE_unglue-lsp"))
        .env("FILE", &file)
        .env("ANSWER", &answer)
        .env("XDG_STATE_HOME", &folder)
        .env("XDG_CACHE_HOME", &folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(status.unwrap().success());
    let answer: Value = serde_json::from_str(&fs::read_to_string(answer).unwrap()).unwrap();
    assert_eq!(answer.get("failure"), None, "{answer:#}");
    // Neovim counts bytes.
    let places = |found: &Value| -> Vec<Value> {
        found.as_array().unwrap().iter().map(|one| json!([one[0], one[1], one[2], one[4]])).collect()
    };
    assert_eq!(places(&answer["opened"]), [json!([0, 17, 25, "unglue"]), json!([2, 5, 15, "unglue"])]);
    assert!(places(&answer["typed"]).contains(&json!([0, 6, 12, "unglue"])), "{answer:#}");
    assert_eq!(
        answer["lines"],
        json!([
            "There were no boats 🦀 at all.",
            "Moscow said 🦀 there are no plans.",
            "",
            "Then twoleaders met."
        ])
    );
    assert_eq!(answer["undone"][1], "Moscow said 🦀 thereare no plans.");
    assert_eq!(fs::read_to_string(folder.join("unglue.toml")).unwrap(), "words = [\"twoleaders\"]\n");
}
