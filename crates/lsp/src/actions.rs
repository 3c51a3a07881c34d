//! What a client offers to do about what is found.

use std::collections::HashMap;

use gen_lsp_types::{
    CodeAction, CodeActionKind, CodeActionResponse, Command, OptionalVersionedTextDocumentIdentifier, Range,
    TextDocumentEdit, TextDocumentIdentifier, TextEdit, WorkspaceEdit,
};
use unglue::limits::MAX_PERSONAL_WORD_BYTES;

use crate::client::Client;
use crate::place::{Places, offset_of};
use crate::reports::{report, text_edits};
use crate::text::OpenText;

/// The command that adds a word to the words of a text's project: its arguments are the address of the text and the word.
pub(crate) const ADD_WORD: &str = "unglue.addWord";
/// The kind of the action that fixes all of a text, by which clients can be told to do so when they save.
pub(crate) const FIX_ALL: &str = "source.fixAll.unglue";
const QUICK_FIX: &str = "quickfix";

/// Returns what can be done about what is found in a range of a text, of the kinds that the client wants.
pub(crate) fn actions(
    text: &mut OpenText,
    range: Range,
    only: Option<&[CodeActionKind]>,
    client: Client,
) -> Vec<CodeActionResponse> {
    let mut actions = Vec::new();
    if is_wanted(only, QUICK_FIX) {
        actions.extend(quick_fixes(text, range, client));
    }
    if is_wanted(only, FIX_ALL) {
        actions.extend(fix_all(text, FIX_ALL, client).map(CodeActionResponse::CodeAction));
    }
    actions
}

/// Whether a client wants actions of a kind: it names that kind or one that holds it, or no kind.
fn is_wanted(only: Option<&[CodeActionKind]>, kind: &str) -> bool {
    let holds = |wanted: &CodeActionKind| {
        let wanted = String::from(wanted.clone());
        wanted.is_empty()
            || kind.strip_prefix(&wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    only.is_none_or(|only| only.iter().any(holds))
}

/// Returns for each diagnostic in a range its repairs, and the way to keep its token as a word; behind them the repair of all.
fn quick_fixes(text: &mut OpenText, range: Range, client: Client) -> Vec<CodeActionResponse> {
    let from = offset_of(text.text(), client.encoding, range.start);
    let to = offset_of(text.text(), client.encoding, range.end).max(from);
    let (content, found) = text.found();
    let all = found.len();
    let content = content.to_owned();
    let mut places = Places::new(&content, client.encoding);
    let mut actions = Vec::new();
    for diagnostic in found.iter().filter(|one| one.range.start <= to && from <= one.range.end) {
        let about = vec![report(diagnostic, &mut places)];
        for (nth, suggestion) in diagnostic.suggestions.iter().enumerate() {
            let edits = text_edits(&suggestion.edits, &mut places);
            actions.push(CodeAction {
                title: format!("Change to “{}”", suggestion.text),
                kind: Some(CodeActionKind::QuickFix),
                diagnostics: Some(about.clone()),
                is_preferred: Some(nth == 0),
                edit: Some(workspace_edit(text, edits, client)),
                ..CodeAction::default()
            });
        }
        if is_word(&diagnostic.token) {
            let title = format!("Add “{}” to the words of the workspace", diagnostic.token);
            let arguments = vec![text.uri.0.clone().into(), diagnostic.token.clone().into()];
            actions.push(CodeAction {
                title: title.clone(),
                kind: Some(CodeActionKind::QuickFix),
                diagnostics: Some(about),
                command: Some(Command {
                    title,
                    command: ADD_WORD.into(),
                    arguments: Some(arguments),
                    tooltip: None,
                }),
                ..CodeAction::default()
            });
        }
    }
    if !actions.is_empty() && all > 1 {
        actions.extend(fix_all(text, QUICK_FIX, client));
    }
    actions.into_iter().map(CodeActionResponse::CodeAction).collect()
}

/// Whether a token can be a personal word.
fn is_word(token: &str) -> bool {
    token.len() <= MAX_PERSONAL_WORD_BYTES && !token.contains(char::is_whitespace)
}

/// Returns the repair of all that is sure; nothing where there is none.
fn fix_all(text: &OpenText, kind: &'static str, client: Client) -> Option<CodeAction> {
    let fixes = text.fixes();
    if fixes.is_empty() {
        return None;
    }
    let edits = text_edits(&fixes, &mut Places::new(text.text(), client.encoding));
    Some(CodeAction {
        title: "Fix all spaces in this file that are surely wrong".to_owned(),
        kind: Some(kind.to_owned().into()),
        edit: Some(workspace_edit(text, edits, client)),
        ..CodeAction::default()
    })
}

/// Returns edits of a text, with its version where the client takes one: it then refuses those that come too late.
fn workspace_edit(text: &OpenText, edits: Vec<TextEdit>, client: Client) -> WorkspaceEdit {
    let uri = text.uri.clone();
    if !client.has_versions {
        return WorkspaceEdit { changes: Some(HashMap::from([(uri, edits)])), ..WorkspaceEdit::default() };
    }
    let text_document = OptionalVersionedTextDocumentIdentifier {
        version: Some(text.version),
        text_document_identifier: TextDocumentIdentifier::new(uri),
    };
    let edits = edits.into_iter().map(Into::into).collect();
    let change = TextDocumentEdit { text_document, edits };
    WorkspaceEdit { document_changes: Some(vec![change.into()]), ..WorkspaceEdit::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_holds_those_below_it() {
        for (only, kind, wanted) in [
            (None, QUICK_FIX, true),
            (Some(vec![""]), FIX_ALL, true),
            (Some(vec![]), FIX_ALL, false),
            (Some(vec!["source"]), FIX_ALL, true),
            (Some(vec!["source.fixAll"]), FIX_ALL, true),
            (Some(vec!["source.fixAll.unglue"]), FIX_ALL, true),
            (Some(vec!["source.fixAll.other"]), FIX_ALL, false),
            (Some(vec!["source.fix"]), FIX_ALL, false),
            (Some(vec!["refactor", "quickfix"]), QUICK_FIX, true),
            (Some(vec!["source"]), QUICK_FIX, false),
        ] {
            let only = only.map(|only| {
                only.iter().map(|kind| CodeActionKind::from(kind.to_string())).collect::<Vec<_>>()
            });
            assert_eq!(is_wanted(only.as_deref(), kind), wanted, "{only:?} {kind}");
        }
    }
}
