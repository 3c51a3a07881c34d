// The spaces that suggestions take out: they are drawn as well, since an underline says nothing of them.

/** @import { Mark } from "../worker.js" */

/** A space of a mark that its first suggestion takes out. It moves as its mark does, and stays the same object as long. */
class Removal {
  #mark;
  #nth;

  /** @param {Mark} mark @param {number} nth which edit of its suggestion */
  constructor(mark, nth) {
    this.#mark = mark;
    this.#nth = nth;
  }

  get live() {
    return this.#mark.live;
  }

  get from() {
    return this.#mark.suggestions[0].edits[this.#nth].from;
  }

  get to() {
    return this.#mark.suggestions[0].edits[this.#nth].to;
  }
}

/** @type {WeakMap<Mark, readonly Removal[]>} */
const known = new WeakMap();
/** @type {readonly Removal[]} */
const NONE = [];

/**
 * Returns the spaces that the suggestion of a mark takes out, or replaces.
 * @param {Mark} mark
 */
export function removalsOf(mark) {
  const before = known.get(mark);
  if (before) return before;
  const { edits } = mark.suggestions[0];
  const removals = edits.flatMap(({ from, to }, nth) => (from < to ? [new Removal(mark, nth)] : []));
  const all = removals.length > 0 ? removals : NONE;
  known.set(mark, all);
  return all;
}
