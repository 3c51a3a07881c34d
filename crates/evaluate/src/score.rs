//! What is right and what is wrong, counted.
//!
//! A *gap* is a place between two characters that are not white space, named by how many of them stand before it. The
//! gaps of a text that hold white space are a set, and a checker is judged by the sets alone: what it was given, what
//! is right, and where it put a space.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::format::is_space;

/// What one slip did: its kind, the gaps that it changed, and the hyphens that it put there.
#[derive(Debug)]
pub struct Fault {
    pub kind: String,
    pub gaps: Vec<usize>,
    pub hyphens: Vec<usize>,
}

/// One text of a data set.
#[derive(Debug)]
pub struct Text {
    pub id: String,
    pub genre: String,
    /// What the checker is given.
    pub corrupt: String,
    /// White space that was given.
    given: BTreeSet<usize>,
    /// The missing spaces, each with its kind if the data set has one.
    missing: BTreeMap<usize, Option<String>>,
    /// The spaces too many, each with its kind if the data set has one.
    spurious: BTreeMap<usize, Option<String>>,
    /// The hyphens that do not belong there, each named by how many characters that are not white space stand before it.
    hyphens: BTreeSet<usize>,
    /// The right text, where letters are wrong as well: it is compared as a whole.
    pub rewritten: Option<String>,
    /// What each slip did.
    pub faults: Vec<Fault>,
    /// The words of the right text.
    words: usize,
}

/// A space that the checker would put in or take out.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    pub gap: usize,
    pub confidence: f32,
    pub rule: &'static str,
}

/// How often something happened.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Tally {
    pub texts: usize,
    pub words: usize,
    /// Missing spaces that were found.
    pub found: usize,
    /// Missing spaces.
    pub missing: usize,
    /// Spaces that were put where none belongs.
    pub wrong: usize,
    /// Texts that came out right.
    pub exact: usize,
}

impl Tally {
    pub fn precision(&self) -> f64 {
        ratio(self.found, self.found + self.wrong).unwrap_or(1.0)
    }

    pub fn recall(&self) -> f64 {
        ratio(self.found, self.missing).unwrap_or(1.0)
    }

    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }

    /// Precision, recall, F1 and what was found, as columns of a table.
    pub fn cells(&self) -> String {
        format!("{:>9.4}  {:>6.4}  {:>6.4}  {:>6}", self.precision(), self.recall(), self.f1(), self.found)
    }

    /// False splits per 10,000 words.
    pub fn false_rate(&self) -> f64 {
        1e4 * self.wrong as f64 / self.words.max(1) as f64
    }

    pub fn add(&mut self, other: &Tally) {
        self.texts += other.texts;
        self.words += other.words;
        self.found += other.found;
        self.missing += other.missing;
        self.wrong += other.wrong;
        self.exact += other.exact;
    }
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

impl Text {
    /// Reads a line of a data set.
    pub fn read(line: &str) -> Result<Text, String> {
        let value: Value = serde_json::from_str(line).map_err(|e| e.to_string())?;
        let field = |name: &str| {
            value[name].as_str().map(str::to_owned).ok_or_else(|| format!("there is no string {name:?}"))
        };
        let (id, corrupt, correct) = (field("id")?, field("corrupt")?, field("correct")?);
        let (letters, given) = gaps(&corrupt);
        let aligned = align(&letters, &correct);
        let rewritten = aligned.is_none().then(|| correct.clone());
        if rewritten.is_some() && value["kinds"].as_array().is_some_and(|kinds| !kinds.is_empty()) {
            return Err(format!("in {id}, corrupt and correct differ in more than white space and hyphens"));
        }
        let (right, hyphens) = aligned.unwrap_or_else(|| (given.clone(), BTreeSet::new()));
        let mut missing: BTreeMap<usize, Option<String>> =
            right.difference(&given).map(|&gap| (gap, None)).collect();
        let mut spurious: BTreeMap<usize, Option<String>> =
            given.difference(&right).map(|&gap| (gap, None)).collect();
        for kind in value["kinds"].as_array().into_iter().flatten() {
            let (Some(gap), Some(name)) = (kind[0].as_u64(), kind[1].as_str()) else {
                return Err(format!("in {id}, {kind} is not a gap and a kind"));
            };
            let gap = gap as usize;
            let place = missing.get_mut(&gap).or_else(|| spurious.get_mut(&gap));
            *place.ok_or_else(|| format!("in {id}, nothing is wrong at gap {gap}"))? = Some(name.to_owned());
        }
        let faults = value["faults"].as_array().into_iter().flatten().map(|fault| {
            let numbers = |of: &Value| {
                let numbers = of.as_array().into_iter().flatten().filter_map(Value::as_u64);
                numbers.map(|number| number as usize).collect()
            };
            let kind = fault[0].as_str().unwrap_or("-").to_owned();
            Fault { kind, gaps: numbers(&fault[1]), hyphens: numbers(&fault[2]) }
        });
        let faults = faults.collect();
        let words = correct.split(is_space).filter(|word| !word.is_empty()).count();
        let genre = field("genre").unwrap_or_else(|_| "-".into());
        Ok(Text { id, genre, corrupt, given, missing, spurious, hyphens, rewritten, faults, words })
    }

    /// The gap at a byte offset of the text as it was given; `None` if there is white space already.
    pub fn gap_at(&self, byte: usize) -> Option<usize> {
        let gap = self.corrupt[..byte].chars().filter(|&c| !is_space(c)).count();
        (!self.given.contains(&gap)).then_some(gap)
    }

    /// Returns the characters before and behind a gap; `None` at an end of the text.
    pub fn sides(&self, gap: usize) -> Option<[char; 2]> {
        let mut characters = self.corrupt.chars().filter(|&c| !is_space(c)).skip(gap.checked_sub(1)?);
        Some([characters.next()?, characters.next()?])
    }

    /// The missing spaces and their kinds.
    pub fn missing(&self) -> impl Iterator<Item = (usize, &str)> {
        self.missing.iter().map(|(&gap, kind)| (gap, kind.as_deref().unwrap_or("-")))
    }

    pub fn is_missing(&self, gap: usize) -> bool {
        self.missing.contains_key(&gap)
    }

    /// The spaces too many and their kinds.
    pub fn spurious(&self) -> impl Iterator<Item = (usize, &str)> {
        self.spurious.iter().map(|(&gap, kind)| (gap, kind.as_deref().unwrap_or("-")))
    }

    /// Whether the white space of a gap is wrong.
    pub fn is_fault(&self, gap: usize) -> bool {
        self.missing.contains_key(&gap) || self.spurious.contains_key(&gap)
    }

    /// The number of a hyphen at a byte offset of the text as it was given.
    pub fn hyphen_at(&self, byte: usize) -> Option<usize> {
        let is_hyphen = self.corrupt[byte..].starts_with(HYPHENS);
        is_hyphen.then(|| self.corrupt[..byte].chars().filter(|&c| !is_space(c)).count())
    }

    /// Whether a hyphen does not belong there.
    pub fn is_wrong_hyphen(&self, hyphen: usize) -> bool {
        self.hyphens.contains(&hyphen)
    }

    /// Whether a text has hyphens that do not belong there.
    pub fn has_wrong_hyphens(&self) -> bool {
        !self.hyphens.is_empty()
    }

    /// Judges the hyphens that were taken out, as [`tally`](Self::tally) judges what was inserted.
    pub fn tally_hyphens(&self, removed: &BTreeSet<usize>) -> Tally {
        let found = removed.iter().filter(|hyphen| self.hyphens.contains(hyphen)).count();
        let (missing, wrong) = (self.hyphens.len(), removed.len() - found);
        Tally { words: self.words, found, missing, wrong, ..Tally::default() }
    }

    /// Judges what was removed, as [`tally`](Self::tally) judges what was inserted.
    pub fn tally_removals(&self, removed: &BTreeSet<usize>) -> Tally {
        let found = removed.iter().filter(|gap| self.spurious.contains_key(gap)).count();
        let (missing, wrong) = (self.spurious.len(), removed.len() - found);
        Tally { words: self.words, found, missing, wrong, ..Tally::default() }
    }

    /// The gap of the white space at a byte offset of the text as it was given; `None` if there is none.
    pub fn space_at(&self, byte: usize) -> Option<usize> {
        let gap = self.corrupt[..byte].chars().filter(|&c| !is_space(c)).count();
        self.given.contains(&gap).then_some(gap)
    }

    /// Judges what was inserted; no gap stands there twice.
    pub fn tally(&self, inserted: &BTreeSet<usize>) -> Tally {
        let found = inserted.iter().filter(|gap| self.is_missing(**gap)).count();
        let (missing, wrong) = (self.missing.len(), inserted.len() - found);
        let exact = usize::from(found == missing && wrong == 0);
        Tally { texts: 1, words: self.words, found, missing, wrong, exact }
    }

    /// What surrounds a gap, with a bar in it.
    pub fn context(&self, gap: usize) -> String {
        const AROUND: usize = 24;
        let mut before = 0;
        let byte = self.corrupt.char_indices().find(|(_, c)| {
            let here = before == gap && !is_space(*c);
            before += usize::from(!is_space(*c));
            here
        });
        let (left, right) = self.corrupt.split_at(byte.map_or(self.corrupt.len(), |(at, _)| at));
        let left: Vec<char> = left.chars().rev().take(AROUND).collect();
        let text = left.into_iter().rev().chain(['|']).chain(right.chars().take(AROUND));
        text.map(|c| if c.is_control() { ' ' } else { c }).collect()
    }
}

/// The hyphens that a line's end may have put into a word.
const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{ad}'];

/// Returns the gaps of the right text in the numbers of `letters`, those of the text as it was given, and the hyphens of that text
/// that the right one does not have; `None` where more differs.
fn align(letters: &[char], correct: &str) -> Option<(BTreeSet<usize>, BTreeSet<usize>)> {
    let (right, own) = gaps(correct);
    let (mut places, mut dropped, mut next) = (Vec::with_capacity(right.len()), BTreeSet::new(), 0);
    for c in right {
        while letters.get(next).is_some_and(|&other| other != c && HYPHENS.contains(&other)) {
            dropped.insert(next);
            next += 1;
        }
        letters.get(next).filter(|&&other| other == c)?;
        places.push(next);
        next += 1;
    }
    if !letters[next..].iter().all(|c| HYPHENS.contains(c)) {
        return None;
    }
    dropped.extend(next..letters.len());
    // A gap behind a hyphen that is gone is the gap before it.
    let place = |gap: usize| (0..=places[gap]).rev().find(|at| *at == 0 || !dropped.contains(&(at - 1)));
    Some((own.into_iter().filter_map(place).collect(), dropped))
}

/// The characters that are not white space, and the gaps between them that hold some.
fn gaps(text: &str) -> (Vec<char>, BTreeSet<usize>) {
    let (mut letters, mut gaps) = (Vec::new(), BTreeSet::new());
    for c in text.chars() {
        if !is_space(c) {
            letters.push(c);
        } else if !letters.is_empty() {
            gaps.insert(letters.len());
        }
    }
    gaps.remove(&letters.len());
    (letters, gaps)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATA: &str = include_str!("../testdata/tiny.jsonl");
    #[test]
    fn hyphens_that_are_gone_are_named_by_their_characters() {
        let text = Text::read(
            r#"{"id":"1","corrupt":"the adven- ture of well- known men","correct":"the adventure of well-known men",
            "faults":[["soft-flat",[9],[8]],["hard-flat",[20],[]]]}"#,
        )
        .unwrap();
        assert_eq!((text.hyphen_at(9), text.hyphen_at(10)), (Some(8), None));
        assert!(text.is_wrong_hyphen(8) && !text.is_wrong_hyphen(19));
        assert_eq!(text.spurious().map(|(gap, _)| gap).collect::<Vec<_>>(), [9, 20]);
        let tally = text.tally_hyphens(&BTreeSet::from([8, 19]));
        assert_eq!((tally.found, tally.wrong, tally.missing), (1, 1, 1));
        let doubled = Text::read(r#"{"id":"1","corrupt":"the the end","correct":"the end"}"#).unwrap();
        assert_eq!(doubled.rewritten.as_deref(), Some("the end"));
    }

    const PREDICTIONS: &str = include_str!("../testdata/tiny.predictions.jsonl");
    /// What the scorer of `eval/` says: `score.py tiny.jsonl tiny.predictions.jsonl --json --by genre`, and by kind.
    const BY_GENRE: &str = include_str!("../testdata/tiny.by-genre.json");
    const BY_KIND: &str = include_str!("../testdata/tiny.by-kind.json");

    fn texts() -> Vec<(Text, BTreeSet<usize>)> {
        let fixed: BTreeMap<String, String> = PREDICTIONS
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap())
            .map(|v| (v["id"].as_str().unwrap().to_owned(), v["fixed"].as_str().unwrap().to_owned()))
            .collect();
        DATA.lines()
            .map(|line| {
                let text = Text::read(line).unwrap();
                let (_, spaces) = gaps(&fixed[&text.id]);
                let inserted = spaces.difference(&text.given).copied().collect();
                (text, inserted)
            })
            .collect()
    }

    #[track_caller]
    fn same(tally: &Tally, expected: &Value) {
        let number = |name: &str| expected[name].as_f64().unwrap();
        let close = |ours: f64, name: &str, digits: f64| {
            assert!((ours - number(name)).abs() <= 0.5001 * digits, "{name} is {ours} for {}", number(name));
        };
        assert_eq!(tally.texts as f64, number("texts"));
        assert_eq!(tally.words as f64, number("words"));
        assert_eq!(tally.missing as f64, number("missing"));
        close(tally.precision(), "precision", 1e-4);
        close(tally.recall(), "recall", 1e-4);
        close(tally.f1(), "f1", 1e-4);
        close(tally.false_rate(), "false_per_10k_words", 1e-2);
        close(tally.exact as f64 / tally.texts as f64, "exact", 1e-4);
    }

    #[test]
    fn it_agrees_with_the_scorer_of_the_data_sets() {
        let expected: Value = serde_json::from_str(BY_GENRE).unwrap();
        let mut total = Tally::default();
        let mut genres: BTreeMap<String, Tally> = BTreeMap::new();
        for (text, inserted) in texts() {
            total.add(&text.tally(&inserted));
            genres.entry(text.genre.clone()).or_default().add(&text.tally(&inserted));
        }
        same(&total, &expected);
        assert_eq!(genres.len(), expected["by"].as_object().unwrap().len());
        genres.iter().for_each(|(genre, tally)| same(tally, &expected["by"][genre]));
    }

    #[test]
    fn kinds_agree_too() {
        let expected: Value = serde_json::from_str(BY_KIND).unwrap();
        let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for (text, inserted) in texts() {
            for (gap, kind) in text.missing().filter(|(_, kind)| *kind != "-") {
                let count = kinds.entry(kind.to_owned()).or_default();
                *count = (count.0 + usize::from(inserted.contains(&gap)), count.1 + 1);
            }
        }
        assert_eq!(kinds.len(), expected["by"].as_object().unwrap().len());
        for (kind, (found, of)) in kinds {
            let numbers = &expected["by"][&kind];
            assert_eq!(
                (numbers["found"].as_u64(), numbers["of"].as_u64()),
                (Some(found as u64), Some(of as u64))
            );
        }
    }

    #[test]
    fn gaps_are_found_by_offset() {
        let text = Text::read(r#"{"id":"1","corrupt":" thereare\nno","correct":" there are\nno"}"#).unwrap();
        assert_eq!((text.gap_at(6), text.gap_at(9), text.gap_at(10)), (Some(5), None, None));
        assert_eq!(text.context(5), " there|are no");
        assert!(text.is_missing(5) && !text.is_missing(4));
    }

    #[test]
    fn lines_that_are_wrong_are_refused() {
        let refused = |line| Text::read(line).unwrap_err();
        assert!(refused("{").contains("EOF"));
        assert!(refused(r#"{"id":"1","corrupt":"a"}"#).contains("correct"));
        let line = r#"{"id":"1","corrupt":"ab","correct":"a c","kinds":[[1,"word+word"]]}"#;
        assert!(refused(line).contains("more than white space"));
        let line = r#"{"id":"1","corrupt":"ab","correct":"a b","kinds":[[2,"word+word"]]}"#;
        assert!(refused(line).contains("nothing is wrong at gap 2"));
    }
}
