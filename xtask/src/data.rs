//! `cargo xtask data`: makes `data/en` from its sources, which it gets from package registries, pinned to their bytes.
//!
//! ```text
//! sources ─► words ─► overrides ─► accidents ─► words.tsv, misspellings.tsv, manifest.tsv
//! (scowl, cbpack)  (split)        (inflection)
//! ```
//! What reads the sources needs large crates, so it is compiled only for this command.

#[cfg(any(test, feature = "data"))]
mod accidents;
#[cfg(any(test, feature = "data"))]
mod cbpack;
#[cfg(feature = "data")]
mod generate;
#[cfg(any(test, feature = "data"))]
mod overrides;
#[cfg(any(test, feature = "data"))]
mod scowl;
#[cfg(feature = "data")]
mod sources;
#[cfg(any(test, feature = "data"))]
mod split;
#[cfg(feature = "data")]
mod training;
#[cfg(any(test, feature = "data"))]
mod words;

#[cfg(feature = "data")]
pub use generate::command;

/// Starts the command again with what it needs compiled in.
#[cfg(not(feature = "data"))]
pub fn command(args: &[String]) -> crate::run::Result<()> {
    crate::run::again("data", "data", args)
}
