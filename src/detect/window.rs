//! Stage 2, continued: windows, in which a space may be too many or stand in the wrong place.
//!
//! A space inside a word leaves a token that is no good word: an unknown one, a single letter, a short rare one. Around each of
//! these *weak* tokens the letters of a few tokens are spaced anew, and each way that makes words of them is a respacing.

use std::ops::Range;

use crate::detect::detections::{MAX_LETTERS, Respacing, Window, WindowKind};
use crate::language::lexicon::Lexicon;
use crate::text::casing::{Case, case_of, fold};
use crate::text::edit::Edit;
use crate::text::token::{Break, Kind, Token};
use crate::text::token_info::{TokenInfo, WordHash, bigram_hash};
use crate::text::word_hash::word_hash;

/// The most tokens of a window.
const MAX_TOKENS: usize = 5;
/// The fewest tokens from which on single letters are a word that is spaced out.
const MIN_LETTERS: usize = 3;
/// The cost from which on a word counts as rare. Nats; Zipf 3.6.
pub(crate) const RARE_COST: f32 = 12.4;
/// The most letters by which a space is moved.
const MAX_SHIFT: usize = 3;
/// The most respacings of a window that are judged.
const MAX_RESPACINGS: usize = 2;
/// The cost of a token that no list has, on top of its unknown-word cost. Nats.
const UNKNOWN_COST: f32 = 6.0;
/// How much cheaper a respacing is at least. Nats: seven in a thousand of the right ones are cheaper by less, and half of the
/// moves that are wrong.
const MIN_GAIN: f32 = 8.0;
/// The cost of the rarest word that a moved space may leave. Nats; Zipf 2.2.
const RAREST_MOVED: f32 = 15.8;

impl Window {
    /// Returns the number of its tokens.
    pub(crate) fn len(&self) -> usize {
        self.last - self.first + 1
    }

    /// Returns the letters of the window.
    pub(crate) fn letters(&self, text: &str, tokens: &[Token]) -> String {
        tokens[self.first..=self.last].iter().map(|token| token.as_str(text)).collect()
    }

    /// Returns the edits that a respacing makes, in bytes of the text: each space goes, and one may come.
    pub(crate) fn edits(&self, tokens: &[Token], respacing: &Respacing) -> Vec<Edit> {
        let tokens = &tokens[self.first..=self.last];
        let gone =
            tokens.windows(2).map(|two| Edit { range: two[0].end()..two[1].start(), insert: String::new() });
        let mut edits: Vec<Edit> = gone.filter(|edit| !edit.range.is_empty()).collect();
        edits.extend(self.inserted(tokens, respacing).map(Edit::space_at));
        edits.sort_by_key(|edit| edit.range.start);
        edits
    }

    /// Returns where a respacing puts a space, in bytes of the text. `tokens` are those of the window.
    fn inserted(&self, tokens: &[Token], respacing: &Respacing) -> Option<usize> {
        let mut at = respacing.space?;
        for token in tokens {
            let len = token.range().len();
            if at < len {
                return Some(token.start() + at);
            }
            at -= len;
        }
        None
    }
}

/// Where words end that start with the letters of a window.
struct Ends {
    /// Whether one has all letters.
    is_whole: bool,
    /// The places to which the space can move, in bytes of the letters, those of folded words first.
    places: Vec<usize>,
    /// Whether the letters are the same when they are folded.
    is_folded: bool,
}

/// Finds the windows of a paragraph.
pub(crate) struct WindowFinder<'a> {
    pub lexicon: &'a Lexicon,
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub token_infos: &'a [TokenInfo],
    /// Returns whether a word is one of the writer's personal words.
    pub is_personal: &'a dyn Fn(&str) -> bool,
    /// Returns whether a token may be part of a window: it is not protected.
    pub is_open: &'a dyn Fn(usize) -> bool,
}

impl WindowFinder<'_> {
    /// Returns the windows of a paragraph with these tokens; one may stand there twice.
    pub(crate) fn find(&self, paragraph: Range<usize>) -> Vec<Window> {
        let mut out = Vec::new();
        let mut from = paragraph.start;
        while let Some(i) = (from..paragraph.end).find(|&i| self.may_be_weak(i)) {
            from = if self.is_weak(i) { self.around(i, &paragraph, &mut out).max(i + 1) } else { i + 1 };
        }
        out
    }

    /// Returns whether a token is a word that is not a known and usual one of two letters or more. Nearly none is.
    #[inline]
    fn may_be_weak(&self, i: usize) -> bool {
        let (token, info) = (&self.tokens[i], self.token_infos[i]);
        token.kind == Kind::Word && (!info.is_known() || info.is_rare() || token.range().len() == 1)
    }

    /// Appends the windows with weak token `i`. Returns the token from which on to go on.
    fn around(&self, i: usize, paragraph: &Range<usize>, out: &mut Vec<Window>) -> usize {
        let stretch = self.stretch(i, paragraph);
        if let Some(letters) = self.spaced_out(i, &stretch) {
            let end = letters.end;
            for first in letters.clone() {
                for end in first + MIN_LETTERS..=letters.end {
                    self.window(first..end, out);
                }
            }
            return end;
        }
        if i > stretch.start {
            self.window(i - 1..i + 1, out);
        }
        if i + 1 < stretch.end {
            self.window(i..i + 2, out);
        }
        // Where a word is in three pieces and more, two of them are weak.
        for first in i.saturating_sub(MAX_TOKENS - 1).max(stretch.start)..=i {
            for end in (i + 1).max(first + 3)..=stretch.end.min(first + MAX_TOKENS) {
                if (first..end).any(|other| other != i && self.is_weak(other)) {
                    self.window(first..end, out);
                }
            }
        }
        i + 1
    }

    /// Returns the tokens around `i` that a window may have: words with single spaces between them.
    fn stretch(&self, i: usize, paragraph: &Range<usize>) -> Range<usize> {
        let reach = if self.is_letter(i) { MAX_LETTERS } else { MAX_TOKENS - 1 };
        let (mut start, mut end) = (i, i + 1);
        while start > paragraph.start && i - start < reach && self.is_linked(start) {
            start -= 1;
        }
        while end < paragraph.end && end - i <= reach && self.is_linked(end) {
            end += 1;
        }
        start..end
    }

    /// Returns whether a token and the one before it are words with one space between them.
    fn is_linked(&self, token: usize) -> bool {
        let (left, right) = (&self.tokens[token - 1], &self.tokens[token]);
        right.before == Break::Space
            && left.kind == Kind::Word
            && right.kind == Kind::Word
            && &self.text[left.end()..right.start()] == " "
            && (self.is_open)(token - 1)
            && (self.is_open)(token)
    }

    /// Returns the single letters around `i`, if there are enough of them.
    fn spaced_out(&self, i: usize, stretch: &Range<usize>) -> Option<Range<usize>> {
        let start = (stretch.start..=i).rev().take_while(|&token| self.is_letter(token)).last()?;
        let end = (i..stretch.end).find(|&token| !self.is_letter(token)).unwrap_or(stretch.end);
        (end - start >= MIN_LETTERS).then_some(start..end)
    }

    fn is_letter(&self, token: usize) -> bool {
        self.tokens[token].as_str(self.text).chars().nth(1).is_none()
    }

    /// Returns whether a token is a word that a space may have cut.
    fn is_weak(&self, i: usize) -> bool {
        if !self.may_be_weak(i) {
            return false;
        }
        let (word, info) = (self.tokens[i].as_str(self.text), self.token_infos[i]);
        let mut letters = word.chars();
        let is_letter = letters.next().is_some_and(|c| !self.lexicon.lists().one_letter_words.contains(&c))
            && letters.next().is_none();
        (is_letter || !info.is_known() || info.is_rare()) && !(self.is_personal)(word)
    }

    /// Appends the window of these tokens, if its letters make words in another way.
    fn window(&self, tokens: Range<usize>, out: &mut Vec<Window>) {
        let (first, last) = (tokens.start, tokens.end - 1);
        if !self.is_apart(first, last) {
            return;
        }
        let word = |token: &Token| token.as_str(self.text);
        // No word has a capital behind a small letter, wherever the space between them moves: names are most of what is unknown.
        let starts_name = |two: &[Token]| {
            word(&two[1]).starts_with(char::is_uppercase) && word(&two[0]).ends_with(char::is_lowercase)
        };
        let tokens = &self.tokens[tokens];
        if tokens.windows(2).any(starts_name) {
            return;
        }
        let mut letters = String::with_capacity(tokens[tokens.len() - 1].end() - tokens[0].start());
        tokens.iter().for_each(|token| letters.push_str(word(token)));
        let space = (tokens.len() == 2).then(|| tokens[0].range().len());
        let ends = self.ends(&letters, space);
        let mut respacings = Vec::new();
        let is_long = letters.chars().nth(2).is_some();
        if is_long && let Some(cost) = self.whole_cost(&letters, &ends) {
            respacings.push(Respacing { space: None, cost });
        }
        self.moves(&letters, &ends.places, &mut respacings);
        if respacings.is_empty() {
            return;
        }
        let words: Vec<&str> = tokens.iter().map(word).collect();
        // Each fix makes its words cheaper, so that none is taken back by the next one.
        let cost: f32 = words.iter().map(|word| self.cost(word)).sum();
        respacings.retain(|respacing| respacing.cost + MIN_GAIN <= cost);
        if respacings.is_empty() {
            return;
        }
        respacings.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        respacings.truncate(MAX_RESPACINGS);
        let queries = queries(&words, &letters, &respacings);
        out.push(Window { kind: WindowKind::Words, first, last, cost, respacings, queries });
    }

    /// Returns where words end that start with the letters: one walk through the automaton costs less than a look-up of each.
    /// `space` is the byte of the letters before which the only space is, if there is one.
    fn ends(&self, letters: &str, space: Option<usize>) -> Ends {
        let mut ends =
            Ends { is_whole: false, places: Vec::new(), is_folded: letters.chars().all(|c| fold(c) == c) };
        let left = space.map_or(0, |at| letters[..at].chars().count());
        let is_near = |chars: usize| space.is_some() && chars != left && chars.abs_diff(left) <= MAX_SHIFT;
        let read = |ends: &mut Ends, spelt: fn(char) -> char| {
            let mut walk = self.lexicon.walk();
            for (nth, (at, c)) in letters.char_indices().enumerate() {
                let Some(here) = self.lexicon.step(walk, spelt(c)) else { break };
                walk = here;
                let end = at + c.len_utf8();
                let is_whole = end == letters.len();
                if (is_whole || is_near(nth + 1))
                    && self.lexicon.end(walk, letters[..end].chars().map(spelt)).is_some()
                {
                    ends.is_whole |= is_whole;
                    ends.places.extend((!is_whole).then_some(end));
                }
            }
        };
        read(&mut ends, fold);
        if !ends.is_folded {
            read(&mut ends, |c| if c == '’' { '\'' } else { c });
        }
        ends
    }

    /// Returns the cost of all letters as one known word.
    fn whole_cost(&self, letters: &str, ends: &Ends) -> Option<f32> {
        // Nearly every window leaves here.
        let is_plain =
            || ends.is_folded && letters.is_ascii() || matches!(case_of(letters), Case::Lower | Case::Title);
        let is_unknown = !ends.is_whole
            && is_plain()
            && self.lexicon.possessor(letters).is_none()
            && !(self.is_personal)(letters);
        if is_unknown { None } else { self.good_cost(letters) }
    }

    /// Adds the ways to move the space of the letters to one of these places, where a word ends.
    fn moves(&self, letters: &str, places: &[usize], out: &mut Vec<Respacing>) {
        for &place in places {
            let (left, right) = letters.split_at(place);
            // The left part is a word, mostly: the walk ended there.
            let costs = self.good_cost(right).and_then(|cost| Some((self.good_cost(left)?, cost)));
            if let Some((left, right)) = costs.filter(|(l, r)| l.max(*r) <= RAREST_MOVED) {
                out.push(Respacing { space: Some(place), cost: left + right });
            }
        }
    }

    /// Returns whether no hyphen, mark or letter is glued to the window but such marks as stand beside any word.
    fn is_apart(&self, first: usize, last: usize) -> bool {
        let mark =
            |i: usize, marks: &str| self.tokens[i].as_str(self.text).chars().all(|c| marks.contains(c));
        let before = self.tokens[first].before != Break::None || first > 0 && mark(first - 1, "\"'“‘([*_");
        let behind = self.tokens.get(last + 1).is_none_or(|next| next.before != Break::None)
            || mark(last + 1, ".,;:!?…\"'”’)]*_—");
        before && behind
    }

    /// Returns the cost of a known word; `None` for a single letter that is no word.
    fn good_cost(&self, word: &str) -> Option<f32> {
        let mut letters = word.chars();
        let is_letter = letters.next().is_some() && letters.next().is_none();
        if is_letter && !word.chars().all(|c| self.lexicon.lists().one_letter_words.contains(&c)) {
            return None;
        }
        if case_of(word) == Case::Upper && !is_letter && self.lexicon.best_entry(word).is_none() {
            return None;
        }
        let is_known = self.lexicon.knows(word) || (self.is_personal)(word);
        is_known.then(|| self.cost(word))
    }

    fn cost(&self, word: &str) -> f32 {
        cost(self.lexicon, word)
    }
}

/// Returns the cost of a word, or of the letters of a token that no list has. Nats.
pub(crate) fn cost(lexicon: &Lexicon, word: &str) -> f32 {
    let possessor = lexicon.possessor(word).unwrap_or(word);
    lexicon.best_entry(possessor).map_or_else(
        || {
            let folded: Vec<char> = word.chars().map(fold).collect();
            UNKNOWN_COST + lexicon.unknown_word_cost(&folded)
        },
        |entry| entry.cost,
    )
}

/// Returns the hashes of the words of a window as they are and as its respacings have them, and of its bigram, sorted.
fn queries(words: &[&str], letters: &str, respacings: &[Respacing]) -> Vec<u32> {
    let mut hashes: Vec<u32> = words.iter().map(|word| hash(word)).collect();
    if let [left, right] = hashes[..] {
        hashes.push(bigram_hash(left, right));
    }
    for respacing in respacings {
        let (left, right) = letters.split_at(respacing.space.unwrap_or(letters.len()));
        hashes.extend([left, right].into_iter().filter(|word| !word.is_empty()).map(hash));
    }
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Returns the hash of a word, which ignores casing.
pub(crate) fn hash(word: &str) -> WordHash {
    word_hash(word.chars())
}
