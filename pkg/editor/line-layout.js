// Where the lines of a long text stand, known by blocks of some lines each: after an edit only the blocks that it touched
// are laid out again.
//
// A browser fills lines one after the other. So a text can be cut at any start of a line, and what follows is laid out as it
// was; whether a cut is still at the start of a line has to be asked again only when the block before it has changed.

import { growth } from "../edits.js";

/** @import { Edit } from "../index.js" */

/** About so many code units are laid out at a time: a dozen lines, in about half a millisecond. */
const SIZE = 1000;
/** So much of what follows a block decides whether it still ends with a line. */
const LOOK_AHEAD = 200;

/** @typedef {{ length: number, height: number | null }} Block some lines that follow each other; null: not laid out yet */

/**
 * What lays out parts of the text.
 * @typedef {object} Ruler
 * @property {(from: number, to: number) => number} height of a part that starts a line; in CSS px
 * @property {(from: number, to: number, at: number) => boolean} startsLine whether a line starts at an offset in a part
 * @property {(from: number, to: number) => number} lastLine the offset where the last line of a part starts
 */

export class LineLayout {
  #ruler;
  #text = "";
  /**
   * They follow each other from the start of the text to its end. Without a height: not laid out yet.
   * @type {Block[]}
   */
  #blocks = [];

  /**
   * @param {Ruler} ruler
   */
  constructor(ruler) {
    this.#ruler = ruler;
  }

  /**
   * Forgets all that was laid out.
   * @param {string} text
   */
  reset(text) {
    this.#text = text;
    this.#blocks = [{ length: text.length, height: null }];
  }

  /**
   * The text is another one, by one edit.
   * @param {Edit} edit
   * @param {string} text
   */
  edit(edit, text) {
    const { from, to } = edit;
    this.#text = text;
    const blocks = this.#blocks;
    let first = 0;
    let start = 0;
    while (first < blocks.length - 1 && start + blocks[first].length <= from) start += blocks[first++].length;
    let last = first;
    let end = start + blocks[first].length;
    while (last < blocks.length - 1 && end < to) end += blocks[++last].length;
    // Its first word may fit on the line before now, if that does not end with the paragraph.
    if (first > 0 && !this.#isHard(start)) start -= blocks[--first].length;
    blocks.splice(first, last - first + 1, { length: end - start + growth(edit), height: null });
  }

  /** Lays out the first block that is not, if it begins above `bottom`. Returns whether there was one. */
  step(bottom = Infinity) {
    let start = 0;
    let top = 0;
    let nth = 0;
    for (const { length, height } of this.#blocks) {
      if (height === null) break;
      start += length;
      top += height;
      nth += 1;
    }
    if (nth === this.#blocks.length || top >= bottom) return false;
    this.#layOut(nth, start);
    return true;
  }

  /** Whether all is laid out that begins above `bottom`. */
  isKnown(bottom = Infinity) {
    let top = 0;
    for (const { height } of this.#blocks) {
      if (top >= bottom) return true;
      if (height === null) return false;
      top += height;
    }
    return true;
  }

  /**
   * The blocks between two heights, as far as they are known: each with its offsets and its `top`.
   * @param {number} top
   * @param {number} bottom
   */
  between(top, bottom) {
    const found = [];
    let start = 0;
    let y = 0;
    for (const block of this.#blocks) {
      if (block.height === null || y >= bottom) break;
      if (y + block.height > top) found.push({ block, from: start, to: start + block.length, top: y });
      start += block.length;
      y += block.height;
    }
    return found;
  }

  /**
   * @param {number} nth
   * @param {number} start
   */
  #layOut(nth, start) {
    const blocks = this.#blocks;
    const block = blocks[nth];
    const end = start + block.length;
    const cut = this.#cut(start, end);
    if (cut < end) {
      // What is left over is laid out next.
      blocks.splice(
        nth,
        1,
        { length: cut - start, height: this.#ruler.height(start, cut) },
        { length: end - cut, height: null },
      );
    } else if (this.#isHard(end) || this.#ruler.startsLine(start, this.#paragraphEnd(end, LOOK_AHEAD), end)) {
      block.height = this.#ruler.height(start, end);
    } else {
      // The edit has moved the start of the line that follows: it is one block with the next.
      blocks.splice(nth, 2, { length: block.length + blocks[nth + 1].length, height: null });
    }
  }

  /**
   * Where a stretch is to be cut, after a line: its end, if it is short.
   * @param {number} start
   * @param {number} end
   */
  #cut(start, end) {
    if (end - start <= 2 * SIZE) return end;
    const newline = this.#text.indexOf("\n", start + SIZE - 1) + 1;
    if (newline > 0 && newline <= start + 2 * SIZE) return newline;
    const line = this.#ruler.lastLine(start, start + 2 * SIZE);
    if (line > start) return line;
    // A line without an end, where lines are not wrapped.
    return Math.min(end, newline > 0 ? newline : end);
  }

  /**
   * @param {number} from
   * @param {number} most
   */
  #paragraphEnd(from, most) {
    const newline = this.#text.indexOf("\n", from) + 1;
    return Math.min(newline > 0 ? newline : Infinity, from + most, this.#text.length);
  }

  /**
   * Whether a paragraph ends before an offset: there a line starts whatever stands around.
   * @param {number} at
   */
  #isHard(at) {
    return at === 0 || at >= this.#text.length || this.#text[at - 1] === "\n";
  }
}
