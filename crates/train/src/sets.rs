//! Writes data sets for `cargo xtask evaluate` from the documents that nothing is learned from.

use std::fs;
use std::path::Path;

use fastrand::Rng;
use unglue_evaluate::format::{Wrong, line, lost};
use unglue_run::Result;

use crate::corpus::{Document, share};
use crate::corrupt::Corrupter;
use crate::passage::Passage;

/// How many words a passage of right text has at least, if its document has as many.
const CLEAN_WORDS: usize = 60;

/// Writes `held-back.jsonl`, passages made as those of training are, and `held-back-clean.jsonl`, passages as they
/// stand in the documents.
pub fn write(documents: &[Document], lists: &Path, out: &Path) -> Result<()> {
    let corrupter = Corrupter::new(documents, lists)?;
    fs::create_dir_all(out).map_err(|e| format!("{}: {e}", out.display()))?;
    // The same chance as in training: the passages by which the model was judged there.
    write_set(&out.join("held-back.jsonl"), documents, |document, chance| {
        corrupter.passages(document, share(&document.genre), chance)
    })?;
    write_set(&out.join("held-back-clean.jsonl"), documents, |document, chance| {
        let mut passages = clean(&document.text);
        passages.retain(|_| chance.f64() < share(&document.genre));
        passages
    })
}

/// Writes one set and says what is in it.
fn write_set(
    file: &Path,
    documents: &[Document],
    passages: impl Fn(&Document, &mut Rng) -> Vec<Passage>,
) -> Result<()> {
    let lines = lines(documents, passages);
    fs::write(file, lines.concat()).map_err(|e| format!("{}: {e}", file.display()))?;
    println!("{} texts in {}", lines.len(), file.display());
    Ok(())
}

/// The lines about the passages of all documents held back.
fn lines(documents: &[Document], passages: impl Fn(&Document, &mut Rng) -> Vec<Passage>) -> Vec<String> {
    let mut lines = Vec::new();
    for document in documents.iter().filter(|d| d.held_back) {
        for (nth, passage) in passages(document, &mut Rng::with_seed(document.hash)).iter().enumerate() {
            let id = format!("{:016x}-{nth}", document.hash);
            lines.push(line(&id, &document.genre, &passage.text, &wrong(passage)) + "\n");
        }
    }
    lines
}

/// Where the white space of a passage is wrong, ascending.
fn wrong(passage: &Passage) -> Vec<Wrong<'static>> {
    let mut wrong = lost(&passage.lost);
    for fault in &passage.spurious {
        let kind = if fault.inserted.is_some() { "moved" } else { "split" };
        wrong.extend(fault.removed.iter().map(|&at| Wrong { at, kind, is_spurious: true }));
        wrong.extend(fault.inserted.map(|at| Wrong { at, kind, is_spurious: false }));
    }
    wrong.sort_by_key(|wrong| wrong.at);
    wrong
}

/// Whole paragraphs, as many together as make a passage.
fn clean(text: &str) -> Vec<Passage> {
    let mut passages = Vec::new();
    let mut passage = String::new();
    for paragraph in text.split("\n\n") {
        if !passage.is_empty() {
            passage.push_str("\n\n");
        }
        passage.push_str(paragraph);
        if passage.split_whitespace().count() >= CLEAN_WORDS {
            passages.push(Passage { text: std::mem::take(&mut passage), ..Passage::default() });
        }
    }
    if !passage.trim().is_empty() {
        passages.push(Passage { text: passage, ..Passage::default() });
    }
    passages
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(hash: u64, text: &str) -> Document {
        Document { genre: "letters".into(), text: text.into(), held_back: hash.is_multiple_of(10), hash }
    }

    #[test]
    fn only_documents_held_back_are_written() {
        let documents =
            [document(20, "We met attwo."), document(21, "Learned."), document(30, "Nothing here.")];
        let lose = |d: &Document, _: &mut Rng| {
            let lost = d.text.find("two").map(|at| (at, "word+word"));
            vec![Passage { text: d.text.clone(), lost: lost.into_iter().collect(), ..Passage::default() }]
        };
        let lines = lines(&documents, lose);
        assert_eq!(lines.len(), 2);
        assert!(
            lines[0].contains(r#""correct":"We met at two.""#) && lines[0].contains(r#"[[7,"word+word"]]"#)
        );
        assert!(lines[1].contains(r#""id":"000000000000001e-0""#) && lines[1].contains(r#""kinds":[]"#));
    }

    #[test]
    fn chance_is_each_documents_own() {
        let draw = |_: &Document, chance: &mut Rng| {
            vec![Passage { text: chance.u64(..).to_string(), lost: Vec::new(), ..Passage::default() }]
        };
        let both = lines(&[document(20, ""), document(30, "")], draw);
        assert_eq!(lines(&[document(30, "")], draw), both[1..]);
        assert_ne!(both[0], both[1]);
    }

    #[test]
    fn clean_passages_are_whole_paragraphs() {
        let long = "word ".repeat(CLEAN_WORDS);
        let text = format!("A heading\n\n{long}\n\nThe rest.");
        let passages: Vec<String> = clean(&text).into_iter().map(|p| p.text).collect();
        assert_eq!(passages, [format!("A heading\n\n{long}"), "The rest.".to_owned()]);
        assert!(clean("").is_empty());
    }
}
