//! Stage 4: what speaks for and against a space, as numbers on one scale.
//!
//! Each kind of flagged place has its list of features; the decision sees these numbers and nothing else, and training
//! sees the same numbers from the same code. Costs are in nats (natural logarithms of probabilities).

use unglue_format::text::NUMBER;

use crate::context::counts::Counts;
use crate::detect::detections::Detections;
use crate::language::lexicon::{ABSENT_COST, Lexicon, MAX_LOOKUP_BYTES, spell};
use crate::model::network::Network;
use crate::text::casing::fold;
use crate::text::tokenizer::{Break, Kind, Token};

/// How far around a token its chunk is looked at, in tokens: keeps the time linear in chunks without end.
const MAX_CHUNK_REACH: usize = 32;

/// A stretch of whole paragraphs and what is known of it as a whole.
pub struct FeatureContext<'a> {
    /// The text of the stretch.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// What detection found in it.
    pub detections: &'a Detections,
    /// The boundary costs of unknown tokens that were read, by index of the token; sorted.
    pub boundary_costs: &'a [(usize, [f32; 2])],
    /// The words.
    pub lexicon: &'a Lexicon,
    /// What is counted in the whole text; nothing at first sight.
    pub counts: Option<&'a Counts>,
    /// What reads the words around a gap.
    pub network: &'a Network,
}

impl FeatureContext<'_> {
    /// The characters of a token; none outside the text.
    pub fn token_str(&self, token: Option<usize>) -> &str {
        token.and_then(|i| self.tokens.get(i)).map_or("", |token| token.as_str(self.text))
    }

    /// Returns the token before, if it is in the same paragraph: white space, also a line end, may stand between.
    pub fn before(&self, token: usize) -> Option<usize> {
        (self.tokens[token].before <= Break::Line).then(|| token.checked_sub(1)).flatten()
    }

    /// Returns the token behind, if it is in the same paragraph: white space, also a line end, may stand between.
    pub fn behind(&self, token: usize) -> Option<usize> {
        self.tokens.get(token + 1).filter(|next| next.before <= Break::Line).map(|_| token + 1)
    }

    /// Whether a sentence starts with this token: behind a mark that ends one, or at the start of a paragraph.
    pub fn starts_sentence(&self, token: usize) -> bool {
        let mut at = token;
        while let Some(before) = self.before(at) {
            match self.token_str(Some(before)).chars().next() {
                Some('"' | '“' | '‘' | '\'' | '(' | '[' | '*' | '_') => at = before,
                Some('.' | '!' | '?' | ':' | '…' | '-' | '—' | '–') => return true,
                _ => return false,
            }
        }
        true
    }

    /// What a token is to its neighbours: 0 nothing there, 1 known word, 2 unknown word, 3 number, 4 to 10 punctuation
    /// (comma, stop, quote, bracket, hyphen, any other, currency).
    pub fn role(&self, token: Option<usize>) -> f32 {
        let Some(i) = token else { return 0.0 };
        match self.tokens[i].kind {
            Kind::Word if self.detections.token_infos[i].is_known() => 1.0,
            Kind::Number => 3.0,
            Kind::Word | Kind::Mixed | Kind::Foreign => 2.0,
            Kind::Punctuation => match self.token_str(token).chars().next().unwrap_or(' ') {
                ',' => 4.0,
                '.' | '!' | '?' | ';' | ':' | '…' => 5.0,
                '"' | '“' | '”' | '‘' | '’' | '\'' => 6.0,
                '(' | ')' | '[' | ']' => 7.0,
                '-' => 8.0,
                '$' | '£' | '€' => 10.0,
                _ => 9.0,
            },
        }
    }

    /// The first and the last token of the chunk around a token, as far as [`MAX_CHUNK_REACH`] tokens away.
    pub fn chunk(&self, token: usize) -> (usize, usize) {
        let mut first = token;
        while self.tokens[first].before == Break::None && first > 0 && token - first < MAX_CHUNK_REACH {
            first -= 1;
        }
        let mut last = token;
        let glued = |i: usize| self.tokens.get(i).is_some_and(|t| t.before == Break::None);
        while glued(last + 1) && last - token < MAX_CHUNK_REACH {
            last += 1;
        }
        (first, last)
    }

    /// The share of unknown words in the paragraph, `0..=1`, and its number of words.
    pub fn unknown_share(&self, token: usize) -> (f32, f32) {
        let paragraph = self.detections.paragraph(token);
        // The word that is judged is unknown itself.
        let others = paragraph.words.saturating_sub(1).max(1) as f32;
        (paragraph.unknown.saturating_sub(1) as f32 / others, paragraph.words as f32)
    }

    /// The cost of a word in its best reading. Nats, [`ABSENT_COST`] if unknown.
    pub fn cost(&self, word: &str) -> f32 {
        let word = self.lexicon.possessor(word).unwrap_or(word);
        self.lexicon.best_entry(word).map_or(ABSENT_COST, |entry| entry.cost)
    }

    /// How much likelier two words stand beside each other than by chance. Half nats, 0 for a pair of no note, at most 15;
    /// a number is [`NUMBER`].
    pub fn pair(&self, left: &str, right: &str) -> f32 {
        let key = |word: &str, buffer| match word.starts_with(|c: char| c.is_ascii_digit()) {
            true => spell(NUMBER, buffer, |c| c),
            false => spell(word, buffer, fold),
        };
        let (mut l, mut r) = ([0; MAX_LOOKUP_BYTES], [0; MAX_LOOKUP_BYTES]);
        let keys = key(left, &mut l).zip(key(right, &mut r));
        keys.map_or(0.0, |(left, right)| f32::from(self.lexicon.bigram_pmi(left, right)))
    }
}
