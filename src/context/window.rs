//! The windows that the network reads: the words around the places where a token could have a space.

use unglue_format::network::WORDS;

use crate::context::feature_context::FeatureContext;
use crate::model::network::{Seen, Window, see};
use crate::text::token::Break;

/// The words around a token and its segments, as the network reads them.
pub(crate) struct Windows<'a> {
    context: &'a FeatureContext<'a>,
    /// The characters of the token, folded.
    folded: &'a [char],
    /// [`WORDS`] words before the token, its segments, and [`WORDS`] words behind it.
    words: Vec<Seen>,
}

impl<'a> Windows<'a> {
    /// Returns the windows of a token with these segments. They do not reach across the end of a paragraph.
    pub(crate) fn new(
        context: &'a FeatureContext<'a>,
        token: usize,
        folded: &'a [char],
        segments: impl Iterator<Item = &'a str>,
    ) -> Windows<'a> {
        Windows::over(context, token, token, folded, segments)
    }

    /// Returns the windows of the tokens from `first` to `last`, whose letters are `folded` and make these segments.
    pub(crate) fn over(
        context: &'a FeatureContext<'a>,
        first: usize,
        last: usize,
        folded: &'a [char],
        segments: impl Iterator<Item = &'a str>,
    ) -> Windows<'a> {
        let before = |n: usize| {
            let at = first.checked_sub(n)?;
            let joined = context.tokens[at + 1..=first].iter().all(|t| t.before < Break::Paragraph);
            joined.then(|| context.token_str(Some(at)))
        };
        let behind = |n: usize| {
            let between = context.tokens.get(last + 1..=last + n)?;
            let joined = between.iter().all(|t| t.before < Break::Paragraph);
            joined.then(|| context.token_str(Some(last + n)))
        };
        let words = (1..=WORDS).rev().map(before).chain(segments.map(Some)).chain((1..=WORDS).map(behind));
        let words = words.map(|word| see(context.network.vocabulary(), word)).collect();
        Windows { context, folded, words }
    }

    /// Returns the log-odds that a space belongs before segment `nth`, which starts at character `at` of the token; the
    /// number of segments stands for the end of the token. Nats.
    pub(crate) fn log_odds(&self, nth: usize, at: usize) -> f32 {
        let words = std::array::from_fn(|place| self.words[nth + place]);
        let alphabet = &self.context.lexicon.lists().alphabet;
        let window = Window::new(alphabet, words, self.folded, at);
        self.context.network.log_odds(&window, &mut self.context.memo.borrow_mut().network)
    }
}
