//! The writer's own words, and what the writer chose to ignore.

use std::collections::BTreeSet;
use std::sync::{Arc, RwLock, RwLockReadGuard};

use crate::error::Error;
use crate::language::lexicon::Lexicon;
use crate::limits::MAX_PERSONAL_WORD_BYTES;
use crate::text::casing::{Case, case_of, fold};

/// What the writer taught the checker: plain data, to be stored and given back.
///
/// ```
/// use unglue::{Checker, Language, Options};
/// let checker = Checker::new(Language::english()?, Options::default())?;
/// checker.add_words(&["thereare"])?;
/// let stored = checker.personal();
/// assert!(stored.words.contains("thereare"));
/// Checker::new(Language::english()?, Options::default())?.set_personal(stored)?;
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Personal {
    /// Words that are right as they stand.
    pub words: BTreeSet<String>,
    /// Tokens that were ignored, in exactly this spelling.
    pub ignored: BTreeSet<String>,
}

impl Personal {
    /// Returns whether a token is one of the writer's own words, or its possessive or plural, in any casing that is not odd.
    pub(crate) fn knows(&self, lexicon: &Lexicon, token: &str) -> bool {
        if self.words.is_empty() {
            return false;
        }
        let has = |word: &str| {
            self.words.contains(word)
                || matches!(case_of(word), Case::Title | Case::Upper)
                    && self.words.contains(&word.chars().map(fold).collect::<String>())
        };
        let possessor = lexicon.possessor(token).unwrap_or(token);
        has(token)
            || has(possessor)
            || lexicon.lists().plural_endings.iter().any(|end| possessor.strip_suffix(end).is_some_and(has))
    }
}

/// The personal words that clones of a checker share.
#[derive(Debug, Default)]
pub(crate) struct SharedPersonal(RwLock<State>);

#[derive(Debug, Default)]
struct State {
    /// Shared with the checks that are under way: they go on with the words that they began with.
    personal: Arc<Personal>,
    /// Counts the changes, so that open documents notice them.
    generation: u64,
}

impl SharedPersonal {
    /// Returns the personal words as they are now, and a number that grows with every change of them.
    pub(crate) fn now(&self) -> (Arc<Personal>, u64) {
        let state = self.state();
        (Arc::clone(&state.personal), state.generation)
    }

    /// Changes the personal words for all who share them.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Personal)) {
        let mut state = self.0.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        change(Arc::make_mut(&mut state.personal));
        state.generation += 1;
    }

    fn state(&self) -> RwLockReadGuard<'_, State> {
        // Nothing that holds the lock can panic half-way through a change.
        self.0.read().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// Returns an error if `word` cannot be a personal word.
pub(crate) fn validate_word(word: &str) -> Result<(), Error> {
    let fits =
        !word.is_empty() && word.len() <= MAX_PERSONAL_WORD_BYTES && !word.contains(char::is_whitespace);
    if fits { Ok(()) } else { Err(Error::BadWord { word: word.into(), max_bytes: MAX_PERSONAL_WORD_BYTES }) }
}
