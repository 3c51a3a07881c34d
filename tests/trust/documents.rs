//! An edited document has the diagnostics of a fresh check: on texts of many blocks, with code that reaches over them,
//! words that are evidence elsewhere, paragraphs without end, pastes of pages, and everything undone again.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use unglue::{Checker, Edit, Language, Options};

use super::texts::boundaries;
use unglue_laws::laws::{self, Edited};

static CHECKER: LazyLock<Checker> = LazyLock::new(|| {
    Checker::new(Language::english().unwrap(), Options::default().show_confidence(0.2)).unwrap()
});

/// A sentence, a merge, a word that comes again elsewhere, markup.
fn piece() -> impl Strategy<Value = &'static str> {
    select(vec![
        "The two leaders met in the old town and said that there were no plans for a meeting. ",
        "They said that thereare no plans for ameeting. ",
        "Wetherby saw Pelloran near the teapot rack. ",
        "pelloran's teapotrack was short-lived,and \"modest\".The ",
        "On November12 Putincongratulated Pelloran ",
        "recieveda letter of thatanyof kind ",
        "wetherbypelloran ",
        "teapotrack ",
        "teapot rack ",
        "\n\n",
        "\n\n",
        "\r\n\r\n",
        "\n",
        " \n \n",
        "\u{a0}",
        "\"",
        "`",
        "\n```\n",
        "\n~~~~\n",
        "\n> ```rust\n",
        "<pre>",
        "</pre>",
        "<code>",
        "</code>",
        "[a](",
        ")",
        "🦀",
        "e\u{301}",
        "\u{301}",
        "слово ",
        "x",
        "",
    ])
}

/// A text of up to so many pieces.
fn text(pieces: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..pieces).prop_map(|pieces| pieces.concat())
}

/// A paragraph that is longer than one may be.
fn endless() -> impl Strategy<Value = String> {
    let sentence = select(vec![
        "The old town had no plans for the new year. ",
        "There were many letters, and thereare more of them. ",
        "list item\n",
        "words without an end ",
    ]);
    prop::collection::vec(sentence, 150..400).prop_map(|sentences| sentences.concat())
}

fn page() -> impl Strategy<Value = String> {
    prop_oneof![4 => text(600), 1 => endless()]
}

/// What is done to a text: replace the characters between two places.
fn edit() -> impl Strategy<Value = (Index, Index, bool, String)> {
    let insert = prop_oneof![6 => piece().prop_map(str::to_owned), 1 => text(20), 1 => page(), 2 => Just(String::new())];
    (any::<Index>(), any::<Index>(), prop::bool::weighted(0.2), insert)
}

/// The edit at two places of a text, most often close to each other.
fn placed(text: &str, (a, b, far, insert): (Index, Index, bool, String)) -> Edit {
    let boundaries = boundaries(text);
    let first = a.index(boundaries.len());
    let last = if far { b.index(boundaries.len()) } else { (first + b.index(12)).min(boundaries.len() - 1) };
    Edit { range: boundaries[first.min(last)]..boundaries[first.max(last)], insert }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn an_edited_document_equals_a_fresh_check(start in page(), script in prop::collection::vec(edit(), 1..12)) {
        let mut edited = Edited::new(&CHECKER, start.clone());
        let mut undo = Vec::new();
        for edit in script {
            let edit = placed(&edited.text, edit);
            undo.push(edited.undo_of(&edit));
            edited.edit(&edit);
        }
        for edit in undo.iter().rev() {
            edited.edit(edit);
        }
        prop_assert_eq!(edited.text, start);
    }
}

/// A checker that fixes what another one shows.
fn fixes_and_shows(fix_confidence: f32) -> [Checker; 2] {
    [0.0, fix_confidence].map(|show_confidence| {
        Checker::new(
            Language::english().unwrap(),
            Options::default().show_confidence(show_confidence).fix_confidence(fix_confidence),
        )
        .unwrap()
    })
}

// Long texts, in which a repair touches some paragraphs, and the counts of its words others far away.
proptest! {
    #![proptest_config(ProptestConfig { cases: 30, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_fix_of_many_blocks_is_that_of_whole_checks(text in page(), confidence in select(vec![0.3f32, 0.7, 0.955])) {
        let [checker, shows] = fixes_and_shows(confidence);
        laws::a_fix_is_that_of_whole_checks(&checker, &shows, &text);
    }

    #[test]
    fn parts_of_many_blocks_make_the_whole(text in page(), pieces in prop::collection::vec(1..200usize, 1..4)) {
        laws::parts_make_the_whole(&CHECKER, &text, &laws::Known::default(), &pieces);
    }
}

#[test]
fn a_word_that_is_typed_is_evidence_for_another_far_away() {
    let filler = "The two leaders met in the old town and had no plans for the year.\n\n".repeat(200);
    let text = format!("The marblequarry was open.\n\n{filler}They had seen a marble ");
    let (mut edited, mut outcomes) = (Edited::new(&CHECKER, text), Vec::new());
    for c in "quarry there. ".chars() {
        let end = edited.text.len();
        edited.edit(&Edit { range: end..end, insert: c.into() });
        outcomes.push(edited.equals_a_fresh_check().first().map(|d| d.confidence.to_bits()));
    }
    outcomes.dedup();
    assert!(outcomes.len() > 1, "the count of a word changed no judgement: this test tests nothing");
}

/// A soft hyphen that stands alone is a token, whatever ignorable characters are in the words around it.
#[test]
fn a_lone_soft_hyphen_stays_one_when_a_word_before_it_has_another() {
    let mut edited = Edited::new(&CHECKER, "there are plans\n\n thereare \u{ad} ".into());
    edited.edit(&Edit { range: 2..2, insert: "\u{ad}".into() });
    edited.edit(&Edit { range: 2..4, insert: String::new() });
}

/// A paragraph is judged by itself: its verdicts are kept while the next one changes.
#[test]
fn an_address_that_begins_the_next_paragraph_changes_nothing() {
    let text = "On November12 Putincongratulated Pelloran pelloran's teapotrack was short-lived,and \"modest\".The \n\n";
    let mut edited = Edited::new(&CHECKER, text.into());
    edited.edit(&Edit { range: text.len()..text.len(), insert: "https://example.org/a".into() });
    edited.equals_a_fresh_check();
}

#[test]
fn personal_words_reach_an_open_document() {
    let checker = Checker::new(Language::english().unwrap(), Options::default()).unwrap();
    let mut document = checker.open("We heard that thereare no plans.\n\nThe end");
    assert_eq!(document.diagnostics().len(), 1);
    checker.add_words(&["thereare"]).unwrap();
    assert_eq!(document.diagnostics(), []);
    checker.remove_words(&["thereare"]);
    let end = document.text().len();
    let change = document.edit(&Edit { range: end..end, insert: ".".into() }).unwrap();
    assert_eq!((change.removed.len(), change.added.len()), (0, 0), "it is found again before the edit");
    assert_eq!(document.diagnostics()[0].range, 14..22);
}
