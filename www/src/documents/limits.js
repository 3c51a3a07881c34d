// How large a document may be.

/** Bytes: most of a large one are pictures. */
export const MAX_BYTES = 100_000_000;
/** Code units of text: as much as a text file may have. */
export const MAX_TEXT = 20_000_000;
