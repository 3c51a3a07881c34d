//! What the project is made of, and what it promises: licences, manifests and the public interface. Most of it is tests
//! (`cargo xtask test supply`); two of the things they compare are written by commands.

#[cfg(feature = "supply")]
mod api;
#[cfg(all(test, feature = "supply"))]
mod circles;
#[cfg(feature = "supply")]
mod files;
#[cfg(feature = "supply")]
mod licences;
#[cfg(all(test, feature = "supply"))]
mod manifests;
#[cfg(all(test, feature = "supply"))]
mod published;
#[cfg(all(test, feature = "supply"))]
mod workflows;

#[cfg(not(feature = "supply"))]
use crate::again::again;
use unglue_run::Result;

/// `cargo xtask api`: the public interface.
pub fn api(args: &[String]) -> Result<()> {
    #[cfg(feature = "supply")]
    return api::files().and_then(|files| files::write_or_compare(&files, "api", args));
    #[cfg(not(feature = "supply"))]
    again("supply", "api", args)
}

/// `cargo xtask licences`: the licences of what is compiled into the package.
pub fn licences(args: &[String]) -> Result<()> {
    #[cfg(feature = "supply")]
    return licences::files().and_then(|files| files::write_or_compare(&files, "licences", args));
    #[cfg(not(feature = "supply"))]
    again("supply", "licences", args)
}
