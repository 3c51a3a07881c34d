// JSON in pieces: as one string, what is found in a long text could be longer than any string may be.

import { piecesOf } from "./pieces.js";

/**
 * Yields a string as JSON.
 * @param {string} text
 */
export function* jsonString(text) {
  yield '"';
  for (const piece of piecesOf(text)) yield JSON.stringify(piece).slice(1, -1);
  yield '"';
}

/**
 * Yields an array as JSON, one item at a time.
 * @param {Iterable<unknown>} items
 */
export function* jsonArray(items) {
  let separator = "[";
  for (const item of items) {
    yield separator + JSON.stringify(item);
    separator = ",";
  }
  yield separator === "[" ? "[]" : "]";
}

/**
 * Returns an error as the value of the field `error`, for a file or line that could not be read.
 * @param {unknown} error
 */
export function jsonError(error) {
  const { code, reason, message } = /** @type {Partial<import("./problem.js").Problem>} */ (error);
  return JSON.stringify({ code: code ?? "UNKNOWN", message: reason ?? message });
}
