//! The file format of a language of [unglue](https://docs.rs/unglue): one file, one reader, one writer.
//!
//! ```text
//! data/en/*.txt, *.tsv ─► Sources::pack ─► one file ─► Bundle::read ─► a section for each part
//! ```
//! [`container`] has the file as a whole. Each part has a module, which writes it from its text, reads it and verifies
//! it:
//!
//! | part | what |
//! | --- | --- |
//! | [`lists`] | the alphabet, affixes, short words and other short lists; the name of the inflection |
//! | [`words`] | an automaton of words, with class and frequency |
//! | [`trigrams`] | the cost of a letter after the two before it |
//! | [`bigrams`] | the PMI of two words side by side |
//! | [`trees`] | ensembles of decision trees |
//! | [`network`] | the weights of a small neural network |
//! | [`wholes`] | fingerprints of words that look like several and are one |
//!
//! [`inflection`] is the one algorithm that a bundle names rather than contains.
//!
//! A bundle that the readers accept is safe to use, from whatever source: no index read from it leads outside of it.

#![forbid(unsafe_code)]

pub mod bigrams;
pub mod container;
mod error;
pub mod hash;
pub mod inflection;
pub mod lists;
pub mod network;
mod part;
mod sources;
pub mod text;
pub mod trees;
pub mod trigrams;
pub mod wholes;
pub mod words;

pub use container::{Bundle, Bytes, Section};
pub use error::{Fault, FormatError};
pub use part::Part;
pub use sources::Sources;
