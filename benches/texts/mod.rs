//! The texts of the benches. They never change, so that figures can be compared.

#![allow(dead_code, reason = "each bench takes what it needs")]

/// Made-up prose, by `node bench/prose.js`: frequent words, and as many unknown ones as real prose has.
pub const PROSE: &str = include_str!("prose.txt");

/// Real prose, of which bench/texts/SOURCES.md says where it comes from.
pub const REAL: &str = concat!(
    include_str!("../../bench/texts/fiction.txt"),
    "\n\n",
    include_str!("../../bench/texts/reference.txt")
);

/// The words of the made-up prose.
pub fn words() -> impl Iterator<Item = &'static str> + Clone {
    PROSE.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty())
}

/// Made-up prose that lost every second space: each token deserves a thought.
pub fn merged(bytes: usize) -> String {
    lost(bytes, 2)
}

/// Words of which so many each lost the spaces between them, in lines of twenty and paragraphs of three lines.
pub fn fused(bytes: usize, each: usize) -> String {
    let (mut text, mut words) = (String::with_capacity(bytes + 100), words().cycle());
    for nth in 1.. {
        text.extend(words.by_ref().take(each));
        text.push_str(if nth % 60 == 0 {
            "\n\n"
        } else if nth % 20 == 0 {
            "\n"
        } else {
            " "
        });
        if text.len() >= bytes {
            break;
        }
    }
    text
}

/// Made-up prose that lost one space in so many words.
pub fn lost(bytes: usize, in_words: usize) -> String {
    without_spaces(PROSE.chars().cycle(), in_words).take(bytes).collect()
}

/// Real prose that lost one space in so many words.
pub fn lost_from_real(in_words: usize) -> String {
    without_spaces(REAL.chars(), in_words).collect()
}

fn without_spaces(text: impl Iterator<Item = char>, in_words: usize) -> impl Iterator<Item = char> {
    let mut spaces = 0;
    text.filter(move |&c| {
        spaces += usize::from(c == ' ');
        c != ' ' || spaces % in_words != 0
    })
}

/// Marks that open, close and protect, and few words between them.
pub fn marks(bytes: usize) -> String {
    let line =
        "(a) `code` \"so\" <b>it</b> [is](see.html) https://example.org/a?b=c 3.14, 1,000; don't “stop”\n";
    line.repeat(bytes / line.len() + 1)
}
