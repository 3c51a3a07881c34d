// The adapter for Slate: the region is read and drawn on as any other; a fix is made of operations on the editor's value.

import { Editor, Transforms } from "slate";
import { DOMEditor } from "slate-dom";
import { HistoryEditor } from "slate-history";
import { checkGiven } from "./editor/given.js";
import { asOptions } from "./editor/options.js";
import { checkRegion } from "./editor/region.js";

/** @import { Point } from "slate" */
/** @import { TextEdit } from "./contenteditable.js" */
/** @import { SlateEditor } from "./slate.js" */

/** @type {typeof import("./slate.js").unglue} */
export function unglue(editor, options) {
  const remedy = "unglue(editor, { checker }), with the editor of `withReact` or `withDOM`";
  checkGiven(editor, "an editor of Slate", (given) => Editor.isEditor(given), remedy);
  return checkRegion(DOMEditor.toDOMNode(editor, editor), {
    ...asOptions(options),
    write: (edits) => write(editor, edits),
  });
}

/**
 * Makes edits as one step of the editor's history. Returns whether it did.
 * @param {SlateEditor} editor
 * @param {readonly TextEdit[]} edits
 */
function write(editor, edits) {
  const places = edits.map((edit) => placeOf(editor, edit));
  if (places.includes(null)) return false;
  HistoryEditor.withNewBatch(editor, () =>
    Editor.withoutNormalizing(editor, () => {
      for (const [nth, { insert }] of [...edits.entries()].reverse()) {
        const [from, to] = /** @type {[Point, Point]} */ (places[nth]);
        // Before what goes: what is put in is formatted like that.
        if (insert) Transforms.insertText(editor, insert, { at: from, voids: true });
        const shift = insert.length;
        const [anchor, focus] = [from, to].map(({ path, offset }) => ({ path, offset: offset + shift }));
        if (from.offset < to.offset) Transforms.delete(editor, { at: { anchor, focus }, voids: true });
      }
    }),
  );
  return true;
}

/**
 * Where an edit is in the editor's value; null where that has another text there.
 * @param {SlateEditor} editor
 * @param {TextEdit} edit
 * @returns {[from: Point, to: Point] | null}
 */
function placeOf(editor, { node, from, to }) {
  const points = [from, to].map((at) =>
    DOMEditor.toSlatePoint(editor, [node, at], { exactMatch: true, suppressThrow: true }),
  );
  const [anchor, focus] = points;
  if (!anchor || !focus || String(anchor.path) !== String(focus.path)) return null;
  const { text } = Editor.leaf(editor, anchor)[0];
  return text.slice(anchor.offset, focus.offset) === node.data.slice(from, to) ? [anchor, focus] : null;
}
