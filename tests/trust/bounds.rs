//! Text beyond a limit is left alone, and what follows keeps its offsets.

use unglue::limits::{MAX_PERSONAL_WORD_BYTES, MAX_TOKEN_CHARS};
use unglue::{Checker, Error, Language, Options, Utf16Index};

/// Reports whatever is judged.
fn checker() -> Checker {
    Checker::new(Language::english().unwrap(), Options::default().show_confidence(0.0)).unwrap()
}

/// A token without spaces of so many characters.
fn run(chars: usize) -> String {
    "thereweremanypeopleinthecafé".chars().cycle().take(chars).collect()
}

#[test]
fn longer_runs_are_not_judged_and_move_nothing() {
    let checker = checker();
    for (chars, is_judged) in
        [(MAX_TOKEN_CHARS, true), (MAX_TOKEN_CHARS + 1, false), (50 * MAX_TOKEN_CHARS, false)]
    {
        let text = format!("🦀 They said thereare {} but ameeting was held.", run(chars));
        let found = checker.check(&text);
        let tokens: Vec<String> =
            found.iter().map(|d| d.token.clone()).filter(|token| token.len() < 100).collect();
        assert!(
            tokens.contains(&"thereare".to_owned()) && tokens.contains(&"ameeting".to_owned()),
            "{tokens:?}"
        );
        let start = "🦀 They said thereare ".len();
        let end = start + run(chars).len();
        assert_eq!(found.iter().any(|d| start <= d.range.start && d.range.end <= end), is_judged, "{chars}");
        let last = found.iter().find(|d| d.token == "ameeting").unwrap();
        assert_eq!(text[last.range.clone()], *"ameeting");
        // Three code units and spaces before, one a character in the token.
        let unit = "🦀 They said thereare ".encode_utf16().count() + chars + " but ".len();
        assert_eq!(Utf16Index::new(&text).unit_of(last.range.start), unit);
        let fixed = checker.fix(&text);
        assert_eq!(fixed.replace(' ', ""), text.replace(' ', ""));
    }
}

#[test]
fn personal_words_have_a_longest_and_no_most() {
    let checker = checker();
    let longest = "x".repeat(MAX_PERSONAL_WORD_BYTES);
    checker.add_words(&[&longest]).unwrap();
    let error = checker.add_words(&[format!("{longest}x")]).unwrap_err();
    assert!(matches!(&error, Error::BadWord { .. }) && error.to_string().contains("256"), "{error}");
    let many: Vec<String> = (0..100_000).map(|nth| format!("word{nth}are")).collect();
    checker.add_words(&many).unwrap();
    checker.add_words(&["ofany"]).unwrap();
    let tokens: Vec<String> =
        checker.check("They said thereare plans ofany kind.").iter().map(|d| d.token.clone()).collect();
    assert!(tokens.contains(&"thereare".to_owned()) && !tokens.contains(&"ofany".to_owned()), "{tokens:?}");
}
