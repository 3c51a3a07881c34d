//! The checker: what `unglue.Checker` calls.

use std::num::NonZero;
use std::sync::atomic::Ordering;
use std::task::Poll;
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};
use unglue::{Applicability, Checker, Diagnostic, Edit, Language, Mode, Options, Rule, Text};

use crate::many::in_parallel;
use crate::points::CodePoints;
use crate::text::{refused, text_of};

/// How long a text is worked on before signals are looked for.
const SLICE: Duration = Duration::from_millis(100);

/// `(start, end, insert)`
type EditFields = (usize, usize, String);
/// `(text, edits, confidence, applicability)`
type SuggestionFields = (String, Vec<EditFields>, f64, &'static str);
/// `(start, end, token, rule, message, confidence, suggestions)`
type DiagnosticFields = (usize, usize, String, &'static str, String, f64, Vec<SuggestionFields>);

/// A checker with the sort of text that it is for.
#[pyclass(frozen, module = "unglue._native", name = "Checker")]
pub struct NativeChecker {
    checker: Checker,
    mode: Mode,
}

#[pymethods]
impl NativeChecker {
    #[new]
    fn new(
        words: Vec<String>,
        rules: Option<Vec<String>>,
        show: f32,
        fix: f32,
        mode: &str,
    ) -> PyResult<NativeChecker> {
        let mode = mode.parse().map_err(refused)?;
        let mut options = Options::default().words(words).show_confidence(show).fix_confidence(fix);
        if let Some(rules) = rules {
            let rules: Result<Vec<Rule>, _> = rules.iter().map(|rule| rule.parse()).collect();
            options = options.rules(rules.map_err(refused)?);
        }
        let checker = Language::english().and_then(|english| Checker::new(english, options));
        Ok(NativeChecker { checker: checker.map_err(refused)?, mode })
    }

    /// Returns the text with every space where it belongs: the same object if nothing is to be done.
    fn fix<'py>(&self, text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let read = text_of(text, "text")?;
        let mut fix = self.checker.begin_fix(self.text(&read));
        let edits = with_signals(text.py(), |pause| fix.run(pause))?;
        Ok(match edits.is_empty() {
            true => text.clone(),
            false => PyString::new(text.py(), &applied(&read, &edits)).into_any(),
        })
    }

    /// Returns the texts with every space where it belongs; `None` stays `None`.
    fn fix_many<'py>(
        &self,
        texts: &Bound<'py, PyAny>,
        threads: Option<NonZero<usize>>,
    ) -> PyResult<Bound<'py, PyList>> {
        let py = texts.py();
        let threads = threads.or_else(|| available_parallelism().ok()).unwrap_or(NonZero::<usize>::MIN);
        let all: Vec<Bound<'py, PyAny>> = texts.try_iter()?.collect::<PyResult<_>>()?;
        let mut read = Vec::with_capacity(all.len());
        for (nth, text) in all.iter().enumerate() {
            read.push(match text.is_none() {
                true => None,
                false => Some(text_of(text, &format!("texts[{nth}]"))?),
            });
        }
        let fixed = in_parallel(py, &read, threads, |text, is_stopped| {
            let text = text.as_ref()?;
            let mut fix = self.checker.begin_fix(self.text(text));
            match fix.run(&mut || is_stopped.load(Ordering::Relaxed)) {
                Poll::Ready(edits) if !edits.is_empty() => Some(applied(text, &edits)),
                _ => None,
            }
        })?;
        let all = PyList::new(py, all)?;
        for (nth, text) in fixed {
            all.set_item(nth, text)?;
        }
        Ok(all)
    }

    /// Returns what is wrong with the text, as the fields of its diagnostics.
    fn check(&self, text: &Bound<'_, PyAny>) -> PyResult<Vec<DiagnosticFields>> {
        let read = text_of(text, "text")?;
        let mut points = CodePoints::new(&read);
        let found = self.found(text.py(), &read)?;
        Ok(found.into_iter().map(|diagnostic| fields(diagnostic, &mut points)).collect())
    }

    /// Returns how many faults there are in 1,000 words.
    fn score(&self, text: &Bound<'_, PyAny>) -> PyResult<f64> {
        let read = text_of(text, "text")?;
        let words = read.split_whitespace().count().max(1);
        Ok(self.found(text.py(), &read)?.len() as f64 * 1000.0 / words as f64)
    }
}

impl NativeChecker {
    fn text(&self, text: &str) -> Text {
        Text::from(text).mode(self.mode)
    }

    fn found(&self, py: Python<'_>, text: &str) -> PyResult<Vec<Diagnostic>> {
        let mut check = self.checker.begin_check(self.text(text));
        with_signals(py, |pause| check.run(pause))
    }
}

/// Goes on with some work until it is done, while other threads of Python go on too. Looks for signals now and then.
fn with_signals<R: Send>(
    py: Python<'_>,
    mut run: impl FnMut(&mut dyn FnMut() -> bool) -> Poll<R> + Send,
) -> PyResult<R> {
    loop {
        let start = Instant::now();
        match py.detach(|| run(&mut || start.elapsed() > SLICE)) {
            Poll::Ready(result) => return Ok(result),
            Poll::Pending => py.check_signals()?,
        }
    }
}

/// Returns `text` after edits, which ascend and are apart.
fn applied(text: &str, edits: &[Edit]) -> String {
    let mut result = String::with_capacity(text.len() + edits.len());
    let mut done = 0;
    for edit in edits {
        result += &text[done..edit.range.start];
        result += &edit.insert;
        done = edit.range.end;
    }
    result + &text[done..]
}

fn fields(diagnostic: Diagnostic, points: &mut CodePoints) -> DiagnosticFields {
    let Diagnostic { range, token, rule, message, confidence, suggestions, .. } = diagnostic;
    let (start, end) = (points.at(range.start), points.at(range.end));
    let mut edit = |edit: Edit| (points.at(edit.range.start), points.at(edit.range.end), edit.insert);
    let suggestions = suggestions.into_iter().map(|suggestion| {
        let applicability = match suggestion.applicability {
            Applicability::Auto => "auto",
            Applicability::Offer => "offer",
        };
        let edits = suggestion.edits.into_iter().map(&mut edit).collect();
        (suggestion.text, edits, number(suggestion.confidence), applicability)
    });
    let suggestions = suggestions.collect();
    (start, end, token, rule.name(), message, number(confidence), suggestions)
}

/// Returns a probability as it is written: 0.99, not 0.9900000095367432.
fn number(probability: f32) -> f64 {
    probability.to_string().parse().unwrap_or(f64::from(probability))
}
