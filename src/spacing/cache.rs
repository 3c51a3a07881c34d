//! The cache of hypotheses. A text repeats its names and other unknown tokens, and their hypotheses do not depend on
//! their context.

use std::collections::HashMap;
use std::sync::Arc;

use crate::language::lexicon::{Lexicon, MAX_LOOKUP_BYTES};
use crate::spacing::hypotheses::AnalysedToken;
use crate::spacing::segment::TokenText;

/// The number of cached tokens, at about a kilobyte each; beyond it the older half is dropped.
const MAX_TOKENS: usize = 4096;

/// The hypotheses of unknown tokens, by token: `None` for one without a segmentation.
#[derive(Debug, Clone, Default)]
pub(crate) struct HypothesisCache {
    newer: HashMap<Box<str>, Option<Arc<AnalysedToken>>>,
    older: HashMap<Box<str>, Option<Arc<AnalysedToken>>>,
}

impl HypothesisCache {
    /// Returns the hypotheses of a token, the same as [`AnalysedToken::new`] returns.
    pub(crate) fn analysed(&mut self, lexicon: &Lexicon, token: &str) -> Option<Arc<AnalysedToken>> {
        if let Some(analysed) = self.newer.get(token) {
            return analysed.clone();
        }
        let analysed = match self.older.remove(token) {
            Some(analysed) => analysed,
            None => TokenText::new(token)
                .and_then(|token_text| AnalysedToken::new(lexicon, token, token_text, false))
                .map(Arc::new),
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
