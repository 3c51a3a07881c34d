//! Latin letters, and the characters that stand for Latin letters or belong to the letter before them.
//!
//! The tables are an excerpt of the Unicode Character Database. A test compares them with the crate
//! `unicode-normalization`, which has the tables of all scripts and would add those to the Wasm file.

/// Returns whether a character is a Latin letter that words of a language may have: Basic Latin to Latin Extended-B, and
/// Latin Extended Additional.
pub(crate) fn is_latin(c: char) -> bool {
    matches!(c,
        'a'..='z' | 'A'..='Z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// Returns whether a character is a letter that stands beside Latin ones in one word or formula: Greek, Cyrillic, or a
/// Latin letter that no list has. Scripts that are written without spaces are not among them: where they meet Latin
/// letters no space is missing.
pub(crate) fn is_related_letter(c: char) -> bool {
    let may_be = matches!(c,
        '\u{b5}'
        // The International Phonetic Alphabet.
        | '\u{250}'..='\u{2af}'
        // Greek and Cyrillic.
        | '\u{370}'..='\u{52f}' | '\u{1f00}'..='\u{1fff}'
        // Phonetic extensions.
        | '\u{1d00}'..='\u{1d2b}' | '\u{1d6b}'..='\u{1d9a}'
        // Letterlike symbols, Latin Extended-C, -D and -E.
        | '\u{2100}'..='\u{214f}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}' | '\u{ab30}'..='\u{ab6f}'
        // Mathematical Greek letters.
        | '\u{1d6a6}'..='\u{1d7cb}');
    may_be && c.is_alphabetic() && !is_raised(c)
}

/// Returns whether a character is a superscript or subscript, which belongs to the letter or digit before it: an
/// exponent, an index, the number of a footnote.
pub(crate) fn is_raised(c: char) -> bool {
    matches!(c,
        'ª' | '²' | '³' | '¹' | 'º'
        | '\u{2b0}'..='\u{2b8}' | '\u{2e0}'..='\u{2e4}'
        | '\u{1d2c}'..='\u{1d6a}' | '\u{1d78}' | '\u{1d9b}'..='\u{1dbf}'
        // Without the unassigned characters between them.
        | '⁰' | 'ⁱ' | '⁴'..='₎' | 'ₐ'..='ₜ'
        | 'ⱼ' | 'ⱽ' | '\u{a770}' | '\u{a7f1}'..='\u{a7f4}' | '\u{a7f8}' | '\u{a7f9}'
        | '\u{ab5c}'..='\u{ab5f}' | '\u{ab69}' | '\u{10780}'..='\u{107ba}')
}

const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// The Roman numerals from U+2160 on; those from U+2170 on are the same in lower case.
const ROMAN: [[&str; 16]; 2] = [
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "L", "C", "D", "M"],
    ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "l", "c", "d", "m"],
];

/// Returns the Latin letters that a letter stands for, its compatibility decomposition (NFKC): those of a ligature, or
/// the plain form of a mathematical, fullwidth or circled letter. `None` for any other character, a plain letter among
/// them.
pub(crate) fn compatible(c: char) -> Option<&'static str> {
    let code = c as usize;
    let letter = |nth: usize| ALPHABET.get(nth..nth + 1);
    match c {
        ..'\u{132}' => None,
        // Most Latin letters stand for themselves.
        '\u{132}'..='\u{24f}' => Some(match c {
            'Ĳ' => "IJ",
            'ĳ' => "ij",
            'ſ' => "s",
            'Ǆ' => "DŽ",
            'ǅ' => "Dž",
            'ǆ' => "dž",
            'Ǉ' => "LJ",
            'ǈ' => "Lj",
            'ǉ' => "lj",
            'Ǌ' => "NJ",
            'ǋ' => "Nj",
            'ǌ' => "nj",
            'Ǳ' => "DZ",
            'ǲ' => "Dz",
            'ǳ' => "dz",
            _ => return None,
        }),
        'ẛ' => Some("ṡ"),
        '\u{2102}'..='\u{2149}' => Some(match c {
            'ℬ' => "B",
            'ℂ' | 'ℭ' => "C",
            'ⅅ' => "D",
            'ⅆ' => "d",
            'ℰ' => "E",
            'ℇ' => "Ɛ",
            'ℯ' | 'ⅇ' => "e",
            'ℱ' => "F",
            'ℊ' => "g",
            'ℋ' | 'ℌ' | 'ℍ' => "H",
            'ℎ' => "h",
            'ℏ' => "ħ",
            'ℐ' | 'ℑ' => "I",
            'ℹ' | 'ⅈ' => "i",
            'ⅉ' => "j",
            '\u{212a}' => "K",
            'ℒ' => "L",
            'ℓ' => "l",
            'ℳ' => "M",
            'ℕ' => "N",
            'ℴ' => "o",
            'ℙ' => "P",
            'ℚ' => "Q",
            'ℛ' | 'ℜ' | 'ℝ' => "R",
            'ℤ' | 'ℨ' => "Z",
            '\u{212b}' => "Å",
            _ => return None,
        }),
        'Ⅰ'..='ⅿ' => Some(ROMAN[(code - 0x2160) / 16][code % 16]),
        'Ⓐ'..='ⓩ' => letter(code - 0x24b6),
        'ﬀ' => Some("ff"),
        'ﬁ' => Some("fi"),
        'ﬂ' => Some("fl"),
        'ﬃ' => Some("ffi"),
        'ﬄ' => Some("ffl"),
        'ﬅ' | 'ﬆ' => Some("st"),
        'Ａ'..='Ｚ' => letter(code - 0xff21),
        'ａ'..='ｚ' => letter(code - 0xff41 + 26),
        // The places of letters that are among the letterlike symbols are unassigned.
        '\u{1d400}'..='\u{1d6a3}' if c.is_alphabetic() => letter((code - 0x1d400) % 52),
        '\u{1d6a4}' => Some("ı"),
        '\u{1d6a5}' => Some("ȷ"),
        '\u{1f130}'..='\u{1f149}' => letter(code - 0x1f130),
        _ => None,
    }
}

/// Returns the letter that a Latin letter and a combining mark compose (NFC), if it is a Latin letter.
pub(crate) fn composed(letter: char, mark: char) -> Option<char> {
    let nth = COMPOSED.binary_search_by_key(&mark, |(mark, _)| *mark).ok()?;
    let mut letters = COMPOSED[nth].1.chars();
    while let (Some(base), Some(composed)) = (letters.next(), letters.next()) {
        if base == letter {
            return Some(composed);
        }
    }
    None
}

/// The combining marks, sorted, each with pairs of letters: one without and the same with the mark.
#[rustfmt::skip]
const COMPOSED: [(char, &str); 25] = [
    ('\u{300}', "AÀEÈIÌOÒUÙaàeèiìoòuùÜǛüǜNǸnǹĒḔēḕŌṐōṑWẀwẁÂẦâầĂẰăằÊỀêềÔỒôồƠỜơờƯỪưừYỲyỳ"),
    ('\u{301}', "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzźÜǗüǘGǴgǵÅǺåǻÆǼæǽØǾøǿÇḈçḉĒḖēḗÏḮïḯKḰkḱMḾmḿ\
        ÕṌõṍŌṒōṓPṔpṕŨṸũṹWẂwẃÂẤâấĂẮăắÊẾêếÔỐôốƠỚơớƯỨưứ"),
    ('\u{302}', "AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷZẐzẑẠẬạậẸỆẹệỌỘọộ"),
    ('\u{303}', "AÃNÑOÕaãnñoõIĨiĩUŨuũVṼvṽÂẪâẫĂẴăẵEẼeẽÊỄêễÔỖôỗƠỠơỡƯỮưữYỸyỹ"),
    ('\u{304}', "AĀaāEĒeēIĪiīOŌoōUŪuūÜǕüǖÄǞäǟȦǠȧǡÆǢæǣǪǬǫǭÖȪöȫÕȬõȭȮȰȯȱYȲyȳGḠgḡḶḸḷḹṚṜṛṝ"),
    ('\u{306}', "AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭȨḜȩḝẠẶạặ"),
    ('\u{307}', "CĊcċEĖeėGĠgġIİZŻzżAȦaȧOȮoȯBḂbḃDḊdḋFḞfḟHḢhḣMṀmṁNṄnṅPṖpṗRṘrṙSṠsṡŚṤśṥŠṦšṧṢṨṣṩTṪtṫWẆwẇXẊxẋYẎ\
        yẏſẛ"),
    ('\u{308}', "AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸHḦhḧÕṎõṏŪṺūṻWẄwẅXẌxẍtẗ"),
    ('\u{309}', "AẢaảÂẨâẩĂẲăẳEẺeẻÊỂêểIỈiỉOỎoỏÔỔôổƠỞơởUỦuủƯỬưửYỶyỷ"),
    ('\u{30a}', "AÅaåUŮuůwẘyẙ"),
    ('\u{30b}', "OŐoőUŰuű"),
    ('\u{30c}', "CČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzžAǍaǎIǏiǐOǑoǒUǓuǔÜǙüǚGǦgǧKǨkǩƷǮʒǯjǰHȞhȟ"),
    ('\u{30f}', "AȀaȁEȄeȅIȈiȉOȌoȍRȐrȑUȔuȕ"),
    ('\u{311}', "AȂaȃEȆeȇIȊiȋOȎoȏRȒrȓUȖuȗ"),
    ('\u{31b}', "OƠoơUƯuư"),
    ('\u{323}', "BḄbḅDḌdḍHḤhḥKḲkḳLḶlḷMṂmṃNṆnṇRṚrṛSṢsṣTṬtṭVṾvṿWẈwẉZẒzẓAẠaạEẸeẹIỊiịOỌoọƠỢơợUỤuụƯỰưựYỴyỵ"),
    ('\u{324}', "UṲuṳ"),
    ('\u{325}', "AḀaḁ"),
    ('\u{326}', "SȘsșTȚtț"),
    ('\u{327}', "CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţEȨeȩDḐdḑHḨhḩ"),
    ('\u{328}', "AĄaąEĘeęIĮiįUŲuųOǪoǫ"),
    ('\u{32d}', "DḒdḓEḘeḙLḼlḽNṊnṋTṰtṱUṶuṷ"),
    ('\u{32e}', "HḪhḫ"),
    ('\u{330}', "EḚeḛIḬiḭUṴuṵ"),
    ('\u{331}', "BḆbḇDḎdḏKḴkḵLḺlḻNṈnṉRṞrṟTṮtṯZẔzẕhẖ"),
];

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::compose;

    #[test]
    fn compatible_letters_are_those_of_nfkc() {
        for c in '\0'..=char::MAX {
            let nfkc: String = c.to_string().nfkc().collect();
            let stands_for_latin =
                c.is_alphabetic() && !is_raised(c) && nfkc != c.to_string() && nfkc.chars().all(is_latin);
            assert_eq!(compatible(c), stands_for_latin.then_some(&*nfkc), "{c} {:x}", c as u32);
        }
    }

    #[test]
    fn composed_letters_are_those_of_nfc() {
        assert!(COMPOSED.is_sorted_by_key(|(mark, _)| *mark));
        let letters = || ('\0'..=char::MAX).filter(|c| is_latin(*c));
        for mark in '\u{300}'..='\u{36f}' {
            for letter in letters() {
                let nfc = compose(letter, mark).filter(|&c| is_latin(c));
                assert_eq!(composed(letter, mark), nfc, "{letter}{mark}");
            }
        }
        // No other mark composes a Latin letter.
        for letter in letters() {
            let decomposed: Vec<char> = letter.to_string().nfd().collect();
            let marks = decomposed[1..].iter();
            assert!(marks.copied().all(|mark| COMPOSED.iter().any(|(known, _)| *known == mark)), "{letter}");
        }
    }

    #[test]
    fn raised_characters_are_those_that_nfkc_lowers() {
        for c in ('\0'..=char::MAX).filter(|&c| is_raised(c)) {
            assert!(!is_latin(c) && !is_related_letter(c) && compatible(c).is_none(), "{c}");
        }
        for c in "ªº¹²³⁰⁴⁹⁺⁻ⁱⁿ₀₉₊₋ₐₓₜʰʷˣᵃᵗʰᴬⱼ".chars() {
            let nfkc: String = c.to_string().nfkc().collect();
            assert!(is_raised(c) && nfkc != c.to_string(), "{c}");
        }
    }

    #[test]
    fn kinds_of_letters() {
        for c in "aZéßĳǆȷḁỹ".chars() {
            assert!(is_latin(c) && !is_related_letter(c), "{c}");
        }
        for c in "µσΩжəʃᾳℵⱠ𝜎\u{2126}".chars() {
            assert!(is_related_letter(c) && !is_latin(c), "{c}");
        }
        for c in "東かア한कกاא½٣→ʻʼ1.'×÷".chars() {
            assert!(!is_related_letter(c) && !is_latin(c), "{c}");
        }
    }
}
