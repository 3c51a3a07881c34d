//! The bindings to JavaScript: conversions only, no judgement. Offsets become UTF-16 code units here.
//!
//! Users call them through the classes of `pkg/api.js`, whose types are in `pkg/index.d.ts`. Arguments are checked
//! here, by hand, so that an error names the wrong one in the terms of the call. Diagnostics are returned as numbers,
//! see `packed.rs`, from which `pkg/diagnostics.js` makes objects.

use js_sys::{Error as JsError, JsString, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use unglue::{Checker, Error, Language, Options, Personal, Rule};

mod document;
mod errors;
mod fields;
mod packed;
mod parts;
mod units;

use crate::document::WasmDocument;
use crate::errors::{throw, type_error};
use crate::fields::{Fields, strings};
use crate::parts::{WasmCheck, WasmFix};

/// Turns a panic into an exception with a message; the browser's own is only "unreachable".
#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|panic| {
        let message = format!("unglue has a fault: {panic}; please report it with the text that led to it");
        wasm_bindgen::throw_val(JsError::new(&message).into())
    }));
}

/// Returns the language of a checker without `options.language`.
#[cfg(feature = "english")]
fn embedded() -> Result<Language, JsValue> {
    Language::english().map_err(throw)
}

#[cfg(not(feature = "english"))]
fn embedded() -> Result<Language, JsValue> {
    Err(type_error("options.language must be a Uint8Array: this build has no language of its own"))
}

#[wasm_bindgen(js_name = Checker)]
pub struct WasmChecker(Checker);

#[wasm_bindgen(js_class = Checker)]
impl WasmChecker {
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> Result<WasmChecker, JsValue> {
        let (mut read, mut language) = (Options::default(), None);
        if !options.is_undefined() {
            let fields = ["showConfidence", "fixConfidence", "rules", "words", "language"];
            let options = Fields::new(options, "options", &fields)?;
            if let Some(value) = options.number("showConfidence")? {
                read = read.show_confidence(value as f32);
            }
            if let Some(value) = options.number("fixConfidence")? {
                read = read.fix_confidence(value as f32);
            }
            if let Some(rules) = options.strings("rules")? {
                let rules: Result<Vec<Rule>, Error> = rules.iter().map(|name| name.parse()).collect();
                read = read.rules(rules.map_err(throw)?);
            }
            read = read.words(options.strings("words")?.unwrap_or_default());
            language = options.bytes("language")?;
        }
        let language = match language {
            Some(bytes) => Language::from_bytes(&bytes).map_err(throw)?,
            None => embedded()?,
        };
        Checker::new(language, read).map(WasmChecker).map_err(throw)
    }

    /// Returns the diagnostics, packed; `undefined` if `options.timeout` passed before all were found.
    pub fn check(&self, text: &JsString, options: &JsValue) -> Result<Option<Vec<u32>>, JsValue> {
        let mut check = self.begin_check(text, options)?;
        Ok(check.run(check.timeout()))
    }

    /// Returns a check that is run in parts.
    #[wasm_bindgen(js_name = beginCheck)]
    pub fn begin_check(&self, text: &JsString, options: &JsValue) -> Result<WasmCheck, JsValue> {
        WasmCheck::new(&self.0, text, options)
    }

    /// Returns the repaired text; `undefined` if `options.timeout` passed before everything was repaired.
    pub fn fix(&self, text: &JsString, options: &JsValue) -> Result<Option<JsString>, JsValue> {
        let mut fix = self.begin_fix(text, options)?;
        fix.run(fix.timeout())
    }

    /// Returns a fix that is run in parts.
    #[wasm_bindgen(js_name = beginFix)]
    pub fn begin_fix(&self, text: &JsString, options: &JsValue) -> Result<WasmFix, JsValue> {
        WasmFix::new(&self.0, text, options)
    }

    pub fn open(&self, text: &JsString, options: &JsValue) -> Result<WasmDocument, JsValue> {
        let (text, _) = fields::text(text, options, &["protect", "mode"])?;
        Ok(WasmDocument::new(self.0.clone(), text))
    }

    #[wasm_bindgen(js_name = addWords)]
    pub fn add_words(&self, words: &JsValue) -> Result<(), JsValue> {
        self.0.add_words(&strings(words, "words")?).map_err(throw)
    }

    #[wasm_bindgen(js_name = removeWords)]
    pub fn remove_words(&self, words: &JsValue) -> Result<(), JsValue> {
        self.0.remove_words(&strings(words, "words")?);
        Ok(())
    }

    pub fn ignore(&self, diagnostic: &JsValue) -> Result<(), JsValue> {
        let token = Reflect::get(diagnostic, &"token".into()).ok().and_then(|token| token.as_string());
        self.0.ignore(&token.ok_or_else(|| {
            type_error("this is not a diagnostic: give one that check() or diagnostics() returned")
        })?);
        Ok(())
    }

    #[wasm_bindgen(js_name = exportPersonal)]
    pub fn export_personal(&self) -> Result<JsValue, JsValue> {
        let Personal { words, ignored } = self.0.personal();
        write(&JsPersonal { words: words.into_iter().collect(), ignored: ignored.into_iter().collect() })
    }

    #[wasm_bindgen(js_name = importPersonal)]
    pub fn import_personal(&self, personal: &JsValue) -> Result<(), JsValue> {
        let fields = Fields::new(personal, "personal", &["words", "ignored"])?;
        let words = fields.strings("words")?.unwrap_or_default().into_iter().collect();
        let ignored = fields.strings("ignored")?.unwrap_or_default().into_iter().collect();
        self.0.set_personal(Personal { words, ignored }).map_err(throw)
    }
}

/// The JavaScript type `Personal`.
#[derive(Serialize)]
struct JsPersonal {
    words: Vec<String>,
    ignored: Vec<String>,
}

fn write(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}

#[cfg(test)]
mod tests;
