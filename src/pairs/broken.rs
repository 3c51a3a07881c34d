//! A word that the end of a line broke: "adven- ture", "adven-⏎ture". It is joined, or it keeps its hyphen and loses the space.
//!
//! The rest of the text is the best evidence: a word that stands there joined is joined, and one with a hyphen keeps it. Then the
//! lexicon: whether the two parts are a word together, or words by themselves, and how frequent. A suspended hyphen ("mid- to
//! long-term") is left alone, and so is what nothing speaks for.

use std::ops::Range;

use unglue_format::lists::level;

use crate::context::feature_context::FeatureContext;
use crate::detect::detections::Pair;
use crate::language::derivation::{prefixed_cost, suffixed_cost};
use crate::language::lexicon::ABSENT_COST;
use crate::text::casing::{Case, case_of, fold};
use crate::text::token::{Break, Kind};

mod weights;

use weights::WEIGHTS;

/// The most times that a joined or hyphenated word is counted in the text.
const MAX_SEEN: u32 = 3;
/// The confidence in a hyphen before or behind a capital or a digit, over a line end.
const NAME_CONFIDENCE: f32 = 0.9;
/// The confidence in a hyphen that the text has in the same word elsewhere.
const SEEN_CONFIDENCE: f32 = 0.95;
/// The cost from which on a joined word is no evidence against a suspended hyphen: "un- is" is no "unis". Nats; Zipf 3.8.
const MAX_SUSPENDED_COST: f32 = 12.0;
/// The confidence in a soft hyphen at the end of a line, which stands for none elsewhere.
const SOFT_CONFIDENCE: f32 = 0.99;
/// The confidence in a joined word that is as good with its hyphen: "non- existent". A hyphen that is eaten is worse than one that
/// stays.
const DOUBTFUL_CONFIDENCE: f32 = 0.7;
/// The cost from which on a word with a prefix is as good with a hyphen behind it. Nats; Zipf 3.2.
const RARE_PREFIXED_COST: f32 = 14.5;
/// How much less a compound is likely where no line ends and no list has one of its parts: the hyphen may be a dash.
const DASH_FACTOR: f32 = 0.9;

/// What is known of a broken word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BrokenFeature {
    /// 1
    Bias,
    /// Whether the lexicon knows the joined word, `0..=1`.
    Known,
    /// How frequent the joined word is, `0..=2`.
    Frequency,
    /// Whether the joined word is weak, a rare name, or a known word with an affix, `0..=1`.
    Derived,
    /// How frequent the first part is as a word, `0..=2`.
    FirstFrequency,
    /// How frequent the second part is as a word, `0..=2`.
    LastFrequency,
    /// Whether both parts are known words of three letters and more, `0..=1`.
    BothKnown,
    /// Whether both parts are known words of three letters and more, and the joined word is neither known nor derived, `0..=1`.
    OnlyParts,
    /// Whether neither part is a known word of three letters and more, `0..=1`.
    NeitherKnown,
    /// How often the joined word, or its plural, stands elsewhere in the text, `0..=3`.
    SeenJoined,
    /// How often the word stands elsewhere with its hyphen, `0..=3`.
    SeenHyphenated,
    /// How much likelier the first part starts a hyphenated compound than a longer word, 0 if no list has it. Nats, `-8..=8`.
    StartOdds,
    /// The same of the second part as an end.
    EndOdds,
    /// Whether the word is spelt with a hyphen more often than without, `0..=1`.
    Hyphenated,
    /// Whether another hyphen joins a part to a third one, `0..=1`.
    Longer,
    /// How much likelier the letters are as one word than as two. Nats, tenths.
    OneWord,
    /// Whether the first part is a prefix, `0..=1`.
    Prefix,
    /// Whether the second part is a suffix, `0..=1`.
    Suffix,
    /// Whether the first part has two letters, `0..=1`.
    ShortFirst,
    /// Whether the second part has three letters or fewer, `0..=1`.
    ShortLast,
}

impl BrokenFeature {
    /// The number of features.
    pub(crate) const COUNT: usize = BrokenFeature::ShortLast as usize + 1;
}

/// The parts of a broken word.
struct Parts<'a> {
    context: &'a FeatureContext<'a>,
    pair: &'a Pair,
    first: &'a str,
    last: &'a str,
    /// The first part, the second, and both together, folded.
    folded: [String; 3],
}

/// Returns what is to be taken out, in bytes of the text, and how likely that is right.
pub(super) fn judge(context: &FeatureContext, pair: &Pair) -> Option<(Range<usize>, f32)> {
    let parts = Parts::new(context, pair);
    let hyphen = &context.tokens[pair.first + 1];
    let end = context.tokens[pair.last()].start();
    let is_soft = hyphen.as_str(context.text) == "\u{ad}";
    let (joined, kept) = (hyphen.start()..end, hyphen.end()..end);
    if parts.is_name_or_number() {
        return parts.keeps().then_some((kept, NAME_CONFIDENCE));
    }
    if parts.is_suspended() {
        return None;
    }
    let features = features(context, pair);
    // What the text spells with a hyphen, and never without, keeps it.
    let is_seen = |feature: BrokenFeature| features[feature as usize] > 0.0;
    if !is_soft && is_seen(BrokenFeature::SeenHyphenated) && !is_seen(BrokenFeature::SeenJoined) {
        return Some((kept, SEEN_CONFIDENCE));
    }
    let probability = if is_soft { SOFT_CONFIDENCE } else { probability(&features) };
    if probability >= 0.5 {
        let is_doubtful =
            !is_soft && features[BrokenFeature::SeenJoined as usize] == 0.0 && parts.may_be_compound();
        return Some((joined, if is_doubtful { probability.min(DOUBTFUL_CONFIDENCE) } else { probability }));
    }
    let is_plausible = parts.is_line_end()
        || features[BrokenFeature::SeenHyphenated as usize] > 0.0
        || features[BrokenFeature::StartOdds as usize] + features[BrokenFeature::EndOdds as usize] > 0.0;
    let factor = if is_plausible { 1.0 } else { DASH_FACTOR };
    Some((kept, (1.0 - probability) * factor))
}

/// Returns whether the features of a broken word decide on its hyphen, and no capital, digit or suspended hyphen.
pub(crate) fn is_weighed(context: &FeatureContext, pair: &Pair) -> bool {
    let parts = Parts::new(context, pair);
    !parts.is_name_or_number() && !parts.is_suspended()
}

/// Returns the probability that a broken word had no hyphen.
fn probability(features: &[f32; BrokenFeature::COUNT]) -> f32 {
    const { assert!(WEIGHTS.len() == BrokenFeature::COUNT) };
    let log_odds: f32 = features.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    1.0 / (1.0 + (-log_odds).exp())
}

/// Returns the evidence for and against a hyphen in a broken word.
pub(crate) fn features(context: &FeatureContext, pair: &Pair) -> [f32; BrokenFeature::COUNT] {
    use BrokenFeature as F;
    let parts = Parts::new(context, pair);
    let mut features = [0.0; F::COUNT];
    let mut set = |feature: F, value: f32| features[feature as usize] = value;
    let is = |holds: bool| f32::from(u8::from(holds));
    let [first, last, word] = &parts.folded;
    let lexicon = context.lexicon;
    let times = |nth: usize| context.counts.map_or(0, |counts| counts.times(pair.queries[nth]));

    set(F::Bias, 1.0);
    let [a, b, both] = [first, last, word].map(|word| context.cost(word));
    set(F::Known, is(parts.is_known(word)));
    set(F::Frequency, frequency(both));
    let affixed = || prefixed_cost(lexicon, word).min(suffixed_cost(lexicon, word)) < ABSENT_COST;
    let is_derived = !parts.is_known(word) && (both < ABSENT_COST || affixed());
    set(F::Derived, is(is_derived));
    set(F::FirstFrequency, frequency(a));
    set(F::LastFrequency, frequency(b));
    let is_word = |word: &String| word.chars().nth(2).is_some() && parts.is_known(word);
    let are_known = is_word(first) && is_word(last);
    set(F::BothKnown, is(are_known));
    set(F::OnlyParts, is(are_known && !is_derived && !parts.is_known(word)));
    set(F::NeitherKnown, is(!is_word(first) && !is_word(last)));
    set(F::SeenJoined, times(0).max(times(1)).min(MAX_SEEN) as f32);
    set(F::SeenHyphenated, times(2).min(MAX_SEEN) as f32);
    let odds = |list, word| f32::from(level(list, word).unwrap_or(0).clamp(-8, 8));
    let lists = lexicon.lists();
    set(F::StartOdds, odds(&lists.compound_starts, first));
    set(F::EndOdds, odds(&lists.compound_ends, last));
    let compound = [first.as_str(), last.as_str()];
    let is_listed = lists.hyphenated.binary_search_by(|[a, b]| [&**a, &**b].cmp(&compound)).is_ok();
    set(F::Hyphenated, is(is_listed));
    set(F::Longer, is(parts.is_longer()));
    let unknown = |word: &String| lexicon.unknown_word_cost(&word.chars().collect::<Vec<_>>());
    set(F::OneWord, (a.min(unknown(first)) + b.min(unknown(last)) - both.min(unknown(word))) / 10.0);
    set(F::Prefix, is(lists.prefixes.contains(first)));
    set(F::Suffix, is(lists.suffixes.contains(last)));
    set(F::ShortFirst, is(first.chars().nth(2).is_none()));
    set(F::ShortLast, is(last.chars().nth(3).is_none()));
    features
}

/// Returns how frequent a word of this cost is: 0 for one that no list has, 2 for the most frequent.
fn frequency(cost: f32) -> f32 {
    ((ABSENT_COST - cost) / 10.0).clamp(0.0, 2.0)
}

impl<'a> Parts<'a> {
    fn new(context: &'a FeatureContext<'a>, pair: &'a Pair) -> Parts<'a> {
        let [first, last] = [pair.first, pair.last()].map(|token| context.tokens[token].as_str(context.text));
        let fold = |word: &str| word.chars().map(fold).collect::<String>();
        let folded = [fold(first), fold(last), fold(first) + &fold(last)];
        Parts { context, pair, first, last, folded }
    }

    /// Returns whether a folded word is known, in lower case or as a name.
    fn is_known(&self, folded: &str) -> bool {
        let mut chars = folded.chars();
        let title = || chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect::<String>();
        self.context.lexicon.knows(folded)
            || self.first.starts_with(char::is_uppercase) && self.context.lexicon.knows(&title())
    }

    fn is_line_end(&self) -> bool {
        self.context.tokens[self.pair.last()].before == Break::Line
    }

    /// Returns whether a capital or a digit stands at the hyphen: no word goes on so, but in a text of capitals.
    fn is_name_or_number(&self) -> bool {
        let is_word = |token: usize| self.context.tokens[token].kind == Kind::Word;
        let is_upper = |word: &str| matches!(case_of(word), Case::Upper) || word.chars().nth(1).is_none();
        let is_capitals = case_of(self.first) == Case::Upper && is_upper(self.last);
        let has_capital = self.last.starts_with(char::is_uppercase) && !is_capitals;
        has_capital
            || !is_word(self.pair.first)
            || !is_word(self.pair.last())
            || self.first.chars().nth(1).is_none()
            || is_capitals && !self.is_known(&self.folded[2])
    }

    /// Returns whether a hyphen before a capital or digit, or behind a single letter, is one of a compound and no dash.
    fn keeps(&self) -> bool {
        let seen = self.context.counts.map_or(0, |counts| counts.times(self.pair.queries[2]));
        let lists = self.context.lexicon.lists();
        let [first, last, _] = &self.folded;
        let starts = || level(&lists.compound_starts, first) > Some(0) || lists.prefixes.contains(first);
        let stutters = self.last.to_lowercase().starts_with(&self.first.to_lowercase());
        // "12- inch", "pages 20- 41"; but "in 2007- less than".
        let is_digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        let counts =
            || level(&lists.compound_ends, last) > Some(0) || is_digits(last) && first.len() == last.len();
        let is_compound = || starts() || is_digits(first) && counts();
        !self.is_hanging() && !stutters && (seen > 0 || self.is_line_end() || is_compound())
    }

    /// Returns whether the second part is a word, and the first one starts compounds at least as often as longer words, or is a prefix
    /// of a rare one: "multi- layered".
    fn may_be_compound(&self) -> bool {
        let [first, last, word] = &self.folded;
        let lists = self.context.lexicon.lists();
        let starts = level(&lists.compound_starts, first) >= Some(0)
            || lists.prefixes.contains(first) && self.context.cost(word) >= RARE_PREFIXED_COST;
        starts && last.chars().nth(2).is_some() && self.is_known(last)
    }

    /// Returns whether the second part is a word that no compound ends with: "mid- to long-term", "the prefix un- is", "fine- it's".
    fn is_hanging(&self) -> bool {
        let is_glued = |token: usize| self.context.tokens.get(token).is_some_and(|t| t.before == Break::None);
        let last = self.pair.last();
        let goes_on =
            is_glued(last + 1) && is_glued(last + 2) && self.context.token_str(Some(last + 1)) == "-";
        let word = self.folded[1].as_str();
        let ends = &self.context.lexicon.lists().no_compound_ends;
        // "it's", "there'll"; but no "o'clock".
        let is_short_form = word.split_once('\'').is_some_and(|(stem, _)| ends.contains(stem));
        !goes_on && (ends.contains(word) || is_short_form)
    }

    /// Returns whether the hyphen stands for the end of a later word, breaks off a stutter ("th- the"), or may be a dash.
    fn is_suspended(&self) -> bool {
        let [first, last, word] = &self.folded;
        let stutters = first.chars().nth(3).is_none() && last.starts_with(first.as_str());
        // "the- night" is dirt of a scan.
        let is_article = self.context.lexicon.lists().no_compound_ends.contains(first) && !self.is_longer();
        let is_frequent = self.is_known(word) && self.context.cost(word) < MAX_SUSPENDED_COST;
        (self.is_hanging() || stutters) && !is_frequent || is_article && !self.is_known(word)
    }

    /// Returns whether another hyphen joins one of the parts to a third one: "state-of-the- art".
    fn is_longer(&self) -> bool {
        let is_hyphen = |token: usize| {
            let token_str = self.context.token_str(Some(token));
            token_str == "-" && self.context.tokens[token].before == Break::None
        };
        let before = self.pair.first.checked_sub(1);
        let is_joined = self.context.tokens[self.pair.first].before == Break::None;
        is_joined && before.is_some_and(is_hyphen) || is_hyphen(self.pair.last() + 1)
    }
}
