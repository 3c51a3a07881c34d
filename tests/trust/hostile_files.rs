//! Data files from strangers: each is refused with an error that names the fault, or can be used like any other. Their
//! checksums fit, since an adversary can compute them.

use std::ops::Range;

use unglue::pack::{self, pairs};
use unglue::training::network::Network;
use unglue::training::{specs, trees};
use unglue::{Error, Lexicon};

use super::files::{LEXICON, MODEL, NETWORK, ask_model, ask_network, sealed, use_lexicon, with_automaton};

/// Loads a file, uses it if it is accepted, and says why if not.
type Load = fn(&[u8]) -> Result<(), Error>;

fn lexicon(bytes: &[u8]) -> Result<(), Error> {
    let lexicon = Lexicon::new(bytes)?;
    // A whole check of a text takes too long to do it with each file.
    for word in ["there", "Theire", "endorsing", "stoppings", "aaaaaaaaaaaaaaaaaaaaaaaaaa", "café", "É", "'"]
    {
        let _ = (lexicon.knows(word), lexicon.best_entry(word), lexicon.pair(word, "are"));
        let _ = lexicon.unknown_word_cost(&word.chars().collect::<Vec<_>>());
    }
    // No way through the automaton is longer than the longest word. It is walked as if it were a tree: not to its end.
    let mut open = vec![(lexicon.walk(), 0)];
    for _ in 0..3_000 {
        let Some((walk, depth)) = open.pop() else { break };
        assert!(depth <= pack::MAX_WORD_BYTES);
        let _ = lexicon.end(walk, "there".chars());
        open.extend(lexicon.steps(walk).map(|(_, next)| (next, depth + 1)));
    }
    Ok(())
}

fn model(bytes: &[u8]) -> Result<(), Error> {
    let ensembles = trees::read(bytes, specs())?;
    for value in [0.0, 1.0, -1e30, f32::NAN, f32::INFINITY] {
        ask_model(&ensembles, &value.to_le_bytes().repeat(200));
    }
    Ok(())
}

fn network(bytes: &[u8]) -> Result<(), Error> {
    let network = Network::new(bytes)?;
    ask_network(&network, "there are no plans, 12 US's café.");
    Ok(())
}

/// A kind of file: how it is loaded, a right one, and the parts of that without its checksum.
type Kind = (Load, &'static [u8], Vec<Range<usize>>);

fn kinds() -> [Kind; 3] {
    let parts = |file: &[u8], sections: &[Range<usize>]| {
        let mut borders: Vec<usize> = sections.iter().flat_map(|s| [s.start, s.end]).collect();
        borders.extend([0, 8, 12, file.len() - 8]);
        borders.sort_unstable();
        borders.windows(2).map(|ends| ends[0]..ends[1]).filter(|part| !part.is_empty()).collect()
    };
    let sections = pack::sections(&LEXICON).unwrap();
    [
        (lexicon, &LEXICON, parts(&LEXICON, &sections)),
        (model, &MODEL, parts(&MODEL, &[])),
        (network, &NETWORK, parts(&NETWORK, &[])),
    ]
}

/// Every place of a part, or some hundred that are spread over it.
fn places(part: &Range<usize>) -> impl Iterator<Item = usize> {
    part.clone().step_by(part.len() / 600 + 1)
}

/// An error says what is wrong and what to do.
fn names_a_fault(outcome: Result<(), Error>) {
    let message = outcome.expect_err("it is refused").to_string();
    assert!(message.contains("; give the bytes") || message.contains("; rebuild it"), "{message}");
}

#[test]
fn right_files_are_accepted() {
    for (load, file, _) in kinds() {
        assert_eq!(load(file), Ok(()));
    }
    use_lexicon(LEXICON.clone());
}

#[test]
fn files_cut_short_or_too_long_are_refused() {
    for (load, file, parts) in kinds() {
        for part in parts {
            for end in places(&part).chain([part.end]) {
                names_a_fault(load(&file[..end]));
                if end < file.len() - 8 {
                    names_a_fault(load(&sealed(file[..end].to_vec())));
                }
            }
        }
        let longer = [&file[..file.len() - 8], &[0]].concat();
        names_a_fault(load(&longer));
        names_a_fault(load(&sealed(longer)));
    }
}

#[test]
fn flipped_bits_are_refused_or_do_no_harm() {
    for (load, file, parts) in kinds() {
        let mut accepted = 0;
        for part in parts {
            for (nth, at) in places(&part).enumerate() {
                for bit in 0..8 {
                    let mut damaged = file.to_vec();
                    damaged[at] ^= 1 << bit;
                    names_a_fault(load(&damaged));
                    damaged.truncate(file.len() - 8);
                    let damaged = sealed(damaged);
                    if load(&damaged).is_ok() {
                        accepted += 1;
                        if file == &LEXICON[..] && bit == nth % 8 && nth % 8 == 0 {
                            use_lexicon(damaged);
                        }
                    }
                }
            }
        }
        assert!(accepted > 100, "most of what is flipped are numbers that may have any value");
    }
}

#[test]
fn numbers_that_32_bits_do_not_hold_are_refused_or_do_no_harm() {
    for (load, file, parts) in kinds() {
        for at in parts.iter().flat_map(places).filter(|at| at + 16 <= file.len()) {
            for number in [1u64 << 32, u64::MAX, (1 << 32) - 1, 1 << 31] {
                let mut large = file[..file.len() - 8].to_vec();
                large[at..at + 8].copy_from_slice(&number.to_le_bytes());
                let _ = load(&sealed(large));
            }
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
    for (load, file, _) in kinds() {
        for nth in 0..600 {
            let mut bytes = file[..12 + nth % 30].to_vec();
            bytes.extend((0..noise() % 600).map(|_| noise() as u8));
            names_a_fault(load(&sealed(bytes)));
        }
    }
    // An automaton of noise, with small numbers more often than chance has them, in a lexicon that is right elsewhere.
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
        accepted += usize::from(lexicon(&with_automaton(&nodes)).is_ok());
    }
    assert!(accepted > 100, "only {accepted} were accepted: nothing was tried");
}

/// The small lexicon with other pairs: where the buckets start, and the steps.
fn with_pairs(starts: &[u16], low: &[u8], high: &[u8]) -> Vec<u8> {
    let [.., section] = pack::sections(&LEXICON).unwrap();
    let last = starts.last().copied().unwrap_or_default();
    let starts = (0..=pairs::BUCKETS).map(|nth| starts.get(nth).copied().unwrap_or(last));
    let table: Vec<u8> = starts.flat_map(u16::to_le_bytes).chain(low.iter().chain(high).copied()).collect();
    sealed([&LEXICON[..section.start - 4], &(table.len() as u32).to_le_bytes(), &table].concat())
}

#[test]
fn lexicons_made_to_do_harm_are_refused_by_name() {
    let patched = |at: usize, bytes: &[u8]| {
        let mut file = LEXICON[..LEXICON.len() - 8].to_vec();
        file[at..at + bytes.len()].copy_from_slice(bytes);
        sealed(file)
    };
    let [words, chars, pairs] = pack::sections(&LEXICON).unwrap();
    // Sixty-six nodes, each with one branch to the node right before: a word that is too long.
    let long = [&[0x41, 0][..], &[0xC3; 66]].concat();
    // A node with many branches to one with many branches, and so on: more words than could be counted.
    let bush: Vec<u8> = (0..60)
        .flat_map(|nth| {
            let distance = if nth == 0 { 0 } else { 1 };
            [vec![distance; 32], (b'a'..b'a' + 32).rev().collect(), vec![0x10, 32]].concat()
        })
        .collect();
    for (file, fault) in [
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
        (patched(words.start - 4, &0u32.to_le_bytes()), "section"),
        (patched(words.start - 4, &u32::MAX.to_le_bytes()), "section"),
        (patched(chars.start - 4, &(chars.len() as u32 - 1).to_le_bytes()), "section"),
        (patched(pairs.start - 4, &(pairs.len() as u32 - 2).to_le_bytes()), "more follows"),
        (patched(12, &2u32.to_le_bytes()), "inflects"),
        (with_pairs(&[0, 1], &[5], &[1, 1, 1]), "bucket"),
        (with_pairs(&[0, 1], &[], &[]), "bucket"),
        (with_pairs(&[1, 1], &[5], &[1]), "bucket"),
        (with_pairs(&[0, 2, 1], &[5, 6], &[1, 1]), "bucket"),
        (with_pairs(&[0, 1], &[5, 6], &[1, 1]), "more steps"),
        (with_pairs(&[0, 1], &[5], &[]), "pairs is cut short"),
        (with_pairs(&[0, 2], &[5, 0], &[1, 1]), "lead nowhere"),
        (with_pairs(&[0, 60_000], &[0; 60_000], &[1; 60_000]), "lead nowhere"),
        (with_pairs(&[0, 6], &[255; 6], &[255; 6]), "lead nowhere"),
    ] {
        let message = lexicon(&file).expect_err(fault).to_string();
        assert!(message.contains(fault), "{message:?} does not speak of {fault:?}");
    }
    for file in [with_automaton(&bush), with_pairs(&[0, 2], &[0, 7], &[1, 2])] {
        assert_eq!(lexicon(&file), Ok(()));
        use_lexicon(file);
    }
}

#[test]
fn models_and_networks_made_to_do_harm_are_refused_by_name() {
    // magic 8, version 4, then the ensemble "first": fingerprint 8, base 4, step 4, features 2; the first of them has
    // two thresholds.
    const STEP: usize = 24;
    let features = usize::from(u16::from_le_bytes([MODEL[28], MODEL[29]]));
    let trees = 30 + features * 10;
    let body = |file: &[u8]| file[..file.len() - 8].to_vec();
    let patched = |file: &[u8], at: usize, bytes: &[u8]| {
        let mut file = body(file);
        file[at..at + bytes.len()].copy_from_slice(bytes);
        sealed(file)
    };
    // One feature more than the evidence has, and a branch that asks for it.
    let mut beyond = body(&MODEL);
    beyond[28..30].copy_from_slice(&(features as u16 + 1).to_le_bytes());
    beyond.splice(trees..trees, [1, 0, 0, 0, 0, 0]);
    let number_of_trees = trees + 6;
    beyond[number_of_trees + 2 + 3] = features as u8;

    // magic 8, version 4, then the vocabulary: scale 4, length 4, where its 256 buckets start, fingerprints.
    const STARTS: usize = 20;
    let rows = STARTS + 2 * 256;
    let second = rows + 2 + 2 * 4;
    let nan = f32::NAN.to_le_bytes();
    for (load, file, fault) in [
        (model as Load, patched(&MODEL, STEP, &nan), "infinite"),
        (model, patched(&MODEL, STEP, &f32::INFINITY.to_le_bytes()), "infinite"),
        (model, patched(&MODEL, 32, &nan), "infinite"),
        (model, sealed(beyond), "a feature that is not there"),
        // Branches: 3 + 0 + 1; their features, their thresholds, and how many branches stand on their left.
        (model, patched(&MODEL, trees + 2, &[200]), "not there"),
        (model, patched(&MODEL, trees + 5 + 8, &[9]), "leads nowhere"),
        (model, patched(&MODEL, trees, &[255, 255]), "not there"),
        (model, patched(&MODEL, 28, &[255, 255]), "not there"),
        (model, sealed([&body(&MODEL)[..], &[0]].concat()), "more follows"),
        (network, patched(&NETWORK, 12, &nan), "infinite"),
        (network, patched(&NETWORK, second, &nan), "infinite"),
        (network, patched(&NETWORK, 16, &u32::MAX.to_le_bytes()), "longer than the file"),
        (network, patched(&NETWORK, rows, &[255, 255]), "wrong size"),
        (network, patched(&NETWORK, STARTS, &[1, 0]), "bucket"),
        (network, patched(&NETWORK, STARTS + 2 * 100, &[255, 255]), "bucket"),
        (network, sealed([&body(&NETWORK)[..], &[0]].concat()), "more follows"),
    ] {
        let message = load(&file).expect_err(fault).to_string();
        assert!(message.contains(fault), "{message:?} does not speak of {fault:?}");
    }
}

#[test]
fn words_that_no_look_up_would_find_are_not_packed() {
    let long = "e".repeat(pack::MAX_WORD_BYTES + 1);
    for (words, typos) in [(format!("{long}\t5\tc\n"), String::new()), (String::new(), long.clone())] {
        let message = pack::lexicon(&words, &typos, "", pack::Inflection::None).unwrap_err();
        assert!(message.contains("64 bytes") && message.contains(&long), "{message}");
    }
    let longest = format!("{}\t5\tc\n", &long[1..]);
    assert_eq!(lexicon(&pack::lexicon(&longest, "", "", pack::Inflection::None).unwrap()), Ok(()));
}
