//! What holds for every text: the laws of the design, each a function that panics where one is broken.
//!
//! The property tests, the fuzz targets and the replay of their corpora all use these.

use std::ops::Range;

use unglue::{Change, CheckOptions, Checker, Diagnostic, Document, Edit, Utf16Offsets};
use unicode_segmentation::UnicodeSegmentation;

/// A fix only inserts U+0020, says where, and puts it between two grapheme clusters.
pub fn a_fix_only_inserts_spaces(checker: &Checker, text: &str) {
    let fixes = checker.fixes(text);
    assert!(fixes.iter().all(|e| e.range.is_empty() && e.insert == " "), "{fixes:?}");
    assert!(fixes.is_sorted_by(|a, b| a.range.start < b.range.start), "{fixes:?}");
    let boundaries = boundaries(text);
    let fixed = checker.fix(text);
    let (mut left, mut done) = (fixed.as_str(), 0);
    for edit in fixes {
        let at = edit.range.start;
        assert!(boundaries.binary_search(&at).is_ok(), "{at} in {text:?}");
        left = left.strip_prefix(&text[done..at]).and_then(|left| left.strip_prefix(' ')).expect("a space");
        done = at;
    }
    assert_eq!(left, &text[done..]);
}

/// `fix(fix(t)) == fix(t)`.
pub fn fixing_twice_changes_nothing_more(checker: &Checker, text: &str) {
    let once = checker.fix(text);
    assert_eq!(checker.fix(&once), once);
}

/// Diagnostics are ordered, apart, between grapheme clusters, as sure as was asked for, and say what they do.
pub fn diagnostics_are_sound(checker: &Checker, text: &str, threshold: f32) {
    let found = checker.check(text);
    assert!(found.is_sorted_by(|a, b| a.range.end <= b.range.start), "{found:?}");
    let boundaries = boundaries(text);
    let mut offsets = Utf16Offsets::new(text);
    for d in &found {
        assert!((threshold..=1.0).contains(&d.confidence), "{d:?}");
        let suggestion = &d.suggestions[0];
        let places = suggestion.edits.iter().flat_map(|edit| [edit.range.start, edit.range.end]);
        for at in [d.range.start, d.range.end].into_iter().chain(places) {
            assert!(boundaries.binary_search(&at).is_ok(), "{at} of {d:?} in {text:?}");
            assert_eq!(offsets.of_byte(at), text[..at].encode_utf16().count());
        }
        let inside = |edit: &Edit| d.range.start < edit.range.start && edit.range.start < d.range.end;
        assert!(!suggestion.edits.is_empty() && suggestion.edits.iter().all(inside), "{d:?}");
        let token = &text[d.range.clone()];
        assert_eq!(apply(token, &[moved(d, |at| at - d.range.start)]), suggestion.text);
        assert_eq!(d.token(), token);
    }
}

/// Nothing is reported at the caret, nor a space proposed inside a protected range.
pub fn the_caret_and_protected_ranges_are_left_alone(checker: &Checker, text: &str, options: &CheckOptions) {
    for d in checker.check_with(text, options).expect("the offsets fit the text") {
        assert!(options.caret.is_none_or(|caret| d.range.end < caret || caret < d.range.start), "{d:?}");
        for (edit, range) in
            d.suggestions[0].edits.iter().flat_map(|e| options.protect.iter().map(move |r| (e, r)))
        {
            assert!(
                edit.range.start <= range.start || range.end <= edit.range.start,
                "{edit:?} in {range:?}"
            );
        }
    }
}

/// A document, and beside it a plain string that has the same edits.
pub struct Edited<'c> {
    checker: &'c Checker,
    document: Document,
    /// The text as it should be.
    pub text: String,
}

impl<'c> Edited<'c> {
    /// Opens a text.
    pub fn new(checker: &'c Checker, text: String) -> Edited<'c> {
        let mut edited = Edited { checker, document: checker.open(text.clone()), text };
        edited.equals_a_fresh_check();
        edited
    }

    /// The diagnostics of the text are those of a fresh check.
    pub fn equals_a_fresh_check(&mut self) -> &[Diagnostic] {
        assert_eq!(self.document.text(), self.text);
        assert_eq!(self.document.diagnostics(), self.checker.check(&self.text), "of {:?}", self.text);
        self.document.diagnostics()
    }

    /// Edits both. Who follows the changes arrives at the diagnostics of a fresh check.
    pub fn edit(&mut self, edit: &Edit) -> Change {
        let before = self.document.diagnostics().to_vec();
        let change = self.document.edit(edit).expect("the edit fits the text");
        self.text.replace_range(edit.range.clone(), &edit.insert);
        let after = self.equals_a_fresh_check();

        let mut followed: Vec<_> = before.into_iter().filter(|d| !change.removed.contains(d)).collect();
        for d in followed.iter_mut().filter(|d| d.range.start >= edit.range.end) {
            *d = moved(d, |at| at - edit.range.len() + edit.insert.len());
        }
        followed.extend(change.added.iter().cloned());
        followed.sort_by_key(|d| d.range.start);
        assert_eq!(after, followed, "after {edit:?}");
        for d in &change.added {
            assert!(change.range.start <= d.range.start && d.range.end <= change.range.end, "{change:?}");
        }
        change
    }

    /// The edit that takes this one back, to be asked for before it is made.
    pub fn undo_of(&self, edit: &Edit) -> Edit {
        let start = edit.range.start;
        Edit { range: start..start + edit.insert.len(), insert: self.text[edit.range.clone()].to_owned() }
    }
}

/// The places between grapheme clusters.
fn boundaries(text: &str) -> Vec<usize> {
    text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect()
}

/// A text after the first suggestion of each diagnostic.
fn apply(text: &str, diagnostics: &[Diagnostic]) -> String {
    let mut out = text.to_owned();
    for edit in diagnostics.iter().flat_map(|d| &d.suggestions[0].edits).rev() {
        out.replace_range(edit.range.clone(), &edit.insert);
    }
    out
}

/// A diagnostic with every offset put elsewhere.
fn moved(diagnostic: &Diagnostic, place: impl Fn(usize) -> usize) -> Diagnostic {
    let range = |range: &Range<usize>| place(range.start)..place(range.end);
    let mut moved = diagnostic.clone();
    moved.range = range(&moved.range);
    for edit in moved.suggestions.iter_mut().flat_map(|s| &mut s.edits) {
        edit.range = range(&edit.range);
    }
    moved
}
