//! What holds for every text: the laws of the design, each a function that panics where one is broken.
//!
//! The property tests, the fuzz targets and the replay of their corpora all use these.

use std::ops::Range;
use std::task::Poll;

use unglue::{
    Applicability, Change, Checker, Diagnostic, Document, Edit, Fixed, Mode, Rule, Text, Utf16Index,
};
use unicode_segmentation::UnicodeSegmentation;

/// A fix only inserts U+0020 or removes spaces and tabs, says where, and does so between two grapheme clusters.
pub fn a_fix_only_changes_spaces(checker: &Checker, text: &str) {
    let fixes = checker.fixes(text);
    let is_insertion = |edit: &Edit| edit.range.is_empty() && edit.insert == " ";
    let is_removal = |edit: &Edit| {
        !edit.range.is_empty()
            && edit.insert.is_empty()
            && text[edit.range.clone()].trim_matches([' ', '\t']).is_empty()
    };
    assert!(fixes.iter().all(|edit| is_insertion(edit) || is_removal(edit)), "{fixes:?} of {text:?}");
    assert!(
        fixes.is_sorted_by(|a, b| a.range.end <= b.range.start && a.range.start < b.range.start),
        "{fixes:?}"
    );
    let boundaries = boundaries(text);
    for at in fixes.iter().flat_map(|edit| [edit.range.start, edit.range.end]) {
        assert!(boundaries.binary_search(&at).is_ok(), "{at} in {text:?}");
    }
    let mut fixed = text.to_owned();
    fixes.iter().rev().for_each(|edit| fixed.replace_range(edit.range.clone(), &edit.insert));
    assert_eq!(checker.fix(text), fixed);
}

/// A fix is what one arrives at by applying all that is sure enough to the whole text and checking it anew, until nothing
/// is left. `shows` is a checker that shows what the fix of `checker` mends.
pub fn a_fix_is_that_of_whole_checks(checker: &Checker, shows: &Checker, text: &str) {
    let mut repaired = text.to_owned();
    loop {
        let mut found = shows.fresh().check(&repaired);
        found.retain(|d| d.suggestions[0].applicability == Applicability::Auto);
        if found.is_empty() {
            break;
        }
        repaired = apply(&repaired, &found);
    }
    assert_eq!(checker.fix(text), repaired, "of {text:?}");
}

/// The repairs that a fix tells of ascend, do not overlap, say what they do, and have all edits of the fix in its order; in a
/// document, all that a check shows is made without asking.
pub fn a_fix_tells_what_it_did(checker: &Checker, text: &str) {
    for mode in Mode::ALL {
        let Fixed { text: fixed, edits, repairs, .. } = checker.fix_with_edits(Text::from(text).mode(mode));
        assert_eq!(checker.fix(Text::from(text).mode(mode)), fixed);
        assert_eq!(checker.fixes(Text::from(text).mode(mode)), edits);
        assert!(repairs.is_sorted_by(|a, b| a.range.end <= b.range.start), "{repairs:?} of {text:?}");
        let made: Vec<Edit> = repairs.iter().flat_map(|repair| repair.suggestions[0].edits.clone()).collect();
        assert_eq!(made, edits, "of {text:?}");
        for repair in &repairs {
            let suggestion = &repair.suggestions[0];
            assert_eq!(repair.token, text[repair.range.clone()]);
            let alone = moved(repair, |at| at - repair.range.start);
            assert_eq!(apply(&repair.token, &[alone]), suggestion.text, "{repair:?}");
            assert_eq!(suggestion.applicability, Applicability::Auto, "{repair:?}");
        }
    }
}

/// What a host knows of a text, in bytes.
#[derive(Debug, Default)]
pub struct Known {
    pub protect: Vec<Range<usize>>,
    pub caret: Option<usize>,
}

impl Known {
    /// The text as a host gives it.
    pub fn of(&self, text: &str) -> Text {
        let fits = "the offsets fit the text";
        let text = Text::from(text).protect(&self.protect).expect(fits);
        match self.caret {
            Some(caret) => text.caret(caret).expect(fits),
            None => text,
        }
    }
}

/// A check and a fix in parts have the outcome of those at once, with so many pieces of work in each part, over and over;
/// also when they were given up before and are begun again.
pub fn parts_make_the_whole(checker: &Checker, text: &str, known: &Known, pieces: &[usize]) {
    for is_given_up in [true, false] {
        let mut check = checker.begin_check(known.of(text));
        let mut fix = checker.begin_fix(known.of(text));
        if is_given_up {
            let _ = (check.run(&mut pause_after(pieces[0])), fix.run(&mut pause_after(pieces[0])));
            continue;
        }
        let found = in_parts(pieces, |pause| check.run(pause));
        assert_eq!(found, checker.fresh().check(known.of(text)), "of {text:?}");
        let fixes = in_parts(pieces, |pause| fix.run(pause));
        assert_eq!(fixes, checker.fixes(known.of(text)), "of {text:?}");
    }
}

/// Pauses after so many pieces of work.
fn pause_after(pieces: usize) -> impl FnMut() -> bool {
    let mut done = 0;
    move || {
        done += 1;
        done >= pieces
    }
}

/// Does work in parts to its end.
fn in_parts<T>(pieces: &[usize], mut run: impl FnMut(&mut dyn FnMut() -> bool) -> Poll<T>) -> T {
    let parts = pieces.iter().cycle().find_map(|&pieces| match run(&mut pause_after(pieces)) {
        Poll::Pending => None,
        Poll::Ready(outcome) => Some(outcome),
    });
    parts.expect("there are pieces")
}

/// Ignorable characters in words change nothing: `marks` says between which letters it is put, and what.
pub fn ignorable_characters_change_nothing(checker: &Checker, text: &str, marks: &[(usize, char)]) {
    // Between two ASCII letters, from the end to the start, no two at one place.
    let bytes = text.as_bytes();
    let is_inside = |at: usize| bytes[at - 1].is_ascii_alphabetic() && bytes[at].is_ascii_alphabetic();
    let places: Vec<usize> = (1..text.len()).filter(|&at| is_inside(at)).collect();
    let mut marks: Vec<(usize, char)> =
        marks.iter().filter_map(|&(at, c)| Some((*places.get(at % places.len().max(1))?, c))).collect();
    marks.sort_unstable();
    marks.dedup_by_key(|(at, _)| *at);
    let mut marked = text.to_owned();
    marks.iter().rev().for_each(|&(at, c)| marked.insert(at, c));
    let place = |at: usize| {
        // What stands at a space stands before it.
        at + marks.iter().take_while(|(mark, _)| *mark <= at).map(|(_, c)| c.len_utf8()).sum::<usize>()
    };
    let places = |d: &Diagnostic| {
        let d = moved(d, place);
        let edits = d.suggestions.into_iter().flat_map(|suggestion| suggestion.edits);
        (d.range, d.rule, d.confidence.to_bits(), edits.collect::<Vec<_>>())
    };
    let wanted: Vec<_> = checker.check(text).iter().map(places).collect();
    let found = checker.check(&marked).into_iter().map(|d| {
        let edits = d.suggestions.into_iter().flat_map(|suggestion| suggestion.edits);
        (d.range, d.rule, d.confidence.to_bits(), edits.collect::<Vec<_>>())
    });
    assert_eq!(found.collect::<Vec<_>>(), wanted, "of {marked:?}");
}

/// A letter in another spelling is read as that letter: `places` says which ASCII letters are written as mathematical
/// ones.
pub fn other_spellings_change_nothing(checker: &Checker, text: &str, places: &[usize]) {
    // Behind a prefix such as U+0600 a letter is a part of another cluster.
    let clusters = text.grapheme_indices(true);
    let is_letter = |cluster: &str| cluster.starts_with(|c: char| c.is_ascii_alphabetic());
    let letters: Vec<usize> = clusters.filter(|(_, cluster)| is_letter(cluster)).map(|(at, _)| at).collect();
    let mut respelt: Vec<usize> =
        places.iter().filter_map(|place| letters.get(place % letters.len().max(1)).copied()).collect();
    respelt.sort_unstable();
    respelt.dedup();
    let bold = |c: char| match c {
        'A'..='Z' => char::from_u32('𝐀' as u32 + (c as u32 - 'A' as u32)),
        _ => char::from_u32('𝐚' as u32 + (c as u32 - 'a' as u32)),
    };
    let written = |(at, c): (usize, char)| match respelt.binary_search(&at) {
        Ok(_) => bold(c).unwrap_or(c),
        Err(_) => c,
    };
    let spelt: String = text.char_indices().map(written).collect();
    let place = |at: usize| at + 3 * respelt.partition_point(|&letter| letter < at);
    let places = |d: Diagnostic| {
        let edits = d.suggestions.into_iter().flat_map(|suggestion| suggestion.edits);
        (d.range, d.rule, d.confidence.to_bits(), edits.collect::<Vec<_>>())
    };
    let wanted: Vec<_> = checker.check(text).iter().map(|d| places(moved(d, place))).collect();
    let found: Vec<_> = checker.check(&spelt).into_iter().map(places).collect();
    assert_eq!(found, wanted, "of {spelt:?}");
}

/// `fix(fix(t)) == fix(t)`.
pub fn fixing_twice_changes_nothing_more(checker: &Checker, text: &str) {
    let once = checker.fix(text);
    assert_eq!(checker.fix(&once), once);
}

/// Diagnostics are ordered, apart, between grapheme clusters, as sure as was asked for, and say what they do. None takes
/// a superscript from what it belongs to.
pub fn diagnostics_are_sound(checker: &Checker, text: &str, threshold: f32) {
    let found = checker.check(text);
    assert!(found.is_sorted_by(|a, b| a.range.end <= b.range.start), "{found:?}");
    let boundaries = boundaries(text);
    let mut offsets = Utf16Index::new(text);
    for d in &found {
        assert!((threshold..=1.0).contains(&d.confidence), "{d:?}");
        let suggestion = &d.suggestions[0];
        let places = suggestion.edits.iter().flat_map(|edit| [edit.range.start, edit.range.end]);
        for at in [d.range.start, d.range.end].into_iter().chain(places) {
            assert!(boundaries.binary_search(&at).is_ok(), "{at} of {d:?} in {text:?}");
            assert_eq!(offsets.unit_of(at), text[..at].encode_utf16().count());
        }
        let is_raised = |c: char| matches!(c, 'ª' | '²' | '³' | '¹' | 'º' | 'ʰ'..='ʸ' | '⁰'..='ₜ');
        for edit in suggestion.edits.iter().filter(|edit| !edit.insert.is_empty()) {
            assert!(!text[edit.range.end..].starts_with(is_raised), "a superscript apart: {d:?} in {text:?}");
        }
        // A gap that shares a token with a likelier finding leaves the token to it, and has its edit at the edge.
        let inside = |edit: &Edit| d.range.start <= edit.range.start && edit.range.end <= d.range.end;
        assert!(!d.range.is_empty(), "{d:?}");
        assert!(!suggestion.edits.is_empty() && suggestion.edits.iter().all(inside), "{d:?}");
        let token = &text[d.range.clone()];
        assert_eq!(apply(token, &[moved(d, |at| at - d.range.start)]), suggestion.text);
        assert_eq!(d.token, token);
        a_suggestion_keeps_the_letters(text, d);
    }
}

/// A suggestion changes white space and nothing else, but for two rules, which no fix makes unasked. A broken word may lose a
/// hyphen that white space follows, over one line end at most, and as many line ends are left unless one follows the word. Of a
/// doubled word the second one goes, with the white space before it.
fn a_suggestion_keeps_the_letters(text: &str, d: &Diagnostic) {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let (before, after) = (&text[d.range.clone()], &d.suggestions[0].text);
    match d.rule {
        Rule::BrokenWord => {
            let mut kept = letters(after);
            let mut chars = before.chars().peekable();
            while let Some(c) = chars.next() {
                let is_kept = c.is_whitespace()
                    || kept.strip_prefix(c).map(str::to_owned).is_some_and(|rest| {
                        kept = rest;
                        true
                    });
                let is_hyphen = matches!(c, '-' | '\u{2010}' | '\u{ad}');
                let is_broken = is_hyphen && chars.peek().is_some_and(|next| next.is_whitespace());
                assert!(is_kept || is_broken, "{d:?}");
            }
            assert!(kept.is_empty(), "{d:?}");
            let [lines, left] = [before, after].map(|text| text.matches('\n').count());
            let is_followed = text[d.range.end..].trim_start_matches([' ', '\t', '\r']).starts_with('\n');
            let ends =
                text[d.range.end..].is_empty() || !text[d.range.end..].starts_with(char::is_alphanumeric);
            assert!(lines <= 1 && left <= lines && (left == lines || is_followed || ends), "{d:?}");
        }
        Rule::DoubledWord => {
            let (word, rest) = d.suggestions[0].edits.split_first().expect("it takes a word out");
            let removed = &text[word.range.clone()];
            let is_word = removed.starts_with(char::is_whitespace) && removed.split_whitespace().count() == 1;
            let changed = rest
                .iter()
                .map(|edit| text[edit.range.clone()].to_owned() + &edit.insert)
                .collect::<String>();
            assert!(is_word && word.insert.is_empty() && letters(&changed).is_empty(), "{d:?}");
        }
        _ => assert_eq!(letters(before), letters(after), "{d:?}"),
    }
    let is_offered = matches!(d.rule, Rule::BrokenWord | Rule::DoubledWord);
    assert!(!is_offered || d.suggestions[0].applicability == Applicability::Offer, "{d:?}");
}

/// Nothing is reported at the caret, nor a space proposed inside a protected range.
pub fn the_caret_and_protected_ranges_are_left_alone(checker: &Checker, text: &str, known: &Known) {
    for d in checker.check(known.of(text)) {
        assert!(known.caret.is_none_or(|caret| d.range.end < caret || caret < d.range.start), "{d:?}");
        for (edit, range) in
            d.suggestions[0].edits.iter().flat_map(|e| known.protect.iter().map(move |r| (e, r)))
        {
            assert!(
                edit.range.start <= range.start || range.end <= edit.range.start,
                "{edit:?} in {range:?}"
            );
        }
    }
}

/// A document, and beside it a plain string that has the same edits.
pub struct Edited<'c> {
    checker: &'c Checker,
    document: Document,
    parted: Parted,
    /// The text as it should be.
    pub text: String,
}

impl<'c> Edited<'c> {
    /// Opens a text.
    pub fn new(checker: &'c Checker, text: String) -> Edited<'c> {
        let (document, parted) = (checker.open(text.clone()), Parted::new(checker));
        let mut edited = Edited { checker, document, parted, text };
        edited.parted.edit(&Edit { range: 0..0, insert: edited.text.clone() });
        edited.equals_a_fresh_check();
        edited
    }

    /// The diagnostics of the text are those of a fresh check, as are those of a check of the whole text after one of the text before
    /// the edit.
    pub fn equals_a_fresh_check(&mut self) -> &[Diagnostic] {
        assert_eq!(self.document.text(), self.text);
        let found = self.checker.fresh().check(&self.text);
        assert_eq!(self.checker.check(&self.text), found, "of {:?}", self.text);
        assert_eq!(self.document.diagnostics(), found, "of {:?}", self.text);
        self.parted.settles_on(&found);
        self.document.diagnostics()
    }

    /// Edits both. Who follows the changes arrives at the diagnostics of a fresh check.
    pub fn edit(&mut self, edit: &Edit) -> Change {
        let before = self.document.diagnostics().to_vec();
        let change = self.document.edit(edit).expect("the edit fits the text");
        self.parted.edit(edit);
        self.text.replace_range(edit.range.clone(), &edit.insert);
        let after = self.equals_a_fresh_check();

        let mut followed: Vec<_> = before.into_iter().filter(|d| !change.removed.contains(d)).collect();
        for d in followed.iter_mut().filter(|d| d.range.start >= edit.range.end) {
            *d = moved(d, |at| at - edit.range.len() + edit.insert.len());
        }
        followed.extend(change.added.iter().cloned());
        followed.sort_by_key(|d| d.range.start);
        assert_eq!(after, followed, "after {edit:?}");
        for d in &change.added {
            assert!(change.range.start <= d.range.start && d.range.end <= change.range.end, "{change:?}");
        }
        change
    }

    /// The edit that takes this one back, to be asked for before it is made.
    pub fn undo_of(&self, edit: &Edit) -> Edit {
        let start = edit.range.start;
        Edit { range: start..start + edit.insert.len(), insert: self.text[edit.range.clone()].to_owned() }
    }
}

/// A document whose work is done in parts, and interrupted by edits; and beside it what somebody knows who follows its
/// changes.
struct Parted {
    document: Document,
    followed: Vec<Diagnostic>,
    /// The edits since the last change that was told.
    edits: Vec<Edit>,
    /// How many parts there were.
    parts: usize,
}

impl Parted {
    fn new(checker: &Checker) -> Parted {
        Parted { document: checker.open(""), followed: Vec::new(), edits: Vec::new(), parts: 0 }
    }

    /// Begins an edit, and does nothing else, some of the work, that around the edit, or all of it.
    fn edit(&mut self, edit: &Edit) {
        self.document.begin_edit(edit).expect("the edit fits the text");
        self.edits.push(edit.clone());
        self.parts += 1;
        let mut pause = pause_after(self.parts % 7 + 1);
        let change = match self.parts % 4 {
            0 => Poll::Pending,
            1 => self.document.run(&mut pause),
            2 => self.document.run_near(&mut || false),
            _ => self.document.run(&mut || false),
        };
        if let Poll::Ready(change) = change {
            self.follow(&change);
        }
    }

    fn follow(&mut self, change: &Change) {
        let removed = |d: &Diagnostic| change.removed.contains(d);
        assert!(change.removed.iter().all(|d| self.followed.contains(d)), "{change:?}");
        self.followed.retain(|d| !removed(d));
        for Edit { range, insert } in self.edits.drain(..) {
            for d in self.followed.iter_mut().filter(|d| d.range.start >= range.end) {
                *d = moved(d, |at| at - range.len() + insert.len());
            }
        }
        self.followed.extend(change.added.iter().cloned());
        self.followed.sort_by_key(|d| d.range.start);
        let inside = |d: &Diagnostic| change.range.start <= d.range.start && d.range.end <= change.range.end;
        assert!(change.added.iter().all(inside), "{change:?}");
    }

    /// When all is done, this is known.
    fn settles_on(&mut self, found: &[Diagnostic]) {
        // An interrupted one goes on with its next edit, most often.
        if !self.parts.is_multiple_of(3) {
            return;
        }
        let change = in_parts(&[1, 5, 2], |pause| self.document.run(pause));
        self.follow(&change);
        assert_eq!(self.followed, found, "of {:?}", self.document.text());
        assert_eq!(self.document.known(), found, "of {:?}", self.document.text());
    }
}

/// The places between grapheme clusters.
fn boundaries(text: &str) -> Vec<usize> {
    text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect()
}

/// A text after the first suggestion of each diagnostic.
fn apply(text: &str, diagnostics: &[Diagnostic]) -> String {
    let mut out = text.to_owned();
    for edit in diagnostics.iter().flat_map(|d| &d.suggestions[0].edits).rev() {
        out.replace_range(edit.range.clone(), &edit.insert);
    }
    out
}

/// A diagnostic with every offset put elsewhere.
fn moved(diagnostic: &Diagnostic, place: impl Fn(usize) -> usize) -> Diagnostic {
    let range = |range: &Range<usize>| place(range.start)..place(range.end);
    let mut moved = diagnostic.clone();
    moved.range = range(&moved.range);
    for edit in moved.suggestions.iter_mut().flat_map(|s| &mut s.edits) {
        edit.range = range(&edit.range);
    }
    moved
}
