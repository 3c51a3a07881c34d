//! Slow and simple versions of what is quick and clever: the tokenizer and the offsets. That of the segmenter is in
//! `src/spacing/lattice/oracle.rs`, since it sees the costs of segments; that of documents is [`Edited`](unglue_laws::laws::Edited).

use proptest::prelude::*;
use proptest::sample::Index;
use unglue::training::{Break, Kind, findings, tokenize};
use unglue::{Checker, Edit, Language, Options, Utf16Index};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::pieces::text;

/// What a grapheme cluster is to the tokenizer.
#[derive(Clone, Copy, PartialEq)]
enum Is {
    Letter,
    /// A letter that may stand beside Latin ones: Greek, Cyrillic.
    Related,
    Foreign,
    /// A superscript behind a letter or digit.
    Raised,
    Digit,
    Apostrophe,
    Separator,
    Space,
    /// A soft hyphen or a zero-width no-break space between two letters.
    Ignorable,
    Other,
}

fn is_latin(c: char) -> bool {
    c.is_ascii() || ('À'..='ɏ').contains(&c) || ('Ḁ'..='ỿ').contains(&c)
}

fn is_raised(c: char) -> bool {
    "ªº²³¹⁰ⁱⱼⱽ\u{1d78}\u{a770}\u{a7f8}\u{a7f9}\u{ab69}".contains(c)
        || [
            'ʰ'..='ʸ',
            'ˠ'..='ˤ',
            'ᴬ'..='ᵪ',
            'ᶛ'..='ᶿ',
            '⁴'..='₎',
            'ₐ'..='ₜ',
            '\u{a7f1}'..='ꟴ',
            'ꭜ'..='ꭟ',
            '\u{10780}'..='𐞺',
        ]
        .iter()
        .any(|range| range.contains(&c))
}

fn is_related(c: char) -> bool {
    let blocks = [
        'ɐ'..='ʯ',
        'Ͱ'..='ԯ',
        'ᴀ'..='ᴫ',
        'ᵫ'..='ᶚ',
        'ἀ'..='῿',
        '℀'..='⅏',
        'Ⱡ'..='Ɀ',
        '꜠'..='ꟿ',
        'ꬰ'..='\u{ab6f}',
        '\u{1d6a6}'..='\u{1d7cb}',
    ];
    c == 'µ' || blocks.iter().any(|block| block.contains(&c))
}

fn class(cluster: &str) -> Is {
    let chars: Vec<char> = cluster.chars().collect();
    match chars[..] {
        // Marks behind a space are part of it, and so are prefixes before one.
        _ if chars.contains(&' ') => Is::Space,
        ['\t' | '\n' | '\r' | '\u{b}' | '\u{c}', ..] => Is::Space,
        ['a'..='z' | 'A'..='Z'] => Is::Letter,
        ['0'..='9'] => Is::Digit,
        ['\'' | '’'] => Is::Apostrophe,
        ['.' | ',' | ':'] => Is::Separator,
        ['\u{200b}' | '\u{2060}' | '\u{feff}'] => Is::Space,
        [c] if c.is_whitespace() => Is::Space,
        [c, ..] if is_raised(c) => Is::Raised,
        // A letter with marks is that letter, and a compatibility form is what it stands for.
        [c, ..] if c.is_alphabetic() && c.nfkc().all(|c| is_latin(c) && c.is_alphabetic()) => Is::Letter,
        [c, ..] if is_latin(c) && c.is_alphabetic() => Is::Letter,
        [c] if is_related(c) && c.is_alphabetic() => Is::Related,
        [sign, c, ..] if format!("{sign}a").graphemes(true).count() == 1 && c.is_alphanumeric() => {
            Is::Foreign
        }
        [c, ..] if c.is_alphanumeric() => Is::Foreign,
        _ => Is::Other,
    }
}

/// A token: its bytes, its kind, and what stands before it.
type PlainToken = (std::ops::Range<usize>, Kind, Break);

/// The tokens of a text that has no more than one paragraph may have.
fn tokens(text: &str) -> Vec<PlainToken> {
    let mut clusters: Vec<(usize, &str, Is)> =
        text.grapheme_indices(true).map(|(at, cluster)| (at, cluster, class(cluster))).collect();
    // So it is with marks at the start of a line, which have no space to be part of.
    for at in 0..clusters.len() {
        let starts = at == 0 || clusters[at - 1].1.ends_with([' ', '\t', '\n', '\r', '\u{b}', '\u{c}']);
        if starts && format!(" {}", clusters[at].1).graphemes(true).count() == 1 {
            clusters[at].2 = Is::Space;
        }
    }
    for at in 0..clusters.len() {
        let is =
            |at: Option<usize>| at.and_then(|at| clusters.get(at)).map_or(Is::Space, |cluster| cluster.2);
        let is_letter = |at: Option<usize>| matches!(is(at), Is::Letter | Is::Related | Is::Foreign);
        let (before, next) = (at.checked_sub(1), Some(at + 1));
        let may_be_raised = is_letter(before) || matches!(is(before), Is::Digit | Is::Raised);
        let may_be_ignored = is_letter(before) && is_letter(next);
        match clusters[at].1 {
            _ if clusters[at].2 == Is::Raised && !may_be_raised => clusters[at].2 = Is::Other,
            "\u{ad}" | "\u{feff}" if may_be_ignored => clusters[at].2 = Is::Ignorable,
            _ => {}
        }
    }
    let is = |at: usize| clusters.get(at).map_or(Is::Space, |cluster| cluster.2);
    let is_letter = |at: usize| matches!(is(at), Is::Letter | Is::Related | Is::Foreign);
    // Whether a cluster belongs to a token, if the one before it is `joined` to one.
    let joins = |at: usize, joined: bool| match is(at) {
        Is::Letter | Is::Related | Is::Foreign | Is::Digit | Is::Raised | Is::Ignorable => true,
        Is::Apostrophe if joined && is(at + 1) == Is::Digit => is(at - 1) == Is::Digit,
        Is::Apostrophe => {
            joined && (is_letter(at - 1) || matches!(is(at - 1), Is::Digit | Is::Raised)) && is_letter(at + 1)
        }
        Is::Separator => joined && is(at - 1) == Is::Digit && is(at + 1) == Is::Digit,
        Is::Space | Is::Other => false,
    };
    let (mut tokens, mut at) = (Vec::new(), 0);
    let mut space = String::from("\n\n");
    while at < clusters.len() {
        let first = at;
        while at < clusters.len() && joins(at, at > first) {
            at += 1;
        }
        let run = &clusters[first..at];
        let has = |wanted: Is| run.iter().any(|cluster| cluster.2 == wanted);
        let is_foreign = has(Is::Foreign) || has(Is::Related) && !has(Is::Letter);
        let kind = match (is_foreign, has(Is::Letter), has(Is::Digit)) {
            (true, _, _) => Kind::Foreign,
            (_, true, true) => Kind::Mixed,
            (_, true, _) => Kind::Word,
            (_, _, true) => Kind::Number,
            _ => Kind::Punctuation,
        };
        if run.is_empty() {
            at += 1;
        }
        if is(first) == Is::Space {
            space += clusters[first].1;
            continue;
        }
        let before = match space.matches('\n').count() {
            0 if space.is_empty() => Break::None,
            0 => Break::Space,
            1 => Break::Line,
            _ => Break::Paragraph,
        };
        space.clear();
        tokens.push((clusters[first].0..clusters.get(at).map_or(text.len(), |next| next.0), kind, before));
    }
    tokens
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn tokens_are_those_of_a_reading_cluster_by_cluster(text in text(60)) {
        let found: Vec<PlainToken> = tokenize(&text).iter().map(|t| (t.range(), t.kind, t.before)).collect();
        let wanted = tokens(&text);
        // Longer paragraphs are divided, see `MAX_PARAGRAPH`.
        prop_assume!(wanted.len() < 1024);
        prop_assert_eq!(found, wanted);
    }

    #[test]
    fn offsets_are_counts_of_encode_utf16(text in text(40), asked in prop::collection::vec(any::<Index>(), 1..30)) {
        let (mut offsets, mut back) = (Utf16Index::new(&text), Utf16Index::new(&text));
        let units: Vec<u16> = text.encode_utf16().collect();
        prop_assert_eq!(offsets.len_units(), units.len());
        for index in asked {
            let byte = index.index(text.len() + 1);
            if text.is_char_boundary(byte) {
                prop_assert_eq!(offsets.unit_of(byte), text[..byte].encode_utf16().count());
            }
            let unit = index.index(units.len() + 2);
            // A unit inside a pair belongs to the character that starts one unit before it.
            let starts = |unit: usize| String::from_utf16(units.get(..unit)?).ok().map(|before| before.len());
            let wanted = starts(unit).map(|at| (at, false)).or_else(|| Some((starts(unit.checked_sub(1)?)?, true)));
            prop_assert_eq!(back.byte_of(unit), wanted.filter(|_| unit <= units.len()), "unit {}", unit);
        }
    }
}

/// The confidence from which on the checker shows a finding by default.
const SHOWN: f32 = 0.8;

/// Findings compete for the characters that they show, and none may lose to one that is made beside it.
#[test]
fn every_space_that_is_found_is_reported() {
    let checker = Checker::new(Language::english().unwrap(), Options::default()).unwrap();
    let table = include_str!("../cases/clean.tsv");
    let sentences = table.lines().filter_map(|line| Some(line.split_once('\t')?.1));
    for fused in sentences.map(|sentence| sentence.replace(' ', "")) {
        let places = |edits: Vec<Edit>| {
            let mut places: Vec<usize> = edits.into_iter().map(|edit| edit.range.start).collect();
            places.sort_unstable();
            places
        };
        let found = findings(checker.engine(), &fused, SHOWN).into_iter().flat_map(|finding| finding.edits);
        let reported = checker.check(&*fused).into_iter().flat_map(|d| d.suggestions[0].edits.clone());
        assert_eq!(places(reported.collect()), places(found.collect()), "{fused}");
    }
}
