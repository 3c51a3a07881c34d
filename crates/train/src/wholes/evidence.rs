//! The evidence on candidates: how sure the checker is to cut them, and how often people write them together and apart.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use unglue::Checker;
use unglue::training::{Break, Kind, Token, cheapest, cost, fold, knows, tokenize};
use unglue_run::Result;

use crate::corpus::Document;

/// Candidates that the checker cuts with less confidence are no danger.
pub const THRESHOLD: f32 = 0.45;
/// The same for a spelling with capitals inside that no source has: "PCWorld" for "pcworld".
const CAPITALS_THRESHOLD: f32 = 0.8;
/// Sentences that say nothing of the word in them.
const SENTENCES: [[&str; 2]; 2] =
    [["They said the ", " was here."], ["It was about ", " and the rest of it."]];
/// The lengths of candidates. Letters.
const LETTERS: std::ops::RangeInclusive<usize> = 4..=24;
/// The most words that are one candidate when they are joined.
const MAX_WORDS: usize = 4;
/// The Zipf value of a word that no list has.
const UNLISTED_ZIPF: f32 = 0.5;

/// The evidence on a candidate that the checker cuts.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// Its sources, a letter each.
    pub sources: String,
    /// Its Zipf value in the large frequency list, 0 without one.
    pub zipf: f32,
    /// The number of entries of sources that are several words with its letters.
    pub entries_apart: usize,
    /// The highest confidence of a cut.
    pub confidence: f32,
    /// The segments of that cut.
    pub segments: Vec<Segment>,
    /// Its spelling with capitals inside, if a source or the corpus has one.
    pub cased: Option<String>,
    /// How often it is one token in the corpus.
    pub together: u32,
    /// How often it is one token with capitals inside.
    pub with_capitals: u32,
    /// The number of documents that have it as one token.
    pub documents: u32,
    /// How often several words in a row have its letters.
    pub apart: u32,
    /// How often words with hyphens between them have its letters.
    pub hyphened: u32,
}

/// A segment of a cut.
#[derive(Debug, Clone)]
pub struct Segment {
    /// Its letters, in lower case.
    pub text: String,
    /// Its Zipf value.
    pub zipf: f32,
}

/// A candidate, before the checker is asked.
#[derive(Default)]
pub struct Candidate {
    /// What is known so far.
    pub evidence: Evidence,
    /// Its spelling with capitals inside, of a source, or else of the first document that has one.
    cased: String,
    /// The hash of the last document that has it.
    last_document: u64,
}

/// Returns the evidence on all candidates that the checker cuts.
pub fn gather(checker: &Checker, documents: &[Document], lists: &Path) -> Result<BTreeMap<String, Evidence>> {
    let mut candidates = read(&lists.join("candidates.tsv"))?;
    let documents = || documents.iter().filter(|document| !document.held_back);
    for document in documents() {
        count_together(document, &mut candidates);
    }
    // A word of the corpus alone is a candidate where two documents have it with capitals inside.
    candidates.retain(|_, Candidate { evidence, .. }| {
        evidence.sources != "c" || evidence.documents >= 2 && evidence.with_capitals >= 2
    });
    println!("{} candidates", candidates.len());
    let mut cut = judge(checker, candidates);
    for document in documents() {
        count_apart(document, &mut cut);
    }
    Ok(cut)
}

/// Reads `candidates.tsv`.
pub fn read(path: &Path) -> Result<HashMap<String, Candidate>> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
    let line = |line: &str| {
        let mut columns = line.split('\t');
        let word = columns.next()?.to_owned();
        let zipf = columns.next()?.parse::<f32>().ok()? / 100.0;
        let sources = columns.next()?.to_owned();
        let entries_apart = columns.next()?.parse().ok()?;
        let cased = columns.next()?.to_owned();
        let evidence = Evidence { sources, zipf, entries_apart, ..Evidence::default() };
        Some((word, Candidate { evidence, cased, last_document: 0 }))
    };
    text.lines()
        .map(|text| line(text).ok_or_else(|| format!("{}: cannot read {text:?}", path.display())))
        .collect()
}

/// Counts the tokens of a document.
fn count_together(document: &Document, candidates: &mut HashMap<String, Candidate>) {
    for token in tokenize(&document.text) {
        let word = token.as_str(&document.text);
        let is_word = token.kind == Kind::Word && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        if !is_word || !LETTERS.contains(&word.len()) {
            continue;
        }
        let candidate = candidates.entry(word.to_ascii_lowercase()).or_default();
        if candidate.evidence.sources.is_empty() {
            candidate.evidence.sources.push('c');
        }
        candidate.evidence.together += 1;
        if word.as_bytes().windows(2).any(|two| two[0].is_ascii_lowercase() && two[1].is_ascii_uppercase()) {
            candidate.evidence.with_capitals += 1;
            if candidate.cased.is_empty() {
                candidate.cased = word.to_owned();
            }
        }
        if candidate.last_document != document.hash {
            candidate.last_document = document.hash;
            candidate.evidence.documents += 1;
        }
    }
}

/// Keeps the candidates that the checker cuts in any casing, with the confidence and the segments.
fn judge(checker: &Checker, candidates: HashMap<String, Candidate>) -> BTreeMap<String, Evidence> {
    let all: Vec<(String, Candidate)> = candidates.into_iter().collect();
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get());
    let parts = all.chunks(all.len().div_ceil(threads).max(1));
    std::thread::scope(|scope| {
        let part = |part: &[(String, Candidate)]| -> Vec<(String, Evidence)> {
            let cut = part.iter().filter_map(|(word, candidate)| {
                let (confidence, segments) = cut(checker, word, candidate)?;
                let cased = Some(&candidate.cased).filter(|cased| !cased.is_empty()).cloned();
                Some((word.clone(), Evidence { confidence, segments, cased, ..candidate.evidence.clone() }))
            });
            cut.collect()
        };
        let handles: Vec<_> = parts.map(|words| scope.spawn(move || part(words))).collect();
        handles.into_iter().flat_map(|handle| handle.join().expect("the checker does not panic")).collect()
    })
}

/// Returns the confidence and the segments of the surest cut of a word, in lower case, with a capital and with capitals
/// inside.
fn cut(checker: &Checker, word: &str, candidate: &Candidate) -> Option<(f32, Vec<Segment>)> {
    let mut surest: Option<(f32, String)> = None;
    let mut check = |casing: &str, threshold: f32| {
        for sentence in SENTENCES {
            let Some((confidence, text)) = cut_in(checker, casing, sentence) else { continue };
            let least = surest.as_ref().map_or(threshold, |(confidence, _)| *confidence);
            if confidence > least {
                surest = Some((confidence, text.to_lowercase()));
            }
        }
    };
    check(word, THRESHOLD);
    check(&title(word), THRESHOLD);
    if !candidate.cased.is_empty() {
        check(&candidate.cased, THRESHOLD);
    } else if candidate.evidence.sources.contains(['w', 'b']) && !knows(checker.engine(), word) {
        // As names of products are spelt; "ATown" is not.
        let segments = cheapest_segments(checker, word).unwrap_or_default();
        if segments.len() == 2 && segments.iter().all(|segment| segment.text.len() >= 2) {
            check(
                &segments.iter().map(|segment| title(&segment.text)).collect::<String>(),
                CAPITALS_THRESHOLD,
            );
        }
    }
    surest
        .map(|(confidence, text)| (confidence, text.split(' ').map(|text| segment(checker, text)).collect()))
}

/// Returns the confidence of the surest space in a spelling inside a sentence, and the spelling with all of its spaces.
fn cut_in(checker: &Checker, spelling: &str, [before, behind]: [&str; 2]) -> Option<(f32, String)> {
    let inside = before.len() + 1..before.len() + spelling.len();
    let found = checker.check(format!("{before}{spelling}{behind}").as_str());
    let (mut confidence, mut text, mut done) = (None, String::new(), 0);
    for diagnostic in &found {
        for edit in diagnostic.suggestions[0].edits.iter().filter(|edit| inside.contains(&edit.range.start)) {
            let at = edit.range.start - before.len();
            text += &spelling[done..at];
            text.push(' ');
            done = at;
            confidence = Some(diagnostic.confidence.max(confidence.unwrap_or(0.0)));
        }
    }
    Some((confidence?, text + &spelling[done..]))
}

/// Returns the segments of the cheapest segmentation of a word.
pub fn cheapest_segments(checker: &Checker, word: &str) -> Option<Vec<Segment>> {
    let ranges = cheapest(checker.engine(), word)?.segments;
    Some(ranges.into_iter().map(|range| segment(checker, &word[range])).collect())
}

/// Returns the frequency that segments have side by side if words follow each other at random. Zipf.
pub fn by_chance(segments: &[Segment]) -> f32 {
    segments.iter().map(|segment| segment.zipf - 9.0).sum::<f32>() + 9.0
}

/// A word in lower case with a capital.
pub fn title(word: &str) -> String {
    let mut title = word.to_owned();
    title[..1].make_ascii_uppercase();
    title
}

/// Returns a segment with the Zipf value of the word or the name.
fn segment(checker: &Checker, text: &str) -> Segment {
    let costs = [text.to_owned(), title(text)].map(|word| cost(checker.engine(), &word));
    let least = costs.into_iter().flatten().reduce(f32::min);
    let zipf = least.map_or(UNLISTED_ZIPF, |nats| 9.0 - nats / std::f32::consts::LN_10);
    Segment { text: text.to_owned(), zipf }
}

/// Counts the words in a row that have the letters of a candidate, with spaces or hyphens between them.
fn count_apart(document: &Document, cut: &mut BTreeMap<String, Evidence>) {
    let text = &document.text;
    let tokens = tokenize(text);
    let is_word = |token: &Token| token.kind == Kind::Word;
    for (first, token) in tokens.iter().enumerate().filter(|(_, token)| is_word(token)) {
        let mut joined: String = token.as_str(text).chars().map(fold).collect();
        let (mut words, mut hyphens) = (1, 0);
        for next in &tokens[first + 1..] {
            match next.before {
                Break::None if next.as_str(text) == "-" => {
                    hyphens += 1;
                    continue;
                }
                Break::None if hyphens > 0 && is_word(next) => {}
                Break::Space if is_word(next) => {}
                _ => break,
            }
            joined.extend(next.as_str(text).chars().map(fold));
            words += 1;
            if words > MAX_WORDS || joined.len() > *LETTERS.end() {
                break;
            }
            if let Some(evidence) = cut.get_mut(&joined) {
                *if hyphens > 0 { &mut evidence.hyphened } else { &mut evidence.apart } += 1;
            }
        }
    }
}
