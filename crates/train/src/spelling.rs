//! The spelling of words that stand in for others.

use fastrand::Rng;

/// Cases `word` like `model`.
pub fn like(model: &str, word: &str) -> String {
    let upper = model.chars().all(|c| !c.is_lowercase()) && model.len() > 1;
    if upper {
        return word.to_uppercase();
    }
    let mut chars = word.chars();
    match (model.chars().next().is_some_and(char::is_uppercase), chars.next()) {
        (true, Some(first)) => first.to_uppercase().chain(chars).collect(),
        _ => word.to_owned(),
    }
}

/// One slip of the finger.
pub fn typing_error(word: &str, chance: &mut Rng) -> Option<String> {
    let mut chars: Vec<char> = word.chars().collect();
    if chars.len() < 4 || !word.is_ascii() {
        return None;
    }
    let at = chance.usize(0..chars.len() - 1);
    match chance.usize(0..5) {
        0 => chars.swap(at, at + 1),
        1 => _ = chars.remove(at),
        2 => chars.insert(at, chars[at]),
        3 => chars[at] = char::from(chance.u8(b'a'..=b'z')),
        _ => chars.insert(at, char::from(chance.u8(b'a'..=b'z'))),
    }
    Some(String::from_iter(chars))
}
