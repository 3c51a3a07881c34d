//! Corrections by hand, `overrides.tsv`: a line adds or replaces a word, or takes one away.

use crate::class::{CLASSES, Class};
use crate::words::{Entry, Words};

/// One line.
#[derive(Debug, PartialEq)]
pub enum Override {
    /// `+ <TAB> word <TAB> zipf <TAB> class`
    Put(String, Entry),
    /// `- <TAB> word`
    Remove(String),
}

/// Reads the file: one override a line; lines that start with `#` and empty lines say nothing.
///
/// # Errors
/// Names the line that cannot be read, and the word that stands there twice.
pub fn parse(text: &str) -> Result<Vec<Override>, String> {
    let mut overrides = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for (number, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let bad = |what: &str| format!("overrides.tsv, line {}: {what}: {line:?}", number + 1);
        let columns: Vec<&str> = line.split('\t').collect();
        overrides.push(match columns[..] {
            ["+", word, zipf, class] if !word.is_empty() => {
                let zipf = parse_zipf(zipf)
                    .ok_or_else(|| bad("the Zipf value is 0 to 8 with one decimal at most"))?;
                let class = Class::from_letter(class).ok_or_else(|| {
                    let letters = CLASSES.map(|(_, letter, _)| letter.to_string());
                    bad(&format!("the class is one of {}", letters.join(" ")))
                })?;
                Override::Put(word.to_owned(), Entry { zipf, class })
            }
            ["-", word] if !word.is_empty() => Override::Remove(word.to_owned()),
            _ => return Err(bad("wanted `+ word zipf class` or `- word`, parted by tabs")),
        });
        if !seen.insert(columns[1]) {
            return Err(bad("the word stands here twice"));
        }
    }
    Ok(overrides)
}

/// Changes the words.
///
/// # Errors
/// Names overrides that change nothing: they have outlived their reason.
pub fn apply(overrides: &[Override], words: &mut Words) -> Result<(), String> {
    let mut idle = Vec::new();
    for change in overrides {
        let (word, changed) = match change {
            Override::Put(word, entry) => (word, words.insert(word.clone(), *entry) != Some(*entry)),
            Override::Remove(word) => (word, words.remove(word).is_some()),
        };
        if !changed {
            idle.push(word.as_str());
        }
    }
    match idle.is_empty() {
        true => Ok(()),
        false => Err(format!("overrides.tsv: these lines change nothing, remove them: {}", idle.join(", "))),
    }
}

fn parse_zipf(text: &str) -> Option<i32> {
    let (whole, tenths) = text.split_once('.').unwrap_or((text, "0"));
    let digit = |text: &str| (text.len() == 1).then(|| text.parse::<i32>().ok()).flatten();
    let zipf = digit(whole)? * 100 + digit(tenths)? * 10;
    (zipf <= 800).then_some(zipf)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(zipf: i32, class: Class) -> Entry {
        Entry { zipf, class }
    }

    #[test]
    fn reads_lines() {
        let text = "# why\n\n+\tlookin\t3.8\tw\n+\tDévi\t2\tn\n-\ttobe\n";
        let wanted = [
            Override::Put("lookin".into(), entry(380, Class::Weak)),
            Override::Put("Dévi".into(), entry(200, Class::Name)),
            Override::Remove("tobe".into()),
        ];
        assert_eq!(parse(text).unwrap(), wanted);
    }

    #[test]
    fn refuses_lines_that_say_nothing_sure() {
        for (line, wrong) in [
            ("tobe", "wanted"),
            ("-\t", "wanted"),
            ("-\ttobe\t2.0", "wanted"),
            ("+\ttobe\t2.0", "wanted"),
            ("+\ttobe\t2.04\tc", "Zipf"),
            ("+\ttobe\t9.0\tc", "Zipf"),
            ("+\ttobe\t-1\tc", "Zipf"),
            ("+\ttobe\t2.0\tz", "class"),
            ("-\ttobe\n+\ttobe\t2.0\tc", "twice"),
        ] {
            let error = parse(line).unwrap_err();
            assert!(error.contains(wrong), "{line:?}: {error}");
        }
    }

    #[test]
    fn changes_words() {
        let mut words = Words::from([
            ("tobe".to_owned(), entry(260, Class::Common)),
            ("us".to_owned(), entry(600, Class::Common)),
        ]);
        apply(&parse("-\ttobe\n+\tus\t5.9\tc\n+\tlookin\t3.8\tw\n").unwrap(), &mut words).unwrap();
        let wanted = [("lookin", entry(380, Class::Weak)), ("us", entry(590, Class::Common))];
        assert!(words.iter().map(|(word, entry)| (word.as_str(), *entry)).eq(wanted));
    }

    #[test]
    fn refuses_overrides_that_change_nothing() {
        let mut words = Words::from([("us".to_owned(), entry(600, Class::Common))]);
        let overrides = parse("-\ttobe\n+\tus\t6.0\tc\n").unwrap();
        let error = apply(&overrides, &mut words).unwrap_err();
        assert!(error.contains("tobe, us"), "{error}");
    }
}
