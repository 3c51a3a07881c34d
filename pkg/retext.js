// A plugin for retext, and for anything else of unified that parses text: it reads the file, not the tree.

import { linterOf } from "./kept.js";

/** @import { LinterOptions } from "./textlint.js" */
/** @import { RetextFile } from "./retext.js" */

/** @param {LinterOptions} [options] */
export default function retextUnglue(options) {
  const linter = linterOf(options);
  /**
   * @param {unknown} _tree
   * @param {RetextFile} file
   */
  return (_tree, file) => {
    const text = String(file);
    const points = pointsIn(text);
    for (const diagnostic of linter.check(text)) {
      const { from, to, token, rule, confidence, suggestions } = diagnostic;
      const place = { start: points(from), end: points(to) };
      const reported = file.message(linter.messageOf(diagnostic), { place, source: "unglue", ruleId: rule });
      Object.assign(reported, { actual: token, expected: suggestions.map(({ text }) => text), confidence });
    }
  };
}

/**
 * Returns a function from offsets to points of a text. The offsets it is asked for may come in any order.
 * @param {string} text
 */
function pointsIn(text) {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + end.length);
  return (/** @type {number} */ offset) => {
    const line = starts.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1, offset };
  };
}
