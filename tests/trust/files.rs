//! Small data files, what an adversary could make of them, and what is asked of those that are accepted.

use std::sync::{Arc, LazyLock};

use unglue::pack::{self, chars, network::TABLES};
use unglue::training::network::{
    self, ENDINGS, HIDDEN, INPUT, LETTER_WIDTH, Network, NetworkMemo, SHAPES, Seen, Vocabulary, WORD_WIDTH,
    Window,
};
use unglue::training::trees::Ensemble;
use unglue::training::{EnsembleSpec, specs};
use unglue::{Checker, Options, Rule};

use super::laws;

/// A small word list with every class, which serves as a text, too.
pub const WORDS: &str = "there\t6.2\tc\nare\t6.7\tc\nno\t6.4\tc\nplans\t4.9\tc\na\t7.3\tc\nmeeting\t5.1\tc\nof\t7.4\tc\n\
    the\t7.7\tc\nthewing\t0\tx\nendorse\t3.6\tc\nstop\t5.2\tc\nhappy\t5.2\tc\ntwo\t6.1\tc\nleaders\t4.8\tc\nthereabout\t2\tw\n\
    Putin\t4.4\tn\nAshby\t2.4\tr\nNATO\t4.5\ta\ncafé\t4\tc\nfoobar\t2.1\tf\n";

/// A small lexicon.
pub static LEXICON: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let words: String = WORDS.lines().map(|line| line.to_owned() + "\n").collect();
    pack::lexicon(&words, "theire\n", "there\tare\t9\nno\tplans\t5\n", pack::Inflection::English)
        .expect("the list is right")
});

/// A small model.
pub static MODEL: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let ensemble = |EnsembleSpec { name, features }: EnsembleSpec| {
        let features: String = features.iter().map(|name| format!("feature {name} 0.5 2\n")).collect();
        format!(
            "ensemble {name} -500\n{features}tree 0:0 1:1 =-300 =200 2:0 =100 =50\ntree =7\ntree 3:1 =1 =-9\n"
        )
    };
    let text: String = specs().map(ensemble).collect();
    pack::model::pack(&text).expect("the model is right")
});

/// The smallest network.
pub static NETWORK: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let vocabulary = Vocabulary::of(["there", "are", "no", "plans"].into_iter());
    let sizes = [
        0,
        (vocabulary.rows() + ENDINGS) * WORD_WIDTH,
        SHAPES * WORD_WIDTH,
        chars::SYMBOLS * LETTER_WIDTH,
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
    let text: String = TABLES.iter().zip(sizes).map(table).collect();
    pack::network::pack(&text).expect("the network is right")
});

/// The small lexicon with another automaton: `nodes` are its bytes between head and foot, the last one the root.
pub fn with_automaton(nodes: &[u8]) -> Vec<u8> {
    let [words, ..] = pack::sections(&LEXICON).expect("the lexicon is right");
    let head = &LEXICON[words.start..words.start + 16];
    let root = (head.len() + nodes.len()) as u64 - 1;
    // The fuzzer does not compute CRC-32C: whoever reads an automaton of a lexicon goes by the lexicon's own seal.
    let automaton = [head, nodes, &1u64.to_le_bytes(), &root.to_le_bytes(), &[0; 4]].concat();
    let before = &LEXICON[..words.start - 4];
    let length = (automaton.len() as u32).to_le_bytes();
    sealed([before, &length, &automaton, &LEXICON[words.end..LEXICON.len() - 8]].concat())
}

/// A file with the checksum that fits.
pub fn sealed(mut file: Vec<u8>) -> Vec<u8> {
    file.extend(pack::seal(&file).to_le_bytes());
    file
}

/// Checks texts with a lexicon, which must have been accepted.
pub fn use_lexicon(bytes: Vec<u8>) {
    let options = Options {
        lexicon: Some(bytes),
        show_confidence: 0.0,
        rules: Rule::ALL.to_vec(),
        ..Options::default()
    };
    let checker = Checker::new(options).expect("it was accepted before");
    for text in [WORDS, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa thereare therearenoplans ameeting'sof Theire"] {
        laws::diagnostics_are_sound(&checker, text, 0.0);
    }
}

/// Asks the ensembles of a model for probabilities; `values` are those of features, four bytes each.
pub fn ask_model(ensembles: &[Arc<Ensemble>], values: &[u8]) {
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
pub fn ask_network(network: &Network, text: &str) {
    let see = |word| network.vocabulary().see(word);
    let words: Vec<Seen> =
        text.split(' ').map(|word| see(Some(word))).chain([see(None); 2 * network::WORDS]).collect();
    let letters: Vec<char> = text.chars().collect();
    let mut memo = NetworkMemo::default();
    for (gap, words) in words.windows(2 * network::WORDS).take(8).enumerate() {
        let window = Window::new(std::array::from_fn(|nth| words[nth]), &letters, 3 * gap);
        let _ = network.log_odds(&window, &mut memo);
    }
}
