//! The evidence of the network on a split: how natural its gaps are between the words around.

use crate::context::feature_context::Scene;
use crate::model::network::{Asked, Seen, WORDS, Window};
use crate::spacing::features::RunFeature;
use crate::spacing::lattice::{Letters, Segmentation};
use crate::text::tokenizer::Break;

/// Asks the network about every gap of a split, and sets the features that hold its answers. `asked` is of the same token,
/// or new.
pub fn ask_network(
    scene: &Scene,
    token: usize,
    letters: &Letters,
    split: &Segmentation,
    asked: &mut Asked,
    values: &mut [f32; RunFeature::COUNT],
) {
    use RunFeature as F;
    let run = scene.spelt(Some(token));
    let pieces = &split.pieces;
    let byte = |at: usize| letters.bytes[at] as usize;
    // Nothing is seen across the end of a paragraph.
    let before = |n: usize| {
        let at = token.checked_sub(n)?;
        let joined = scene.tokens[at + 1..=token].iter().all(|t| t.before < Break::Paragraph);
        joined.then(|| scene.spelt(Some(at)))
    };
    let behind = |n: usize| {
        let between = scene.tokens.get(token + 1..=token + n)?;
        let joined = between.iter().all(|t| t.before < Break::Paragraph);
        joined.then(|| scene.spelt(Some(token + n)))
    };
    let words: Vec<Seen> = (1..=WORDS)
        .rev()
        .map(before)
        .chain(pieces.iter().map(|p| Some(&run[byte(p.start)..byte(p.end)])))
        .chain((1..=WORDS).map(behind))
        .map(|word| scene.network.vocabulary().see(word))
        .collect();
    let mut odds = |nth: usize, at: usize| {
        let around = std::array::from_fn(|place| words[nth + place]);
        scene.network.log_odds(&Window::new(around, &letters.folded, at), asked)
    };
    let gaps: Vec<f32> = (1..pieces.len()).map(|nth| odds(nth, pieces[nth].start)).collect();
    let mut set = |feature: F, value: f32| values[feature as usize] = value;
    set(F::ContextLeast, gaps.iter().copied().fold(f32::INFINITY, f32::min));
    set(F::ContextMean, gaps.iter().sum::<f32>() / gaps.len() as f32);
    set(F::ContextFirst, gaps[0]);
    set(F::ContextLast, gaps[gaps.len() - 1]);
    let space = |token: usize| scene.tokens.get(token).is_some_and(|t| t.before == Break::Space);
    set(F::ContextBefore, if space(token) { odds(0, 0) } else { 0.0 });
    set(F::ContextBehind, if space(token + 1) { odds(pieces.len(), letters.len()) } else { 0.0 });
}
