//! Finds words that have lost the space between them, and puts it back.

mod checker;
mod diagnostic;
mod document;
mod edit;
mod error;
mod offsets;
mod options;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use checker::{Checker, Personal};
pub use diagnostic::{Diagnostic, Rule, Suggestion};
pub use document::{Change, Document};
pub use edit::Edit;
pub use error::Error;
pub use offsets::Utf16Offsets;
pub use options::{CheckOptions, Options};
