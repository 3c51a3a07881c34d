//! Lines of data sets, and what counts as white space in them.

use serde_json::json;

/// White space as the scorer of `eval/` has it, which is Python's: the information separators belong to it.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// A line about a text that has lost spaces: at which bytes, ascending, and of what kind.
pub fn line(id: &str, genre: &str, text: &str, lost: &[(usize, &str)]) -> String {
    let (mut correct, mut kinds, mut gap, mut done) = (String::new(), Vec::new(), 0, 0);
    for &(at, kind) in lost {
        let piece = &text[done..at];
        correct = correct + piece + " ";
        gap += piece.chars().filter(|&c| !is_space(c)).count();
        kinds.push(json!([gap, kind]));
        done = at;
    }
    correct += &text[done..];
    json!({ "id": id, "corrupt": text, "correct": correct, "genre": genre, "kinds": kinds }).to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn spaces_are_put_back_and_named_by_their_gaps() {
        let text = "Ça va? “Verywell,thank\u{a0}you.”\nSo theysaid.";
        let lost = [("Ça va? “Very".len(), "word+word"), ("Ça va? “Verywell,".len(), "punctuation")];
        let value: Value = serde_json::from_str(&line("1", "letters", text, &lost)).unwrap();
        assert_eq!(value["correct"], "Ça va? “Very well, thank\u{a0}you.”\nSo theysaid.");
        assert_eq!(value["kinds"], json!([[10, "word+word"], [15, "punctuation"]]));
        assert_eq!((&value["id"], &value["genre"]), (&json!("1"), &json!("letters")));
    }

    #[test]
    fn what_lost_nothing_is_right_as_it_is() {
        let value: Value = serde_json::from_str(&line("1", "letters", "All is well.", &[])).unwrap();
        assert_eq!(value["corrupt"], value["correct"]);
        assert_eq!(value["kinds"], json!([]));
    }
}
