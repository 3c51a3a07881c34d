//! What holds for every text, tried on texts made of prose, merges, markup, scripts and rubbish.
#![cfg(not(target_arch = "wasm32"))] // `wasm-pack test` compiles every test, and proptest is not there

use std::ops::Range;
use std::sync::LazyLock;

use proptest::prelude::*;
use unglue::{CheckOptions, Checker, Diagnostic, Edit, Options};
use unicode_segmentation::UnicodeSegmentation;

static CHECKER: LazyLock<Checker> = LazyLock::new(|| {
    Checker::new(Options { show_confidence: 0.3, fix_confidence: 0.4, ..Options::default() }).unwrap()
});

/// A text of up to forty pieces, which may be glued to each other.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "there", "are", "no", "plans", "a", "meeting", "of", "the", "November", "12", "Putin", "US’s", "it's", "I",
            "recieve", "NATO", "short-lived", "2.5", "said", "7th",
        ]).prop_map(str::to_owned),
        2 => prop::sample::select(vec![
            ",", ".", "…", "\"", "“", "”", "’", "'", "(", ")", "[", "]", "`", "```", "<b>", "](", "#", "@", "_", "-", "%",
            "://", "\\", "~~~", "::",
        ]).prop_map(str::to_owned),
        2 => prop::sample::select(vec![
            "\n", "\r\n", "\n\n", "\t", "\u{a0}", "\u{200b}", "\u{200d}", "\u{301}", "\u{202e}", "👩‍👩‍👧", "🇫🇷", "é",
            "e\u{301}\u{302}", "東京", "слово", "مرحبا", "\0", "\u{fffd}", "İ", "ß", "ǅ",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    let glue = prop_oneof![2 => Just(" "), 1 => Just("")];
    prop::collection::vec((piece, glue), 0..40)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, glue)| [piece, glue.to_owned()]).collect())
}

fn apply(text: &str, diagnostics: &[Diagnostic]) -> String {
    let edits = diagnostics.iter().flat_map(|d| &d.suggestions[0].edits).collect::<Vec<_>>();
    let mut out = text.to_owned();
    for edit in edits.into_iter().rev() {
        out.replace_range(edit.range.clone(), &edit.insert);
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn a_fix_only_inserts_spaces_and_says_where(text in text()) {
        let fixes = CHECKER.fixes(&text);
        prop_assert!(fixes.iter().all(|e| e.range.is_empty() && e.insert == " "));
        prop_assert!(fixes.is_sorted_by(|a, b| a.range.start < b.range.start));
        let fixed = CHECKER.fix(&text);
        let mut left = fixed.as_str();
        let mut done = 0;
        for edit in fixes {
            left = left.strip_prefix(&text[done..edit.range.start]).unwrap().strip_prefix(' ').unwrap();
            done = edit.range.start;
        }
        prop_assert_eq!(left, &text[done..]);
    }

    #[test]
    fn fixing_twice_changes_nothing_more(text in text()) {
        let once = CHECKER.fix(&text);
        prop_assert_eq!(CHECKER.fix(&once), once);
    }

    #[test]
    fn diagnostics_are_ordered_apart_and_between_graphemes(text in text()) {
        let found = CHECKER.check(&text);
        prop_assert!(found.is_sorted_by(|a, b| a.range.end <= b.range.start));
        let boundaries: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        for d in &found {
            prop_assert!((0.3..=1.0).contains(&d.confidence));
            let suggestion = &d.suggestions[0];
            for edit in &suggestion.edits {
                prop_assert!(boundaries.binary_search(&edit.range.start).is_ok(), "{:?} in {:?}", edit, text);
                prop_assert!(d.range.start < edit.range.start && edit.range.start < d.range.end);
            }
            prop_assert_eq!(apply(&text[d.range.clone()], &[shifted(d)]), suggestion.text.clone());
            prop_assert_eq!(d.token(), &text[d.range.clone()]);
        }
    }

    #[test]
    fn protected_ranges_and_the_caret_are_left_alone(text in text(), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
        let boundaries: Vec<usize> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
        let (a, b) = (*a.get(&boundaries), *b.get(&boundaries));
        let protect = a.min(b)..a.max(b);
        let options = CheckOptions { protect: vec![protect.clone()], caret: Some(a) };
        for d in CHECKER.check_with(&text, &options).unwrap() {
            prop_assert!(d.range.end < a || a < d.range.start);
            for edit in &d.suggestions[0].edits {
                prop_assert!(edit.range.start <= protect.start || protect.end <= edit.range.start);
            }
        }
    }

    #[test]
    fn an_edited_document_equals_a_fresh_check(
        text in text(),
        script in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), text()), 1..6),
    ) {
        let mut document = CHECKER.open(text.clone());
        let mut model = text;
        for (a, b, insert) in script {
            let boundaries: Vec<usize> = (0..=model.len()).filter(|&at| model.is_char_boundary(at)).collect();
            let (a, b) = (*a.get(&boundaries), *b.get(&boundaries));
            let edit = Edit { range: a.min(b)..a.max(b), insert };
            let before = document.diagnostics().to_vec();
            let change = document.edit(&edit).unwrap();
            model.replace_range(edit.range.clone(), &edit.insert);
            prop_assert_eq!(document.text(), &model);
            prop_assert_eq!(document.diagnostics(), &CHECKER.check(&model)[..]);
            // Who follows the changes arrives at the same diagnostics.
            let mut followed: Vec<Diagnostic> = before.into_iter().filter(|d| !change.removed.contains(d)).collect();
            for d in followed.iter_mut().filter(|d| d.range.start >= edit.range.end) {
                *d = moved(d, |at| at - edit.range.len() + edit.insert.len());
            }
            followed.extend(change.added.iter().cloned());
            followed.sort_by_key(|d| d.range.start);
            prop_assert_eq!(document.diagnostics(), &followed[..]);
            for d in &change.added {
                prop_assert!(change.range.start <= d.range.start && d.range.end <= change.range.end);
            }
        }
    }
}

/// A diagnostic as it would stand in its own token.
fn shifted(diagnostic: &Diagnostic) -> Diagnostic {
    moved(diagnostic, |at| at - diagnostic.range.start)
}

fn moved(diagnostic: &Diagnostic, place: impl Fn(usize) -> usize) -> Diagnostic {
    let range = |range: &Range<usize>| place(range.start)..place(range.end);
    let mut moved = diagnostic.clone();
    moved.range = range(&moved.range);
    for edit in moved.suggestions.iter_mut().flat_map(|s| &mut s.edits) {
        edit.range = range(&edit.range);
    }
    moved
}
