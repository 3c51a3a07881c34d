//! Passages: what training and its data sets are made of.

use std::collections::HashSet;
use std::ops::Range;

use fastrand::Rng;
use unglue::training::{Kind, Token, tokenize};

/// A passage of fewer words is a label or a line of a list.
pub const SHORT: usize = 12;

/// What one slip did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fault {
    /// The spaces that have to go, in bytes of the text, ascending.
    pub removed: Vec<usize>,
    /// The space that has to come, in bytes of the text.
    pub inserted: Option<usize>,
}

/// A text and the spaces that it has lost: offsets in bytes, ascending, with their kinds.
#[derive(Default)]
pub struct Passage {
    pub text: String,
    pub lost: Vec<(usize, &'static str)>,
    /// What has spaces too many or in the wrong place.
    pub spurious: Vec<Fault>,
    /// Chance for what is done with it later.
    pub seed: u64,
    /// Words of the lexicon that are to be judged as if no list had them.
    pub held_out: HashSet<String>,
}

/// How long a passage is: most are paragraphs, some are labels and lines, a few are whole articles.
pub fn passage_words(chance: &mut Rng) -> usize {
    match chance.usize(0..16) {
        0 => chance.usize(300..900),
        1..=3 => chance.usize(2..SHORT),
        _ => chance.usize(40..105),
    }
}

/// Cuts a text at the space behind `words` words; the second part is empty if it has fewer.
pub fn cut(text: &str, words: usize) -> (&str, &str) {
    let mut seen = 0;
    let mut ends = text.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at);
    let Some(end) = ends.find(|_| {
        seen += 1;
        seen >= words
    }) else {
        return (text, "");
    };
    (&text[..end], &text[end + 1..])
}

/// Whether the text has one plain space before token `i` and nothing else.
pub fn is_plain_space(text: &str, tokens: &[Token], i: usize) -> bool {
    &text[tokens[i - 1].end()..tokens[i].start()] == " "
}

/// Replaces about one lower-case word in `per`, at least one.
pub fn replace(
    text: &str,
    per: usize,
    chance: &mut Rng,
    mut with: impl FnMut(&str, &mut Rng) -> Option<String>,
) -> String {
    let tokens = tokenize(text);
    let is_word = |t: &&Token| t.kind == Kind::Word && t.end() - t.start() >= 3;
    let words: Vec<Range<usize>> = tokens.iter().filter(is_word).map(Token::range).collect();
    if words.is_empty() {
        return text.to_owned();
    }
    let sure = chance.usize(0..words.len());
    let replaced = words.into_iter().enumerate().filter_map(|(nth, range)| {
        let is_chosen = nth == sure || chance.usize(0..per) == 0;
        let new = is_chosen.then(|| with(&text[range.clone()], chance)).flatten()?;
        Some((range, new))
    });
    substituted(text, replaced)
}

/// Returns the text with other text at these ranges, which ascend.
pub fn substituted(text: &str, at: impl Iterator<Item = (Range<usize>, String)>) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut done = 0;
    for (range, new) in at {
        out.push_str(&text[done..range.start]);
        out.push_str(&new);
        done = range.end;
    }
    out + &text[done..]
}
