//! Judges candidates: whether people write them as one.
//!
//! What decides is how frequent a candidate is as one word, compared with the same letters as several words. "keypoint" is
//! rarer than "key" and "point" but much more frequent than "key point" by chance; "ofthe" is in the list of the web, too,
//! and a thousand times rarer than "of the". Every number here was chosen by looking at what it takes in and leaves out.

use unglue_format::wholes::Level;

use super::evidence::{Evidence, Segment, by_chance};

/// The Zipf value of a word that was seen once in the corpus, which has about nine million words.
const ONCE_IN_CORPUS: f32 = 2.05;
/// The Zipf value that a word of a dictionary or of a list of names has at least.
const LEAST_LISTED_ZIPF: f32 = 0.5;
/// Words in a row that are this frequent in the corpus make merges in any list. Occurrences.
const OFTEN_APART: u32 = 20;
/// The least confidence of the cut of a word or name that lists have and no text. There are many, and nearly nobody writes
/// them.
const OBSCURE_CONFIDENCE: f32 = 0.75;
/// A brand of this Zipf value is known to many.
const KNOWN_BRAND: f32 = 2.0;
/// A segment of this Zipf value is one of the two hundred most frequent words.
const FUNCTION_WORD: f32 = 5.8;

/// Returns the spelling, the level and the sources of a candidate; `None` if it is several words in any spelling. A name of
/// a brand or of software, and of nobody and no place, whose letters are several words is a whole as it is spelt with its
/// capitals: "WeWork".
pub fn entry<'e>(word: &'e str, evidence: &'e Evidence) -> Option<(&'e str, Level, &'e str)> {
    let sources = evidence.sources.as_str();
    if let Some(level) = level(evidence) {
        return Some((word, level, sources));
    }
    let cased =
        evidence.cased.as_ref().filter(|_| sources.contains(['b', 't']) && !sources.contains(['n', 'p']))?;
    Some((cased, Level::Sure, sources))
}

/// Returns the level of a candidate, or `None` if it is several words, or if too little is known of it.
pub fn level(evidence: &Evidence) -> Option<Level> {
    let has = |sources: &str| evidence.sources.contains(|source| sources.contains(source));
    let surplus = surplus(evidence);
    if evidence.zipf == 0.0 && evidence.together == 0 && evidence.confidence < OBSCURE_CONFIDENCE {
        return None;
    }
    // Names: somebody's or a place's. Their lists have been edited, and merges among them are accidents: "Alot" is a place.
    if has("np") {
        let least = if evidence.apart >= OFTEN_APART { -0.4 } else { -1.0 };
        // A name that no text has must not be words that are likely side by side.
        let is_whole = surplus >= least && (evidence.zipf > 0.0 || surplus >= 0.0);
        // "San Diego" is in the same lists as "Sandiego".
        let is_whole = is_whole && (evidence.entries_apart == 0 || surplus >= 0.5);
        return is_whole.then_some(if surplus >= 0.5 || evidence.zipf == 0.0 {
            Level::Sure
        } else {
            Level::Likely
        });
    }
    // The largest dictionaries have compounds that lost their hyphen, "gableended".
    if evidence.sources == "d" && is_participle(evidence) {
        return None;
    }
    if has("dbt") {
        let least = match evidence.entries_apart {
            // A brand that people write about.
            0 if has("b") && evidence.zipf >= KNOWN_BRAND => -0.4,
            0 => 0.0,
            _ => 1.0,
        };
        let sure = has("d") && evidence.zipf > 0.0 || has("bt");
        return (surplus >= least && evidence.apart < OFTEN_APART).then_some(if sure {
            Level::Sure
        } else {
            Level::Likely
        });
    }
    if has("w") {
        return is_word_of_web(evidence, surplus).then_some(Level::Likely);
    }
    is_name_of_corpus(evidence, surplus).then_some(Level::Likely)
}

/// Returns how much more frequent a candidate is as one word than as several. Zipf.
fn surplus(evidence: &Evidence) -> f32 {
    let listed =
        if evidence.sources.contains(|source| "dnpbt".contains(source)) { LEAST_LISTED_ZIPF } else { 0.0 };
    // A single occurrence may be a merge.
    let in_corpus = if evidence.together >= 2 { corpus_zipf(evidence.together) } else { 0.0 };
    let whole = evidence.zipf.max(in_corpus).max(listed);
    whole - corpus_zipf_or_none(evidence.apart).max(by_chance(&evidence.segments))
}

fn corpus_zipf(count: u32) -> f32 {
    (count as f32).log10() + ONCE_IN_CORPUS
}

fn corpus_zipf_or_none(count: u32) -> f32 {
    if count > 0 { (count as f32 + 0.5).log10() + ONCE_IN_CORPUS } else { f32::NEG_INFINITY }
}

/// Whether a candidate is two known words, the last of them a participle.
fn is_participle(evidence: &Evidence) -> bool {
    let [first, last] = &evidence.segments[..] else { return false };
    let is_known = |segment: &Segment| segment.zipf >= 2.0;
    is_known(first) && is_known(last) && (last.text.ends_with("ed") || last.text.ends_with("ing"))
}

/// Whether a word that only the list of the web has is one: it has merges, hashtags and words that lost a hyphen.
fn is_word_of_web(evidence: &Evidence, surplus: f32) -> bool {
    if evidence.entries_apart > 0 {
        return false;
    }
    // "heavyduty" lost its hyphen.
    let apart = corpus_zipf_or_none(evidence.apart + evidence.hyphened);
    if evidence.hyphened > 0 && evidence.zipf - apart < -0.5 {
        return false;
    }
    // "gameofthrones" is a hashtag; "towelie" is no "to we lie".
    let segments = &evidence.segments;
    let is_hashtag = segments.len() >= 3
        && segments.iter().all(|segment| segment.text.len() >= 2 && segment.zipf >= 2.5)
        && segments.iter().any(|segment| segment.text.len() >= 4);
    surplus >= 0.5 && !is_hashtag
}

/// Whether a word that the corpus alone has is the name of a product or a company: two documents have it with a capital
/// inside, and no document has its segments side by side more often.
fn is_name_of_corpus(evidence: &Evidence, surplus: f32) -> bool {
    let starts_or_ends = [evidence.segments.first(), evidence.segments.last()];
    let has_function_word = starts_or_ends.into_iter().flatten().any(|segment| segment.zipf >= FUNCTION_WORD);
    surplus >= 1.0 && !has_function_word && evidence.with_capitals >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brand_out_of_two_frequent_words_is_one_as_it_is_spelt() {
        let segment = |text: &str, zipf| Segment { text: text.to_owned(), zipf };
        let evidence = |sources: &str, cased: Option<&str>| Evidence {
            sources: sources.to_owned(),
            zipf: 2.0,
            confidence: 0.9,
            segments: vec![segment("we", 6.5), segment("work", 5.7)],
            apart: 500,
            cased: cased.map(str::to_owned),
            ..Evidence::default()
        };
        for (sources, cased, expected) in [
            ("bw", Some("WeWork"), Some("WeWork")),
            ("bw", None, None),
            ("npw", Some("WeWork"), None),
            ("dw", Some("WeWork"), None),
        ] {
            let evidence = evidence(sources, cased);
            assert_eq!(entry("wework", &evidence).map(|(spelling, ..)| spelling), expected, "{sources}");
        }
    }

    /// Returns evidence out of sources, Zipf value, segments with their Zipf values, and how often these are apart.
    fn evidence(sources: &str, zipf: f32, segments: &[(&str, f32)], apart: u32) -> Evidence {
        let segment = |&(text, zipf): &(&str, f32)| Segment { text: text.to_owned(), zipf };
        Evidence {
            sources: sources.to_owned(),
            zipf,
            confidence: 0.9,
            segments: segments.iter().map(segment).collect(),
            apart,
            ..Evidence::default()
        }
    }

    #[test]
    fn merges_are_no_wholes_whatever_list_has_them() {
        for (sources, zipf, segments, apart) in [
            ("w", 3.3, &[("of", 7.4), ("the", 7.7)][..], 64_058),
            ("w", 3.5, &[("at", 6.7), ("least", 5.4)], 1_859),
            ("dw", 3.4, &[("high", 5.6), ("school", 5.6)], 216),
            ("dw", 2.5, &[("ice", 4.9), ("cream", 4.7)], 29),
            ("pw", 3.9, &[("a", 7.4), ("lot", 5.6)], 1_028),
            ("d", 0.0, &[("a", 7.4), ("large", 5.5)], 1_071),
            ("w", 1.2, &[("go", 6.1), ("again", 5.8)], 0),
            ("w", 2.4, &[("game", 5.5), ("of", 7.4), ("thrones", 3.5)], 0),
            ("d", 0.0, &[("gable", 3.0), ("ended", 5.0)], 0),
            ("c", 0.0, &[("is", 7.1), ("initializing", 2.0)], 0),
        ] {
            assert_eq!(level(&evidence(sources, zipf, segments, apart)), None, "{segments:?}");
        }
    }

    #[test]
    fn wholes_have_a_level() {
        for (sources, zipf, segments, apart, wanted) in [
            ("bw", 2.0, &[("last", 5.8), ("pass", 5.0)][..], 0, Level::Sure),
            ("dnw", 4.1, &[("put", 5.7), ("in", 7.3)], 249, Level::Likely),
            ("dnpw", 3.4, &[("more", 6.2), ("no", 6.4)], 1, Level::Likely),
            ("dnbw", 3.2, &[("oxfords", 1.0), ("hire", 4.4)], 0, Level::Sure),
            ("p", 0.0, &[("grozn", 0.5), ("a", 7.4)], 0, Level::Sure),
            ("w", 1.7, &[("moose", 3.6), ("jaw", 3.9)], 0, Level::Likely),
            ("d", 0.0, &[("rake", 3.2), ("steel", 4.6)], 0, Level::Likely),
        ] {
            assert_eq!(level(&evidence(sources, zipf, segments, apart)), Some(wanted), "{segments:?}");
        }
    }

    #[test]
    fn entries_apart_and_hyphens_speak_against_a_word_of_the_web() {
        let whole = evidence("w", 1.7, &[("heavy", 4.8), ("duty", 4.5)], 0);
        assert_eq!(level(&whole), Some(Level::Likely));
        assert_eq!(level(&Evidence { entries_apart: 1, ..whole.clone() }), None);
        assert_eq!(level(&Evidence { hyphened: 9, ..whole }), None);
        let brand = evidence("c", 0.0, &[("bank", 4.9), ("boston", 4.8)], 0);
        assert_eq!(level(&brand), None);
        let seen = Evidence { together: 5, with_capitals: 5, ..brand };
        assert_eq!(level(&seen), Some(Level::Likely));
    }
}
