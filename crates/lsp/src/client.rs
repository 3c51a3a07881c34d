//! What a client can do.

use gen_lsp_types::{ClientCapabilities, PositionEncodingKind};

use crate::place::Encoding;

/// What a client can do, as far as it makes a difference.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Client {
    pub encoding: Encoding,
    /// Asks for diagnostics; then none are sent unasked.
    pub pulls: bool,
    /// Asks again when it is told to.
    pub refreshes: bool,
    /// Takes edits with the version of the text that they are for.
    pub has_versions: bool,
    /// Watches files that it is asked to watch.
    pub watches: bool,
    /// Can be asked for settings.
    pub has_settings: bool,
}

impl Client {
    pub(crate) fn new(capabilities: &ClientCapabilities) -> Client {
        let general = capabilities.general.as_ref();
        let encodings: &[PositionEncodingKind] =
            general.and_then(|general| general.position_encodings.as_deref()).unwrap_or_default();
        let text = capabilities.text_document.as_ref();
        let workspace = capabilities.workspace.as_ref();
        let edit = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        let watched = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        let diagnostics = workspace.and_then(|workspace| workspace.diagnostics.as_ref());
        Client {
            encoding: Encoding::negotiated(encodings),
            pulls: text.is_some_and(|text| text.diagnostic.is_some()),
            refreshes: diagnostics.and_then(|d| d.refresh_support).unwrap_or_default(),
            has_versions: edit.and_then(|edit| edit.document_changes).unwrap_or_default(),
            watches: watched.and_then(|watched| watched.dynamic_registration).unwrap_or_default(),
            has_settings: workspace.and_then(|workspace| workspace.configuration).unwrap_or_default(),
        }
    }
}
