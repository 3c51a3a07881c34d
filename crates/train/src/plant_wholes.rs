//! Plants wholes in right text, so that the trees learn how far to trust the set of them.

use fastrand::Rng;

use crate::passage::replace;
use crate::spelling::like;

/// One lower-case word in this many is replaced.
const WORDS_PER_WHOLE: usize = 25;
/// One whole in this many is a possessive.
const WHOLES_PER_POSSESSIVE: usize = 12;
/// One whole in this many starts with a capital wherever it stands.
const WHOLES_PER_CAPITAL: usize = 3;

/// Replaces words of a text by wholes, in the casing of the word or with a capital.
pub fn plant(text: &str, wholes: &[String], chance: &mut Rng) -> String {
    replace(text, WORDS_PER_WHOLE, chance, |word, chance| {
        let whole = wholes.get(chance.usize(0..wholes.len().max(1)))?;
        let casing = if chance.usize(0..WHOLES_PER_CAPITAL) == 0 { "X" } else { word };
        let ending = if chance.usize(0..WHOLES_PER_POSSESSIVE) == 0 { "'s" } else { "" };
        Some(like(casing, whole) + ending)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wholes_stand_in_place_of_words() {
        let text = "there are no plans of any kind for the meeting that they announced";
        let mut chance = Rng::with_seed(7);
        let planted = plant(text, &["keypoint".to_owned()], &mut chance);
        let (words, new) = (text.split(' ').count(), planted.to_lowercase());
        assert!(new.contains("keypoint") && planted.split(' ').count() == words, "{planted}");
        assert_eq!(plant(text, &[], &mut chance), text);
    }
}
