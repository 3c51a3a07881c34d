//! What the system does with the program, and the program with files: pipes, full disks, links, permissions.

#![cfg(unix)]

use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const MERGED: &str = "Moscow said thereare no plans.\n";

fn unglue(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unglue"));
    command.args(args).current_dir(folder).stdin(Stdio::null());
    command
}

fn run(folder: &Path, args: &[&str]) -> Output {
    unglue(folder, args).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), MERGED.repeat(20_000)).unwrap();
    let mut child = unglue(folder.path(), &["check", "a.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((&first, output.status.code(), said(&output)), (b"a.txt:1:13", Some(0), String::new()));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error_of_the_output() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), MERGED).unwrap();
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = unglue(folder.path(), &["check", "-q", "a.txt"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(said(&output), "unglue: standard output: the disk is full, and the output is not complete\n");
}

#[test]
fn a_file_in_another_encoding_is_written_back_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let long = "A long line that has no faults in it at all, but an é.\n\n".repeat(200_000);
    for (encoding, before, after) in [
        (
            "windows-1252",
            b"Caf\xe9. Moscow said thereare no \x93plans\x94.\r\n".to_vec(),
            b"Caf\xe9. Moscow said there are no \x93plans\x94.\r\n".to_vec(),
        ),
        (
            "utf-16le",
            utf16(&format!("\u{feff}Café. {MERGED}")),
            utf16("\u{feff}Café. Moscow said there are no plans.\n"),
        ),
        (
            "utf-16le",
            utf16(&format!("\u{feff}{long}{MERGED}")),
            utf16(&format!("\u{feff}{long}Moscow said there are no plans.\n")),
        ),
    ] {
        let path = folder.path().join("a.txt");
        fs::write(&path, &before).unwrap();
        let args = ["--encoding", encoding, "a.txt"];
        let checked = run(folder.path(), &[&["check"], &args[..]].concat());
        assert_eq!(checked.status.code(), Some(1), "{}", said(&checked));
        assert!(String::from_utf8_lossy(&checked.stdout).contains("there are"));
        let fixed = run(folder.path(), &[&["fix", "--write"], &args[..]].concat());
        assert_eq!(fixed.status.code(), Some(0), "{}", said(&fixed));
        assert!(fs::read(&path).unwrap() == after, "{encoding}");
    }
    // Two ways to write a character: not the one that it has.
    let path = folder.path().join("b.txt");
    let bytes = [&b"Moscow said thereare \xfa\x54 no plans.\n"[..]].concat();
    fs::write(&path, &bytes).unwrap();
    let refused = run(folder.path(), &["fix", "--write", "--encoding", "shift_jis", "b.txt"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("cannot be written back in Shift_JIS as it was"), "{}", said(&refused));
    assert_eq!(fs::read(&path).unwrap(), bytes);
    let unknown = run(folder.path(), &["check", "--encoding", "utf-9", "b.txt"]);
    assert!(said(&unknown).contains("is no name of an encoding, such as windows-1252"), "{}", said(&unknown));
}

#[test]
fn write_keeps_permissions_and_links() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("target.txt"), MERGED).unwrap();
    fs::set_permissions(path.join("target.txt"), fs::Permissions::from_mode(0o640)).unwrap();
    fs::create_dir(path.join("links")).unwrap();
    symlink("../target.txt", path.join("links/link.txt")).unwrap();
    fs::hard_link(path.join("target.txt"), path.join("other.text")).unwrap();
    // A folder is searched past links.
    assert_eq!(run(path, &["fix", "--write", "links"]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(path.join("target.txt")).unwrap(), MERGED);
    assert_eq!(run(path, &["fix", "--write", "links/link.txt"]).status.code(), Some(0));
    let fixed = MERGED.replace("thereare", "there are");
    assert_eq!(fs::read_to_string(path.join("target.txt")).unwrap(), fixed);
    assert_eq!(fs::read_to_string(path.join("other.text")).unwrap(), MERGED);
    assert_eq!(fs::metadata(path.join("target.txt")).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(path.join("links/link.txt")).unwrap().is_symlink());
    assert_eq!(fs::read_dir(path).unwrap().count(), 3);
}

#[test]
fn links_that_lead_nowhere_pipes_and_the_output_itself_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    symlink("nowhere", path.join("dangling.txt")).unwrap();
    symlink("circle.txt", path.join("circle.txt")).unwrap();
    assert!(Command::new("mkfifo").arg(path.join("pipe")).status().unwrap().success());
    for (args, part) in [
        (["fix", "--write", "dangling.txt"], "dangling.txt: there is no such file"),
        (["fix", "--write", "circle.txt"], "circle.txt: is a symbolic link that leads in a circle"),
        (["fix", "--write", "pipe"], "pipe: is not an ordinary file"),
    ] {
        let output = run(path, &args);
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains(part), "{}", said(&output));
    }
    fs::write(path.join("a.txt"), MERGED).unwrap();
    let itself = File::options().append(true).open(path.join("a.txt")).unwrap();
    let output = unglue(path, &["fix", "a.txt"]).stdout(itself).output().unwrap();
    assert!(said(&output).contains("a.txt: is also where the output goes"), "{}", said(&output));
    assert_eq!(fs::read_to_string(path.join("a.txt")).unwrap(), MERGED);
}

#[test]
fn a_long_stream_is_read_in_parts_with_its_lines_and_its_fix() {
    let folder = tempfile::tempdir().unwrap();
    // Two parts, with a fault at the end of the last.
    let clean = "There are no plans for it, and nobody said so.\n\n".repeat((8 << 20) / 48 + 2_000);
    let text = format!("{clean}{MERGED}");
    let mut child = unglue(folder.path(), &["check", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let line = 1 + text.matches('\n').count() - 1;
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(stdout.starts_with(&format!("<stdin>:{line}:13: ")), "{stdout}");
    fs::write(folder.path().join("a.txt"), &text).unwrap();
    assert_eq!(run(folder.path(), &["fix", "--write", "a.txt"]).status.code(), Some(0));
    let fixed = fs::read_to_string(folder.path().join("a.txt")).unwrap();
    assert!(fixed == text.replace("thereare", "there are"), "{} bytes", fixed.len());
    let diff = run(folder.path(), &["fix", "--diff", "-"]);
    assert_eq!((diff.status.code(), said(&diff)), (Some(0), String::new()));
}

#[test]
fn completions_for_every_shell() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = run(folder.path(), &["completions", shell]);
        assert!(
            output.status.success() && String::from_utf8_lossy(&output.stdout).contains("fix-at"),
            "{shell}"
        );
    }
}
