//! The evidence on one split of a run.

use unglue_format::bigrams::COMPOUND;

use crate::context::feature_context::Scene;
use crate::context::window::Windows;
use crate::language::lexicon::{ABSENT_COST, Class};
use crate::language::misspelling::TypingError;
use crate::model::features::features;
use crate::model::network::Asked;
use crate::spacing::hypotheses::Readings;

use crate::spacing::queries::{is_telling, of_piece, whole};
use crate::spacing::segment::{Letters, Piece, PieceKind, Segmentation};
use crate::text::casing::{Case, case_of};
use crate::text::token_info::pair_hash;
use crate::text::tokenizer::Break;

features! {
    /// What is known of one split of a run.
    RunFeature {
        /// How many pieces; 2 or more.
        Pieces,
        /// How many splits are cheaper; 0 to 2.
        Rank,
        /// The cost of the split. Nats: a true one costs about 9 a piece.
        SplitCost,
        /// The cost of spelling the run as a word that no list knows. Nats.
        KeepCost,
        /// `KeepCost` less `SplitCost`. Nats.
        Gain,
        /// `Gain` for each character. Nats.
        GainPerChar,
        /// How much dearer the next split is; for a split that is not the cheapest, how much dearer it is itself, negative. Nats.
        Margin,
        /// The cost of the dearest piece. Nats.
        DearestPiece,
        /// The cost of the cheapest piece. Nats.
        CheapestPiece,
        /// The length of the dearest piece, in characters: a rare short piece is an accident.
        DearestLen,
        /// The cost of the first piece. Nats.
        FirstCost,
        /// The length of the first piece, in characters.
        FirstLen,
        /// What the first piece is taken for, see `kind_code`.
        FirstKind,
        /// The cost of the last piece. Nats.
        LastCost,
        /// The length of the last piece, in characters.
        LastLen,
        /// What the last piece is taken for, see `kind_code`.
        LastKind,
        /// The length of the shortest piece, in characters.
        ShortestLen,
        /// The length of the longest piece, in characters.
        LongestLen,
        /// How many pieces are among the few hundred most frequent words.
        FrequentPieces,
        /// How many pieces are names.
        NamePieces,
        /// How many pieces are acronyms.
        AcronymPieces,
        /// How many pieces are in weak lists alone.
        WeakPieces,
        /// The length of the unknown piece, in characters; 0 without one.
        UnknownLen,
        /// The cost of the unknown piece for each character. Nats: about 3 for what looks like English.
        UnknownCostPerChar,
        /// The cost of the most frequent word that is one typing error away from the unknown piece: a merge beside a
        /// misspelling. Nats, 25 for none, 0 without an unknown piece.
        UnknownNeighbour,
        /// The length of the run, in characters.
        Length,
        /// The casing of the run: 0 lower, 1 title, 2 upper, 3 mixed.
        Case,
        /// Changes from a small to a capital letter inside the run.
        Humps,
        /// How many of these changes the split puts a space at.
        HumpsCut,
        /// How many of the pieces behind the first have a capital.
        InnerCapitals,
        /// Apostrophes in the run.
        Apostrophes,
        /// The cost of the most frequent word that is one typing error away. Nats, 25 for none.
        NeighbourCost,
        /// `NeighbourCost` less `SplitCost`. Nats.
        NeighbourGain,
        /// The typing error: 0 none, 1 a letter added, 2 doubled, 3 dropped, 4 changed, 5 swapped.
        NeighbourError,
        /// Whether the error is at the first or last letter, as "a meeting" is to "meeting".
        NeighbourAtEdge,
        /// What the lexicon says of the whole run: 0 nothing, 1 a weak word, 2 a rare name, 3 a word of the web, 4 a known
        /// misspelling, 5 a word or name in another casing.
        Listed,
        /// The cost that the lexicon gives the whole run. Nats, 25 for none.
        ListedCost,
        /// The cost of what is left without a prefix. Nats, 25 for none.
        PrefixedCost,
        /// The cost of what is left without a suffix. Nats, 25 for none.
        SuffixedCost,
        /// Whether a sentence starts here: its capital then says nothing.
        StartsSentence,
        /// What stands before the run in its chunk: the role of `Scene::role`.
        RoleBefore,
        /// What stands behind the run in its chunk: the role of `Scene::role`.
        RoleBehind,
        /// What stands before the run across a space: the role of `Scene::role`.
        NeighbourBefore,
        /// What stands behind the run across a space: the role of `Scene::role`.
        NeighbourBehind,
        /// The cost of the word before. Nats, 25 for none.
        WordBefore,
        /// The cost of the word behind. Nats, 25 for none.
        WordBehind,
        /// The pair of the word before and the first piece. Half nats.
        PairBefore,
        /// The weakest pair of neighbouring pieces. Half nats.
        PairInside,
        /// The pair of the last piece and the word behind. Half nats.
        PairBehind,
        /// The pair of the word before and the whole run, which only a word in the lexicon can have. Half nats.
        WholeBefore,
        /// The pair of the whole run and the word behind. Half nats.
        WholeBehind,
        /// How readily the first piece of two starts compounds, as "over" does. See `unglue_format::bigrams::COMPOUND`.
        CompoundHead,
        /// How readily the last piece of two ends compounds, as "land" does. See `unglue_format::bigrams::COMPOUND`.
        CompoundTail,
        /// The share of unknown words in the rest of the paragraph: another language, a list of names. `0..=1`
        UnknownShare,
        /// The number of words in the paragraph.
        ParagraphWords,
        /// How many other unknown words of the paragraph have capitals inside: identifiers keep each other company.
        HumpsAround,
        /// The share of code and markup in the paragraph. `0..=1`
        MachineMade,
        /// Whether the word before has a capital.
        CapitalBefore,
        /// Whether the word behind has a capital.
        CapitalBehind,
        /// How often the run stands in the text: a term or a name is seen again.
        TimesSeen,
        /// The cost of the rarest piece that stands in the text by itself, names and rarer words alone: a name that was
        /// written before. Nats, 0 for none.
        SeenApart,
        /// How many tokens the chunk has.
        ChunkTokens,
        /// How many digits the run has.
        Digits,
        /// The number in the run: 0 none, 1 up to 31, 2 a year, 3 any other, 4 with a point or comma.
        NumberKind,
        /// How many places between letter and digit the split leaves joined.
        JoinedDigits,
        /// The length of the shortest word beside a number, in characters; 0 without a number.
        WordByNumber,
        /// The cost of the dearest word beside a number. Nats, 0 without a number.
        WordByNumberCost,
        /// How many other runs of the chunk are unknown: a whole line may have lost its spaces.
        UnknownInChunk,
        /// The length of the chunk, in bytes.
        ChunkLength,
        /// Whether two neighbouring pieces stand side by side elsewhere in the text: they were written apart before.
        PairSeenApart,
        /// The least natural gap of the split, as the network sees it. Nats; 0 as long as nobody asked the network.
        ContextLeast,
        /// The mean over the gaps of the split. Nats.
        ContextMean,
        /// The first gap. Nats.
        ContextFirst,
        /// The last gap. Nats.
        ContextLast,
        /// The gap before the run, if a space stands there: whether its first piece fits in. Nats.
        ContextBefore,
        /// The gap behind the run, if a space stands there: whether its last piece fits in. Nats.
        ContextBehind,
    }
}

/// The values of every [`RunFeature`] for the split `nth` of a run.
pub fn of_run(
    scene: &Scene,
    token: usize,
    letters: &Letters,
    readings: &Readings,
    nth: usize,
) -> [f32; RunFeature::COUNT] {
    use RunFeature as F;
    let mut values = [0.0; RunFeature::COUNT];
    let mut set = |feature: RunFeature, value: f32| values[feature as usize] = value;
    let split = &readings.splits[nth];
    let pieces = &split.pieces;
    let (first, last) = (&pieces[0], &pieces[pieces.len() - 1]);
    let spell = |piece: &Piece| letters.spell(piece.start, piece.end);
    let count = |test: &dyn Fn(&Piece) -> bool| pieces.iter().filter(|p| test(p)).count() as f32;
    let least = |values: &mut dyn Iterator<Item = f32>| values.fold(f32::INFINITY, f32::min);

    set(F::Pieces, pieces.len() as f32);
    set(F::Rank, nth as f32);
    set(F::SplitCost, split.cost);
    set(F::KeepCost, readings.keep_cost);
    set(F::Gain, readings.keep_cost - split.cost);
    set(F::GainPerChar, (readings.keep_cost - split.cost) / letters.len() as f32);
    set(F::Margin, margin(&readings.splits, nth));

    let dearest = pieces.iter().max_by(|a, b| a.cost.total_cmp(&b.cost)).unwrap_or(first);
    set(F::DearestPiece, dearest.cost);
    set(F::DearestLen, dearest.len() as f32);
    set(F::CheapestPiece, least(&mut pieces.iter().map(|p| p.cost)));
    set(F::FirstCost, first.cost);
    set(F::FirstLen, first.len() as f32);
    set(F::FirstKind, kind_code(first.kind));
    set(F::LastCost, last.cost);
    set(F::LastLen, last.len() as f32);
    set(F::LastKind, kind_code(last.kind));
    set(F::ShortestLen, least(&mut pieces.iter().map(|p| p.len() as f32)));
    set(F::LongestLen, pieces.iter().map(Piece::len).max().unwrap_or(0) as f32);
    // Zipf 5 and above: about the first 600 words.
    set(F::FrequentPieces, count(&|p| p.kind == PieceKind::Word && p.cost < 9.3));
    set(F::NamePieces, count(&|p| p.kind == PieceKind::Name));
    set(F::AcronymPieces, count(&|p| p.kind == PieceKind::Acronym));
    set(F::WeakPieces, count(&|p| p.kind == PieceKind::Weak));
    if let Some(unknown) = pieces.iter().find(|p| p.kind == PieceKind::Unknown) {
        set(F::UnknownLen, unknown.len() as f32);
        set(F::UnknownCostPerChar, unknown.cost / unknown.len() as f32);
        set(F::UnknownNeighbour, split.meant.unwrap_or(ABSENT_COST));
    }

    let run = scene.spelt(Some(token));
    let is_upper = |at: usize| letters.chars[at].is_uppercase();
    let is_hump = |at: usize| is_upper(at) && letters.chars[at - 1].is_lowercase();
    set(F::Length, letters.len() as f32);
    set(F::Case, case_of(run) as u8 as f32);
    set(F::Humps, (1..letters.len()).filter(|&at| is_hump(at)).count() as f32);
    set(F::HumpsCut, pieces[1..].iter().filter(|p| is_hump(p.start)).count() as f32);
    set(F::InnerCapitals, pieces[1..].iter().filter(|p| is_upper(p.start)).count() as f32);
    set(F::Apostrophes, letters.folded.iter().filter(|&&c| c == '\'').count() as f32);

    let neighbour_cost = readings.neighbour.map_or(ABSENT_COST, |n| n.cost);
    set(F::NeighbourCost, neighbour_cost);
    set(F::NeighbourGain, neighbour_cost - split.cost);
    set(F::NeighbourError, readings.neighbour.map_or(0.0, |n| error_code(n.error)));
    set(F::NeighbourAtEdge, readings.neighbour.map_or(0.0, |n| f32::from(n.at_edge)));
    set(F::Listed, readings.listed.map_or(0.0, |entry| class_code(entry.class)));
    set(F::ListedCost, readings.listed.map_or(ABSENT_COST, |entry| entry.cost));
    set(F::PrefixedCost, readings.prefixed_cost);
    set(F::SuffixedCost, readings.suffixed_cost);

    let (before, behind) = (scene.before(token), scene.behind(token));
    let glued_before = scene.tokens[token].before == Break::None;
    let glued_behind = behind.is_some_and(|next| scene.tokens[next].before == Break::None);
    set(F::StartsSentence, f32::from(scene.starts_sentence(token)));
    let (role_before, role_behind) = (scene.role(before), scene.role(behind));
    set(if glued_before { F::RoleBefore } else { F::NeighbourBefore }, role_before);
    set(if glued_behind { F::RoleBehind } else { F::NeighbourBehind }, role_behind);
    let (word_before, word_behind) = (scene.spelt(before), scene.spelt(behind));
    set(F::WordBefore, scene.cost(word_before));
    set(F::WordBehind, scene.cost(word_behind));
    set(F::PairBefore, scene.pair(word_before, spell(first)));
    set(F::PairBehind, scene.pair(spell(last), word_behind));
    set(F::PairInside, least(&mut pieces.windows(2).map(|two| scene.pair(spell(&two[0]), spell(&two[1])))));

    if readings.listed.is_some() {
        let whole = letters.spell(0, letters.len());
        set(F::WholeBefore, scene.pair(word_before, whole));
        set(F::WholeBehind, scene.pair(whole, word_behind));
    }
    if pieces.len() == 2 {
        set(F::CompoundHead, scene.pair(spell(first), COMPOUND));
        set(F::CompoundTail, scene.pair(COMPOUND, spell(last)));
    }

    let (share, words) = scene.unknown_share(token);
    set(F::UnknownShare, share);
    set(F::ParagraphWords, words);
    let paragraph = scene.suspects.paragraph(token);
    let mixed = u32::from(case_of(run) == Case::Mixed);
    set(F::HumpsAround, paragraph.humps.saturating_sub(mixed) as f32);
    set(F::MachineMade, paragraph.machine_made as f32 / paragraph.tokens.len().max(1) as f32);
    let capital = |word: &str| f32::from(word.starts_with(char::is_uppercase));
    set(F::CapitalBefore, capital(word_before));
    set(F::CapitalBehind, capital(word_behind));
    if let Some(counts) = scene.counts {
        let hash = |piece: &Piece| of_piece(letters, piece);
        set(F::TimesSeen, counts.times(whole(letters)) as f32);
        let apart = pieces.iter().filter(|p| is_telling(p) && counts.times(hash(p)) > 0);
        set(F::SeenApart, apart.map(|p| p.cost).fold(0.0, f32::max));
        let is_seen = |two: &[Piece]| counts.times(pair_hash(hash(&two[0]), hash(&two[1]))) > 0;
        let seen_apart = pieces.windows(2).any(is_seen);
        set(F::PairSeenApart, f32::from(seen_apart));
    }
    let (chunk_first, chunk_last) = scene.chunk(token);
    set(F::ChunkTokens, (chunk_last - chunk_first + 1) as f32);
    let others = (chunk_first..=chunk_last).filter(|&i| i != token && scene.role(Some(i)) == 2.0);
    set(F::UnknownInChunk, others.count() as f32);
    set(F::ChunkLength, (scene.tokens[chunk_last].end() - scene.tokens[chunk_first].start()) as f32);

    let is_digit = |at: usize| letters.chars[at].is_ascii_digit();
    set(F::Digits, (0..letters.len()).filter(|&at| is_digit(at)).count() as f32);
    if let Some(nth) = pieces.iter().position(|p| p.kind == PieceKind::Number) {
        set(F::NumberKind, number_code(spell(&pieces[nth])));
        let beside = [nth.checked_sub(1), Some(nth + 1)].into_iter().flatten().filter_map(|i| pieces.get(i));
        let words: Vec<&Piece> = beside.collect();
        set(F::WordByNumber, least(&mut words.iter().map(|p| p.len() as f32)));
        set(F::WordByNumberCost, words.iter().map(|p| p.cost).fold(0.0, f32::max));
    }
    let seams = (1..letters.len()).filter(|&at| {
        let (a, b) = (letters.chars[at - 1], letters.chars[at]);
        a.is_ascii_digit() && b.is_alphabetic() || a.is_alphabetic() && b.is_ascii_digit()
    });
    set(F::JoinedDigits, seams.filter(|&at| pieces.iter().all(|p| p.start != at)).count() as f32);
    values
}

/// Asks the network about every gap of a split, and sets the features that hold its answers. `asked` is of the same token,
/// or new.
pub fn ask_network(
    scene: &Scene,
    token: usize,
    letters: &Letters,
    split: &Segmentation,
    asked: &mut Asked,
    values: &mut [f32; RunFeature::COUNT],
) {
    use RunFeature as F;
    let (run, pieces) = (scene.spelt(Some(token)), &split.pieces);
    let byte = |at: usize| letters.bytes[at] as usize;
    let segments = pieces.iter().map(|p| &run[byte(p.start)..byte(p.end)]);
    let windows = Windows::new(scene, token, &letters.folded, segments);
    let gaps: Vec<f32> =
        (1..pieces.len()).map(|nth| windows.log_odds(nth, pieces[nth].start, asked)).collect();
    let mut set = |feature: F, value: f32| values[feature as usize] = value;
    set(F::ContextLeast, gaps.iter().copied().fold(f32::INFINITY, f32::min));
    set(F::ContextMean, gaps.iter().sum::<f32>() / gaps.len() as f32);
    set(F::ContextFirst, gaps[0]);
    set(F::ContextLast, gaps[gaps.len() - 1]);
    let is_space = |token: usize| scene.tokens.get(token).is_some_and(|t| t.before == Break::Space);
    set(F::ContextBefore, if is_space(token) { windows.log_odds(0, 0, asked) } else { 0.0 });
    let end = (pieces.len(), letters.len());
    set(F::ContextBehind, if is_space(token + 1) { windows.log_odds(end.0, end.1, asked) } else { 0.0 });
}

fn margin(splits: &[Segmentation], nth: usize) -> f32 {
    // 15 nats are as good as no rival.
    match nth {
        0 => splits.get(1).map_or(15.0, |next| next.cost - splits[0].cost).min(15.0),
        _ => splits[0].cost - splits[nth].cost,
    }
}

fn kind_code(kind: PieceKind) -> f32 {
    match kind {
        PieceKind::Word => 0.0,
        PieceKind::Name => 1.0,
        PieceKind::Acronym => 2.0,
        PieceKind::Number => 3.0,
        PieceKind::Weak => 4.0,
        PieceKind::Unknown => 5.0,
    }
}

fn error_code(error: TypingError) -> f32 {
    match error {
        TypingError::Added => 1.0,
        TypingError::Doubled => 2.0,
        TypingError::Dropped => 3.0,
        TypingError::Changed => 4.0,
        TypingError::Swapped => 5.0,
    }
}

fn class_code(class: Class) -> f32 {
    match class {
        Class::Weak => 1.0,
        Class::RareName => 2.0,
        Class::Web => 3.0,
        Class::Misspelling => 4.0,
        Class::Common | Class::Name | Class::Acronym => 5.0,
    }
}

fn number_code(number: &str) -> f32 {
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    match digits.parse::<u32>() {
        _ if number.contains(['.', ',', ':']) => 4.0,
        Ok(1..=31) => 1.0,
        Ok(1000..=2099) => 2.0,
        _ => 3.0,
    }
}
