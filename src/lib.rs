//! Finds words that have lost the space between them, and puts it back.

mod candidates;
mod casing;
mod checker;
mod decision;
mod diagnostic;
mod document;
mod edit;
mod error;
mod evidence;
mod lexicon;
mod offsets;
mod options;
pub mod pack;
mod protect;
mod segmenter;
mod suspects;
mod tokenizer;
#[doc(hidden)]
pub mod training;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use checker::{Checker, Personal};
pub use decision::Model;
pub use diagnostic::{Diagnostic, Rule, Suggestion};
pub use document::{Change, Document};
pub use edit::Edit;
pub use error::Error;
pub use lexicon::Lexicon;
pub use offsets::Utf16Offsets;
pub use options::{CheckOptions, Options};
