//! The one screen to read: a text goes in, diagnostics and edits come out.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, RwLock, RwLockReadGuard};

use crate::candidates::Readings;
use crate::casing::{Case, case_of, fold};
use crate::context::Network;
use crate::decision::is_line;
use crate::diagnostic::{Finding, diagnostics};
use crate::edit::insert_spaces;
use crate::evidence::{Scene, ask_network, of_gap, of_run};
use crate::lexicon::{Bytes, owner};
use crate::options::MAX_WORD_BYTES;
use crate::segmenter::Letters;
use crate::suspects::Suspects;
use crate::tokenizer::tokenize;
use crate::{CheckOptions, Diagnostic, Document, Edit, Error, Lexicon, Model, Options, Rule};

/// Finds and repairs words that lost the space between them.
///
/// Cloning is cheap: clones share the lexicon and the personal words.
///
/// ```
/// use unglue::{Checker, Options};
/// let checker = Checker::new(Options::default())?;
/// let found = checker.check("Moscow said thereare no plans.");
/// assert_eq!(found[0].range, 12..20);
/// assert_eq!(found[0].suggestions[0].text, "there are");
/// assert_eq!(checker.fix("thereare no plans"), "there are no plans");
/// # Ok::<(), unglue::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Checker {
    engine: Arc<Engine>,
    options: Arc<Options>,
    personal: Arc<RwLock<State>>,
}

/// What is learned and never changes.
#[derive(Debug)]
struct Engine {
    lexicon: Lexicon,
    model: Model,
    network: Network,
}

/// What the writer taught the checker: plain data, to be stored and given back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Personal {
    /// Words that are right as they stand.
    pub words: BTreeSet<String>,
    /// Tokens that were ignored, in exactly this spelling.
    pub ignored: BTreeSet<String>,
}

#[derive(Debug, Default)]
struct State {
    personal: Personal,
    /// Counts the changes, so that open documents notice them.
    generation: u64,
}

impl Checker {
    /// Makes a checker with the embedded English lexicon, or with [`Options::lexicon`].
    ///
    /// # Errors
    /// When an option is out of range, a personal word is not a word or the lexicon cannot be read.
    pub fn new(options: Options) -> Result<Checker, Error> {
        options.validate()?;
        let lexicon = match &options.lexicon {
            Some(bytes) => Lexicon::new(Bytes::Shared(bytes.as_slice().into()))?,
            None => embedded_lexicon()?,
        };
        let engine = Arc::new(Engine { lexicon, model: embedded_model()?, network: embedded_network()? });
        let options = Arc::new(Options { lexicon: None, ..options });
        let checker = Checker { engine, options, personal: Arc::default() };
        checker.add_words(&checker.options.words)?;
        Ok(checker)
    }

    /// A checker that finds nothing, for training: it needs no model that fits the evidence, and no network as long as
    /// nobody asks for evidence.
    #[cfg(feature = "english")]
    pub(crate) fn untrained(network: Option<Network>) -> Result<Checker, Error> {
        let network = network.unwrap_or(Network::BLANK);
        let engine = Arc::new(Engine { lexicon: embedded_lexicon()?, model: Model::silent(), network });
        Ok(Checker { engine, options: Arc::default(), personal: Arc::default() })
    }

    /// What is wrong with `text`, in its order. Diagnostics never overlap.
    pub fn check(&self, text: &str) -> Vec<Diagnostic> {
        self.diagnose(text, &[], self.options.show_confidence)
    }

    /// Like [`check`](Self::check), with what the host knows about this text.
    ///
    /// # Errors
    /// When an offset in `options` does not fit the text.
    pub fn check_with(&self, text: &str, options: &CheckOptions) -> Result<Vec<Diagnostic>, Error> {
        options.validate(text)?;
        let mut found = self.diagnose(text, &options.protect, self.options.show_confidence);
        if let Some(caret) = options.caret {
            found.retain(|d| caret < d.range.start || d.range.end < caret);
        }
        Ok(found)
    }

    /// `text` with a space at every place whose diagnostic reaches [`Options::fix_confidence`]. Nothing else changes.
    pub fn fix(&self, text: &str) -> String {
        insert_spaces(text, self.fixes(text).iter().map(|edit| edit.range.start))
    }

    /// The edits of [`fix`](Self::fix): insertions of one space, ascending.
    pub fn fixes(&self, text: &str) -> Vec<Edit> {
        // A repair is context for what stands beside it, so the repaired text is read again until nothing is left:
        // fixing twice then changes nothing more.
        let mut offsets = BTreeSet::new();
        loop {
            let repaired = insert_spaces(text, offsets.iter().copied());
            let found: Vec<usize> = self
                .diagnose(&repaired, &[], self.options.fix_confidence)
                .iter()
                .flat_map(|d| &d.suggestions[0].edits)
                .map(|edit| edit.range.start)
                .collect();
            if found.is_empty() {
                return offsets.into_iter().map(Edit::space_at).collect();
            }
            let mut before = offsets.iter().copied().enumerate().peekable();
            let mut inserted = 0;
            let mut new = Vec::with_capacity(found.len());
            for at in found {
                while before.next_if(|(nth, offset)| offset + nth < at).is_some() {
                    inserted += 1;
                }
                new.push(at - inserted);
            }
            drop(before);
            offsets.extend(new);
        }
    }

    /// Opens a text that will be edited.
    pub fn open(&self, text: impl Into<String>) -> Document {
        Document::new(self.clone(), text.into())
    }

    /// Adds personal words: never flagged from now on, nor are their possessives and plurals.
    ///
    /// # Errors
    /// When one of them is no word; none is then added.
    pub fn add_words<W: AsRef<str>>(&self, words: &[W]) -> Result<(), Error> {
        words.iter().try_for_each(|word| validate_word(word.as_ref()))?;
        self.change(|p| p.words.extend(words.iter().map(|w| w.as_ref().to_owned())));
        Ok(())
    }

    /// Takes personal words back. Words that were never added are passed over.
    pub fn remove_words<W: AsRef<str>>(&self, words: &[W]) {
        self.change(|p| words.iter().for_each(|w| _ = p.words.remove(w.as_ref())));
    }

    /// Never reports this token in this spelling again.
    pub fn ignore(&self, diagnostic: &Diagnostic) {
        self.ignore_token(diagnostic.token());
    }

    /// Never reports a token of this spelling again.
    pub(crate) fn ignore_token(&self, token: String) {
        self.change(|p| _ = p.ignored.insert(token));
    }

    /// The personal words and what was ignored.
    pub fn personal(&self) -> Personal {
        self.state().personal.clone()
    }

    /// Puts `personal` in the place of all personal words and all that was ignored.
    ///
    /// # Errors
    /// When one of the words is no word; nothing then changes.
    pub fn set_personal(&self, personal: Personal) -> Result<(), Error> {
        personal.words.iter().try_for_each(|word| validate_word(word))?;
        self.change(|p| *p = personal);
        Ok(())
    }

    /// Grows with every change of the personal words.
    pub(crate) fn generation(&self) -> u64 {
        self.state().generation
    }

    fn state(&self) -> RwLockReadGuard<'_, State> {
        // Nothing that holds the lock can panic half-way through a change.
        self.personal.read().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn change(&self, change: impl FnOnce(&mut Personal)) {
        let mut state = self.personal.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        change(&mut state.personal);
        state.generation += 1;
    }

    fn diagnose(&self, text: &str, protect: &[Range<usize>], threshold: f32) -> Vec<Diagnostic> {
        let mut found = diagnostics(text, self.judge(text, protect, threshold));
        let state = self.state();
        found.retain(|d| {
            let token = &text[d.range.clone()];
            !state.personal.ignored.contains(token) && !state.knows(token)
        });
        found
    }

    /// The way of a text, from tokens to findings: all places whose probability reaches `threshold`.
    pub(crate) fn judge(&self, text: &str, protect: &[Range<usize>], threshold: f32) -> Vec<Finding> {
        let wants_real_words = self.options.rules.contains(&Rule::MergedRealWord);
        let mut findings = self.stage(
            text,
            protect,
            |_| false,
            wants_real_words,
            |scene| {
                let mut findings = Vec::new();
                for &token in &scene.suspects.runs {
                    findings.extend(self.judge_run(scene, token));
                }
                for &token in &scene.suspects.real_words {
                    findings.extend(self.judge_real_word(scene, token));
                }
                for &gap in &scene.suspects.gaps {
                    let confidence = self.engine.model.of_gap(&of_gap(scene, gap));
                    findings.push(Finding::of_gap(text, scene.tokens, gap.token, confidence));
                }
                findings
            },
        );
        findings.retain(|f| f.confidence >= threshold && self.options.rules.contains(&f.rule));
        findings
    }

    /// Reads a text up to its suspects and hands them on, for judging or for training.
    /// Words for which `is_hidden` are judged although the lexicon has them.
    pub(crate) fn stage<R>(
        &self,
        text: &str,
        protect: &[Range<usize>],
        is_hidden: impl Fn(&str) -> bool,
        wants_real_words: bool,
        then: impl FnOnce(&Scene) -> R,
    ) -> R {
        let state = self.state();
        let tokens = tokenize(text);
        let lexicon = &self.engine.lexicon;
        let is_personal = |word: &str| state.knows(word);
        let suspects =
            Suspects::find(text, &tokens, lexicon, protect, is_personal, is_hidden, wants_real_words);
        then(&Scene { text, tokens: &tokens, suspects: &suspects, lexicon, network: &self.engine.network })
    }

    /// The likeliest split of a run, if it has any.
    fn judge_run(&self, scene: &Scene, token: usize) -> Option<Finding> {
        let run = &scene.text[scene.tokens[token].range()];
        let letters = Letters::new(run)?;
        let readings = Readings::new(scene.lexicon, run, &letters, false);
        (0..readings.splits.len())
            .filter_map(|nth| {
                let mut values = of_run(scene, token, &letters, &readings, nth);
                if !self.engine.model.is_likely(&values) {
                    return None;
                }
                ask_network(scene, token, &letters, &readings.splits[nth], &mut values);
                Some((nth, self.engine.model.of_run(&values, is_line(&letters))))
            })
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
            .map(|(nth, confidence)| {
                Finding::of_run(&scene.tokens[token], &letters, &readings.splits[nth], confidence)
            })
    }

    /// The split of a word that is one as it stands.
    fn judge_real_word(&self, scene: &Scene, token: usize) -> Option<Finding> {
        let run = &scene.text[scene.tokens[token].range()];
        let letters = Letters::new(run)?;
        let readings = Readings::of_real_word(scene.lexicon, run, &letters)?;
        let mut values = of_run(scene, token, &letters, &readings, 0);
        ask_network(scene, token, &letters, &readings.splits[0], &mut values);
        let confidence = self.engine.model.of_real_word(&values);
        let finding = Finding::of_run(&scene.tokens[token], &letters, &readings.splits[0], confidence);
        Some(Finding { rule: Rule::MergedRealWord, ..finding })
    }
}

impl State {
    /// Whether a token is one of the writer's own words, or its possessive or plural, in any casing that is not odd.
    fn knows(&self, token: &str) -> bool {
        if self.personal.words.is_empty() {
            return false;
        }
        let has = |word: &str| {
            self.personal.words.contains(word)
                || matches!(case_of(word), Case::Title | Case::Upper)
                    && self.personal.words.contains(&word.chars().map(fold).collect::<String>())
        };
        let owner = owner(token).unwrap_or(token);
        has(token) || has(owner) || ["s", "es"].iter().any(|end| owner.strip_suffix(end).is_some_and(has))
    }
}

fn validate_word(word: &str) -> Result<(), Error> {
    let fits = !word.is_empty() && word.len() <= MAX_WORD_BYTES && !word.contains(char::is_whitespace);
    if fits { Ok(()) } else { Err(Error::BadWord { word: word.into() }) }
}

#[cfg(feature = "english")]
fn embedded_lexicon() -> Result<Lexicon, Error> {
    Lexicon::english()
}

#[cfg(feature = "english")]
fn embedded_model() -> Result<Model, Error> {
    Model::english()
}

#[cfg(feature = "english")]
fn embedded_network() -> Result<Network, Error> {
    Network::english()
}

#[cfg(not(feature = "english"))]
fn embedded_network() -> Result<Network, Error> {
    Err(Error::NoLexicon)
}

#[cfg(not(feature = "english"))]
fn embedded_lexicon() -> Result<Lexicon, Error> {
    Err(Error::NoLexicon)
}

#[cfg(not(feature = "english"))]
fn embedded_model() -> Result<Model, Error> {
    Err(Error::NoLexicon)
}
