//! A cache of hypotheses. Names and other unknown tokens come again in a text, and their hypotheses are the same wherever they
//! stand.

use std::collections::HashMap;
use std::sync::Arc;

use crate::language::lexicon::{Lexicon, MAX_LOOKUP_BYTES};
use crate::spacing::hypotheses::TokenHypotheses;

/// How many hypotheses are kept until the older half of them is dropped; about a kilobyte each.
const MAX_TOKENS: usize = 4096;

/// The hypotheses of unknown tokens, by token: `None` for one that cannot be split.
#[derive(Debug, Clone, Default)]
pub struct HypothesisCache {
    newer: HashMap<Box<str>, Option<Arc<TokenHypotheses>>>,
    older: HashMap<Box<str>, Option<Arc<TokenHypotheses>>>,
}

impl HypothesisCache {
    /// Returns the hypotheses of a token, as [`TokenHypotheses::new`] finds them.
    pub fn run(&mut self, lexicon: &Lexicon, token: &str) -> Option<Arc<TokenHypotheses>> {
        if let Some(run) = self.newer.get(token) {
            return run.clone();
        }
        let run = match self.older.remove(token) {
            Some(run) => run,
            None => TokenHypotheses::new(lexicon, token, false).map(Arc::new),
        };
        if token.len() <= MAX_LOOKUP_BYTES {
            if self.newer.len() >= MAX_TOKENS / 2 {
                self.older = std::mem::take(&mut self.newer);
            }
            self.newer.insert(token.into(), run.clone());
        }
        run
    }
}
