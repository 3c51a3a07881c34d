//! What may never happen, whatever comes in: a lost character, a stale diagnostic, a panic.
//!
//! `crates/laws` has the laws, each once. They are tried on texts and edits that are made up (`texts`, `documents`, of
//! `pieces`) and on the corpora of the fuzzer (`replay`); what is quick and clever is compared with slow and simple
//! versions of it (`oracle`). Data files from strangers have a test of their own (`hostile_files`), and so have the
//! limits (`bounds`).
#![cfg(not(target_arch = "wasm32"))] // `wasm-pack test` compiles every test, and proptest is not there

mod bounds;
mod documents;
mod hostile_files;
mod oracle;
mod pieces;
mod replay;
mod texts;
