//! What texts are made of: prose, merges, markup, every script, and whatever is hard on offsets.

use proptest::prelude::*;
use proptest::sample::select;

const WORDS: [&str; 22] = [
    "there",
    "are",
    "no",
    "plans",
    "a",
    "meeting",
    "of",
    "the",
    "November",
    "12",
    "Putin",
    "US’s",
    "it's",
    "I",
    "recieve",
    "NATO",
    "short-lived",
    "said",
    "dogs'",
    "untill",
    "iPhone",
    "McDonald",
];
const MERGES: [&str; 22] = [
    "thereare",
    "ameeting",
    "thatanyof",
    "Itcouldnotbehelped",
    "Putincongratulated",
    "withTrump",
    "theUS's",
    "NGOssay",
    "November12",
    "9minutes",
    "short-lived,and",
    "end.The",
    "a“modest”",
    "recieveda",
    "theﬁrst",
    "oﬃcewas",
    "thecafe\u{301}and",
    "book²was",
    "H₂Oand",
    "5σlevel",
    "𝑡ℎ𝑒𝑟𝑒are",
    "theφrst",
];
const MARKS: [&str; 24] = [
    ",", ".", "…", "\"", "“", "”", "’", "'", "(", ")", "[", "]", "#", "@", "_", "-", "%", "://", "\\", "::",
    "—", "?!", "«", "¿",
];
const MARKUP: [&str; 23] = [
    "`",
    "``",
    "```",
    "\n```\n",
    "\n~~~~rust\n",
    "\n> ```\n",
    "\n    ",
    "<b>",
    "</b>",
    "<a href=\"x\">",
    "<br/",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<script>",
    "<!--",
    "-->",
    "](",
    "[x]: ",
    "$x^2$",
    "\\emph{",
    "&nbsp;",
];
const ADDRESSES: [&str; 13] = [
    "https://a.example/b?c=d#e",
    "www.example.org/thereare",
    "a.b@example.org",
    "C:\\dir\\thereare.txt",
    "/usr/lib/x.so",
    "example.com.",
    "@thereare",
    "#thereare",
    "snake_case_name",
    "camelCaseName",
    "v1.2.3-rc.1",
    "f(x)",
    "a1b2c3d4e5f6",
];
const NUMBERS: [&str; 14] = [
    "2.5",
    "1,000.50",
    "10:30",
    "2.5billion",
    "7th",
    "1990s",
    "10km",
    "3×4",
    "1e9",
    "½",
    "٣٤",
    "Ⅻ",
    "0x1F",
    "1.2.3.4",
];
const EMOJI: [&str; 12] = ["🦀", "👩‍👩‍👧", "🏳️‍🌈", "🇫🇷", "🇫", "🇫🇷🇩", "1️⃣", "#️⃣", "👍🏽", "🏽", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "👩‍"];
const BREAKS: [&str; 14] = [
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\r\n\r\n",
    " \n \n",
    "\t",
    "  ",
    "\u{a0}",
    "\u{2003}",
    "\u{2028}",
    "\u{2029}",
    "\u{85}",
    "\u{b}\u{c}",
];
/// Bidirectional controls, joiners, and other characters without width.
const INVISIBLE: [&str; 22] = [
    "\u{200b}", "\u{200c}", "\u{200d}", "\u{2060}", "\u{feff}", "\u{ad}", "\u{34f}", "\u{180e}", "\u{fe0f}",
    "\u{202a}", "\u{202b}", "\u{202c}", "\u{202d}", "\u{202e}", "\u{2066}", "\u{2067}", "\u{2068}",
    "\u{2069}", "\u{200e}", "\u{200f}", "\u{61c}", "\0",
];
/// Letters that change their length with their case, marks, ligatures, conjuncts, jamo, and what clings to what follows.
const LETTERS: [&str; 30] = [
    "é",
    "e\u{301}\u{302}",
    "\u{301}",
    " \u{301}",
    "İ",
    "ß",
    "ǅ",
    "ﬁ",
    "ﬃ",
    "x\u{304}",
    "²",
    "⁻¹",
    "ₙ",
    "ʰ",
    "σ",
    "ℏ",
    "Ｅ",
    "ⓔ\u{301}",
    "ſ",
    "Å",
    "東京",
    "слово",
    "مرحبا",
    "क्षि",
    "ก็",
    "각",
    "\u{1100}\u{1161}",
    "\u{fffd}",
    "\u{600}",
    "\u{d4e}",
];

/// Characters of one script: those of a window of 128, anywhere in Unicode.
fn foreign() -> impl Strategy<Value = String> {
    let windows = (0u32..0x32_480 / 128).prop_union(0xe0_000 / 128..0xe0_200 / 128);
    (windows, prop::collection::vec(0u32..128, 1..8)).prop_map(|(window, places)| {
        places.into_iter().filter_map(|place| char::from_u32(window * 128 + place)).collect()
    })
}

/// A letter, or nothing, under more marks than anybody can read.
fn flood() -> impl Strategy<Value = String> {
    let mark = select(vec!['\u{301}', '\u{323}', '\u{20dd}', '\u{fe0f}', '\u{200d}', '\u{93f}', '\u{e33}']);
    (select(vec!["", "a", "the", "क", "🦀", " "]), prop::collection::vec(mark, 1..60))
        .prop_map(|(base, marks)| base.chars().chain(marks).collect())
}

/// A sentence of the tables of cases.
fn row() -> impl Strategy<Value = String> {
    let tables = [include_str!("../cases/merges.tsv"), include_str!("../cases/clean.tsv")];
    let rows = tables.iter().flat_map(|table| table.lines()).filter(|line| !line.starts_with('#'));
    let texts = rows.filter_map(|row| Some(row.split_once('\t')?.1.replace("\\n", "\n").replace('␣', "")));
    select(texts.collect::<Vec<_>>())
}

/// A word, a mark, a character, or a whole sentence.
pub fn piece() -> impl Strategy<Value = String> {
    let of = |pieces: &'static [&'static str]| select(pieces).prop_map(str::to_owned);
    prop_oneof![
        8 => of(&WORDS),
        4 => of(&MERGES),
        3 => of(&MARKS),
        2 => of(&MARKUP),
        1 => of(&ADDRESSES),
        1 => of(&NUMBERS),
        1 => of(&EMOJI),
        3 => of(&BREAKS),
        2 => of(&INVISIBLE),
        2 => of(&LETTERS),
        2 => foreign(),
        1 => flood(),
        1 => row(),
        1 => any::<String>(),
    ]
}

/// A text of up to so many pieces, which may be glued to each other.
pub fn text(pieces: usize) -> impl Strategy<Value = String> {
    let glue = select(vec![" ", " ", ""]);
    prop::collection::vec((piece(), glue), 0..pieces)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, glue)| [piece, glue.to_owned()]).collect())
}
