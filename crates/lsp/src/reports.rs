//! What is found, as the protocol tells it.

use gen_lsp_types::{DiagnosticSeverity, TextEdit};
use unglue::{Applicability, Diagnostic, Edit};

use crate::place::{Encoding, Places};

/// The name of the program in lists of what several have found.
const SOURCE: &str = "unglue";

/// Returns diagnostics of a text as the protocol has them.
pub(crate) fn reports(
    text: &str,
    found: &[Diagnostic],
    encoding: Encoding,
) -> Vec<gen_lsp_types::Diagnostic> {
    let mut places = Places::new(text, encoding);
    found.iter().map(|diagnostic| report(diagnostic, &mut places)).collect()
}

/// Returns a diagnostic as the protocol has it: a warning where it is sure enough to be fixed without asking.
pub(crate) fn report(diagnostic: &Diagnostic, places: &mut Places) -> gen_lsp_types::Diagnostic {
    let is_sure = diagnostic.suggestions.iter().any(|one| one.applicability == Applicability::Auto);
    gen_lsp_types::Diagnostic {
        range: places.range(&diagnostic.range),
        severity: Some(if is_sure { DiagnosticSeverity::Warning } else { DiagnosticSeverity::Information }),
        code: Some(diagnostic.rule.name().to_owned().into()),
        source: Some(SOURCE.to_owned()),
        message: diagnostic.message.clone().into(),
        ..Default::default()
    }
}

/// Returns edits of a text as the protocol has them.
pub(crate) fn text_edits(edits: &[Edit], places: &mut Places) -> Vec<TextEdit> {
    edits.iter().map(|edit| TextEdit::new(places.range(&edit.range), edit.insert.clone())).collect()
}
