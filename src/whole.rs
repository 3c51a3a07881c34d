//! A text that is checked in parts, because it is longer than memory: what its parts say of each other.

use std::sync::Arc;

use crate::analysis::Analysis;
use crate::block::AnalysedText;
use crate::context::counts::Counts;
use crate::engine::Engine;
use crate::mode::Mode;
use crate::pipeline::Policy;
use crate::source::Text;

/// The counts over a text whose parts are checked one by one. A check of a part with them is the same as that part of a
/// check of all of the text, if each part ends behind an empty line and no code reaches over the end of one.
///
/// It takes three passes over the parts: what is asked, how often that stands in the text, and the check.
///
/// ```
/// use unglue::{Checker, Language, Options, Text};
/// let checker = Checker::new(Language::english()?, Options::default())?;
/// let parts = ["Ask Thereare for it.\n\n", "Thereare no plans.\n"];
/// let mut whole = checker.begin_whole();
/// parts.iter().for_each(|part| whole.query(*part));
/// parts.iter().for_each(|part| whole.count(*part));
/// let whole = whole.finish();
/// let found: usize = parts.iter().map(|part| checker.check(Text::from(*part).part_of(&whole)).len()).sum();
/// assert_eq!(found, checker.check(parts.concat()).len());
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug)]
pub struct WholeText {
    engine: Arc<Engine>,
    mode: Mode,
    counts: Counts,
}

/// The counts of a [`WholeText`].
#[derive(Debug, Clone)]
pub struct WholeCounts(Arc<Counts>);

impl WholeText {
    /// Begins with a text of which nothing is known.
    pub(crate) fn new(engine: Arc<Engine>) -> WholeText {
        WholeText { engine, mode: Mode::default(), counts: Counts::default() }
    }

    /// Says what sort of text it is: a check of its parts has to say the same.
    pub fn mode(self, mode: Mode) -> WholeText {
        WholeText { mode, ..self }
    }

    /// First pass: adds what the tokens of a part ask of the rest of the text.
    pub fn query(&mut self, part: impl Into<Text>) {
        self.detected(part.into()).add_queries(&mut self.counts);
    }

    /// Second pass, once all parts are queried: adds how often that stands in a part.
    pub fn count(&mut self, part: impl Into<Text>) {
        if self.counts.len() > 0 {
            self.detected(part.into()).add_words(&mut self.counts);
        }
    }

    /// Returns the counts, once all parts are counted.
    pub fn finish(self) -> WholeCounts {
        WholeCounts(Arc::new(self.counts))
    }

    fn detected(&self, Text { text, protect, .. }: Text) -> AnalysedText {
        let engine = &self.engine;
        let (personal, _) = engine.personal.now();
        let settings = engine.options.settings(self.mode);
        engine.with_pipeline(&settings, &personal, &Policy::CHECK, |pipeline, caches| {
            Analysis::new(text, protect, engine.options.show_confidence).detected(pipeline, caches)
        })
    }
}

impl Text {
    /// Says that it is a part of a text with these counts.
    #[doc(hidden)]
    pub fn part_of(mut self, whole: &WholeCounts) -> Text {
        self.whole = Some(Arc::clone(&whole.0));
        self
    }
}
