// Lines and columns.

/** @import { Diagnostic } from "../index.js" */

const LF = 0x0a;
const CR = 0x0d;

/**
 * Yields `{ diagnostic, line, column, lineStart }` for each of the diagnostics of a text, which are in its order: line and
 * column count from 1, `lineStart` is the offset of the line. Reads the text once.
 * @param {string} text
 * @param {Iterable<Diagnostic>} diagnostics
 */
export function* places(text, diagnostics) {
  let [at, line, lineStart] = [0, 1, 0];
  for (const diagnostic of diagnostics) {
    while (at < diagnostic.from) {
      const unit = text.charCodeAt(at);
      at += 1;
      if (unit !== LF && unit !== CR) continue;
      if (unit === CR && text.charCodeAt(at) === LF) at += 1;
      line += 1;
      lineStart = at;
    }
    yield { diagnostic, line, column: diagnostic.from - lineStart + 1, lineStart };
  }
}
