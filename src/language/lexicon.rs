//! Stage 2: the known words and their costs.

use std::fmt;

use unglue_format::inflection::{Inflection, MAX_ENDING_BYTES, Reading, derive_behind, may_end_inflection};
use unglue_format::lists::Lists;
use unglue_format::trigrams::{self, STEPS_PER_NAT};
use unglue_format::wholes::{self, Level};
use unglue_format::words::reader::{Automaton, Node, Nodes, State};
use unglue_format::words::{self, Class};
use unglue_format::{Bundle, FormatError, Part, Section, bigrams};

use crate::text::casing::{
    Case, MAX_LOOKUP_BYTES, case_of, fold, lower, spell, spell_all, spell_folded, spell_straight,
};

/// The cost of a word that the lexicon does not have. Nats, above the cost of every word.
pub(crate) const ABSENT_COST: f32 = 25.0;
/// The cost of a word or segment that no list has, on top of its unknown-word cost. Nats.
pub(crate) const UNKNOWN_COST: f32 = 6.0;
/// The cost from which on a word counts as rare. Nats; Zipf 3.6.
pub(crate) const RARE_COST: f32 = 12.4;
/// The share of a bigram's PMI by which it lowers the cost of words side by side. A unigram model has to count a frequent pair such
/// as "of the" as if chance had made it; the whole PMI would prefer the pairs that are listed to those that are not.
pub(crate) const BIGRAM_WEIGHT: f32 = 0.7;
/// A word of [`Class::Web`] counts as known up to this cost. Nats.
const KNOWN_WEB_COST: f32 = 14.2;

/// The words of a language with their class and cost, the short lists, a character model, bigrams, and the wholes. The
/// bytes of the bundle are used in place. Regular inflections of listed words are derived at look-up.
pub struct Lexicon {
    words: Automaton<Section>,
    lists: Lists,
    bigrams: Section,
    bigram_filter: bigrams::Filter,
    trigrams: Section,
    wholes: Section,
}

impl fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lexicon({} words)", self.words.len())
    }
}

/// The class and cost of a word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// The class of the word.
    pub class: Class,
    /// Negative logarithm of the word's probability in running text. Nats, 4 to 19.
    pub cost: f32,
}

impl Entry {
    /// Decodes the value of a word whose first byte is `first`.
    fn new(first: Option<u8>, value: u8) -> Option<Entry> {
        let code = words::code(first, value);
        let class = Class::from_code(code >> 4).filter(|class| *class != Class::NoWord)?;
        Some(Entry { class, cost: words::cost(code & 0xF) })
    }

    /// Returns whether a token in exactly this spelling and casing is a known word.
    pub(crate) fn is_word(self) -> bool {
        match self.class {
            Class::Common | Class::Name | Class::Acronym => true,
            Class::Web => self.cost <= KNOWN_WEB_COST,
            Class::Weak | Class::RareName | Class::Misspelling | Class::NoWord => false,
        }
    }
}

/// A position while a word is looked up character by character: behind a prefix of a listed word, or behind such a
/// prefix and the start of an inflectional ending.
#[derive(Clone, Copy)]
pub struct Walk {
    /// The position in the automaton behind the longest listed prefix.
    state: State,
    /// The number of bytes behind that prefix.
    beyond: u8,
}

impl Walk {
    /// Returns the walk as a number below 2³², to be kept: without what the words behind it cost.
    pub(crate) fn bits(self) -> u32 {
        self.state.node() << 3 | u32::from(self.beyond)
    }

    /// Returns the walk with these bits, which finds the same words but not what they cost.
    pub(crate) fn from_bits(bits: u32) -> Walk {
        Walk { state: State::at_node(bits >> 3), beyond: (bits & 7) as u8 }
    }

    /// Returns whether all that was walked over is a prefix of a listed word.
    fn is_listed(self) -> bool {
        self.beyond == 0
    }
}

/// A letter that continues listed words, not walked over yet.
#[derive(Clone, Copy)]
pub(crate) struct Branch<'l> {
    nodes: Nodes<'l>,
    node: Node<'l>,
    nth: usize,
}

impl Branch<'_> {
    /// Returns the position behind the letter.
    #[inline]
    pub(crate) fn walk(&self) -> Option<Walk> {
        Some(Walk { state: self.node.branch(self.nth)?, beyond: 0 })
    }

    /// Returns whether each of these letters continues a listed word behind this one: one look at the node says so. `None` stands
    /// for no letter.
    #[inline]
    pub(crate) fn goes_on(&self, with: [Option<char>; 2]) -> [bool; 2] {
        let node = self.node.branch(self.nth).and_then(|state| self.nodes.node(state));
        let has = |c: char| !c.is_ascii() || node.is_some_and(|node| node.has(c as u8));
        with.map(|c| c.is_none_or(has))
    }
}

impl Lexicon {
    /// Reads the parts of a bundle. Its words and bigrams must be verified: see [`verify`](Self::verify).
    ///
    /// # Errors
    /// When another part breaks a rule of the format.
    pub fn read(bundle: &Bundle) -> Result<Lexicon, FormatError> {
        let section = |part| bundle.section(part).clone();
        let lists = Lists::read(section(Part::Lists).as_ref())?;
        let trigrams = section(Part::Trigrams);
        trigrams::verify(trigrams.as_ref(), &lists.alphabet)?;
        let words = Automaton::read(section(Part::Words))?;
        let wholes = section(Part::Wholes);
        wholes::verify(wholes.as_ref())?;
        let bigrams = section(Part::Bigrams);
        let bigram_filter = bigrams::Filter::new(bigrams.as_ref());
        Ok(Lexicon { words, lists, bigrams, bigram_filter, trigrams, wholes })
    }

    /// Verifies the words and bigrams of a bundle from an unknown source: a checksum detects damage, not malice.
    ///
    /// # Errors
    /// When they break a rule of the format.
    pub fn verify(bundle: &Bundle) -> Result<(), FormatError> {
        words::verify(bundle.section(Part::Words).as_ref())?;
        bigrams::verify(bundle.section(Part::Bigrams).as_ref())
    }

    /// Returns the short lists of the language.
    pub fn lists(&self) -> &Lists {
        &self.lists
    }

    /// Returns the entry of a word in exactly this spelling and casing, listed or derived.
    pub fn entry(&self, word: &str) -> Option<Entry> {
        match self.words.find(word) {
            Ok(value) => Entry::new(word.bytes().next(), value),
            Err(prefix) => self.derived(word, prefix),
        }
    }

    /// Returns the entry of a regular inflection of a listed word. The first `prefix` bytes of the word are the most with
    /// which a listed word starts.
    fn derived(&self, word: &str, prefix: usize) -> Option<Entry> {
        if self.lists.inflection == Inflection::None {
            return None;
        }
        let reading = derive_behind(word, prefix, |base| self.base(base))?;
        Some(Entry { class: if reading.weak { Class::Weak } else { Class::Common }, cost: reading.cost })
    }

    /// Returns a listed word that may have inflections.
    fn base(&self, word: &str) -> Option<Reading> {
        let entry = self.words.get(word).and_then(|value| Entry::new(word.bytes().next(), value))?;
        let weak = match entry.class {
            Class::Common => false,
            Class::Weak => true,
            _ => return None,
        };
        Some(Reading { weak, cost: entry.cost })
    }

    /// Returns whether a token is a known word in its casing. It is then never judged, except by the rule for known
    /// words.
    ///
    /// "the" makes "The", "THE" and "the" known, "Putin" makes "Putin" and "PUTIN" known; a possessive is known by its
    /// possessor; short acronyms and their plurals are known by their casing alone.
    pub fn knows(&self, token: &str) -> bool {
        let mut buffer = [0; MAX_LOOKUP_BYTES];
        let Some(word) = spell_straight(token, &mut buffer) else { return false };
        self.knows_spelt(word) || self.possessor(word).is_some_and(|possessor| self.knows_spelt(possessor))
    }

    /// Returns [`knows`](Self::knows) for a word with straight apostrophes that is no possessive.
    fn knows_spelt(&self, word: &str) -> bool {
        if self.entry(word).is_some_and(Entry::is_word) {
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

    /// Returns whether a brand or name is known with its first letter in the other case, as at the start of a sentence:
    /// "openSUSE", "OpenSUSE".
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

    /// Returns the cheaper of the token's entries in its own casing and in lower case.
    pub fn best_entry(&self, token: &str) -> Option<Entry> {
        let (mut exact, mut folded) = ([0; MAX_LOOKUP_BYTES], [0; MAX_LOOKUP_BYTES]);
        let exact = spell_straight(token, &mut exact)?;
        let folded = spell_folded(token, &mut folded)?;
        let (a, b) = (self.entry(exact), if exact == folded { None } else { self.entry(folded) });
        match (a, b) {
            (Some(a), Some(b)) => Some(if a.cost <= b.cost { a } else { b }),
            (a, b) => a.or(b),
        }
    }

    /// Returns the cost of a word, or of the letters of a token that no list has. Nats.
    pub(crate) fn token_cost(&self, word: &str) -> f32 {
        let possessor = self.possessor(word).unwrap_or(word);
        self.best_entry(possessor).map_or_else(
            || {
                let folded: Vec<char> = word.chars().map(fold).collect();
                UNKNOWN_COST + self.unknown_word_cost(&folded)
            },
            |entry| entry.cost,
        )
    }

    /// Returns the nodes of the automaton, for a walk of many steps.
    pub(super) fn nodes(&self) -> Nodes<'_> {
        self.words.nodes()
    }

    /// Returns the position before the first character of any word.
    pub fn walk(&self) -> Walk {
        Walk { state: self.words.start(), beyond: 0 }
    }

    /// Returns the position behind one more character; `None` if no word continues with it.
    pub fn step(&self, walk: Walk, c: char) -> Option<Walk> {
        self.step_over(self.words.nodes(), walk, c)
    }

    /// Returns [`step`](Self::step), for several steps over the same nodes.
    #[inline]
    fn step_over(&self, nodes: Nodes, walk: Walk, c: char) -> Option<Walk> {
        if c.is_ascii() {
            return self.step_byte(nodes, walk, c as u8);
        }
        let mut utf8 = [0; 4];
        c.encode_utf8(&mut utf8).bytes().try_fold(walk, |walk, byte| self.step_byte(nodes, walk, byte))
    }

    /// Walks over `rest`, the unread remainder of a word; `None` once the remaining characters and those behind the
    /// longest listed prefix exceed `ending` bytes, the longest inflectional ending that the word can have.
    pub(crate) fn walk_on(&self, mut walk: Walk, rest: &[char], ending: u8) -> Option<Walk> {
        let nodes = self.words.nodes();
        let mut rest = rest.iter().copied();
        while let Some(c) = rest.next() {
            walk = self.step_over(nodes, walk, c)?;
            if !walk.is_listed() && rest.len() + usize::from(walk.beyond) > usize::from(ending) {
                return None;
            }
        }
        Some(walk)
    }

    /// Returns the position behind two bytes at the start of a listed word, where the largest nodes are; `None` if it is not kept.
    #[inline]
    pub(super) fn behind(&self, first: u8, second: u8) -> Option<Walk> {
        self.words.behind(first, second).map(|state| Walk { state, beyond: 0 })
    }

    /// Returns the position behind one more byte; `None` if no word continues with it.
    #[inline]
    pub(super) fn step_byte(&self, nodes: Nodes, walk: Walk, byte: u8) -> Option<Walk> {
        if walk.is_listed()
            && let Some(state) = nodes.step(walk.state, byte)
        {
            return Some(Walk { state, ..walk });
        }
        self.step_beyond(walk, byte)
    }

    /// Returns the position behind one more byte, which no listed word has here.
    #[inline]
    fn step_beyond(&self, walk: Walk, byte: u8) -> Option<Walk> {
        let may_end = self.lists.inflection == Inflection::English
            && byte.is_ascii_lowercase()
            && walk.beyond < MAX_ENDING_BYTES;
        may_end.then(|| Walk { beyond: walk.beyond + 1, ..walk })
    }

    /// Returns each byte that continues a listed word from here, with the position behind it.
    pub fn steps(&self, walk: Walk) -> impl Iterator<Item = (u8, Walk)> {
        let node = if walk.is_listed() { self.words.nodes().node(walk.state) } else { None };
        node.into_iter().flat_map(Node::branches).map(move |(byte, state)| (byte, Walk { state, ..walk }))
    }

    /// Calls `visit` with each letter of the alphabet that continues a listed word from here, and the branch to it.
    #[inline]
    pub(crate) fn letters(&self, walk: Walk, mut visit: impl FnMut(char, Branch)) {
        let nodes = self.words.nodes();
        let Some(node) = (if walk.is_listed() { nodes.node(walk.state) } else { None }) else { return };
        for (byte, nth) in node.letters() {
            if byte.is_ascii() && self.lists.alphabet.contains(byte.into()) {
                visit(byte.into(), Branch { nodes, node, nth });
            }
        }
    }

    /// Returns whether a listed word starts with four letters; `None` if they are not in a-z.
    #[inline]
    pub(crate) fn starts_with(&self, letters: [char; 4]) -> Option<bool> {
        self.words.starts_with(letters.map(|c| u8::try_from(c).unwrap_or(0)))
    }

    /// Returns the entry of the word that ends here, if one does, listed or derived. `word` has all characters that
    /// were walked over.
    pub fn end(&self, walk: Walk, mut word: impl DoubleEndedIterator<Item = char> + Clone) -> Option<Entry> {
        if walk.is_listed()
            && let Some(value) = self.words.nodes().end(walk.state)
        {
            // No byte of a character beyond ASCII is a capital.
            let first = word.next().map(|c| u8::try_from(c).unwrap_or(u8::MAX));
            return Entry::new(first, value);
        }
        // Most prefixes end in a letter that no inflection ends in.
        word.clone().next_back().filter(|&c| may_end_inflection(c))?;
        // Only words in lower-case ASCII letters have inflections.
        if !word.clone().all(|c| c.is_ascii_lowercase()) {
            return None;
        }
        let mut spelt = [0; MAX_LOOKUP_BYTES];
        let word = spell_all(word, &mut spelt, |c| c)?;
        self.derived(word, word.len() - usize::from(walk.beyond))
    }

    /// Returns the entry of a word at whose end a walk over its bytes is, if it is one. `is_lower` says that it has lower-case ASCII
    /// letters alone: only such a word has inflections.
    #[inline]
    pub(super) fn entry_behind(
        &self,
        nodes: Nodes,
        walk: Walk,
        word: &[u8],
        is_lower: bool,
    ) -> Option<Entry> {
        if walk.is_listed()
            && let Some(value) = nodes.end(walk.state)
        {
            return Entry::new(word.first().copied(), value);
        }
        // Most prefixes end in a letter that no inflection ends in.
        word.last().filter(|&&last| is_lower && may_end_inflection(last.into()))?;
        self.derived(std::str::from_utf8(word).ok()?, word.len() - usize::from(walk.beyond))
    }

    /// Returns the unknown-word cost of a word: the cost of its characters and its end under the trigram model. Nats,
    /// about 2.5 a letter for a word that looks like English, 5 for one that does not. `folded` is lower case, see
    /// [`fold`].
    pub fn unknown_word_cost(&self, folded: &[char]) -> f32 {
        self.unknown_word_costs(folded).last().unwrap_or_else(|| self.unknown_word_costs_end([0, 0], 0))
    }

    /// Returns the unknown-word cost of each prefix of `folded`: of the first letter, the first two letters, and so on.
    /// Nats.
    pub(crate) fn unknown_word_costs(&self, folded: &[char]) -> impl Iterator<Item = f32> {
        let (table, alphabet) = (self.trigrams.as_ref(), &self.lists.alphabet);
        let (mut before, mut steps) = ([0, 0], 0);
        folded.iter().map(move |&c| {
            let symbol = alphabet.symbol(c);
            steps += u32::from(table[alphabet.index(before, symbol)]);
            before = [before[1], symbol];
            self.unknown_word_costs_end(before, steps)
        })
    }

    /// Returns the unknown-word cost of a word whose letters cost `steps` and whose last two symbols are `before`.
    fn unknown_word_costs_end(&self, before: [usize; 2], steps: u32) -> f32 {
        let end = u32::from(self.trigrams.as_ref()[self.lists.alphabet.index(before, 0)]);
        (steps + end) as f32 / STEPS_PER_NAT
    }

    /// Returns the PMI of the bigram `left right`, how much likelier the words are side by side than by chance, in half
    /// nats, at most 15; 0 for a bigram that is not listed. Both words are folded.
    pub fn bigram_pmi(&self, left: &str, right: &str) -> u8 {
        if left.len() + 1 + right.len() > 2 * MAX_LOOKUP_BYTES {
            return 0;
        }
        bigrams::pmi(self.bigrams.as_ref(), &self.bigram_filter, left, right)
    }

    /// Returns the level of a spelling in the set of wholes; `None` if it is not in it. Most wholes are there folded, and
    /// some with capitals inside.
    pub(crate) fn whole(&self, spelling: &[char]) -> Option<Level> {
        let mut buffer = [0; MAX_LOOKUP_BYTES];
        let word = spell_all(spelling.iter().copied(), &mut buffer, |c| c)?;
        wholes::level(self.wholes.as_ref(), wholes::key(word))
    }

    /// Returns the possessor of a possessive: "dog" for "dog's". `None` for "dogs'", whose apostrophe is a token of its
    /// own, so that "dogs" is looked up; and for "of's", which has no possessor.
    pub fn possessor<'w>(&self, word: &'w str) -> Option<&'w str> {
        let possessor = self.lists.possessives.iter().find_map(|ending| word.strip_suffix(ending))?;
        let has_none = |other: &str| possessor.eq_ignore_ascii_case(other);
        (!self.lists.non_possessors.iter().any(has_none)).then_some(possessor)
    }
}

/// A word of capitals up to this length counts as an acronym. Bytes.
pub(crate) const MAX_ACRONYM: usize = 5;

#[cfg(all(test, feature = "english"))]
mod tests {
    use super::*;

    /// Returns the word and the class of every line of the word list.
    fn listed() -> impl Iterator<Item = (&'static str, &'static str)> {
        let lines = include_str!("../../data/en/words.tsv").lines().filter(|line| !line.starts_with('#'));
        lines.map(|line| (line.split('\t').next().unwrap(), line.rsplit('\t').next().unwrap()))
    }

    #[test]
    fn every_word_of_the_list_is_found_though_many_are_not_packed() {
        let lexicon = crate::language::english();
        for (word, class) in listed() {
            let wanted = Class::from_letter(class).filter(|class| *class != Class::NoWord);
            assert_eq!(lexicon.entry(word).map(|entry| entry.class), wanted, "{word}");
        }
        let (packed, all) = (lexicon.words.len(), listed().count());
        assert!(packed + 25_000 < all, "{packed} of {all} words are packed");
    }

    #[test]
    fn a_walk_finds_what_a_look_up_finds() {
        let lexicon = crate::language::english();
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
        let lexicon = crate::language::english();
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
