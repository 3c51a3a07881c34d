//! A checker for making rows, before there is a model that fits the features as they are.

use unglue::{Checker, Language, Options};
use unglue_run::Result;

/// Returns a checker of English whose trees find nothing. Its network is the one of this text, or cannot be asked anything.
pub fn untrained(network: Option<&str>) -> Result<Checker> {
    let language = Language::untrained(unglue_en::BYTES, network).map_err(|e| e.to_string())?;
    Checker::new(language, Options::default()).map_err(|e| e.to_string())
}
