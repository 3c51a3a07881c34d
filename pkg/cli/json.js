// JSON in pieces: as one string, what is found in a long text could be longer than any string may be.

import { piecesOf } from "./pieces.js";

/** Yields a string as JSON. */
export function* jsonString(text) {
  yield '"';
  for (const piece of piecesOf(text)) yield JSON.stringify(piece).slice(1, -1);
  yield '"';
}

/** Yields an array as JSON, one item at a time. */
export function* jsonArray(items) {
  let separator = "[";
  for (const item of items) {
    yield separator + JSON.stringify(item);
    separator = ",";
  }
  yield separator === "[" ? "[]" : "]";
}

/** Returns an error as the value of the field `error`, for a file or line that could not be read. */
export const jsonError = ({ code, reason, message }) =>
  JSON.stringify({ code: code ?? "UNKNOWN", message: reason ?? message });
