//! The inflections that a bundle can name: look-up derives inflected words, so that they need not be listed.

/// The inflections that a bundle omits and look-up derives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Inflection {
    /// None: every word is listed.
    #[default]
    None,
    /// The regular inflections of English, see [`derive`](fn@derive).
    English,
}

impl Inflection {
    /// All inflections.
    pub const ALL: [Inflection; 2] = [Inflection::None, Inflection::English];

    /// Returns its name in a bundle.
    pub fn name(self) -> &'static str {
        match self {
            Inflection::None => "none",
            Inflection::English => "english",
        }
    }

    /// Returns the inflection of this name.
    pub fn of(name: &str) -> Option<Inflection> {
        Inflection::ALL.into_iter().find(|inflection| inflection.name() == name)
    }
}

/// A listed base, or a word derived from one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// Whether it is weak evidence of a word. The inflections of a weak word are weak.
    pub weak: bool,
    /// The negative logarithm of its probability in running text. Nats.
    pub cost: f32,
}

/// The longest word that is derived, in bytes. A base is no longer than its inflection: an ending has at least as many
/// bytes as it replaces.
pub const MAX_BYTES: usize = 64;
/// The longest ending with the letter that it may double, in bytes: "stopp-ings", "happ-iness".
pub const MAX_ENDING_BYTES: u8 = 5;
/// The shortest base, in bytes: shorter words are rarely inflected, and look like too many other things.
const MIN_BASE_BYTES: usize = 3;
/// The cost of the most frequent base. All inflections of more frequent words are listed, and an apparent one that is
/// not listed is two words: "thered" is "the red", not "there" with an ending. Nats; Zipf 4.8.
const MIN_BASE_COST: f32 = 9.5;
/// The highest cost of a word. Nats.
const MAX_COST: f32 = 19.0;

/// A way to join an ending to a base: the change of the base, and a test for the bases that it applies to.
type Way = (Change, fn(&[u8]) -> bool);

/// The change of a base before an ending.
#[derive(Clone, Copy)]
enum Change {
    /// No change: "walk-ed".
    None,
    /// The ending replaces these letters: "y" in "tr-ies", "e" in "hop-ed".
    Instead(&'static str),
    /// The last letter is doubled: "stopp-ed".
    Doubled,
}

/// "dogs".
const S: &[Way] = &[(Change::None, |base| !hisses(base) && !ends_in_y(base))];
/// "boxes", "echoes".
const ES: &[Way] = &[(Change::None, |base| hisses(base) || ends_in_o(base))];
/// "tries", "happily".
const Y: &[Way] = &[(Change::Instead("y"), ends_in_y)];
/// "walked", "hoped", "stopped".
const ED: &[Way] = &[
    (Change::None, |base| !doubles(base) && !is_at(base, 1, b"e") && !ends_in_y(base)),
    (Change::Instead("e"), |_| true),
    (Change::Doubled, may_double),
];
/// "walking", "carrying", "seeing", "hoping", "stopping".
const ING: &[Way] = &[
    (Change::None, |base| !doubles(base) && (!is_at(base, 1, b"e") || keeps_e(base))),
    (Change::Instead("e"), |base| !keeps_e(base)),
    (Change::Doubled, may_double),
];
/// "slowly", "simply".
const LY: &[Way] = &[
    (Change::None, |base| {
        !ends_in_y(base) && !ends_in_le(base) && !base.ends_with(b"ic") && !base.ends_with(b"ll")
    }),
    (Change::Instead("le"), ends_in_le),
];
/// "basically".
const ALLY: &[Way] = &[(Change::None, |base| base.ends_with(b"ic"))];
/// "kindness".
const NESS: &[Way] = &[(Change::None, |base| !ends_in_y(base))];

/// An ending: its letters, the ways to join it, and the cost of an inflected word less that of its base, the median over
/// the listed words, which a test measures. Nats.
type Ending = (&'static str, &'static [Way], f32);

/// The endings, by their last letters.
const ENDINGS: [(u8, &[Ending]); 6] = [
    (
        b's',
        &[
            ("s", S, 1.4),
            ("es", ES, 2.1),
            ("ies", Y, 1.8),
            ("ings", ING, 3.2),
            ("ers", ED, 3.2),
            ("iers", Y, 2.8),
            ("ness", NESS, 3.9),
            ("iness", Y, 3.9),
        ],
    ),
    (b'd', &[("ed", ED, 0.9), ("ied", Y, 0.7)]),
    (b'g', &[("ing", ING, 1.2)]),
    (b'r', &[("er", ED, 2.5), ("ier", Y, 3.9)]),
    (b't', &[("est", ED, 3.9), ("iest", Y, 3.9)]),
    (b'y', &[("ly", LY, 2.5), ("ily", Y, 3.5), ("ally", ALLY, 2.8)]),
];

/// Returns every ending.
fn all_endings() -> impl Iterator<Item = &'static Ending> {
    ENDINGS.iter().flat_map(|(_, endings)| *endings)
}

/// Returns the letters of every ending.
pub fn endings() -> impl Iterator<Item = &'static str> {
    all_endings().map(|(letters, _, _)| *letters)
}

/// Returns whether an ending ends in this letter. Most words end in none of these letters and need no further test.
pub fn may_end_inflection(last: char) -> bool {
    matches!(last, 's' | 'd' | 'g' | 'r' | 't' | 'y')
}

/// Returns the length of the longest ending that any word can have that ends in `letters`, with the letter that the ending
/// may double, in bytes; 0 without one.
pub fn longest_ending(letters: impl DoubleEndedIterator<Item = char> + Clone) -> u8 {
    let fits = |ending: &str| letters.clone().rev().zip(ending.chars().rev()).all(|(a, b)| a == b);
    let last = letters.clone().next_back();
    let rows = ENDINGS.iter().filter(|(letter, _)| last.is_none_or(|last| last == char::from(*letter)));
    let fitting = rows.flat_map(|(_, endings)| *endings).filter(|(ending, ..)| fits(ending));
    fitting.map(|(ending, ..)| ending.len()).max().map_or(0, |length| length as u8 + 1)
}

/// Returns a word in lower case as a regular inflection of a word that `listed` returns; `None` if it is none. Of
/// several bases a common one is preferred to a weak one, then the likeliest.
///
/// Each ending that the word has is taken off, and each of its ways gives one candidate for the base: "hoped" has "ed",
/// so that it may come from "hop" (rejected: "hop" would double its "p") or from "hope".
pub fn derive(word: &str, listed: impl FnMut(&str) -> Option<Reading>) -> Option<Reading> {
    derive_behind(word, word.len(), listed)
}

/// Returns [`derive`](fn@derive) of a word whose first `prefix` bytes are the most with which a listed word starts: a base
/// with more of the word's letters need not be looked for. Of a word that nothing is known of, this leaves no base at all.
pub fn derive_behind(
    word: &str,
    prefix: usize,
    mut listed: impl FnMut(&str) -> Option<Reading>,
) -> Option<Reading> {
    let beyond = word.len().saturating_sub(prefix);
    if beyond > usize::from(MAX_ENDING_BYTES) + 1 {
        return None;
    }
    let last = word.bytes().last().filter(|&last| may_end_inflection(last.into()))?;
    if word.len() > MAX_BYTES || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let mut buffer = [0; MAX_BYTES];
    let mut best: Option<Reading> = None;
    let (_, endings) = ENDINGS.iter().find(|(letter, _)| *letter == last)?;
    for (ending, ways, penalty) in *endings {
        let Some(stem) = word.strip_suffix(ending) else { continue };
        for &(change, fits) in *ways {
            // The base has all letters of the stem, or all but the doubled one.
            if beyond > ending.len() + usize::from(matches!(change, Change::Doubled)) {
                continue;
            }
            let Some(base) = base(stem, change, &mut buffer).filter(|base| fits(base.as_bytes())) else {
                continue;
            };
            let Some(base) = listed(base).filter(|base| base.cost >= MIN_BASE_COST) else { continue };
            let cost = (base.cost + penalty).min(MAX_COST);
            if best.is_none_or(|best| (base.weak, cost) < (best.weak, best.cost)) {
                best = Some(Reading { weak: base.weak, cost });
            }
        }
    }
    best
}

/// Returns the base of a changed stem, if it is long enough to have inflections.
fn base<'a>(stem: &'a str, change: Change, buffer: &'a mut [u8]) -> Option<&'a str> {
    let base = match change {
        Change::None => stem,
        Change::Doubled => {
            let (last, rest) = stem.as_bytes().split_last()?;
            rest.ends_with(&[*last]).then(|| &stem[..rest.len()])?
        }
        Change::Instead(end) => {
            let base = &mut buffer[..stem.len() + end.len()];
            base[..stem.len()].copy_from_slice(stem.as_bytes());
            base[stem.len()..].copy_from_slice(end.as_bytes());
            std::str::from_utf8(base).ok()?
        }
    };
    (base.len() >= MIN_BASE_BYTES).then_some(base)
}

/// Returns whether the letter `nth` from the end, counted from 1, is one of `letters`.
fn is_at(base: &[u8], nth: usize, letters: &[u8]) -> bool {
    base.len().checked_sub(nth).is_some_and(|at| letters.contains(&base[at]))
}

const VOWELS: &[u8] = b"aeiou";

fn is_consonant_at(base: &[u8], nth: usize) -> bool {
    base.len() >= nth && !is_at(base, nth, VOWELS)
}

fn hisses(base: &[u8]) -> bool {
    is_at(base, 1, b"sxz") || base.ends_with(b"ch") || base.ends_with(b"sh")
}

/// "echo", but not "radio".
fn ends_in_o(base: &[u8]) -> bool {
    is_at(base, 1, b"o") && is_consonant_at(base, 2)
}

/// "try", but not "play": the y becomes i before other letters than i.
fn ends_in_y(base: &[u8]) -> bool {
    is_at(base, 1, b"y") && is_consonant_at(base, 2)
}

/// "simple", but not "sole".
fn ends_in_le(base: &[u8]) -> bool {
    base.ends_with(b"le") && is_consonant_at(base, 3)
}

/// "see", "shoe", "dye".
fn keeps_e(base: &[u8]) -> bool {
    is_at(base, 1, b"e") && is_at(base, 2, b"eoy")
}

/// Returns a consonant behind one vowel behind a consonant, such as "stop", "refer" and "quiz": the last letter may be
/// doubled.
fn may_double(base: &[u8]) -> bool {
    let single = !is_at(base, 3, VOWELS) || base[..base.len() - 2].ends_with(b"qu");
    !is_at(base, 1, b"aeiouwxyh") && is_at(base, 2, b"aeiouy") && single
}

/// [`may_double`] in one syllable, such as "stop": the last letter must be doubled.
fn doubles(base: &[u8]) -> bool {
    let before = &base[..base.len() - 2];
    may_double(base)
        && !before.strip_suffix(b"u").unwrap_or(before).iter().any(|letter| b"aeiouy".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_is_that_of_english() {
        const BASES: &str = " walk dog box try carry hope stop refer visit see shoe echo radio happy slow simple full basic \
            kind quiz play fix free argue ab church agile ";
        for (word, is_word) in [
            ("dogs", true),
            ("boxs", false),
            ("boxes", true),
            ("churches", true),
            ("doges", false),
            ("trys", false),
            ("tries", true),
            ("plays", true),
            ("plaies", false),
            ("echoes", true),
            ("radios", true),
            ("radioes", false),
            ("walked", true),
            ("walkked", false),
            ("hoped", true),
            ("hopped", false),
            ("hoping", true),
            ("hopeing", false),
            ("freed", true),
            ("arguing", true),
            ("seeing", true),
            ("seing", false),
            ("shoeing", true),
            ("stopped", true),
            ("stoped", false),
            ("stoping", false),
            ("stoppers", true),
            ("referring", true),
            ("visiting", true),
            ("quizzing", true),
            ("quizing", false),
            ("fixed", true),
            ("fixxed", false),
            ("played", true),
            ("tried", true),
            ("tryed", false),
            ("carrying", true),
            ("carriing", false),
            ("slowly", true),
            ("slowest", true),
            ("happily", true),
            ("happyly", false),
            ("happiness", true),
            ("happynesses", false),
            ("simply", true),
            ("simplely", false),
            ("agilely", true),
            ("fullly", false),
            ("basically", true),
            ("basicly", false),
            ("walkally", false),
            ("kindness", true),
            // No ending, too short a base, two endings, other casings.
            ("walk", false),
            ("abs", false),
            ("kindnesses", false),
            ("Walked", false),
            ("ing", false),
            ("s", false),
            ("", false),
        ] {
            let listed = |base: &str| {
                BASES.contains(&format!(" {base} ")).then_some(Reading { weak: false, cost: 12.0 })
            };
            assert_eq!(derive(word, listed).is_some(), is_word, "{word}");
        }
    }

    #[test]
    fn every_ending_ends_in_a_letter_that_is_looked_for() {
        assert!(endings().all(|ending| ending.ends_with(may_end_inflection)));
        let is_in_place = |(last, endings): &(u8, &[Ending])| {
            endings.iter().all(|(letters, ..)| letters.bytes().last() == Some(*last))
        };
        assert!(ENDINGS.iter().all(is_in_place));
        for (word, bytes) in [
            ("stoppings", 5),
            ("walked", 3),
            ("happiness", 6),
            ("walk", 0),
            ("s", 6),
            ("gs", 5),
            ("ks", 2),
            ("", 6),
        ] {
            assert_eq!(longest_ending(word.chars()), bytes, "{word}");
        }
    }

    #[test]
    fn inflections_cost_more_than_their_base_and_are_as_weak() {
        let listed = |base: &str| match base {
            "war" => Some(Reading { weak: false, cost: 13.0 }),
            "ware" => Some(Reading { weak: true, cost: 10.0 }),
            "bore" => Some(Reading { weak: false, cost: 14.0 }),
            "bor" => Some(Reading { weak: false, cost: 18.5 }),
            "there" => Some(Reading { weak: false, cost: 6.4 }),
            "oke" => Some(Reading { weak: true, cost: 18.0 }),
            _ => None,
        };
        for (word, wanted) in [
            // A common base before a weak one.
            ("wars", Some((false, 14.4))),
            ("wares", Some((true, 11.4))),
            ("waring", Some((true, 11.2))),
            ("warring", Some((false, 14.2))),
            // Of two common bases the likelier.
            ("boring", Some((false, 15.2))),
            ("okers", Some((true, MAX_COST))),
            // What is as frequent as "there" has its inflections listed.
            ("thered", None),
        ] {
            let found = derive(word, listed);
            assert_eq!(found.map(|word| word.weak), wanted.map(|wanted| wanted.0), "{word}");
            let cost = |cost: Option<f32>| cost.map(|cost| (cost * 10.0).round());
            assert_eq!(cost(found.map(|word| word.cost)), cost(wanted.map(|wanted| wanted.1)), "{word}");
        }
        assert_eq!(
            derive(&("a".repeat(MAX_BYTES) + "s"), |_| Some(Reading { weak: false, cost: 12.0 })),
            None
        );
    }

    #[test]
    fn bases_beyond_the_listed_prefix_are_not_looked_for() {
        for (word, prefix, wanted) in [
            ("stopped", 7, ["stopp", "stoppe", "stop"].as_slice()),
            ("stopped", 5, &["stopp", "stoppe", "stop"]),
            ("stopped", 4, &["stop"]),
            ("stopped", 3, &[]),
            ("stopped", 0, &[]),
            ("happiness", 4, &["happy"]),
            ("happiness", 3, &[]),
            ("simply", 4, &["simp", "simple"]),
            ("simply", 3, &[]),
        ] {
            let mut asked = Vec::new();
            derive_behind(word, prefix, |base| {
                asked.push(base.to_owned());
                None
            });
            assert_eq!(asked, wanted, "{word} {prefix}");
        }
    }

    #[test]
    fn penalties_are_the_medians_of_the_word_list() {
        let nats = |zipf: &str| (9.0 - zipf.parse::<f32>().unwrap()) * std::f32::consts::LN_10;
        let words: std::collections::HashMap<&str, Reading> = include_str!("../../../data/en/words.tsv")
            .lines()
            .filter_map(|line| line.strip_suffix("\tc")?.split_once('\t'))
            .filter(|(_, zipf)| *zipf != "0")
            .map(|(word, zipf)| (word, Reading { weak: false, cost: nats(zipf) }))
            .collect();
        for (letters, ways, penalty) in all_endings() {
            let mut found: Vec<f32> = Vec::new();
            let mut buffer = [0; MAX_BYTES];
            for (word, reading) in &words {
                let Some(stem) = word.strip_suffix(*letters).filter(|_| word.is_ascii()) else { continue };
                for &(change, fits) in *ways {
                    let base = base(stem, change, &mut buffer).filter(|base| fits(base.as_bytes()));
                    let base =
                        base.and_then(|base| words.get(base)).filter(|base| base.cost >= MIN_BASE_COST);
                    found.extend(base.map(|base| reading.cost - base.cost));
                }
            }
            found.sort_by(f32::total_cmp);
            let median = found[found.len() / 2];
            assert!((median - penalty).abs() <= 0.1, "{letters}: {median:.2} nats in {} words", found.len());
        }
    }
}
