//! Stage 3: the cheapest segmentations of a token.
//!
//! The token becomes a lattice: its nodes are the places between characters, its arcs the possible segments (see
//! `finder.rs`). The cost of a path is the sum of the costs of its segments, so the cheapest path is the likeliest
//! segmentation under a unigram model; in a line, likely bigrams lower it. Dynamic programming finds it, with the few
//! cheapest paths kept at each node.

use crate::language::lexicon::{ABSENT_COST, BIGRAM_WEIGHT, Lexicon};
use crate::spacing::segment::{LINE_CHARS, Segment, SegmentKind, Segmentation, TokenText};

/// The number of segmentations of a token that are judged.
pub(crate) const BEST: usize = 3;
/// The number of segmentations of a token that the lattice returns, before corrections change their costs.
pub(crate) const FOUND: usize = 5;

/// Returns up to [`FOUND`] segmentations of a token into two or more segments, the cheapest first. Each has at most one
/// unknown segment; in a line any number of them. `find` appends the segments that start at a character.
///
/// ```text
/// node  0   1   2   3   4   5   6   7   8      arcs: the (3), there (5), are (3, from 5), a (1, from 5), …
///       · t · h · e · r · e · a · r · e ·      cheapest path: there|are
/// ```
/// Nodes are visited from left to right. All arcs lead to the right, so the paths to a node are complete when the node
/// is visited: each of them is continued by each segment that starts there, and offered to the node where the segment
/// ends. Invariant: `lattice[node]` has the cheapest paths to the node, at most [`FOUND`] without an unknown segment and
/// [`FOUND`] with one, each sorted by cost: a path that has its unknown segment must not displace one that can still
/// take it. Each path refers to the path that it continues, so that it takes constant room.
///
/// Below [`LINE_CHARS`] the search is exact (`oracle.rs`). In a line it is not: the bigrams of a path beyond the
/// cheapest [`FOUND`] could still make up for its cost.
pub(crate) fn segment(
    lexicon: &Lexicon,
    token: &TokenText,
    find: impl Fn(usize, &mut Vec<Segment>),
) -> Vec<Segmentation> {
    let n = token.len();
    let is_line = n >= LINE_CHARS;
    let mut lattice: Vec<Node> = vec![Node::default(); n + 1];
    lattice[0].paths[0].push(Path { cost: 0.0, from: (0, 0, 0), last: None });
    let mut segments = Vec::new();
    for start in 0..n {
        if lattice[start].is_empty() {
            continue;
        }
        segments.clear();
        find(start, &mut segments);
        for segment in segments.iter().filter(|segment| segment.len() < n) {
            let (done, ahead) = lattice.split_at_mut(segment.end);
            let (here, end) = (&done[start], &mut ahead[0]);
            let spends_unknown = segment.kind == SegmentKind::Unknown && !is_line;
            for (has_unknown, paths) in here.paths.iter().enumerate() {
                if has_unknown == 1 && spends_unknown {
                    break;
                }
                let ends = &mut end.paths[has_unknown.max(usize::from(spends_unknown))];
                for (nth, path) in paths.iter().enumerate() {
                    let bigram = if is_line { bigram_gain(lexicon, token, path, segment) } else { 0.0 };
                    let cost = path.cost + segment.cost - bigram;
                    // The paths are sorted by cost: without bigrams, the others would not be kept either.
                    if ends.get(FOUND - 1).is_some_and(|last| last.cost <= cost) {
                        if is_line {
                            continue;
                        }
                        break;
                    }
                    let from = (start as u32, has_unknown as u8, nth as u8);
                    keep_best(ends, Path { cost, from, last: Some(*segment) });
                }
            }
        }
    }
    let mut ends: Vec<&Path> = lattice[n].paths.iter().flatten().collect();
    ends.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    ends.truncate(FOUND);
    ends.into_iter().map(|path| trace(&lattice, path)).collect()
}

/// Returns for each node of a token of `n` characters how much dearer the cheapest path that passes over it is than the
/// cheapest path through it. Nats, at most [`ABSENT_COST`]; negative where no cheap path goes through the node.
///
/// With `forward[node]`, the cost of the cheapest path to a node, and `backward[node]`, that of the cheapest path from it
/// to the end, the cheapest path through a node costs their sum, and the cheapest path with an arc `start..end` costs
/// `forward[start] + arc + backward[end]`. The second is offered to each node that the arc passes over.
pub(crate) fn detours(n: usize, find: impl Fn(usize, &mut Vec<Segment>)) -> Vec<f32> {
    let (mut arcs, mut segments) = (Vec::new(), Vec::new());
    for start in 0..n {
        segments.clear();
        find(start, &mut segments);
        arcs.extend(segments.iter().filter(|segment| segment.len() < n).copied());
    }
    let (mut forward, mut backward) = (vec![f32::INFINITY; n + 1], vec![f32::INFINITY; n + 1]);
    (forward[0], backward[n]) = (0.0, 0.0);
    for Segment { start, end, cost, .. } in &arcs {
        forward[*end] = forward[*end].min(forward[*start] + cost);
    }
    for Segment { start, end, cost, .. } in arcs.iter().rev() {
        backward[*start] = backward[*start].min(backward[*end] + cost);
    }
    let mut over = vec![f32::INFINITY; n + 1];
    for Segment { start, end, cost, .. } in &arcs {
        let path = forward[*start] + cost + backward[*end];
        over[start + 1..*end].iter_mut().for_each(|over| *over = over.min(path));
    }
    let detour = |node: usize| match forward[node] + backward[node] {
        through if through.is_finite() => (over[node] - through).min(ABSENT_COST),
        _ => -ABSENT_COST,
    };
    (0..=n).map(detour).collect()
}

/// The cheapest paths to a node: without an unknown segment, and with one. In a line all are counted as without.
#[derive(Debug, Clone, Default)]
struct Node {
    paths: [Vec<Path>; 2],
}

impl Node {
    fn is_empty(&self) -> bool {
        self.paths.iter().all(Vec::is_empty)
    }
}

#[derive(Debug, Clone, Copy)]
struct Path {
    cost: f32,
    /// The path that this one continues: its node, whether it has an unknown segment, and its index there.
    from: (u32, u8, u8),
    /// The last segment; none at the start.
    last: Option<Segment>,
}

/// Returns by how much the bigram of a path's last segment and `segment` lowers the cost of the path. Nats.
fn bigram_gain(lexicon: &Lexicon, token: &TokenText, path: &Path, segment: &Segment) -> f32 {
    let is_word = |segment: &Segment| !matches!(segment.kind, SegmentKind::Unknown | SegmentKind::Code);
    match &path.last {
        Some(last) if is_word(last) && is_word(segment) => {
            // The PMI is in half nats.
            let pmi = lexicon.bigram_pmi(token.word(last), token.word(segment));
            BIGRAM_WEIGHT * f32::from(pmi) / 2.0
        }
        _ => 0.0,
    }
}

/// Inserts a path if it is one of the cheapest [`FOUND`]. Invariant: `paths` are sorted by cost and at most [`FOUND`]; of
/// equal costs the earlier path comes first, so that the result does not depend on anything but the order of offers.
fn keep_best(paths: &mut Vec<Path>, path: Path) {
    let at = paths.partition_point(|p| p.cost <= path.cost);
    if at < FOUND {
        if paths.is_empty() {
            paths.reserve_exact(FOUND);
        }
        paths.truncate(FOUND - 1);
        paths.insert(at, path);
    }
}

/// Returns the segmentation of a path to the last node, by following the paths backwards.
fn trace(lattice: &[Node], end: &Path) -> Segmentation {
    let mut segments = Vec::new();
    let mut path = end;
    while let Some(segment) = path.last {
        segments.push(segment);
        let (node, has_unknown, nth) = path.from;
        path = &lattice[node as usize].paths[usize::from(has_unknown)][usize::from(nth)];
    }
    segments.reverse();
    Segmentation { segments, cost: end.cost, meant: None }
}

#[cfg(all(test, feature = "english", not(target_arch = "wasm32")))]
mod oracle;
