//! Makes a data set of whole lines that lost every space: “Itcouldnotbehelped,andsoitwas.”
//!
//! Each line is a sentence out of the right texts of another data set, once as a text of its own and once in its place.

use std::fs;
use std::ops::{Range, RangeInclusive};
use std::path::Path;

use serde_json::Value;
use unglue_format::hash::fnv;
use unglue_run::Result;

use crate::format::line;

/// How many words a line has.
const WORDS: RangeInclusive<usize> = 4..=25;

/// The kind of every space that is lost here.
const KIND: &str = "line";

const OPENING: [char; 6] = ['"', '\'', '“', '‘', '(', '['];
const CLOSING: [char; 6] = ['"', '\'', '”', '’', ')', ']'];
const ENDING: [char; 4] = ['.', '?', '!', '…'];

/// A dot behind one of these ends no sentence; nor does one behind a single letter.
const ABBREVIATIONS: [&str; 20] = [
    "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Gen", "Col", "Capt", "Lt", "Sen", "Rep", "Gov", "No", "vs", "Jr",
    "Sr", "Inc", "Co", "Corp",
];

/// Reads a data set and writes another of unspaced lines.
pub fn write(from: &Path, to: &Path) -> Result<()> {
    let say = |file: &Path, e: &dyn std::fmt::Display| format!("{}: {e}", file.display());
    let content = fs::read_to_string(from).map_err(|e| say(from, &e))?;
    let mut lines = Vec::new();
    for text in content.lines().filter(|text| !text.trim().is_empty()) {
        let value: Value = serde_json::from_str(text).map_err(|e| say(from, &e))?;
        let (Some(id), Some(correct)) = (value["id"].as_str(), value["correct"].as_str()) else {
            return Err(say(from, &"a text without id or correct"));
        };
        lines.extend(of_text(id, correct));
    }
    fs::write(to, lines.join("\n") + "\n").map_err(|e| say(to, &e))?;
    println!("{} texts in {}", lines.len(), to.display());
    Ok(())
}

/// One sentence of a text without its spaces: alone, and inside the text if there is more of it.
fn of_text(id: &str, text: &str) -> Vec<String> {
    // Where a fence begins or ends, nobody knows what is code.
    if text.contains("```") || text.contains("~~~") {
        return Vec::new();
    }
    let mut sentences = sentences(text);
    sentences.retain(|sentence| is_usable(&text[sentence.clone()]));
    if sentences.is_empty() {
        return Vec::new();
    }
    // Any of them, but always the same.
    let nth = fnv(id.as_bytes()) % sentences.len() as u64;
    let sentence = sentences.swap_remove(nth as usize);
    let (before, after) = (&text[..sentence.start], &text[sentence.end..]);
    let mut made = vec![unspaced(&format!("{id}-alone"), "line-alone", "", &text[sentence.clone()], "")];
    if !before.trim().is_empty() || !after.trim().is_empty() {
        made.push(unspaced(&format!("{id}-inside"), "line-inside", before, &text[sentence], after));
    }
    made
}

/// The line of a data set about a sentence without its spaces, and what stands around it.
fn unspaced(id: &str, genre: &str, before: &str, sentence: &str, after: &str) -> String {
    let (mut text, mut lost) = (before.to_owned(), Vec::new());
    for (nth, word) in sentence.split(' ').enumerate() {
        if nth > 0 {
            lost.push((text.len(), KIND));
        }
        text.push_str(word);
    }
    line(id, genre, &(text + after), &crate::format::lost(&lost))
}

/// The pieces of every line between ends of sentences; none holds a line break.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        let from = start + line.len() - line.trim_start().len();
        let mut done = from.min(end);
        for (space, _) in text[done..end].match_indices(' ').map(|(at, s)| (from + at, s)) {
            if is_end(&text[done..space], &text[space + 1..end]) {
                sentences.push(done..space);
                done = space + 1;
            }
        }
        sentences.push(done..end);
        start += line.len();
    }
    sentences
}

/// Whether a sentence ends between two pieces of a line that have a space between them.
fn is_end(before: &str, after: &str) -> bool {
    let body = before.trim_end_matches(CLOSING);
    let starts = after.trim_start_matches(OPENING).starts_with(char::is_uppercase);
    if !starts || !body.ends_with(ENDING) {
        return false;
    }
    let word = body.trim_end_matches(ENDING).rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    !(body.ends_with('.') && (word.chars().count() == 1 || ABBREVIATIONS.contains(&word)))
}

/// Whether a piece is a sentence of prose that a reader could put the spaces back into.
fn is_usable(sentence: &str) -> bool {
    let words: Vec<&str> = sentence.split(' ').collect();
    let whole = sentence.trim_start_matches(OPENING).starts_with(char::is_uppercase)
        && sentence.trim_end_matches(CLOSING).ends_with(ENDING);
    let latin = |c: char| !c.is_alphabetic() || c < '\u{250}' || ('\u{1e00}'..='\u{1eff}').contains(&c);
    whole
        && WORDS.contains(&words.len())
        && sentence.chars().all(|c| latin(c) && !is_of_code(c) && (c == ' ' || !c.is_whitespace()))
        && words.iter().all(|word| is_prose(word))
}

/// Marks of code, markup, paths and addresses.
fn is_of_code(c: char) -> bool {
    "`<>{}[]|\\_@#/=*~^+".contains(c)
}

/// Whether a word is one: no address, no file name, no call, no model; and no mark that stands alone, since nobody
/// could tell that it had spaces around it.
fn is_prose(word: &str) -> bool {
    let letters = word.contains(char::is_alphabetic);
    let digits = word.contains(char::is_numeric);
    let chars: Vec<char> = word.chars().collect();
    // A dot or a bracket right between letters.
    let joined = chars
        .windows(3)
        .any(|three| three[0].is_alphabetic() && ".(:".contains(three[1]) && three[2].is_alphanumeric());
    letters != digits && !joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Text;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_would_say_so() {
        assert_eq!(
            split("He left. “Why?” She knew!\n  So did I."),
            ["He left.", "“Why?”", "She knew!", "So did I."]
        );
        assert_eq!(split("Mr. Hill met J. Dale at 5 p.m. sharp."), ["Mr. Hill met J. Dale at 5 p.m. sharp."]);
        assert_eq!(split("(It rained.) Then it stopped"), ["(It rained.)", "Then it stopped"]);
        assert_eq!(split("“Stop!” he said… and ran."), ["“Stop!” he said… and ran."]);
        assert_eq!(split("\n \nOne here. "), ["", "", "One here."]);
        assert_eq!(split(""), [""; 0]);
    }

    #[test]
    fn only_whole_sentences_of_prose_are_used() {
        for usable in [
            "It could not be helped.",
            "“Nobody came,” said the old keeper!",
            "In 1998 we sold 3.5 tons of it.",
            "Zoë’s café (the new one) was closed.",
        ] {
            assert!(is_usable(usable), "{usable}");
        }
        for not in [
            "Far too short.",
            "it begins within a sentence.",
            "This one has no end",
            "See www.example.com for the rest.",
            "Please write to keeper@example.com about it.",
            "Then call `run` and wait for it.",
            "Then call run(x) and wait for it.",
            "The MP3 player broke last night.",
            "The word дом means a house.",
            "The word\tbehind it is too far.",
            "There are two  spaces in this.",
            "Nobody – not even he – could tell.",
        ] {
            assert!(!is_usable(not), "{not}");
        }
        assert!(is_usable(&("So ".repeat(24) + "it.")) && !is_usable(&("So ".repeat(25) + "it.")));
    }

    #[test]
    fn a_line_is_written_alone_and_in_its_place() {
        let text = "A heading\nIt could not be helped, and so it was. Yes.";
        let made = of_text("t1", text);
        let values: Vec<Value> = made.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
        let field = |nth: usize, name: &str| values[nth][name].as_str().unwrap();
        assert_eq!(field(0, "corrupt"), "Itcouldnotbehelped,andsoitwas.");
        assert_eq!(field(0, "correct"), "It could not be helped, and so it was.");
        assert_eq!(field(1, "corrupt"), "A heading\nItcouldnotbehelped,andsoitwas. Yes.");
        assert_eq!(field(1, "correct"), text);
        assert_eq!((field(0, "genre"), field(1, "genre")), ("line-alone", "line-inside"));
        assert_eq!((field(0, "id"), field(1, "id")), ("t1-alone", "t1-inside"));
        // The scorer takes them, and every lost space has its kind.
        for line in &made {
            let missing: Vec<String> =
                Text::read(line).unwrap().missing().map(|(_, kind)| kind.to_owned()).collect();
            assert_eq!(missing, ["line"; 8]);
        }
    }

    #[test]
    fn what_has_no_usable_sentence_gives_nothing() {
        assert!(of_text("t1", "Too short. no sentence either").is_empty());
        assert!(of_text("t1", "```\nIt could not be helped.\n```").is_empty());
        let alone = of_text("t1", "It could not be helped.\n");
        assert_eq!(alone.len(), 1);
    }

    #[test]
    fn the_choice_is_always_the_same() {
        let text = "It could not be helped. Nobody saw the ship go. We all went home then.";
        assert_eq!(of_text("t1", text), of_text("t1", text));
        let chosen = |nth: usize| of_text(&format!("t{nth}"), text).swap_remove(0);
        assert!(
            (2..20).any(|nth| chosen(nth).split_once("corrupt").unwrap().1
                != chosen(1).split_once("corrupt").unwrap().1)
        );
    }
}
