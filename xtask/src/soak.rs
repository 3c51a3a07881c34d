//! `cargo xtask soak`: a text edited at random for a long time, by way of the worker, in headless Chromium.

use crate::package::{Profile, build};
use crate::setup::{setup, setup_tests};
use unglue_run::{Result, Run, step};

const SECONDS: &str = "600";

pub fn command(args: &[String]) -> Result<()> {
    let (seconds, seed) = parse(args)?;
    setup()?;
    let chromium = setup_tests()?;
    build(Profile::Release)?;
    step(&format!("Editing at random for {seconds} s"), || {
        let run = Run::new("node pkg/test/soak/run.js").arg(seconds).env("CHROMIUM", chromium);
        seed.into_iter().fold(run, Run::arg).run()
    })
}

/// For how long, and with which seed if not with one of the token's own.
fn parse(args: &[String]) -> Result<(&str, Option<&str>)> {
    let is_number = |arg: &str| arg.parse::<u32>().is_ok_and(|number| number > 0);
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let (seconds, seed) = match args[..] {
        [] => (SECONDS, None),
        ["--seed", seed] => (SECONDS, Some(seed)),
        [seconds] => (seconds, None),
        [seconds, "--seed", seed] => (seconds, Some(seed)),
        _ => ("", None),
    };
    match is_number(seconds) && seed.is_none_or(is_number) {
        true => Ok((seconds, seed)),
        false => Err("`cargo xtask soak` takes a number of seconds, and --seed N".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_and_seed_are_understood() {
        let parsed = |line: &str| {
            let args: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            parse(&args).map(|(seconds, seed)| (seconds.to_owned(), seed.map(str::to_owned)))
        };
        let some = |seed: &str| Some(seed.to_owned());
        assert_eq!(parsed(""), Ok(("600".into(), None)));
        assert_eq!(parsed("20"), Ok(("20".into(), None)));
        assert_eq!(parsed("--seed 7"), Ok(("600".into(), some("7"))));
        assert_eq!(parsed("20 --seed 7"), Ok(("20".into(), some("7"))));
        for wrong in ["0", "ten", "20 7", "--seed", "20 --seed x", "--frob"] {
            assert!(parsed(wrong).unwrap_err().contains("--seed N"), "{wrong}");
        }
    }
}
