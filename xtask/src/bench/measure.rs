//! The command itself: sets up, measures, tells.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::figures::Figures;
use super::results::{Results, write};
use super::{page, picture, tables};
use crate::package::{Profile, build};
use crate::setup;
use crate::sizes;
use unglue_run::{Result, Run, bold, root, step};

/// Where everything that was measured goes, for programs.
const OUT: &str = "target/bench.json";

/// What can be measured by itself.
const PARTS: [&str; 5] = ["node", "chromium", "page", "native", "sizes"];

/// What the command line asks for.
#[derive(Debug, Default)]
struct Request {
    parts: Vec<String>,
    text: Option<PathBuf>,
    write: bool,
}

pub fn command(args: &[String]) -> Result<()> {
    let request = parse(args)?;
    setup::setup()?;
    build(Profile::Release)?;
    setup::setup_bench()?;
    let wants = |part: &str| request.parts.is_empty() || request.parts.iter().any(|p| p == part);
    let (mut results, mut json) = (Results::default(), json!({}));
    for platform in ["node", "chromium", "page"].into_iter().filter(|platform| wants(platform)) {
        let (figures, raw) = run(platform, &request)?;
        for table in tables::tables(&figures) {
            println!("\n{}\n{}", bold(&table.title), table.text());
        }
        json[platform] = raw;
        results.platforms.push(figures);
    }
    if wants("native") {
        let output = step("Measuring the stages natively", || {
            Run::new("cargo bench --quiet --bench stages").output()
        })?;
        println!("{output}");
        json["native"] = json!(output);
        results.native = Some(output);
    }
    if wants("sizes") {
        let parts = sizes::parts()?;
        println!("\n{}", tables::weights(&parts).text());
        json["sizes"] =
            parts.iter().map(|part| (part.name, json!({ "raw": part.raw, "brotli": part.brotli }))).collect();
        results.sizes = Some(parts);
    }
    write(OUT, &format!("{json:#}\n"))?;
    if request.write {
        write(picture::FILE, &picture::draw(&results.platforms))?;
        page::write(&results)?;
    }
    Ok(())
}

fn parse(args: &[String]) -> Result<Request> {
    let (mut request, mut args) = (Request::default(), args.iter());
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--write" => request.write = true,
            "--text" => {
                let file = args.next().ok_or("--text needs a file behind it")?;
                // The runner starts in the repository.
                let file = std::path::absolute(file).map_err(|e| format!("{file} cannot be used: {e}"))?;
                fs::metadata(&file).map_err(|e| format!("cannot read {}: {e}", file.display()))?;
                request.text = Some(file);
            }
            part if PARTS.contains(&part) => request.parts.push(part.to_owned()),
            _ => {
                return Err(format!(
                    "`cargo xtask bench` takes {}, instructions, --text FILE and --write, not {arg}",
                    PARTS.join(", ")
                ));
            }
        }
    }
    if request.write && !(request.parts.is_empty() && request.text.is_none()) {
        return Err(
            "--write is for everything at once, on the texts that anyone has: name no parts and no text"
                .into(),
        );
    }
    Ok(request)
}

/// Measures on one platform; returns it as read, and as it is.
fn run(platform: &str, request: &Request) -> Result<(Figures, Value)> {
    let out = format!("target/bench/{platform}.json");
    let mut run = Run::new("node bench/run.js").arg(platform).arg(&out);
    if platform != "node" {
        run = run.env("CHROMIUM", setup::setup_tests()?);
    }
    if let Some(text) = &request.text {
        run = run.arg("--text").arg(text);
    }
    step(&format!("Measuring in {platform} (some minutes; leave the machine alone)"), || run.run())?;
    let text = fs::read_to_string(root().join(&out)).map_err(|e| format!("cannot read {out}: {e}"))?;
    let json = serde_json::from_str(&text).map_err(|e| format!("{out} cannot be understood: {e}"))?;
    Ok((Figures::read(&json)?, json))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(line: &str) -> Result<Request> {
        parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn parts_and_flags_are_understood() {
        assert_eq!(request("node sizes").unwrap().parts, ["node", "sizes"]);
        assert!(request("--write").unwrap().write);
        assert!(request("--text Cargo.toml node").unwrap().text.unwrap().is_absolute());
        for (line, says) in [
            ("firefox", "not firefox"),
            ("--text", "file behind it"),
            ("--text no/such/file", "cannot read"),
            ("--write node", "everything at once"),
        ] {
            let message = request(line).unwrap_err();
            assert!(message.contains(says), "{line}: {message}");
        }
    }
}
