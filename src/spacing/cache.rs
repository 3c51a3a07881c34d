//! The cache of hypotheses. A text repeats its names and other unknown tokens, and their hypotheses do not depend on
//! their context.

use std::collections::HashMap;
use std::sync::Arc;

use crate::language::lexicon::Lexicon;
use crate::spacing::hypotheses::AnalysedToken;
use crate::spacing::segment::TokenText;
use crate::text::casing::MAX_LOOKUP_BYTES;

/// The length of all cached tokens together, each of which takes some 150 times its length; beyond it the older half is dropped. Bytes:
/// a text of 100 kB without every second space has 91,000 in unknown tokens, nearly all of them different.
const MAX_BYTES: usize = 128 * 1024;

/// The hypotheses of unknown tokens, by token: `None` for one without a segmentation.
#[derive(Debug, Clone, Default)]
pub(crate) struct HypothesisCache {
    newer: HashMap<Box<str>, Option<Arc<AnalysedToken>>>,
    /// The length of the tokens in `newer` together. Bytes.
    newer_bytes: usize,
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
            self.newer_bytes += token.len();
            if self.newer_bytes > MAX_BYTES / 2 {
                self.older = std::mem::take(&mut self.newer);
                self.newer_bytes = token.len();
            }
            self.newer.insert(token.into(), analysed.clone());
        }
        analysed
    }
}
