//! The casing of words that stand in for others.

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
