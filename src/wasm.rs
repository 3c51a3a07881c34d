//! The bindings to JavaScript: conversions, and nothing that judges. Offsets become UTF-16 code units here.
//!
//! Users see them through the classes of `pkg/api.js`, whose types `pkg/index.d.ts` has. Arguments are checked here,
//! by hand, since a wrong one must be named in the writer's own terms. Diagnostics go out as numbers, see [`packed`], of
//! which `pkg/diagnostics.js` makes objects.

use std::ops::Range;

use js_sys::{
    Array, Error as JsError, JsString, Object, RangeError, Reflect, TypeError, Uint8Array, Uint32Array,
};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::{
    CheckOptions, Checker, Diagnostic, Document, Edit, Error, Options, Personal, Rule, Suggestion,
    Utf16Offsets,
};

/// Makes a panic an exception with a message; the browser would only say "unreachable".
#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|panic| {
        let message = format!("unglue has a fault: {panic}; please report it with the text that led to it");
        wasm_bindgen::throw_val(JsError::new(&message).into())
    }));
}

#[wasm_bindgen(js_name = Checker)]
pub struct WasmChecker(Checker);

#[wasm_bindgen(js_class = Checker)]
impl WasmChecker {
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> Result<WasmChecker, JsValue> {
        let mut read = Options::default();
        if !options.is_undefined() {
            let fields = ["showConfidence", "fixConfidence", "rules", "words", "lexicon"];
            let options = Fields::new(options, "options", &fields)?;
            if let Some(value) = options.number("showConfidence")? {
                read.show_confidence = value as f32;
            }
            if let Some(value) = options.number("fixConfidence")? {
                read.fix_confidence = value as f32;
            }
            if let Some(rules) = options.strings("rules")? {
                read.rules =
                    rules.iter().map(|name| name.parse()).collect::<Result<_, _>>().map_err(throw)?;
            }
            read.words = options.strings("words")?.unwrap_or_default();
            read.lexicon = options.bytes("lexicon")?;
        }
        Checker::new(read).map(WasmChecker).map_err(throw)
    }

    pub fn check(&self, text: &JsString, options: &JsValue) -> Result<Vec<u32>, JsValue> {
        let text = string(text)?;
        let options = check_options(&text, options)?;
        let found = self.0.check_with(&text, &options).map_err(throw)?;
        let mut offsets = Utf16Offsets::new(&text);
        Ok(packed(&found, |byte| offsets.of_byte(byte)))
    }

    pub fn fix(&self, text: &JsString) -> Result<JsString, JsValue> {
        // The host's own string is cut, so that what Rust's strings cannot hold (lone surrogates) stays.
        let content = string(text)?;
        let fixes = self.0.fixes(&content);
        if fixes.is_empty() {
            return Ok(text.clone());
        }
        let mut offsets = Utf16Offsets::new(&content);
        let (pieces, mut done) = (Array::new(), 0);
        for edit in fixes {
            let at = offsets.of_byte(edit.range.start) as u32;
            pieces.push(&text.slice(done, at));
            done = at;
        }
        pieces.push(&text.slice(done, text.length()));
        Ok(pieces.join(" "))
    }

    pub fn open(&self, text: &JsString) -> Result<WasmDocument, JsValue> {
        let document = self.0.open(string(text)?);
        let units = Units::new(document.text());
        Ok(WasmDocument { document, units })
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
        self.0.ignore_token(token(diagnostic).ok_or_else(|| {
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

#[wasm_bindgen(js_name = Document)]
pub struct WasmDocument {
    document: Document,
    /// Of `document.text()`, always.
    units: Units,
}

#[wasm_bindgen(js_class = Document)]
impl WasmDocument {
    /// What changed: `[from, to]`, the diagnostics that are gone and that are new, packed, and what the suggestions of
    /// both read like.
    pub fn edit(&mut self, edit: &JsValue) -> Result<Array, JsValue> {
        let fields = Fields::new(edit, "edit", &["from", "to", "insert"])?;
        let (from, to) = (fields.offset("from")?, fields.offset("to")?);
        let insert = fields.get("insert").and_then(|insert| insert.as_string());
        let insert = insert.ok_or_else(|| type_error("edit.insert must be a string"))?;
        if from > to {
            return Err(throw(Error::BackwardRange { from, to }));
        }
        let text = self.document.text();
        let (start, splits_start) = self.units.of_unit(text, from)?;
        let (end, splits_end) = self.units.of_unit(text, to)?;
        // What is left of a surrogate pair that the edit cuts in two is a lone surrogate: one U+FFFD each.
        let lone = |splits| if splits { "\u{fffd}" } else { "" };
        let range = start..if splits_end { end + PAIR_BYTES } else { end };
        let insert = [lone(splits_start), &insert, lone(splits_end)].concat();

        let first = self.units.of_byte(text, range.start);
        let old = text[range.clone()].to_owned();
        let (old_len, new_len) = (units(&old), units(&insert));
        let edit = Edit { range: range.clone(), insert };
        let change = self.document.edit(&edit).map_err(throw)?;
        let text = self.document.text();
        self.units.edit(text, &range, edit.insert.len());

        let now = |byte: usize| self.units.of_byte(text, byte);
        // A byte of the old text is found before the edit, in what it replaced, or as far from the end as now.
        let before = |byte: usize| match byte {
            _ if byte <= range.start => now(byte),
            _ if byte <= range.end => first + units(&old[..byte - range.start]),
            _ => now(byte - range.end + range.start + edit.insert.len()) - new_len + old_len,
        };
        let range = [now(change.range.start), now(change.range.end)].map(|unit| unit as u32);
        let parts = [&range[..], &packed(&change.removed, before), &packed(&change.added, now)];
        let texts = suggested(change.removed.iter().chain(&change.added));
        Ok(parts
            .into_iter()
            .map(|part| JsValue::from(Uint32Array::from(part)))
            .chain([texts.into()])
            .collect())
    }

    /// The diagnostics, packed, and what their suggestions read like.
    pub fn diagnostics(&mut self) -> Array {
        let found = self.document.diagnostics().to_vec();
        let mut offsets = Utf16Offsets::new(self.document.text());
        let packed = packed(&found, |byte| offsets.of_byte(byte));
        Array::of2(&Uint32Array::from(&packed[..]), &suggested(found.iter()))
    }

    /// The text as it stands now.
    pub fn text(&self) -> String {
        self.document.text().into()
    }

    /// Whether an offset stands between the halves of a surrogate pair. One outside the text does not.
    #[wasm_bindgen(js_name = isInPair)]
    pub fn is_in_pair(&self, offset: f64) -> bool {
        let unit = offset as usize;
        unit as f64 == offset
            && self.units.of_unit(self.document.text(), unit).is_ok_and(|(_, splits)| splits)
    }
}

/// What the suggestions read like, one for each diagnostic.
fn suggested<'d>(found: impl Iterator<Item = &'d Diagnostic>) -> Array {
    found.map(|diagnostic| JsValue::from(&diagnostic.suggestions[0].text)).collect()
}

/// A character outside the Basic Multilingual Plane: two code units, and in UTF-8 so many bytes.
const PAIR_BYTES: usize = 4;

/// How many code units each stretch of a text has, so that an offset in a long text is found without reading it all.
struct Units {
    /// They join to the text and are cut at characters.
    stretches: Vec<Stretch>,
}

struct Stretch {
    bytes: usize,
    units: usize,
}

impl Units {
    /// Long enough that a megabyte has few of them, short enough to be read at every key.
    const BYTES: usize = 4096;

    fn new(text: &str) -> Units {
        Units { stretches: Units::stretches(text).collect() }
    }

    fn stretches(mut text: &str) -> impl Iterator<Item = Stretch> {
        std::iter::from_fn(move || {
            let end = (Units::BYTES..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
            let (stretch, rest) = text.split_at(end);
            text = rest;
            (!stretch.is_empty()).then(|| Stretch { bytes: stretch.len(), units: units(stretch) })
        })
    }

    /// The code units before a byte of the text.
    fn of_byte(&self, text: &str, byte: usize) -> usize {
        let (mut at, mut unit) = (0, 0);
        for stretch in &self.stretches {
            if at + stretch.bytes > byte {
                break;
            }
            at += stretch.bytes;
            unit += stretch.units;
        }
        unit + units(&text[at..byte])
    }

    /// The byte before which so many code units stand, and whether they end in the middle of a surrogate pair.
    fn of_unit(&self, text: &str, unit: usize) -> Result<(usize, bool), JsValue> {
        let (mut at, mut left) = (0, unit);
        for stretch in &self.stretches {
            if stretch.units > left {
                break;
            }
            at += stretch.bytes;
            left -= stretch.units;
        }
        match Utf16Offsets::new(&text[at..]).of_unit(left) {
            Some((byte, splits)) => Ok((at + byte, splits)),
            None => {
                Err(throw(Error::OffsetOutside { offset: unit, len: Utf16Offsets::new(text).len_units() }))
            }
        }
    }

    /// `text` is what became of the text when `range` was replaced by so many bytes.
    fn edit(&mut self, text: &str, range: &Range<usize>, inserted: usize) {
        let (mut first, mut start) = (0, 0);
        while first < self.stretches.len() && start + self.stretches[first].bytes < range.start {
            start += self.stretches[first].bytes;
            first += 1;
        }
        let (mut last, mut end) = (first, start);
        while last < self.stretches.len() && end <= range.end {
            end += self.stretches[last].bytes;
            last += 1;
        }
        let end = end.max(range.end) - range.len() + inserted;
        self.stretches.splice(first..last, Units::stretches(&text[start..end]));
    }
}

/// The code units of a text.
fn units(text: &str) -> usize {
    Utf16Offsets::new(text).len_units()
}

fn check_options(text: &str, options: &JsValue) -> Result<CheckOptions, JsValue> {
    if options.is_undefined() {
        return Ok(CheckOptions::default());
    }
    let fields = Fields::new(options, "options", &["protect", "caret"])?;
    let mut ranges = Vec::new();
    if let Some(protect) = fields.get("protect") {
        let wrong = || type_error("options.protect must be an array of pairs of offsets, such as [[0, 5]]");
        for range in protect.dyn_ref::<Array>().ok_or_else(wrong)?.iter() {
            let pair = range.dyn_ref::<Array>().filter(|pair| pair.length() == 2).ok_or_else(wrong)?;
            let end = |nth| offset(&pair.get(nth), "an offset in options.protect");
            let (from, to) = (end(0)?, end(1)?);
            if from > to {
                return Err(throw(Error::BackwardRange { from, to }));
            }
            ranges.push((from, to));
        }
    }
    let caret = fields.get("caret").map(|_| fields.offset("caret")).transpose()?;

    // In ascending order all of them cost one pass over the text.
    let mut asked: Vec<usize> = ranges.iter().flat_map(|&(from, to)| [from, to]).chain(caret).collect();
    asked.sort_unstable();
    asked.dedup();
    let mut offsets = Utf16Offsets::new(text);
    let mut bytes = Vec::with_capacity(asked.len());
    for &unit in &asked {
        let outside = || throw(Error::OffsetOutside { offset: unit, len: units(text) });
        bytes.push(offsets.of_unit(unit).ok_or_else(outside)?);
    }
    let byte_of = |unit: usize| bytes[asked.binary_search(&unit).expect("every offset was asked for")];
    let range = |(from, to)| {
        let ((start, _), (end, splits)) = (byte_of(from), byte_of(to));
        start..if splits { end + PAIR_BYTES } else { end }
    };
    Ok(CheckOptions {
        protect: ranges.into_iter().map(range).collect(),
        caret: caret.map(|caret| byte_of(caret).0),
    })
}

/// The token that a diagnostic flags: its first suggestion without the spaces that the edits insert.
fn token(diagnostic: &JsValue) -> Option<String> {
    let get = |value: &JsValue, key: &str| Reflect::get(value, &key.into()).ok();
    let from = get(diagnostic, "from")?.as_f64()?;
    let first = get(diagnostic, "suggestions")?.dyn_into::<Array>().ok()?.get(0);
    let mut units: Vec<u16> = get(&first, "text")?.as_string()?.encode_utf16().collect();
    for edit in get(&first, "edits")?.dyn_into::<Array>().ok()?.iter() {
        // The spaces before this one are gone already, so it stands where the token had the place.
        let at = (get(&edit, "from")?.as_f64()? - from) as usize;
        (units.get(at) == Some(&u16::from(b' '))).then(|| units.remove(at))?;
    }
    Some(String::from_utf16_lossy(&units))
}

/// An object that the host gave, read field by field.
struct Fields<'a> {
    object: &'a JsValue,
    /// How messages call it.
    name: &'static str,
}

impl Fields<'_> {
    /// Refuses what is no object, and fields that do not exist: they are slips of the pen.
    fn new<'a>(object: &'a JsValue, name: &'static str, fields: &[&str]) -> Result<Fields<'a>, JsValue> {
        let is_object = object.is_object() && !Array::is_array(object);
        if !is_object {
            let message =
                format!("{name} must be an object with {}, not {}", fields.join(", "), kind(object));
            return Err(type_error(&message));
        }
        let keys = Object::keys(object.unchecked_ref::<Object>());
        for key in keys.iter().filter_map(|key| key.as_string()) {
            if !fields.contains(&key.as_str()) {
                let message = format!("{name} has no field {key:?}: there are {}", fields.join(", "));
                return Err(type_error(&message));
            }
        }
        Ok(Fields { object, name })
    }

    /// A field that is there: `undefined` stands for its default.
    fn get(&self, field: &str) -> Option<JsValue> {
        let value = Reflect::get(self.object, &field.into()).ok()?;
        (!value.is_undefined()).then_some(value)
    }

    fn number(&self, field: &str) -> Result<Option<f64>, JsValue> {
        let wrong = |value: &JsValue| {
            type_error(&format!("{}.{field} must be a number from 0 to 1, not {}", self.name, kind(value)))
        };
        self.get(field).map(|value| value.as_f64().ok_or_else(|| wrong(&value))).transpose()
    }

    fn strings(&self, field: &str) -> Result<Option<Vec<String>>, JsValue> {
        self.get(field).map(|value| strings(&value, &format!("{}.{field}", self.name))).transpose()
    }

    fn bytes(&self, field: &str) -> Result<Option<Vec<u8>>, JsValue> {
        let wrong =
            |value: &JsValue| format!("{}.{field} must be a Uint8Array, not {}", self.name, kind(value));
        self.get(field)
            .map(|value| match value.dyn_ref::<Uint8Array>() {
                Some(bytes) => Ok(bytes.to_vec()),
                None => Err(type_error(&wrong(&value))),
            })
            .transpose()
    }

    fn offset(&self, field: &str) -> Result<usize, JsValue> {
        offset(&self.get(field).unwrap_or_default(), &format!("{}.{field}", self.name))
    }
}

fn offset(value: &JsValue, name: &str) -> Result<usize, JsValue> {
    let number = value
        .as_f64()
        .ok_or_else(|| type_error(&format!("{name} must be a number of code units, not {}", kind(value))))?;
    match number >= 0.0 && number.fract() == 0.0 && number <= u32::MAX.into() {
        true => Ok(number as usize),
        false => {
            let message = format!("{name} is {number}: give a whole number from 0 to the length of the text");
            Err(RangeError::new(&message).into())
        }
    }
}

fn strings(value: &JsValue, name: &str) -> Result<Vec<String>, JsValue> {
    let array = value
        .dyn_ref::<Array>()
        .ok_or_else(|| type_error(&format!("{name} must be an array of strings, not {}", kind(value))))?;
    let wrong = |at: usize, item: &JsValue| {
        type_error(&format!("{name} must be an array of strings, but {name}[{at}] is {}", kind(item)))
    };
    array.iter().enumerate().map(|(at, item)| item.as_string().ok_or_else(|| wrong(at, &item))).collect()
}

/// What a value is, for a message about what it should be.
fn kind(value: &JsValue) -> String {
    match value.js_typeof().as_string().as_deref() {
        Some("undefined") => "undefined".into(),
        Some("object") if value.is_null() => "null".into(),
        Some("object") if Array::is_array(value) => "an array".into(),
        Some("object") => "an object".into(),
        name => format!("a {}", name.unwrap_or("value")),
    }
}

/// The content of a JavaScript string; a lone surrogate becomes one U+FFFD, so that offsets stay right.
fn string(text: &JsString) -> Result<String, JsValue> {
    match text.is_string() {
        true => Ok(String::from(text)),
        false => Err(type_error(&format!("the text must be a string, not {}", kind(text)))),
    }
}

fn type_error(message: &str) -> JsValue {
    TypeError::new(message).into()
}

fn throw(error: Error) -> JsValue {
    let message = error.to_string();
    match error {
        Error::BadLexicon { .. } | Error::BadModel { .. } | Error::NoLexicon => JsError::new(&message).into(),
        _ => RangeError::new(&message).into(),
    }
}

/// What JavaScript calls `Personal`.
#[derive(Serialize)]
struct JsPersonal {
    words: Vec<String>,
    ignored: Vec<String>,
}

/// Diagnostics as numbers, which cross to JavaScript a hundred times as quickly as objects. For each: its range, its rule
/// in the order of [`Rule::ALL`], its confidence as the bits of an `f32`, how many spaces are missing, and where. Offsets
/// are code units; `unit` gives those before a byte, and is asked in the order of the text.
fn packed(found: &[Diagnostic], mut unit: impl FnMut(usize) -> usize) -> Vec<u32> {
    let mut out = Vec::with_capacity(6 * found.len());
    for Diagnostic { range, rule, confidence, suggestions, .. } in found {
        let from = unit(range.start);
        // All that follows is measured on the suggestion, which is the token with spaces in it.
        let Suggestion { text, edits, .. } = &suggestions[0];
        let nth_rule = Rule::ALL.iter().position(|other| other == rule).unwrap_or(0);
        let to = from + units(text) - edits.len();
        out.extend([from as u32, to as u32, nth_rule as u32, confidence.to_bits(), edits.len() as u32]);
        out.extend(edits.iter().enumerate().map(|(nth, edit)| {
            let byte = edit.range.start - range.start + nth;
            (from + units(&text[..byte]) - nth) as u32
        }));
    }
    out
}

fn write(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}

#[cfg(test)]
mod tests;
