//! What stands in papers beside prose: references to figures and sections, citations, entries of the list of references,
//! affiliations, values in brackets. All of it with the spaces that it should have; extractors lose them.

use fastrand::Rng;

use crate::passage::replace;
use crate::spelling::like;

/// One word in this many has something of this module behind it.
const WORDS_PER_PLANT: usize = 14;
/// One text in this many has lines of names and addresses before it, and one in as many entries of references behind it.
const TEXTS_PER_LINES: usize = 4;

const PARTS: [&str; 16] = [
    "Fig.", "Fig.", "Fig.", "Figure", "Figures", "Figs.", "Table", "Table", "Tables", "Section", "Sect.",
    "Eq.", "Appendix", "Chapter", "Vol.", "Equation",
];
const QUANTITIES: [&str; 14] = [
    "mean",
    "std",
    "sd",
    "levels",
    "range",
    "median",
    "total",
    "about",
    "at least",
    "the first",
    "layer",
    "between",
    "size",
    "version",
];
const INSTITUTES: [&str; 10] = [
    "Department of",
    "School of",
    "Institute for",
    "Institute of",
    "Centre for",
    "Faculty of",
    "Laboratory of",
    "Division of",
    "Max Planck Institute for",
    "College of",
];
const JOURNALS: [&str; 12] = [
    "Nature",
    "Science",
    "MNRAS",
    "ApJ",
    "A&A",
    "Phys. Rev. D",
    "J. Appl. Phys.",
    "Ann. Intern. Med.",
    "PNAS",
    "Journal of",
    "Proceedings of the",
    "IEEE Trans.",
];
const PANELS: [&str; 6] = ["left", "right", "top", "bottom", "red", "dashed"];
const MONTHS: [&str; 6] = ["January", "March", "May", "July", "September", "December"];

/// The words that papers are made of.
pub struct Words<'a> {
    /// Names of people and places.
    pub names: &'a [String],
    /// Lower-case words.
    pub vocabulary: &'a [String],
}

impl Words<'_> {
    fn name(&self, chance: &mut Rng) -> String {
        like("X", &self.names[chance.usize(0..self.names.len())])
    }

    fn word(&self, chance: &mut Rng) -> &str {
        &self.vocabulary[chance.usize(0..self.vocabulary.len())]
    }

    fn topic(&self, chance: &mut Rng) -> String {
        like("X", self.word(chance))
    }

    fn initials(&self, chance: &mut Rng) -> String {
        let letter = |chance: &mut Rng| char::from(chance.u8(b'A'..=b'Z'));
        match chance.usize(0..3) {
            0 => format!("{}.", letter(chance)),
            1 => format!("{}. {}.", letter(chance), letter(chance)),
            _ => format!("{}.{}.", letter(chance), letter(chance)),
        }
    }
}

/// Puts what stands in papers into a text, whose spaces are all there.
pub fn plant(text: &str, words: &Words, chance: &mut Rng) -> String {
    let style = chance.usize(0..4);
    let mut out = replace(text, WORDS_PER_PLANT, chance, |word, chance| {
        let what = match (style, chance.usize(0..4)) {
            (0, _) | (3, 0) => reference_to_part(words, chance),
            (1, _) | (3, 1) => citation(words, chance),
            (2, 0 | 1) | (3, 2) => value(chance),
            _ => return Some(format!("{word} {} {}", words.word(chance), bracketed(words, chance))),
        };
        Some(format!("{word} {what}"))
    });
    if chance.usize(0..TEXTS_PER_LINES) == 0 {
        let lines = affiliations(words, chance);
        out = format!("{lines}\n\n{out}");
    }
    if chance.usize(0..TEXTS_PER_LINES) == 0 {
        let separator = if chance.bool() { "\n" } else { " " };
        let entries: Vec<String> = (0..chance.usize(2..7)).map(|_| entry(words, chance)).collect();
        out = format!("{out}\n\n{}", entries.join(separator));
    }
    out
}

/// "Fig. 3", "(see Appendix B.2)", "Tables 5.11 and 5.12".
fn reference_to_part(words: &Words, chance: &mut Rng) -> String {
    let part = PARTS[chance.usize(0..PARTS.len())];
    let number = |chance: &mut Rng| match chance.usize(0..6) {
        0 => format!("{}.{}", chance.usize(1..9), chance.usize(1..20)),
        1 => format!("{}.{}", char::from(chance.u8(b'A'..b'F')), chance.usize(1..9)),
        2 => format!("{}{}", chance.usize(1..12), ["a", "b", "c"][chance.usize(0..3)]),
        _ => chance.usize(1..30).to_string(),
    };
    let (a, b) = (number(chance), number(chance));
    match chance.usize(0..8) {
        0 => format!("{part} {a} and {b}"),
        1 => format!("{part} {a}, {b} and {}", number(chance)),
        2 => format!("({part} {a})"),
        3 => format!("(see {part} {a})"),
        4 => format!("(see {part} {a} and {part} {b})"),
        5 => format!("{part} {a} ({})", PANELS[chance.usize(0..PANELS.len())]),
        6 => format!("{part} {a}. {}", words.topic(chance)),
        _ => format!("in {part} {a}"),
    }
}

/// "(Lindgren et al., 2017)", "Lindgren & Moreau (2010)", "[22]".
fn citation(words: &Words, chance: &mut Rng) -> String {
    let (a, b) = (words.name(chance), words.name(chance));
    let year = chance.usize(1950..2027);
    let later = ["", "", "", "a", "b"][chance.usize(0..5)];
    match chance.usize(0..12) {
        0 | 1 => format!("({a} et al., {year}{later})"),
        2 | 3 => format!("{a} et al. ({year}{later})"),
        4 => format!("({a} et al. {year})"),
        5 => format!("({a} & {b}, {year})"),
        6 => format!("{a} and {b} ({year})"),
        7 => format!("({a}, {year}; {b} et al., {})", year + 1),
        8 => format!("(e.g., {a} & {b} {year}; {b} {})", year - 3),
        9 => format!("[{}]", chance.usize(1..80)),
        10 => format!("[{}, {}]", chance.usize(1..40), chance.usize(40..80)),
        _ => format!("(cf. {a} et al. {year}{later})"),
    }
}

/// "(mean 27.1, std 2.4)", "between 0 and 1", "MNRAS 000, 1–15 (2021)".
fn value(chance: &mut Rng) -> String {
    let number = |chance: &mut Rng| match chance.usize(0..3) {
        0 => format!("{}.{}", chance.usize(0..99), chance.usize(0..99)),
        1 => chance.usize(0..13).to_string(),
        _ => chance.usize(0..3000).to_string(),
    };
    let (a, b, c) = (number(chance), number(chance), number(chance));
    let quantity = QUANTITIES[chance.usize(0..QUANTITIES.len())];
    match chance.usize(0..9) {
        0 => format!("({quantity} {a}, {quantity} {b})"),
        1 => format!("({quantity}: {a}, {b}, {c})"),
        2 => format!("between {a} and {b}"),
        3 => format!("for {quantity} {a}"),
        4 => format!("from {a} to {b}"),
        5 => format!("the {a} and {b}"),
        6 => format!("{a}, {b} and {c}"),
        7 => {
            let journal = JOURNALS[chance.usize(0..JOURNALS.len())];
            format!(
                "{journal} {a}, {}–{} ({})",
                chance.usize(1..20),
                chance.usize(20..99),
                chance.usize(1990..2027)
            )
        }
        _ => format!(
            "{} {} {}",
            chance.usize(1..31),
            MONTHS[chance.usize(0..MONTHS.len())],
            chance.usize(1990..2027)
        ),
    }
}

/// "(left and right)", "(a)", "(dashed line)".
fn bracketed(words: &Words, chance: &mut Rng) -> String {
    let panel = |chance: &mut Rng| PANELS[chance.usize(0..PANELS.len())];
    match chance.usize(0..5) {
        0 => format!("({} and {})", panel(chance), panel(chance)),
        1 => "(a) and (b)".to_owned(),
        2 => format!("({})", words.word(chance)),
        3 => format!("({} {})", panel(chance), words.word(chance)),
        _ => format!("(see {})", words.word(chance)),
    }
}

/// Lines such as "1 Department of Physics, University of Lund, 22100 Lund, Sweden".
fn affiliations(words: &Words, chance: &mut Rng) -> String {
    let style = chance.usize(0..4);
    let mut line = |nth: usize| {
        let institute = INSTITUTES[chance.usize(0..INSTITUTES.len())];
        let (topic, name, city) = (words.topic(chance), words.name(chance), words.name(chance));
        let university = match chance.usize(0..3) {
            0 => format!("{name} University"),
            1 => format!("University of {name}"),
            _ => format!("{name} {}", words.name(chance)),
        };
        let code = match chance.usize(0..4) {
            0 => format!("{}-{} ", char::from(chance.u8(b'A'..=b'Z')), chance.usize(1_000..99_999)),
            1 => format!("{} ", chance.usize(1_000..99_999)),
            _ => String::new(),
        };
        let number = match style {
            0 => format!("{nth} "),
            1 => nth.to_string(),
            2 => format!("{}. ", nth),
            _ => String::new(),
        };
        let country = words.name(chance);
        format!("{number}{institute} {topic}, {university}, {code}{city}, {country}")
    };
    let separator = [" ", "\n", "; ", ", "][style];
    (1..6).map(&mut line).collect::<Vec<_>>().join(separator)
}

/// An entry of a list of references, in one of the usual styles.
fn entry(words: &Words, chance: &mut Rng) -> String {
    let (a, b) = (words.name(chance), words.name(chance));
    let (i, j) = (words.initials(chance), words.initials(chance));
    let year = chance.usize(1950..2027);
    let journal = JOURNALS[chance.usize(0..JOURNALS.len())];
    let (volume, page) = (chance.usize(1..900), chance.usize(1..9000));
    let title = format!(
        "{} {} of {} {}",
        words.topic(chance),
        words.word(chance),
        words.word(chance),
        words.word(chance)
    );
    match chance.usize(0..6) {
        0 => format!("{a} {i}, {b} {j}, {year}, {journal}, {volume}, {page}"),
        1 => format!("{a}, {i}, & {b}, {j} {year}, {journal}, {volume}, {page}"),
        2 => format!("{a} {i}, et al., {year}, {journal}, {volume}, {page}"),
        3 => {
            format!("[{}] {i} {a} and {j} {b}. {title}. {journal}, {volume}:{page}, {year}.", volume % 90 + 1)
        }
        4 => format!(
            "{a} {}, {b} {}. {title}. {journal}. {year};{volume}:{page}.",
            i.replace(['.', ' '], ""),
            j.replace(['.', ' '], "")
        ),
        _ => format!(
            "{a}, {i} ({year}). {title}. {journal}, {volume}({}), {page}–{}.",
            volume % 12 + 1,
            page + 9
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_planted_keeps_the_words_and_doubles_no_space() {
        let (names, vocabulary) = (["lindgren".to_owned()], ["layer".to_owned()]);
        let words = Words { names: &names, vocabulary: &vocabulary };
        let text = "There is nothing here that anyone would have called unusual";
        let mut chance = Rng::with_seed(5);
        for _ in 0..500 {
            let planted = plant(text, &words, &mut chance);
            assert!(planted.len() > text.len() && !planted.contains("  "), "{planted}");
            let mut rest = planted.split_whitespace();
            assert!(text.split(' ').all(|word| rest.any(|other| other == word)), "{planted}");
        }
    }
}
