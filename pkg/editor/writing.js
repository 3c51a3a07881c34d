// Edits of the text of an editable region that the editor which lives in it makes in its own document, from which it draws the
// region anew.

import { applied } from "../edits.js";
import { yieldToPage } from "../yield.js";

/** @import { TextEdit } from "../contenteditable.js" */
/** @import { Edit } from "../index.js" */
/** @import { DomText } from "./dom-text.js" */

/** An editor draws its region at once or in a microtask, as a rule; for so long it may take to. Milliseconds. */
const PATIENCE_MS = 200;

/**
 * Has edits written, and waits until the region shows them. Returns how many there were: none where the editor makes something else of
 * them.
 * @param {DomText} content
 * @param {readonly Edit[]} edits in the order of the text as it is
 * @param {(edits: TextEdit[]) => boolean | Promise<boolean>} write
 */
export async function writeAll(content, edits, write) {
  const before = content.text;
  const { version } = content;
  /** @type {Edit[]} */
  const made = [];
  /** @type {TextEdit[]} */
  const parts = [];
  for (const edit of edits) {
    const found = partsOf(content, edit);
    if (!found) continue;
    made.push(edit);
    parts.push(...found);
  }
  // What is rendered is something else than was read.
  if (made.length < edits.length) content.absorb();
  if (made.length === 0 || content.version !== version || !(await write(parts))) return 0;
  const after = applied(before, made);
  const end = performance.now() + PATIENCE_MS;
  for (content.absorb(); content.text !== after && performance.now() < end; content.absorb()) await yieldToPage();
  return content.text === after ? made.length : 0;
}

/**
 * The edits of text nodes that an edit of the text is; null where it is none of text nodes alone.
 * @param {DomText} content
 * @param {Edit} edit
 * @returns {TextEdit[] | null}
 */
function partsOf(content, { from, to, insert }) {
  if (![from, to].every((at) => content.isAsRead(at))) return null;
  if (from === to) {
    const [node, at] = content.point(from);
    return isTextNode(node) ? [{ node, from: at, to: at, insert }] : null;
  }
  // What is put in has the formatting of the first character that goes.
  return content.pieces(from, to)?.map((piece, nth) => ({ ...piece, insert: nth === 0 ? insert : "" })) ?? null;
}

/**
 * @param {Node} node
 * @returns {node is Text}
 */
const isTextNode = (node) => "data" in node;
