//! What stands beside prose without being prose: emphasis, links, addresses, amounts of money, escapes, entities, template
//! tags, code. [`plant`] puts it into right text, and [`kind`] names the spaces that are lost beside it.

use fastrand::Rng;
use unglue::training::{Break, Kind, Token};

use crate::passage::replace;

/// How far back the start of an address or a link is searched, in tokens.
const MAX_REACH: usize = 32;

const HOSTS: [&str; 8] = [
    "example.com",
    "example.org",
    "docs.example.io",
    "news.example.co.uk",
    "example.gov",
    "lab.example.edu",
    "example.dev",
    "shop.example.net",
];
const CURRENCIES: [&str; 5] = ["$", "£", "€", "¥", "₹"];
const SCALES: [&str; 8] = ["", "", "", " million", " billion", "m", "bn", "k"];
const TYPES: [&str; 8] =
    ["unsigned long", "char *", "void", "struct node *", "uint32_t", "int", "const char *", "size_t"];

/// Returns the kind of the loss of the space before token `i`, and how readily it is taken. `None` where the space is
/// beside nothing of this module, `Some(None)` where nobody would lose it. `is_frequent` tells whether a word is a
/// frequent short one.
pub fn kind(
    text: &str,
    tokens: &[Token],
    i: usize,
    is_frequent: impl Fn(&str) -> bool,
) -> Option<Option<(&'static str, f64)>> {
    let (left, right) = (&tokens[i - 1], &tokens[i]);
    let str_at = |i: usize| tokens.get(i).map_or("", |token| token.as_str(text));
    let is_glued = |i: usize| tokens.get(i).is_some_and(|token| token.before == Break::None);
    let (a, b) = (str_at(i - 1), str_at(i));
    if CURRENCIES.contains(&b) {
        return Some((is_glued(i + 1) && left.kind == Kind::Word).then_some(("currency", 0.8)));
    }
    if matches!(a, "*" | "_") && is_glued(i - 1) {
        return Some((right.kind == Kind::Word).then_some(("markup", 0.6)));
    }
    if b == "*" && is_glued(i + 1) {
        return Some((left.kind == Kind::Word).then_some(("markup", 0.5)));
    }
    if b == "&" && is_glued(i + 1) {
        return Some((left.kind == Kind::Word).then_some(("entity", 0.6)));
    }
    let is_escaped = |i: usize| is_glued(i) && i > 0 && str_at(i - 1) == "\\";
    if is_escaped(i - 1) && right.kind == Kind::Word {
        return Some(Some(("escape", 0.6)));
    }
    if right.kind == Kind::Word && left.kind == Kind::Word && str_at(i + 1) == "\\" && is_escaped(i + 2) {
        return Some(Some(("escape", 0.8)));
    }
    let chunk = || (1..MAX_REACH.min(i)).map(|back| i - back).take_while(|&i| is_glued(i)).chain([i - 1]);
    if a == ")" && chunk().any(|i| str_at(i) == "(" && i > 0 && str_at(i - 1) == "]") {
        return Some((right.kind == Kind::Word).then_some(("markup", 0.6)));
    }
    let is_address = |i: usize| is_glued(i) && (str_at(i) == "@" || str_at(i) == "/" && str_at(i - 1) == "/");
    if left.kind != Kind::Punctuation && chunk().any(is_address) {
        // Behind a path nobody can tell where the address ends.
        let is_mail = chunk().any(|i| str_at(i) == "@") && !chunk().any(|i| str_at(i) == "/");
        return Some((is_mail && is_frequent(b)).then_some(("address", 0.8)));
    }
    let starts_address = |i: usize| is_glued(i + 1) && matches!(str_at(i + 1), "@" | ":") && is_glued(i + 2);
    (right.kind == Kind::Word && (starts_address(i) || b == "www")).then_some(None)
}

/// Draws the tokens before which a space is lost beside something of this module, with the kinds of the losses. There
/// are few such places, so that chance alone would hardly take one.
pub fn losses(
    text: &str,
    tokens: &[Token],
    spaces: &[usize],
    is_frequent: impl Fn(&str) -> bool,
    chance: &mut Rng,
) -> Vec<(usize, &'static str)> {
    let mut lost: Vec<(usize, &'static str)> = Vec::new();
    for &i in spaces {
        let Some(Some((name, weight))) = kind(text, tokens, i, &is_frequent) else { continue };
        let is_apart = lost.last().is_none_or(|(before, _)| i - before > 4);
        if is_apart && chance.f64() < weight / 3.0 {
            lost.push((i, name));
        }
    }
    lost
}

/// Puts what is no prose into a text, whose spaces are all there.
pub fn plant(text: &str, vocabulary: &[String], chance: &mut Rng) -> String {
    let pick = |chance: &mut Rng| vocabulary[chance.usize(0..vocabulary.len())].as_str();
    match chance.usize(0..10) {
        0 | 1 => replace(text, 12, chance, |word, chance| Some(emphasised(word, pick(chance), chance))),
        2 => replace(text, 20, chance, |word, chance| Some(link(word, pick(chance), pick(chance), chance))),
        3 => replace(text, 25, chance, |word, chance| {
            let address = address(pick(chance), pick(chance), chance);
            Some(match chance.usize(0..4) {
                0 => format!("{word} ({address})"),
                1 => format!("({word}: {address})"),
                2 => format!("{word} {address},"),
                _ => address,
            })
        }),
        4 | 5 => replace(text, 25, chance, |_, chance| Some(amount(chance))),
        6 => escaped(text, vocabulary, chance),
        7 => with_entities(text, chance),
        8 => replace(text, 25, chance, |word, chance| {
            let other = pick(chance);
            Some(match chance.usize(0..5) {
                0 => format!("{{{{ {word} }}}}"),
                1 => format!("{{% {word} {other} %}}"),
                2 => format!("${{{word}}}"),
                3 => format!("{{{{< {word} id=\"{other}\" >}}}}"),
                _ => format!("<b>{word}</b>"),
            })
        }),
        _ => replace(text, 25, chance, |word, chance| Some(code(word, pick(chance), chance))),
    }
}

/// A word or two with emphasis; or stars that are none, and emphasis inside a word.
fn emphasised(word: &str, other: &str, chance: &mut Rng) -> String {
    let mark = ["*", "**", "_", "***", "*"][chance.usize(0..5)];
    let cut = word.len() / 2;
    match (chance.usize(0..10), word.split_at_checked(cut)) {
        (0, Some((a, b))) => format!("*{a}*{b}"),
        (1, Some((a, b))) => format!("{a}*{b}*"),
        (2, _) => format!("*{word}*ness"),
        (3, _) => match chance.usize(0..5) {
            0 => format!("{word}*{other}"),
            1 => format!("*{word}, *{other}"),
            2 => format!("{}*{}", chance.usize(2..99), chance.usize(2..99)),
            3 => format!("{word}* {other}*"),
            _ => format!("_{word}_{other}"),
        },
        (4 | 5, _) => format!("{mark}{word} {other}{mark}"),
        _ => format!("{mark}{word}{mark}"),
    }
}

fn link(word: &str, a: &str, b: &str, chance: &mut Rng) -> String {
    let target = match chance.usize(0..3) {
        0 => address(a, b, chance),
        1 => format!("{a}/{b}.md"),
        _ => format!("#{a}-{b}"),
    };
    match chance.usize(0..6) {
        0 => format!("[{word}][{a}]"),
        1 => format!("![{word} {a}]({target})"),
        2 => format!("[{word} {a}]({target}),"),
        3 => format!("[{word} {a}]"),
        _ => format!("[{word}]({target})"),
    }
}

fn address(a: &str, b: &str, chance: &mut Rng) -> String {
    let host = HOSTS[chance.usize(0..HOSTS.len())];
    match chance.usize(0..6) {
        0 => format!("{a}@{host}"),
        1 => format!("{a}.{b}@{host}"),
        2 => format!("www.{host}/{a}"),
        3 => format!("https://{host}"),
        4 => format!("https://{host}/{a}/{b}?id={}", chance.usize(1..999)),
        _ => format!("http://{a}.{host}/{b}.html"),
    }
}

fn amount(chance: &mut Rng) -> String {
    let sign = CURRENCIES[[0, 0, 0, 1, 1, 2, 2, 3, 4][chance.usize(0..9)]];
    let number = match chance.usize(0..4) {
        0 => format!("{}.{}", chance.usize(1..99), chance.usize(1..99)),
        1 => format!("{},{:03}", chance.usize(1..999), chance.usize(0..999)),
        _ => chance.usize(1..999).to_string(),
    };
    let scale = SCALES[chance.usize(0..SCALES.len())];
    match chance.usize(0..12) {
        0 => format!("{}{sign}{number}", ["US", "A", "HK", "NZ", "C", "R"][chance.usize(0..6)]),
        1 => format!("{sign}{number}-a-day"),
        2 => format!("{sign}{number}–{number}"),
        3 => format!("x{sign}{}", chance.usize(1..9)),
        _ => format!("{sign}{number}{scale}"),
    }
}

/// Escapes the full stops of a text, or puts names with escaped underscores into it.
fn escaped(text: &str, vocabulary: &[String], chance: &mut Rng) -> String {
    if chance.bool() {
        return text.replace(". ", "\\. ");
    }
    replace(text, 20, chance, |word, chance| {
        let mut pick = || vocabulary[chance.usize(0..vocabulary.len())].as_str();
        let (a, b) = (pick(), pick());
        Some(match chance.usize(0..4) {
            0 => format!("{a}{b}\\_{word}"),
            1 => format!("\\*{word}\\*"),
            _ => format!("{word}\\_{a}"),
        })
    })
}

/// Writes marks of a text as entities.
fn with_entities(text: &str, chance: &mut Rng) -> String {
    let numeric = chance.usize(0..4) == 0;
    let text = replace(text, 40, chance, |word, chance| {
        Some(match chance.usize(0..4) {
            0 => format!("&#91;{word}&#93;"),
            1 => format!("\"{word}\""),
            2 => format!("“{word}”"),
            _ => format!("{word}—and"),
        })
    });
    let mut out = String::with_capacity(text.len() + 64);
    for c in text.chars() {
        let (name, c) = match c {
            '“' => ("ldquo", c),
            '”' => ("rdquo", c),
            '‘' => ("lsquo", c),
            '’' => ("rsquo", c),
            '—' => ("mdash", c),
            '–' => ("ndash", c),
            '…' => ("hellip", c),
            '"' => ("quot", c),
            ' ' if chance.usize(0..40) == 0 => ("nbsp", '\u{a0}'),
            _ => {
                out.push(c);
                continue;
            }
        };
        out += &if numeric { format!("&#{};", u32::from(c)) } else { format!("&{name};") };
    }
    out
}

fn code(a: &str, b: &str, chance: &mut Rng) -> String {
    let number = chance.usize(1..99);
    match chance.usize(0..7) {
        0 => format!("({}){a}", TYPES[chance.usize(0..TYPES.len())]),
        1 => format!("{a}({b}={number})"),
        2 => format!("{a}={b},{b}={number}"),
        3 => format!("{a}/{b}/{a}.rs"),
        4 => format!("{a}_{b}"),
        5 => format!("{a}::{b}"),
        _ => format!("{a}.{b}()"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unglue::training::tokenize;

    #[test]
    fn kinds_of_losses() {
        for (text, expected) in [
            ("rose to| $4 million", Some(Some("currency"))),
            ("a **good**| year", Some(Some("markup"))),
            ("the| **good** year", Some(Some("markup"))),
            ("[notes](a.md)| for", Some(Some("markup"))),
            ("said| &ldquo;yes", Some(Some("entity"))),
            ("in 2024\\.| These", Some(Some("escape"))),
            ("one| specific\\_module", Some(Some("escape"))),
            ("to a@example.org| and", Some(Some("address"))),
            ("to https://a.b/c| and", Some(None)),
            ("see| https://a.b", Some(None)),
            ("so| it is", None),
            ("so (it)| is", None),
        ] {
            let at = text.find('|').unwrap();
            let text = text.replace('|', "");
            let tokens = tokenize(&text);
            let i = tokens.iter().position(|token| token.start() > at).unwrap();
            let found = kind(&text, &tokens, i, |word| word == "and");
            assert_eq!(found.map(|kind| kind.map(|(kind, _)| kind)), expected, "{text}");
        }
    }

    #[test]
    fn what_is_planted_leaves_the_other_words() {
        let (mut chance, vocabulary) = (Rng::with_seed(1), ["word".to_owned(), "é".to_owned()]);
        let text = "He said “yes” and left. Then it was over — no größer doubt.";
        for _ in 0..500 {
            let planted = plant(text, &vocabulary, &mut chance);
            assert!(planted != text && planted.starts_with("He"), "{planted}");
        }
    }
}
