//! The one screen to read: a text goes in, diagnostics and edits come out.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, Mutex, RwLock, RwLockReadGuard};

use crate::block::{Block, Open, Reading, blocks, protected};
use crate::candidates::{self, Run};
use crate::casing::{Case, case_of, fold};
use crate::context::{Asked, Network};
use crate::decision::is_line;
use crate::diagnostic::{Finding, diagnostics};
use crate::edit::insert_spaces;
use crate::evidence::{Counts, Scene, ask_network, of_gap, of_run};
use crate::front::Front;
use crate::lexicon::{Bytes, owner};
use crate::options::MAX_PERSONAL_WORD_BYTES;
use crate::suspects::Search;
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
    network: Network<'static>,
    /// Caches that nobody uses just now.
    fronts: Mutex<Vec<Front>>,
}

/// What the writer taught the checker: plain data, to be stored and given back.
///
/// ```
/// use unglue::{Checker, Options};
/// let checker = Checker::new(Options::default())?;
/// checker.add_words(&["thereare"])?;
/// let stored = checker.personal();
/// assert!(stored.words.contains("thereare"));
/// Checker::new(Options::default())?.set_personal(stored)?;
/// # Ok::<(), unglue::Error>(())
/// ```
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
        let (model, network) = (embedded_model()?, embedded_network()?);
        let engine = Arc::new(Engine { lexicon, model, network, fronts: Mutex::default() });
        let options = Arc::new(Options { lexicon: None, ..options });
        let checker = Checker { engine, options, personal: Arc::default() };
        checker.add_words(&checker.options.words)?;
        Ok(checker)
    }

    /// A checker that finds nothing, for training: it needs no model that fits the evidence, and no network as long as
    /// nobody asks for evidence.
    #[cfg(feature = "english")]
    pub(crate) fn untrained(network: Option<Network<'static>>) -> Result<Checker, Error> {
        let network = network.unwrap_or(Network::BLANK);
        let (lexicon, model) = (embedded_lexicon()?, Model::silent());
        let engine = Arc::new(Engine { lexicon, model, network, fronts: Mutex::default() });
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
    ///
    /// ```
    /// # use unglue::{Checker, Options};
    /// # let checker = Checker::new(Options::default())?;
    /// assert_eq!(checker.fix("thereare no  plans\r\n"), "there are no  plans\r\n");
    /// # Ok::<(), unglue::Error>(())
    /// ```
    pub fn fix(&self, text: &str) -> String {
        insert_spaces(text, self.fixes(text).iter().map(|edit| edit.range.start))
    }

    /// The edits of [`fix`](Self::fix): insertions of one space, ascending.
    ///
    /// ```
    /// # use unglue::{Checker, Options};
    /// # let checker = Checker::new(Options::default())?;
    /// assert_eq!(checker.fixes("thereare no plans")[0].range, 5..5);
    /// # Ok::<(), unglue::Error>(())
    /// ```
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
    ///
    /// ```
    /// # use unglue::{Checker, Options};
    /// # let checker = Checker::new(Options::default())?;
    /// checker.add_words(&["thereare"])?;
    /// assert!(checker.check("Moscow said thereare no plans.").is_empty());
    /// # Ok::<(), unglue::Error>(())
    /// ```
    pub fn add_words<W: AsRef<str>>(&self, words: &[W]) -> Result<(), Error> {
        words.iter().try_for_each(|word| validate_word(word.as_ref()))?;
        self.change(|p| p.words.extend(words.iter().map(|w| w.as_ref().to_owned())));
        Ok(())
    }

    /// Takes personal words back. Words that were never added are passed over.
    ///
    /// ```
    /// # use unglue::{Checker, Options};
    /// # let checker = Checker::new(Options::default())?;
    /// checker.add_words(&["thereare"])?;
    /// checker.remove_words(&["thereare"]);
    /// assert_eq!(checker.check("Moscow said thereare no plans.").len(), 1);
    /// # Ok::<(), unglue::Error>(())
    /// ```
    pub fn remove_words<W: AsRef<str>>(&self, words: &[W]) {
        self.change(|p| words.iter().for_each(|w| _ = p.words.remove(w.as_ref())));
    }

    /// Never reports this token in this spelling again.
    ///
    /// ```
    /// # use unglue::{Checker, Options};
    /// # let checker = Checker::new(Options::default())?;
    /// let text = "Moscow said thereare no plans.";
    /// checker.ignore(&checker.check(text)[0]);
    /// assert!(checker.check(text).is_empty());
    /// # Ok::<(), unglue::Error>(())
    /// ```
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

    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.engine.lexicon
    }

    /// What is reported of a document.
    pub(crate) fn show_confidence(&self) -> f32 {
        self.options.show_confidence
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
        let reading = self.read(text, protect, &Policy::USUAL);
        let mut found = Vec::new();
        for (at, text, block) in reading.placed(text) {
            let here = self.judge(text, block, &reading.counts, threshold);
            found.extend(here.into_iter().map(|d| d.moved(|offset| at + offset)));
        }
        found
    }

    /// Reads a text up to the judgement.
    pub(crate) fn read(&self, text: &str, protect: &[Range<usize>], policy: &Policy) -> Reading {
        let mut blocks = blocks(text);
        protected(&mut blocks, protect, |_| {});
        let mut at = 0;
        self.with_front(|front| {
            for block in &mut blocks {
                self.look(&text[at..at + block.bytes], block, policy, front);
                at += block.bytes;
            }
        });
        let mut reading = Reading { blocks, counts: Counts::new() };
        reading.ask_all();
        reading
    }

    /// Calls `with` with a cache that has seen texts before.
    pub(crate) fn with_front<R>(&self, with: impl FnOnce(&mut Front) -> R) -> R {
        let fronts = || self.engine.fronts.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let front = fronts().pop();
        let mut front = front.unwrap_or_else(Front::new);
        let result = with(&mut front);
        fronts().push(front);
        result
    }

    /// Finds what deserves a thought in a block, and looks at it for the first time. `text` is that of the block.
    pub(crate) fn look(&self, text: &str, block: &mut Block, policy: &Policy, front: &mut Front) {
        let state = self.state();
        let lexicon = &self.engine.lexicon;
        let search = Search {
            lexicon,
            protect: &block.protect,
            is_personal: &|word| state.knows(word),
            is_hidden: policy.is_hidden,
            wants_real_words: policy.wants_real_words || self.options.rules.contains(&Rule::MergedRealWord),
        };
        block.suspects = search.find(text, &block.tokens, &block.stretches, front);
        let scene = self.scene(text, block, None);
        let mut edges = Vec::with_capacity(block.suspects.runs.len());
        let runs = block.suspects.runs.iter().filter_map(|&token| {
            let word = block.tokens[token].of(text);
            let is_hidden = policy.is_hidden.is_some_and(|is_hidden| is_hidden(word))
                && block.suspects.looks[token].is_known();
            let run = match is_hidden {
                true => Run::new(lexicon, word, true).map(Arc::new),
                false => front.run(lexicon, word),
            };
            let cheapest = run.as_ref().and_then(|run| run.first().splits.first());
            edges.push((token, candidates::edges(cheapest)));
            let run = run?;
            let values = of_run(&scene, token, &run.letters, run.first(), 0);
            (policy.keeps_all || self.engine.model.is_likely(&values)).then(|| {
                run.read_on(lexicon, word);
                Open { token, run, is_real_word: false }
            })
        });
        let real_words = block.suspects.real_words.iter().filter_map(|&token| {
            let run = Run::of_real_word(lexicon, block.tokens[token].of(text))?;
            Some(Open { token, run: Arc::new(run), is_real_word: true })
        });
        block.open = runs.chain(real_words).collect();
        block.suspects.edges = edges;
    }

    /// What is known of a block.
    pub(crate) fn scene<'a>(
        &'a self,
        text: &'a str,
        block: &'a Block,
        counts: Option<&'a Counts>,
    ) -> Scene<'a> {
        let Engine { lexicon, network, .. } = &*self.engine;
        Scene { text, tokens: &block.tokens, suspects: &block.suspects, lexicon, counts, network }
    }

    /// What is wrong with a block, whose text is `text`: all that reaches `threshold`, and is not the writer's own.
    pub(crate) fn judge(
        &self,
        text: &str,
        block: &Block,
        counts: &Counts,
        threshold: f32,
    ) -> Vec<Diagnostic> {
        let mut found = diagnostics(text, self.findings(text, block, counts, threshold));
        let state = self.state();
        found.retain(|d| {
            let token = &text[d.range.clone()];
            !state.personal.ignored.contains(token) && !state.knows(token)
        });
        found
    }

    /// All places of a block whose probability reaches `threshold`.
    pub(crate) fn findings(
        &self,
        text: &str,
        block: &Block,
        counts: &Counts,
        threshold: f32,
    ) -> Vec<Finding> {
        let scene = self.scene(text, block, Some(counts));
        let runs = block.open.iter().map(|open| self.judge_open(&scene, open));
        let gaps = block.suspects.gaps.iter().map(|&gap| {
            let confidence = self.engine.model.of_gap(&of_gap(&scene, gap));
            Finding::of_gap(text, scene.tokens, gap.token, confidence)
        });
        runs.chain(gaps)
            .filter(|f| f.confidence >= threshold && self.options.rules.contains(&f.rule))
            .collect()
    }

    /// The likeliest split of a token that passed the first sight.
    fn judge_open(&self, scene: &Scene, open: &Open) -> Finding {
        let Open { token, run, is_real_word } = open;
        let (letters, readings) = (&run.letters, run.readings());
        let mut asked = Asked::default();
        let mut confidence = |nth: usize| {
            let model = &self.engine.model;
            let mut values = of_run(scene, *token, letters, readings, nth);
            if !is_real_word && !model.is_open(&values) {
                return 0.0;
            }
            ask_network(scene, *token, letters, &readings.splits[nth], &mut asked, &mut values);
            match is_real_word {
                true => model.of_real_word(&values),
                false => model.of_run(&values, is_line(letters)),
            }
        };
        // A word as it stands has one split that is worth a thought.
        let splits = if *is_real_word { 1 } else { readings.splits.len() };
        let (nth, confidence) = (0..splits)
            .map(|nth| (nth, confidence(nth)))
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
            .unwrap_or((0, 0.0));
        let finding = Finding::of_run(&scene.tokens[*token], letters, &readings.splits[nth], confidence);
        let rule = if *is_real_word { Rule::MergedRealWord } else { finding.rule };
        Finding { rule, ..finding }
    }
}

/// What a text is read for.
pub(crate) struct Policy<'a> {
    /// Words that are judged although the lexicon has them.
    pub is_hidden: Option<&'a dyn Fn(&str) -> bool>,
    /// Whether words as they stand are looked at although no rule asks for them.
    pub wants_real_words: bool,
    /// Whether tokens stay open that do not pass the first sight.
    pub keeps_all: bool,
}

impl Policy<'_> {
    /// That of a check.
    pub(crate) const USUAL: Policy<'static> =
        Policy { is_hidden: None, wants_real_words: false, keeps_all: false };
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
    let fits =
        !word.is_empty() && word.len() <= MAX_PERSONAL_WORD_BYTES && !word.contains(char::is_whitespace);
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
fn embedded_network() -> Result<Network<'static>, Error> {
    Network::english()
}

#[cfg(not(feature = "english"))]
fn embedded_network() -> Result<Network<'static>, Error> {
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
