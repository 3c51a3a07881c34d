//! Stage 2: which words are known, and how costly each word is.

use std::fmt;
use std::sync::Arc;

use fst::raw::{CompiledAddr, Fst, Output};

use crate::Error;
use crate::casing::{Case, case_of, fold, lower};
use crate::pack::{self, chars};

/// Words longer than this are never looked up, in bytes.
pub const MAX_LOOKUP_BYTES: usize = 64;
/// From here on a word that only the web knows counts as a word. Nats.
const KNOWN_WEB_COST: f32 = 14.2;

/// A dictionary that is used in place: words with their class and cost, a model of letters, and pairs of words.
///
/// The bytes are those that [`pack::lexicon`] makes.
///
/// ```
/// use unglue::{Lexicon, pack};
/// let bytes = pack::lexicon("there\t6.2\tc\nare\t6.7\tc\n", "", "")?;
/// let lexicon = Lexicon::new(bytes)?;
/// assert!(lexicon.knows("There") && lexicon.knows("there’s") && !lexicon.knows("thereare"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Lexicon<D = Bytes> {
    words: Fst<Section<D>>,
    pairs: Section<D>,
    chars: Section<D>,
}

/// The bytes of a lexicon: part of the program, or shared by all that read it.
#[derive(Clone)]
pub enum Bytes {
    /// Part of the program.
    Static(&'static [u8]),
    /// Brought by the host.
    Shared(Arc<[u8]>),
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        match self {
            Bytes::Static(bytes) => bytes,
            Bytes::Shared(bytes) => bytes,
        }
    }
}

impl<D: AsRef<[u8]>> fmt::Debug for Lexicon<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lexicon({} words)", self.words.len())
    }
}

/// What kind of word an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// In everybody's dictionary.
    Common,
    /// In the largest dictionaries alone: weak evidence of a word.
    Weak,
    /// A name, with its capital.
    Name,
    /// A name that few bear: weak evidence.
    RareName,
    /// An acronym, abbreviation or brand, in exactly this casing.
    Acronym,
    /// Frequent on the web, in no dictionary.
    Web,
    /// A well-known misspelling that looks like two words.
    Misspelling,
}

const CLASSES: [Class; 7] = [
    Class::Common,
    Class::Weak,
    Class::Name,
    Class::RareName,
    Class::Acronym,
    Class::Web,
    Class::Misspelling,
];

/// What the lexicon says of a word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// Which kind of word it is.
    pub class: Class,
    /// Negative logarithm of the word's probability in running text. Nats, 4 to 19.
    pub cost: f32,
}

impl Entry {
    fn from_value(value: u64) -> Option<Entry> {
        let level = (value & 0xF) as f32;
        let class = *CLASSES.get((value >> 4) as usize)?;
        // Level 0 holds everything rarer than Zipf 1.2; 0.8 is about its middle.
        let zipf = if level == 0.0 { 0.8 } else { 1.0 + 0.4 * level };
        Some(Entry { class, cost: (9.0 - zipf) * std::f32::consts::LN_10 })
    }
}

/// Bytes `start..end` of shared data.
#[derive(Debug, Clone)]
struct Section<D> {
    data: D,
    start: usize,
    end: usize,
}

impl<D: AsRef<[u8]>> AsRef<[u8]> for Section<D> {
    fn as_ref(&self) -> &[u8] {
        &self.data.as_ref()[self.start..self.end]
    }
}

/// A place in the word automaton: what was read so far is the beginning of a word.
#[derive(Clone, Copy)]
pub struct Walk {
    node: CompiledAddr,
    output: Output,
}

#[cfg(feature = "english")]
impl Lexicon<Bytes> {
    /// The embedded English lexicon.
    pub fn english() -> Result<Self, Error> {
        Lexicon::new(Bytes::Static(include_bytes!(concat!(env!("OUT_DIR"), "/english.lexicon"))))
    }
}

impl<D: AsRef<[u8]> + Clone> Lexicon<D> {
    /// Reads the bytes of a lexicon; they stay as they are.
    ///
    /// # Errors
    /// [`Error::BadLexicon`] when they are cut short, damaged, of another version or something else altogether.
    pub fn new(data: D) -> Result<Self, Error> {
        let bytes = data.as_ref();
        let bad = |reason: &str| Error::BadLexicon { reason: reason.into() };
        let rest = bytes.strip_prefix(pack::MAGIC).ok_or_else(|| bad("it does not start like one"))?;
        let (body, sum) = bytes.split_last_chunk::<8>().ok_or_else(|| bad("it is cut short"))?;
        match rest.first_chunk::<4>() {
            Some(version) if u32::from_le_bytes(*version) == pack::VERSION => {}
            Some(_) => return Err(bad("it is of another version")),
            None => return Err(bad("it is cut short")),
        }
        if pack::checksum(body) != u64::from_le_bytes(*sum) {
            return Err(bad("its checksum does not fit: it is damaged or cut short"));
        }
        let mut at = pack::MAGIC.len() + 4;
        let mut section = || {
            let length = body.get(at..)?.first_chunk::<4>()?;
            let start = at + 4;
            let end = start.checked_add(u32::from_le_bytes(*length) as usize)?;
            at = end;
            (end <= body.len()).then(|| Section { data: data.clone(), start, end })
        };
        let sections = (section(), section(), section());
        let (Some(words), Some(chars), Some(pairs)) = sections else {
            return Err(bad("a section is longer than the file"));
        };
        if pairs.as_ref().len() < 2 * (pack::pairs::BUCKETS + 1) {
            return Err(bad("its table of pairs is cut short"));
        }
        if chars.as_ref().len() != chars::SYMBOLS.pow(3) {
            return Err(bad("its table of characters has the wrong size"));
        }
        let fst =
            |section| Fst::new(section).map_err(|e| bad(&format!("its automaton cannot be read ({e})")));
        Ok(Lexicon { words: fst(words)?, pairs, chars })
    }
}

impl<D: AsRef<[u8]>> Lexicon<D> {
    /// The entry of a word in exactly this spelling and casing.
    pub fn entry(&self, word: &str) -> Option<Entry> {
        self.words.get(word).and_then(|output| Entry::from_value(output.value()))
    }

    /// Whether a token is a word as it stands, in its casing: it is then never judged.
    ///
    /// "The", "THE" and "the" are known by "the", "Putin" and "PUTIN" by "Putin"; possessives by their owner, short
    /// acronyms and their plurals by their looks.
    pub fn knows(&self, token: &str) -> bool {
        let mut buffer = [0; MAX_LOOKUP_BYTES];
        let Some(word) = spell(token, &mut buffer, |c| if c == '’' { '\'' } else { c }) else {
            return false;
        };
        self.knows_spelt(word) || owner(word).is_some_and(|owner| self.knows_spelt(owner))
    }

    /// [`knows`](Self::knows) for a word with straight apostrophes that is no possessive.
    fn knows_spelt(&self, word: &str) -> bool {
        let is_word = |entry: Entry| match entry.class {
            Class::Common | Class::Name | Class::Acronym => true,
            Class::Web => entry.cost <= KNOWN_WEB_COST,
            Class::Weak | Class::RareName | Class::Misspelling => false,
        };
        if self.entry(word).is_some_and(is_word) {
            return true;
        }
        let case = case_of(word);
        let mut buffer = [0; MAX_LOOKUP_BYTES];
        match case {
            Case::Lower => word.chars().nth(1).is_none(),
            Case::Title => self.knows_folded(word, &mut buffer),
            Case::Upper => {
                word.len() <= MAX_ACRONYM
                    || self.knows_folded(word, &mut buffer)
                    || self.knows_as_title(word, &mut buffer)
            }
            Case::Mixed => {
                word.strip_suffix('s').is_some_and(|w| w.len() <= MAX_ACRONYM && case_of(w) == Case::Upper)
                    || self.knows_with_other_initial(word, &mut buffer)
            }
        }
    }

    /// Brands change their first letter with the sentence: "openSUSE", "OpenSUSE".
    fn knows_with_other_initial(&self, word: &str, buffer: &mut [u8; MAX_LOOKUP_BYTES]) -> bool {
        let mut first = true;
        let swap = |c: char| match std::mem::take(&mut first) {
            true if c.is_ascii_lowercase() => c.to_ascii_uppercase(),
            true => c.to_ascii_lowercase(),
            false => c,
        };
        let entry = spell(word, buffer, swap).and_then(|word| self.entry(word));
        entry.is_some_and(|e| matches!(e.class, Class::Acronym | Class::Name))
    }

    fn knows_folded(&self, word: &str, buffer: &mut [u8; MAX_LOOKUP_BYTES]) -> bool {
        let entry = spell(word, buffer, lower).and_then(|word| self.entry(word));
        entry.is_some_and(|e| e.class == Class::Common || e.class == Class::Web && e.cost <= KNOWN_WEB_COST)
    }

    fn knows_as_title(&self, word: &str, buffer: &mut [u8; MAX_LOOKUP_BYTES]) -> bool {
        let mut first = true;
        let title = |c| if std::mem::take(&mut first) { c } else { lower(c) };
        let entry = spell(word, buffer, title).and_then(|word| self.entry(word));
        entry.is_some_and(|e| e.class == Class::Name)
    }

    /// The entry that explains a token best: in its casing, else in lower case.
    pub fn best_entry(&self, token: &str) -> Option<Entry> {
        let mut buffer = [0; MAX_LOOKUP_BYTES];
        let exact =
            spell(token, &mut buffer, |c| if c == '’' { '\'' } else { c }).and_then(|w| self.entry(w));
        let folded = spell(token, &mut buffer, fold).and_then(|w| self.entry(w));
        match (exact, folded) {
            (Some(a), Some(b)) => Some(if a.cost <= b.cost { a } else { b }),
            (a, b) => a.or(b),
        }
    }

    /// The beginning of every word.
    pub fn walk(&self) -> Walk {
        Walk { node: self.words.root().addr(), output: Output::zero() }
    }

    /// One character further; `None` when no word goes on like that.
    pub fn step(&self, walk: Walk, c: char) -> Option<Walk> {
        let mut utf8 = [0; 4];
        c.encode_utf8(&mut utf8).bytes().try_fold(walk, |walk, byte| {
            let node = self.words.node(walk.node);
            let transition = node.transition(node.find_input(byte)?);
            Some(Walk { node: transition.addr, output: walk.output.cat(transition.out) })
        })
    }

    /// Every step of one byte from here, with its byte.
    pub fn steps(&self, walk: Walk) -> impl Iterator<Item = (u8, Walk)> {
        let node = self.words.node(walk.node);
        (0..node.len()).map(move |i| {
            let transition = node.transition(i);
            (transition.inp, Walk { node: transition.addr, output: walk.output.cat(transition.out) })
        })
    }

    /// The word that ends here, if one does.
    pub fn end(&self, walk: Walk) -> Option<Entry> {
        let node = self.words.node(walk.node);
        node.is_final().then(|| Entry::from_value(walk.output.cat(node.final_output()).value()))?
    }

    /// The cost of spelling a word letter by letter, its end included. Nats, about 2.5 a letter for what looks like
    /// English, 5 for what does not. `folded` is lower case, see [`fold`].
    pub fn spelling_cost(&self, folded: &[char]) -> f32 {
        let table = self.chars.as_ref();
        let mut before = [0, 0];
        let steps: u32 = folded
            .iter()
            .map(|&c| chars::symbol(c))
            .chain([0])
            .map(|symbol| {
                let cost = u32::from(table[chars::index(before, symbol)]);
                before = [before[1], symbol];
                cost
            })
            .sum();
        steps as f32 / chars::STEPS_PER_NAT
    }

    /// How much likelier `right` follows `left` than by chance, in half nats; 0 for a pair of no note, at most 15.
    /// Both are folded.
    pub fn pair(&self, left: &str, right: &str) -> u8 {
        let mut buffer = [0; 2 * MAX_LOOKUP_BYTES];
        let (l, r) = (left.len(), right.len());
        let Some(key) = buffer.get_mut(..l + 1 + r) else { return 0 };
        key[..l].copy_from_slice(left.as_bytes());
        key[l] = b' ';
        key[l + 1..].copy_from_slice(right.as_bytes());
        pack::pairs::score(self.pairs.as_ref(), key)
    }
}

/// Capitals alone up to this length count as an acronym. Bytes.
pub const MAX_ACRONYM: usize = 5;

/// The word that a possessive belongs to: "dog's" and "dogs'" give "dog" and "dogs".
pub fn owner(word: &str) -> Option<&str> {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).or_else(|| word.strip_suffix("'S"))
}

/// Spells `word` with other characters, without allocating; `None` if it is too long to be looked up.
fn spell<'b>(
    word: &str,
    buffer: &'b mut [u8; MAX_LOOKUP_BYTES],
    mut change: impl FnMut(char) -> char,
) -> Option<&'b str> {
    let mut len = 0;
    for c in word.chars() {
        let c = change(c);
        c.encode_utf8(buffer.get_mut(len..len + c.len_utf8())?);
        len += c.len_utf8();
    }
    std::str::from_utf8(&buffer[..len]).ok()
}
