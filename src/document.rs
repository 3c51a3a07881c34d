//! A text that is being edited.

use std::ops::Range;
use std::sync::Arc;
use std::task::Poll;

use crate::analysis::{Analysis, Changes, Scope};
use crate::engine::Engine;
use crate::error::Error;
use crate::mode::{Mode, Settings};
use crate::personal::Personal;
use crate::pipeline::Policy;
use crate::report::diagnostic::Diagnostic;
use crate::source::{Text, validate_range};
use crate::text::edit::Edit;
use crate::text::replacement::Replacement;

/// A text whose diagnostics follow its edits. It always has exactly the diagnostics of a fresh
/// [`check`](crate::Checker::check) of its text.
///
/// ```
/// use unglue::{Checker, Edit, Language, Options};
/// let checker = Checker::new(Language::english()?, Options::default())?;
/// let mut document = checker.open("there are no plans");
/// let change = document.edit(&Edit { range: 5..6, insert: String::new() })?;
/// assert_eq!(document.text(), "thereare no plans");
/// assert_eq!(change.added[0].range, 0..8);
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Document {
    engine: Arc<Engine>,
    settings: Settings,
    analysis: Analysis,
    /// The personal words that the diagnostics are made with, and which state of them that is.
    personal: Arc<Personal>,
    generation: u64,
    /// All diagnostics, as far as nothing has changed since somebody asked for them.
    diagnostics: Option<Vec<Diagnostic>>,
}

/// What an edit changed. All offsets are bytes.
///
/// ```
/// use unglue::{Checker, Edit, Language, Options};
/// let mut document = Checker::new(Language::english()?, Options::default())?.open("thereare no plans");
/// let change = document.edit(&Edit { range: 5..5, insert: " ".into() })?;
/// assert_eq!((change.removed.len(), change.added.len()), (1, 0));
/// assert!(document.diagnostics().is_empty());
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Change {
    /// The part of the new text outside which diagnostics have only moved.
    pub range: Range<usize>,
    /// Diagnostics that are gone, where they stood in the old text.
    pub removed: Vec<Diagnostic>,
    /// Diagnostics that are new, where they stand in the new text.
    pub added: Vec<Diagnostic>,
}

impl Document {
    pub(crate) fn new(engine: Arc<Engine>, text: Text) -> Document {
        let mut document = Document::begin(engine, text);
        document.finish(Scope::All);
        document.analysis.take_changes();
        document
    }

    /// A document of which nothing is known yet.
    pub(crate) fn begin(engine: Arc<Engine>, Text { text, protect, mode, .. }: Text) -> Document {
        let (personal, generation) = engine.personal.now();
        let settings = engine.options.settings(mode);
        let analysis = Analysis::new(text, protect, settings.show_confidence);
        Document { engine, settings, analysis, personal, generation, diagnostics: None }
    }

    /// The text as it stands now.
    pub fn text(&self) -> &str {
        &self.analysis.text
    }

    /// The ranges that the host protects, in bytes of the text as it stands now.
    #[doc(hidden)]
    pub fn protected(&self) -> &[Range<usize>] {
        &self.analysis.protect
    }

    /// The sort of text that it is.
    #[doc(hidden)]
    pub fn mode(&self) -> Mode {
        self.settings.mode
    }

    /// The diagnostics of the text as it stands now, in the order of the text.
    pub fn diagnostics(&mut self) -> &[Diagnostic] {
        self.finish(Scope::All);
        self.diagnostics.get_or_insert_with(|| self.analysis.found().collect())
    }

    /// The diagnostics as far as [`run`](Self::run) has come.
    #[doc(hidden)]
    pub fn known(&self) -> Vec<Diagnostic> {
        self.analysis.found().collect()
    }

    /// Replaces a part of the text and says what that changed. Only the paragraphs around it are read anew, and only
    /// what depends on them is judged anew: the outcome is that of a check of the whole text. What was begun before is
    /// finished first, and not told.
    ///
    /// # Errors
    /// When the range does not fit the text; the document then stays as it was.
    pub fn edit(&mut self, edit: &Edit) -> Result<Change, Error> {
        validate_range(self.text(), &edit.range)?;
        self.finish(Scope::All);
        self.analysis.take_changes();
        self.begin_edit(edit)?;
        self.finish(Scope::All);
        Ok(self.change())
    }

    /// Replaces a part of the text, and leaves it to [`run`](Self::run) to find what that changed. Several edits may be
    /// begun one after the other: each fits the text that the one before it left.
    ///
    /// ```
    /// use std::task::Poll;
    /// use unglue::{Checker, Edit, Language, Options};
    /// let mut document = Checker::new(Language::english()?, Options::default())?.open("there are no plans");
    /// document.begin_edit(&Edit { range: 5..6, insert: String::new() })?;
    /// let mut parts = 1;
    /// let change = loop {
    ///     // It stops after each piece of work; a program would look at its clock.
    ///     match document.run(&mut || true) {
    ///         Poll::Pending => parts += 1,
    ///         Poll::Ready(change) => break change,
    ///     }
    /// };
    /// assert!(parts > 1);
    /// assert_eq!(change.added[0].range, 0..8);
    /// # Ok::<(), unglue::Error>(())
    /// ```
    ///
    /// # Errors
    /// When the range does not fit the text; the document then stays as it was.
    #[doc(hidden)]
    pub fn begin_edit(&mut self, edit: &Edit) -> Result<(), Error> {
        validate_range(self.text(), &edit.range)?;
        self.diagnostics = None;
        self.analysis.replace(std::slice::from_ref(edit));
        Ok(())
    }

    /// Goes on with what is to be done until `pause`, which is asked every few milliseconds at the latest, returns true.
    /// Returns what has changed since the last change that was returned, by edits and by the personal words.
    #[doc(hidden)]
    pub fn run(&mut self, pause: &mut dyn FnMut() -> bool) -> Poll<Change> {
        self.run_in(Scope::All, pause)
    }

    /// The same for the paragraphs around the edits alone: what their words change in the rest of the text is left for
    /// [`run`](Self::run). So a long text can be brought in parts, and what is found in each be shown at once.
    #[doc(hidden)]
    pub fn run_near(&mut self, pause: &mut dyn FnMut() -> bool) -> Poll<Change> {
        self.run_in(Scope::New, pause)
    }

    fn run_in(&mut self, scope: Scope, pause: &mut dyn FnMut() -> bool) -> Poll<Change> {
        self.advance(scope, pause).map(|()| self.change())
    }

    /// Goes on with the analysis until all of `scope` is found or `pause` returns true.
    fn advance(&mut self, scope: Scope, pause: &mut dyn FnMut() -> bool) -> Poll<()> {
        self.update_personal();
        let Document { engine, settings, analysis, personal, .. } = self;
        engine.with_pipeline(settings, personal, &Policy::CHECK, |pipeline, caches| {
            analysis.run(pipeline, caches, scope, pause)
        })
    }

    fn finish(&mut self, scope: Scope) {
        let _ = self.advance(scope, &mut || false);
    }

    /// Has everything detected again if the personal words have changed.
    fn update_personal(&mut self) {
        let (personal, generation) = self.engine.personal.now();
        if generation != self.generation {
            (self.personal, self.generation) = (personal, generation);
            self.diagnostics = None;
            self.analysis.detect_again();
        }
    }

    /// What has changed since this was asked last.
    fn change(&mut self) -> Change {
        let Changes { changes, removed, added } = self.analysis.take_changes();
        change(removed, &added, &changes)
    }
}

/// Compares the diagnostics of two texts around what was replaced in the first.
fn change(before: Vec<Diagnostic>, after: &[Diagnostic], changes: &[Replacement]) -> Change {
    let mut range = replaced(changes);
    let mut added = after.iter().peekable();
    let mut change = Change { range: 0..0, removed: Vec::new(), added: Vec::new() };
    for old in before {
        let moved = changes
            .iter()
            .try_fold(old.clone(), |old, change| Some(old.clone().shifted(change.shift(&old.range)?)));
        let place = moved.as_ref().map_or_else(
            || changes.iter().fold(old.range.start, |at, change| change.moved_end(at)),
            |moved| moved.range.start,
        );
        while let Some(new) = added.next_if(|new| new.range.start < place) {
            change.added.push(new.clone());
        }
        if moved.is_some() && added.peek() == moved.as_ref().as_ref() {
            added.next();
        } else {
            range = union(range, place..place);
            change.removed.push(old);
        }
    }
    change.added.extend(added.cloned());
    for new in &change.added {
        range = union(range, new.range.clone());
    }
    change.range = range.unwrap_or(0..0);
    change
}

/// The stretch of the text in which all that was replaced stands now; none where nothing was.
fn replaced(changes: &[Replacement]) -> Option<Range<usize>> {
    changes.iter().fold(None, |range, change| {
        let before = range.map(|Range { start, end }| change.moved_end(start)..change.moved_end(end));
        change.inserted().fold(before, union)
    })
}

/// The shortest stretch with both in it.
fn union(a: Option<Range<usize>>, b: Range<usize>) -> Option<Range<usize>> {
    Some(a.map_or(b.clone(), |a| a.start.min(b.start)..a.end.max(b.end)))
}
