//! The law: after any edits, what is told is what is told of the same text that is opened anew.

use std::path::Path;

use crate::support::{Client, uri};
use serde_json::{Value, json};

/// What edits put in: words, faults, marks that open and close what is no prose, characters of every length, line ends.
const PIECES: [&str; 24] = [
    "thereare",
    " twoleaders ",
    "there",
    "are",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "```\n",
    "~~~\n",
    "`",
    "<!-- ",
    " -->",
    "---\n",
    "$",
    "<script>",
    "</script>",
    "🦀",
    "é",
    "👩‍👩‍👧",
    "word ,",
    "interna tional ",
    "<!-- unglue:off -->\n",
];

/// A generator of numbers (xorshift), the same ones each time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// Returns a position, found by counting all that is before it.
fn position(text: &str, at: usize, encoding: &str) -> Value {
    let unified = text[..at].replace("\r\n", "\n\0").replace('\r', "\n");
    let line = unified.matches('\n').count();
    let start = unified.rfind('\n').map_or(0, |end| end + 1);
    let start = if unified[start..].starts_with('\0') { start + 1 } else { start };
    let before = &text[start..at];
    let character = match encoding {
        "utf-8" => before.len(),
        "utf-16" => before.encode_utf16().count(),
        _ => before.chars().count(),
    };
    json!({ "line": line, "character": character })
}

/// Returns a place in a text between two characters, but none between a carriage return and its line feed.
fn place(text: &str, random: &mut Random) -> usize {
    let mut at = random.below(text.len() + 1);
    while !text.is_char_boundary(at) || (text[..at].ends_with('\r') && text[at..].starts_with('\n')) {
        at += 1;
    }
    at
}

#[test]
fn after_any_edits_it_is_what_is_found_in_the_text_anew() {
    let mut seen = 0;
    for (nth, (encoding, name)) in [
        ("utf-8", "a.md"),
        ("utf-16", "a.md"),
        ("utf-32", "a.html"),
        ("utf-16", "a.txt"),
        ("utf-16", "a.tex"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ (nth as u64 + 1));
        let general = json!({ "general": { "positionEncodings": [encoding] } });
        let (mut client, _) = Client::initialized(json!({ "capabilities": general }));
        let uri = format!("file:///none/{name}");
        let mut text = "Moscow said thereare no plans.\n\nThen twoleaders met 🦀 there.\n".repeat(3);
        client.open(&uri, "", &text);
        for version in 1..80 {
            let mut changes = Vec::new();
            for _ in 0..1 + random.below(3) {
                let from = place(&text, &mut random);
                let mut to = (from + random.below(12)).min(text.len());
                while !text.is_char_boundary(to)
                    || (text[..to].ends_with('\r') && text[to..].starts_with('\n'))
                {
                    to += 1;
                }
                let insert = PIECES[random.below(PIECES.len())];
                let range =
                    json!({ "start": position(&text, from, encoding), "end": position(&text, to, encoding) });
                changes.push(json!({ "range": range, "text": insert }));
                text.replace_range(from..to, insert);
            }
            let document = json!({ "uri": uri, "version": version });
            client.notify(
                "textDocument/didChange",
                json!({ "textDocument": document, "contentChanges": changes }),
            );
            let told = client.told(&uri, version);
            // The same kind, by the same ending.
            let anew = format!("file:///none/anew-{version}{}", &name[1..]);
            client.open(&anew, "", &text);
            assert_eq!(told, client.told(&anew, 0), "{encoding} {name} {version} {text:?}");
            check_places(&told, &text, encoding);
            seen += told.len();
        }
    }
    assert!(seen > 200, "the texts have faults: {seen}");
}

/// Compares what is told of a plain text with the checker's own answer, and places with counted ones.
fn check_places(told: &[Value], text: &str, encoding: &str) {
    for diagnostic in told {
        let is_there = |place: &Value| {
            (0..=text.len()).any(|at| text.is_char_boundary(at) && position(text, at, encoding) == *place)
        };
        assert!(
            is_there(&diagnostic["range"]["start"]) && is_there(&diagnostic["range"]["end"]),
            "{diagnostic}"
        );
    }
}

#[test]
fn what_is_told_of_golden_texts_is_what_the_command_line_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/texts");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let checker =
        unglue::Checker::new(unglue::Language::english().unwrap(), unglue::Options::default()).unwrap();
    let (mut client, _) = Client::initialized(json!({}));
    let mut seen = 0;
    for file in
        files.iter().filter(|file| file.extension().is_some_and(|end| end == "txt" || end == "md")).take(12)
    {
        let text = std::fs::read_to_string(file).unwrap();
        let kind = unglue_texts::kind::Kind::of_name(file).unwrap();
        let protect = unglue_texts::protect::Scanner::new(kind).scan(&text);
        let found = checker.check(unglue::Text::from(&text[..]).protect(&protect).unwrap());
        let mut index = unglue::Utf16Index::new(&text);
        let expected: Vec<Value> = found
            .iter()
            .map(|one| {
                let mut at = |byte| {
                    let (line, character) = index.line_column(byte);
                    json!({ "line": line, "character": character })
                };
                json!({ "start": at(one.range.start), "end": at(one.range.end) })
            })
            .collect();
        let file_uri = uri(file);
        client.open(&file_uri, "", &text);
        let told: Vec<Value> = client.told(&file_uri, 0).iter().map(|one| one["range"].clone()).collect();
        assert_eq!(told, expected, "{}", file.display());
        seen += told.len();
    }
    assert!(seen > 50, "the texts have faults: {seen}");
}
