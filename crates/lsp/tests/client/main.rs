//! Tests of the program with clients.

mod conversation;
mod edits;
mod neovim;
mod support;
