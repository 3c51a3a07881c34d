//! The texts of the benches. They never change, so that figures can be compared.

#![allow(dead_code, reason = "each bench takes what it needs")]

/// Made-up prose, by `node bench/prose.js`: frequent words, and as many unknown ones as real prose has.
pub const PROSE: &str = include_str!("prose.txt");

/// Its words.
pub fn words() -> impl Iterator<Item = &'static str> {
    PROSE.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty())
}

/// Prose that lost every second space: each token deserves a thought.
pub fn merged(bytes: usize) -> String {
    let mut spaces = 0;
    let text = PROSE.chars().filter(|&c| {
        spaces += usize::from(c == ' ');
        c != ' ' || spaces % 2 == 0
    });
    text.take(bytes).collect()
}

/// Marks that open, close and protect, and few words between them.
pub fn marks(bytes: usize) -> String {
    let line =
        "(a) `code` \"so\" <b>it</b> [is](see.html) https://example.org/a?b=c 3.14, 1,000; don't “stop”\n";
    line.repeat(bytes / line.len() + 1)
}
