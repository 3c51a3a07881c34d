//! The public interface: options, errors, personal words, hostile input.

use unglue::{
    Applicability, Change, Checker, Diagnostic, Document, Edit, Error, Language, Mode, Options, Personal,
    Rule, Text,
};

fn checker() -> Checker {
    Checker::new(Language::english().unwrap(), Options::default()).unwrap()
}

/// What `docs/api/crate.rs` cannot say: threads may share a checker and hand on all that it gives out.
#[test]
fn threads_may_share_it() {
    fn is_shareable<T: Send + Sync + Clone + std::fmt::Debug + 'static>() {}
    is_shareable::<Checker>();
    is_shareable::<Document>();
    is_shareable::<Language>();
    is_shareable::<Diagnostic>();
    is_shareable::<Change>();
    is_shareable::<Personal>();
    is_shareable::<Options>();
    is_shareable::<Error>();
}

#[test]
fn wrong_options_say_what_to_do() {
    for value in [f32::NAN, -0.1, 1.1, f32::INFINITY] {
        for options in [Options::default().show_confidence(value), Options::default().fix_confidence(value)] {
            let error = Checker::new(Language::english().unwrap(), options).unwrap_err();
            assert!(matches!(error, Error::BadConfidence { .. }), "{error}");
            assert!(error.to_string().contains("0 to 1"), "{error}");
        }
    }
    for word in ["", "two words", "a\nb", &"x".repeat(1000)] {
        let error = checker().add_words(&[word]).unwrap_err();
        assert!(matches!(error, Error::BadWord { .. }), "{error}");
        assert!(error.to_string().len() < 250, "a word is quoted only as far as it helps: {error}");
    }
    let error = "merged".parse::<Rule>().unwrap_err();
    assert!(error.to_string().contains("merged-words"), "{error}");
    let error = "book".parse::<Mode>().unwrap_err();
    assert_eq!(error.to_string(), "there is no mode \"book\": the modes are editor, document");
    let error = Text::from("").fix_confidence(2.0).unwrap_err();
    assert!(matches!(error, Error::BadConfidence { .. }), "{error}");
}

#[test]
fn offsets_outside_the_text_are_errors() {
    let text = "thereare é";
    let protect = |from, to| Text::from(text).protect(std::slice::from_ref(&(from..to))).err();
    let caret = |at: usize| Text::from(text).caret(at).err();
    for (refused, error) in [
        (caret(12), Error::OffsetOutside { offset: 12, len: 11 }),
        (caret(10), Error::NotCharBoundary { offset: 10 }),
        (protect(0, 99), Error::OffsetOutside { offset: 99, len: 11 }),
        (protect(3, 1), Error::BackwardRange { from: 3, to: 1 }),
    ] {
        assert_eq!(refused, Some(error));
    }
    let mut document: Document = checker().open(text);
    let edit = Edit { range: 5..50, insert: "x".into() };
    assert_eq!(document.edit(&edit), Err(Error::OffsetOutside { offset: 50, len: 11 }));
    assert_eq!(document.text(), text, "a refused edit changes nothing");
}

#[test]
fn damaged_languages_are_errors() {
    let english = unglue_en::BYTES;
    for cut in [0, 1, 8, 11, 12, 40, english.len() / 2, english.len() - 1] {
        assert!(
            matches!(Language::from_bytes(&english[..cut]), Err(Error::BadLanguage { .. })),
            "cut at {cut}"
        );
    }
    for at in (0..english.len()).step_by(english.len() / 50) {
        let mut damaged = english.to_vec();
        damaged[at] ^= 0x10;
        assert!(matches!(Language::from_bytes(&damaged), Err(Error::BadLanguage { .. })), "flipped at {at}");
    }
    let noise: Vec<u8> = (0..5000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let error = Language::from_bytes(&noise).unwrap_err().to_string();
    assert!(error.contains("does not start like a language") && error.contains(".unglue"), "{error}");
}

#[test]
fn strange_texts_have_an_answer() {
    let checker = checker();
    for text in ["", "\0", "\0\0there are\0", "\u{fffd}", "\r\n\r\n", "…", "’", "''", "(((((", "”“”“"]
    {
        assert_eq!(checker.fix(text), text, "{text:?}");
    }
    let letters = "a".repeat(10_000_000);
    assert_eq!(checker.fix(&letters), letters);
    for unit in ["there", "a ", "(", "e\u{301}", "https://a.b/ ", "`", "a.", "<b ", "\"a", "](", "…x", "1a"]
    {
        let text = unit.repeat(200_000 / unit.len());
        assert_eq!(checker.fix(&text).replace(' ', ""), text.replace(' ', ""), "{unit:?}");
    }
}

#[test]
fn personal_words_are_left_alone_with_their_possessives_and_plurals() {
    let checker = checker();
    let text = "Now thereare two. The thereare, Thereare's and thereares are here, and thereAre too.";
    let count = |checker: &Checker| checker.check(text).len();
    assert!(count(&checker) >= 1);
    checker.add_words(&["thereare"]).unwrap();
    assert!(checker.check("The thereare, Thereare’s and thereares are here.").is_empty());
    checker.remove_words(&["thereare", "never added"]);
    assert!(count(&checker) >= 1);
}

#[test]
fn of_spaces_at_marks_a_fix_takes_out_those_of_contractions() {
    let checker = checker();
    for (text, fixed) in [
        ("She said it 's fine.", "She said it's fine."),
        ("They don 't know it.", "They don't know it."),
        ("The dog 's tail is long.", "The dog's tail is long."),
        // Offered, and for the writer to decide.
        ("She came , and he left.", "She came , and he left."),
        ("It was as before 't fell.", "It was as before 't fell."),
    ] {
        assert_eq!(checker.fix(text), fixed);
    }
}

#[test]
fn words_beside_a_space_may_become_personal_and_cease_to_be() {
    let checker = checker();
    let (text, words) = ("Please send me thef eedback soon.", ["thef", "eedback"]);
    for _ in 0..2 {
        assert_eq!(checker.check(text).len(), 1);
        checker.add_words(&words).unwrap();
        assert_eq!(checker.check(text), []);
        checker.remove_words(&words);
    }
}

#[test]
fn ignoring_is_for_one_spelling_and_travels() {
    let checker = checker();
    let found = checker.check("Now thereare two. But Thereare three.");
    assert_eq!(found.len(), 2);
    checker.ignore(&found[0].token);
    let left = checker.check("Now thereare two. But Thereare three.");
    assert_eq!(left, found[1..]);
    let other = self::checker();
    other.set_personal(checker.personal()).unwrap();
    assert_eq!(other.personal().ignored.iter().collect::<Vec<_>>(), ["thereare"]);
    let bad = Personal { words: ["a b".to_owned()].into(), ..Personal::default() };
    assert!(other.set_personal(bad).is_err());
    assert_eq!(other.personal(), checker.personal(), "a refused import changes nothing");
}

#[test]
fn open_documents_notice_personal_words() {
    let checker = checker();
    let mut document = checker.open("Now thereare two.");
    assert_eq!(document.diagnostics().len(), 1);
    checker.add_words(&["thereare"]).unwrap();
    assert!(document.diagnostics().is_empty());
}

#[test]
fn rules_can_be_switched_off() {
    let text = "In November12 thereare two short-lived,and one must goon with it. He was g oing to give us thef eedback \
        that we wanted , at last. The door was l o c k e d, be cause they had gone. The adven- ture of the the house.";
    let rules = |rules: &[Rule]| {
        // Known words that are two words are rarely sure.
        let options = Options::default().rules(rules.iter().copied()).show_confidence(0.5);
        let checker = Checker::new(Language::english().unwrap(), options).unwrap();
        checker.check(text).iter().map(|d| d.rule).collect::<Vec<_>>()
    };
    assert_eq!(
        rules(&Rule::ALL),
        [
            Rule::MergedNumber,
            Rule::MergedWords,
            Rule::MissingSpaceAtPunctuation,
            Rule::MergedRealWord,
            Rule::SplitWord,
            Rule::MisplacedSpace,
            Rule::SpaceAtPunctuation,
            Rule::LetterSpaced,
            Rule::SplitRealWord,
            Rule::BrokenWord,
            Rule::DoubledWord,
        ]
    );
    assert!(!Rule::MergedRealWord.is_default(), "a known word is left alone");
    for rule in Rule::ALL {
        assert_eq!(rules(&[rule]), [rule]);
    }
    assert_eq!(rules(&[]), []);
}

/// A text with a fault that is shown and that a fix leaves alone.
const UNSURE: &str = "The two must goon with it. He was glad of thef eedback, and they said so.";

#[test]
fn a_document_is_fixed_as_far_as_it_is_shown() {
    let (show, sure) = (0.3, 0.999_999);
    let options = |rules: Option<&[Rule]>| {
        let options = Options::default().show_confidence(show).fix_confidence(sure);
        rules.map_or(options.clone(), |rules| options.clone().rules(rules.iter().copied()))
    };
    let checker = |rules| Checker::new(Language::english().unwrap(), options(rules)).unwrap();
    let fixed = |rules, mode| checker(rules).fix_with_edits(Text::from(UNSURE).mode(mode));
    let rules = |rules, mode| fixed(rules, mode).repairs.iter().map(|d| d.rule).collect::<Vec<_>>();
    let (moved, real) = (Rule::MisplacedSpace, Rule::MergedRealWord);
    let only = [real];
    for (chosen, mode, expected) in [
        (None, Mode::Editor, vec![]),
        (None, Mode::Document, vec![real, moved]),
        (Some(&Rule::ALL[..]), Mode::Document, vec![real, moved]),
        (Some(&only[..]), Mode::Document, vec![real]),
        (Some(&[][..]), Mode::Document, vec![]),
    ] {
        assert_eq!(rules(chosen, mode), expected, "{chosen:?} {mode:?}");
    }
    let all = |made: Applicability, count| vec![made; count];
    let both = checker(None);
    for (mode, expected) in
        [(Mode::Editor, all(Applicability::Offer, 1)), (Mode::Document, all(Applicability::Auto, 2))]
    {
        let text = || Text::from(UNSURE).mode(mode);
        for found in [both.check(text()), both.open(text()).diagnostics().to_vec()] {
            let made: Vec<_> = found.iter().map(|d| d.suggestions[0].applicability).collect();
            assert_eq!(made, expected, "{mode:?}");
        }
    }
    let text = Text::from(UNSURE).mode(Mode::Document).fix_confidence(sure).unwrap();
    assert_eq!(checker(None).fix(text), UNSURE, "a host may ask for more");
}

#[cfg(feature = "serde")]
#[test]
fn results_and_personal_words_survive_json() {
    let found = checker().check("Moscow said thereare no plans.");
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json[0]["rule"], Rule::MergedWords.name());
    assert_eq!(json[0]["suggestions"][0]["applicability"], "auto");
    assert_eq!(json[0]["suggestions"][0]["edits"][0]["range"], serde_json::json!({ "start": 17, "end": 17 }));
    assert_eq!(serde_json::from_value::<Vec<Diagnostic>>(json).unwrap(), found);
    for rule in Rule::ALL {
        assert_eq!(serde_json::to_value(rule).unwrap(), rule.name());
    }
    let personal = Personal { words: ["thereare".into()].into(), ignored: ["November12".into()].into() };
    let json = serde_json::to_string(&personal).unwrap();
    assert_eq!(serde_json::from_str::<Personal>(&json).unwrap(), personal);
}

#[test]
fn a_personal_word_is_known_with_a_soft_hyphen_in_it_or_without() {
    let checker = checker();
    checker.add_words(&["there\u{ad}are"]).unwrap();
    assert!(checker.check("there\u{ad}are and thereare plans").is_empty());
    assert!(checker.personal().words.contains("thereare"));
    checker.remove_words(&["there\u{ad}are"]);
    assert_eq!(checker.check("thereare plans").len(), 1);
}

#[test]
fn a_message_shows_where_the_space_is_missing_at_the_edge_of_a_token() {
    let found = checker().check("They know the rules,thereare plans.");
    let messages: Vec<&str> = found.iter().map(|d| &d.message[..]).collect();
    assert_eq!(
        messages,
        [
            "A space is missing beside punctuation: “rules, …”.",
            "A space is missing between words: “there are”."
        ]
    );
}

/// One round puts in what the next takes out, and the other way round.
#[test]
fn a_fix_ends_at_any_confidence() {
    let checker = checker();
    let whale = "Whatof it, ifsome old hunks ofa captain orders me toget a broom andsweep down the decks?";
    for (text, mode, confidence) in [
        ("some", Mode::Document, 0.0),
        ("some or g - ther. ", Mode::Document, 0.0),
        (whale, Mode::Editor, 0.05),
        (whale, Mode::Document, 0.05),
    ] {
        let with = |text: &str| Text::from(text).mode(mode).fix_confidence(confidence).unwrap();
        let fixed = checker.fix(with(text));
        let letters = |text: &str| text.replace([' ', '-'], "");
        assert_eq!(letters(&fixed), letters(text), "{text}");
        assert_eq!(checker.fix(with(&fixed)), fixed, "{text}");
        let mut fix = checker.begin_fix(with(text));
        let edits = loop {
            if let std::task::Poll::Ready(edits) = fix.run(&mut || false) {
                break edits;
            }
        };
        for repair in fix.repairs(text, &edits) {
            assert!(
                repair.suggestions[0].edits.iter().all(|edit| edits.contains(edit)),
                "{text}: {repair:?}"
            );
        }
    }
}
