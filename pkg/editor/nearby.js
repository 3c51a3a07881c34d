// Marks by their place: they are in the order of the text, and never overlap.

import { firstBehind } from "../sorted.js";

/** @import { Mark } from "../worker.js" */

/**
 * The number of the first mark that ends at a position or behind it.
 * @param {readonly { readonly to: number }[]} marks
 * @param {number} at
 */
const firstEndingAt = (marks, at) => firstBehind(marks, ({ to }) => to >= at);

/**
 * The marks that touch a range, its edges included.
 * @template {{ readonly from: number, readonly to: number }} Found
 * @param {readonly Found[]} marks
 * @param {number} from
 * @param {number} [to]
 */
export function touching(marks, from, to = from) {
  const first = firstEndingAt(marks, from);
  let end = first;
  while (end < marks.length && marks[end].from <= to) end += 1;
  return marks.slice(first, end);
}

/**
 * The mark before or behind a selection; at the end, it begins again.
 * @param {readonly import("../worker.js").Mark[]} marks
 * @param {{ from: number, to: number }} selection
 * @param {-1 | 1} direction
 */
export function following(marks, { from, to }, direction) {
  if (direction < 0) return marks[firstEndingAt(marks, from + 1) - 1] ?? marks.at(-1);
  const first = firstEndingAt(marks, to);
  return marks.slice(first, first + 2).find((mark) => mark.from >= to) ?? marks[0];
}

/**
 * The marks that touch a range, with those beside it on both sides, `most` in all: what an editor draws at once, so that
 * a refresh does not grow with the text. Where there are no more than that, it is the array itself.
 * @template {{ readonly from: number, readonly to: number }} Found
 * @param {readonly Found[]} marks
 * @param {number} from
 * @param {number} to
 * @param {number} most
 * @returns {readonly Found[]}
 */
export function nearest(marks, from, to, most) {
  if (marks.length <= most) return marks;
  const first = firstEndingAt(marks, from);
  let end = first;
  while (end < marks.length && end - first < most && marks[end].from <= to) end += 1;
  const start = Math.max(0, Math.min(first - ((most - (end - first)) >> 1), marks.length - most));
  return marks.slice(start, start + most);
}

/**
 * Whether a mark touches a position.
 * @param {Mark} mark
 * @param {number} at
 */
export const touches = (mark, at) => mark.from <= at && at <= mark.to;

/**
 * Whether a mark's suggestion edits a position.
 * @param {Mark} mark
 * @param {number} at
 */
export const isEditedAt = (mark, at) => mark.suggestions[0].edits.some(({ from, to }) => from <= at && at <= to);
