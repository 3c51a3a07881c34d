//! Stage 2, continued: spaces beside marks that have none in English: "word ,", "( text )", "it 's".
//!
//! No model judges them: guards leave alone what is spaced on purpose (French spacing, ratios, tables, ellipses, smileys,
//! formulas), and the rest is shown, below the default confidence of a fix.

use std::ops::Range;

use crate::detect::detections::{Respacing, Window, WindowKind};
use crate::detect::window::WindowFinder;
use crate::text::token::{Break, Kind};

/// How many tokens on either side a partner of a bracket is looked for.
const MAX_SIGHT: usize = 160;
/// How many tokens on either side the spacing of marks is compared in.
const FRENCH_SIGHT: usize = 256;
/// The fewest digits of a number that a mark may follow: "2 , 3" may be a formula.
const MIN_DIGITS: usize = 3;
/// What follows the apostrophe of a contraction or possessive.
const ENDINGS: [&str; 7] = ["s", "re", "ve", "ll", "d", "m", "t"];

/// Returns the window of a space that is wrong before or behind mark `i` of a paragraph.
pub(super) fn spaced_mark(finder: &WindowFinder, i: usize, paragraph: &Range<usize>) -> Option<Window> {
    let marks = Marks { finder, paragraph };
    // Nearly every mark leaves here.
    let space = if matches!(marks.str(i), "(" | "“") { i + 1 } else { i };
    if !marks.has_space(space) || !(finder.is_open)(i) || marks.is_table_line(i) {
        return None;
    }
    let tokens = match marks.str(i) {
        "," | ";" | "." | "!" | "?" | ":" => marks.is_behind_space(i).then_some(i.checked_sub(1)?..i)?,
        ")" | "]" | "”" => marks.is_closer_behind_space(i).then_some(i.checked_sub(1)?..i)?,
        "(" | "“" => marks.is_opener_before_space(i).then_some(i..i + 1)?,
        "'" | "’" => marks.is_ending_behind_space(i).then_some(i.checked_sub(1)?..i + 1)?,
        _ => return None,
    };
    let respacing = Respacing { space: None, cost: 0.0 };
    Some(Window {
        kind: WindowKind::Mark,
        first: tokens.start,
        last: tokens.end,
        cost: 0.0,
        respacings: vec![respacing],
        queries: Vec::new(),
    })
}

/// The marks of a paragraph and what stands beside them.
struct Marks<'a> {
    finder: &'a WindowFinder<'a>,
    paragraph: &'a Range<usize>,
}

impl Marks<'_> {
    fn str(&self, i: usize) -> &str {
        self.finder.tokens[i].as_str(self.finder.text)
    }

    fn kind(&self, i: usize) -> Kind {
        self.finder.tokens[i].kind
    }

    /// Returns whether token `i` of the paragraph has one space before it, and nothing else.
    fn has_space(&self, i: usize) -> bool {
        let tokens = self.finder.tokens;
        i > self.paragraph.start
            && i < self.paragraph.end
            && tokens[i].before == Break::Space
            && &self.finder.text[tokens[i - 1].end()..tokens[i].start()] == " "
    }

    /// Returns whether token `i` starts a chunk, or there is none.
    fn is_apart(&self, i: usize) -> bool {
        i >= self.paragraph.end || self.finder.tokens[i].before != Break::None
    }

    /// Returns whether a space before a comma, stop or colon is wrong.
    fn is_behind_space(&self, i: usize) -> bool {
        if !self.has_space(i) || !self.follows_prose(i) {
            return false;
        }
        // "word .”" and "word ,)": what closes may follow, a letter, a digit or the rest of a smiley may not.
        let is_smiley = |i: usize| matches!(self.str(i), ":" | ";") && self.str(i + 1) == ")";
        let closes = |i: usize| matches!(self.str(i), "\"" | "”" | ")") && self.is_apart(i + 1);
        let is_closer = |next: usize| closes(next) && !is_smiley(next - 1);
        if !self.is_apart(i + 1) && !is_closer(i + 1) {
            return false;
        }
        let next = if i + 1 < self.paragraph.end { self.str(i + 1) } else { "" };
        match self.str(i) {
            "." => next != "." && !next.starts_with(char::is_lowercase),
            ":" => {
                let starts_word = |c: char| c.is_alphabetic() || "\"“‘(*_`".contains(c);
                (next.is_empty() || next.starts_with(starts_word))
                    && self.follows_english(i)
                    && !self.is_french(i)
            }
            ";" | "!" | "?" => self.follows_english(i) && !self.is_french(i),
            _ => true,
        }
    }

    /// Returns whether what is before the space before token `i` is prose: a word, a longer number or something that closes.
    fn follows_prose(&self, i: usize) -> bool {
        let before = i - 1;
        let word = self.str(before);
        let is_symbol = |i: usize| {
            let text = self.str(i);
            self.kind(i) == Kind::Punctuation
                && matches!(text, "§" | "¶" | "$" | "#" | "=" | "+" | "*" | "/" | "|")
        };
        if before > self.paragraph.start && is_symbol(before - 1) || !(self.finder.is_open)(before) {
            return false;
        }
        match self.kind(before) {
            Kind::Word => word.chars().nth(1).is_some() || word == "I",
            Kind::Number => word.len() >= MIN_DIGITS && word.bytes().all(|b| b.is_ascii_digit()),
            Kind::Punctuation => matches!(word, ")" | "”" | "\"") && !self.is_apart(before),
            _ => false,
        }
    }

    /// Returns whether what is before the space before token `i` is no unknown word: French has a space there.
    fn follows_english(&self, i: usize) -> bool {
        self.kind(i - 1) != Kind::Word || self.finder.token_infos[i - 1].is_known()
    }

    /// Returns whether the text around is spaced as French is: every exclamation mark, question mark, colon and semicolon, and
    /// more than two.
    fn is_french(&self, mark: usize) -> bool {
        let around = self.paragraph.start.max(mark.saturating_sub(FRENCH_SIGHT))
            ..self.paragraph.end.min(mark + FRENCH_SIGHT);
        let marks = around.filter(|&i| {
            matches!(self.str(i), ";" | "!" | "?" | ":") && self.is_apart(i + 1) && i > self.paragraph.start
        });
        let (mut spaced, mut all) = (0, 0);
        for i in marks {
            all += 1;
            spaced += usize::from(self.has_space(i));
        }
        spaced > 2 && spaced == all
    }

    fn is_closer_behind_space(&self, i: usize) -> bool {
        if !self.has_space(i) {
            return false;
        }
        let open = match self.str(i) {
            ")" => "(",
            "]" => "[",
            _ => "“",
        };
        let from = self.paragraph.start.max(i.saturating_sub(MAX_SIGHT));
        let before = (from..i).rev().find(|&at| self.str(at) == open || self.str(at) == self.str(i));
        let follows = self.kind(i - 1) == Kind::Word && self.str(i - 1).chars().nth(1).is_some()
            || matches!(self.str(i - 1), "." | "," | "!" | "?" | ")") && open == "“";
        let is_mark = |i: usize| {
            self.kind(i) == Kind::Punctuation && matches!(self.str(i), "," | "." | ";" | ":" | "?" | "!")
        };
        follows
            && (self.finder.is_open)(i - 1)
            && before.is_some_and(|at| self.str(at) == open)
            && (self.is_apart(i + 1) || is_mark(i + 1) && self.is_apart(i + 2))
    }

    fn is_opener_before_space(&self, i: usize) -> bool {
        let close = if self.str(i) == "(" { ")" } else { "”" };
        let to = self.paragraph.end.min(i + MAX_SIGHT);
        let behind = (i + 1..to).find(|&at| self.str(at) == close || self.str(at) == self.str(i));
        self.has_space(i + 1)
            && self.is_apart(i)
            && self.kind(i + 1) == Kind::Word
            && (self.str(i + 1).chars().nth(1).is_some() || close == "”")
            && (self.finder.is_open)(i + 1)
            && behind.is_some_and(|at| self.str(at) == close)
    }

    /// Returns whether an apostrophe with the ending of a contraction or possessive stands apart from its word.
    fn is_ending_behind_space(&self, i: usize) -> bool {
        let ending = i + 1;
        self.has_space(i)
            && self.kind(i - 1) == Kind::Word
            && self.str(i - 1).chars().nth(1).is_some()
            && ending < self.paragraph.end
            && !self.is_apart(ending)
            && ENDINGS.contains(&self.str(ending))
            && (self.is_apart(ending + 1)
                || matches!(self.str(ending + 1), "," | "." | "!" | "?" | ";" | "-" | "”" | "\""))
    }

    /// Returns whether the line of token `i` is one of a table.
    fn is_table_line(&self, i: usize) -> bool {
        let tokens = self.finder.tokens;
        let before = (self.paragraph.start..i).rev().take(MAX_SIGHT);
        let behind = (i + 1..self.paragraph.end).take(MAX_SIGHT);
        let mut line = before
            .take_while(|&at| tokens[at + 1].before < Break::Line)
            .chain(behind.take_while(|&at| tokens[at].before < Break::Line));
        line.any(|at| self.str(at) == "|")
    }
}
