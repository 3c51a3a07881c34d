// Marks by their place: they are in the order of the text, and never overlap.

import { firstBehind } from "../worker/marks.js";

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
