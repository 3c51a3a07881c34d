// What in a text is prose, as the command line knows it by the kind of the text.

/** @import { Mark } from "unglue/worker" */
/** @import { Texts } from "built:texts" */

/** @typedef {[from: number, to: number][]} Ranges */

/**
 * Returns what in a text is no prose, in order.
 * @param {{ uri: { path: string }, languageId: string, getText: () => string }} text
 * @param {Texts} texts what the configuration says
 * @returns {Ranges}
 */
export function protectedIn(text, texts) {
  const flat = texts.protect(text.uri.path, text.languageId, text.getText()) ?? [];
  /** @type {Ranges} */
  const ranges = [];
  for (let nth = 0; nth < flat.length; nth += 2) ranges.push([flat[nth], flat[nth + 1]]);
  return ranges;
}

/**
 * Returns the marks that lie in prose.
 * @param {readonly Mark[]} marks in the order of the text
 * @param {Ranges} ranges in order
 */
export function inProse(marks, ranges) {
  let nth = 0;
  let end = 0;
  return marks.filter((mark) => {
    for (; nth < ranges.length && ranges[nth][0] < mark.to; nth++) end = Math.max(end, ranges[nth][1]);
    return mark.live && end <= mark.from;
  });
}
