//! English for [unglue](https://docs.rs/unglue), packed out of `data/en`: words, bigrams, decision trees, network and short
//! lists.
//!
//! The data is under CC BY-SA 4.0; `data/en/SOURCES.md` names its sources.

#![forbid(unsafe_code)]

/// The bytes of the language, which `unglue::Language::from_bytes` takes.
pub const BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/en.unglue"));
