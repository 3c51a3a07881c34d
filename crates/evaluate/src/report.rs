//! The command itself: reads, judges, prints.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::json;
use unglue::{Checker, Language, Options};
use unglue_run::{Result, bold, root};

use crate::beside;
use crate::groups::{Targets, is_clean, is_natural, steps};
use crate::judge::{Judged, judge, total};
use crate::reliability::Reliability;
use crate::removals;
use crate::score::{Tally, Text};
use crate::svg::{Curve, Frame, draw};

/// Where everything is counted, beside the thresholds of the checker itself.
const THRESHOLDS: [f32; 11] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

const PRECISION_RECALL: Frame = Frame {
    title: "Spaces put back: precision and recall at each threshold",
    across: "recall",
    up: "precision",
    diagonal: false,
};

const CALIBRATION: Frame = Frame {
    title: "Confidence and the share that is right, with the number of insertions",
    across: "mean confidence",
    up: "share that is right",
    diagonal: true,
};

/// What the command line asks for.
struct Request {
    files: Vec<PathBuf>,
    /// Where lists and predictions are made.
    threshold: f32,
    predictions: Option<PathBuf>,
    svg: PathBuf,
    show: usize,
}

pub fn command(args: &[String]) -> Result<()> {
    let request = parse(args)?;
    let options = Options::default().show_confidence(request.threshold);
    let checker =
        Checker::new(Language::english().map_err(|e| e.to_string())?, options).map_err(|e| e.to_string())?;
    let (mut curves, mut calibration) = (Vec::new(), Vec::new());
    let (mut sets, mut predictions) = (Vec::new(), String::new());
    for file in &request.files {
        let texts = read(file)?;
        let start = Instant::now();
        let judged = judge(&checker, texts);
        let bytes: usize = judged.iter().map(|j| j.text.corrupt.len()).sum();
        let time = start.elapsed().as_secs_f64();
        let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
        println!(
            "\n{}: {} texts, {:.1} MB, judged twice in {time:.1} s",
            bold(&name),
            judged.len(),
            bytes as f64 / 1e6
        );
        print(&judged, &request);
        for text in &judged {
            predictions += &format!("{}\n", json!({ "id": text.text.id, "fixed": text.fixed }));
        }
        if let Some(curve) = curve(&name, &judged) {
            curves.push(curve);
            calibration.push(Reliability::of(&judged).curve(&name));
        }
        sets.push((name, judged));
    }
    let targets = Targets::of(sets.iter().map(|(name, judged)| (name.as_str(), &judged[..]))).table();
    if sets.len() > 1 {
        let all: Vec<Judged> = sets.into_iter().flat_map(|(_, judged)| judged).collect();
        println!("\n{}", bold("All together"));
        print_thresholds(&all);
        print_reliability(&all);
        calibration.push(Reliability::of(&all).curve("all together"));
    }
    println!("\n{}\n{targets}", bold("Targets"));
    write(&request.svg, &draw(&PRECISION_RECALL, &curves))?;
    let calibrated = request.svg.with_extension("calibration.svg");
    write(&calibrated, &draw(&CALIBRATION, &calibration))?;
    println!("the curves are in {} and {}", request.svg.display(), calibrated.display());
    if let Some(file) = &request.predictions {
        write(file, &predictions)?;
        println!("the texts with their spaces put back, at {}, are in {}", request.threshold, file.display());
    }
    Ok(())
}

fn parse(args: &[String]) -> Result<Request> {
    let mut request = Request {
        files: Vec::new(),
        threshold: Options::default().thresholds()[0],
        predictions: None,
        svg: root().join("target/evaluate.svg"),
        show: 0,
    };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or_else(|| format!("{arg} needs a value behind it"));
        match arg.as_str() {
            "--threshold" => {
                let number: f32 = value()?.parse().map_err(|_| "--threshold needs a number from 0 to 1")?;
                request.threshold = number;
            }
            "--show" => request.show = value()?.parse().map_err(|_| "--show needs a number")?,
            "--predictions" => request.predictions = Some(value()?.into()),
            "--svg" => request.svg = value()?.into(),
            option if option.starts_with('-') => {
                return Err(format!(
                    "`cargo xtask evaluate` knows --threshold X, --show N, --predictions FILE and --svg FILE, not {option}"
                ));
            }
            file => request.files.push(file.into()),
        }
    }
    if request.files.is_empty() {
        return Err("give the data sets to judge: `cargo xtask evaluate [OPTIONS] FILES…`".into());
    }
    Ok(request)
}

fn read(file: &Path) -> Result<Vec<Text>> {
    let content = fs::read_to_string(file).map_err(|e| format!("cannot read {}: {e}", file.display()))?;
    content
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(nth, line)| Text::read(line).map_err(|e| format!("{}, line {}: {e}", file.display(), nth + 1)))
        .collect()
}

fn write(file: &Path, content: &str) -> Result<()> {
    fs::write(file, content).map_err(|e| format!("cannot write {}: {e}", file.display()))
}

fn print(judged: &[Judged], request: &Request) {
    let odd = judged.iter().filter(|j| j.inserted(request.threshold) != j.checked).count();
    if odd > 0 {
        println!("in {odd} texts, `check` at {} differs from what is counted here", request.threshold);
    }
    print_thresholds(judged);
    let by = |name: &dyn Fn(&Judged) -> String| {
        let mut groups: BTreeMap<String, Vec<&Judged>> = BTreeMap::new();
        judged.iter().for_each(|j| groups.entry(name(j)).or_default().push(j));
        groups
    };
    let genres = by(&|j| j.text.genre.clone());
    if is_clean(judged) {
        print_table("false per 10,000 words", &genres, |t| format!("{:.2}", t.false_rate()));
        let groups = by(&|j| if is_natural(&j.text.genre) { "natural" } else { "hard" }.into());
        print_table("these together", &groups, |t| format!("{:.2}", t.false_rate()));
        print_table("false splits", &groups, |t| t.wrong.to_string());
        for (group, texts) in &groups {
            println!("  {group}: {} words", total(texts.iter().copied(), 1.0).words);
        }
    } else {
        print_table("precision by genre", &genres, |t| format!("{:.3}", t.precision()));
        print_table("recall by genre", &genres, |t| format!("{:.3}", t.recall()));
        print_table("F1 by genre", &genres, |t| format!("{:.3}", t.f1()));
        print_table("false per 10,000 words", &genres, |t| format!("{:.2}", t.false_rate()));
    }
    print_kinds(judged);
    print_reliability(judged);
    if removals::is_asked(judged) {
        print!("\n{}", removals::table(judged, &grid()));
        removals::hyphens(judged, &grid()).iter().for_each(|table| print!("\n{table}"));
        print_faults(judged);
    }
    removals::texts(judged).iter().for_each(|table| print!("\n{table}"));
    if request.show > 0 {
        print_lists(judged, request);
    }
}

/// A value of each group at each threshold.
fn print_table(title: &str, groups: &BTreeMap<String, Vec<&Judged>>, value: impl Fn(&Tally) -> String) {
    println!("\n{}", header(title));
    for (name, texts) in groups {
        let cells = THRESHOLDS.map(|threshold| value(&total(texts.iter().copied(), threshold)));
        println!("  {name:22}{}", row(&cells));
    }
}

fn print_thresholds(judged: &[Judged]) {
    let [show_confidence, fix_confidence] = Options::default().thresholds();
    let words = total(judged, 1.0);
    println!("{} texts, {} words, {} missing spaces", words.texts, words.words, words.missing);
    println!("  threshold  precision  recall      F1   found   false  per 10,000  exact");
    for threshold in grid() {
        let t = total(judged, threshold);
        let name = match threshold {
            _ if threshold == show_confidence => "  show",
            _ if threshold == fix_confidence => "  fix",
            _ => "",
        };
        println!(
            "  {threshold:>9}  {}  {:>6}  {:>10.2}  {:>5.3}{name}",
            t.cells(),
            t.wrong,
            t.false_rate(),
            t.exact as f64 / t.texts.max(1) as f64,
        );
    }
}

/// The thresholds, and those of the checker among them.
fn grid() -> Vec<f32> {
    let [show_confidence, fix_confidence] = Options::default().thresholds();
    let mut grid = THRESHOLDS.to_vec();
    grid.extend([show_confidence, fix_confidence]);
    grid.sort_by(f32::total_cmp);
    grid.dedup();
    grid
}

fn print_kinds(judged: &[Judged]) {
    let mut kinds: BTreeMap<&str, (usize, [usize; THRESHOLDS.len()])> = BTreeMap::new();
    for j in judged {
        for (gap, kind) in j.text.missing() {
            let (of, found) = kinds.entry(kind).or_default();
            *of += 1;
            let confidence = j.insertions.iter().find(|i| i.gap == gap).map_or(-1.0, |i| i.confidence);
            THRESHOLDS.iter().zip(found).for_each(|(t, found)| *found += usize::from(confidence >= *t));
        }
    }
    if kinds.is_empty() {
        return;
    }
    println!("\n{}", header("recall by kind (of)"));
    for (kind, (of, found)) in kinds {
        let cells = found.map(|found| format!("{:.3}", found as f64 / of as f64));
        println!("  {:22}{}", format!("{kind} ({of})"), row(&cells));
    }
}

fn print_faults(judged: &[Judged]) {
    let faults = removals::faults(judged, &THRESHOLDS);
    if !faults.is_empty() {
        println!("\n{}", header("faults undone (of)"));
    }
    for (kind, (of, found)) in faults {
        let cells: Vec<String> =
            found.iter().map(|found| format!("{:.3}", *found as f64 / of as f64)).collect();
        println!("  {:22}{}", format!("{kind} ({of})"), row(&cells));
    }
}

fn print_reliability(judged: &[Judged]) {
    let reliability = Reliability::of(judged);
    if reliability.insertions() > 0 {
        print!("\n{}\n{}", reliability.table(), beside::table(judged));
    }
}

fn header(title: &str) -> String {
    format!("  {title:22}{}", row(&THRESHOLDS.map(|threshold| threshold.to_string())))
}

fn row(cells: &[String]) -> String {
    cells.iter().map(|cell| format!("{cell:>7}")).collect()
}

/// What is wrong at the threshold: the surest false splits, and what was missed, the surest first.
fn print_lists(judged: &[Judged], request: &Request) {
    let (mut wrong, mut missed) = (Vec::new(), Vec::new());
    for j in judged {
        let place = |gap| format!("{:12} {:12} {}", j.text.id, j.text.genre, j.text.context(gap));
        for i in
            j.insertions.iter().filter(|i| i.confidence >= request.threshold && !j.text.is_missing(i.gap))
        {
            wrong.push((i.confidence, format!("{:32} {}", i.rule, place(i.gap))));
        }
        for (gap, kind) in j.text.missing() {
            let confidence = j.insertions.iter().find(|i| i.gap == gap).map_or(0.0, |i| i.confidence);
            if confidence < request.threshold {
                missed.push((confidence, format!("{kind:32} {}", place(gap))));
            }
        }
    }
    let joined = judged.iter().flat_map(|j| {
        let wrong =
            j.removals.iter().filter(|r| r.confidence >= request.threshold && !j.text.is_fault(r.gap));
        wrong.map(|r| {
            (
                r.confidence,
                format!("{:32} {:12} {:12} {}", r.rule, j.text.id, j.text.genre, j.text.context(r.gap)),
            )
        })
    });
    let joined = joined.collect();
    let hyphens = judged.iter().flat_map(|j| {
        let wrong =
            j.hyphens.iter().filter(|h| h.confidence >= request.threshold && !j.text.is_wrong_hyphen(h.gap));
        wrong.map(|h| (h.confidence, format!("{:32} {:12} {}", h.rule, j.text.id, j.text.context(h.gap))))
    });
    let hyphens = hyphens.collect();
    let lists = [("false", wrong), ("missed", missed), ("falsely joined", joined), ("hyphens lost", hyphens)];
    for (title, mut list) in lists {
        list.sort_by(|a, b| b.0.total_cmp(&a.0));
        println!("\n  {title} at {}: {} in all", request.threshold, list.len());
        for (confidence, line) in list.iter().take(request.show) {
            println!("  {confidence:.3}  {line}");
        }
    }
}

/// The curve of a data set that misses spaces: through every confidence that occurs.
fn curve(name: &str, judged: &[Judged]) -> Option<Curve> {
    if is_clean(judged) {
        return None;
    }
    let points = steps(judged).into_iter().map(|(_, t)| (t.recall(), t.precision())).collect();
    let marks = grid().into_iter().map(|threshold| {
        let t = total(judged, threshold);
        (t.recall(), t.precision(), threshold.to_string())
    });
    Some(Curve { name: name.to_owned(), points, marks: marks.collect() })
}
