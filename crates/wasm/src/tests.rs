//! Run in Wasm by `cargo xtask test`, in Node and in a headless browser.

use js_sys::{JSON, Object, Reflect, Uint8Array, Uint32Array};
use wasm_bindgen_test::wasm_bindgen_test;

use super::units::Units;
use super::*;
use crate::packed::PACKED_VERSION;

/// Returns a JavaScript value, written as JSON.
fn js(json: &str) -> JsValue {
    JSON::parse(json).expect("the test's JSON is right")
}

fn text(text: &str) -> JsString {
    text.into()
}

fn json(value: &JsValue) -> String {
    JSON::stringify(value).expect("results are plain data").into()
}

fn checker() -> WasmChecker {
    WasmChecker::new(&JsValue::UNDEFINED).expect("the defaults are right")
}

/// `from..to` of every diagnostic, and where its spaces go.
fn cuts(packed: &[u32]) -> Vec<(usize, usize, Vec<usize>)> {
    let [PACKED_VERSION, rest @ ..] = packed else { panic!("{packed:?} is of another version") };
    let (mut found, mut rest) = (Vec::new(), rest);
    while let [from, to, _, _, _, count, more @ ..] = rest {
        let (edits, behind) = more.split_at(3 * *count as usize);
        let space = |edit: &[u32]| {
            assert_eq!((edit[0], edit[2]), (edit[1], u32::from(' ')));
            edit[0] as usize
        };
        found.push((*from as usize, *to as usize, edits.chunks(3).map(space).collect()));
        rest = behind;
    }
    assert!(rest.is_empty());
    found
}

/// `from..to` of every diagnostic.
fn ranges(packed: &[u32]) -> Vec<(usize, usize)> {
    cuts(packed).into_iter().map(|(from, to, _)| (from, to)).collect()
}

fn found(document: &mut WasmDocument) -> Vec<u32> {
    Uint32Array::from(document.diagnostics().get(0)).to_vec()
}

fn all(checker: &WasmChecker, text: &JsString) -> Vec<u32> {
    checker.check(text, &JsValue::UNDEFINED).unwrap().expect("there is no end to its time")
}

fn fix(text: &JsString) -> JsString {
    checker().fix(text, &JsValue::UNDEFINED).unwrap().expect("there is no end to its time")
}

fn check(checker: &WasmChecker, content: &str) -> Vec<(usize, usize)> {
    ranges(&all(checker, &text(content)))
}

/// Returns the name and the message of the error.
#[track_caller]
fn error<T>(result: Result<T, JsValue>) -> String {
    let error: JsError = result.err().expect("it must be refused").dyn_into().expect("it must be an Error");
    String::from(error.to_string())
}

#[wasm_bindgen_test]
fn offsets_are_utf16_code_units() {
    let (before, gap) = ("Æ 🦀 e\u{301} ", "there".len());
    let found = all(&checker(), &text(&format!("{before}thereare no plans")));
    let from = before.encode_utf16().count();
    assert_eq!(cuts(&found), [(from, from + 8, vec![from + gap])]);
    assert_eq!(found[3], 0, "merged-words");
    assert!((0.8..=1.0).contains(&f32::from_bits(found[4])));
    // Behind a space that was put in, the next one counts without it.
    let found = all(&checker(), &text("🦀 thatanyof them"));
    assert_eq!(cuts(&found), [(3, 12, vec![7, 10])]);
}

#[wasm_bindgen_test]
fn lone_surrogates_keep_offsets_right_and_survive_a_fix() {
    let broken: JsString = js(r#""\udc00\ud800 Now thereare two \ud83e""#).unchecked_into();
    assert_eq!(ranges(&all(&checker(), &broken)), [(7, 15)]);
    let fixed = fix(&broken);
    let expected: JsString = js(r#""\udc00\ud800 Now there are two \ud83e""#).unchecked_into();
    assert_eq!(fixed, expected);
}

#[wasm_bindgen_test]
fn a_long_text_is_read_as_a_short_one_is() {
    // A lone surrogate, a pair, a mark outside ASCII, and what stands behind them.
    let words = "It is as it was, they said. ";
    for count in [1, 15, 17, 30, 60] {
        let broken = |joined: &str| -> JsString {
            let text = format!(r#""\udc00\ud83e\udd80 – {}Now {joined} two \ud83e""#, words.repeat(count));
            js(&text).unchecked_into()
        };
        let at = 10 + count * words.len();
        assert_eq!(ranges(&all(&checker(), &broken("thereare"))), [(at, at + 8)], "{count}");
        assert_eq!(fix(&broken("thereare")), broken("there are"), "{count}");
    }
}

#[wasm_bindgen_test]
fn nul_controls_and_the_empty_text_are_text() {
    assert!(check(&checker(), "").is_empty());
    assert_eq!(fix(&text("")), "");
    assert_eq!(check(&checker(), "\0\u{1} thereare \u{7f}"), [(3, 11)]);
    assert_eq!(fix(&text("\0 thereare\r\n")), "\0 there are\r\n");
}

#[wasm_bindgen_test]
fn wrong_options_are_named() {
    let new = |json| error(WasmChecker::new(&js(json)));
    assert!(
        new(r#"{"showconfidence":1}"#).starts_with(r#"TypeError: options has no field "showconfidence""#)
    );
    assert!(
        new(r#"{"showConfidence":"1"}"#).starts_with("TypeError: options.showConfidence must be a number")
    );
    assert!(new(r#"{"showConfidence":-0.1}"#).starts_with("RangeError: showConfidence is -0.1"));
    assert!(new(r#"{"fixConfidence":1.5}"#).starts_with("RangeError: fixConfidence is 1.5"));
    assert!(new(r#"{"rules":["merged"]}"#).starts_with(r#"RangeError: there is no rule "merged""#));
    assert!(
        new(r#"{"rules":"merged-words"}"#)
            .starts_with("TypeError: options.rules must be an array of strings")
    );
    assert!(new(r#"{"words":["a",null]}"#).contains("options.words[1] is null"));
    assert!(
        new(r#"{"words":["two words"]}"#).starts_with("RangeError: \"two words\" cannot be a personal word")
    );
    assert!(new(r#"{"language":[1,2]}"#).starts_with("TypeError: options.language must be a Uint8Array"));
    for no_object in ["null", "5", "[]", "\"\"", "true"] {
        assert!(new(no_object).starts_with("TypeError: options must be an object"), "{no_object}");
    }
}

#[wasm_bindgen_test]
fn a_language_that_is_damaged_is_refused() {
    let bytes = unglue_en::BYTES;
    let new = |bytes: &[u8]| {
        let options = Object::new();
        Reflect::set(&options, &"language".into(), &Uint8Array::from(bytes)).unwrap();
        WasmChecker::new(&options)
    };
    assert_eq!(check(&new(bytes).unwrap(), "thereare"), [(0, 8)]);
    for length in (0..bytes.len()).step_by(bytes.len() / 50).chain([bytes.len() - 1]) {
        assert!(error(new(&bytes[..length])).starts_with("Error: this is not a language"), "cut to {length}");
    }
    for at in (0..bytes.len()).step_by(bytes.len() / 50) {
        let mut damaged = bytes.to_vec();
        damaged[at] ^= 0x55;
        assert!(error(new(&damaged)).starts_with("Error: this is not a language"), "damaged at {at}");
    }
}

#[wasm_bindgen_test]
fn undefined_stands_for_the_default() {
    let options = Object::new();
    for field in ["showConfidence", "fixConfidence", "rules", "words", "language"] {
        Reflect::set(&options, &field.into(), &JsValue::UNDEFINED).unwrap();
    }
    assert_eq!(check(&WasmChecker::new(&options).unwrap(), "thereare"), [(0, 8)]);
}

#[wasm_bindgen_test]
fn wrong_texts_and_offsets_are_refused() {
    let checker = checker();
    let check = |options| error(checker.check(&text("a🦀"), &js(options)));
    assert!(check(r#"{"caret":4}"#).starts_with("RangeError: offset 4 lies outside the text, which has 3"));
    assert!(check(r#"{"caret":-1}"#).starts_with("RangeError: options.caret is -1"));
    assert!(check(r#"{"caret":0.5}"#).starts_with("RangeError: options.caret is 0.5"));
    assert!(check(r#"{"caret":"0"}"#).starts_with("TypeError: options.caret must be a number"));
    assert!(check(r#"{"protect":[[0]]}"#).starts_with("TypeError: options.protect"));
    assert!(check(r#"{"protect":[[0,9]]}"#).starts_with("RangeError: offset 9"));
    assert!(check(r#"{"protect":[[1,0]]}"#).starts_with("RangeError: the range 1..0"));
    assert!(check(r#"{"protected":[]}"#).starts_with(r#"TypeError: options has no field "protected""#));
    for no_text in ["null", "1", "{}", "[\"thereare\"]"] {
        let no_text: JsString = js(no_text).unchecked_into();
        assert!(
            error(checker.check(&no_text, &JsValue::UNDEFINED))
                .starts_with("TypeError: the text must be a string")
        );
        assert!(error(checker.fix(&no_text, &JsValue::UNDEFINED)).starts_with("TypeError"));
        assert!(error(checker.open(&no_text, &JsValue::UNDEFINED).map(|_| ())).starts_with("TypeError"));
    }
}

#[wasm_bindgen_test]
fn the_host_protects_ranges_and_the_caret() {
    let checker = checker();
    let check = |options| {
        checker
            .check(&text("🦀 Now thereare two, and thereare more"), &js(options))
            .unwrap()
            .map(|found| ranges(&found))
    };
    assert_eq!(check("{}"), Some(vec![(7, 15), (25, 33)]));
    assert_eq!(check(r#"{"protect":[[7,8]]}"#), Some(vec![(25, 33)]));
    assert_eq!(check(r#"{"protect":[[1,3],[33,33]]}"#), Some(vec![(7, 15), (25, 33)]));
    assert_eq!(check(r#"{"protect":[[27,33],[0,12]]}"#), Some(vec![]));
    assert_eq!(check(r#"{"caret":33}"#), Some(vec![(7, 15)]));
    assert_eq!(check(r#"{"caret":20}"#), Some(vec![(7, 15), (25, 33)]));
    let content = text("🦀 thereare no plans for November12");
    let fixed = checker.fix(&content, &js(r#"{"protect":[[3,4]]}"#)).unwrap();
    assert_eq!(fixed, Some(text("🦀 thereare no plans for November 12")));
}

#[wasm_bindgen_test]
fn the_host_limits_the_time() {
    let (checker, other, content) = (checker(), checker(), "They said thereare none. ".repeat(2_000));
    let check = |options: &str| checker.check(&text(&content), &js(options));
    assert_eq!(check(r#"{"timeout":0}"#).unwrap(), None);
    assert_eq!(checker.fix(&text(&content), &js(r#"{"timeout":0}"#)).unwrap(), None);
    let whole = check("{}").unwrap().unwrap();
    assert_eq!(check(r#"{"timeout":1e9}"#).unwrap().unwrap(), whole);
    assert!(error(check(r#"{"timeout":-1}"#)).starts_with("RangeError: options.timeout is -1"));
    assert!(error(check(r#"{"timeout":"1"}"#)).starts_with("TypeError: options.timeout must be a number"));

    // One that has not checked the text yet.
    let (mut parts, mut job) = (1, other.begin_check(&text(&content), &JsValue::UNDEFINED).unwrap());
    let found = loop {
        match job.run(Some(0.0)) {
            Some(found) => break found,
            None => parts += 1,
        }
    };
    assert!(parts > 1_000 && found == whole, "{parts} parts");
    let mut job = checker.begin_fix(&text(&content), &JsValue::UNDEFINED).unwrap();
    assert_eq!(job.run(Some(0.0)).unwrap(), None);
    assert_eq!(job.run(None).unwrap(), Some(fix(&text(&content))));
}

#[wasm_bindgen_test]
fn many_protected_ranges_in_any_order_cost_one_pass() {
    let content = text(&"é there are plans ".repeat(20_000));
    // From the outside inwards: every offset is before one that was converted already.
    let protect: Vec<String> = (0..20_000).map(|n| format!("[{},{}]", 100_000 - n, 100_000 + n)).collect();
    let options = js(&format!(r#"{{"protect":[{}]}}"#, protect.join(",")));
    let start = js_sys::Date::now();
    assert_eq!(checker().check(&content, &options).unwrap(), Some(vec![PACKED_VERSION]));
    // A pass for each would take half an hour.
    assert!(js_sys::Date::now() - start < 60_000.0);
}

#[wasm_bindgen_test]
fn personal_words_go_out_and_come_back() {
    let first = checker();
    first.add_words(&js(r#"["thereare"]"#)).unwrap();
    let found = all(&first, &text("on November12 thereare"));
    assert_eq!(ranges(&found), [(3, 13)]);
    let diagnostic = r#"{"from":3,"token":"November12"}"#;
    first.ignore(&js(diagnostic)).unwrap();
    assert!(check(&first, "on November12 thereare").is_empty());
    let personal = first.export_personal().unwrap();
    assert_eq!(json(&personal), r#"{"words":["thereare"],"ignored":["November12"]}"#);

    let second = checker();
    second.import_personal(&js(&json(&personal))).unwrap();
    assert!(check(&second, "on November12 thereare").is_empty());
    second.remove_words(&js(r#"["thereare","never added"]"#)).unwrap();
    assert_eq!(check(&second, "on November12 thereare"), [(14, 22)]);
    second.import_personal(&js("{}")).unwrap();
    assert_eq!(check(&second, "on November12 thereare"), [(3, 13), (14, 22)]);
}

#[wasm_bindgen_test]
fn wrong_personal_words_change_nothing() {
    let checker = checker();
    assert!(error(checker.add_words(&js(r#"["thereare",""]"#))).starts_with("RangeError"));
    assert!(error(checker.add_words(&js("\"thereare\""))).starts_with("TypeError: words must be an array"));
    assert!(
        error(checker.import_personal(&js(r#"{"words":["thereare"],"ignore":[]}"#))).starts_with("TypeError")
    );
    assert!(error(checker.import_personal(&js(r#"{"words":["thereare","a b"]}"#))).starts_with("RangeError"));
    for no_diagnostic in ["null", "{}", "1", r#"{"from":0,"suggestions":[]}"#] {
        assert!(error(checker.ignore(&js(no_diagnostic))).starts_with("TypeError: this is not a diagnostic"));
    }
    let moved = r#"{"from":9,"suggestions":[{"text":"there are","edits":[{"from":5}]}]}"#;
    assert!(error(checker.ignore(&js(moved))).starts_with("TypeError"));
    assert_eq!(check(&checker, "thereare"), [(0, 8)]);
}

#[wasm_bindgen_test]
fn a_document_says_what_an_edit_changed() {
    let checker = checker();
    let mut document =
        checker.open(&text("🦀 there are no plans for November12"), &JsValue::UNDEFINED).unwrap();
    assert_eq!(ranges(&found(&mut document)), [(26, 36)]);
    let mut edit = |json| {
        let change = document.edit(&js(json)).unwrap();
        let part = |nth| ranges(&Uint32Array::from(change.get(nth)).to_vec());
        (part(1), part(2), ranges(&found(&mut document)))
    };
    let (_, added, now) = edit(r#"{"from":8,"to":9,"insert":""}"#);
    // Diagnostics elsewhere may be added too, if their confidence has changed.
    assert!(added.contains(&(3, 11)));
    assert_eq!(now, [(3, 11), (25, 35)]);
    let (removed, added, now) = edit(r#"{"from":2,"to":12,"insert":"🦀 🦀 "}"#);
    assert!(removed.contains(&(3, 11)), "where it stood in the old text");
    assert!(!added.contains(&(3, 11)));
    assert_eq!(now, [(21, 31)]);
    assert_eq!(edit(r#"{"from":31,"to":31,"insert":"."}"#).2, [(21, 31)]);
}

#[wasm_bindgen_test]
fn wrong_edits_change_nothing() {
    let checker = checker();
    let mut document = checker.open(&text("thereare"), &JsValue::UNDEFINED).unwrap();
    let mut edit = |json| error(document.edit(&js(json)));
    assert!(edit(r#"{"from":0,"to":9,"insert":""}"#).starts_with("RangeError: offset 9"));
    assert!(edit(r#"{"from":2,"to":1,"insert":""}"#).starts_with("RangeError: the range 2..1"));
    assert!(edit(r#"{"from":-1,"to":1,"insert":""}"#).starts_with("RangeError: edit.from is -1"));
    assert!(edit(r#"{"from":0,"to":1}"#).starts_with("TypeError: edit.insert"));
    assert!(edit(r#"{"from":0,"insert":""}"#).starts_with("TypeError: edit.to"));
    assert!(edit(r#"{"from":0,"to":0,"insert":"","text":""}"#).starts_with("TypeError: edit has no field"));
    assert!(edit("null").starts_with("TypeError"));
    assert_eq!(ranges(&found(&mut document)), [(0, 8)]);
}

#[wasm_bindgen_test]
fn an_edit_may_cut_a_surrogate_pair() {
    let checker = checker();
    let mut document = checker.open(&text("a🦀 thereare🦀"), &JsValue::UNDEFINED).unwrap();
    document.edit(&js(r#"{"from":1,"to":2,"insert":""}"#)).unwrap();
    assert_eq!(ranges(&found(&mut document)), [(3, 11)]);
    document.edit(&js(r#"{"from":1,"to":12,"insert":"thereare "}"#)).unwrap();
    assert_eq!(document.document.text(), "athereare \u{fffd}");
}

#[wasm_bindgen_test]
fn a_document_tells_pairs_and_its_text() {
    let document = checker().open(&text("a🦀 thereare"), &JsValue::UNDEFINED).unwrap();
    let inside: Vec<bool> =
        [0.0, 1.0, 2.0, 3.0, 99.0, 1.5, -1.0, f64::NAN].iter().map(|&at| document.is_in_pair(at)).collect();
    assert_eq!(inside, [false, false, true, false, false, false, false, false]);
    assert_eq!(document.text(), "a🦀 thereare");
}

#[wasm_bindgen_test]
fn offsets_in_long_texts_are_found_by_spans() {
    // Each kind of character, over many spans; edits at every place where something may go wrong.
    let alphabet = ["a", "é", "€", "🦀", " ", "\n"];
    let mut seed = 7_u32;
    let mut random = move |below: usize| {
        seed = seed.wrapping_mul(747_796_405).wrapping_add(2_891_336_453);
        (seed >> 8) as usize % below
    };
    let mut content: String = (0..8_000).map(|_| alphabet[random(6)]).collect();
    let mut units = Units::new(&content);
    for round in 0..100 {
        let chars: Vec<usize> = content.char_indices().map(|(at, _)| at).chain([content.len()]).collect();
        let (a, b) = (random(chars.len()), random(chars.len()));
        let (start, end) =
            if round % 3 == 0 { (a.min(b), (a.min(b) + random(9)).min(chars.len() - 1)) } else { (a, a) };
        let insert: String =
            (0..random(if round % 20 == 0 { 9_000 } else { 20 })).map(|_| alphabet[random(6)]).collect();
        let range = chars[start]..chars[end];
        content.replace_range(range.clone(), &insert);
        units.edit(&content, &range, insert.len());
        let spans = &units.spans;
        assert_eq!(spans.iter().map(|s| s.bytes).sum::<usize>(), content.len());
        let at = content.char_indices().nth(random(content.chars().count().max(1))).map_or(0, |(at, _)| at);
        let expected = content[..at].encode_utf16().count();
        assert_eq!(units.unit_of(&content, at), expected);
        assert_eq!(units.byte_of(&content, expected).unwrap(), (at, false));
        assert!(units.byte_of(&content, content.encode_utf16().count()).is_ok());
        assert!(units.byte_of(&content, content.encode_utf16().count() + 1).is_err());
    }
    let len = content.len();
    content.clear();
    units.edit(&content, &(0..len), 0);
    assert_eq!(units.byte_of("", 0).unwrap(), (0, false));
    content.push('🦀');
    units.edit(&content, &(0..0), 4);
    assert_eq!(units.byte_of("🦀", 1).unwrap(), (0, true));
}
