//! What the rest of the document is asked about a token: how often it and its pieces stand there.

use crate::spacing::segment::{Letters, Piece, PieceKind, Segmentation};
use crate::text::token_info::{WordHash, pair_hash, word_hash};

/// The hashes whose counts are evidence on a token with these splits, sorted.
pub fn questions(letters: &Letters, splits: &[Segmentation]) -> Vec<u32> {
    let mut hashes = vec![whole(letters)];
    for Segmentation { pieces, .. } in splits {
        hashes.extend(pieces.iter().filter(|piece| is_telling(piece)).map(|piece| of_piece(letters, piece)));
        let pair = |two: &[Piece]| pair_hash(of_piece(letters, &two[0]), of_piece(letters, &two[1]));
        hashes.extend(pieces.windows(2).map(pair));
    }
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Words of Zipf 4.4 and above stand in every longer text; names do not.
pub fn is_telling(piece: &Piece) -> bool {
    piece.kind == PieceKind::Name || piece.cost > 10.5 && piece.len() >= 3
}

/// The hash of the whole token, in any casing.
pub fn whole(letters: &Letters) -> WordHash {
    word_hash(letters.folded.iter().copied())
}

/// The hash of a piece, in any casing.
pub fn of_piece(letters: &Letters, piece: &Piece) -> WordHash {
    word_hash(letters.folded[piece.start..piece.end].iter().copied())
}
