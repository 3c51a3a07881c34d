// Long texts in pieces, of which each is written before the next one is made.

/** About how many characters are made and written at once. */
export const PIECE = 1 << 16;

/**
 * Whether an offset is between the two halves of a surrogate pair.
 * @param {string} text
 * @param {number} offset
 */
export const isInPair = (text, offset) => offset > 0 && (text.codePointAt(offset - 1) ?? 0) > 0xffff;

/**
 * Yields a text in pieces of about `PIECE` characters, none of which ends within a character.
 * @param {string} text
 */
export function* piecesOf(text) {
  for (let from = 0; from < text.length; ) {
    let to = from + PIECE;
    if (isInPair(text, to)) to += 1;
    yield text.slice(from, to);
    from = to;
  }
}

/**
 * Yields the same text in pieces that are worth a write, the last one excepted.
 * @param {Iterable<string>} pieces
 */
export function* batched(pieces) {
  let batch = "";
  for (const piece of pieces) {
    batch += piece;
    if (batch.length < PIECE) continue;
    yield batch;
    batch = "";
  }
  yield batch;
}
