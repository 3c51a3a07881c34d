//! Lines of data sets, and what counts as white space in them.

use serde_json::json;

/// White space as the scorer of `eval/` has it, which is Python's: the information separators belong to it.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// A place where the white space of a text is wrong.
#[derive(Debug, Clone, Copy)]
pub struct Wrong<'k> {
    /// Where a space is missing, or too many, in bytes of the text.
    pub at: usize,
    /// The kind of the slip.
    pub kind: &'k str,
    /// Whether the space there is too many.
    pub is_spurious: bool,
}

/// Returns the places of spaces that are lost: at which bytes, and of what kind.
pub fn lost<'k>(places: &[(usize, &'k str)]) -> Vec<Wrong<'k>> {
    places.iter().map(|&(at, kind)| Wrong { at, kind, is_spurious: false }).collect()
}

/// A line about a text whose white space is wrong at these places, which ascend.
pub fn line(id: &str, genre: &str, text: &str, wrong: &[Wrong]) -> String {
    let (mut correct, mut kinds, mut gap, mut done) = (String::new(), Vec::new(), 0, 0);
    for &Wrong { at, kind, is_spurious } in wrong {
        let piece = &text[done..at];
        correct = correct + piece + if is_spurious { "" } else { " " };
        gap += piece.chars().filter(|&c| !is_space(c)).count();
        kinds.push(json!([gap, kind]));
        done = at + usize::from(is_spurious);
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
        let lost = lost(&[("Ça va? “Very".len(), "word+word"), ("Ça va? “Verywell,".len(), "punctuation")]);
        let value: Value = serde_json::from_str(&line("1", "letters", text, &lost)).unwrap();
        assert_eq!(value["correct"], "Ça va? “Very well, thank\u{a0}you.”\nSo theysaid.");
        assert_eq!(value["kinds"], json!([[10, "word+word"], [15, "punctuation"]]));
        assert_eq!((&value["id"], &value["genre"]), (&json!("1"), &json!("letters")));
    }

    #[test]
    fn a_space_too_many_is_taken_out() {
        let wrong = [(3, false), (4, true)].map(|(at, is_spurious)| Wrong { at, kind: "moved", is_spurious });
        let value: Value = serde_json::from_str(&line("1", "letters", "thef eed", &wrong)).unwrap();
        assert_eq!(value["correct"], "the feed");
        assert_eq!(value["kinds"], json!([[3, "moved"], [4, "moved"]]));
    }

    #[test]
    fn what_lost_nothing_is_right_as_it_is() {
        let value: Value = serde_json::from_str(&line("1", "letters", "All is well.", &[])).unwrap();
        assert_eq!(value["corrupt"], value["correct"]);
        assert_eq!(value["kinds"], json!([]));
    }
}
