//! HTML entities: `&mdash;` and `&#8212;` stand for a dash.

/// The length of the longest entity that is recognised, in bytes.
const MAX_ENTITY_BYTES: usize = 12;

/// The names of entities that stand for no letter, sorted. A joining character (`&shy;`) is left out: it is part of a
/// word, as letters are.
const NAMED: [(&str, char); 64] = [
    ("Dagger", '‡'),
    ("Prime", '″'),
    ("amp", '&'),
    ("apos", '\''),
    ("ast", '*'),
    ("bdquo", '„'),
    ("bull", '•'),
    ("cent", '¢'),
    ("colon", ':'),
    ("comma", ','),
    ("commat", '@'),
    ("copy", '©'),
    ("dagger", '†'),
    ("deg", '°'),
    ("divide", '÷'),
    ("dollar", '$'),
    ("emsp", '\u{2003}'),
    ("ensp", '\u{2002}'),
    ("euro", '€'),
    ("excl", '!'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("frac34", '¾'),
    ("ge", '≥'),
    ("gt", '>'),
    ("hellip", '…'),
    ("iexcl", '¡'),
    ("iquest", '¿'),
    ("laquo", '«'),
    ("larr", '←'),
    ("lbrace", '{'),
    ("lbrack", '['),
    ("ldquo", '“'),
    ("le", '≤'),
    ("lpar", '('),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("middot", '·'),
    ("minus", '−'),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("ne", '≠'),
    ("num", '#'),
    ("para", '¶'),
    ("percnt", '%'),
    ("period", '.'),
    ("plusmn", '±'),
    ("pound", '£'),
    ("quest", '?'),
    ("quot", '"'),
    ("raquo", '»'),
    ("rarr", '→'),
    ("rbrace", '}'),
    ("rbrack", ']'),
    ("rdquo", '”'),
    ("reg", '®'),
    ("rpar", ')'),
    ("rsquo", '’'),
    ("sect", '§'),
    ("semi", ';'),
    ("thinsp", '\u{2009}'),
    ("times", '×'),
    ("yen", '¥'),
];

/// An entity of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entity {
    /// Its length, in bytes.
    pub len: usize,
    /// The character that it stands for; [`LETTER`](Entity::LETTER) for any name that is not one of a sign.
    pub stands_for: char,
}

impl Entity {
    /// What an entity counts as whose name is not in the list: nearly all others are letters.
    const LETTER: char = 'x';

    /// Returns whether it is part of the word around it: a letter, an apostrophe or an invisible character.
    pub(crate) fn joins(self) -> bool {
        self.stands_for.is_alphanumeric()
            || matches!(self.stands_for, '\'' | '’' | '\u{ad}' | '\u{200b}'..='\u{200d}')
    }
}

/// Returns the entity at the start of a text.
pub(crate) fn entity(text: &str) -> Option<Entity> {
    let bytes = text.as_bytes();
    let window = &bytes[..bytes.len().min(MAX_ENTITY_BYTES)];
    let end = window.iter().position(|&b| b == b';').filter(|_| bytes.first() == Some(&b'&'))?;
    let name = &text[1..end];
    let stands_for = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
        None if name.len() < 2 || !name.bytes().all(|b| b.is_ascii_alphanumeric()) => return None,
        None => match NAMED.binary_search_by_key(&name, |(name, _)| name) {
            Ok(nth) => NAMED[nth].1,
            Err(_) => Entity::LETTER,
        },
    };
    Some(Entity { len: end + 1, stands_for })
}

/// Returns the entity that ends at byte `end` of a text.
pub(crate) fn entity_before(text: &str, end: usize) -> Option<Entity> {
    let bytes = &text.as_bytes()[..end];
    let window = bytes.len().saturating_sub(MAX_ENTITY_BYTES);
    let start = window + bytes[window..].iter().rposition(|&b| b == b'&')?;
    entity(&text[start..end]).filter(|entity| start + entity.len == end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities() {
        assert!(NAMED.is_sorted());
        for (text, stands_for) in [
            ("&mdash;and", Some('—')),
            ("&#91;a", Some('[')),
            ("&#x5B;a", Some('[')),
            ("&eacute;s", Some(Entity::LETTER)),
            ("&T;", None),
            ("& a;", None),
            ("&#;", None),
            ("&#x110000;", None),
            ("&averyverylongname;", None),
            ("mdash;", None),
            ("&é;", None),
        ] {
            assert_eq!(entity(text).map(|entity| entity.stands_for), stands_for, "{text:?}");
        }
        assert_eq!(entity_before("off&mdash;and", 10).map(|entity| entity.len), Some(7));
        assert_eq!(entity_before("a&b; c;", 7), None);
        assert_eq!(entity_before("é;", 3), None);
    }
}
