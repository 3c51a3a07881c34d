//! Counts pairs of neighbouring words: how much likelier one follows the other than by chance.

use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;

use unglue::training::{Break, Kind, fold, tokenize};
use unglue_format::text::NUMBER;
use unglue_run::Result;

use crate::corpus::{Document, share};

/// How many pairs are kept: those whose count and score weigh most.
const KEPT: usize = 45_000;
/// Pairs that were seen fewer times are chance.
const MIN_COUNT: f64 = 4.0;

pub fn write(documents: &[Document], out: &Path) -> Result<()> {
    let mut words: HashMap<String, u32> = HashMap::new();
    let mut spelling: Vec<String> = Vec::new();
    let mut single: Vec<f64> = Vec::new();
    let mut pairs: HashMap<(u32, u32), f64> = HashMap::new();
    let mut total = 0.0;
    for document in documents.iter().filter(|d| !d.held_back) {
        let weight = share(&document.genre).max(0.3);
        let mut last: Option<u32> = None;
        for token in tokenize(&document.text) {
            let word = token.as_str(&document.text);
            let key: String = match token.kind {
                Kind::Word => word.chars().map(fold).collect(),
                Kind::Number => NUMBER.into(),
                Kind::Mixed | Kind::Foreign | Kind::Punctuation => {
                    last = None;
                    continue;
                }
            };
            let id = *words.entry(key).or_insert_with_key(|key| {
                spelling.push(key.clone());
                single.push(0.0);
                spelling.len() as u32 - 1
            });
            single[id as usize] += weight;
            total += weight;
            if let Some(last) = last.filter(|_| token.before == Break::Space) {
                *pairs.entry((last, id)).or_default() += weight;
            }
            last = Some(id);
        }
    }
    let mut kept: Vec<(f64, u32, u32, f64)> = pairs
        .into_iter()
        .filter(|(_, count)| *count >= MIN_COUNT)
        .map(|((a, b), count)| {
            // One occurrence less: rare pairs must not look surer than they are.
            let score = ((count - 1.0) * total / (single[a as usize] * single[b as usize])).ln();
            (score * count, a, b, score)
        })
        .filter(|(_, _, _, score)| *score >= 0.5)
        .collect();
    let name = |id: u32| spelling[id as usize].as_str();
    kept.sort_by(|a, b| {
        b.0.total_cmp(&a.0).then_with(|| (name(a.1), name(a.2)).cmp(&(name(b.1), name(b.2))))
    });
    kept.truncate(KEPT);
    let mut lines: Vec<String> = kept
        .iter()
        .map(|(_, a, b, score)| {
            // Steps of half a nat are as fine as the counts are.
            let steps = ((score * 2.0).round() as u32).clamp(1, 15);
            format!("{}\t{}\t{steps}\n", name(*a), name(*b))
        })
        .collect();
    lines.sort();
    let mut text = String::from(include_str!("bigrams.header"));
    for line in &lines {
        text.write_str(line).map_err(|e| e.to_string())?;
    }
    std::fs::write(out, text).map_err(|e| format!("{}: {e}", out.display()))?;
    println!("{} pairs", lines.len());
    Ok(())
}
