//! A cache of hypotheses. Names and other unknown tokens come again in a text, and their hypotheses are the same wherever they
//! stand.

use std::collections::HashMap;
use std::sync::Arc;

use crate::language::lexicon::{Lexicon, MAX_LOOKUP_BYTES};
use crate::spacing::hypotheses::AnalysedToken;

/// How many hypotheses are kept until the older half of them is dropped; about a kilobyte each.
const MAX_TOKENS: usize = 4096;

/// The hypotheses of unknown tokens, by token: `None` for one that cannot be split.
#[derive(Debug, Clone, Default)]
pub struct HypothesisCache {
    newer: HashMap<Box<str>, Option<Arc<AnalysedToken>>>,
    older: HashMap<Box<str>, Option<Arc<AnalysedToken>>>,
}

impl HypothesisCache {
    /// Returns the hypotheses of a token, as [`AnalysedToken::new`] finds them.
    pub fn analysed(&mut self, lexicon: &Lexicon, token: &str) -> Option<Arc<AnalysedToken>> {
        if let Some(analysed) = self.newer.get(token) {
            return analysed.clone();
        }
        let analysed = match self.older.remove(token) {
            Some(analysed) => analysed,
            None => AnalysedToken::new(lexicon, token, false).map(Arc::new),
        };
        if token.len() <= MAX_LOOKUP_BYTES {
            if self.newer.len() >= MAX_TOKENS / 2 {
                self.older = std::mem::take(&mut self.newer);
            }
            self.newer.insert(token.into(), analysed.clone());
        }
        analysed
    }
}
