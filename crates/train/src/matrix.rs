//! Writes the evidence on the passages of a corpus as matrices of numbers.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use unglue::Checker;
use unglue::training::{Row, cost, fold, rows, specs};
use unglue_format::hash::fnv;
use unglue_run::Result;

use crate::corpus::{Document, share};
use crate::corrupt::Corrupter;
use crate::network::{half_path, is_kept};
use crate::passage::Passage;
use crate::untrained::untrained;

/// How often each document loses spaces, at other places each time.
const ROUNDS: u64 = 2;

/// Writes a matrix for each ensemble into `out`, and prints what was lost and what no candidate finds.
pub fn write(documents: &[Document], lists: &Path, out: &Path) -> Result<()> {
    let checker = |half| {
        let path = half_path(out, half);
        let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        untrained(Some(&text))
    };
    let checkers: [Checker; 2] = [checker(0)?, checker(1)?];
    let corrupter = Corrupter::new(documents, lists)?;
    fs::create_dir_all(out).map_err(|e| e.to_string())?;
    for spec in specs().filter(|spec| spec.name != "segmentation-prefilter") {
        let path = out.join(format!("{}.names", spec.name));
        fs::write(path, spec.features.join("\n")).map_err(|e| e.to_string())?;
    }
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get());
    let (checkers, corrupter) = (&checkers, &corrupter);
    let parts: Vec<Result<Tally>> = std::thread::scope(|scope| {
        let work = |nth: usize| {
            let mut writer = Writer::new(out, nth)?;
            for document in documents.iter().skip(nth).step_by(threads) {
                let checker = &checkers[document.half() as usize];
                for round in 0..ROUNDS {
                    // Each document has a stream of chance of its own, so that the threads' number changes nothing.
                    let mut chance = fastrand::Rng::with_seed(document.hash.wrapping_add(round));
                    for passage in corrupter.passages(document, share(&document.genre), &mut chance) {
                        writer.passage(checker, document, &passage, |_| true)?;
                    }
                    // What else stands there was seen before.
                    if let Some(passage) = corrupter.long_tokens(document, &mut chance) {
                        let is_long = |row: &Row| matches!(row.ensemble, "lines" | "spaces");
                        writer.passage(checker, document, &passage, is_long)?;
                    }
                }
            }
            writer.finish()
        };
        let handles: Vec<_> = (0..threads).map(|nth| scope.spawn(move || work(nth))).collect();
        handles.into_iter().map(|h| h.join().unwrap_or_else(|_| Err("a thread panicked".into()))).collect()
    });
    let mut total = Tally::default();
    for part in parts {
        total.add(part?);
    }
    println!("{} passages, {} words, {} spaces lost", total.passages, total.words, total.lost);
    println!("{} of the lost spaces are no candidate's", total.unreachable);
    for (kind, (lost, unreachable)) in &total.kinds {
        println!("  {kind:16} {lost:7} lost {unreachable:6} unreachable");
    }
    Ok(())
}

#[derive(Default)]
struct Tally {
    passages: usize,
    words: usize,
    lost: usize,
    unreachable: usize,
    kinds: BTreeMap<&'static str, (usize, usize)>,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.passages += other.passages;
        self.words += other.words;
        self.lost += other.lost;
        self.unreachable += other.unreachable;
        for (kind, (lost, unreachable)) in other.kinds {
            let entry = self.kinds.entry(kind).or_default();
            entry.0 += lost;
            entry.1 += unreachable;
        }
    }
}

/// Whether a word of a passage is judged as if no list had it: a rare one out of those that the network never saw cut.
fn is_held_out(checker: &Checker, word: &str, seed: u64) -> bool {
    let folded: String = word.chars().map(fold).collect();
    if !is_kept(&folded) {
        return false;
    }
    let Some(cost) = cost(checker.engine(), word) else { return false };
    // One in thirty of the words of Zipf 4, one in three of those of Zipf 2.
    let share = ((cost - 10.0) / 18.0).clamp(0.0, 0.4);
    let draw = fnv(folded.as_bytes()).wrapping_add(seed).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
    (draw as f32) < share * 16_777_216.0
}

/// Writes rows as 32-bit floats: label, held back, group, number of spaces, fold, hidden, right spaces, then the features.
struct Writer {
    /// A file for each ensemble, by its name; that of "segmentation-prefilter" stays empty, it is fitted to the rows of tokens and lines.
    files: BTreeMap<&'static str, BufWriter<File>>,
    group: u32,
    tally: Tally,
}

impl Writer {
    fn new(out: &Path, nth: usize) -> Result<Writer> {
        let open = |name: &'static str| {
            let path = out.join(format!("{name}.{nth}.f32"));
            let file = File::create(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            Ok((name, BufWriter::new(file)))
        };
        let files = specs().map(|spec| open(spec.name)).collect::<Result<_>>()?;
        Ok(Writer { files, group: 0, tally: Tally::default() })
    }

    /// Writes the rows of a passage that are `wanted`.
    fn passage(
        &mut self,
        checker: &Checker,
        document: &Document,
        passage: &Passage,
        wanted: impl Fn(&Row) -> bool,
    ) -> Result<()> {
        let mut rows = rows(checker.engine(), &passage.text, |word| {
            passage.held_out.contains(word) || is_held_out(checker, word, passage.seed)
        });
        rows.retain(wanted);
        let lost = &passage.lost;
        self.tally.passages += 1;
        self.tally.words += passage.text.split_whitespace().count();
        self.tally.lost += lost.len();
        for fault in &passage.spurious {
            let kind = if fault.inserted.is_some() { "moved" } else { "split" };
            let undoes = |row: &Row| {
                row.ensemble == "respacings"
                    && row.removed == fault.removed
                    && row.spaces.first() == fault.inserted.as_ref()
            };
            let entry = self.tally.kinds.entry(kind).or_default();
            entry.0 += 1;
            entry.1 += usize::from(!rows.iter().any(undoes));
        }
        for (at, kind) in lost {
            let mut splits = rows.iter().filter(|row| row.ensemble != "prefilter");
            let reachable = splits.any(|row| row.spaces.contains(at) && is_right(row, lost));
            let entry = self.tally.kinds.entry(kind).or_default();
            entry.0 += 1;
            entry.1 += usize::from(!reachable);
            self.tally.unreachable += usize::from(!reachable);
        }
        let mut last = None;
        for row in &rows {
            if last != Some((row.ensemble, row.range.start)) {
                self.group += 1;
                last = Some((row.ensemble, row.range.start));
            }
            // The first sight only says whether a second one is worth while.
            let is_respacing = matches!(row.ensemble, "respacings" | "real-splits");
            let label = match row.ensemble {
                "prefilter" => is_hurt(row, lost),
                _ if is_respacing => is_respaced(row, passage),
                _ => is_right(row, lost),
            };
            let right = match is_respacing {
                true => usize::from(label),
                false => row.spaces.iter().filter(|at| lost.iter().any(|(l, _)| l == *at)).count(),
            };
            let head = [
                f32::from(label),
                f32::from(document.held_back),
                // Only neighbours have to differ.
                (self.group % 65_536) as f32,
                if is_respacing { 1.0 } else { row.spaces.len() as f32 },
                (document.hash % 997) as f32,
                f32::from(row.held_out),
                right as f32,
            ];
            let file =
                self.files.get_mut(row.ensemble).ok_or("a row is for an ensemble that there is not")?;
            for value in head.iter().chain(&row.values) {
                file.write_all(&value.to_le_bytes()).map_err(|e| e.to_string())?;
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Tally> {
        for file in self.files.values_mut() {
            file.flush().map_err(|e| e.to_string())?;
        }
        Ok(self.tally)
    }
}

/// Whether any space was lost inside the range of a row.
fn is_hurt(row: &Row, lost: &[(usize, &'static str)]) -> bool {
    lost.iter().any(|(at, _)| row.range.start < *at && *at < row.range.end)
}

/// Whether a row undoes exactly what faults did in its range, and puts back what spaces were lost there.
fn is_respaced(row: &Row, passage: &Passage) -> bool {
    let inside = |at: &usize| row.range.start < *at && *at < row.range.end;
    let faults = || passage.spurious.iter();
    let removed: Vec<usize> = faults().flat_map(|f| f.removed.iter().copied()).filter(inside).collect();
    let lost = passage.lost.iter().map(|(at, _)| *at);
    let mut inserted: Vec<usize> = faults().filter_map(|f| f.inserted).chain(lost).filter(inside).collect();
    inserted.sort_unstable();
    let touched = faults().filter(|f| f.removed.iter().chain(&f.inserted).any(inside));
    let is_whole = touched.into_iter().all(|f| f.removed.iter().chain(&f.inserted).all(inside));
    is_whole && !removed.is_empty() && removed == row.removed && inserted == row.spaces
}

/// Whether a row puts back exactly the spaces that were lost in its range.
fn is_right(row: &Row, lost: &[(usize, &'static str)]) -> bool {
    let from = lost.partition_point(|(at, _)| *at < row.range.start);
    let to = lost.partition_point(|(at, _)| *at <= row.range.end);
    let inside = lost[from..to].iter().map(|(at, _)| *at);
    // A space lost at the very edge of a token belongs to the gap there.
    let inside = inside.filter(|at| row.range.is_empty() || (*at > row.range.start && *at < row.range.end));
    inside.eq(row.spaces.iter().copied())
}
