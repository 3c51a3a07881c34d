//! The words of a language, with their inflections, derivations and misspellings.

pub(crate) mod derivation;
pub(crate) mod lexicon;
pub(crate) mod misspelling;
pub(crate) mod prefixes;

/// Returns the words of the embedded English, for tests.
#[cfg(all(test, feature = "english"))]
pub(crate) fn english() -> lexicon::Lexicon {
    let bundle = unglue_format::Bundle::read(unglue_format::Bytes::Static(unglue_en::BYTES));
    lexicon::Lexicon::read(&bundle.expect("a bundle")).expect("a lexicon")
}
