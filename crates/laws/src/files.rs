//! A small language, what an adversary could make of its bytes, and what is asked of those that are accepted.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use unglue::training::network::{Network, NetworkMemo, Seen, Window, see};
use unglue::training::trees::Ensemble;
use unglue::training::{EnsembleSpec, specs};
use unglue::{Checker, Language, Options, Rule};
use unglue_format::container::{CHECKSUM_BYTES, ranges, signed, write};
use unglue_format::network::{
    ENDINGS, HIDDEN, INPUT, LETTER_WIDTH, SHAPES, TABLES, Vocabulary, WORD_WIDTH, WORDS as REACH,
};
use unglue_format::trigrams::Alphabet;
use unglue_format::{Part, Sources};

use crate::laws;

/// A small word list with every class, which serves as a text, too.
pub const WORDS: &str = "there\t6.2\tc\nare\t6.7\tc\nno\t6.4\tc\nplans\t4.9\tc\na\t7.3\tc\nmeeting\t5.1\tc\nof\t7.4\tc\n\
    the\t7.7\tc\nthewing\t0\tx\nendorse\t3.6\tc\nstop\t5.2\tc\nhappy\t5.2\tc\ntwo\t6.1\tc\nleaders\t4.8\tc\nthereabout\t2\tw\n\
    Putin\t4.4\tn\nAshby\t2.4\tr\nNATO\t4.5\ta\ncafé\t4\tc\nfoobar\t2.1\tf\n";

/// The short lists of the small language.
pub const LISTS: &str = "inflection english\nalphabet abcdefghijklmnopqrstuvwxyz'\npossessives 's ’s\none-letter-words a I\n\
    two-letter-words of no\nnumber-endings th s\nplural-endings s\nprefixes un over\nsuffixes less ly\n\
    exchanged-suffixes ably:able\nhost-endings no\n";
/// Its wholes.
pub const WHOLES: &str = "keypoint\tl\tw\nplansof\ts\tn\n";
/// Its bigrams.
pub const BIGRAMS: &str = "there\tare\t9\nno\tplans\t5\n";

/// Its trees.
pub static TREES: LazyLock<String> = LazyLock::new(|| {
    let ensemble = |EnsembleSpec { name, features }: EnsembleSpec| {
        let features: String = features.iter().map(|name| format!("feature {name} 0.5 2\n")).collect();
        format!(
            "ensemble {name} -500\n{features}tree 0:0 1:1 =-300 =200 2:0 =100 =50\ntree =7\ntree 3:1 =1 =-9\n"
        )
    };
    specs().map(ensemble).collect()
});

/// The text of the smallest network for an alphabet of so many symbols.
fn network(symbols: usize) -> String {
    let vocabulary = Vocabulary::of(["there", "are", "no", "plans"].into_iter());
    let sizes = [
        0,
        (vocabulary.rows() + ENDINGS) * WORD_WIDTH,
        SHAPES * WORD_WIDTH,
        symbols * LETTER_WIDTH,
        INPUT * HIDDEN[0],
        HIDDEN[0],
        HIDDEN[0] * HIDDEN[1],
        HIDDEN[1],
        HIDDEN[1],
        1,
    ];
    let table = |(name, size): (&&str, usize)| {
        let weights: String = (0..size).map(|nth| format!(" {}", nth as i64 * 37 % 255 - 127)).collect();
        match *name {
            "vocabulary" => {
                let numbers = vocabulary.0.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]]));
                format!("vocabulary 1{}\n", numbers.map(|number| format!(" {number}")).collect::<String>())
            }
            name => format!("{name} 0.01{weights}\n"),
        }
    };
    TABLES.iter().zip(sizes).map(table).collect()
}

/// Packs a language of these texts; what they say that cannot be read is an error.
pub fn pack(lists: &str, words: &str, bigrams: &str, trees: &str) -> Result<Vec<u8>, String> {
    let parsed = unglue_format::lists::Lists::parse(lists).map_err(|e| e.to_string())?;
    let network = network(parsed.alphabet.symbols());
    let sources =
        Sources { lists, words, misspellings: "theire\n", bigrams, trees, network: &network, wholes: WHOLES };
    sources.pack().map_err(|e| e.to_string())
}

/// The small language.
pub static LANGUAGE: LazyLock<Vec<u8>> =
    LazyLock::new(|| pack(LISTS, WORDS, BIGRAMS, &TREES).expect("the texts are right"));

/// Where the section of a part is in a file that can be read.
pub fn range(file: &[u8], part: Part) -> Range<usize> {
    let nth = Part::SECTIONS.iter().position(|other| *other == part).expect("a part with a section");
    ranges(file).expect("the file is right")[nth].clone()
}

/// The small language with another section.
pub fn with(part: Part, content: &[u8]) -> Vec<u8> {
    write(Part::SECTIONS.map(|other| match other == part {
        true => content,
        false => &LANGUAGE[range(&LANGUAGE, other)],
    }))
}

/// The small language with another automaton: `nodes` are its bytes between head and foot, the last one the root.
pub fn with_automaton(nodes: &[u8]) -> Vec<u8> {
    let head = &LANGUAGE[range(&LANGUAGE, Part::Words)][..16];
    let root = (head.len() + nodes.len()) as u64 - 1;
    // The fuzzer does not compute CRC-32C: the reader goes by the checksum of the whole file.
    with(Part::Words, &[head, nodes, &1u64.to_le_bytes(), &root.to_le_bytes(), &[0; 4]].concat())
}

/// A file without its checksum.
pub fn body(file: &[u8]) -> &[u8] {
    &file[..file.len() - CHECKSUM_BYTES]
}

/// A file with `bytes` in place of those at `at`, and the checksum that fits.
pub fn patched(file: &[u8], at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut body = body(file).to_vec();
    body[at..at + bytes.len()].copy_from_slice(bytes);
    signed(body)
}

/// Checks texts in a language.
pub fn use_language(language: Language) {
    let options = Options::default().show_confidence(0.0).rules(Rule::ALL);
    let checker = Checker::new(language, options).expect("the options are right");
    for text in [WORDS, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa thereare therearenoplans ameeting'sof Theire"] {
        laws::diagnostics_are_sound(&checker, text, 0.0);
    }
}

/// Asks ensembles for probabilities; `values` are those of features, four bytes each.
pub fn ask_trees(ensembles: &[Arc<Ensemble>], values: &[u8]) {
    let (values, _) = values.as_chunks::<4>();
    let mut values = values.iter().map(|value| f32::from_le_bytes(*value));
    for (ensemble, spec) in ensembles.iter().zip(specs()) {
        let values: Vec<f32> =
            (0..spec.features.len()).map(|nth| values.next().unwrap_or(nth as f32)).collect();
        let probability = ensemble.probability(&values);
        assert!((0.0..=1.0).contains(&probability), "{}: {probability}", spec.name);
    }
}

/// Asks a network about the gaps of a text.
pub fn ask_network(network: &Network, alphabet: &Alphabet, text: &str) {
    let see = |word| see(network.vocabulary(), word);
    let words: Vec<Seen> =
        text.split(' ').map(|word| see(Some(word))).chain([see(None); 2 * REACH]).collect();
    let letters: Vec<char> = text.chars().collect();
    let mut memo = NetworkMemo::default();
    for (gap, words) in words.windows(2 * REACH).take(8).enumerate() {
        let window = Window::new(alphabet, std::array::from_fn(|nth| words[nth]), &letters, 3 * gap);
        let _ = network.log_odds(&window, &mut memo);
    }
}
