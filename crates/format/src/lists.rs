//! The short lists of a language: its alphabet, affixes, short words, and the name of its inflection.
//!
//! A line of the text is the name of a list and its items, separated by spaces. A list may have several lines; one
//! without lines is empty. The fields of [`Lists`] describe each list.
//!
//! ```text
//! inflection english
//! alphabet abcdefghijklmnopqrstuvwxyz'
//! one-letter-words a I
//! exchanged-suffixes ability:able ably:able
//! ```
//! The bytes are a text too: a line for each of [`NAMES`], in this order, with the items only.

use crate::error::{Fault, FormatError};
use crate::inflection::Inflection;
use crate::part::Part;
use crate::text::lines;
use crate::trigrams::Alphabet;

/// The names of the lists, in the order of the bytes.
pub const NAMES: [&str; 19] = [
    "inflection",
    "alphabet",
    "possessives",
    "non-possessors",
    "one-letter-words",
    "two-letter-words",
    "two-letter-pairs",
    "number-endings",
    "units",
    "plural-endings",
    "prefixes",
    "suffixes",
    "exchanged-suffixes",
    "host-endings",
    "doubles",
    "compound-starts",
    "compound-ends",
    "no-compound-ends",
    "hyphenated",
];
/// The most items of a list: each is tried on every unknown token.
const MAX_ITEMS: usize = 512;
/// The longest item. Bytes.
const MAX_ITEM_BYTES: usize = 64;

/// Strings in order, in one allocation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    text: Box<str>,
    /// The end of each item in `text`.
    ends: Box<[u16]>,
}

impl List {
    fn of(items: &[&str]) -> List {
        let ends = items.iter().scan(0, |end, item| {
            *end += item.len() as u16;
            Some(*end)
        });
        List { ends: ends.collect(), text: items.concat().into() }
    }

    /// Returns the items.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let item = &self.text[start..usize::from(end)];
            start = end.into();
            item
        })
    }

    /// Returns whether an item is `wanted`.
    pub fn contains(&self, wanted: &str) -> bool {
        self.iter().any(|item| item == wanted)
    }
}

/// The short lists of a language.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lists {
    /// How words are inflected.
    pub inflection: Inflection,
    /// The letters, in lower case, and the marks between letters.
    pub alphabet: Alphabet,
    /// Endings that make a possessive of any word, in every spelling.
    pub possessives: List,
    /// Words that have no possessive, in lower case: "of's" is a word before an opening quotation mark.
    pub non_possessors: List,
    /// Words of one letter that may be a segment: a capital in this casing only, any other letter in any casing.
    pub one_letter_words: Vec<char>,
    /// Words of two letters that may be a segment, in lower case. Any two letters are an abbreviation of something, so
    /// the lexicon's entries are not enough.
    pub two_letter_words: Vec<[char; 2]>,
    /// Pairs of other words of two letters that may be segments beside each other only, in lower case and without the
    /// space: "etal". At the end of a token the second one may be missing.
    pub two_letter_pairs: Vec<[char; 4]>,
    /// Endings of ordinal numbers and decades, in lower case.
    pub number_endings: List,
    /// Symbols of units that follow a number without a space, in their casing.
    pub units: List,
    /// Endings that make a plural of any noun.
    pub plural_endings: List,
    /// Prefixes that derive words.
    pub prefixes: List,
    /// Suffixes that derive words.
    pub suffixes: List,
    /// Suffixes that replace another one: "ability" replaces "able" in "unmistakability".
    pub exchanged_suffixes: Vec<[Box<str>; 2]>,
    /// Endings of host names and files that are words as well, so that they cannot be protected unconditionally.
    pub host_endings: List,
    /// Words that right text doubles, in lower case: "had had", "very very".
    pub doubles: List,
    /// Words that hyphenated compounds start with, in lower case, and how much likelier the hyphen behind them is that of a
    /// compound than that of a line's end: "self:5", "re:-2". Log-odds in nats; sorted.
    pub compound_starts: Vec<(Box<str>, i8)>,
    /// Words that hyphenated compounds end with, in lower case, in the same way: "based:4".
    pub compound_ends: Vec<(Box<str>, i8)>,
    /// Words that no hyphenated compound ends with, in lower case: a hyphen before them is suspended ("pre- and post-war").
    pub no_compound_ends: List,
    /// Compounds that are spelt with a hyphen more often than as one word, in lower case: "co:operative"; sorted.
    pub hyphenated: Vec<[Box<str>; 2]>,
}

impl Lists {
    /// Reads the text.
    ///
    /// # Errors
    /// Names the line that cannot be read.
    pub fn parse(text: &str) -> Result<Lists, FormatError> {
        let mut items: [Vec<&str>; NAMES.len()] = Default::default();
        for line in lines(text) {
            let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
            let list = NAMES.iter().position(|other| *other == name);
            let names = || format!("the name of a list and its items; the lists are {}", NAMES.join(", "));
            let list = list.ok_or_else(|| Fault::unreadable(line, names()).of(Part::Lists))?;
            items[list].extend(rest.split_ascii_whitespace());
        }
        Lists::of(items).map_err(|reason| Fault::Malformed(reason).of(Part::Lists))
    }

    /// Reads the bytes.
    ///
    /// # Errors
    /// Names the rule that they break.
    pub fn read(bytes: &[u8]) -> Result<Lists, FormatError> {
        let bad = |reason| Fault::Malformed(reason).of(Part::Lists);
        let text = std::str::from_utf8(bytes).map_err(|_| bad("they are no text"))?;
        let mut rows = text.split('\n');
        let mut items: [Vec<&str>; NAMES.len()] = Default::default();
        for list in &mut items {
            let row = rows.next().ok_or_else(|| Fault::CutShort.of(Part::Lists))?;
            list.extend(row.split(' ').filter(|_| !row.is_empty()));
        }
        if rows.next().is_some() {
            return Err(Fault::MoreFollows.of(Part::Lists));
        }
        Lists::of(items).map_err(bad)
    }

    fn of(items: [Vec<&str>; NAMES.len()]) -> Result<Lists, &'static str> {
        if items.iter().any(|list| list.len() > MAX_ITEMS) {
            return Err("a list has too many items");
        }
        if items.iter().flatten().any(|item| item.is_empty() || item.len() > MAX_ITEM_BYTES) {
            return Err("an item is empty or too long");
        }
        let [
            inflection,
            alphabet,
            possessives,
            non_possessors,
            one_letter_words,
            two_letter_words,
            two_letter_pairs,
            number_endings,
            units,
            plural_endings,
            prefixes,
            suffixes,
            exchanged_suffixes,
            host_endings,
            doubles,
            compound_starts,
            compound_ends,
            no_compound_ends,
            hyphenated,
        ] = items;
        let inflection = match inflection[..] {
            [] => Inflection::None,
            [name] => Inflection::of(name).ok_or("they name an inflection that is not known here")?,
            _ => return Err("they name more than one inflection"),
        };
        let pairs = |items: &[&str]| -> Option<Vec<[Box<str>; 2]>> {
            let pair = |item: &&str| item.split_once(':').map(|(a, b)| [a.into(), b.into()]);
            items.iter().map(pair).collect()
        };
        let levels = |items: &[&str]| -> Result<Vec<(Box<str>, i8)>, &'static str> {
            let level = |item: &&str| {
                let (word, level) = item.split_once(':')?;
                Some((word.into(), level.parse().ok()?))
            };
            let levels: Vec<_> =
                items.iter().map(level).collect::<Option<_>>().ok_or("an item has no level")?;
            sorted(&levels).then_some(levels).ok_or("items with a level are not sorted")
        };
        let hyphenated = pairs(&hyphenated).ok_or("a hyphenated word has no colon")?;
        if !sorted(&hyphenated) {
            return Err("hyphenated words are not sorted");
        }
        Ok(Lists {
            inflection,
            alphabet: Alphabet::of(&alphabet.concat())?,
            possessives: List::of(&possessives),
            non_possessors: List::of(&non_possessors),
            one_letter_words: letters(&one_letter_words)
                .map(|word| word.map(|[c]| c))
                .collect::<Option<_>>()
                .ok_or("a word of one letter has more or fewer")?,
            two_letter_words: letters(&two_letter_words)
                .collect::<Option<_>>()
                .ok_or("a word of two letters has more or fewer")?,
            two_letter_pairs: letters(&two_letter_pairs)
                .collect::<Option<_>>()
                .ok_or("a pair of words of two letters has more or fewer than four")?,
            number_endings: List::of(&number_endings),
            units: List::of(&units),
            plural_endings: List::of(&plural_endings),
            prefixes: List::of(&prefixes),
            suffixes: List::of(&suffixes),
            exchanged_suffixes: pairs(&exchanged_suffixes).ok_or("an exchanged suffix has no colon")?,
            host_endings: List::of(&host_endings),
            doubles: List::of(&doubles),
            compound_starts: levels(&compound_starts)?,
            compound_ends: levels(&compound_ends)?,
            no_compound_ends: List::of(&no_compound_ends),
            hyphenated,
        })
    }

    /// Writes the bytes.
    pub fn write(&self) -> Vec<u8> {
        let row = |list: &List| list.iter().collect::<Vec<_>>().join(" ");
        let strings = |words: &mut dyn Iterator<Item = String>| words.collect::<Vec<_>>().join(" ");
        let pairs = |pairs: &[[Box<str>; 2]]| strings(&mut pairs.iter().map(|[a, b]| format!("{a}:{b}")));
        let levels = |levels: &[(Box<str>, i8)]| {
            strings(&mut levels.iter().map(|(word, level)| format!("{word}:{level}")))
        };
        let rows = [
            self.inflection.name().into(),
            self.alphabet.letters(),
            row(&self.possessives),
            row(&self.non_possessors),
            strings(&mut self.one_letter_words.iter().map(char::to_string)),
            strings(&mut self.two_letter_words.iter().map(|word| word.iter().collect())),
            strings(&mut self.two_letter_pairs.iter().map(|pair| pair.iter().collect())),
            row(&self.number_endings),
            row(&self.units),
            row(&self.plural_endings),
            row(&self.prefixes),
            row(&self.suffixes),
            pairs(&self.exchanged_suffixes),
            row(&self.host_endings),
            row(&self.doubles),
            levels(&self.compound_starts),
            levels(&self.compound_ends),
            row(&self.no_compound_ends),
            pairs(&self.hyphenated),
        ];
        rows.join("\n").into_bytes()
    }
}

/// Returns whether items ascend, none of them twice.
fn sorted<T: Ord>(items: &[T]) -> bool {
    items.is_sorted_by(|a, b| a < b)
}

/// Returns the level of a word in a list with levels.
pub fn level(list: &[(Box<str>, i8)], word: &str) -> Option<i8> {
    let nth = list.binary_search_by(|(other, _)| (**other).cmp(word)).ok()?;
    Some(list[nth].1)
}

/// Returns the characters of words that have `N` of them; `None` for any other word.
fn letters<const N: usize>(words: &[&str]) -> impl Iterator<Item = Option<[char; N]>> {
    words.iter().map(|word| word.chars().collect::<Vec<_>>().try_into().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# A comment\ninflection english\nalphabet abcé'\npossessives 's ’s\none-letter-words a I\n\
        two-letter-words an at\ntwo-letter-words by\ntwo-letter-pairs etal\nprefixes un re\nexchanged-suffixes ably:able ity:\n\
        compound-starts re:-2 self:5\nhyphenated by:law co:operative\n";

    #[test]
    fn what_was_written_is_read() {
        let lists = Lists::parse(TEXT).unwrap();
        assert_eq!(lists.inflection, Inflection::English);
        assert_eq!(lists.possessives.iter().collect::<Vec<_>>(), ["'s", "’s"]);
        assert_eq!(lists.one_letter_words, ['a', 'I']);
        assert_eq!(lists.two_letter_words, [['a', 'n'], ['a', 't'], ['b', 'y']]);
        assert_eq!(lists.two_letter_pairs, [['e', 't', 'a', 'l']]);
        assert!(lists.prefixes.contains("re") && !lists.prefixes.contains("nr"));
        assert_eq!(lists.exchanged_suffixes[1], ["ity".into(), "".into()]);
        assert_eq!(
            (level(&lists.compound_starts, "re"), level(&lists.compound_starts, "rea")),
            (Some(-2), None)
        );
        assert_eq!(lists.hyphenated[1], ["co".into(), "operative".into()]);
        assert_eq!(lists.suffixes, List::default());
        assert_eq!(Lists::read(&lists.write()), Ok(lists));
        assert_eq!(Lists::read(&Lists::default().write()), Ok(Lists::default()));
    }

    #[test]
    fn what_breaks_a_rule_is_refused_by_it() {
        for (text, fault) in [
            ("genders m f", "the lists are inflection, alphabet"),
            ("inflection welsh", "not known here"),
            ("inflection english none", "more than one"),
            ("alphabet aa", "twice"),
            ("alphabet abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 '", "too long"),
            ("one-letter-words no", "one letter"),
            ("two-letter-words one", "two letters"),
            ("two-letter-pairs et", "fewer than four"),
            ("exchanged-suffixes ably", "colon"),
            ("hyphenated co-operative", "colon"),
            ("hyphenated co:operative by:law", "sorted"),
            ("compound-starts self", "no level"),
            ("compound-ends based:4 aware:6", "sorted"),
            (&"prefixes a\n".repeat(513), "too many"),
            (&format!("prefixes {}", "a".repeat(65)), "too long"),
        ] {
            let message = Lists::parse(text).unwrap_err().to_string();
            assert!(message.contains(fault), "{message:?} does not speak of {fault:?}");
        }
        let bytes = Lists::parse(TEXT).unwrap().write();
        assert!(Lists::read(b"").is_err() && Lists::read(&[0xFF; 20]).is_err());
        assert!(Lists::read(&[&bytes[..], b"\n"].concat()).is_err());
        for cut in 0..bytes.len() {
            _ = Lists::read(&bytes[..cut]);
        }
    }
}
