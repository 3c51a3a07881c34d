//! What the command line and the language server know of texts: their kinds, what in them is no prose, and the configuration
//! that says how they are judged. An interface of these two programs, not for others.

#![forbid(unsafe_code)]

pub mod config;
pub mod encoding;
pub mod family;
pub mod judge;
pub mod kind;
pub mod kinds;
pub mod names;
pub mod problem;
pub mod protect;
#[cfg(feature = "words")]
pub mod words;
