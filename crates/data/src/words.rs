//! Makes the word list from what the sources say: which words, of which class, how frequent.
//!
//! Every number here was chosen by looking at what it takes in and leaves out. Frequencies are Zipf values in
//! hundredths (see [`split`](super::split)).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::class::Class;
use crate::scowl::{Kind, Listing, Scowl, is_possessive, is_word};
use crate::split::{Pieces, Split, likelihood};

/// What the word list says of a word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// Hundredths; 0 where no frequency is known.
    pub zipf: i32,
    pub class: Class,
}

/// The word list, sorted as the file is.
pub type Words = BTreeMap<String, Entry>;

/// What the sources say.
#[derive(Default)]
pub struct Sources {
    pub scowl: Scowl,
    /// Frequencies of lower-case words.
    pub zipf: HashMap<String, i32>,
    /// Surnames and first names, in capitals, with the hundred-thousandths of people who bear them.
    pub census: BTreeMap<String, u32>,
    /// Names of towns and counties with their people, and of countries, each word on its own.
    pub places: BTreeMap<String, u64>,
    /// Names of products and companies.
    pub brands: BTreeSet<String>,
    /// Terms of software, in their casing.
    pub terms: BTreeSet<String>,
    /// Names from program libraries, in their casing.
    pub identifiers: BTreeSet<String>,
    /// Misspellings with their corrections.
    pub typos: BTreeMap<String, Vec<String>>,
}

impl Sources {
    pub fn zipf(&self, word: &str) -> i32 {
        self.zipf.get(&word.to_lowercase()).copied().unwrap_or(0)
    }
}

/// From this SCOWL level on a word is weak evidence: the largest list has anything that ever stood in a dictionary.
pub const WEAK_LEVEL: u8 = 95;
/// Two letters are a word up to this SCOWL level alone.
const TWO_LETTER_LEVEL: u8 = 50;
/// A split of this likelihood could tempt the checker: a rarer word must be listed to be safe.
pub const TEMPTING: i32 = -1150;
/// The same, for the words that matter less.
const VERY_TEMPTING: i32 = -950;
/// The same, for the words that matter least.
const MOST_TEMPTING: i32 = -920;

/// Makes the word list, before it is corrected by hand.
pub fn build(sources: &Sources) -> Words {
    let mut words = Words::new();
    add_scowl(sources, &mut words);
    let pieces = pieces(&words);
    doubt_accidents(sources, &pieces, &mut words);
    add_terms(sources, &pieces, &mut words);
    add_census(sources, &mut words);
    add_places(sources, &mut words);
    add_brands(sources, &mut words);
    tell_casings_apart(sources, &mut words);
    doubt_names(sources, &pieces, &mut words);
    add_web(sources, &pieces, &mut words);
    let words = drop_harmless(sources, &pieces, words);
    drop_derived(words)
}

/// The words that may be pieces of a split: what is common and not rare.
pub fn pieces(words: &Words) -> Pieces {
    let mut pieces = Pieces::default();
    for (word, entry) in words {
        // A short word must be frequent: "ham" and "ley" end half the villages of England.
        let rarest = if word.chars().count() <= 3 { 250 } else { 200 };
        match entry.class {
            Class::Common if entry.zipf >= rarest => pieces.add(word, entry.zipf, false),
            Class::Name if entry.zipf >= rarest => pieces.add(word, entry.zipf - 50, true),
            _ => {}
        }
    }
    pieces
}

fn put(words: &mut Words, word: &str, zipf: i32, class: Class) {
    let entry = words.entry(word.to_owned()).or_insert(Entry { zipf, class });
    entry.class = entry.class.min(class);
}

fn is_lower(word: &str) -> bool {
    !word.chars().any(char::is_uppercase)
}

fn is_capitalised(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && is_lower(chars.as_str())
}

/// Names such as McDonald, O'Brien, DeVito and MacLeod, by their beginning.
fn is_capitalised_name(word: &str) -> bool {
    let rest = ["Mc", "Mac", "O'", "D'", "De", "Di", "Du", "La", "Le", "Fitz", "Van"]
        .iter()
        .find_map(|prefix| word.strip_prefix(prefix));
    is_capitalised(word) || rest.is_some_and(is_capitalised)
}

fn add_scowl(sources: &Sources, words: &mut Words) {
    for (word, &listing) in &sources.scowl {
        let class = scowl_class(word, listing, sources);
        // The largest list has misspellings too.
        if let Some(class) = class.filter(|&class| class != Class::Weak || !sources.typos.contains_key(word))
        {
            put(words, word, sources.zipf(word), class);
        }
    }
}

fn scowl_class(word: &str, Listing { level, kind }: Listing, sources: &Sources) -> Option<Class> {
    let letters = word.chars().count();
    let weak = level >= WEAK_LEVEL;
    if letters == 1 {
        return (word == "a" || word == "I").then_some(Class::Common);
    }
    if kind == Kind::Abbreviation {
        // In the largest list stands every abbreviation of everything: "mAN", "AgE", "WAY".
        let is_twin = sources.scowl.get(&word.to_lowercase()).is_some_and(|lower| lower.kind == Kind::Word);
        let keep = if is_lower(word) { !weak } else { !(weak && (is_twin || sources.zipf(word) < 150)) };
        return keep.then_some(Class::Acronym);
    }
    if is_lower(word) {
        return match letters {
            2 => (level <= TWO_LETTER_LEVEL).then_some(Class::Common),
            _ => Some(if weak { Class::Weak } else { Class::Common }),
        };
    }
    if !is_capitalised_name(word) {
        return Some(Class::Acronym);
    }
    // Somebody is called "The", but few.
    let bearers = sources.census.get(&word.to_uppercase()).copied().unwrap_or(0);
    if kind == Kind::Name
        && sources.scowl.contains_key(&word.to_lowercase())
        && sources.zipf(word) >= 550
        && bearers < 10
    {
        return None;
    }
    if weak && sources.zipf(word) < 150 { Some(Class::RareName) } else { Some(Class::Name) }
}

/// Large dictionaries hold words that in today's text are two words that lost their space: "inwith", "tocome",
/// "thebe". They become weak evidence, or go.
fn doubt_accidents(sources: &Sources, pieces: &Pieces, words: &mut Words) {
    words.retain(|word, entry| {
        let Some(listing) = sources.scowl.get(word).filter(|_| is_lower(word)) else { return true };
        if matches!(entry.class, Class::Common | Class::Weak) {
            match pieces.split(word).map(|split| doubt(listing.level, entry.zipf, &split)) {
                Some(Doubt::Drop) => return false,
                Some(Doubt::Weaken) => entry.class = Class::Weak,
                Some(Doubt::None) | None => {}
            }
        }
        true
    });
}

#[derive(Debug, PartialEq)]
pub enum Doubt {
    None,
    Weaken,
    Drop,
}

/// How much a listed word looks like an accident: the more, the likelier the split is than the word itself, and the
/// larger a dictionary it takes to find it.
pub fn doubt(level: u8, zipf: i32, split: &Split) -> Doubt {
    let surplus = surplus(zipf, split);
    let (weaken, drop) = match level {
        0..=35 => return Doubt::None,
        36..=60 => (250, i32::MAX),
        61..=70 => (230, 350),
        71..=80 => (200, 300),
        _ => (i32::MIN, 200),
    };
    match surplus {
        s if level >= 80 && s > 100 && split.is_function_pair => Doubt::Drop,
        // What is frequent in spite of it is a word.
        _ if zipf >= 250 && level < WEAK_LEVEL => Doubt::None,
        s if s > drop => Doubt::Drop,
        s if s > weaken => Doubt::Weaken,
        _ => Doubt::None,
    }
}

/// How much likelier a split is than the word.
pub fn surplus(zipf: i32, split: &Split) -> i32 {
    // Unseen words are about ten times rarer than the rarest that were seen.
    split.likelihood - likelihood(zipf.max(50))
}

/// Everything is somebody's name: "Ofa", "Witha", "Heis". At the beginning of a sentence it is an accident.
fn doubt_names(sources: &Sources, pieces: &Pieces, words: &mut Words) {
    words.retain(|word, entry| {
        if !matches!(entry.class, Class::Name | Class::RareName) {
            return true;
        }
        let level = sources.scowl.get(word).map_or(u8::MAX, |listing| listing.level);
        match pieces.split(&word.to_lowercase()).map(|split| doubt_name(level, entry.zipf, &split)) {
            Some(Doubt::Drop) => return false,
            Some(Doubt::Weaken) => entry.class = Class::RareName,
            Some(Doubt::None) | None => {}
        }
        true
    });
}

/// The same as [`doubt`] for names.
fn doubt_name(level: u8, zipf: i32, split: &Split) -> Doubt {
    let surplus = surplus(zipf, split);
    if level <= 70 {
        return if surplus > 150 { Doubt::Weaken } else { Doubt::None };
    }
    match surplus > 100 || surplus > 0 && split.is_function_pair {
        true if zipf < 280 && surplus > 200 || zipf < 200 && split.is_function_pair => Doubt::Drop,
        true => Doubt::Weaken,
        false => Doubt::None,
    }
}

/// Terms of software that look like two words, such as "namespace", and names with capitals inside.
fn add_terms(sources: &Sources, pieces: &Pieces, words: &mut Words) {
    for term in sources.terms.union(&sources.identifiers) {
        let lower = term.to_lowercase();
        let known =
            words.contains_key(term) || words.contains_key(&lower) || sources.typos.contains_key(&lower);
        if known || !is_word(term) || term.len() < 4 {
            continue;
        }
        let Some(split) = pieces.split(&lower).filter(|split| split.likelihood > TEMPTING) else { continue };
        let rarest = split.pieces.iter().filter_map(|piece| pieces.zipf(piece)).min().unwrap_or(0);
        let class = if rarest >= 530 {
            // "anyof" and "allday" are names in some program, and merged words in any other text.
            continue;
        } else if is_lower(term) {
            // "isinstance" and "oneminute": who knows.
            let zipf = sources.zipf(term);
            let is_term = sources.terms.contains(term) || zipf >= 100 && is_web_word(zipf, Some(split));
            if is_term { Class::Common } else { Class::Weak }
        } else if is_capitalised(term) {
            Class::Name
        } else if term.chars().next().is_some_and(char::is_uppercase) {
            Class::Acronym
        } else {
            continue;
        };
        put(words, term, sources.zipf(term), class);
    }
}

/// How frequent the bearers of a name make it, judged by names that are nothing else.
fn census_zipf(bearers: u32) -> i32 {
    (f64::from(bearers).log10() * 100.0).round() as i32 + 210
}

/// Whether a word in lower case is an ordinary word, so that its capital shows nothing.
fn is_ordinary(words: &Words, lower: &str) -> bool {
    words.get(lower).is_some_and(|entry| entry.class == Class::Common)
}

fn add_census(sources: &Sources, words: &mut Words) {
    for (name, &bearers) in &sources.census {
        let lower = name.to_lowercase();
        let zipf = sources.zipf(&lower);
        if lower.chars().count() <= 2 {
            continue;
        }
        let mut name = capitalise(&lower);
        if let Some(rest) = lower.strip_prefix("mc").filter(|rest| rest.len() >= 3) {
            name = format!("Mc{}", capitalise(rest));
        }
        if is_ordinary(words, &lower) {
            // "Will" and "Brown", but not "An" and "The".
            let as_name = census_zipf(bearers);
            if bearers >= 10 && as_name + 250 > zipf {
                put(words, &name, zipf.min(as_name), Class::Name);
            }
        } else {
            put(words, &name, zipf, if zipf >= 150 { Class::Name } else { Class::RareName });
        }
    }
}

fn capitalise(lower: &str) -> String {
    let mut chars = lower.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

fn add_places(sources: &Sources, words: &mut Words) {
    for (place, &people) in &sources.places {
        let zipf = sources.zipf(place);
        if place.chars().count() <= 2 || is_ordinary(words, &place.to_lowercase()) {
            continue;
        }
        let is_known = zipf >= 100 && people >= 100_000 || zipf >= 200;
        // Of the small places, those that English text knows.
        if is_known || zipf > 0 && people >= 500 {
            put(words, place, zipf, if is_known { Class::Name } else { Class::RareName });
        }
    }
}

fn add_brands(sources: &Sources, words: &mut Words) {
    for brand in sources.brands.iter().filter(|brand| is_word(brand) && brand.len() >= 3) {
        let lower = brand.to_lowercase();
        let is_shout = !brand.chars().any(char::is_lowercase);
        let class = if is_ordinary(words, &lower) && (is_shout || is_lower(brand) || is_capitalised(brand)) {
            continue;
        } else if !is_lower(brand) && !is_capitalised(brand) {
            Class::Acronym
        } else if is_lower(brand) {
            Class::Common
        } else {
            Class::Name
        };
        put(words, brand, sources.zipf(&lower), class);
    }
}

/// Frequencies know no casing: shares them out where a word stands in two, "may" and "May", "us" and "US".
fn tell_casings_apart(sources: &Sources, words: &mut Words) {
    let level = |word: &str| sources.scowl.get(word).map_or(u8::MAX, |listing| listing.level);
    let twins: Vec<(String, String)> = words
        .keys()
        .filter(|word| !is_lower(word) && is_ordinary(words, &word.to_lowercase()))
        .map(|word| (word.clone(), word.to_lowercase()))
        .collect();
    for (upper, lower) in twins {
        let zipf = words[&lower].zipf;
        if level(&lower) <= level(&upper) {
            let entry = words.get_mut(&upper).expect("the twin is listed");
            let share = if entry.class == Class::Name { 150 } else { 250 };
            entry.zipf = entry.zipf.min((zipf - share).max(0));
        } else {
            words.get_mut(&lower).expect("the twin is listed").zipf = (zipf - 200).max(0);
        }
    }
}

/// Words that no dictionary has and many people write.
fn add_web(sources: &Sources, pieces: &Pieces, words: &mut Words) {
    let known: BTreeSet<String> = words
        .iter()
        .filter(|(_, entry)| !matches!(entry.class, Class::Weak | Class::RareName))
        .map(|(word, _)| word.to_lowercase())
        .collect();
    for (word, &zipf) in &sources.zipf {
        let listed = known.contains(word) || words.contains_key(word) || sources.typos.contains_key(word);
        if zipf >= 200 && is_dialect(word, words) {
            put(words, word, zipf, Class::Weak);
            continue;
        }
        if listed || zipf < 170 || word.chars().count() < 3 || !is_word(word) || is_possessive(word) {
            continue;
        }
        if word.chars().all(|c| c.is_alphabetic() && c < '\u{250}' || c == '\'')
            && is_web_word(zipf, pieces.split(word))
        {
            put(words, word, zipf, Class::Web);
        }
    }
}

/// "talkin" and "nothin": in stories they are as frequent as "talk in" is.
fn is_dialect(word: &str, words: &Words) -> bool {
    word.len() >= 5
        && word.ends_with("in")
        && words.get(&format!("{word}g")).is_some_and(|entry| entry.zipf >= 300)
}

/// Whether a word of the web is more than two words that many people write together.
fn is_web_word(zipf: i32, split: Option<Split>) -> bool {
    split.is_none_or(|split| likelihood(zipf) - split.likelihood >= 150)
}

/// How much the checker could be tempted to split a word that it does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Temptation {
    /// No cut of it makes sense.
    None,
    /// One end of it is a word.
    Half,
    /// It is words side by side.
    Whole,
    /// It is common words side by side.
    Strong,
    /// It is frequent words side by side.
    Strongest,
}

fn temptation(pieces: &Pieces, word: &str) -> Temptation {
    let lower = word.to_lowercase();
    match pieces.split(&lower).map(|split| split.likelihood) {
        Some(likelihood) if likelihood > MOST_TEMPTING => Temptation::Strongest,
        Some(likelihood) if likelihood > VERY_TEMPTING => Temptation::Strong,
        Some(likelihood) if likelihood > TEMPTING => Temptation::Whole,
        _ if pieces.is_half(&lower) => Temptation::Half,
        _ => Temptation::None,
    }
}

/// Whether a word does enough good for the bytes that it costs everybody to load.
///
/// A frequent word always does. A rare one does if it could be taken for two words; any other rare word is as safe
/// without being listed. `level` is that of SCOWL.
fn is_worth_its_bytes(Entry { zipf, class }: Entry, temptation: Temptation, level: u8) -> bool {
    // The least frequency for no temptation, half a temptation, and so on.
    let least = match class {
        Class::Common if level <= 60 => [150, 0, 0, 0, 0],
        // Of rare ones that no text has, those that are taken for two words most. The checker cuts few of the others, and these are
        // wholes, which cost a tenth.
        Class::Common if level <= 70 => [150, 100, 50, 50, 0],
        Class::Common => [150, 100, 50, 50, 50],
        Class::Weak => [250, 250, 250, 100, 50],
        Class::Name => [200, 200, 1, 0, 0],
        Class::RareName => [200, 200, 150, 1, 1],
        Class::Acronym => [200, 200, 0, 0, 0],
        Class::Web => [280, 170, 170, 170, 170],
        Class::NoWord => [0; 5],
    };
    zipf >= least[temptation as usize]
}

fn drop_harmless(sources: &Sources, pieces: &Pieces, mut words: Words) -> Words {
    words.retain(|word, entry| {
        let level = sources.scowl.get(word).map_or(u8::MAX, |listing| listing.level);
        is_worth_its_bytes(*entry, temptation(pieces, word), level)
    });
    words
}

/// Endings with what they replace. The checker knows them too.
const ENDINGS: [(&str, &[&str]); 11] = [
    ("s", &[""]),
    ("es", &[""]),
    ("ies", &["y"]),
    ("ed", &["", "e"]),
    ("ing", &["", "e"]),
    ("er", &["", "e"]),
    ("ers", &["", "e"]),
    ("ly", &[""]),
    ("ily", &["y"]),
    ("ness", &[""]),
    ("iness", &["y"]),
];

/// Leaves out words that nobody has met and that follow from a listed word: "dishcloths".
fn drop_derived(words: Words) -> Words {
    let is_common = |word: String| words.get(&word).is_some_and(|entry| entry.class == Class::Common);
    let follows = |word: &str| {
        ENDINGS.iter().any(|(ending, replaced)| {
            let stem = word.strip_suffix(ending).filter(|stem| stem.chars().count() >= 4);
            stem.is_some_and(|stem| replaced.iter().any(|end| is_common(format!("{stem}{end}"))))
        })
    };
    let derived: BTreeSet<String> = words
        .iter()
        .filter(|(_, entry)| entry.zipf == 0 && matches!(entry.class, Class::Common | Class::Weak))
        .map(|(word, _)| word.clone())
        .filter(|word| follows(word))
        .collect();
    words.into_iter().filter(|(word, _)| !derived.contains(word)).collect()
}

/// The lines of `words.tsv` after its header.
pub fn lines(words: &Words) -> String {
    let mut lines = String::new();
    for (word, Entry { zipf, class }) in words {
        let tenths = (zipf + 5) / 10;
        let zipf = match tenths {
            ..=0 => "0".to_owned(),
            _ => format!("{}.{}", tenths / 10, tenths % 10),
        };
        lines.push_str(&format!("{word}\t{zipf}\t{}\n", class.letter()));
    }
    lines
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// Sources that have, of each kind, enough to be looked at.
    pub fn sources() -> Sources {
        let mut sources = Sources::default();
        for (level, kind, words) in [
            (
                10,
                Kind::Word,
                "a I the of with there are like tell may us to be in come name space end back talk talking",
            ),
            (10, Kind::Word, "black board dish cloth book maker wheel May March"),
            (35, Kind::Word, "into blackboard don't ox"),
            (50, Kind::Name, "Putin May Mary"),
            (60, Kind::Word, "zo"),
            (80, Kind::Word, "tobe inwith dishcloth dishcloths clothmaker zygote blackzyzzyva"),
            (80, Kind::Name, "Withthe"),
            (80, Kind::Abbreviation, "NATO US"),
            (95, Kind::Word, "telltheir wheelmaker bookwheel xyloid mispell"),
            (95, Kind::Abbreviation, "WAY mAY NASA"),
            (95, Kind::Name, "Zyxo"),
        ] {
            for word in words.split(' ') {
                sources.scowl.entry(word.to_owned()).or_insert(Listing { level, kind });
            }
        }
        for (zipf, words) in [
            (770, "the"),
            (730, "a i of to in"),
            (680, "be with"),
            (620, "there are like may us"),
            (580, "come tell end back name talk their"),
            (540, "black book board talking"),
            (500, "space"),
            (460, "dish cloth maker wheel mary nato"),
            (410, "putin facebook"),
            (600, "into"),
            (380, "talkin nasa"),
            (290, "ofthe tobe selfie zzyzx blackspace"),
            (400, "youtube"),
            (250, "teh zamora"),
            (180, "zork way"),
            (110, "blackzyzzyva bookwheel"),
            (60, "dishcloth"),
        ] {
            sources.zipf.extend(words.split(' ').map(|word| (word.to_owned(), zipf)));
        }
        sources.zipf.insert("don't".into(), 640);
        for (name, bearers) in
            [("SMITH", 1006), ("BOOK", 12), ("THE", 1), ("MCDONALD", 90), ("ZAMORA", 50), ("ZZ", 9)]
        {
            sources.census.insert(name.into(), bearers);
        }
        sources.places.extend([("Zork".to_owned(), 200_000), ("Nowhereville".to_owned(), 900)]);
        sources.brands.extend(["YouTube", "Zzyzx", "Black", "BOOK", "3M"].map(str::to_owned));
        sources.terms.extend(["namespace", "tellthe", "zzz"].map(str::to_owned));
        sources.identifiers.extend(["spacename", "DishError", "SpaceBook"].map(str::to_owned));
        for (typo, correction) in
            [("teh", "the"), ("mispell", "misspell"), ("talkname", "talk name"), ("bookend", "x")]
        {
            sources.typos.insert(typo.into(), vec![correction.into()]);
        }
        sources
    }

    #[test]
    fn words_get_their_class_and_frequency() {
        let words = build(&sources());
        let found =
            |word: &str| words.get(word).map(|entry| format!("{} {}", entry.class.letter(), entry.zipf));
        for (word, wanted) in [
            ("the", Some("c 770")),
            ("into", Some("c 600")),
            ("don't", Some("c 640")),
            ("a", Some("c 730")),
            ("I", Some("c 730")),
            ("blackboard", Some("c 0")),
            // Two letters: from the smaller lists alone.
            ("zo", None),
            // Rare words are listed if they could be taken for two and some text has them.
            ("dishcloth", Some("c 60")),
            ("dishcloths", None),
            ("clothmaker", None),
            ("blackzyzzyva", Some("c 110")),
            ("zygote", None),
            // Those that are weak evidence only if some text has them.
            ("wheelmaker", None),
            ("bookwheel", Some("w 110")),
            ("xyloid", None),
            // Accidents.
            ("tobe", None),
            ("inwith", None),
            ("ofthe", None),
            ("Withthe", None),
            ("telltheir", None),
            // A misspelling.
            ("mispell", None),
            ("teh", None),
            // Words in two casings.
            ("may", Some("c 620")),
            ("May", Some("n 470")),
            ("us", Some("c 620")),
            ("US", Some("a 370")),
            ("mAY", None),
            ("WAY", None),
            // Names.
            ("Putin", Some("n 410")),
            ("Zamora", Some("n 250")),
            ("Book", Some("n 318")),
            ("The", None),
            ("Zork", None),
            ("Nowhereville", None),
            ("Zyxo", None),
            // Acronyms and brands.
            ("NATO", Some("a 460")),
            ("NASA", Some("a 380")),
            ("YouTube", Some("a 400")),
            ("Zzyzx", Some("n 290")),
            ("Black", None),
            ("BOOK", None),
            // Terms.
            ("namespace", None),
            ("spacename", None),
            ("SpaceBook", Some("a 0")),
            ("tellthe", None),
            ("DishError", None),
            // The web.
            ("facebook", Some("f 410")),
            ("selfie", Some("f 290")),
            ("talkin", Some("w 380")),
            ("blackspace", Some("f 290")),
        ] {
            assert_eq!(found(word).as_deref(), wanted, "{word}");
        }
    }

    #[test]
    fn the_merge_filter_keeps_words_and_drops_merges() {
        // The Zipf values of the pieces, and that of the whole on the web.
        for (pieces, zipf, is_word) in [
            (&[730, 770][..], 330, false), // of the
            (&[620, 670], 160, false),     // there are
            (&[730, 560], 290, false),     // in fact
            (&[580, 610], 320, false),     // each other
            (&[730, 550], 390, false),     // a lot
            (&[530, 540], 450, true),      // health care
            (&[480, 470], 370, true),      // block chain
            (&[500, 540], 520, true),      // face book
            (&[420, 470], 420, true),      // pod cast
        ] {
            let split = Split {
                likelihood: pieces.iter().map(|&zipf| likelihood(zipf)).sum(),
                pieces: Vec::new(),
                is_function_pair: false,
            };
            assert_eq!(is_web_word(zipf, Some(split)), is_word, "{pieces:?} {zipf}");
        }
        assert!(is_web_word(200, None));
    }

    #[test]
    fn large_dictionaries_are_doubted_more_than_small_ones() {
        let split = |likelihood, is_function_pair| Split { likelihood, pieces: Vec::new(), is_function_pair };
        for (level, zipf, likelihood, is_function_pair, wanted) in [
            (10, 0, -300, true, Doubt::None),    // into
            (50, 0, -590, false, Doubt::Weaken), // abetter
            (50, 160, -590, false, Doubt::None),
            (80, 0, -690, false, Doubt::None),
            (80, 0, -640, false, Doubt::Weaken),
            (80, 0, -540, false, Doubt::Drop),
            (80, 260, -400, true, Doubt::Drop), // tobe
            (80, 260, -400, false, Doubt::None),
            (95, 0, -900, false, Doubt::Weaken),
            (95, 270, -390, false, Doubt::Drop), // ona
        ] {
            assert_eq!(
                doubt(level, zipf, &split(likelihood, is_function_pair)),
                wanted,
                "{level} {zipf} {likelihood}"
            );
        }
        for (level, zipf, likelihood, is_function_pair, wanted) in [
            (50, 410, -500, true, Doubt::None),   // Putin
            (50, 340, -390, true, Doubt::Weaken), // Asa
            (95, 290, -330, true, Doubt::Weaken), // Ofa
            (95, 180, -420, true, Doubt::Drop),   // Isin
            (95, 230, -420, false, Doubt::Drop),
            (255, 470, -580, false, Doubt::None), // Asia
        ] {
            assert_eq!(
                doubt_name(level, zipf, &split(likelihood, is_function_pair)),
                wanted,
                "{level} {zipf} {likelihood}"
            );
        }
    }

    #[test]
    fn lines_round_to_tenths() {
        let entry = |zipf| Entry { zipf, class: Class::Common };
        let words = Words::from([4, 5, 204, 205, 770].map(|zipf| (format!("w{zipf:03}"), entry(zipf))));
        assert_eq!(lines(&words), "w004\t0\tc\nw005\t0.1\tc\nw204\t2.0\tc\nw205\t2.1\tc\nw770\t7.7\tc\n");
    }
}
