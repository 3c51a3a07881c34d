//! What `cargo xtask test counts` counts the instructions of: fixed work, named by an argument.
//!
//! Times are noisy on a machine that does other things too; the number of instructions is not. It says nothing of
//! caches and branches, so `benches/stages.rs` and `cargo xtask bench` measure time. Plain callgrind does it: gungraun
//! would bring a runner of its own to compile, for the same numbers.

use std::hint::black_box;

use unglue::{Checker, Edit, Language, Options, training};

mod texts;

/// Each piece of work by its name in `instructions.tsv`.
const WORK: [(&str, fn()); 9] = [
    ("start to first answer", start),
    ("known words looked up", known),
    ("prose checked", || check(texts::PROSE)),
    ("prose checked that lost every second space", || check(&texts::merged(5_000))),
    ("real text checked for the first time", || check_first(texts::REAL)),
    ("real text checked", || check(texts::REAL)),
    ("real text checked that lost one space in 55", || check_first(&texts::lost_from_real(55))),
    ("marks and code checked", || check(&texts::marks(50_000))),
    ("a letter typed into 100 kB and taken back", key),
];

/// Without a name it says which there are.
fn main() {
    // Cargo adds `--bench`.
    let name = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    match name {
        None => WORK.iter().for_each(|(name, _)| println!("{name}")),
        Some(wanted) => match WORK.iter().find(|(name, _)| *name == wanted) {
            Some((_, work)) => work(),
            None => panic!("there is no work called {wanted:?}"),
        },
    }
}

/// Callgrind counts what happens in here, and nothing else.
#[unsafe(no_mangle)]
#[inline(never)]
fn counted(work: &mut dyn FnMut()) {
    work();
}

/// Counts `work` when it is done for the second time: the first time, tables are filled and buffers grow.
fn twice(mut work: impl FnMut()) {
    work();
    counted(&mut work);
}

fn checker() -> Checker {
    Checker::new(Language::english().expect("the embedded language is sound"), Options::default())
        .expect("the embedded language is sound")
}

fn start() {
    counted(&mut || _ = black_box(checker().check("Moscow said thereare no plans.")));
}

fn known() {
    let english = Language::english().expect("the embedded language is sound");
    let lexicon = training::lexicon(&english);
    let words: Vec<&str> = texts::words().collect();
    twice(|| _ = black_box(words.iter().filter(|word| lexicon.knows(word)).count()));
}

/// A check whose checker was last asked about another text: of the same one it would know all.
fn check(text: &str) {
    let checker = checker();
    twice(|| {
        checker.check("");
        black_box(checker.check(black_box(text)));
    });
}

/// A check whose checker has seen no word of the text.
fn check_first(text: &str) {
    let checker = checker();
    checker.check("Moscow said thereare no plans.");
    counted(&mut || _ = black_box(checker.check(black_box(text))));
}

fn key() {
    let mut document = checker().open(texts::PROSE.repeat(5));
    let at = texts::PROSE.len() * 2 + texts::PROSE.find("\n\n").expect("it has paragraphs") + 3;
    let mut key = |range, insert: &str| {
        document.edit(&Edit { range, insert: insert.into() }).expect("the place is in the text");
    };
    twice(|| {
        key(at..at, "a");
        key(at..at + 1, "");
    });
}
