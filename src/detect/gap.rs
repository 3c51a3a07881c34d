//! Gaps: places between a mark of punctuation and an adjacent token where a space may be missing.

use crate::detect::emphasis::Marks;
use crate::detect::notation::{is_call_or_state, is_cast, is_index};
use crate::language::lexicon::Lexicon;
use crate::text::entity::{entity, entity_before};
use crate::text::token::{Break, Kind, Token};
use crate::text::token_info::TokenInfo;

/// The length from which on an unknown word behind closing emphasis may be a word of its own: "*good*yearand".
const MIN_UNKNOWN: usize = 5;
/// The cost of the rarest word that may follow an underscore without a space: a name such as `_is_valid` is code. Nats;
/// Zipf 6.
const RAREST_AFTER_UNDERSCORE: f32 = 7.0;

/// The tokens of a paragraph, as far as they are read.
pub(crate) struct Gaps<'a> {
    pub text: &'a str,
    /// The tokens up to the end of the paragraph.
    pub tokens: &'a [Token],
    /// The first token of the paragraph.
    pub first: usize,
    pub lexicon: &'a Lexicon,
}

impl Gaps<'_> {
    /// Returns whether a space could be missing before token `i`, which is in one chunk with the token before it; one of
    /// them is punctuation. `token_infos` are those of the tokens up to `i`.
    pub(crate) fn is_gap(&self, i: usize, token_infos: &[TokenInfo]) -> bool {
        let Gaps { text, tokens, .. } = *self;
        let (left, right) = (&tokens[i - 1], &tokens[i]);
        if left.kind != Kind::Punctuation && right.kind != Kind::Punctuation {
            return false;
        }
        let is_straight_quote = |token: &Token| matches!(text.as_bytes()[token.start()], b'"' | b'\'');
        let ends_chunk = || tokens.get(i + 1).is_none_or(|next| next.before != Break::None);
        // White space on one side of a straight quote tells on which side the quoted words are: `"so`, `so,"`.
        if left.before != Break::None && is_straight_quote(left) || is_straight_quote(right) && ends_chunk() {
            return false;
        }
        match (left.kind, right.kind) {
            (Kind::Punctuation, Kind::Punctuation) => {
                let (a, b) = (left.as_str(text), right.as_str(text));
                // `[text][reference]` is a link.
                self.is(right, OPENS) && self.is(left, CLOSES) && a != b && (a, b) != ("]", "[")
                    || ",;:".contains(a) && i >= 2 && tokens[i - 2].kind == Kind::Word && self.is_amount(i)
            }
            // Authors space dots inside a sentence either way, and none behind dots that begin a chunk: "…And so".
            (Kind::Punctuation, _) if text[..left.end()].ends_with("..") || left.as_str(text) == "…" => {
                right.is_alphanumeric()
                    && right.as_str(text).starts_with(char::is_uppercase)
                    && self.ellipsis_is_inside_chunk(i - 1)
            }
            (Kind::Punctuation, _) => right.is_alphanumeric() && self.closes(i, token_infos),
            (_, Kind::Punctuation) => left.is_alphanumeric() && self.opens(i, token_infos),
            _ => false,
        }
    }

    /// Returns whether a bullet begins an item: white space or the end of a sentence is before it. "x•y" has none.
    fn is_bullet(&self, i: usize) -> bool {
        self.tokens[i].before != Break::None
            || i > self.first && b".!?:;)".contains(&self.text.as_bytes()[self.tokens[i - 1].start()])
    }

    /// Returns whether the ellipsis that ends with token `last` has something before it in its chunk, a word or a mark.
    fn ellipsis_is_inside_chunk(&self, last: usize) -> bool {
        let is_dot = |i: usize| matches!(self.tokens[i].as_str(self.text), "." | "…");
        let mut first = last;
        while self.tokens[first].before == Break::None && first > self.first && is_dot(first - 1) {
            first -= 1;
        }
        self.tokens[first].before == Break::None && first > self.first
    }

    /// Returns whether a space follows the mark before token `i`.
    fn closes(&self, i: usize, token_infos: &[TokenInfo]) -> bool {
        let Gaps { text, tokens, .. } = *self;
        let (left, right) = (&tokens[i - 1], &tokens[i]);
        match text.as_bytes()[left.start()] {
            b';' => entity_before(text, left.end()).is_none_or(|entity| {
                !"\"'".contains(entity.stands_for) && CLOSERS.contains(entity.stands_for)
            }),
            b')' => !is_cast(text, tokens, i - 1),
            0x80.. if left.as_str(text) == "•" => self.is_bullet(i - 1),
            b',' => !(i >= 2 && left.before == Break::None && is_index(text, &tokens[i - 2], right)),
            b'*' => self.closed_before(i).is_some_and(|inside| {
                let is_word = token_infos[i].is_known() || right.range().len() >= MIN_UNKNOWN;
                self.may_end_word(inside, token_infos) && right.kind == Kind::Word && is_word
            }),
            b'_' => self.closed_before(i).is_some_and(|inside| {
                let entry = self.lexicon.best_entry(right.as_str(text));
                let is_frequent = entry.is_some_and(|entry| entry.cost <= RAREST_AFTER_UNDERSCORE);
                self.may_end_word(inside, token_infos)
                    && right.range().len() > 1
                    && is_frequent
                    && self.ends_word(i)
            }),
            _ => self.is(left, CLOSES),
        }
    }

    /// Returns whether a space precedes the mark at token `i`.
    fn opens(&self, i: usize, token_infos: &[TokenInfo]) -> bool {
        let Gaps { text, tokens, .. } = *self;
        let (left, right) = (&tokens[i - 1], &tokens[i]);
        match text.as_bytes()[right.start()] {
            b'(' => !is_call_or_state(text, tokens, i),
            b'&' => entity(&text[right.start()..])
                .is_some_and(|entity| entity.stands_for != '"' && OPENERS.contains(entity.stands_for)),
            b'*' => {
                let begins_word = |inside: usize| {
                    self.lexicon.knows(tokens[inside].as_str(text)) && self.closed_before(inside).is_none()
                };
                token_infos[i - 1].is_known() && self.marks().opened_at(i).is_some_and(begins_word)
            }
            // The code of a currency is in capitals: "US$5".
            b'$' | 0x80.. if self.is_amount(i) => {
                let word = left.as_str(text);
                left.kind == Kind::Word && !(word.ends_with(char::is_uppercase) && word.len() <= 4)
            }
            _ => self.is(right, OPENS),
        }
    }

    /// Returns whether a word ends with token `inside`, the last one of what is emphasised.
    fn may_end_word(&self, inside: usize, token_infos: &[TokenInfo]) -> bool {
        token_infos[inside].is_known()
            || b",.;:!?)".contains(&self.text.as_bytes()[self.tokens[inside].start()])
    }

    /// Returns whether white space or a mark of the sentence follows token `i`: no name goes on there.
    fn ends_word(&self, i: usize) -> bool {
        let next = self.tokens.get(i + 1).filter(|next| next.before == Break::None);
        next.is_none_or(|next| b",.;:!?)".contains(&self.text.as_bytes()[next.start()]))
    }

    /// Returns whether token `i` is the sign of a currency with an amount behind it. `$5$` is a formula, `Server$1.run`
    /// a name.
    fn is_amount(&self, i: usize) -> bool {
        let Gaps { text, tokens, .. } = *self;
        let is_sign = |i: usize| tokens[i].as_str(text).starts_with(CURRENCIES);
        let glued = |i: usize| tokens.get(i).is_some_and(|token| token.before == Break::None);
        is_sign(i)
            && glued(i + 1)
            && text.as_bytes()[tokens[i + 1].start()].is_ascii_digit()
            && !(glued(i + 2) && is_sign(i + 2))
            && !(glued(i + 2)
                && glued(i + 3)
                && tokens[i + 2].as_str(text) == "."
                && tokens[i + 3].is_alphanumeric())
    }

    fn closed_before(&self, i: usize) -> Option<usize> {
        self.marks().closed_before(i)
    }

    fn marks(&self) -> Marks<'_> {
        Marks { text: self.text, tokens: self.tokens, first: self.first }
    }

    /// Returns whether a mark has a role.
    fn is(&self, token: &Token, role: u8) -> bool {
        match self.text.as_bytes()[token.start()] {
            byte @ ..0x80 => MARKS[usize::from(byte)] & role != 0,
            _ => token
                .as_str(self.text)
                .starts_with(|c| if role == CLOSES { CLOSERS.contains(c) } else { OPENERS.contains(c) }),
        }
    }
}

/// Punctuation that a space follows.
pub(crate) const CLOSERS: &str = ",.;:!?)]”’\"'…%»•";
/// Punctuation that a space precedes.
pub(crate) const OPENERS: &str = "([“‘\"«";
/// Signs of currencies before their amounts.
pub(crate) const CURRENCIES: [char; 5] = ['$', '£', '€', '¥', '₹'];

const CLOSES: u8 = 1;
const OPENS: u8 = 2;
/// The role of each ASCII character: [`CLOSES`], [`OPENS`], both or neither.
const MARKS: [u8; 128] = {
    let mut marks = [0; 128];
    let mut at = 0;
    while at < CLOSERS.len() || at < OPENERS.len() {
        if at < CLOSERS.len() && CLOSERS.as_bytes()[at] < 0x80 {
            marks[CLOSERS.as_bytes()[at] as usize] |= CLOSES;
        }
        if at < OPENERS.len() && OPENERS.as_bytes()[at] < 0x80 {
            marks[OPENERS.as_bytes()[at] as usize] |= OPENS;
        }
        at += 1;
    }
    marks
};
