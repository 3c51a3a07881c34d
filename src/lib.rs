//! Finds words that have lost the space between them ("thereare", "November12", "short-lived,and"), and puts it back.
//!
//! ```
//! use unglue::{Checker, Options};
//!
//! let checker = Checker::new(Options::default())?;
//! let found = checker.check("Moscow said thereare no plans.");
//! assert_eq!(found[0].range, 12..20);
//! assert_eq!(found[0].suggestions[0].text, "there are");
//! assert_eq!(checker.fix("twoleaders met"), "two leaders met");
//! # Ok::<(), unglue::Error>(())
//! ```
//!
//! # The way of a text
//!
//! ```text
//! text ─► tokenizer ─► flagged places ─► candidates ─► evidence ─► decision ─► diagnostics ─► edits
//!         (protect)    (lexicon)   (segmenter)   (runs,      (trees)     UTF-16 at the edge
//!                                                 gaps)
//! ```
//!
//! Each stage is a file, to be read in this order; [`Checker`] is the screen that shows them all at work. A token that
//! the lexicon of the [`Language`] knows in its casing is done after the second stage, and so are 99 in 100 (`cache.rs` remembers them); the
//! others are cut in the likeliest ways, weighed against their other readings (a misspelling, a name, a derived word), and
//! given the probability that a space is missing. A fix inserts spaces and changes nothing else.
//!
//! A text goes this way in blocks of whole paragraphs (`block.rs`). What reaches over them is code (`markup.rs`) and the
//! evidence of the rest of the text (`evidence/document.rs`); so a [`Document`] has only a few blocks read anew at an edit.
//!
//! All offsets in Rust are bytes; JavaScript sees UTF-16 code units.

#![forbid(unsafe_code)]

mod analysis;
mod block;
mod bundle;
mod checker;
mod context;
mod detect;
mod document;
mod engine;
mod error;
mod families;
mod language;
pub mod limits;
mod model;
mod options;
mod parts;
mod personal;
mod pipeline;
mod punctuation;
mod report;
mod spacing;
mod text;
#[doc(hidden)]
pub mod training;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use bundle::Language;
pub use checker::Checker;
pub use document::{Change, Document};
pub use error::Error;
pub use options::{CheckOptions, Options};
pub use parts::{Check, Fix};
pub use personal::Personal;
pub use report::diagnostic::{Diagnostic, Suggestion};
pub use report::rule::Rule;
pub use text::edit::Edit;
pub use text::utf16::Utf16Offsets;
