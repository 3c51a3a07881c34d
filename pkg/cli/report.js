// What people read: place, word and context of every diagnostic.

import { inContext, withRemovals } from "../diagnostics.js";
import { isInPair } from "./pieces.js";
import { places } from "./places.js";

/** @import { Diagnostic } from "../index.js" */

/** About as much of a line as a terminal shows, on each side of a token. */
const CONTEXT = 32;
/** The most of a token that is shown. */
const MAX_TOKEN = 3 * CONTEXT;

/**
 * Yields everything that `check` says about one text, one diagnostic at a time.
 * @param {string} file
 * @param {string} text
 * @param {Iterable<Diagnostic>} diagnostics
 */
export function* describe(file, text, diagnostics) {
  const name = file === "-" ? "<stdin>" : clean(file);
  for (const { diagnostic, line, column, lineStart } of places(text, diagnostics)) {
    const { rule, confidence, suggestions } = diagnostic;
    const [suggestion] = suggestions;
    const percent = Math.floor(confidence * 100);
    const removed = withRemovals(diagnostic);
    const before = removed === undefined ? "" : `“${clean(inContext(removed))}” → `;
    const title = `${name}:${line}:${column}: ${before}“${clean(inContext(suggestion.text))}” (${rule}, ${percent} %)`;
    yield `${title}\n${context(text, diagnostic, lineStart)}\n`;
  }
}

/**
 * Returns the last line: how much was found or done.
 * @param {"check" | "fix"} command
 * @param {{ texts: number, found: number, changed: number }} counts
 */
export function summarise(command, { texts, found, changed }) {
  const all = texts === 1 ? "1 text" : `${texts} texts`;
  if (command === "fix") return `unglue: ${changed} of ${all} changed\n`;
  if (found === 0) return `unglue: nothing found in ${all}\n`;
  return `unglue: found ${found === 1 ? "1 fault" : `${found} faults`} in ${all}\n`;
}

/**
 * Returns the line around a token, cut to fit, with the token underlined. Looks at no more of the text than it shows.
 * @param {string} text
 * @param {Diagnostic} diagnostic
 * @param {number} lineStart
 */
function context(text, { from, to }, lineStart) {
  let start = Math.max(lineStart, from - CONTEXT);
  if (isInPair(text, start)) start += 1;
  const before = (start > lineStart ? "…" : "") + clean(text.slice(start, from));
  const isLong = to - from > MAX_TOKEN;
  const token = clean(text.slice(from, isLong ? from + MAX_TOKEN : to));
  const after = isLong ? "…" : contextAfter(text, to);
  const carets = "^".repeat(Math.max(1, width(token)));
  return `  ${before}${token}${after}\n  ${" ".repeat(width(before))}${carets}`;
}

/**
 * @param {string} text
 * @param {number} to
 */
function contextAfter(text, to) {
  const rest = text.slice(to, to + CONTEXT + 1);
  const lineEnd = rest.search(/[\r\n]/);
  if (lineEnd >= 0) return clean(rest.slice(0, lineEnd));
  if (rest.length <= CONTEXT) return clean(rest);
  return `${clean(rest.slice(0, isInPair(rest, CONTEXT) ? CONTEXT - 1 : CONTEXT))}…`;
}

/** @param {string} text */
const isPlain = (text) => /^[\x20-\x7e]*$/.test(text);

/**
 * Makes a text safe for a terminal, and as wide as it seems: control characters become visible.
 * @param {string} text
 */
export function clean(text) {
  if (isPlain(text)) return text;
  return text
    .toWellFormed()
    .replaceAll("\t", " ")
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, "·");
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const WIDE =
  /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f/u;

/**
 * Returns how many columns of a terminal a text takes.
 * @param {string} text
 */
function width(text) {
  if (isPlain(text)) return text.length;
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += WIDE.test(segment) ? 2 : 1;
  return columns;
}
