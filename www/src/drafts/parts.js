// A text in parts, so that what is stored of a long one after a key is the part around it.

/**
 * Code units. Chromium stores longer strings as files of their own, which is slower.
 */
const PART = 1 << 15;

/** @typedef {import("@codemirror/state").Text} Text */

/**
 * The parts of a text in order; between two of them stands a line end. CodeMirror's texts are trees that share what is not
 * edited: a part that is the same object as before is the same text as before.
 * @param {Text} text
 * @returns {Generator<Text>}
 */
export function* partsOf(text) {
  if (!text.children || text.length <= PART) yield text;
  else for (const child of text.children) yield* partsOf(child);
}

/** @param {string[]} parts */
export function joinParts(parts) {
  return parts.join("\n");
}
