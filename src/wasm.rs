//! The bindings to JavaScript: conversions, and nothing that judges. Offsets become UTF-16 code units here.

use js_sys::{JsString, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use crate::{CheckOptions, Checker, Diagnostic, Document, Edit, Error, Options, Personal, Utf16Offsets};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("wasm.d.ts");

/// What JavaScript calls `Options`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct JsOptions {
    show_confidence: f32,
    fix_confidence: f32,
    rules: Vec<String>,
    words: Vec<String>,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    lexicon: JsValue,
}

impl Default for JsOptions {
    fn default() -> Self {
        let Options { show_confidence, fix_confidence, rules, words, lexicon: _ } = Options::default();
        let rules = rules.into_iter().map(|rule| rule.name().to_owned()).collect();
        JsOptions { show_confidence, fix_confidence, rules, words, lexicon: JsValue::UNDEFINED }
    }
}

/// What JavaScript calls `CheckOptions`.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct JsCheckOptions {
    protect: Vec<(usize, usize)>,
    caret: Option<usize>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct JsEdit {
    from: usize,
    to: usize,
    insert: String,
}

#[derive(Serialize, Deserialize)]
struct JsSuggestion {
    text: String,
    edits: Vec<JsEdit>,
    confidence: f32,
}

#[derive(Serialize, Deserialize)]
struct JsDiagnostic {
    from: usize,
    to: usize,
    rule: String,
    message: String,
    confidence: f32,
    suggestions: Vec<JsSuggestion>,
}

#[derive(Serialize)]
struct JsChange {
    from: usize,
    to: usize,
    removed: Vec<JsDiagnostic>,
    added: Vec<JsDiagnostic>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct JsPersonal {
    words: Vec<String>,
    ignored: Vec<String>,
}

#[wasm_bindgen(js_name = Checker)]
pub struct WasmChecker(Checker);

#[wasm_bindgen(js_class = Checker)]
impl WasmChecker {
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: JsValue,
    ) -> Result<WasmChecker, JsValue> {
        let options: JsOptions = read(options, "the options")?;
        let rules = options.rules.iter().map(|name| name.parse()).collect::<Result<_, Error>>();
        let lexicon = match options.lexicon {
            none if none.is_undefined() || none.is_null() => None,
            bytes if bytes.is_instance_of::<Uint8Array>() => Some(Uint8Array::from(bytes).to_vec()),
            _ => return Err(type_error("options.lexicon must be a Uint8Array with the bytes of a lexicon")),
        };
        let options = Options {
            show_confidence: options.show_confidence,
            fix_confidence: options.fix_confidence,
            rules: rules.map_err(throw)?,
            words: options.words,
            lexicon,
        };
        Checker::new(options).map(WasmChecker).map_err(throw)
    }

    #[wasm_bindgen(unchecked_return_type = "Diagnostic[]")]
    pub fn check(
        &self,
        text: &JsString,
        #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: JsValue,
    ) -> Result<JsValue, JsValue> {
        let text = string(text)?;
        let options = check_options(&text, options)?;
        let found = self.0.check_with(&text, &options).map_err(throw)?;
        write(&diagnostics(&text, &found))
    }

    pub fn fix(&self, text: &JsString) -> Result<JsString, JsValue> {
        // The host's own string is sliced, so that what Rust's strings cannot hold (lone surrogates) stays.
        let content = string(text)?;
        let mut offsets = Utf16Offsets::new(&content);
        let (mut fixed, mut done) = (JsString::from(""), 0);
        for edit in self.0.fixes(&content) {
            let at = offsets.of_byte(edit.range.start) as u32;
            fixed = fixed.concat(&text.slice(done, at)).concat(&" ".into());
            done = at;
        }
        Ok(fixed.concat(&text.slice(done, text.length())))
    }

    pub fn open(&self, text: &JsString) -> Result<WasmDocument, JsValue> {
        Ok(WasmDocument(self.0.open(string(text)?)))
    }

    #[wasm_bindgen(js_name = addWords)]
    pub fn add_words(
        &self,
        #[wasm_bindgen(unchecked_param_type = "readonly string[]")] words: JsValue,
    ) -> Result<(), JsValue> {
        self.0.add_words(&read::<Vec<String>>(words, "the words")?).map_err(throw)
    }

    #[wasm_bindgen(js_name = removeWords)]
    pub fn remove_words(
        &self,
        #[wasm_bindgen(unchecked_param_type = "readonly string[]")] words: JsValue,
    ) -> Result<(), JsValue> {
        self.0.remove_words(&read::<Vec<String>>(words, "the words")?);
        Ok(())
    }

    pub fn ignore(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Diagnostic")] diagnostic: JsValue,
    ) -> Result<(), JsValue> {
        let diagnostic: JsDiagnostic = read(diagnostic, "the diagnostic")?;
        let Some(first) = diagnostic.suggestions.first() else {
            return Err(type_error("the diagnostic has no suggestion: give one that check() returned"));
        };
        // The token is the suggestion without the spaces that its edits insert.
        let mut units: Vec<u16> = first.text.encode_utf16().collect();
        for edit in first.edits.iter() {
            match edit.from.checked_sub(diagnostic.from) {
                Some(at) if units.get(at) == Some(&u16::from(b' ')) => _ = units.remove(at),
                _ => {
                    return Err(type_error(
                        "the edits of the diagnostic do not fit its text: give one that check() returned",
                    ));
                }
            }
        }
        self.0.ignore_token(String::from_utf16_lossy(&units));
        Ok(())
    }

    #[wasm_bindgen(js_name = exportPersonal, unchecked_return_type = "Personal")]
    pub fn export_personal(&self) -> Result<JsValue, JsValue> {
        let Personal { words, ignored } = self.0.personal();
        write(&JsPersonal { words: words.into_iter().collect(), ignored: ignored.into_iter().collect() })
    }

    #[wasm_bindgen(js_name = importPersonal)]
    pub fn import_personal(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Personal")] personal: JsValue,
    ) -> Result<(), JsValue> {
        let JsPersonal { words, ignored } = read(personal, "the personal words")?;
        let personal =
            Personal { words: words.into_iter().collect(), ignored: ignored.into_iter().collect() };
        self.0.set_personal(personal).map_err(throw)
    }
}

#[wasm_bindgen(js_name = Document)]
pub struct WasmDocument(Document);

#[wasm_bindgen(js_class = Document)]
impl WasmDocument {
    #[wasm_bindgen(unchecked_return_type = "Change")]
    pub fn edit(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Edit")] edit: JsValue,
    ) -> Result<JsValue, JsValue> {
        let edit: JsEdit = read(edit, "the edit")?;
        let old = self.0.text().to_owned();
        let mut offsets = Utf16Offsets::new(&old);
        let (from, from_splits) = byte_of(&mut offsets, edit.from)?;
        let (to, to_splits) = byte_of(&mut offsets, edit.to)?;
        // What is left of a surrogate pair that the edit cuts in two is a lone surrogate: one U+FFFD each.
        const LONE: &str = "\u{fffd}";
        let pair = |splits: bool, at: usize| if splits { at + 4 } else { at };
        let insert =
            [if from_splits { LONE } else { "" }, &edit.insert, if to_splits { LONE } else { "" }].concat();
        let range = from..if from > to { to } else { pair(to_splits, to) };
        if edit.from > edit.to {
            return Err(throw(Error::BackwardRange { from: edit.from, to: edit.to }));
        }
        let change = self.0.edit(&Edit { range, insert }).map_err(throw)?;
        let mut now = Utf16Offsets::new(self.0.text());
        let (from, to) = (now.of_byte(change.range.start), now.of_byte(change.range.end));
        write(&JsChange {
            from,
            to,
            removed: diagnostics(&old, &change.removed),
            added: diagnostics(self.0.text(), &change.added),
        })
    }

    #[wasm_bindgen(unchecked_return_type = "Diagnostic[]")]
    pub fn diagnostics(&mut self) -> Result<JsValue, JsValue> {
        let found = self.0.diagnostics().to_vec();
        write(&diagnostics(self.0.text(), &found))
    }
}

fn diagnostics(text: &str, found: &[Diagnostic]) -> Vec<JsDiagnostic> {
    let mut offsets = Utf16Offsets::new(text);
    let mut out = Vec::with_capacity(found.len());
    for d in found {
        let from = offsets.of_byte(d.range.start);
        let suggestions = d.suggestions.iter().map(|s| JsSuggestion {
            text: s.text.clone(),
            edits: s
                .edits
                .iter()
                .map(|e| {
                    let mut inside = Utf16Offsets::new(&text[d.range.clone()]);
                    let mut unit = |at: usize| from + inside.of_byte(at - d.range.start);
                    JsEdit { from: unit(e.range.start), to: unit(e.range.end), insert: e.insert.clone() }
                })
                .collect(),
            confidence: s.confidence,
        });
        let suggestions = suggestions.collect();
        out.push(JsDiagnostic {
            from,
            to: offsets.of_byte(d.range.end),
            rule: d.rule.name().to_owned(),
            message: d.message.clone(),
            confidence: d.confidence,
            suggestions,
        });
    }
    out
}

fn check_options(text: &str, options: JsValue) -> Result<CheckOptions, JsValue> {
    let options: JsCheckOptions = read(options, "the options of check")?;
    let mut offsets = Utf16Offsets::new(text);
    let mut protect = Vec::with_capacity(options.protect.len());
    for (from, to) in options.protect {
        if from > to {
            return Err(throw(Error::BackwardRange { from, to }));
        }
        let start = byte_of(&mut offsets, from)?.0;
        let (end, splits) = byte_of(&mut offsets, to)?;
        protect.push(start..if splits { end + 4 } else { end });
    }
    let caret = options.caret.map(|caret| byte_of(&mut offsets, caret)).transpose()?;
    Ok(CheckOptions { protect, caret: caret.map(|(byte, _)| byte) })
}

/// The byte offset of a code unit, and whether it lies in the middle of a surrogate pair.
fn byte_of(offsets: &mut Utf16Offsets, unit: usize) -> Result<(usize, bool), JsValue> {
    offsets
        .of_unit(unit)
        .ok_or_else(|| throw(Error::OffsetOutside { offset: unit, len: offsets.len_units() }))
}

/// The content of a JavaScript string; a lone surrogate becomes one U+FFFD, so that offsets stay right.
fn string(text: &JsString) -> Result<String, JsValue> {
    match text.is_string() {
        true => Ok(String::from(text)),
        false => Err(type_error("the text must be a string")),
    }
}

/// Reads an argument; `undefined` and `null` stand for its default.
fn read<T: serde::de::DeserializeOwned>(value: JsValue, what: &str) -> Result<T, JsValue> {
    let value = match value.is_undefined() || value.is_null() {
        true => js_sys::Object::new().into(),
        false => value,
    };
    serde_wasm_bindgen::from_value(value).map_err(|e| {
        type_error(&format!("{what} cannot be read: {}", e.to_string().trim_start_matches("Error: ")))
    })
}

fn write<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

fn type_error(message: &str) -> JsValue {
    js_sys::TypeError::new(message).into()
}

fn throw(error: Error) -> JsValue {
    let message = error.to_string();
    match error {
        Error::OffsetOutside { .. } | Error::BackwardRange { .. } | Error::BadConfidence { .. } => {
            js_sys::RangeError::new(&message).into()
        }
        _ => js_sys::Error::new(&message).into(),
    }
}
