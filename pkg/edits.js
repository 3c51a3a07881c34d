// What edits do to a text, and to positions in it. The edits of a list are ascending and apart, each at offsets of the text
// before all of them, unless they are said to follow each other: then each fits the text that the one before it left.

import { firstBehind } from "./sorted.js";

/** @import { Edit } from "./index.js" */

/** @typedef {-1 | 1} Side of what is put in at a position: -1, the position stays before it; 1, it moves behind it */

/**
 * Returns by how many code units an edit makes a text longer.
 * @param {Edit} edit
 */
export const growth = ({ from, to, insert }) => insert.length - (to - from);

/**
 * Returns where a position is after an edit. One inside what is replaced goes to the edge of the replacement on its side.
 * @param {number} at
 * @param {Edit} edit
 * @param {Side} [side]
 */
export const mapped = (at, { from, to, insert }, side) => moved(at, { from, to, length: insert.length }, side);

/**
 * Returns where a position was before an edit: the position that `mapped` takes there, as long as the edit did not replace it.
 * @param {number} at
 * @param {Edit} edit
 * @param {Side} [side]
 */
export const unmapped = (at, { from, to, insert }, side) =>
  moved(at, { from, to: from + insert.length, length: to - from }, side);

/**
 * Returns where a position is after `length` code units took the place of those in a range.
 * @param {number} at
 * @param {{ from: number, to: number, length: number }} change
 * @param {Side} [side]
 */
function moved(at, { from, to, length }, side = 1) {
  if (at < from || (at === from && (from < to || side < 0))) return at;
  if (at >= to) return at + length - (to - from);
  return side < 0 ? from : from + length;
}

/**
 * Returns what takes a position to where it is after all edits of a list, in time logarithmic in their number.
 * @param {readonly Edit[]} edits
 * @param {Side} [side]
 * @returns {(at: number) => number}
 */
export function mapping(edits, side = 1) {
  const grown = [0];
  for (const [nth, edit] of edits.entries()) grown.push(grown[nth] + growth(edit));
  return (at) => {
    // The last edit that does not begin behind it: those before that one end before it.
    const nth = firstBehind(edits, ({ from }) => from > at) - 1;
    return nth < 0 ? at : mapped(at, edits[nth], side) + grown[nth];
  };
}

/**
 * Returns the edit that takes an edit back.
 * @param {Edit} edit
 * @param {string} text before it
 * @returns {Edit}
 */
export const inverse = ({ from, to, insert }, text) => ({
  from,
  to: from + insert.length,
  insert: text.slice(from, to),
});

/**
 * Whether an edit makes of a text what another one does: taking out the first of two spaces is taking out the second, and editors
 * may tidy the no-break spaces around.
 * @param {Edit} edit
 * @param {Edit} other what it is to be
 * @param {string} text before either
 */
export function areAlike(edit, other, text) {
  const from = Math.min(edit.from, other.from);
  const to = Math.max(edit.to, other.to);
  /** @param {Edit} edit */
  const after = (edit) => text.slice(from, edit.from) + edit.insert + text.slice(edit.to, to);
  const [made, wanted] = [after(edit), after(other)];
  const at = other.from - from;
  return tidy(made) === tidy(wanted) && made.startsWith(other.insert, at);
}

/** @param {string} text */
const tidy = (text) => text.replaceAll("\u00a0", " ");

/**
 * Returns the text with the edits made.
 * @param {string} text
 * @param {readonly Edit[]} edits
 */
export function applied(text, edits) {
  let out = "";
  let done = 0;
  for (const { from, to, insert } of edits) {
    out += text.slice(done, from) + insert;
    done = to;
  }
  return out + text.slice(done);
}

/**
 * Returns the edits that do what `first` does and then `then`, whose offsets are those of the text that `first` leaves. What
 * `then` says of characters that `first` puts in changes that edit; all else it says of the text itself.
 *
 * Both lists are walked once. Of an edit of `first` that `then` cuts, the part before the cut is done, and the rest is an
 * insertion behind it.
 * @param {readonly Edit[]} first
 * @param {readonly Edit[]} then
 * @returns {Edit[]}
 */
export function composed(first, then) {
  /** @type {Edit[]} */
  const out = [];
  /** @param {Edit} edit */
  const add = (edit) => {
    const last = out.at(-1);
    if (last?.to === edit.from) Object.assign(last, { to: edit.to, insert: last.insert + edit.insert });
    else out.push({ ...edit });
  };
  const left = first[Symbol.iterator]();
  /** @type {Edit | undefined} */
  let next = left.next().value;
  /** By how much the edits before `next` have made the text longer. */
  let grown = 0;
  /**
   * Takes `next` as far as it has put in so many code units, and returns that part.
   * @param {Edit} edit
   * @param {number} length
   * @returns {Edit}
   */
  const take = ({ from, to, insert }, length) => {
    const part = { from, to, insert: insert.slice(0, length) };
    grown += growth(part);
    next = length < insert.length ? { from: to, to, insert: insert.slice(length) } : left.next().value;
    return part;
  };
  for (const { from, to, insert } of then) {
    while (next && next.from + grown < from) add(take(next, from - next.from - grown));
    const edit = { from: from - grown, to: from - grown, insert };
    while (next && next.from + grown <= to) {
      const start = next.from + grown;
      edit.to = next.to;
      take(next, to - start);
      if (start === to) break;
    }
    edit.to = Math.max(edit.to, to - grown);
    add(edit);
  }
  while (next) add(take(next, Infinity));
  return out.filter(({ from, to, insert }) => from < to || insert !== "");
}

/**
 * One edit for several that follow each other: `text` is what all have left.
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
    const by = growth(edit);
    from = Math.min(from, edit.from);
    end = Math.max(end, edit.to) + by;
    grown += by;
  }
  return { from, to: end - grown, insert: text.slice(from, end) };
}

/**
 * Returns the stretch that edits, which follow each other, have put in, with what is between: where it is in the end.
 * Undefined where nothing was put in.
 * @param {readonly Edit[]} edits
 */
export function stretchOf(edits) {
  /** @type {{ from: number, to: number } | undefined} */
  let stretch;
  for (const edit of edits) {
    const { from, insert } = edit;
    const to = from + insert.length;
    const before = stretch && { from: mapped(stretch.from, edit, -1), to: mapped(stretch.to, edit) };
    if (insert === "") stretch = before;
    else stretch = { from: Math.min(from, before?.from ?? from), to: Math.max(to, before?.to ?? to) };
  }
  return stretch;
}
