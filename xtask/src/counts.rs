//! How many instructions fixed work takes, compared with what it took when `benches/instructions.tsv` was written.
//! What the work is: `benches/instructions.rs`.

use std::fs;

use crate::setup;
use unglue_run::{Result, Run, complain, root, step};

/// The reference.
const FILE: &str = "benches/instructions.tsv";
/// How to write it anew.
const WRITE: &str = "cargo xtask bench instructions --write";
/// By how much a count may differ from the reference. Runs differ by a millionth, compilers by some hundredths.
const MARGIN: f64 = 0.1;
/// Cargo's name for the bench, and the folder for what callgrind writes.
const BENCH: &str = "cargo bench --quiet --bench instructions";
const OUT: &str = "target/bench/callgrind.out";

/// What a comparison came to.
#[derive(Debug, PartialEq)]
pub enum Verdict {
    /// Near enough.
    Same,
    /// Fewer instructions: nothing is wrong, but the reference has become too lax.
    Fewer,
    /// More instructions.
    More,
    /// The reference does not have it.
    New,
}

/// Counts everything, prints how it compares, and returns how many counts are within the margin and how many are not.
/// `None` where the reference says nothing: callgrind counts the instructions of one kind of processor.
pub fn compare() -> Result<Option<(usize, usize)>> {
    if !(cfg!(target_os = "linux") && cfg!(target_arch = "x86_64")) {
        println!("  {FILE} was counted on x86-64 Linux: not compared here");
        return Ok(None);
    }
    let text = fs::read_to_string(root().join(FILE)).map_err(|e| format!("cannot read {FILE}: {e}"))?;
    let reference = parse(&text)?;
    let (mut good, mut bad) = (0, 0);
    for (name, count) in count()? {
        let before = reference.iter().find(|(other, _)| *other == name).map(|(_, count)| *count);
        let verdict = judge(before, count);
        let change = before.map_or(String::new(), |before| format!("{:+.1} %", percent(before, count)));
        println!("  {name:44} {count:>13} {change:>9}");
        match verdict {
            Verdict::Same => {}
            Verdict::Fewer => println!("  ↑ far fewer than before: update the reference with `{WRITE}`"),
            Verdict::More => {
                complain("failed", &format!("{name}: too many instructions. If they are worth it: `{WRITE}`"))
            }
            Verdict::New => complain("failed", &format!("{name} is not in {FILE}: `{WRITE}`")),
        }
        let fails = matches!(verdict, Verdict::More | Verdict::New);
        (good, bad) = if fails { (good, bad + 1) } else { (good + 1, bad) };
    }
    Ok(Some((good, bad)))
}

/// Counts everything and makes that the reference, or only prints it.
pub fn command(args: &[String]) -> Result<()> {
    match args {
        [] => compare().map(drop),
        [flag] if flag == "--write" => {
            let rustc = Run::new("rustc --version").output()?;
            let counts = count()?;
            fs::write(root().join(FILE), print(&counts, &rustc))
                .map_err(|e| format!("cannot write {FILE}: {e}"))?;
            println!("  {FILE} has {} counts", counts.len());
            Ok(())
        }
        _ => Err("`cargo xtask bench instructions` takes --write and nothing else".into()),
    }
}

fn judge(before: Option<u64>, now: u64) -> Verdict {
    match before.map(|before| now as f64 / before as f64) {
        None => Verdict::New,
        Some(ratio) if ratio > 1.0 + MARGIN => Verdict::More,
        Some(ratio) if ratio < 1.0 - MARGIN => Verdict::Fewer,
        Some(_) => Verdict::Same,
    }
}

fn percent(before: u64, now: u64) -> f64 {
    (now as f64 / before as f64 - 1.0) * 100.0
}

/// The instructions of each piece of work.
fn count() -> Result<Vec<(String, u64)>> {
    setup::valgrind()?;
    let names = step("Compiling what is counted", || Run::new(BENCH).output())?;
    if names.is_empty() {
        return Err("benches/instructions.rs names no work".into());
    }
    fs::create_dir_all(root().join("target/bench")).map_err(|e| e.to_string())?;
    let host = Run::new("rustc --version --verbose").output()?;
    let host = host
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .ok_or("rustc does not say what it runs on")?;
    // Cargo starts what it has built by means of this, whatever the file is called.
    let runner = format!("CARGO_TARGET_{}_RUNNER", host.to_uppercase().replace('-', "_"));
    let valgrind =
        format!("valgrind --quiet --tool=callgrind --toggle-collect=counted --callgrind-out-file={OUT}");
    let one = |name: &str| {
        Run::new(BENCH).arg("--").arg(name).env(&runner, &valgrind).run()?;
        let profile =
            fs::read_to_string(root().join(OUT)).map_err(|e| format!("callgrind left no {OUT}: {e}"))?;
        let total = total(&profile).ok_or_else(|| format!("{OUT} has no total: was `counted` inlined?"))?;
        Ok((name.to_owned(), total))
    };
    names.lines().map(one).collect()
}

/// The total that callgrind wrote.
fn total(profile: &str) -> Option<u64> {
    let line = profile.lines().rev().find_map(|line| line.strip_prefix("totals: "))?;
    line.trim().parse().ok().filter(|&total| total > 0)
}

fn parse(text: &str) -> Result<Vec<(String, u64)>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|(nth, line)| {
            let pair =
                line.split_once('\t').and_then(|(name, count)| Some((name.to_owned(), count.parse().ok()?)));
            pair.ok_or_else(|| format!("{FILE}, line {}: it must be a name, a tab and a number", nth + 1))
        })
        .collect()
}

fn print(counts: &[(String, u64)], rustc: &str) -> String {
    let lines: String = counts.iter().map(|(name, count)| format!("{name}\t{count}\n")).collect();
    format!(
        "# How many instructions the work of instructions.rs takes on x86-64 Linux. Made by `{WRITE}`.\n\
         # Compiler: {rustc}\n# Columns: work, instructions\n{lines}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_is_read() {
        let counts = vec![("start".to_owned(), 8_896_536), ("a letter typed".to_owned(), 12)];
        let text = print(&counts, "rustc 1.95.0");
        assert_eq!(parse(&text).unwrap(), counts);
        assert!(parse("start\tmany\n").unwrap_err().contains("line 1"));
        assert!(parse(&format!("{text}nothing\n")).unwrap_err().contains("line 6"));
    }

    #[test]
    fn callgrinds_total_is_found() {
        assert_eq!(total("version: 1\nevents: Ir\nsummary: 7\n\ntotals: 65781802\n"), Some(65_781_802));
        assert_eq!(total("events: Ir\n"), None);
        // Nothing was counted: the function that turns counting on was not called.
        assert_eq!(total("totals: 0\n"), None);
    }

    #[test]
    fn counts_may_differ_by_the_margin() {
        let cases = [
            (Some(100), 100, Verdict::Same),
            (Some(100), 110, Verdict::Same),
            (Some(100), 111, Verdict::More),
            (Some(100), 90, Verdict::Same),
            (Some(100), 89, Verdict::Fewer),
            (None, 100, Verdict::New),
        ];
        for (before, now, verdict) in cases {
            assert_eq!(judge(before, now), verdict, "{before:?} {now}");
        }
    }
}
