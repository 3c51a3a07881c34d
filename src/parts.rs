//! A check and a fix that are done in parts, so that their host can do other things meanwhile, or give them up.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::Poll;

use crate::analysis::{Analysis, Pause, Scope};
use crate::engine::Engine;
use crate::mode::{Mode, Settings};
use crate::personal::Personal;
use crate::pipeline::Policy;
use crate::report::diagnostic::{Applicability, Diagnostic};
use crate::report::fixed::{Repair, repairs};
use crate::source::Text;
use crate::text::edit::{Edit, composed, difference};
use crate::text::replacement::Replacement;

/// The longest text whose analysis is kept, in bytes: an analysis takes several times the memory of its text.
const MAX_KEPT_BYTES: usize = 1 << 20;

/// The analysis of the text that was checked last, if no other check goes on with it. A host that has a text checked whole after
/// each key, or a file again, mostly hands over nearly the same text: then only what changed is analysed.
#[derive(Debug, Default)]
pub(crate) struct Kept(Mutex<Option<(Basis, Analysis)>>);

/// What the results of an analysis depend on beside its text.
#[derive(Debug, Clone)]
struct Basis {
    mode: Mode,
    personal: Arc<Personal>,
}

impl Basis {
    fn is_same(&self, other: &Basis) -> bool {
        self.mode == other.mode && Arc::ptr_eq(&self.personal, &other.personal)
    }
}

impl Kept {
    /// Returns the kept analysis with the text changed to `text`, which has the steps that the change affects before it. Gives `text`
    /// back if there is none on this basis, or the texts share less than half.
    fn take(&self, basis: &Basis, text: String) -> Result<Analysis, String> {
        let kept = self.lock().take().filter(|(kept, _)| kept.is_same(basis));
        let Some((_, mut analysis)) = kept else { return Err(text) };
        let edit = difference(&analysis.text, &text);
        let shared = text.len() - edit.insert.len();
        if shared < analysis.text.len().max(text.len()) / 2 {
            return Err(text);
        }
        if !edit.range.is_empty() || !edit.insert.is_empty() {
            analysis.replace(&[edit]);
        }
        Ok(analysis)
    }

    /// Keeps an analysis in place of the one before, if its text is not too long. Some of its steps may not be done yet.
    fn put(&self, basis: Basis, mut analysis: Analysis) {
        if analysis.text.len() <= MAX_KEPT_BYTES {
            analysis.take_changes();
            *self.lock() = Some((basis, analysis));
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<(Basis, Analysis)>> {
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

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
    kept: Arc<Kept>,
    settings: Settings,
    basis: Basis,
    analysis: Analysis,
    caret: Option<usize>,
    /// Whether the analysis is kept for the next check: that of a whole text in which nothing is protected.
    is_kept: bool,
}

impl Check {
    pub(crate) fn new(
        engine: Arc<Engine>,
        kept: Arc<Kept>,
        Text { text, protect, caret, mode, whole, .. }: Text,
    ) -> Check {
        let (personal, _) = engine.personal.now();
        let settings = engine.options.settings(mode);
        let basis = Basis { mode, personal };
        let is_kept = protect.is_empty() && whole.is_none();
        let before = if is_kept { kept.take(&basis, text) } else { Err(text) };
        let analysis = before
            .unwrap_or_else(|text| Analysis::new(text, protect, settings.show_confidence).part_of(whole));
        Check { engine, kept, settings, basis, analysis, caret, is_kept }
    }

    /// Goes on until all is found, or `pause` returns true, which is asked every few milliseconds at the latest. It is a
    /// check with the personal words of when it began. What is found is returned once.
    pub fn run(&mut self, pause: &mut dyn FnMut() -> bool) -> Poll<Vec<Diagnostic>> {
        let Check { engine, settings, basis, analysis, .. } = self;
        advance(engine, settings, analysis, &basis.personal, pause).map(|()| {
            let mut found =
                if self.is_kept { self.analysis.found().collect() } else { self.analysis.take_found() };
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
    settings: Settings,
    personal: Arc<Personal>,
    /// Of the text as far as it is repaired.
    analysis: Analysis,
    /// Where the caret stands in it.
    caret: Option<usize>,
    /// The edits so far, in bytes of the text as it was; ascending and apart.
    edits: Vec<Edit>,
    /// What the rounds so far repaired.
    repairs: Vec<Repair>,
    /// The hashes of the text before each round.
    states: Vec<u64>,
}

impl Fix {
    pub(crate) fn new(engine: Arc<Engine>, text: Text) -> Fix {
        let Text { text, protect, caret, mode, fix_confidence, whole } = text;
        let (personal, _) = engine.personal.now();
        let mut settings = engine.options.settings(mode);
        settings.fix_confidence = fix_confidence.unwrap_or(settings.fix_confidence);
        let analysis = Analysis::new(text, protect, settings.fix_confidence).part_of(whole);
        Fix {
            engine,
            settings,
            personal,
            analysis,
            caret,
            edits: Vec::new(),
            repairs: Vec::new(),
            states: Vec::new(),
        }
    }

    /// Goes on until nothing is left to fix, or `pause` returns true, which is asked every few milliseconds at the latest.
    /// The edits are returned once.
    pub fn run(&mut self, pause: &mut dyn FnMut() -> bool) -> Poll<Vec<Edit>> {
        // A repair is context for what stands beside it, so what it touched is read again until nothing is left: fixing
        // twice then changes nothing more. Far below the usual confidence a round may take back what another one did, and the next do it
        // again: the first text that comes for the second time is the end.
        loop {
            let Fix { engine, settings, personal, analysis, .. } = &mut *self;
            if advance(engine, settings, analysis, personal, pause).is_pending() {
                return Poll::Pending;
            }
            let mut found = self.analysis.take_found();
            found.retain(|d| d.suggestions[0].applicability == Applicability::Auto);
            if let Some(caret) = self.caret {
                found.retain(|d| !touches(d, caret));
            }
            if found.is_empty() || self.is_known_state() {
                return Poll::Ready(std::mem::take(&mut self.edits));
            }
            self.repair(found);
            if pause() {
                return Poll::Pending;
            }
        }
    }

    /// Returns the repairs behind `edits`, which [`run`](Self::run) returned, as diagnostics of `text`, the text as it was.
    pub fn repairs(&mut self, text: &str, edits: &[Edit]) -> Vec<Diagnostic> {
        let Fix { settings, repairs: all, .. } = self;
        let applicability = |rule, confidence| settings.applicability(rule, confidence);
        repairs(text, edits, std::mem::take(all), &applicability)
    }

    /// Returns whether an earlier round began with the same text, and keeps that this one does.
    fn is_known_state(&mut self) -> bool {
        let mut hasher = DefaultHasher::new();
        self.analysis.text.hash(&mut hasher);
        let state = hasher.finish();
        let known = self.states.iter().position(|&known| known == state);
        if known == Some(0) {
            self.edits.clear();
        }
        self.states.push(state);
        known.is_some()
    }

    /// Makes the edits of diagnostics of the text as far as it is repaired, which are ascending and apart.
    fn repair(&mut self, found: Vec<Diagnostic>) {
        let back = Replacement::new(&self.edits).inverse();
        self.repairs.extend(found.iter().filter_map(|diagnostic| Repair::new(diagnostic, &back)));
        let edits: Vec<Edit> =
            found.into_iter().flat_map(|mut d| std::mem::take(&mut d.suggestions[0].edits)).collect();
        self.caret = self.caret.map(|caret| Replacement::new(&edits).moved_end(caret));
        self.edits = composed(&self.edits, &edits);
        self.analysis.replace(&edits);
        self.analysis.take_changes();
    }

    /// Goes on until nothing is left to fix.
    pub fn finish(mut self) -> Vec<Edit> {
        self.run_to_end()
    }

    /// Goes on until nothing is left to fix, and keeps what [`repairs`](Self::repairs) needs.
    pub(crate) fn run_to_end(&mut self) -> Vec<Edit> {
        loop {
            if let Poll::Ready(edits) = self.run(&mut || false) {
                return edits;
            }
        }
    }
}

impl Drop for Check {
    /// Keeps the analysis, which may have been given up, for the next check.
    fn drop(&mut self) {
        if self.is_kept {
            let nothing = Analysis::new(String::new(), Vec::new(), 0.0);
            self.kept.put(self.basis.clone(), std::mem::replace(&mut self.analysis, nothing));
        }
    }
}

/// Whether a diagnostic touches the place where somebody types.
fn touches(diagnostic: &Diagnostic, caret: usize) -> bool {
    (diagnostic.range.start..=diagnostic.range.end).contains(&caret)
}

/// Goes on with an analysis until all is found or `pause` returns true.
fn advance(
    engine: &Engine,
    settings: &Settings,
    analysis: &mut Analysis,
    personal: &Arc<Personal>,
    pause: Pause,
) -> Poll<()> {
    engine.with_pipeline(settings, personal, &Policy::CHECK, |pipeline, caches| {
        analysis.run(pipeline, caches, Scope::All, pause)
    })
}
