// What changed between two texts, for editors that do not say.

/** @import { Edit } from "../index.js" */

/** Engines compare whole pieces many times as quickly as character by character. */
const PIECE = 1024;

/**
 * The shortest single edit that makes `after` of `before`, or null where they are the same.
 * @param {string} before
 * @param {string} after
 * @returns {Edit | null}
 */
export function difference(before, after) {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  const start = common(shorter, (from, to) => before.slice(from, to) === after.slice(from, to));
  /**
   * @param {string} text
   * @param {number} from
   * @param {number} to
   */
  const fromEnd = (text, from, to) => text.slice(text.length - to, text.length - from);
  const end = common(shorter - start, (from, to) => fromEnd(before, from, to) === fromEnd(after, from, to));
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

/**
 * How many characters are the same, of at most so many: `isSame` says whether those of a range are.
 * @param {number} most
 * @param {(from: number, to: number) => boolean} isSame
 */
function common(most, isSame) {
  let same = 0;
  while (same + PIECE <= most && isSame(same, same + PIECE)) same += PIECE;
  // Somewhere in the next piece they part.
  let parted = Math.min(most, same + PIECE);
  if (isSame(same, parted)) return parted;
  while (parted - same > 1) {
    const middle = (same + parted) >> 1;
    if (isSame(same, middle)) same = middle;
    else parted = middle;
  }
  return same;
}

/** The text of an editor that does not say what has changed in it. */
export class ReadText {
  /** @type {() => string} */
  #read;
  /** As of the last `changes`. */
  text;

  /** @param {() => string} read the editor's text of now */
  constructor(read) {
    this.#read = read;
    this.text = read();
  }

  /**
   * Returns what has changed since the last call.
   * @returns {Edit[]}
   */
  changes() {
    const before = this.text;
    this.text = this.#read();
    const edit = difference(before, this.text);
    return edit ? [edit] : [];
  }
}
