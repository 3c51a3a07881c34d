// Several edits of one text: all of the same text, in its order, none over another.

import { firstBehind } from "../worker/marks.js";

/** @import { Edit } from "../index.js" */

/**
 * What insertions, and more insertions into the text that they leave, are as insertions into the first text.
 * @param {readonly Edit[]} first
 * @param {readonly Edit[]} more
 */
export function merged(first, more) {
  const all = [...first];
  let grown = 0;
  let nth = 0;
  for (const { from, insert } of more) {
    for (; nth < first.length && first[nth].from + grown < from; nth += 1) grown += first[nth].insert.length;
    all.push({ from: from - grown, to: from - grown, insert });
  }
  return all.sort((a, b) => a.from - b.from);
}

/**
 * Returns where a place of the text is after insertions: behind those at the place itself.
 * @param {readonly Edit[]} insertions
 * @returns {(at: number) => number}
 */
export function moving(insertions) {
  const grown = [0];
  for (const [nth, { insert }] of insertions.entries()) grown.push(grown[nth] + insert.length);
  return (at) => at + grown[firstBehind(insertions, ({ from }) => from > at)];
}

/**
 * One edit for several, each of which fits the text that the one before it left: `text` is what all have left.
 * @param {readonly Edit[]} edits
 * @param {string} text
 * @returns {Edit}
 */
export function spanned(edits, text) {
  let { from, to, insert } = edits[0];
  // Where the changed part ends now, and by how much it has grown.
  let end = from + insert.length;
  let grown = end - to;
  for (const edit of edits.slice(1)) {
    const by = edit.insert.length - (edit.to - edit.from);
    from = Math.min(from, edit.from);
    end = Math.max(end, edit.to) + by;
    grown += by;
  }
  return { from, to: end - grown, insert: text.slice(from, end) };
}
