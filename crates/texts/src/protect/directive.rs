//! What a comment of a text tells unglue: `unglue:off`, `unglue:on`, `unglue:ignore WORD …`.

use std::ops::Range;

use memchr::memmem;

/// What the directives so far say of the text that follows.
#[derive(Debug, Clone, Default)]
pub(super) struct Directives {
    is_off: bool,
    /// Words that are left alone from here on.
    ignored: Vec<String>,
}

const NAME: &str = "unglue:";

impl Directives {
    /// Obeys the directives in the comments of a part, which ascend: adds what they protect to `protect`.
    pub(super) fn scan(&mut self, part: &str, comments: &[Range<usize>], protect: &mut Vec<Range<usize>>) {
        let mut at = 0;
        for comment in comments {
            for (found, directive) in directives(&part[comment.clone()]) {
                let here = comment.start + found;
                self.leave_alone(part, at..here, protect);
                at = here;
                match directive {
                    Directive::Off => self.is_off = true,
                    Directive::On => self.is_off = false,
                    Directive::Ignore(words) => self.ignored.extend(words.map(str::to_owned)),
                }
                protect.push(here..(here + NAME.len()).min(part.len()));
            }
        }
        self.leave_alone(part, at..part.len(), protect);
    }

    /// Protects what is to be left alone in a range.
    fn leave_alone(&self, part: &str, range: Range<usize>, protect: &mut Vec<Range<usize>>) {
        if self.is_off {
            protect.push(range);
            return;
        }
        let text = &part[range.clone()];
        for word in &self.ignored {
            for found in memmem::find_iter(text.as_bytes(), word) {
                let end = found + word.len();
                let is_apart = !text[..found].ends_with(char::is_alphanumeric)
                    && !text[end..].starts_with(char::is_alphanumeric);
                if is_apart {
                    protect.push(range.start + found..range.start + end);
                }
            }
        }
    }
}

enum Directive<W> {
    Off,
    On,
    Ignore(W),
}

/// Returns the directives of a comment, each with its offset.
fn directives(comment: &str) -> impl Iterator<Item = (usize, Directive<impl Iterator<Item = &str>>)> {
    comment.match_indices(NAME).filter_map(move |(at, _)| {
        let rest = comment[at + NAME.len()..].lines().next().unwrap_or_default();
        let mut words = rest.split_whitespace();
        match words.next()? {
            "off" => Some((at, Directive::Off)),
            "on" => Some((at, Directive::On)),
            "ignore" => {
                // What closes a comment is no word.
                let words = words.filter(|word| word.contains(char::is_alphanumeric));
                Some((at, Directive::Ignore(words)))
            }
            _ => None,
        }
    })
}
