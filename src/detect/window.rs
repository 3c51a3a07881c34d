//! Stage 2, continued: windows, in which a space may be too many or stand in the wrong place.
//!
//! A space inside a word leaves a token that is no good word: an unknown one, a single letter, a short rare one. Around each of
//! these *weak* tokens the letters of a few tokens are spaced anew, and each way that makes words of them is a respacing.

use std::cell::RefCell;
use std::ops::Range;

use crate::detect::detections::{MAX_LETTERS, Odd, Respacing, Window, WindowKind, ends_in_letters};
use crate::detect::lookup_cache::{Fingerprint, LookupCache};
use crate::detect::segmenter::{Segmented, Wanted, Words, segmented};
use crate::language::lexicon::{Lexicon, RARE_COST};
use crate::text::casing::{Case, case_of, fold, straight};
use crate::text::token::{Break, Kind, Token};
use crate::text::token_info::{TokenInfo, WordHash, bigram_hash};
use crate::text::word_hash::word_hash;

/// The most tokens of a window.
const MAX_TOKENS: usize = 5;
/// The most tokens of a window whose letters are cut into any number of words.
const MAX_CUT_TOKENS: usize = 3;
/// The fewest tokens from which on single letters are a word that is spaced out.
const MIN_LETTERS: usize = 3;
/// The longest rare word from which a space may be moved away, in bytes.
const MAX_MOVED_BYTES: usize = 4;
/// The most letters by which a space is moved.
const MAX_SHIFT: usize = 3;
/// The most respacings of a window that are judged.
const MAX_RESPACINGS: usize = 3;
/// The longest window that may be one word or not by what stands beside it: two letters. Bytes, with the space.
const MAX_BESIDE_BYTES: usize = 3;
/// How much cheaper a respacing is at least. Nats: seven in a thousand of the right ones are cheaper by less, and half of the
/// moves that are wrong.
pub(super) const MIN_GAIN: f32 = 8.0;
/// The cost of the rarest word that a moved space may leave. Nats; Zipf 2.2.
const RAREST_MOVED: f32 = 15.8;
/// The cost of the rarest word of two letters that is cut in two. Nats; Zipf 5.3.
const RAREST_OF_TWO: f32 = 8.6;

/// Which of a few tokens are weak, and which are fragments: a bit for each, from the first one on.
#[derive(Clone, Copy)]
struct Weakness {
    from: usize,
    weak: u64,
    fragments: u64,
}

impl Weakness {
    fn is_weak(&self, token: usize) -> bool {
        self.weak >> (token - self.from) & 1 != 0
    }

    fn is_fragment(&self, token: usize) -> bool {
        self.fragments >> (token - self.from) & 1 != 0
    }
}

/// Finds the windows of a paragraph.
pub(crate) struct WindowFinder<'a> {
    pub lexicon: &'a Lexicon,
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub token_infos: &'a [TokenInfo],
    /// The look-up cache.
    pub cache: RefCell<&'a mut LookupCache>,
    /// Returns whether a word is one of the writer's personal words.
    pub is_personal: &'a dyn Fn(&str) -> bool,
    /// Returns whether a token may be part of a window: it is not protected.
    pub is_open: &'a dyn Fn(usize) -> bool,
}

impl WindowFinder<'_> {
    /// Returns the windows of words of a paragraph, away from its letter-spaced stretches; one may stand there twice.
    pub(crate) fn find(&self, Odd { paragraph, tokens }: &Odd, spaced: &[Range<usize>]) -> Vec<Window> {
        let mut out = Vec::new();
        let mut spaced = spaced.iter().peekable();
        let (mut from, mut first) = (paragraph.start, paragraph.start);
        for &i in *tokens {
            if i < from || !self.is_weak(i) {
                continue;
            }
            while spaced.next_if(|stretch| stretch.end <= i).is_some() {}
            if let Some(stretch) = spaced.peek().filter(|stretch| stretch.contains(&i)) {
                from = stretch.end;
                continue;
            }
            out.extend([i, i + 1].into_iter().filter_map(|last| self.line_end(last, paragraph)));
            from = self.around(i, paragraph, &mut first, &mut out);
        }
        out
    }

    /// Returns the windows of two known words of a paragraph that make another.
    pub(super) fn real_words(&self, paragraph: Range<usize>) -> Vec<Window> {
        let is_word = |i: usize| self.tokens[i].kind == Kind::Word && !self.is_weak(i);
        let pairs = (paragraph.start + 1..paragraph.end)
            .filter(|&i| is_word(i - 1) && is_word(i) && self.is_linked(i) && self.is_apart(i - 1, i));
        let window = |i: usize| {
            let letters = self.joined(i)?;
            let cost = self.good_cost(&letters)?;
            Some(self.join(WindowKind::RealWords, i, &letters, cost))
        };
        pairs.filter_map(window).collect()
    }

    /// Returns the letters of word `last` and of the one before it; `None` if a name starts between them.
    pub(super) fn joined(&self, last: usize) -> Option<String> {
        let words = [last - 1, last].map(|i| self.tokens[i].as_str(self.text));
        let letters = words.concat();
        let is_name = words[1].starts_with(char::is_uppercase) && case_of(&letters) != Case::Upper;
        (!is_name).then_some(letters)
    }

    /// Returns the window in which word `last` and the one before it become one, which has these letters and costs `cost` nats.
    pub(super) fn join(&self, kind: WindowKind, last: usize, letters: &str, cost: f32) -> Window {
        let first = last - 1;
        let words = [first, last].map(|i| self.tokens[i].as_str(self.text));
        let respacings = vec![Respacing { spaces: Vec::new(), cost }];
        let queries = queries(&words, letters, &respacings);
        let cost = self.tokens_cost(first..last + 1);
        Window { kind, first, last, cost, respacings, rival_gain: 0.0, queries }
    }

    /// Returns whether a token is a word that is not a known and usual one of two letters or more. Nearly none is.
    #[inline]
    fn may_be_weak(&self, i: usize) -> bool {
        let (token, info) = (&self.tokens[i], self.token_infos[i]);
        token.kind == Kind::Word && (!info.is_known() || info.is_rare() || token.range().len() == 1)
    }

    /// Appends the windows with weak token `i` and none before `first`: those were found with another weak token. Returns the token from
    /// which on to go on.
    fn around(&self, i: usize, paragraph: &Range<usize>, first: &mut usize, out: &mut Vec<Window>) -> usize {
        let stretch = self.stretch(i, paragraph);
        if let Some(letters) = self.spaced_out(i, &stretch) {
            let end = letters.end;
            let weakness = self.weakness(letters.clone());
            for first in letters.clone() {
                for end in first + MIN_LETTERS..=letters.end {
                    self.window(first..end, &weakness, out);
                }
            }
            return end;
        }
        let start = i.saturating_sub(MAX_TOKENS - 1).max(stretch.start).max(*first);
        let near = start..stretch.end.min(i + MAX_TOKENS);
        if near.len() > 1 {
            self.windows_with(i, near, out);
        }
        *first = i + 1;
        i + 1
    }

    /// Appends the windows with weak token `i` and tokens `near` it. A text repeats most of what stands around its weak tokens, and the
    /// cache knows where nothing was found.
    fn windows_with(&self, i: usize, near: Range<usize>, out: &mut Vec<Window>) {
        let at = self.tokens[near.start].start();
        let words = &self.text[at..self.tokens[near.end - 1].end()];
        let fingerprint = Fingerprint::of_windows_at(words, self.tokens[i].start() - at);
        if self.cache.borrow().is_unrespaced(fingerprint) {
            return;
        }
        // A piece that no list has may stand alone between two words; else two pieces of three and more are weak.
        let is_unknown = !self.token_infos[i].is_known();
        let weakness = self.weakness(near.clone());
        let mut is_unrespaced = true;
        for first in near.start..=i {
            for end in (i + 1).max(first + 2)..=near.end.min(first + MAX_TOKENS) {
                let is_short = end - first == 2 || end - first == MAX_CUT_TOKENS && is_unknown;
                if is_short || (first..end).any(|other| other != i && weakness.is_weak(other)) {
                    is_unrespaced &= self.window(first..end, &weakness, out);
                }
            }
        }
        if is_unrespaced {
            self.cache.borrow_mut().set_unrespaced(fingerprint);
        }
    }

    /// Returns which of these tokens, 64 at most, are weak.
    fn weakness(&self, tokens: Range<usize>) -> Weakness {
        let mut found = Weakness { from: tokens.start, weak: 0, fragments: 0 };
        for token in tokens {
            let bit = 1 << (token - found.from);
            if self.is_weak(token) {
                found.weak |= bit;
            }
            if self.is_fragment(token) {
                found.fragments |= bit;
            }
        }
        found
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
            && left.end() + 1 == right.start()
            && self.text.as_bytes()[left.end()] == b' '
            && (self.is_open)(token - 1)
            && (self.is_open)(token)
    }

    /// Returns the single letters around `i`, if there are enough of them.
    fn spaced_out(&self, i: usize, stretch: &Range<usize>) -> Option<Range<usize>> {
        let start = (stretch.start..=i).rev().take_while(|&token| self.is_letter(token)).last()?;
        let end = (i..stretch.end).find(|&token| !self.is_letter(token)).unwrap_or(stretch.end);
        (end - start >= MIN_LETTERS).then_some(start..end)
    }

    /// Returns whether a token is a letter.
    #[inline]
    pub(super) fn is_letter(&self, token: usize) -> bool {
        self.tokens[token].kind == Kind::Word && self.is_single(token)
    }

    /// Returns whether a token is one character.
    #[inline]
    pub(super) fn is_single(&self, token: usize) -> bool {
        // No character has more bytes than four.
        match self.tokens[token].range().len() {
            0..=1 => true,
            2..=4 => self.tokens[token].as_str(self.text).chars().nth(1).is_none(),
            _ => false,
        }
    }

    /// Returns whether there is nothing but spaces and tabs between a token and the one before it.
    pub(super) fn has_blank_before(&self, token: usize) -> bool {
        let between = &self.text[self.tokens[token - 1].end()..self.tokens[token].start()];
        between.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
    }

    /// Returns the cost of tokens as they are. Nats.
    pub(super) fn tokens_cost(&self, tokens: Range<usize>) -> f32 {
        self.tokens[tokens].iter().map(|token| self.cost(token.as_str(self.text))).sum()
    }

    /// Returns whether a token is a word that a space may have cut.
    pub(super) fn is_weak(&self, i: usize) -> bool {
        if !self.may_be_weak(i) {
            return false;
        }
        let (word, info) = (self.tokens[i].as_str(self.text), self.token_infos[i]);
        let mut letters = word.chars();
        let is_letter = letters.next().is_some_and(|c| !self.lexicon.lists().one_letter_words.contains(&c))
            && letters.next().is_none();
        (is_letter || !info.is_known() || info.is_rare()) && !(self.is_personal)(word)
    }

    /// Appends the window of these tokens, if its letters make words in another way. Nearly none do, and the cache knows those that
    /// were tried: what letters make depends on their words alone, but for two letters. Returns whether the words make no others,
    /// whatever stands beside them.
    fn window(&self, tokens: Range<usize>, weakness: &Weakness, out: &mut Vec<Window>) -> bool {
        let (first, last) = (tokens.start, tokens.end - 1);
        let words = &self.text[self.tokens[first].start()..self.tokens[last].end()];
        let is_long = words.len() > MAX_BESIDE_BYTES;
        let fingerprint = Fingerprint::of_window(words);
        if is_long && self.cache.borrow().is_unrespaced(fingerprint) {
            return true;
        }
        if !self.is_apart(first, last) {
            return false;
        }
        match self.respaced(tokens, weakness) {
            Some(window) => {
                out.push(window);
                return false;
            }
            None if is_long => self.cache.borrow_mut().set_unrespaced(fingerprint),
            None => {}
        }
        is_long
    }

    /// Returns the window of these tokens, if its letters make words in another way.
    fn respaced(&self, tokens: Range<usize>, weakness: &Weakness) -> Option<Window> {
        let (first, last) = (tokens.start, tokens.end - 1);
        let word = |token: &Token| token.as_str(self.text);
        // No word has a capital behind a small letter, wherever the space between them moves: names are most of what is unknown.
        let starts_name = |two: &[Token]| {
            word(&two[1]).starts_with(char::is_uppercase) && word(&two[0]).ends_with(char::is_lowercase)
        };
        let range = tokens;
        let tokens = &self.tokens[range.clone()];
        if tokens.windows(2).any(starts_name) {
            return None;
        }
        let mut letters = String::with_capacity(tokens[tokens.len() - 1].end() - tokens[0].start());
        tokens.iter().for_each(|token| letters.push_str(word(token)));
        let fragments =
            range.clone().take(MAX_CUT_TOKENS).filter(|&token| weakness.is_fragment(token)).count();
        // Of three tokens whose letters are cut anew, two are fragments.
        let may_cut = fragments + 1 >= tokens.len() && fragments > 0 && tokens.len() <= MAX_CUT_TOKENS;
        let mut respacings = Vec::new();
        let is_worth_joining = |cost: &f32| {
            // "b y = c" is a formula.
            letters.chars().nth(2).is_some() || *cost <= RAREST_OF_TWO && self.stands_in_words(first, last)
        };
        let whole = if self.may_join(first, &letters) { self.whole_cost(&letters) } else { None };
        if let Some(cost) = whole.filter(is_worth_joining) {
            respacings.push(Respacing { spaces: Vec::new(), cost });
        }
        if may_cut {
            let places = self.ends(&letters);
            if let [left, _] = tokens {
                self.moves(&letters, &places, left.range().len(), &mut respacings);
            }
            // Letters that no word has lost are cut anew only beside some that no list has.
            if range.clone().any(|token| !self.token_infos[token].is_known() || self.is_letter(token)) {
                self.cut(range.clone(), &letters, &places, &mut respacings);
            }
        }
        if respacings.is_empty() {
            return None;
        }
        let words: Vec<&str> = tokens.iter().map(word).collect();
        // Each fix makes its words cheaper, so that none is taken back by the next one.
        let cost = self.tokens_cost(range);
        respacings.retain(|respacing| respacing.cost + MIN_GAIN <= cost);
        if respacings.is_empty() {
            return None;
        }
        respacings.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        respacings.truncate(MAX_RESPACINGS);
        let queries = queries(&words, &letters, &respacings);
        Some(Window { kind: WindowKind::Words, first, last, cost, respacings, rival_gain: 0.0, queries })
    }

    /// Returns whether a token may be what is left of a word from which letters went to its neighbour.
    fn is_fragment(&self, token: usize) -> bool {
        let info = self.token_infos[token];
        let word = self.tokens[token].as_str(self.text);
        self.is_letter(token)
            || self.is_weak(token)
                && (!info.is_known() || word.len() <= MAX_MOVED_BYTES && self.cost(word) >= RARE_COST)
    }

    /// Adds the cheapest words of the letters, if spaces go and come by it: "fi rstwoman".
    fn cut(&self, range: Range<usize>, letters: &str, starts: &[usize], out: &mut Vec<Respacing>) {
        let boundaries = ends_in_letters(&self.tokens[range.clone()]);
        // Most letters of names start with no word at all.
        if starts.iter().all(|end| boundaries.contains(end)) {
            return;
        }
        // Each space at the edge of the window goes: one that stays is no part of the fault.
        let across = [boundaries[0], boundaries[boundaries.len() - 2]];
        let most = self.tokens_cost(range) - MIN_GAIN;
        let wanted = Wanted { words: Words::Known, most, across: &across };
        let Some(Segmented { mut ends, cost, .. }) = segmented(self.lexicon, letters, wanted) else { return };
        ends.pop();
        let is_new = out.iter().all(|other| other.spaces != ends);
        if !ends.is_empty() && is_new && !across.iter().any(|at| ends.contains(at)) {
            out.push(Respacing { spaces: ends, cost });
        }
    }

    /// Returns where words end that start with the letters and do not have all of them, in bytes, those of folded words first.
    fn ends(&self, letters: &str) -> Vec<usize> {
        let offset = |chars: usize| letters.char_indices().nth(chars).map(|(at, _)| at);
        let folded = self.lexicon.prefixes(letters.chars().map(fold));
        let mut places: Vec<usize> = folded.filter_map(|(chars, _)| offset(chars)).collect();
        if !is_folded(letters) {
            let written = self.lexicon.prefixes(letters.chars().map(straight));
            places.extend(written.filter_map(|(chars, _)| offset(chars)));
        }
        places
    }

    /// Returns whether the letters of a window that starts with token `first` may be one word. Nearly none are, and in lower-case ASCII
    /// letters one or two steps behind the first token say so.
    pub(super) fn may_join(&self, first: usize, letters: &str) -> bool {
        let range = self.tokens[first].range();
        !letters.bytes().all(|byte| byte.is_ascii_lowercase())
            || self.cache.borrow_mut().may_go_on(
                self.lexicon,
                self.text,
                range.clone(),
                &letters[range.len()..],
            )
            || (self.is_personal)(letters)
    }

    /// Returns the cost of all letters as one known word.
    fn whole_cost(&self, letters: &str) -> Option<f32> {
        // Nearly every window leaves here.
        let is_folded = is_folded(letters);
        let is_plain =
            || is_folded && letters.is_ascii() || matches!(case_of(letters), Case::Lower | Case::Title);
        let is_whole = || {
            self.lexicon.has(letters.chars().map(fold))
                || !is_folded && self.lexicon.has(letters.chars().map(straight))
        };
        let is_unknown = !is_whole()
            && is_plain()
            && self.lexicon.possessor(letters).is_none()
            && !(self.is_personal)(letters);
        if is_unknown { None } else { self.good_cost(letters) }
    }

    /// Adds the ways to move the space before byte `at` of the letters to one of `places`, where a word ends.
    fn moves(&self, letters: &str, places: &[usize], at: usize, out: &mut Vec<Respacing>) {
        let shift = |place: usize| letters[place.min(at)..place.max(at)].chars().count();
        for &place in places.iter().filter(|&&place| place != at && shift(place) <= MAX_SHIFT) {
            let (left, right) = letters.split_at(place);
            // The left part is a word, mostly: the walk ended there.
            let costs = self.good_cost(right).and_then(|cost| Some((self.good_cost(left)?, cost)));
            if let Some((left, right)) = costs.filter(|(l, r)| l.max(*r) <= RAREST_MOVED) {
                out.push(Respacing { spaces: vec![place], cost: left + right });
            }
        }
    }

    /// Returns whether no hyphen, mark or letter is glued to the window but such marks as stand beside any word.
    pub(super) fn is_apart(&self, first: usize, last: usize) -> bool {
        let mark =
            |i: usize, marks: &str| self.tokens[i].as_str(self.text).chars().all(|c| marks.contains(c));
        let before =
            self.tokens[first].before != Break::None || first > 0 && mark(first - 1, "\"'“‘([*_-/–—");
        let behind = self.tokens.get(last + 1).is_none_or(|next| next.before != Break::None)
            || mark(last + 1, ".,;:!?…\"'”’)]*_-/–—");
        before && behind
    }

    /// Returns whether nothing but words stands beside a window, on its line.
    fn stands_in_words(&self, first: usize, last: usize) -> bool {
        let is_word = |i: usize| self.tokens[i].kind == Kind::Word && self.tokens[i].range().len() > 1;
        let before = first == 0 || self.tokens[first].before >= Break::Line || is_word(first - 1);
        let behind =
            self.tokens.get(last + 1).is_none_or(|next| next.before >= Break::Line) || is_word(last + 1);
        before && behind
    }

    /// Returns the cost of a known word; `None` for a single letter that is no word.
    pub(super) fn good_cost(&self, word: &str) -> Option<f32> {
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
        self.lexicon.token_cost(word)
    }
}

/// Returns whether letters are the same when they are folded.
fn is_folded(letters: &str) -> bool {
    letters.chars().all(|c| fold(c) == c)
}

/// Returns the hashes of the words of a window as they are and as its respacings have them, and of its bigram, sorted.
fn queries(words: &[&str], letters: &str, respacings: &[Respacing]) -> Vec<u32> {
    let mut hashes: Vec<u32> = words.iter().map(|word| hash(word)).collect();
    if let [left, right] = hashes[..] {
        hashes.push(bigram_hash(left, right));
    }
    for respacing in respacings {
        hashes.extend(respaced(letters, respacing).map(hash));
    }
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Returns the words of a respacing.
pub(crate) fn respaced<'a>(letters: &'a str, respacing: &'a Respacing) -> impl Iterator<Item = &'a str> {
    let starts = [0].into_iter().chain(respacing.spaces.iter().copied());
    let ends = respacing.spaces.iter().copied().chain([letters.len()]);
    starts.zip(ends).map(|(start, end)| &letters[start..end])
}

/// Sets how much cheaper the best other window is that shares tokens with each. `windows` are sorted by their tokens.
pub(super) fn set_rivals(windows: &mut [Window]) {
    let gains: Vec<(usize, usize, f32)> =
        windows.iter().map(|window| (window.first, window.last, window.gain())).collect();
    for (nth, window) in windows.iter_mut().enumerate() {
        let before = gains[..nth].iter().rev().take_while(|(first, ..)| first + MAX_LETTERS > window.first);
        let behind = gains[nth + 1..].iter().take_while(|(first, ..)| *first <= window.last);
        let rivals = before.filter(|(_, last, _)| *last >= window.first).chain(behind);
        window.rival_gain = rivals.map(|(.., gain)| *gain).fold(0.0, f32::max);
    }
}

/// Returns the hash of a word, which ignores casing.
pub(crate) fn hash(word: &str) -> WordHash {
    word_hash(word.chars())
}
