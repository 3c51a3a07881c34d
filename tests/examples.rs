//! Runs the examples, and compares what they print with the console block at their top.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A command of a console block, and the output below it.
struct Session {
    /// What `echo "…" |` hands to the command.
    input: String,
    example: String,
    args: Vec<String>,
    output: String,
}

/// Reads the console block of an example: lines `$ COMMAND`, each followed by its output.
fn sessions(source: &str) -> Vec<Session> {
    let comment = source.lines().map_while(|line| line.strip_prefix("//!"));
    let text = comment.map(|line| line.strip_prefix(' ').unwrap_or(line));
    let block = text.skip_while(|line| *line != "```console").skip(1).take_while(|line| *line != "```");
    let mut sessions: Vec<Session> = Vec::new();
    for line in block {
        match line.strip_prefix("$ ") {
            Some(command) => sessions.push(session(command)),
            None => sessions.last_mut().expect("a command comes first").output += &format!("{line}\n"),
        }
    }
    sessions
}

/// Reads `cargo run --example NAME -- ARGS`, with `echo "…" |` before it or not.
fn session(command: &str) -> Session {
    let (echo, run) = command.split_once(" | ").map_or((None, command), |(echo, run)| (Some(echo), run));
    let input = echo.map_or("", |echo| {
        echo.strip_prefix("echo \"").and_then(|echo| echo.strip_suffix('"')).expect("echo \"…\"")
    });
    let mut words = run.strip_prefix("cargo run --example ").expect("cargo run --example …").split(' ');
    let example = words.next().expect("a name").to_owned();
    let args = words.skip_while(|word| *word == "--").map(str::to_owned).collect();
    Session { input: format!("{input}\n"), example, args, output: String::new() }
}

/// Runs an example by Cargo, which compiles it if it has changed, and returns its standard output.
fn run(session: &Session) -> String {
    let mut child = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--locked", "--example", &session.example, "--"])
        .args(&session.args)
        .current_dir(ROOT)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("cargo can be started");
    let mut stdin = child.stdin.take().expect("it is piped");
    // An example that reads nothing may have ended already.
    _ = stdin.write_all(session.input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("it can be waited for");
    assert!(output.status.success(), "{} ends with {}", session.example, output.status);
    String::from_utf8(output.stdout).expect("it prints UTF-8")
}

#[test]
fn the_examples_print_what_they_say() {
    let readme = fs::read_to_string(Path::new(ROOT).join("README.md")).unwrap();
    let mut seen = 0;
    for entry in fs::read_dir(Path::new(ROOT).join("examples")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let name = path.file_stem().unwrap().to_str().unwrap();
        let sessions = sessions(&fs::read_to_string(&path).unwrap());
        assert!(readme.contains(&format!("(examples/{name}.rs)")), "README.md does not name {name}.rs");
        assert!(!sessions.is_empty(), "{name}: no command in its console block");
        for session in &sessions {
            assert_eq!(session.example, name, "the console block of {name} runs another example");
            assert_eq!(
                run(session),
                session.output,
                "{name} prints something else than its console block says"
            );
            seen += 1;
        }
    }
    assert!(seen >= 6, "only {seen} commands were found");
}
