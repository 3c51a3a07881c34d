//! The features of one respacing of a window.

use crate::context::feature_context::FeatureContext;
use crate::context::window::Windows;
use crate::detect::detections::Window;
use crate::detect::window::{hash, respaced};
use crate::language::lexicon::{ABSENT_COST, RARE_COST};
use crate::language::misspelling::correction;
use crate::model::features::features;
use crate::text::casing::{case_of, fold};
use crate::text::token::{Break, Kind};
use crate::text::token_info::bigram_hash;

/// The number of tokens on each side over which unknown tokens and single letters are counted.
const SIGHT: usize = 8;
/// The longest known word that counts as rare and short, in bytes.
const MAX_RARE_BYTES: usize = 6;
/// The length from which on a token is compared with words one typing error away. Characters.
const MIN_CORRECTED: usize = 4;

features! {
    /// The features of one respacing of a window. *Left* and *right* are its first and last token as they are, the *first* and
    /// *last* word those of the respacing, which are the same word where all spaces go.
    RespacingFeature {
        /// The number of tokens of the window.
        Tokens,
        /// The number of words of the respacing.
        Words,
        /// Whether a space comes in another place.
        IsMove,
        /// By how many letters the first space moves, to the right if positive.
        Shift,
        /// The number of cheaper respacings.
        Rank,
        /// The cost of the tokens as they are. Nats.
        CostNow,
        /// The cost of the words of the respacing. Nats.
        CostThen,
        /// `CostNow` less `CostThen`. Nats.
        Gain,
        /// The cost of the cheapest other respacing less `CostThen`, at most 15. Nats; 15 without another.
        Margin,
        /// How much cheaper the cheapest respacing of another window is that shares tokens with this one. Nats.
        RivalGain,
        /// The cost of the dearest word of the respacing. Nats.
        DearestCost,
        /// The cost of the left token. Nats.
        LeftCost,
        /// The length of the left token, in characters.
        LeftLen,
        /// The kind of the left token: 0 unknown, 1 known, 2 a rare short word.
        LeftKind,
        /// The casing of the left token: 0 lower, 1 title, 2 upper, 3 mixed.
        LeftCase,
        /// The cost of the right token. Nats.
        RightCost,
        /// The length of the right token, in characters.
        RightLen,
        /// The kind of the right token, as that of the left one.
        RightKind,
        /// The casing of the right token, as that of the left one.
        RightCase,
        /// The cost of the first word. Nats.
        FirstCost,
        /// The length of the first word, in characters.
        FirstLen,
        /// The cost of the last word. Nats.
        LastCost,
        /// The length of the last word, in characters.
        LastLen,
        /// The unknown-word cost of the left token less that of its letters as the start of all letters. Nats.
        LeftAlone,
        /// The unknown-word cost of the left and of the right token, less that of all letters together. Nats.
        Apart,
        /// The PMI of the left and the right token. Half nats.
        BigramNow,
        /// The PMI of the token before and the left token. Half nats.
        BigramBeforeNow,
        /// The PMI of the right token and the token behind. Half nats.
        BigramBehindNow,
        /// The PMI of the token before and the first word. Half nats.
        BigramBeforeThen,
        /// The PMI of the last word and the token behind. Half nats.
        BigramBehindThen,
        /// The mean PMI of adjacent words of the respacing. Half nats.
        BigramThen,
        /// The network's highest log-odds of a space that goes, as the words are. Nats.
        ContextNow,
        /// The network's lowest log-odds of a space of the respacing. Nats; 0 where it is one word.
        ContextThen,
        /// The count of the rarest word of the respacing in the text, at most 12.
        ThenSeen,
        /// The count of the left token in the text, at most 12.
        LeftSeen,
        /// The count of the right token in the text, at most 12.
        RightSeen,
        /// How often the two tokens are adjacent in the text, at most 12.
        BothSeen,
        /// The cost of the correction of the left token, if that is unknown. Nats, 25 for none.
        LeftCorrection,
        /// The cost of the correction of the right token, if that is unknown. Nats, 25 for none.
        RightCorrection,
        /// How often the left token starts compounds. See `unglue_format::bigrams::COMPOUND`.
        CompoundHead,
        /// How often the right token ends compounds. See `unglue_format::bigrams::COMPOUND`.
        CompoundTail,
        /// What the token before the window is: 0 no word or a frequent one, 1 a rare short word, 2 an unknown one, 3 a letter.
        WeakBefore,
        /// What the token behind the window is, as the one before it.
        WeakBehind,
        /// Whether a hyphen or slash is glued to the window: 1 before, 2 behind, 3 both.
        Hyphens,
        /// The role of the token before the window, see `Role`.
        RoleBefore,
        /// The role of the token behind the window, see `Role`.
        RoleBehind,
        /// The number of other tokens in the line of the window, at most 16: a heading stands alone.
        LineTokens,
        /// Whether a sentence starts with the window.
        StartsSentence,
        /// The number of unknown words nearby, but for the window's.
        UnknownNear,
        /// The number of single letters nearby, but for the window's.
        LettersNear,
        /// The number of numbers nearby.
        NumbersNear,
        /// The share of unknown words in the rest of the paragraph. `0..=1`
        UnknownShare,
        /// The number of words in the paragraph.
        ParagraphWords,
        /// The share of code and markup in the paragraph. `0..=1`
        MachineMade,
        /// The mean length of the chunks around, see `FeatureContext::chunk_length_around`. Bytes.
        ChunkLengthAround,
    }
}

/// Returns the number of tokens in the line of a window, but for its own; at most twice [`SIGHT`].
fn line_tokens(context: &FeatureContext, window: &Window) -> usize {
    let is_joined = |i: &usize| context.tokens[*i].before < Break::Line;
    let before = (1..=window.first).rev().take_while(is_joined).take(SIGHT).count();
    let behind = (window.last + 1..context.tokens.len()).take_while(is_joined).take(SIGHT).count();
    before + behind
}

/// Returns the network's log-odds of the spaces behind `words`, which have the letters of a window, folded as `all`: of those that
/// `is_wanted`, by where the words end in bytes.
fn log_odds<'a>(
    context: &'a FeatureContext,
    window: &Window,
    all: &'a [char],
    words: &'a [&'a str],
    is_wanted: impl Fn(&usize) -> bool,
) -> impl Iterator<Item = f32> {
    let windows = Windows::over(context, window.first, window.last, all, words.iter().copied());
    let (mut bytes, mut chars) = (0, 0);
    words[..words.len() - 1].iter().enumerate().filter_map(move |(nth, word)| {
        (bytes, chars) = (bytes + word.len(), chars + word.chars().count());
        is_wanted(&bytes).then(|| windows.log_odds(nth + 1, chars))
    })
}

/// Returns how likely a token beside a window is a piece of a word, see `WeakBefore`.
fn weakness(context: &FeatureContext, token: usize) -> f32 {
    let info = context.detections.token_infos[token];
    let is_word = context.tokens[token].kind == Kind::Word;
    match context.tokens[token].range().len() {
        _ if !is_word => 0.0,
        1 if !matches!(context.token_str(Some(token)), "a" | "I" | "A") => 3.0,
        _ if !info.is_known() => 2.0,
        _ if info.is_rare() => 1.0,
        _ => 0.0,
    }
}

/// Returns whether hyphens or slashes are glued to a window, see `Hyphens`.
fn hyphens(context: &FeatureContext, window: &Window) -> f32 {
    let is_hyphen = |token: Option<usize>| matches!(context.token_str(token), "-" | "/" | "–");
    let before = context.tokens[window.first].before == Break::None && is_hyphen(window.first.checked_sub(1));
    let behind = context.tokens.get(window.last + 1).is_some_and(|next| next.before == Break::None)
        && is_hyphen(Some(window.last + 1));
    f32::from(before) + 2.0 * f32::from(behind)
}

/// Returns the features of respacing `nth` of a window.
pub(crate) fn respacing_features(
    context: &FeatureContext,
    window: &Window,
    nth: usize,
) -> [f32; RespacingFeature::COUNT] {
    use RespacingFeature as F;
    let mut values = [0.0; F::COUNT];
    let mut set = |feature: F, value: f32| values[feature as usize] = value;
    let respacing = &window.respacings[nth];
    let letters = window.letters(context.text, context.tokens);
    let (left, right) = (context.token_str(Some(window.first)), context.token_str(Some(window.last)));
    let then: Vec<&str> = respaced(&letters, respacing).collect();
    let (first, last) = (then[0], then[then.len() - 1]);
    let chars = |word: &str| word.chars().count() as f32;
    let is_move = then.len() > 1;
    set(F::Tokens, window.len() as f32);
    set(F::Words, then.len() as f32);
    set(F::IsMove, f32::from(is_move));
    set(F::Shift, if is_move { chars(first) - chars(left) } else { 0.0 });
    set(F::Rank, nth as f32);
    set(F::CostNow, window.cost);
    set(F::CostThen, respacing.cost);
    set(F::Gain, window.cost - respacing.cost);
    let others = window.respacings.iter().enumerate().filter(|(other, _)| *other != nth);
    let cheapest = others.map(|(_, other)| other.cost).fold(f32::INFINITY, f32::min);
    set(F::Margin, (cheapest - respacing.cost).min(15.0));
    set(F::RivalGain, window.rival_gain);

    let lexicon = context.lexicon;
    let cost = |word: &str| lexicon.token_cost(word);
    let (left_cost, right_cost) = (cost(left), cost(right));
    let kind = |token: usize, word: &str, cost: f32| match context.detections.token_infos[token].is_known() {
        false => 0.0,
        true if word.len() <= MAX_RARE_BYTES && cost >= RARE_COST => 2.0,
        true => 1.0,
    };
    let case = |word: &str| case_of(word) as u8 as f32;
    set(F::LeftCost, left_cost);
    set(F::LeftLen, chars(left));
    set(F::LeftKind, kind(window.first, left, left_cost));
    set(F::LeftCase, case(left));
    set(F::RightCost, right_cost);
    set(F::RightLen, chars(right));
    set(F::RightKind, kind(window.last, right, right_cost));
    set(F::RightCase, case(right));
    set(F::DearestCost, then.iter().map(|word| cost(word)).fold(0.0, f32::max));
    set(F::FirstCost, cost(first));
    set(F::FirstLen, chars(first));
    set(F::LastCost, cost(last));
    set(F::LastLen, chars(last));
    let folded = |word: &str| word.chars().map(fold).collect::<Vec<char>>();
    let all = folded(&letters);
    let unknown_cost = |word: &str| lexicon.unknown_word_cost(&folded(word));
    let as_start = lexicon.unknown_word_costs(&all).nth(left.chars().count() - 1).unwrap_or(0.0);
    set(F::LeftAlone, unknown_cost(left) - as_start);
    set(F::Apart, unknown_cost(left) + unknown_cost(right) - lexicon.unknown_word_cost(&all));

    let before = context.before(window.first);
    let behind = context.behind(window.last);
    let (word_before, word_behind) = (context.token_str(before), context.token_str(behind));
    set(F::BigramNow, context.bigram_pmi(left, right));
    set(F::BigramBeforeNow, context.bigram_pmi(word_before, left));
    set(F::BigramBehindNow, context.bigram_pmi(right, word_behind));
    set(F::BigramBeforeThen, context.bigram_pmi(word_before, first));
    set(F::BigramBehindThen, context.bigram_pmi(last, word_behind));
    let pairs = then.windows(2).map(|two| context.bigram_pmi(two[0], two[1]));
    set(F::BigramThen, pairs.sum::<f32>() / (then.len() - 1).max(1) as f32);

    let words: Vec<&str> = (window.first..=window.last).map(|i| context.token_str(Some(i))).collect();
    let goes = |end: &usize| !respacing.spaces.contains(end);
    set(F::ContextNow, log_odds(context, window, &all, &words, goes).fold(f32::MIN, f32::max));
    if is_move {
        set(F::ContextThen, log_odds(context, window, &all, &then, |_| true).fold(f32::MAX, f32::min));
    }

    let times = |hash: u32| context.counts.map_or(0.0, |counts| counts.times(hash) as f32);
    set(F::ThenSeen, then.iter().map(|word| times(hash(word))).fold(f32::MAX, f32::min));
    set(F::LeftSeen, times(hash(left)));
    set(F::RightSeen, times(hash(right)));
    if window.len() == 2 {
        set(F::BothSeen, times(bigram_hash(hash(left), hash(right))));
    }
    let corrected = |token: usize, word: &str| {
        let letters = folded(word);
        let is_unknown = !context.detections.token_infos[token].is_known() && letters.len() >= MIN_CORRECTED;
        is_unknown.then(|| correction(lexicon, &letters)).flatten().map_or(ABSENT_COST, |found| found.cost)
    };
    set(F::LeftCorrection, corrected(window.first, left));
    set(F::RightCorrection, corrected(window.last, right));
    set(F::CompoundHead, context.bigram_pmi(left, unglue_format::bigrams::COMPOUND));
    set(F::CompoundTail, context.bigram_pmi(unglue_format::bigrams::COMPOUND, right));

    let weakness = |token: Option<usize>| token.map_or(0.0, |token| weakness(context, token));
    set(F::WeakBefore, weakness(before));
    set(F::WeakBehind, weakness(behind));
    set(F::Hyphens, hyphens(context, window));
    set(F::RoleBefore, context.role(before) as u8 as f32);
    set(F::RoleBehind, context.role(behind) as u8 as f32);
    set(F::LineTokens, line_tokens(context, window) as f32);
    set(F::StartsSentence, f32::from(context.starts_sentence(window.first)));
    let paragraph = context.detections.paragraph(window.first);
    let from = paragraph.tokens.start.max(window.first.saturating_sub(SIGHT));
    let to = paragraph.tokens.end.min(window.last + 1 + SIGHT);
    let near = || (from..window.first).chain(window.last + 1..to);
    let count = |is: &dyn Fn(usize) -> bool| near().filter(|&i| is(i)).count() as f32;
    let is_word = |i: usize| context.tokens[i].kind == Kind::Word;
    set(F::UnknownNear, count(&|i| is_word(i) && !context.detections.token_infos[i].is_known()));
    set(F::LettersNear, count(&|i| is_word(i) && context.tokens[i].range().len() == 1));
    set(F::NumbersNear, count(&|i| context.tokens[i].kind == Kind::Number));
    let (unknown_share, words) = context.unknown_share(window.first);
    set(F::UnknownShare, unknown_share);
    set(F::ParagraphWords, words);
    let machine_made = paragraph.machine_made as f32;
    set(F::MachineMade, machine_made / (machine_made + words).max(1.0));
    set(F::ChunkLengthAround, context.chunk_length_around(window.first));
    values
}
