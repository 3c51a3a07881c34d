//! Stage 2: which words are known, and how costly each word is.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use fst::raw::{CompiledAddr, Fst, Output};

use crate::error::Error;
use crate::inflection::{Inflection, MAX_ENDING_BYTES, Reading, derive, may_end_inflection};
use crate::pack::{self, chars};
use crate::text::casing::{Case, case_of, fold, lower};

/// Words longer than this are never looked up, in bytes.
pub const MAX_LOOKUP_BYTES: usize = pack::MAX_WORD_BYTES;
/// The cost that stands for "no such word". Nats, above the cost of every word.
pub const ABSENT_COST: f32 = 25.0;
/// From here on a word that only the web knows counts as a word. Nats.
const KNOWN_WEB_COST: f32 = 14.2;

/// A dictionary that is used in place: words with their class and cost, a model of letters, and pairs of words.
///
/// The bytes are those that [`pack::lexicon`] makes. Regular inflections of listed words need not be listed.
///
/// ```
/// use unglue::{Lexicon, pack};
/// let words = "there\t6.2\tc\nare\t6.7\tc\nendorse\t3.6\tc\n";
/// let lexicon = Lexicon::new(pack::lexicon(words, "", "", pack::Inflection::English)?)?;
/// assert!(lexicon.knows("There") && lexicon.knows("there’s") && !lexicon.knows("thereare"));
/// assert!(lexicon.knows("Endorsing") && !lexicon.knows("endorseing"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Lexicon<D = Bytes> {
    words: Fst<Section<D>>,
    inflection: Inflection,
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
    /// The entry of a word that starts with `first` and has this output.
    fn new(first: Option<u8>, output: Output) -> Option<Entry> {
        let code = pack::code(first, output.value() as u8);
        let class = *CLASSES.get(usize::from(code >> 4))?;
        Some(Entry { class, cost: pack::cost(code & 0xF) })
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

/// What was read so far of a word: the beginning of a listed word, or one with the beginning of an ending.
#[derive(Clone, Copy)]
pub struct Walk {
    /// The place in the automaton; none behind the last listed beginning.
    node: Option<CompiledAddr>,
    output: Output,
    /// How many bytes were read behind the last listed beginning.
    beyond: u8,
}

#[cfg(feature = "english")]
impl Lexicon<Bytes> {
    /// The embedded English lexicon.
    pub fn english() -> Result<Self, Error> {
        let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/english.lexicon"));
        // A test verifies it, not every start.
        Lexicon::read(Bytes::Static(bytes), |_| Ok(()))
    }
}

impl<D: AsRef<[u8]> + Clone> Lexicon<D> {
    /// Reads the bytes of a lexicon; they stay as they are. Whoever made them: what is accepted can be used.
    ///
    /// # Errors
    /// [`Error::BadLexicon`] when they are segmented short, damaged, of another version or something else altogether.
    pub fn new(data: D) -> Result<Self, Error> {
        Lexicon::read(data, |[words, _, pairs]| {
            pack::verify::automaton(words)?;
            pack::pairs::verify(pairs)
        })
    }

    /// Reads bytes whose sections `verify` has nothing against: a checksum tells damage, not malice.
    fn read(data: D, verify: impl FnOnce([&[u8]; 3]) -> Result<(), &'static str>) -> Result<Self, Error> {
        let bytes = data.as_ref();
        let bad = |reason: &str| Error::BadLexicon { reason: reason.into() };
        let rest = bytes.strip_prefix(pack::MAGIC).ok_or_else(|| bad("it does not start like one"))?;
        let (body, sum) = bytes.split_last_chunk::<8>().ok_or_else(|| bad("it is cut short"))?;
        match rest.first_chunk::<4>() {
            Some(version) if u32::from_le_bytes(*version) == pack::VERSION => {}
            Some(_) => return Err(bad("it is of another version")),
            None => return Err(bad("it is cut short")),
        }
        let inflection = match rest[4..].first_chunk::<4>().map(|number| u32::from_le_bytes(*number)) {
            Some(0) => Inflection::None,
            Some(1) => Inflection::English,
            _ => return Err(bad("it inflects words in a way that is not known here")),
        };
        if pack::seal(body) != u64::from_le_bytes(*sum) {
            return Err(bad("its checksum does not fit: it is damaged or cut short"));
        }
        let sections = pack::sections(body).ok_or_else(|| bad("a section is longer than the file"))?;
        if sections[2].end < body.len() {
            return Err(bad("more follows behind its last section"));
        }
        let [words, chars, pairs] =
            sections.map(|Range { start, end }| Section { data: data.clone(), start, end });
        verify([words.as_ref(), chars.as_ref(), pairs.as_ref()]).map_err(bad)?;
        if chars.as_ref().len() != chars::SYMBOLS.pow(3) {
            return Err(bad("its table of characters has the wrong size"));
        }
        let fst =
            |section| Fst::new(section).map_err(|e| bad(&format!("its automaton cannot be read ({e})")));
        Ok(Lexicon { words: fst(words)?, inflection, pairs, chars })
    }
}

impl<D: AsRef<[u8]>> Lexicon<D> {
    /// The entry of a word in exactly this spelling and casing, listed or derived.
    ///
    /// ```
    /// # use unglue::Lexicon;
    /// let lexicon = Lexicon::english()?;
    /// let [frequent, rare] = ["there", "dishcloth"].map(|word| lexicon.entry(word).unwrap().cost);
    /// assert!(frequent < rare && lexicon.entry("thereare").is_none());
    /// # Ok::<(), unglue::Error>(())
    /// ```
    pub fn entry(&self, word: &str) -> Option<Entry> {
        match self.words.get(word) {
            Some(output) => Entry::new(word.bytes().next(), output),
            None => self.derived(word),
        }
    }

    /// The entry of a word that is not listed.
    fn derived(&self, word: &str) -> Option<Entry> {
        if self.inflection == Inflection::None {
            return None;
        }
        let reading = derive(word, |base| self.base(base))?;
        Some(Entry { class: if reading.weak { Class::Weak } else { Class::Common }, cost: reading.cost })
    }

    /// A listed word that may have inflections.
    fn base(&self, word: &str) -> Option<Reading> {
        let entry = self.words.get(word).and_then(|output| Entry::new(word.bytes().next(), output))?;
        let weak = match entry.class {
            Class::Common => false,
            Class::Weak => true,
            _ => return None,
        };
        Some(Reading { weak, cost: entry.cost })
    }

    /// Whether a token is a word as it stands, in its casing: it is then never judged.
    ///
    /// "The", "THE" and "the" are known by "the", "Putin" and "PUTIN" by "Putin"; possessives by their possessor, short
    /// acronyms and their plurals by their looks.
    ///
    /// ```
    /// # use unglue::Lexicon;
    /// let lexicon = Lexicon::english()?;
    /// assert!(["The", "THE", "Putin’s", "APIs"].iter().all(|token| lexicon.knows(token)));
    /// assert!(!lexicon.knows("putin") && !lexicon.knows("thereare"));
    /// # Ok::<(), unglue::Error>(())
    /// ```
    pub fn knows(&self, token: &str) -> bool {
        let mut buffer = [0; MAX_LOOKUP_BYTES];
        let Some(word) = spell(token, &mut buffer, |c| if c == '’' { '\'' } else { c }) else {
            return false;
        };
        self.knows_spelt(word) || possessor(word).is_some_and(|possessor| self.knows_spelt(possessor))
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
        let (mut exact, mut folded) = ([0; MAX_LOOKUP_BYTES], [0; MAX_LOOKUP_BYTES]);
        let exact = spell(token, &mut exact, |c| if c == '’' { '\'' } else { c })?;
        let folded = spell(token, &mut folded, fold)?;
        let (a, b) = (self.entry(exact), if exact == folded { None } else { self.entry(folded) });
        match (a, b) {
            (Some(a), Some(b)) => Some(if a.cost <= b.cost { a } else { b }),
            (a, b) => a.or(b),
        }
    }

    /// The beginning of every word.
    pub fn walk(&self) -> Walk {
        Walk { node: Some(self.words.root().addr()), output: Output::zero(), beyond: 0 }
    }

    /// One character further; `None` when no word goes on like that.
    pub fn step(&self, walk: Walk, c: char) -> Option<Walk> {
        if c.is_ascii() {
            return self.step_byte(walk, c as u8);
        }
        let mut utf8 = [0; 4];
        c.encode_utf8(&mut utf8).bytes().try_fold(walk, |walk, byte| self.step_byte(walk, byte))
    }

    /// As far as the end of a word, of which `rest` was not read yet and whose ending has at most `ending` bytes.
    pub(crate) fn walk_on(&self, mut walk: Walk, rest: &[char], ending: u8) -> Option<Walk> {
        for (nth, &c) in rest.iter().enumerate() {
            walk = self.step(walk, c)?;
            if walk.node.is_none() && rest.len() - nth - 1 + usize::from(walk.beyond) > usize::from(ending) {
                return None;
            }
        }
        Some(walk)
    }

    fn step_byte(&self, walk: Walk, byte: u8) -> Option<Walk> {
        if let Some(addr) = walk.node {
            let node = self.words.node(addr);
            if let Some(nth) = node.find_input(byte) {
                let transition = node.transition(nth);
                let output = walk.output.cat(transition.out);
                return Some(Walk { node: Some(transition.addr), output, ..walk });
            }
        }
        let may_end = self.inflection == Inflection::English
            && byte.is_ascii_lowercase()
            && walk.beyond < MAX_ENDING_BYTES;
        may_end.then(|| Walk { node: None, beyond: walk.beyond + 1, ..walk })
    }

    /// Every step of one byte from here that goes on towards a listed word, with its byte.
    pub fn steps(&self, walk: Walk) -> impl Iterator<Item = (u8, Walk)> {
        let node = walk.node.map(|addr| self.words.node(addr));
        let transitions = node.into_iter().flat_map(|node| (0..node.len()).map(move |i| node.transition(i)));
        transitions.map(move |transition| {
            let output = walk.output.cat(transition.out);
            (transition.inp, Walk { node: Some(transition.addr), output, ..walk })
        })
    }

    /// The word that ends here, if one does, listed or derived. `word` are its characters, all that was read.
    pub fn end(&self, walk: Walk, mut word: impl DoubleEndedIterator<Item = char> + Clone) -> Option<Entry> {
        if let Some(addr) = walk.node {
            let node = self.words.node(addr);
            if node.is_final() {
                // Of a character that is not ASCII no byte is a capital.
                let first = word.next().map(|c| u8::try_from(c).unwrap_or(u8::MAX));
                return Entry::new(first, walk.output.cat(node.final_output()));
            }
        }
        // Most of what was read ends like no inflection.
        word.clone().next_back().filter(|&c| may_end_inflection(c))?;
        let (mut spelt, mut len) = ([0; MAX_LOOKUP_BYTES], 0);
        for c in word {
            // Only words in small ASCII letters have inflections.
            *spelt.get_mut(len)? = u8::try_from(c).ok().filter(u8::is_ascii_lowercase)?;
            len += 1;
        }
        self.derived(std::str::from_utf8(&spelt[..len]).ok()?)
    }

    /// The cost of spelling a word letter by letter, its end included. Nats, about 2.5 a letter for what looks like
    /// English, 5 for what does not. `folded` is lower case, see [`fold`].
    pub fn unknown_word_cost(&self, folded: &[char]) -> f32 {
        self.unknown_word_costs(folded).last().unwrap_or_else(|| self.unknown_word_costs_end([0, 0], 0))
    }

    /// The cost of spelling the first letter, the first two letters, and so on, each as a word by itself. Nats.
    pub(crate) fn unknown_word_costs(&self, folded: &[char]) -> impl Iterator<Item = f32> {
        let table = self.chars.as_ref();
        let (mut before, mut steps) = ([0, 0], 0);
        folded.iter().map(move |&c| {
            let symbol = chars::symbol(c);
            steps += u32::from(table[chars::index(before, symbol)]);
            before = [before[1], symbol];
            self.unknown_word_costs_end(before, steps)
        })
    }

    /// The cost of a word that ends behind two letters, of which all letters cost so many steps.
    fn unknown_word_costs_end(&self, before: [usize; 2], steps: u32) -> f32 {
        let end = u32::from(self.chars.as_ref()[chars::index(before, 0)]);
        (steps + end) as f32 / chars::STEPS_PER_NAT
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

/// Returns the word that a possessive belongs to: "dog's" gives "dog". `None` for "dogs'", whose apostrophe is a token of
/// its own, so that "dogs" is looked up.
pub fn possessor(word: &str) -> Option<&str> {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).or_else(|| word.strip_suffix("'S"))
}

/// Spells `word` with other characters, without allocating; `None` if it is too long to be looked up.
pub fn spell<'b>(
    word: &str,
    buffer: &'b mut [u8; MAX_LOOKUP_BYTES],
    mut change: impl FnMut(char) -> char,
) -> Option<&'b str> {
    spell_all(word.chars(), buffer, &mut change)
}

/// The same for any characters.
pub fn spell_all(
    word: impl Iterator<Item = char>,
    buffer: &mut [u8; MAX_LOOKUP_BYTES],
    mut change: impl FnMut(char) -> char,
) -> Option<&str> {
    let mut len = 0;
    for c in word {
        let c = change(c);
        if c.is_ascii() {
            *buffer.get_mut(len)? = c as u8;
            len += 1;
        } else {
            c.encode_utf8(buffer.get_mut(len..len + c.len_utf8())?);
            len += c.len_utf8();
        }
    }
    std::str::from_utf8(&buffer[..len]).ok()
}

#[cfg(all(test, feature = "english"))]
mod tests {
    use super::*;

    /// The word and the class of every line of the word list.
    fn listed() -> impl Iterator<Item = (&'static str, &'static str)> {
        let lines = include_str!("../../data/en/words.tsv").lines().filter(|line| !line.starts_with('#'));
        lines.map(|line| (line.split('\t').next().unwrap(), line.rsplit('\t').next().unwrap()))
    }

    #[test]
    fn every_word_of_the_list_is_found_though_many_are_not_packed() {
        let lexicon = Lexicon::english().unwrap();
        for (word, class) in listed() {
            let wanted = "cwnrafm".find(class).map(|code| CLASSES[code]);
            assert_eq!(lexicon.entry(word).map(|entry| entry.class), wanted, "{word}");
        }
        let (packed, all) = (lexicon.words.len(), listed().count());
        assert!(packed + 25_000 < all, "{packed} of {all} words are packed");
    }

    #[test]
    fn the_embedded_lexicon_withstands_what_foreign_ones_must() {
        let english = Lexicon::english().unwrap();
        let bytes = english.pairs.data.as_ref();
        assert!(Lexicon::new(bytes).is_ok());
        assert!(Lexicon::new(&bytes[..bytes.len() - 1]).is_err());
    }

    #[test]
    fn a_walk_finds_what_a_look_up_finds() {
        let lexicon = Lexicon::english().unwrap();
        let walk = |word: &str| {
            let end = word.chars().try_fold(lexicon.walk(), |walk, c| lexicon.step(walk, c));
            end.and_then(|end| lexicon.end(end, word.chars()))
        };
        let unlisted = ["dishcloths", "cloudifies", "zzzs", "ing", "", "thewing", "Zebras", "podcastings"];
        for word in listed().map(|(word, _)| word).chain(unlisted) {
            assert_eq!(walk(word), lexicon.entry(word), "{word}");
        }
        assert!(lexicon.step(lexicon.walk(), 'q').and_then(|walk| lexicon.step(walk, '\u{e9}')).is_none());
    }

    #[test]
    fn endings_make_words_and_no_merges() {
        let lexicon = Lexicon::english().unwrap();
        for (word, is_known) in [
            ("dishcloths", true),
            ("Dishcloths", true),
            ("DISHCLOTHS", true),
            ("dishcloth's", true),
            ("blockchains", true),
            ("dishclothes", false),
            ("thered", false),
            ("thesing", false),
            ("thewing", false),
            ("aking", false),
            ("toother", false),
            ("canonly", false),
            ("isbased", false),
            ("thetest", false),
            ("aslight", false),
            ("amust", false),
        ] {
            assert_eq!(lexicon.knows(word), is_known, "{word}");
        }
    }
}
