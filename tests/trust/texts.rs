//! The laws, tried on texts that are made up and shrunk.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;
use unglue::{Checker, Edit, Language, Options, Text};

use super::pieces::text;
use unglue_laws::laws::{self, Edited};

const THRESHOLD: f32 = 0.3;

const FIXED: f32 = 0.4;

static CHECKER: LazyLock<Checker> = LazyLock::new(|| checker(THRESHOLD));
/// Shows what [`CHECKER`] fixes.
static SHOWS: LazyLock<Checker> = LazyLock::new(|| checker(FIXED));

fn checker(show_confidence: f32) -> Checker {
    Checker::new(
        Language::english().unwrap(),
        Options::default().show_confidence(show_confidence).fix_confidence(FIXED),
    )
    .unwrap()
}

/// The places between the characters of a text.
pub fn boundaries(text: &str) -> Vec<usize> {
    (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect()
}

#[test]
fn what_holds_for_a_word_holds_for_its_other_spellings() {
    let spellings = ["theﬁrst", "thefi\u{ad}rst", "the𝑓irst", "theﬁrst²"];
    let text = |word: &str| format!("Open {word} drawer.");
    for word in spellings {
        let checker = checker(THRESHOLD);
        let found = checker.check(text(word));
        assert_eq!((found.len(), &*found[0].token), (1, word));
        assert_eq!(found[0].suggestions[0].edits[0].range, 8..8, "{word:?}");
        let end = text(word).len() - " drawer.".len();
        let protected = Text::from(text(word)).protect(std::slice::from_ref(&(end - 2..end))).unwrap();
        assert!(checker.check(protected).is_empty(), "{word:?}");
        checker.ignore("thefirst");
        assert!(checker.check(text(word)).is_empty(), "{word:?}");
        for known in spellings {
            let checker = self::checker(THRESHOLD);
            checker.add_words(&[known]).unwrap();
            assert!(checker.check(text(word)).is_empty(), "{word:?} beside {known:?}");
        }
    }
    // No space comes into a ligature, even where two words meet in one.
    for text in ["A part oﬁt is lost.", "A box oﬀood is lost."] {
        assert!(CHECKER.check(text).iter().all(|d| d.token != "oﬁt" && d.token != "oﬀood"), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn a_fix_only_changes_spaces_and_says_where(text in text(40)) {
        laws::a_fix_only_changes_spaces(&CHECKER, &text);
    }

    #[test]
    fn fixing_twice_changes_nothing_more(text in text(40)) {
        laws::fixing_twice_changes_nothing_more(&CHECKER, &text);
    }

    #[test]
    fn a_fix_is_that_of_whole_checks(text in text(80)) {
        laws::a_fix_is_that_of_whole_checks(&CHECKER, &SHOWS, &text);
    }

    #[test]
    fn a_fix_tells_what_it_did(text in text(80)) {
        laws::a_fix_tells_what_it_did(&CHECKER, &text);
    }

    #[test]
    fn parts_make_the_whole(
        text in text(60),
        (a, b, caret) in any::<(Index, Index, Option<Index>)>(),
        pieces in prop::collection::vec(1..20usize, 1..4),
    ) {
        let boundaries = boundaries(&text);
        let (a, b) = (*a.get(&boundaries), *b.get(&boundaries));
        let protect = a.min(b)..a.max(b);
        let caret = caret.map(|at| *at.get(&boundaries));
        let known = laws::Known { protect: vec![protect], caret };
        laws::parts_make_the_whole(&CHECKER, &text, &known, &pieces);
    }

    #[test]
    fn ignorable_characters_in_words_change_nothing(
        text in text(40),
        marks in prop::collection::vec((any::<usize>(), prop::sample::select(vec!['\u{ad}', '\u{feff}'])), 1..12),
    ) {
        // Inside a tag, and in a text that has some already, they are something else.
        prop_assume!(!text.contains(['<', '\u{ad}', '\u{feff}']));
        laws::ignorable_characters_change_nothing(&CHECKER, &text, &marks);
    }

    #[test]
    fn other_spellings_change_nothing(text in text(40), places in prop::collection::vec(any::<usize>(), 1..12)) {
        // A tag in other letters is none, nor is a fence's language or an entity.
        prop_assume!(!text.contains('<'));
        laws::other_spellings_change_nothing(&CHECKER, &text, &places);
    }

    #[test]
    fn diagnostics_are_sound(text in text(40)) {
        laws::diagnostics_are_sound(&CHECKER, &text, THRESHOLD);
    }

    #[test]
    fn protected_ranges_and_the_caret_are_left_alone(text in text(40), a in any::<Index>(), b in any::<Index>()) {
        let boundaries = boundaries(&text);
        let (a, b) = (*a.get(&boundaries), *b.get(&boundaries));
        let protect = a.min(b)..a.max(b);
        let known = laws::Known { protect: vec![protect], caret: Some(a) };
        laws::the_caret_and_protected_ranges_are_left_alone(&CHECKER, &text, &known);
    }

    #[test]
    fn an_edited_document_equals_a_fresh_check(
        text in text(40),
        script in prop::collection::vec((any::<Index>(), any::<Index>(), text(40)), 1..6),
    ) {
        let mut edited = Edited::new(&CHECKER, text);
        for (a, b, insert) in script {
            let boundaries = boundaries(&edited.text);
            let (a, b) = (*a.get(&boundaries), *b.get(&boundaries));
            edited.edit(&Edit { range: a.min(b)..a.max(b), insert });
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn an_answer_does_not_depend_on_what_was_asked_before(text in text(80)) {
        prop_assert_eq!(checker(THRESHOLD).check(&text), CHECKER.check(&text));
    }
}
