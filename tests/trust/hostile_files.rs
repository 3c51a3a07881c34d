//! Languages from strangers: each is refused with an error that names the fault, or can be used like any other. Their
//! checksums fit, since an adversary can compute them.

use std::ops::Range;

use unglue::training::{lexicon, network_of, specs, trees};
use unglue::{Error, Language};
use unglue_format::container::{ranges, signed};
use unglue_format::{Bundle, Part, bigrams, lists::NAMES, words::MAX_WORD_BYTES};

use unglue_laws::files::{
    BIGRAMS, LANGUAGE, LISTS, TREES, WORDS, ask_network, ask_trees, body, pack, patched, range, use_language,
    with, with_automaton,
};

/// Loads a language, asks it if it is accepted, and says why if not. A check of a text takes too long to do it with each.
fn load(bytes: &[u8]) -> Result<Language, Error> {
    let language = Language::from_bytes(bytes)?;
    let words = lexicon(&language);
    for word in ["there", "Theire", "endorsing", "stoppings", "aaaaaaaaaaaaaaaaaaaaaaaaaa", "café", "É", "'"]
    {
        let _ =
            (words.knows(word), words.best_entry(word), words.bigram_pmi(word, "are"), words.possessor(word));
        let _ = words.unknown_word_cost(&word.chars().collect::<Vec<_>>());
    }
    // No way through the automaton is longer than the longest word. It is walked as if it were a tree: not to its end.
    let mut open = vec![(words.walk(), 0)];
    for _ in 0..300 {
        let Some((walk, depth)) = open.pop() else { break };
        assert!(depth <= MAX_WORD_BYTES);
        let _ = words.end(walk, "there".chars());
        open.extend(words.steps(walk).map(|(_, next)| (next, depth + 1)));
    }
    let bundle = Bundle::read(bytes.into()).expect("it was accepted");
    let ensembles = trees::read(bundle.section(Part::Trees).as_ref(), specs()).expect("it was accepted");
    for value in [0.0, 1.0, -1e30, f32::NAN, f32::INFINITY] {
        ask_trees(&ensembles, &value.to_le_bytes().repeat(200));
    }
    ask_network(network_of(&language), &words.lists().alphabet, "there are no plans, 12 US's café.");
    Ok(language)
}

/// What a right file is made of, without its checksum: the head, and of each section head and content.
fn parts() -> Vec<Range<usize>> {
    let sections = ranges(&LANGUAGE).expect("it is right");
    let borders = sections.iter().flat_map(|section| [section.start, section.end]);
    let borders: Vec<usize> = [0, 8, 12].into_iter().chain(borders).collect();
    borders.windows(2).map(|ends| ends[0]..ends[1]).filter(|part| !part.is_empty()).collect()
}

/// Every place of a part, or some hundred that are spread over it.
fn places(part: &Range<usize>) -> impl Iterator<Item = usize> {
    part.clone().step_by(part.len() / 600 + 1)
}

/// An error says what is wrong and what to do.
fn names_a_fault(bytes: &[u8]) {
    let message = load(bytes).expect_err("it is refused").to_string();
    assert!(message.contains("; give the bytes"), "{message}");
}

#[test]
fn a_right_file_is_accepted() {
    use_language(load(&LANGUAGE).expect("it is right"));
}

#[test]
fn files_cut_short_or_too_long_are_refused() {
    for part in parts() {
        for end in places(&part).chain([part.end]) {
            names_a_fault(&LANGUAGE[..end]);
            if end < body(&LANGUAGE).len() {
                names_a_fault(&signed(LANGUAGE[..end].to_vec()));
            }
        }
    }
    let longer = [body(&LANGUAGE), &[0]].concat();
    names_a_fault(&longer);
    names_a_fault(&signed(longer));
}

#[test]
fn flipped_bits_are_refused_or_do_no_harm() {
    let mut accepted = 0;
    for part in parts() {
        for (nth, at) in places(&part).enumerate() {
            for bit in 0..8 {
                let mut damaged = LANGUAGE.clone();
                damaged[at] ^= 1 << bit;
                names_a_fault(&damaged);
                if let Ok(language) = load(&signed(body(&damaged).to_vec())) {
                    accepted += 1;
                    if bit == nth % 8 && nth % 8 == 0 {
                        use_language(language);
                    }
                }
            }
        }
    }
    assert!(accepted > 300, "most of what is flipped are numbers that may have any value");
}

#[test]
fn numbers_that_32_bits_do_not_hold_are_refused_or_do_no_harm() {
    for at in parts().iter().flat_map(places).filter(|at| at + 16 <= LANGUAGE.len()) {
        for number in [1u64 << 32, u64::MAX, (1 << 32) - 1, 1 << 31] {
            let _ = load(&patched(&LANGUAGE, at, &number.to_le_bytes()));
        }
    }
}

#[test]
fn noise_behind_a_right_head_is_refused_or_does_no_harm() {
    let mut state = 1u64;
    let mut noise = || {
        // Marsaglia's xorshift.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for nth in 0..600 {
        let mut bytes = LANGUAGE[..12 + nth % 30].to_vec();
        bytes.extend((0..noise() % 600).map(|_| noise() as u8));
        names_a_fault(&signed(bytes));
        for part in Part::SECTIONS {
            let section = &LANGUAGE[range(&LANGUAGE, part)];
            let content: Vec<u8> = (0..noise() % 600).map(|_| noise() as u8).collect();
            let _ = load(&with(part, &content));
            let _ = load(&with(part, &[&section[..section.len().min(nth % 60)], &content].concat()));
        }
    }
    // An automaton of noise, with small numbers more often than chance has them, in a language that is right elsewhere.
    let mut accepted = 0;
    for _ in 0..20_000 {
        let nodes: Vec<u8> = (0..1 + noise() % 24)
            .map(|_| match noise() % 4 {
                0 => noise() as u8,
                1 => (noise() % 4) as u8,
                2 => 0x10 | (noise() % 2) as u8,
                _ => 0x80 | noise() as u8,
            })
            .collect();
        accepted += usize::from(load(&with_automaton(&nodes)).is_ok());
    }
    assert!(accepted > 100, "only {accepted} were accepted: nothing was tried");
}

/// The small language with other bigrams: where the buckets start, and the steps.
fn with_bigrams(starts: &[u16], low: &[u8], high: &[u8]) -> Vec<u8> {
    let last = starts.last().copied().unwrap_or_default();
    let starts = (0..=bigrams::BUCKETS).map(|nth| starts.get(nth).copied().unwrap_or(last));
    let table: Vec<u8> = starts.flat_map(u16::to_le_bytes).chain(low.iter().chain(high).copied()).collect();
    with(Part::Bigrams, &table)
}

/// Each file is refused, and the message says why.
fn are_refused_by_name(files: impl IntoIterator<Item = (Vec<u8>, &'static str)>) {
    for (file, fault) in files {
        let message = load(&file).expect_err(fault).to_string();
        assert!(message.contains(fault), "{message:?} does not speak of {fault:?}");
    }
}

#[test]
fn words_made_to_do_harm_are_refused_by_name() {
    let words = range(&LANGUAGE, Part::Words);
    let patched = |at: usize, bytes: &[u8]| patched(&LANGUAGE, at, bytes);
    // Sixty-six nodes, each with one branch to the node right before: a word that is too long.
    let long = [&[0x41, 0][..], &[0xC3; 66]].concat();
    are_refused_by_name([
        // Nodes: [distance] [sizes] 10cccccc leads so far back; 11cccccc leads to the node right before.
        (with_automaton(&[0xC3]), "leads outside"),
        (with_automaton(&[1, 0x10, 0x83]), "leads outside"),
        (with_automaton(&[0xFF, 0x10, 0x83]), "leads outside"),
        (with_automaton(&[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x80, 0x83]), "leads outside"),
        (with_automaton(&[0xFE, 0xFF, 0xFF, 0xFF, 0x40, 0x83]), "leads outside"),
        // The second of two nodes leads into the first one's middle.
        (with_automaton(&[0, 0, b'b', b'a', 0x10, 2, 2, 1, b'b', b'a', 0x10, 2]), "overlap"),
        (with_automaton(&[0, 0x90, 0x83]), "malformed"),
        (with_automaton(&[0, 0x00, 0x83]), "malformed"),
        (with_automaton(&[7, 0, 0x12, 0x83]), "malformed"),
        (with_automaton(&[0, 0, b'b', b'a', 0x20, 2]), "malformed"),
        (with_automaton(&[0x10, 0x3F]), "malformed"),
        (with_automaton(&[0x10, 1, 0]), "malformed"),
        (with_automaton(&[0x11, 40]), "malformed"),
        (with_automaton(&[0x80]), "malformed"),
        (with_automaton(&long), "too long"),
        (with_automaton(&[]), "root"),
        (patched(words.end - 20, &u64::MAX.to_le_bytes()), "counted"),
        (patched(words.end - 20, &(1u64 << 32).to_le_bytes()), "counted"),
        (patched(words.end - 12, &u64::MAX.to_le_bytes()), "root"),
        (patched(words.end - 12, &((1u64 << 32) + words.len() as u64 - 21).to_le_bytes()), "root"),
        (patched(words.end - 12, &0u64.to_le_bytes()), "root"),
        (patched(words.end - 12, &(words.len() as u64).to_le_bytes()), "root"),
        (patched(words.start, &2u64.to_le_bytes()), "version"),
        (patched(words.start - 4, &0u32.to_le_bytes()), "trigrams: its section"),
        (patched(words.start - 4, &u32::MAX.to_le_bytes()), "words: it is cut short"),
    ]);
    // A node with many branches to one with many branches, and so on: more words than could be counted.
    let bush: Vec<u8> = (0..60)
        .flat_map(|nth| {
            let distance = if nth == 0 { 0 } else { 1 };
            [vec![distance; 32], (b'a'..b'a' + 32).rev().collect(), vec![0x10, 32]].concat()
        })
        .collect();
    use_language(load(&with_automaton(&bush)).expect("it does no harm"));
}

#[test]
fn lists_trigrams_and_bigrams_made_to_do_harm_are_refused_by_name() {
    let trigrams = &LANGUAGE[range(&LANGUAGE, Part::Trigrams)];
    let lists = std::str::from_utf8(&LANGUAGE[range(&LANGUAGE, Part::Lists)]).expect("it is a text");
    let with_list = |name: &str, list: &str| {
        let mut rows: Vec<&str> = lists.split('\n').collect();
        rows[NAMES.iter().position(|other| *other == name).expect("a list has this name")] = list;
        with(Part::Lists, rows.join("\n").as_bytes())
    };
    are_refused_by_name([
        (with_list("inflection", "welsh"), "an inflection that is not known"),
        (with_list("inflection", "none english"), "more than one inflection"),
        (with_list("alphabet", "abca"), "twice"),
        (with_list("alphabet", "abc"), "trigrams: the table has the wrong size"),
        (with_list("one-letter-words", "no"), "one letter"),
        (with_list("two-letter-words", "n"), "two letters"),
        (with_list("prefixes", "un  over"), "empty or too long"),
        (with_list("prefixes", &"a".repeat(65)), "empty or too long"),
        (with_list("prefixes", &["a"; 513].join(" ")), "too many items"),
        (with_list("exchanged-suffixes", "ably"), "colon"),
        (with_list("host-endings", "no\n"), "lists: more follows"),
        (with(Part::Lists, b""), "lists: it is cut short"),
        (with(Part::Lists, &[0xFF; 9]), "no text"),
        (with(Part::Trigrams, &trigrams[1..]), "wrong size"),
        (with(Part::Trigrams, b""), "wrong size"),
        (with_bigrams(&[0, 1], &[5], &[1, 1, 1]), "bucket"),
        (with_bigrams(&[0, 1], &[], &[]), "bucket"),
        (with_bigrams(&[1, 1], &[5], &[1]), "bucket"),
        (with_bigrams(&[0, 2, 1], &[5, 6], &[1, 1]), "bucket"),
        (with_bigrams(&[0, 1], &[5, 6], &[1, 1]), "more steps"),
        (with_bigrams(&[0, 1], &[5], &[]), "bigrams: the table is cut short"),
        (with_bigrams(&[0, 2], &[5, 0], &[1, 1]), "lead nowhere"),
        (with_bigrams(&[0, 60_000], &[0; 60_000], &[1; 60_000]), "lead nowhere"),
        (with_bigrams(&[0, 6], &[255; 6], &[255; 6]), "lead nowhere"),
    ]);
    use_language(load(&with_bigrams(&[0, 2], &[0, 7], &[1, 2])).expect("it does no harm"));
    // Endings that are as long as a word, or as odd as can be.
    use_language(load(&with_list("possessives", "there 's s ’")).expect("it does no harm"));
    let crooked = LISTS.replace("prefixes un", "prefixes there é").replace("ably:able", ":e re:");
    use_language(load(&pack(&crooked, WORDS, BIGRAMS, &TREES).unwrap()).expect("it does no harm"));
}

#[test]
fn trees_and_networks_made_to_do_harm_are_refused_by_name() {
    // The ensemble "prefilter": fingerprint 8, base 4, step 4, features 2; the first of them has two thresholds.
    let ensemble = range(&LANGUAGE, Part::Trees).start;
    let (step, features) = (ensemble + 12, ensemble + 16);
    let count = usize::from(u16::from_le_bytes([LANGUAGE[features], LANGUAGE[features + 1]]));
    let trees = features + 2 + count * 10;
    // One feature more than the version has, and a branch that asks for it.
    let mut beyond = LANGUAGE[range(&LANGUAGE, Part::Trees)].to_vec();
    beyond[16..18].copy_from_slice(&(count as u16 + 1).to_le_bytes());
    beyond.splice(trees - ensemble..trees - ensemble, [1, 0, 0, 0, 0, 0]);
    let number_of_trees = trees - ensemble + 6;
    beyond[number_of_trees + 2 + 3] = count as u8;
    let and_one = |part| with(part, &[&LANGUAGE[range(&LANGUAGE, part)], &[0]].concat());

    // The vocabulary: scale 4, length 4, where its 256 buckets start, fingerprints.
    let vocabulary = range(&LANGUAGE, Part::Network).start;
    let starts = vocabulary + 8;
    let rows = starts + 2 * 256;
    let second = rows + 2 + 2 * 4;
    let nan = f32::NAN.to_le_bytes();
    let patched = |at: usize, bytes: &[u8]| patched(&LANGUAGE, at, bytes);
    are_refused_by_name([
        (patched(ensemble, &[1; 8]), "no ensemble \"prefilter\" was trained on the features"),
        (patched(step, &nan), "infinite"),
        (patched(step, &f32::INFINITY.to_le_bytes()), "infinite"),
        (patched(features + 4, &nan), "infinite"),
        (with(Part::Trees, &beyond), "a feature that is not there"),
        // Branches: 3 + 0 + 1; their features, their thresholds, and how many branches stand on their left.
        (patched(trees + 2, &[200]), "not there"),
        (patched(trees + 5 + 8, &[9]), "leads nowhere"),
        (patched(trees, &[255, 255]), "not there"),
        (patched(features, &[255, 255]), "not there"),
        (and_one(Part::Trees), "trees: more follows"),
        (patched(vocabulary, &nan), "infinite"),
        (patched(second, &nan), "infinite"),
        (patched(vocabulary + 4, &u32::MAX.to_le_bytes()), "longer than the section"),
        (patched(rows, &[255, 255]), "wrong size"),
        (patched(starts, &[1, 0]), "bucket"),
        (patched(starts + 2 * 100, &[255, 255]), "bucket"),
        (and_one(Part::Network), "network: more follows"),
    ]);
}
