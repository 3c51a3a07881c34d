//! The words of a language, with their inflections, derivations and misspellings.

pub mod derivation;
pub mod lexicon;
pub mod misspelling;

/// Returns the words of the embedded English, for tests.
#[cfg(all(test, feature = "english"))]
pub fn english() -> lexicon::Lexicon {
    let bundle = unglue_format::Bundle::read(unglue_format::Bytes::Static(unglue_en::BYTES));
    lexicon::Lexicon::read(&bundle.expect("a bundle")).expect("a lexicon")
}
