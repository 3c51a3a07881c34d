//! The fuzz targets: each takes any bytes, reads an input in them, and tries the laws on it.
//!
//! `cargo xtask fuzz` hands them to libFuzzer; `replay` hands them the corpora of `fuzz/corpus`. The byte 0xFF,
//! which no UTF-8 has, parts the fields of an input, so that corpora can be read and texts be spliced.

use std::sync::LazyLock;

use unglue::training::{lexicon, network_of, specs, trees};
use unglue::{Checker, Edit, Language, Options, Personal, Rule};
use unglue_format::container::signed;
use unglue_format::{Bundle, Part};

use crate::files::{
    BIGRAMS, LANGUAGE, LISTS, TREES, WORDS, ask_network, ask_trees, body, pack, range, use_language, with,
    with_automaton,
};
use crate::laws::{self, Edited};

/// Takes any bytes, and panics where a law is broken.
pub type Target = fn(&[u8]);

/// The targets by name.
pub const TARGETS: [(&str, Target); 4] =
    [("check", check), ("fix", fix), ("document_edits", document_edits), ("load_language", load_language)];

/// What is shown at least; low, so that there is much to go wrong.
const THRESHOLD: f32 = 0.2;
/// What stands behind is not read: a quick target is worth more than long texts. Bytes.
const MAX_TEXT: usize = 4096;
/// A page of known words, which are quick to check: documents are read in blocks of some 4,096 bytes.
static PAGE: LazyLock<String> =
    LazyLock::new(|| "The two leaders met in the old town and had no plans.\n\n".repeat(40));
/// The most pages that a script of edits inserts.
const MAX_PAGES: usize = 2;
const SEPARATOR: u8 = 0xFF;

/// What is fixed at least.
const FIXED: f32 = 0.4;

static CHECKER: LazyLock<Checker> = LazyLock::new(|| checker(THRESHOLD));
/// Shows what [`CHECKER`] fixes.
static SHOWS: LazyLock<Checker> = LazyLock::new(|| checker(FIXED));

fn checker(show_confidence: f32) -> Checker {
    let rules = Rule::ALL.to_vec();
    let options = Options::default().show_confidence(show_confidence).fix_confidence(FIXED).rules(rules);
    Checker::new(Language::english().expect("the options are right"), options).expect("the options are right")
}

/// A text, and in a second field numbers of two bytes: the caret, and the ends of protected ranges.
pub fn check(data: &[u8]) {
    let mut fields = data.splitn(2, |&byte| byte == SEPARATOR);
    let text = text(fields.next());
    laws::diagnostics_are_sound(&CHECKER, &text, THRESHOLD);
    let mut places = numbers(fields.next().unwrap_or_default()).map(|number| place(&text, number));
    let caret = places.next();
    let places: Vec<usize> = places.collect();
    let protect = places.chunks_exact(2).map(|ends| ends[0].min(ends[1])..ends[0].max(ends[1])).collect();
    let known = laws::Known { protect, caret };
    laws::the_caret_and_protected_ranges_are_left_alone(&CHECKER, &text, &known);
    laws::parts_make_the_whole(&CHECKER, &text, &known, &[data.len() % 7 + 1, 3, 1]);
}

/// A text.
pub fn fix(data: &[u8]) {
    let text = text(Some(data));
    laws::a_fix_only_changes_spaces(&CHECKER, &text);
    laws::fixing_twice_changes_nothing_more(&CHECKER, &text);
    laws::a_fix_is_that_of_whole_checks(&CHECKER, &SHOWS, &text);
    laws::a_fix_tells_what_it_did(&CHECKER, &text);
}

/// A text and, each in a field, edits: a place (two bytes), what to do (one byte), and what to insert.
pub fn document_edits(data: &[u8]) {
    let mut fields = data.split(|&byte| byte == SEPARATOR);
    CHECKER.set_personal(Personal::default()).expect("nothing is always right");
    let mut edited = Edited::new(&CHECKER, text(fields.next()));
    let (mut undo, mut inserted) = (Vec::new(), 0);
    for field in fields.take(6) {
        let [low, high, what, insert @ ..] = field else { continue };
        let at = place(&edited.text, u16::from_le_bytes([*low, *high]).into());
        let insert = text(Some(insert));
        match *what {
            0xFE => _ = undo.pop().map(|edit| edited.edit(&edit)),
            0xFD => _ = CHECKER.add_words(&[insert]),
            0xFC => CHECKER.remove_words(&[insert]),
            0xFB => {
                let found = edited.equals_a_fresh_check();
                found.first().cloned().iter().for_each(|first| CHECKER.ignore(&first.token));
            }
            what => {
                // A part of the text goes, or pages come.
                let (removed, pages) = if what < 0xC0 { (what, 0) } else { (0, usize::from(what - 0xBF)) };
                let pages = pages.min(MAX_PAGES - inserted);
                inserted += pages;
                let range = at..place(&edited.text, at + usize::from(removed)).max(at);
                let edit = Edit { range, insert: PAGE.repeat(pages) + &insert };
                undo.push(edited.undo_of(&edit));
                edited.edit(&edit);
            }
        }
    }
    edited.equals_a_fresh_check();
    for edit in undo.iter().rev() {
        edited.edit(edit);
    }
}

/// The bytes of a language in one of several ways, which the first byte chooses, or a text of one of its parts.
pub fn load_language(data: &[u8]) {
    let Some((way, data)) = data.split_first() else { return };
    let mut fields = data.split(|&byte| byte == SEPARATOR);
    let mut next =
        |default: &str| fields.next().map_or_else(|| default.to_owned(), |field| text(Some(field)));
    let bytes = match way % 6 {
        0 => Ok(data.to_vec()),
        1 => Ok(with_patches(&LANGUAGE, data)),
        2 => Ok(with_automaton(data)),
        3 => {
            let (words, bigrams) = (next(""), next(""));
            pack(&next(LISTS), &words, &bigrams, &TREES)
        }
        4 => pack(LISTS, WORDS, BIGRAMS, &next("")),
        _ => {
            let (part, content) = data.split_first().unwrap_or((&0, &[]));
            Ok(with(Part::SECTIONS[usize::from(*part) % Part::SECTIONS.len()], content))
        }
    };
    let Ok(bytes) = bytes else { return };
    match Language::from_bytes(&bytes) {
        Ok(language) => {
            assert!(is_for_32_bits(&bytes), "it would be used where it cannot be read");
            let bundle = Bundle::read(bytes.as_slice().into()).expect("it was accepted");
            let trees = trees::read(bundle.section(Part::Trees).as_ref(), specs()).expect("it was accepted");
            ask_trees(&trees, data);
            let alphabet = &lexicon(&language).lists().alphabet;
            ask_network(network_of(&language), alphabet, &text(Some(data)));
            use_language(language);
        }
        // Its trees were trained on whatever the text names.
        Err(error) => assert!(way % 6 != 3, "what was packed can be read: {error}"),
    }
}

/// Whether the numbers of 64 bits in an automaton can be addresses where those have 32: its version, the type apart, and
/// behind the nodes how many words there are, and the root.
fn is_for_32_bits(language: &[u8]) -> bool {
    let words = range(language, Part::Words);
    let places = [words.start, words.end - 20, words.end - 12];
    places.iter().all(|&at| language[at + 4..at + 8] == [0; 4])
}

/// A right file with some of its bytes changed, each by a place of three bytes and a value, and its end cut off as far
/// as the last, lonely byte says. The checksum fits.
fn with_patches(file: &[u8], patches: &[u8]) -> Vec<u8> {
    let mut file = body(file).to_vec();
    let (patches, rest) = patches.as_chunks::<4>();
    for &[low, middle, high, value] in patches {
        let len = file.len();
        file[u32::from_le_bytes([low, middle, high, 0]) as usize % len] = value;
    }
    if let [cut] = rest {
        file.truncate(file.len().saturating_sub(usize::from(*cut)));
    }
    signed(file)
}

fn text(field: Option<&[u8]>) -> String {
    let field = field.unwrap_or_default();
    String::from_utf8_lossy(&field[..field.len().min(MAX_TEXT)]).into_owned()
}

fn numbers(field: &[u8]) -> impl Iterator<Item = usize> {
    field.chunks_exact(2).map(|two| usize::from(u16::from_le_bytes([two[0], two[1]])))
}

/// A character boundary of the text, about where `at` says.
fn place(text: &str, at: usize) -> usize {
    let at = if at > text.len() { at % (text.len() + 1) } else { at };
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
