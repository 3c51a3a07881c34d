//! What the command line, the language server and the extension for Visual Studio Code know of texts: their kinds, what in them is no prose, and the configuration
//! that says how they are judged. An interface of these three, not for others.

#![forbid(unsafe_code)]

pub mod config;
pub mod encoding;
pub mod family;
pub mod folder;
pub mod judge;
pub mod kind;
pub mod kinds;
pub mod names;
pub mod problem;
pub mod protect;
#[cfg(feature = "words")]
pub mod words;
