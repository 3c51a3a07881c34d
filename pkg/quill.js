// The adapter for Quill: the region is read and drawn on as any other; a fix is a delta of the user's.

import { can, checkGiven } from "./editor/given.js";
import { asOptions } from "./editor/options.js";
import { checkRegion } from "./editor/region.js";

/** @import Quill from "quill" */
/** @import { TextEdit } from "./contenteditable.js" */

/** @typedef {{ retain?: number, insert?: string, delete?: number, attributes?: Record<string, unknown> }} Op of a delta */

/** @type {typeof import("./quill.js").unglue} */
export function unglue(quill, options) {
  const isQuill = (/** @type {Quill} */ given) => can(given, "updateContents") && given.root?.nodeType === 1;
  checkGiven(quill, "a Quill", isQuill, "unglue(quill, { checker }), with what `new Quill(…)` returns");
  return checkRegion(quill.root, { ...asOptions(options), write: (edits) => write(quill, edits) });
}

/**
 * Makes edits as one step of the editor's history. Returns whether it did.
 * @param {Quill} quill
 * @param {readonly TextEdit[]} edits
 */
function write(quill, edits) {
  /** @type {Op[]} */
  const ops = [];
  let at = 0;
  for (const { node, from, to, insert } of edits) {
    const start = indexOf(quill, node, from);
    if (start === null || quill.getText(start, to - from) !== node.data.slice(from, to)) return false;
    ops.push({ retain: start - at });
    // Formatted like the character before it, or in its place.
    const like = quill.getContents(from < to ? start : start - 1, 1).ops[0];
    const attributes = typeof like?.insert === "string" && like.insert !== "\n" ? like.attributes : undefined;
    if (insert) ops.push(attributes ? { insert, attributes } : { insert });
    if (from < to) ops.push({ delete: to - from });
    at = start + to - from;
  }
  const history = /** @type {{ cutoff(): void }} */ (quill.getModule("history"));
  history.cutoff();
  quill.updateContents(/** @type {import("quill").Op[]} */ (ops.filter(({ retain }) => retain !== 0)), "user");
  history.cutoff();
  return true;
}

/**
 * The index in the document of a place in a text node of the page; null where Quill knows none.
 * @param {Quill} quill
 * @param {Text} node
 * @param {number} at
 */
function indexOf(quill, node, at) {
  const blot = /** @type {typeof Quill} */ (quill.constructor).find(node);
  return blot && "offset" in blot ? blot.offset(quill.scroll) + at : null;
}
