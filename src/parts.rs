//! A check and a fix that are done in parts, so that their host can do other things meanwhile, or give them up.

use std::sync::Arc;
use std::task::Poll;

use crate::analysis::{Analysis, Pause, Scope};
use crate::engine::Engine;
use crate::personal::Personal;
use crate::pipeline::Policy;
use crate::report::diagnostic::Diagnostic;
use crate::source::Text;
use crate::text::edit::{Edit, composed};
use crate::text::replacement::Replacement;

/// A check that is done in parts. Dropping it gives it up.
///
/// ```
/// use std::task::Poll;
/// use std::time::{Duration, Instant};
/// use unglue::{Checker, Language, Options};
/// let checker = Checker::new(Language::english()?, Options::default())?;
/// let mut check = checker.begin_check("Moscow said thereare no plans.");
/// let found = loop {
///     let start = Instant::now();
///     match check.run(&mut || start.elapsed() > Duration::from_millis(10)) {
///         Poll::Pending => { /* Anything else that there is to do. */ }
///         Poll::Ready(found) => break found,
///     }
/// };
/// assert_eq!(found, checker.check("Moscow said thereare no plans."));
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug)]
pub struct Check {
    engine: Arc<Engine>,
    personal: Arc<Personal>,
    analysis: Analysis,
    caret: Option<usize>,
}

impl Check {
    pub(crate) fn new(engine: Arc<Engine>, Text { text, protect, caret, whole }: Text) -> Check {
        let (personal, _) = engine.personal.now();
        let analysis = Analysis::new(text, protect, engine.options.show_confidence).part_of(whole);
        Check { engine, personal, analysis, caret }
    }

    /// Goes on until all is found, or `pause` returns true, which is asked every few milliseconds at the latest. It is a
    /// check with the personal words of when it began. What is found is returned once.
    pub fn run(&mut self, pause: &mut dyn FnMut() -> bool) -> Poll<Vec<Diagnostic>> {
        advance(&self.engine, &mut self.analysis, &self.personal, pause).map(|()| {
            let mut found = self.analysis.take_found();
            if let Some(caret) = self.caret {
                found.retain(|d| !touches(d, caret));
            }
            found
        })
    }

    /// The text that is checked.
    pub fn text(&self) -> &str {
        &self.analysis.text
    }

    /// Goes on until all is found.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        loop {
            if let Poll::Ready(found) = self.run(&mut || false) {
                return found;
            }
        }
    }
}

/// Fixes that are found in parts. Dropping it gives them up.
///
/// ```
/// use unglue::{Checker, Language, Options};
/// let checker = Checker::new(Language::english()?, Options::default())?;
/// let mut fix = checker.begin_fix("thereare no plans");
/// assert!(fix.run(&mut || true).is_pending());
/// assert_eq!(fix.finish(), checker.fixes("thereare no plans"));
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug)]
pub struct Fix {
    engine: Arc<Engine>,
    personal: Arc<Personal>,
    /// Of the text as far as it is repaired.
    analysis: Analysis,
    /// Where the caret stands in it.
    caret: Option<usize>,
    /// The edits so far, in bytes of the text as it was; ascending and apart.
    edits: Vec<Edit>,
}

impl Fix {
    pub(crate) fn new(engine: Arc<Engine>, Text { text, protect, caret, whole }: Text) -> Fix {
        let (personal, _) = engine.personal.now();
        let analysis = Analysis::new(text, protect, engine.options.fix_confidence).part_of(whole);
        Fix { engine, personal, analysis, caret, edits: Vec::new() }
    }

    /// Goes on until nothing is left to fix, or `pause` returns true, which is asked every few milliseconds at the latest.
    /// The edits are returned once.
    pub fn run(&mut self, pause: &mut dyn FnMut() -> bool) -> Poll<Vec<Edit>> {
        // A repair is context for what stands beside it, so what it touched is read again until nothing is left: fixing
        // twice then changes nothing more.
        loop {
            if advance(&self.engine, &mut self.analysis, &self.personal, pause).is_pending() {
                return Poll::Pending;
            }
            let mut found = self.analysis.take_found();
            if let Some(caret) = self.caret {
                found.retain(|d| !touches(d, caret));
            }
            if found.is_empty() {
                return Poll::Ready(std::mem::take(&mut self.edits));
            }
            self.repair(
                found.into_iter().flat_map(|mut d| std::mem::take(&mut d.suggestions[0].edits)).collect(),
            );
            if pause() {
                return Poll::Pending;
            }
        }
    }

    /// Makes edits of the text as far as it is repaired, which are ascending and apart.
    fn repair(&mut self, edits: Vec<Edit>) {
        self.caret = self.caret.map(|caret| Replacement::new(&edits).moved_end(caret));
        self.edits = composed(&self.edits, &edits);
        self.analysis.replace(&edits);
        self.analysis.take_changes();
    }

    /// Goes on until nothing is left to fix.
    pub fn finish(mut self) -> Vec<Edit> {
        loop {
            if let Poll::Ready(edits) = self.run(&mut || false) {
                return edits;
            }
        }
    }
}

/// Whether a diagnostic touches the place where somebody types.
fn touches(diagnostic: &Diagnostic, caret: usize) -> bool {
    (diagnostic.range.start..=diagnostic.range.end).contains(&caret)
}

/// Goes on with an analysis until all is found or `pause` returns true.
fn advance(engine: &Engine, analysis: &mut Analysis, personal: &Personal, pause: Pause) -> Poll<()> {
    engine.with_pipeline(personal, &Policy::CHECK, |pipeline, caches| {
        analysis.run(pipeline, caches, Scope::All, pause)
    })
}
