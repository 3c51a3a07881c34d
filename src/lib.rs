//! Puts every space where it belongs: between words that ran together ("thereare", "November12", "short-lived,and"), out of
//! words that were cut ("interna tional"), and back to its place ("thef eedback").
//!
//! ```
//! use unglue::{Checker, Language, Options};
//!
//! let checker = Checker::new(Language::english()?, Options::default())?;
//! let found = checker.check("Moscow said thereare no plans.");
//! assert_eq!(found[0].range, 12..20);
//! assert_eq!(found[0].suggestions[0].text, "there are");
//! assert_eq!(checker.fix("twoleaders met"), "two leaders met");
//! # Ok::<(), unglue::Error>(())
//! ```
//!
//! # The stages
//!
//! ```text
//! text ─► tokens ─► detections ─► hypotheses ─► features ─► probability ─► findings ─► diagnostics
//!         (protect)  (lexicon)     (lattice)                  (trees,        (edits)     UTF-16 at the edge
//!                                                              network)
//! ```
//!
//! `pipeline.rs` has one function for each stage: read it first. A token that the lexicon knows in its casing leaves after
//! detection, as 99 in 100 do; the others are segmented in the likeliest ways, weighed against their other hypotheses (a
//! misspelling, a name, a derived word), and given the probability that a space is missing. A fix changes white space and
//! nothing else.
//!
//! A text is read in blocks of whole paragraphs (`block.rs`). What reaches over them is code (`text/markup.rs`) and the
//! counts of the rest of the document (`context/counts.rs`); so an edit of a [`Document`] has only a few blocks read again.
//!
//! All offsets in Rust are bytes; JavaScript sees UTF-16 code units.

#![forbid(unsafe_code)]
// What users cannot name is not public.
#![deny(unnameable_types, unreachable_pub)]

mod analysis;
mod block;
mod bundle;
mod checker;
mod context;
mod detect;
mod document;
mod engine;
mod error;
mod language;
pub mod limits;
mod mode;
mod model;
mod options;
mod pairs;
mod parts;
mod personal;
mod pipeline;
mod punctuation;
mod report;
mod respacing;
mod source;
mod spacing;
mod text;
#[doc(hidden)]
pub mod training;
mod whole;

pub use bundle::Language;
pub use checker::Checker;
pub use document::{Change, Document};
pub use error::Error;
pub use mode::Mode;
pub use options::Options;
#[doc(hidden)]
pub use parts::{Check, Fix};
pub use personal::Personal;
pub use report::diagnostic::{Applicability, Diagnostic, Suggestion};
pub use report::fixed::Fixed;
pub use report::rule::Rule;
pub use source::Text;
pub use text::edit::Edit;
pub use text::utf16::Utf16Index;
#[doc(hidden)]
pub use whole::{WholeCounts, WholeText};
