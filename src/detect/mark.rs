//! Stage 2, continued: spaces beside marks that have none in English: "word ,", "( text )", "it 's".
//!
//! No model judges them: guards leave alone what is spaced on purpose (French spacing, ratios, tables, ellipses, smileys,
//! formulas), and the rest is shown, below the default confidence of a fix but for contractions and possessives.

use std::ops::Range;

use crate::detect::detections::{Respacing, Window, WindowKind};
use crate::detect::window::WindowFinder;
use crate::text::token::{Break, Kind};

/// How many tokens on either side a partner of a bracket is looked for.
const MAX_SIGHT: usize = 160;
/// How many tokens on either side the spacing of marks is compared in.
const FRENCH_SIGHT: usize = 256;
/// How many tokens from the start of a paragraph its straight quotation marks are counted: a check takes time in proportion to the
/// text, whatever stands in it.
const QUOTE_SIGHT: usize = 1024;
/// The fewest digits of a number that a mark may follow: "2 , 3" may be a formula.
const MIN_DIGITS: usize = 3;
/// The fewest bytes of a code that a mark may follow: "x2 , y3" may be a formula.
const MIN_MIXED: usize = 4;
/// The shortest word of a compound whose hyphen stands apart, in bytes.
const MIN_COMPOUND_WORD: usize = 3;
/// The costs of the most frequent words before and behind such a hyphen. Nats; Zipf 6 and 5.5.
const MIN_HEAD_COST: f32 = 7.0;
const MIN_TAIL_COST: f32 = 8.0;
/// What follows the apostrophe of a contraction or possessive.
const ENDINGS: [&str; 7] = ["s", "re", "ve", "ll", "d", "m", "t"];

/// Returns the window of a space that is wrong before or behind mark `i` of a paragraph.
pub(super) fn spaced_mark(finder: &WindowFinder, i: usize, paragraph: &Range<usize>) -> Option<Window> {
    let marks = Marks { finder, paragraph };
    let has_space_before = marks.has_space(i);
    // Nearly every mark leaves here: it has a space behind it, and neither opens nor is a quotation mark.
    let may_open =
        || matches!(finder.text.as_bytes()[finder.tokens[i].start()], b'(' | b'"' | b'\'' | 0x80..);
    if !(has_space_before || marks.has_space(i + 1) && may_open()) {
        return None;
    }
    let text = marks.str(i);
    let opens = matches!(text, "(" | "“");
    let leans_both_ways = matches!(text, "\"" | "'" | "’");
    let spaces = [!opens && has_space_before, (opens || leans_both_ways) && marks.has_space(i + 1)];
    let is_open = || (finder.is_open)(i) || text == "-";
    if spaces == [false, false] || !is_open() || marks.is_table_line(i) {
        return None;
    }
    let before = i.saturating_sub(1);
    let tokens = match (text, spaces) {
        ("," | ";" | "." | "!" | "?" | ":", [true, _]) => marks.is_behind_space(i).then_some(before..i)?,
        (")" | "]" | "”", [true, _]) => marks.is_closer_behind_space(i).then_some(before..i)?,
        ("(" | "“", [_, true]) => marks.is_opener_before_space(i).then_some(i..i + 1)?,
        ("-", [true, _]) => marks.is_hyphen_behind_space(i).then_some(before..i + 1)?,
        ("'" | "’", [true, false]) => marks.is_ending_behind_space(i).then_some(before..i + 1)?,
        ("'" | "’", [false, true]) => marks.is_ending_apart(i).then_some(before..i + 1)?,
        ("\"", [true, _]) if marks.is_straight_closer(i) => before..i,
        ("\"", [_, true]) if marks.is_straight_opener(i) => i..i + 1,
        _ => return None,
    };
    let respacing = Respacing { spaces: Vec::new(), cost: 0.0 };
    Some(Window {
        kind: WindowKind::Mark,
        first: tokens.start,
        last: tokens.end,
        cost: 0.0,
        respacings: vec![respacing],
        rival_gain: 0.0,
        queries: Vec::new(),
    })
}

/// The marks of a paragraph and what stands beside them.
struct Marks<'a, 'f> {
    finder: &'a WindowFinder<'f>,
    paragraph: &'a Range<usize>,
}

impl Marks<'_, '_> {
    fn str(&self, i: usize) -> &str {
        self.finder.tokens[i].as_str(self.finder.text)
    }

    fn kind(&self, i: usize) -> Kind {
        self.finder.tokens[i].kind
    }

    /// Returns whether token `i` of the paragraph has one space before it, and nothing else.
    #[inline]
    fn has_space(&self, i: usize) -> bool {
        let tokens = self.finder.tokens;
        i > self.paragraph.start
            && i < self.paragraph.end
            && tokens[i].before == Break::Space
            && tokens[i - 1].end() + 1 == tokens[i].start()
            && self.finder.text.as_bytes()[tokens[i - 1].end()] == b' '
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
            Kind::Punctuation if word == "." => self.str(i) == "," && !self.is_apart(before),
            Kind::Punctuation => matches!(word, ")" | "”" | "\"") && !self.is_apart(before),
            Kind::Mixed => word.len() >= MIN_MIXED,
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
        // A quotation may have begun in another paragraph, and behind a full stop no other one begins.
        let closes = before.is_some_and(|at| self.str(at) == open)
            || open == "“" && matches!(self.str(i - 1), "." | "," | "!" | "?");
        // "[35 ]" and "( N225)" lean on one side alone; "( 2 )" may be meant.
        let opens_close = before.is_some_and(|at| self.str(at) == open && !self.is_apart(at + 1));
        let follows = self.kind(i - 1) == Kind::Word && self.str(i - 1).chars().nth(1).is_some()
            || matches!(self.str(i - 1), "." | "," | "!" | "?" | ")") && (open == "“" || opens_close)
            || matches!(self.kind(i - 1), Kind::Number | Kind::Mixed) && opens_close;
        follows && (self.finder.is_open)(i - 1) && closes && self.closes_chunk(i)
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
            && (behind.is_some_and(|at| self.str(at) == close) || close == "”" && behind.is_none())
    }

    /// Returns whether a straight quotation mark with a space on both sides, or a mark behind it, closes a quotation.
    fn is_straight_closer(&self, i: usize) -> bool {
        let follows = self.kind(i - 1) == Kind::Word && self.str(i - 1).chars().nth(1).is_some()
            || matches!(self.str(i - 1), "." | "," | "!" | "?") && !self.is_apart(i - 1);
        follows && (self.finder.is_open)(i - 1) && self.closes_chunk(i) && self.is_in_quotes(i) == Some(true)
    }

    /// Returns whether a straight quotation mark with a space on both sides opens a quotation.
    fn is_straight_opener(&self, i: usize) -> bool {
        let follows_mark = i == self.paragraph.start || matches!(self.str(i - 1), "," | ":");
        let partner = (i + 1..self.paragraph.end.min(i + MAX_SIGHT)).find(|&at| self.str(at) == "\"");
        self.is_apart(i)
            && (follows_mark || self.kind(i - 1) == Kind::Word)
            && self.kind(i + 1) == Kind::Word
            && (follows_mark || self.str(i + 1).chars().nth(1).is_some())
            && (self.finder.is_open)(i + 1)
            && self.is_in_quotes(i) == Some(false)
            && partner.map_or(follows_mark, |at| !self.is_apart(at))
    }

    /// Returns whether a quotation between straight marks is open before token `i` of the paragraph; `None` too far from its start.
    fn is_in_quotes(&self, i: usize) -> Option<bool> {
        let before = self.paragraph.start..i;
        let count = || before.clone().filter(|&at| self.str(at) == "\"").count();
        (before.len() <= QUOTE_SIGHT).then(|| !count().is_multiple_of(2))
    }

    /// Returns whether a hyphen behind a space is one of a compound: "forty -nine". Options and endings ("-v", "the -ing form") have
    /// no rarer word on both sides, and come in groups; a dash without its second space is followed by a frequent word.
    fn is_hyphen_behind_space(&self, i: usize) -> bool {
        let is_word = |at: usize, least: f32| {
            let word = self.str(at);
            self.kind(at) == Kind::Word
                && word.bytes().all(|byte| byte.is_ascii_lowercase())
                && word.len() >= MIN_COMPOUND_WORD
                && self.finder.lexicon.best_entry(word).is_some_and(|entry| entry.cost >= least)
        };
        let is_mark =
            |at: usize| matches!(self.str(at), "," | "." | ";" | ":" | "?" | "!" | ")" | "”" | "\"");
        let starts_chunk = |at: &usize| *at != i && self.str(*at) == "-" && self.is_apart(*at);
        let around =
            self.paragraph.start.max(i.saturating_sub(MAX_SIGHT))..self.paragraph.end.min(i + MAX_SIGHT);
        i + 1 < self.paragraph.end
            && !self.is_apart(i + 1)
            && is_word(i - 1, MIN_HEAD_COST)
            && is_word(i + 1, MIN_TAIL_COST)
            && (self.is_apart(i + 2) || is_mark(i + 2))
            && (self.finder.is_open)(i - 1)
            && around.clone().find(starts_chunk).is_none()
    }

    /// Returns whether token `i` closes its chunk, but for a mark of the sentence behind it.
    fn closes_chunk(&self, i: usize) -> bool {
        let is_mark = |i: usize| matches!(self.str(i), "," | "." | ";" | ":" | "?" | "!");
        self.is_apart(i + 1) || is_mark(i + 1) && self.is_apart(i + 2)
    }

    /// Returns whether a token is the ending of a contraction or possessive, and whole.
    fn is_ending(&self, i: usize) -> bool {
        let is_mark = |i: usize| matches!(self.str(i), "," | "." | "!" | "?" | ";" | "-" | "”" | "\"");
        ENDINGS.contains(&self.str(i)) && (self.is_apart(i + 1) || is_mark(i + 1))
    }

    /// Returns whether an apostrophe with the ending of a contraction or possessive stands apart from its word.
    fn is_ending_behind_space(&self, i: usize) -> bool {
        let ending = i + 1;
        self.has_space(i)
            && self.kind(i - 1) == Kind::Word
            && self.str(i - 1).chars().nth(1).is_some()
            && ending < self.paragraph.end
            && !self.is_apart(ending)
            && self.is_ending(ending)
    }

    /// Returns whether the ending of a contraction or possessive stands apart from its apostrophe: "it' s". No quotation is open
    /// that the apostrophe may close.
    fn is_ending_apart(&self, i: usize) -> bool {
        let ending = i + 1;
        let is_quote =
            |at: usize| matches!(self.str(at), "'" | "‘") && self.is_apart(at) && !self.is_apart(at + 1);
        let from = self.paragraph.start.max(i.saturating_sub(MAX_SIGHT));
        if i == self.paragraph.start {
            return false;
        }
        let word = [self.str(i - 1), "'", self.str(ending)].concat();
        !self.is_apart(i)
            && self.kind(i - 1) == Kind::Word
            && self.is_ending(ending)
            && (self.finder.is_open)(i - 1)
            && self.finder.lexicon.knows(&word)
            && !(from..i).any(is_quote)
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
