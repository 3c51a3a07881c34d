//! Makes training passages out of documents: spaces lost, words misspelt, and much that looks wrong and is right.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use fastrand::Rng;
use unglue::Checker;
use unglue::training::{Kind, Token, bigram_pmi, fold, knows, tokenize};
use unglue_format::text::NUMBER;
use unglue_run::Result;

use crate::corpus::Document;
use crate::joints;
use crate::junk::long_token;
use crate::noise::{
    bullets, codes, join_blocks, join_paragraphs, notes, repeated_words, single_quotes, spelt_out,
};
use crate::passage::{Passage, SHORT, cut, is_plain_space, passage_words, replace};
use crate::plant::{Planter, UNITS};
use crate::spurious;
use crate::untrained::untrained;

/// One space in this many words is lost.
const WORDS_PER_LOSS: usize = 36;
/// One passage in this many loses many more spaces, as scans and bad conversions do.
const PASSAGES_PER_DENSE: usize = 16;
const DENSE_WORDS_PER_LOSS: usize = 7;
/// One passage in this many has a line without spaces.
const PASSAGES_PER_LINE: usize = 7;
/// One passage in this many lost most of its spaces over many words, as some extractors do.
const PASSAGES_PER_FUSED: usize = 10;
/// One passage in this many loses more of the spaces beside numbers and between names, which are rare.
const PASSAGES_PER_RARE: usize = 4;
/// One passage in this many has numbers of notes in its lines.
const PASSAGES_PER_NOTES: usize = 36;
/// One passage in this many has codes among its words.
const PASSAGES_PER_CODES: usize = 14;
/// One passage in this many runs blocks of a page together.
const PASSAGES_PER_BLOCKS: usize = 6;
/// One passage in this many has bullets before its sentences.
const PASSAGES_PER_BULLETS: usize = 60;
/// One passage in this many repeats some of its words.
const PASSAGES_PER_REPEATED: usize = 10;
/// One passage in this many is in capitals, as headings are.
const PASSAGES_PER_UPPER: usize = 25;
/// One passage in this many has no capitals.
const PASSAGES_PER_LOWER: usize = 24;
/// One passage in this many has single quotation marks.
const PASSAGES_PER_SINGLE_QUOTES: usize = 4;
/// One passage in this many has a name in it like "PowerShot".
const PASSAGES_PER_BRAND: usize = 7;
/// One passage in this many has markup, addresses, code and the like in it.
const PASSAGES_PER_JOINTS: usize = 12;
/// One passage in this many has what stands in papers; of these, one in so many lost most of its spaces over many words.
const PASSAGES_PER_PAPER: usize = 15;
const PAPERS_PER_FUSED: usize = 4;
/// One passage in this many has two words that make another word.
const PASSAGES_PER_REAL_WORD: usize = 2;
/// One document in this many gives a passage with long tokens that are no line: about one in ten of all long tokens.
const DOCUMENTS_PER_LONG_TOKENS: usize = 12;
/// One passage in this many has spaces too many, or in the wrong place.
const PASSAGES_PER_SPURIOUS: usize = 3;
/// One of those passages in this many has a heading whose letters are spaced out.
const HURT_PER_HEADING: usize = 25;
/// One passage in this many has words that are spelt out, letter by letter.
const PASSAGES_PER_SPELT_OUT: usize = 60;
/// One passage in this many keeps all its spaces.
const PASSAGES_PER_CLEAN: usize = 4;

pub struct Corrupter {
    /// Puts things into texts before they lose spaces.
    planter: Planter,
    /// Frequent short words.
    function: HashSet<String>,
    /// Tells whether a token would be judged at all.
    checker: Checker,
}

impl Corrupter {
    /// Reads the lists that `cargo xtask data` leaves in `lists`.
    pub fn new(documents: &[Document], lists: &Path) -> Result<Corrupter> {
        let (mut upper, mut lower): (HashMap<String, u32>, HashMap<String, u32>) = Default::default();
        for document in documents.iter().filter(|d| !d.held_back) {
            let tokens = tokenize(&document.text);
            for two in tokens.windows(2).filter(|two| two[1].kind == Kind::Word && two[0].kind == Kind::Word)
            {
                let word = two[1].as_str(&document.text);
                let counts = if word.starts_with(char::is_uppercase) { &mut upper } else { &mut lower };
                *counts.entry(word.to_lowercase()).or_default() += 1;
            }
        }
        let mut frequent: Vec<(&String, &u32)> = lower.iter().collect();
        frequent.sort_by_key(|(word, count)| (std::cmp::Reverse(**count), *word));
        let function =
            frequent.iter().filter(|(w, _)| w.len() <= 5).take(120).map(|(w, _)| (*w).clone()).collect();
        let vocabulary =
            frequent.iter().filter(|(w, _)| w.len() >= 3).take(12_000).map(|(w, _)| (*w).clone()).collect();
        let names = upper
            .iter()
            .filter(|(word, count)| **count > 4 * lower.get(*word).copied().unwrap_or(0))
            .map(|(word, _)| word.clone())
            .collect();
        let planter = Planter::new(lists, names, vocabulary)?;
        Ok(Corrupter { planter, function, checker: untrained(None)? })
    }

    /// Passages of 40 to 105 words, some of which lost spaces. `share` of them are made.
    pub fn passages(&self, document: &Document, share: f64, chance: &mut Rng) -> Vec<Passage> {
        let mut passages = Vec::new();
        let mut text = String::new();
        let mut wanted = passage_words(chance);
        for paragraph in document.text.split("\n\n") {
            let mut rest = paragraph;
            while !rest.is_empty() {
                let have = text.split_whitespace().count();
                let (piece, more) =
                    cut(rest, wanted.saturating_sub(have).max(if wanted < SHORT { 1 } else { 5 }));
                if !text.is_empty() && !text.ends_with("\n\n") {
                    text.push(' ');
                }
                text.push_str(piece);
                rest = more;
                if text.split_whitespace().count() >= wanted {
                    if chance.f64() < share {
                        passages.push(self.passage(std::mem::take(&mut text), chance));
                    }
                    text.clear();
                    wanted = passage_words(chance);
                }
            }
            if !text.is_empty() {
                text.push_str("\n\n");
            }
        }
        if text.split_whitespace().count() >= 10 && chance.f64() < share {
            passages.push(self.passage(text.trim_end().to_owned(), chance));
        }
        passages
    }

    /// A passage with long tokens that are no line, out of one document in so many.
    pub fn long_tokens(&self, document: &Document, chance: &mut Rng) -> Option<Passage> {
        if chance.usize(0..DOCUMENTS_PER_LONG_TOKENS) > 0 {
            return None;
        }
        let (text, _) = cut(&document.text, 60);
        let text = replace(text, 30, chance, |word, chance| {
            Some(long_token(self.planter.language(chance), word, chance))
        });
        Some(Passage { text, seed: chance.u64(..), ..Passage::default() })
    }

    fn passage(&self, mut text: String, chance: &mut Rng) -> Passage {
        let mut misspelt = HashSet::new();
        let mut per_fused = PASSAGES_PER_FUSED;
        if chance.usize(0..5) == 0 {
            text = self.planter.misspell(&text, &mut misspelt, chance);
        }
        let mut held_out = HashSet::new();
        if chance.usize(0..5) == 0 {
            text = self.planter.plant(&text, chance);
        } else if chance.usize(0..PASSAGES_PER_BRAND) == 0 {
            text = self.planter.plant_brand(&text, &mut held_out, chance);
        } else if chance.usize(0..PASSAGES_PER_JOINTS) == 0 {
            text = joints::plant(&text, &self.planter.vocabulary, chance);
        } else if chance.usize(0..PASSAGES_PER_PAPER) == 0 {
            text = self.planter.plant_paper(&text, chance);
            per_fused = PAPERS_PER_FUSED;
        }
        if chance.usize(0..PASSAGES_PER_SINGLE_QUOTES) == 0 {
            text = single_quotes(&text);
        }
        if chance.usize(0..PASSAGES_PER_NOTES) == 0 {
            let is_beside_number = |word: &str, is_before: bool| {
                let word: String = word.chars().map(fold).collect();
                let engine = self.checker.engine();
                let pmi = match is_before {
                    true => bigram_pmi(engine, &word, NUMBER),
                    false => bigram_pmi(engine, NUMBER, &word),
                };
                pmi > 0
            };
            text = notes(&text, is_beside_number, chance);
        } else if chance.usize(0..PASSAGES_PER_CODES) == 0 {
            text = codes(&text, chance);
        } else if chance.usize(0..PASSAGES_PER_BULLETS) == 0 {
            text = bullets(&text, chance);
        }
        if chance.usize(0..PASSAGES_PER_SPELT_OUT) == 0 {
            text = spelt_out(&text, chance);
        }
        if chance.usize(0..PASSAGES_PER_REPEATED) == 0 {
            text = repeated_words(&text, chance);
        }
        match chance.usize(0..100) {
            n if n % PASSAGES_PER_UPPER == 0 => text = text.to_uppercase(),
            n if n % PASSAGES_PER_LOWER == 1 => text = text.to_lowercase(),
            _ => {}
        }
        let seed = chance.u64(..);
        if chance.usize(0..PASSAGES_PER_CLEAN) == 0 {
            return self.hurt(Passage { text, seed, held_out, ..Passage::default() }, chance);
        }
        let mut blocks = HashSet::new();
        if chance.usize(0..PASSAGES_PER_BLOCKS) == 0 {
            if chance.bool() {
                (text, blocks) = join_blocks(&text, chance);
            } else {
                blocks = join_paragraphs(&text, chance);
            }
        }
        let is_fused = chance.usize(0..per_fused) == 0;
        let passage = Passage { seed, held_out, ..self.lose(text, &misspelt, &blocks, is_fused, chance) };
        self.hurt(passage, chance)
    }

    /// Puts spaces into the words of some passages, or moves some.
    fn hurt(&self, passage: Passage, chance: &mut Rng) -> Passage {
        if chance.usize(0..PASSAGES_PER_SPURIOUS) > 0 {
            return passage;
        }
        let passage = spurious::hurt(passage, |word| knows(self.checker.engine(), word), chance);
        match chance.usize(0..HURT_PER_HEADING) {
            0 => spurious::with_spaced_heading(passage),
            _ => passage,
        }
    }

    /// Takes spaces out: those of `blocks`, in bytes, many beside `misspelt` words, most of many in a row if the passage
    /// `is_fused`, and others by chance.
    fn lose(
        &self,
        text: String,
        misspelt: &HashSet<String>,
        blocks: &HashSet<usize>,
        is_fused: bool,
        chance: &mut Rng,
    ) -> Passage {
        let tokens = tokenize(&text);
        let spaces: Vec<usize> = (1..tokens.len()).filter(|&i| is_plain_space(&text, &tokens, i)).collect();
        let mut gone: BTreeMap<usize, &'static str> = BTreeMap::new();
        if !spaces.is_empty() && chance.usize(0..PASSAGES_PER_LINE) == 0 {
            for _ in 0..[1, 1, 1, 3][chance.usize(0..4)] {
                self.lose_line(&text, &tokens, &spaces, &mut gone, chance);
            }
        }
        if !spaces.is_empty() && is_fused {
            let share = [0.5, 0.8, 0.95][chance.usize(0..3)];
            let from = chance.usize(0..spaces.len());
            let fused = spaces[from..].iter().take(chance.usize(20..160));
            gone.extend(fused.filter(|_| chance.f64() < share).map(|&i| (i, "fused")));
        }
        gone.extend(spaces.iter().filter(|&&i| blocks.contains(&tokens[i - 1].end())).map(|&i| (i, "block")));
        let is_bullet = |i: &usize| tokens[*i - 1].as_str(&text) == "•";
        let bulleted: Vec<usize> = spaces.iter().copied().filter(is_bullet).collect();
        if !bulleted.is_empty() && chance.bool() {
            gone.extend(bulleted.into_iter().map(|i| (i, "bullet")));
        }
        for &i in spaces.iter().filter(|_| !misspelt.is_empty()) {
            let beside = [i - 1, i].iter().any(|&i| misspelt.contains(tokens[i].as_str(&text)));
            if beside && chance.usize(0..4) == 0 && self.kind(&text, &tokens, i, chance).is_some() {
                gone.insert(i, "typo+merge");
            }
        }
        if chance.usize(0..PASSAGES_PER_REAL_WORD) == 0 {
            let known = |i: &usize| {
                let two = [*i - 1, *i].map(|i| (tokens[i].kind == Kind::Word, tokens[i].as_str(&text)));
                two.iter().all(|(is_word, _)| *is_word)
                    && knows(self.checker.engine(), &two.map(|(_, word)| word).concat())
            };
            let made: Vec<usize> = spaces.iter().copied().filter(known).collect();
            if !made.is_empty() {
                gone.insert(made[chance.usize(0..made.len())], "real-word");
            }
        }
        if chance.usize(0..PASSAGES_PER_RARE) == 0 {
            for &i in &spaces {
                let kind = self.kind(&text, &tokens, i, chance).map(|(kind, _)| kind);
                let is_rare = |kind: &&str| ["word+number", "number+word", "name+name"].contains(kind);
                if let Some(kind) = kind.filter(is_rare).filter(|_| chance.usize(0..4) == 0) {
                    gone.insert(i, kind);
                }
            }
        }
        let is_frequent = |word: &str| self.function.contains(word);
        gone.extend(joints::losses(&text, &tokens, &spaces, is_frequent, chance));
        let words = text.split_whitespace().count();
        let per =
            if chance.usize(0..PASSAGES_PER_DENSE) == 0 { DENSE_WORDS_PER_LOSS } else { WORDS_PER_LOSS };
        let mut wanted = words / per + usize::from(chance.usize(0..per) < words % per);
        if words < SHORT {
            wanted = usize::from(chance.usize(0..3) == 0);
        }
        let mut tries = 400;
        while wanted > 0 && tries > 0 && !spaces.is_empty() {
            tries -= 1;
            let i = spaces[chance.usize(0..spaces.len())];
            let Some((kind, weight)) = self.kind(&text, &tokens, i, chance) else { continue };
            if gone.range(i.saturating_sub(4)..=i + 4).next().is_some() || chance.f64() > weight {
                continue;
            }
            let mut run = vec![i];
            if kind.ends_with("word") && chance.usize(0..9) == 0 {
                run.extend((i + 1..i + 1 + chance.usize(1..3)).take_while(|next| spaces.contains(next)));
            }
            let kind = if run.len() > 1 { "three+" } else { kind };
            if self.would_be_known(&text, &tokens, &run) {
                continue;
            }
            wanted -= 1;
            // What loses a space once, in a scan say, loses it again where the same words stand.
            let spelt = |i: usize| (tokens[i - 1].as_str(&text), tokens[i].as_str(&text));
            if run.len() == 1 && chance.bool() {
                let others =
                    spaces.iter().filter(|&&other| spelt(other) == spelt(i) && chance.usize(0..4) > 0);
                gone.extend(others.map(|&other| (other, kind)));
            }
            gone.extend(run.into_iter().map(|i| (i, kind)));
        }
        let mut out = String::with_capacity(text.len());
        let mut lost = Vec::new();
        let mut done = 0;
        for (i, kind) in gone {
            out.push_str(&text[done..tokens[i - 1].end()]);
            done = tokens[i].start();
            lost.push((out.len(), kind));
        }
        out.push_str(&text[done..]);
        Passage { text: out, lost, ..Passage::default() }
    }

    /// Takes every space out of three to twelve words in a row.
    fn lose_line(
        &self,
        text: &str,
        tokens: &[Token],
        spaces: &[usize],
        gone: &mut BTreeMap<usize, &'static str>,
        chance: &mut Rng,
    ) {
        let from = chance.usize(0..spaces.len());
        let count = chance.usize(3..25);
        let mut last = None;
        let mut run = Vec::new();
        for &i in spaces[from..].iter().take(count) {
            // Only words and the marks between them, without a break of line.
            if last.is_some_and(|last: usize| tokens[last..i].iter().skip(1).any(|t| t.before as u8 > 1)) {
                break;
            }
            run.push(i);
            last = Some(i);
        }
        if run.len() >= 3 && text.is_char_boundary(tokens[run[0]].start()) {
            gone.extend(run.into_iter().map(|i| (i, "line")));
        }
    }

    /// The kind of a loss before token `i`, and how readily it is taken; `None` where nobody would lose a space.
    pub fn kind(
        &self,
        text: &str,
        tokens: &[Token],
        i: usize,
        chance: &mut Rng,
    ) -> Option<(&'static str, f64)> {
        let (left, right) = (&tokens[i - 1], &tokens[i]);
        let (a, b) = (left.as_str(text), right.as_str(text));
        if let Some(kind) = joints::kind(text, tokens, i, |word| self.function.contains(word)) {
            return kind;
        }
        if left.kind == Kind::Punctuation || right.kind == Kind::Punctuation {
            let mark = a.chars().next().filter(|_| left.kind == Kind::Punctuation);
            return match mark {
                Some(',') => Some(("punctuation", 0.3)),
                Some('.' | '…') if text[..left.end()].ends_with("..") || mark == Some('…') => {
                    // An author spaces dots inside a sentence at will; a new sentence has its space.
                    b.starts_with(char::is_uppercase).then_some(("punctuation", 0.3))
                }
                Some('.' | ';' | ':' | '!' | '?' | ')' | ']' | '”' | '"' | '’' | '\'' | '%' | '•') => {
                    Some(("punctuation", 0.6))
                }
                Some(_) => None,
                None => "(“\"[‘'".contains(b).then_some(("punctuation", 0.8)),
            };
        }
        let number = |t: &Token| t.kind == Kind::Number;
        if number(left) && number(right) || left.kind == Kind::Mixed || right.kind == Kind::Mixed {
            return None;
        }
        if number(left) {
            let unit = b.len() <= 2 && !self.function.contains(b) || UNITS.contains(&b);
            return (!unit && a.len() <= 6).then_some(("number+word", 1.0));
        }
        if number(right) {
            return (b.len() <= 6 && a.chars().count() >= 2).then_some(("word+number", 1.0));
        }
        let acronym = |w: &str| w.chars().filter(|c| c.is_uppercase()).count() >= 2 && w.len() <= 8;
        let name = |w: &str| {
            let owner = w.split(['\'', '’']).next().unwrap_or(w);
            w.starts_with(char::is_uppercase) && self.planter.names.contains(&owner.to_lowercase())
        };
        if [a, b].iter().any(|w| w.len() == 1 && !["a", "I", "A"].contains(w)) {
            return None;
        }
        if acronym(a) && acronym(b) {
            return None;
        }
        if acronym(b) {
            return Some(("word+acronym", 1.0));
        }
        if acronym(a) {
            return Some(("acronym+word", 0.9));
        }
        match (name(a), name(b)) {
            (true, true) => return Some(("name+name", 1.0)),
            (true, false) => return Some(("name+word", 0.8)),
            (false, true) => return Some(("word+name", 0.8)),
            _ => {}
        }
        if self.function.contains(&a.to_lowercase()) || self.function.contains(&b.to_lowercase()) {
            return Some(("function+word", 0.13));
        }
        // Words that never stood together are as likely as any.
        Some(("word+word", if chance.bool() { 0.3 } else { 0.4 }))
    }

    /// A name with a capital inside: a known one, or one out of two words.
    pub fn brand(&self, chance: &mut Rng) -> String {
        self.planter.brand(chance)
    }

    /// Whether what results would be a word: nobody can tell then.
    fn would_be_known(&self, text: &str, tokens: &[Token], run: &[usize]) -> bool {
        let from = run[0] - 1;
        let merged: String = (from..=run[run.len() - 1]).map(|i| tokens[i].as_str(text)).collect();
        let Some(token) = tokenize(&merged).first().copied() else { return true };
        token.end() == merged.len() && token.kind == Kind::Word && knows(self.checker.engine(), &merged)
    }
}
