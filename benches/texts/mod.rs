//! The texts of the benches. They never change, so that figures can be compared.

#![allow(dead_code, reason = "each bench takes what it needs")]

/// Made-up prose, by `node bench/prose.js`: frequent words, and as many unknown ones as real prose has.
pub const PROSE: &str = include_str!("prose.txt");

/// Its words.
pub fn words() -> impl Iterator<Item = &'static str> + Clone {
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

/// Prose that lost one space in so many words.
pub fn lost(bytes: usize, in_words: usize) -> String {
    let mut spaces = 0;
    let text = PROSE.chars().cycle().filter(|&c| {
        spaces += usize::from(c == ' ');
        c != ' ' || spaces % in_words != 0
    });
    text.take(bytes).collect()
}

/// Marks that open, close and protect, and few words between them.
pub fn marks(bytes: usize) -> String {
    let line =
        "(a) `code` \"so\" <b>it</b> [is](see.html) https://example.org/a?b=c 3.14, 1,000; don't “stop”\n";
    line.repeat(bytes / line.len() + 1)
}
