//! Packs word lists into the bytes of a [`Lexicon`](crate::Lexicon).
//!
//! The build script uses this file too, so it needs nothing else of the crate but `inflection.rs` and `pack/`.
//!
//! ```text
//! magic (8) | version u32 | inflection u32 | length u32, words | length u32, characters | length u32, pairs
//! | checksum u64
//! ```
//! All numbers are little-endian. `inflection` is 0 for [`Inflection::None`], 1 for [`Inflection::English`]; `words` is
//! an `fst::Map` from the word to the code of its class and level, see [`code`]; `characters` is the table of [`chars`];
//! `pairs` is the table of [`pairs`]. The checksum is the [`seal`] of all that stands before it.

use std::collections::HashMap;
use std::ops::Range;

pub use crate::inflection::Inflection;
use crate::inflection::{Reading, derive};

// The build script finds them by these paths, too.
#[path = "pack/automaton.rs"]
mod automaton;
#[path = "pack/model.rs"]
pub mod model;
#[path = "pack/pairs.rs"]
pub mod pairs;
#[path = "pack/verify.rs"]
pub(crate) mod verify;

/// What a lexicon starts with.
pub const MAGIC: &[u8; 8] = b"unglue\0L";
/// The layout that this version reads and writes.
pub const VERSION: u32 = 6;
/// Longer words are never looked up, and a lexicon has none, in bytes.
pub const MAX_WORD_BYTES: usize = 64;
/// The steps of frequency that a lexicon tells apart. Level 0 is everything rarer.
pub const LEVELS: u8 = 16;

/// The class letters of `words.tsv`, in the order of their codes.
pub const CLASS_LETTERS: &[u8; 8] = b"cwnrafmx";
const COMMON: u8 = 0;
const WEAK: u8 = 1;
const NAME: u8 = 2;
const MISSPELLING: u8 = 6;
/// What looks like an inflection and is none: look-up finds nothing.
const NO_WORD: u8 = 7;
/// Inflections above this level are listed even if they are regular, since their frequency counts. Zipf 4.0 and above.
const MAX_DERIVED_LEVEL: u8 = 7;

/// The level of a Zipf value (base-10 logarithm of occurrences in 10^9 words): 0 is below 1.2, then steps of 0.4.
///
/// ```
/// assert_eq!([1.0, 1.4, 9.0].map(unglue::pack::level), [0, 1, 15]);
/// ```
pub fn level(zipf: f32) -> u8 {
    ((zipf - 1.0) / 0.4).round().clamp(0.0, f32::from(LEVELS - 1)) as u8
}

/// Negative logarithm of the probability that a word is of this level. Nats.
pub fn cost(level: u8) -> f32 {
    // Level 0 holds everything rarer than Zipf 1.2; 0.8 is about its middle.
    let zipf = if level == 0 { 0.8 } else { 1.0 + 0.4 * f32::from(level) };
    (9.0 - zipf) * std::f32::consts::LN_10
}

/// The level that is kept of a word: an automaton is the smaller, the fewer values it has, and the frequency of a rare
/// word says little. Each of these is about the middle of what it stands for.
fn kept_level(class: u8, level: u8) -> u8 {
    match (CLASS_LETTERS[usize::from(class)], level) {
        (b'c', 0..=1) => 1,
        (b'c', 2..=3) => 3,
        (b'n', 0..=3) => 2,
        (b'c' | b'n', _) => level,
        // From level 5 on a word of the web counts as known.
        (b'f', 0..=4) => 3,
        (b'f', _) => 6,
        (b'a', _) => 4,
        (b'w' | b'r', _) => 1,
        _ => 0,
    }
}

/// The code of a word's class and level, `class << 4 | level`, or its way back: the commonest code of words that start
/// with such a byte changes places with 0, which an automaton need not spell out.
pub fn code(first: Option<u8>, plain: u8) -> u8 {
    let is_capital = first.is_some_and(|byte| byte.is_ascii_uppercase());
    // Each at the level that stands for the rarest words, see `kept_level`.
    let commonest = if is_capital { NAME << 4 | 2 } else { COMMON << 4 | 1 };
    plain ^ commonest
}

/// FNV-1a, 64 bits (Fowler, Noll and Vo; public domain): tells damage, not malice.
pub fn checksum(bytes: &[u8]) -> u64 {
    hash_on(HASH_START, bytes)
}

/// What [`checksum`] starts with.
pub const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;

/// The checksum of some bytes and `bytes` behind them, where that of the first ones is `hash`.
pub fn hash_on(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, &b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// What a packed file ends with: FNV-1a over words of eight bytes, the last one filled up with zeros, so that a megabyte
/// takes a millisecond at start. Tells damage, not malice.
pub fn seal(bytes: &[u8]) -> u64 {
    let mut last = [0; 8];
    let (words, rest) = bytes.as_chunks::<8>();
    last[..rest.len()].copy_from_slice(rest);
    let all = words.iter().chain([&last]).map(|word| u64::from_le_bytes(*word));
    all.fold(HASH_START ^ bytes.len() as u64, |hash, word| {
        // A product moves what it changes upwards alone, so the halves change places each time.
        (hash ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(32)
    })
}

/// A hash whose upper bits can be used alone: FNV mixes its low bits well and its high bits badly.
pub fn hash(bytes: &[u8]) -> u64 {
    checksum(bytes).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Packs the text of `words.tsv`, `misspellings.tsv` and `pairs.tsv` into a lexicon.
///
/// Lines that start with `#` are comments. A line of words is `word <TAB> zipf <TAB> class`, see
/// `CONTRIBUTING.md`; the others start with a misspelling or with `left <TAB> right <TAB> score`. Words that look-up can
/// derive by `inflection` are left out, the frequent ones excepted.
///
/// ```
/// use unglue::{Checker, Options, pack};
/// let words = "we\t6.5\tc\nmet\t5.0\tc\nhere\t6.0\tc\n";
/// let lexicon = pack::lexicon(words, "", "", pack::Inflection::None)?;
/// Checker::new(Options { lexicon: Some(lexicon), ..Options::default() })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Names the line that cannot be read.
pub fn lexicon(
    words: &str,
    misspellings: &str,
    pairs: &str,
    inflection: Inflection,
) -> Result<Vec<u8>, String> {
    let mut entries: Vec<Listed> = Vec::new();
    let mut weighted: Vec<(&str, f32)> = Vec::new();
    for line in lines(words) {
        let bad = || format!("words: cannot read {line:?}: give word, zipf and class, parted by tabs");
        let [word, zipf, class] = columns(line).ok_or_else(bad)?;
        let zipf: f32 = zipf.parse().map_err(|_| bad())?;
        let code = CLASS_LETTERS.iter().position(|&l| class.as_bytes() == [l]).ok_or_else(bad)?;
        check_length(word)?;
        entries.push(Listed { word, class: code as u8, level: level(zipf) });
        if class == "c" || class == "n" {
            weighted.push((word, 1.0 + zipf.max(0.0)));
        }
    }
    for word in lines(misspellings).filter_map(|line| line.split('\t').next()) {
        check_length(word)?;
        entries.push(Listed { word, class: MISSPELLING, level: 0 });
    }
    // A word that stands in both files keeps its own entry.
    entries.sort_by_key(|entry| (entry.word, entry.class == MISSPELLING));
    entries.dedup_by_key(|entry| entry.word);

    let mut scores: std::collections::BTreeMap<String, u8> = compounds(&entries).collect();
    for line in lines(pairs) {
        let bad =
            || format!("pairs: cannot read {line:?}: give left, right and score (1 to 15), parted by tabs");
        let [left, right, score] = columns(line).ok_or_else(bad)?;
        let score =
            score.parse().ok().filter(|score| (1..=pairs::MAX_SCORE).contains(score)).ok_or_else(bad)?;
        scores.insert(format!("{left} {right}"), score);
    }

    for entry in &mut entries {
        entry.level = kept_level(entry.class, entry.level);
    }
    if inflection == Inflection::English {
        leave_out_derived(&mut entries);
    }
    let mut out = [&MAGIC[..], &VERSION.to_le_bytes(), &(inflection as u32).to_le_bytes()].concat();
    let words = automaton::write(
        entries
            .iter()
            .map(|&Listed { word, class, level }| (word, code(word.bytes().next(), class << 4 | level))),
    )?;
    let pairs = pairs::table(&scores)?;
    for section in [words, chars::table(&weighted), pairs] {
        out.extend((section.len() as u32).to_le_bytes());
        out.extend(section);
    }
    out.extend(seal(&out).to_le_bytes());
    Ok(out)
}

fn check_length(word: &str) -> Result<(), String> {
    match word.len() <= MAX_WORD_BYTES {
        true => Ok(()),
        false => Err(format!("words: {word:?} has more than {MAX_WORD_BYTES} bytes: leave it out")),
    }
}

/// A word on its way into a lexicon.
struct Listed<'a> {
    word: &'a str,
    /// An index into [`CLASS_LETTERS`].
    class: u8,
    level: u8,
}

/// Keeps what look-up does not derive from what is kept, and what is frequent.
fn leave_out_derived(entries: &mut Vec<Listed>) {
    // A base is shorter than what is derived from it, or as long and before it in the alphabet ("simple", "simply"):
    // by the turn of a word it is known which of its bases are kept.
    entries.sort_by_key(|entry| entry.word.len());
    let mut bases: HashMap<&str, Reading> = HashMap::new();
    entries.retain(|entry| {
        let derived = derive(entry.word, |base| bases.get(base).copied());
        let weak = match entry.class {
            COMMON => false,
            WEAK => true,
            NO_WORD => return derived.is_some(),
            _ => return true,
        };
        let follows = entry.level <= MAX_DERIVED_LEVEL && derived.is_some_and(|word| word.weak == weak);
        if !follows {
            bases.insert(entry.word, Reading { weak, cost: cost(entry.level) });
        }
        !follows
    });
    entries.sort_by_key(|entry| entry.word);
}

/// Where the sections of a lexicon stand in it: words, characters, pairs. `None` if it is cut short.
pub fn sections(lexicon: &[u8]) -> Option<[Range<usize>; 3]> {
    let mut at = MAGIC.len() + 8;
    let mut section = || {
        let length = lexicon.get(at..)?.first_chunk::<4>()?;
        let start = at + 4;
        at = start.checked_add(u32::from_le_bytes(*length) as usize)?;
        (at <= lexicon.len()).then_some(start..at)
    };
    Some([section()?, section()?, section()?])
}

/// Stands in a pair for any number.
pub const NUMBER: &str = "0";

/// Stands in a pair for "any word, without a space": `over +` is how readily "over" starts compounds, `+ land` how
/// readily "land" ends them: twice the binary logarithm of how many compounds of it the lexicon has, up to 15.
pub const COMPOUND: &str = "+";
/// Words that start or end fewer compounds are not listed.
const MIN_COMPOUNDS: u32 = 4;

/// Counts which words start and end the compounds among `entries`.
fn compounds(entries: &[Listed]) -> impl Iterator<Item = (String, u8)> {
    // Halves are common words of Zipf 2.8 or more, wholes are common or weak words.
    let halves: std::collections::HashSet<&str> = entries
        .iter()
        .filter(|entry| entry.class == COMMON && entry.level >= 4 && entry.word.len() >= 3)
        .map(|entry| entry.word)
        .collect();
    let mut counts = std::collections::BTreeMap::<String, u32>::new();
    for &Listed { word, class, .. } in entries {
        if !matches!(class, COMMON | WEAK) || !word.is_ascii() {
            continue;
        }
        for at in 3..word.len().saturating_sub(2) {
            let (head, tail) = word.split_at(at);
            if halves.contains(head) && halves.contains(tail) {
                *counts.entry(format!("{head} {COMPOUND}")).or_default() += 1;
                *counts.entry(format!("{COMPOUND} {tail}")).or_default() += 1;
            }
        }
    }
    let kept = counts.into_iter().filter(|(_, count)| *count >= MIN_COMPOUNDS);
    kept.map(|(key, count)| (key, ((f64::from(count).log2() * 2.0).round() as u8).min(pairs::MAX_SCORE)))
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn columns(line: &str) -> Option<[&str; 3]> {
    let mut columns = line.split('\t');
    let three = [columns.next()?, columns.next()?, columns.next()?];
    (columns.next().is_none() && !three[0].is_empty()).then_some(three)
}

/// A model of how the letters of words follow each other: the cost of a letter after the two before it.
pub mod chars {
    /// Symbols: 0 is the edge of a word, 1 to 26 are a to z, 27 the apostrophe, 28 everything else.
    pub const SYMBOLS: usize = 29;
    /// Costs are kept in sixteenths of a nat.
    pub const STEPS_PER_NAT: f32 = 16.0;

    /// The symbol of a folded character.
    pub fn symbol(c: char) -> usize {
        match c {
            'a'..='z' => c as usize - 'a' as usize + 1,
            '\'' => 27,
            _ => 28,
        }
    }

    /// The place of a trigram in the table.
    pub fn index(before: [usize; 2], symbol: usize) -> usize {
        (before[0] * SYMBOLS + before[1]) * SYMBOLS + symbol
    }

    /// Counts the trigrams of weighted words and turns them into costs, backing off to bigrams and single letters
    /// (Witten and Bell's interpolation: a context with many different successors trusts itself less).
    pub fn table(words: &[(&str, f32)]) -> Vec<u8> {
        let mut counts = vec![0f64; SYMBOLS * SYMBOLS * SYMBOLS];
        for &(word, weight) in words {
            let mut before = [0, 0];
            let symbols = word.chars().flat_map(char::to_lowercase).map(symbol).chain([0]);
            for s in symbols {
                counts[index(before, s)] += f64::from(weight);
                before = [before[1], s];
            }
        }
        let at = |a: usize, b: usize, c: usize| counts[index([a, b], c)];
        let all = || 0..SYMBOLS;
        let single: Vec<f64> = all()
            .map(|c| {
                1.0 + all().flat_map(|a| all().map(move |b| (a, b))).map(|(a, b)| at(a, b, c)).sum::<f64>()
            })
            .collect();
        let total: f64 = single.iter().sum();
        let mix = |counts: &[f64], back: &[f64]| -> Vec<f64> {
            let (sum, kinds) =
                (counts.iter().sum::<f64>(), counts.iter().filter(|&&n| n > 0.0).count().max(1) as f64);
            counts.iter().zip(back).map(|(n, b)| (n + kinds * b) / (sum + kinds)).collect()
        };
        let single: Vec<f64> = single.iter().map(|n| n / total).collect();
        let mut table = Vec::with_capacity(counts.len());
        for a in all() {
            for b in all() {
                let pair: Vec<f64> = all().map(|c| all().map(|a| at(a, b, c)).sum()).collect();
                let triple: Vec<f64> = all().map(|c| at(a, b, c)).collect();
                let costs = mix(&triple, &mix(&pair, &single));
                table.extend(
                    costs.iter().map(|p| (-p.ln() * f64::from(STEPS_PER_NAT)).round().min(255.0) as u8),
                );
            }
        }
        table
    }
}

/// Packs the text of `context.txt`: the tables of a network.
///
/// ```text
/// <name> <scale> <weight> <weight> …      a line for each table, in the order of TABLES; -127 to 127
/// ```
/// The bytes: magic (8), version u32, then for each table its scale f32, its length u32 and its weights i8 (those of
/// the vocabulary are u16); at last a checksum u64.
pub mod network {
    use super::{lines, seal};

    /// What a network starts with.
    pub const MAGIC: &[u8; 8] = b"unglue\0N";
    /// The layout that this version reads and writes.
    pub const VERSION: u32 = 2;
    /// The tables, in order.
    pub const TABLES: [&str; 10] = [
        "vocabulary",
        "words",
        "shapes",
        "letters",
        "first",
        "first_bias",
        "second",
        "second_bias",
        "out",
        "out_bias",
    ];

    /// Packs a network.
    ///
    /// # Errors
    /// Names the table that cannot be read.
    pub fn pack(text: &str) -> Result<Vec<u8>, String> {
        let mut out = [&MAGIC[..], &VERSION.to_le_bytes()].concat();
        let mut lines = lines(text);
        for name in TABLES {
            let mut words = lines.next().unwrap_or_default().split(' ');
            let bad = || format!("network: the table {name:?} cannot be read");
            if words.next() != Some(name) {
                return Err(format!("network: the table {name:?} is missing"));
            }
            let scale: f32 = words.next().and_then(|scale| scale.parse().ok()).ok_or_else(bad)?;
            let weights: Option<Vec<u8>> = match name {
                "vocabulary" => {
                    let numbers: Option<Vec<u16>> = words.map(|word| word.parse().ok()).collect();
                    numbers.map(|numbers| numbers.iter().flat_map(|n| n.to_le_bytes()).collect())
                }
                _ => words.map(|word| word.parse::<i8>().ok().map(|w| w as u8)).collect(),
            };
            let weights = weights.ok_or_else(bad)?;
            out.extend(scale.to_le_bytes());
            out.extend((weights.len() as u32).to_le_bytes());
            out.extend(weights);
        }
        out.extend(seal(&out).to_le_bytes());
        Ok(out)
    }
}
