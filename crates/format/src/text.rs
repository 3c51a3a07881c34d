//! The syntax that the source texts share: comments, columns, and the token that stands for any number.

/// Stands for any number, in bigrams and in the vocabulary of the network.
pub const NUMBER: &str = "0";

/// Returns the lines of a source text without comments, which start with `#`, and without empty lines.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Returns three columns separated by tabs; `None` if there are more or fewer, or the first is empty.
pub(crate) fn columns(line: &str) -> Option<[&str; 3]> {
    let mut columns = line.split('\t');
    let three = [columns.next()?, columns.next()?, columns.next()?];
    (columns.next().is_none() && !three[0].is_empty()).then_some(three)
}
