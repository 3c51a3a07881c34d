//! How long the stages take natively: `cargo xtask bench native`, or `cargo bench --bench stages`.
//!
//! The stages are private, so each is reached by a text that gives it, and those before it, most of the work.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use unglue::{Checker, Edit, Language, Options, training};

mod texts;

fn main() {
    divan::main();
}

fn checker() -> Checker {
    Checker::new(Language::english().expect("the embedded language is sound"), Options::default())
        .expect("the embedded language is sound")
}

/// Checks one text over and over, each time as another than the one before.
fn check(bencher: Bencher, text: &str) {
    let checker = checker();
    bencher.counter(BytesCount::of_str(text)).bench(|| {
        checker.check("");
        checker.check(black_box(text))
    });
}

#[divan::bench]
fn start_to_first_answer(bencher: Bencher) {
    bencher.bench(|| checker().check(black_box("Moscow said thereare no plans.")));
}

/// Tokens without a word to look up.
mod tokenizer {
    use super::*;

    #[divan::bench]
    fn spaces(bencher: Bencher) {
        check(bencher, &" ".repeat(100_000));
    }

    #[divan::bench]
    fn digits_and_stops(bencher: Bencher) {
        check(bencher, &"1999, 2000. ".repeat(8_000));
    }

    #[divan::bench]
    fn marks_and_protected(bencher: Bencher) {
        check(bencher, &texts::marks(100_000));
    }
}

/// Single words, by themselves.
mod lexicon {
    use super::*;

    fn look_up(bencher: Bencher, words: &[String]) {
        let english = Language::english().expect("the embedded language is sound");
        let lexicon = training::lexicon(&english);
        bencher
            .counter(ItemsCount::new(words.len()))
            .bench(|| words.iter().filter(|word| lexicon.knows(black_box(word))).count());
    }

    #[divan::bench]
    fn hits(bencher: Bencher) {
        look_up(bencher, &texts::words().map(str::to_owned).collect::<Vec<_>>());
    }

    #[divan::bench]
    fn misses(bencher: Bencher) {
        look_up(bencher, &texts::words().map(|word| format!("{word}qua")).collect::<Vec<_>>());
    }
}

/// The cheapest way to cut a run.
#[divan::bench(args = [8, 20, 100, 1_000])]
fn segmenter(bencher: Bencher, letters: usize) {
    let run: String = texts::words().flat_map(str::chars).take(letters).collect::<String>().to_lowercase();
    let checker = checker();
    bencher.counter(BytesCount::of_str(&run)).bench(|| training::cheapest(checker.engine(), black_box(&run)));
}

/// All stages.
mod whole {
    use super::*;

    #[divan::bench]
    fn prose(bencher: Bencher) {
        check(bencher, texts::PROSE);
    }

    #[divan::bench(max_time = 3)]
    fn every_second_space_gone(bencher: Bencher) {
        check(bencher, &texts::merged(10_000));
    }
}

/// A fix goes on in rounds until nothing is left.
mod fix {
    use super::*;

    fn fix(bencher: Bencher, text: &str) {
        let checker = checker();
        bencher.counter(BytesCount::of_str(text)).bench(|| checker.fix(black_box(text)));
    }

    /// Two, three or five words each without the spaces between them.
    #[divan::bench(args = [2, 3, 5], sample_count = 5)]
    fn fused_100_kb(bencher: Bencher, words: usize) {
        fix(bencher, &texts::fused(100_000, words));
    }

    #[divan::bench(sample_count = 10)]
    fn a_lost_space_in_55_words_1_mb(bencher: Bencher) {
        fix(bencher, &texts::lost(1_000_000, 55));
    }
}

/// A letter typed into the middle of a document, and taken back.
#[divan::bench(args = [1, 50], max_time = 3)]
fn document_edit(bencher: Bencher, times_20_kb: usize) {
    let mut document = checker().open(texts::PROSE.repeat(times_20_kb));
    let at = document.text().len() / 2;
    let at = (at..).find(|&at| document.text().is_char_boundary(at)).expect("the text ends somewhere");
    let (typed, back) =
        (Edit { range: at..at, insert: "a".into() }, Edit { range: at..at + 1, insert: String::new() });
    bencher.bench_local(|| {
        document.edit(&typed).expect("the place is in the text");
        document.edit(&back).expect("the place is in the text");
    });
}
