//! A word that stands twice.

use crate::context::feature_context::FeatureContext;
use crate::detect::detections::Pair;
use crate::text::casing::fold;

/// The confidence in a doubled word that right text hardly ever doubles. It is a bound, above what is shown by default.
const CONFIDENCE: f32 = 0.93;
/// The cost up to which a word is so frequent that a text may double it twice by mistake. Nats; Zipf 5.9.
const FREQUENT_COST: f32 = 7.2;

/// Returns the probability that a word stands twice by mistake; `None` where it may well be right.
pub(super) fn confidence(context: &FeatureContext, pair: &Pair) -> Option<f32> {
    let word: String = context.token_str(Some(pair.last())).chars().map(fold).collect();
    let lists = context.lexicon.lists();
    // A name, a word of another language or a sound.
    if !context.detections.token_infos[pair.first].is_known() || lists.doubles.contains(&word) {
        return None;
    }
    // What a text doubles again and again it means to double.
    let times = context.counts.map_or(0, |counts| counts.times(pair.queries[0]));
    if times > 1 && context.cost(&word) > FREQUENT_COST {
        return None;
    }
    Some(CONFIDENCE)
}
