//! `cargo xtask train wholes --check`: how many wholes are cut, held out and not, and how many merges are still found.

use std::path::Path;

use unglue::Checker;
use unglue_format::wholes::parse;
use unglue_run::Result;

use super::evidence::{self, by_chance, title};
use super::{WHOLES, checker, is_held_out, read};

/// The confidence from which on a finding is shown.
const SHOW: f32 = 0.8;
/// Sentences that say nothing of the word in them.
const SENTENCES: [[&str; 2]; 3] = [
    ["They said the ", " was here."],
    ["Nobody had seen ", " before."],
    ["It is a matter of ", ", as far as we know."],
];
/// A word of the web is a merge if its segments are this much more frequent side by side, by chance alone. Zipf.
const MERGE_SURPLUS: f32 = 1.0;
/// One merge in so many is checked.
const MERGES_PER_CHECK: usize = 4;

/// Prints the share of words that are cut in neutral sentences: by a checker without wholes, by one without those held
/// out, and by one with all. The merges are those in the list of the web, found in the folder `lists`.
pub fn print(lists: &Path) -> Result<()> {
    let text = read(WHOLES)?;
    let wholes = parse(&text).map_err(|e| e.to_string())?;
    // Those with capitals inside have one casing.
    let wholes = wholes.into_iter().map(|(word, _)| word).filter(|word| !word.contains(char::is_uppercase));
    let (held_out, others): (Vec<&str>, Vec<&str>) = wholes.partition(|word| is_held_out(word));
    let without = checker(|_| false, SHOW)?;
    let merges = merges(&without, lists)?;
    let merges: Vec<&str> = merges.iter().map(String::as_str).collect();
    let checkers = [without, checker(|word| !is_held_out(word), SHOW)?, checker(|_| true, SHOW)?];
    println!(
        "{:36} {:>7} {:>12} {:>12} {:>12}",
        "cut at show, in %", "words", "no wholes", "not held out", "all wholes"
    );
    for (name, words) in
        [("wholes held out", &held_out), ("other wholes", &others), ("merges of the web", &merges)]
    {
        for (casing, change) in
            [("lower case", str::to_owned as fn(&str) -> String), ("with a capital", title)]
        {
            let shares = checkers.each_ref().map(|checker| share(checker, words, change));
            let [none, some, all] = shares.map(|share| format!("{:.1}", 100.0 * share));
            println!("{:36} {:>7} {none:>12} {some:>12} {all:>12}", format!("{name}, {casing}"), words.len());
        }
    }
    Ok(())
}

/// Returns the share of words and sentences where the word is cut.
fn share(checker: &Checker, words: &[&str], change: fn(&str) -> String) -> f64 {
    let is_cut = |word: &str, [before, behind]: [&str; 2]| {
        let found = checker.check(format!("{before}{word}{behind}").as_str());
        found.iter().any(|diagnostic| diagnostic.range.start == before.len())
    };
    let words: Vec<String> = words.iter().map(|word| change(word)).collect();
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get());
    let cut: usize = std::thread::scope(|scope| {
        let part = |words: &[String]| -> usize {
            words.iter().map(|word| SENTENCES.iter().filter(|two| is_cut(word, **two)).count()).sum()
        };
        let parts = words.chunks(words.len().div_ceil(threads).max(1));
        let handles: Vec<_> = parts.map(|words| scope.spawn(move || part(words))).collect();
        handles.into_iter().map(|handle| handle.join().expect("the checker does not panic")).sum()
    });
    cut as f64 / (words.len() * SENTENCES.len()).max(1) as f64
}

/// Returns words that only the list of the web has, and that are merges by the frequency of their segments.
fn merges(checker: &Checker, lists: &Path) -> Result<Vec<String>> {
    let of_web = evidence::read(&lists.join("candidates.tsv"))?.into_iter();
    let mut of_web: Vec<String> = of_web
        .filter(|(_, candidate)| candidate.evidence.sources == "w")
        .map(|(word, candidate)| (word, candidate.evidence.zipf))
        .filter(|(word, zipf)| {
            evidence::cheapest_segments(checker, word)
                .is_some_and(|segments| by_chance(&segments) >= zipf + MERGE_SURPLUS)
        })
        .map(|(word, _)| word)
        .collect();
    of_web.sort();
    Ok(of_web.into_iter().step_by(MERGES_PER_CHECK).collect())
}
