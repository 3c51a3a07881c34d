// The adapter for CKEditor 5: the region is read and drawn on as any other; a fix is a change of the editor's model. Nothing of
// CKEditor is imported.

import { can, checkGiven } from "./editor/given.js";
import { asOptions } from "./editor/options.js";
import { checkRegion } from "./editor/region.js";

/** @import { CKEditor } from "./ckeditor.js" */
/** @import { TextEdit } from "./contenteditable.js" */

/**
 * What is used of CKEditor, and what its own types call it.
 * @typedef {object} Position a ModelPosition
 * @property {{ data: string, getAttributes(): Iterable<[string, unknown]> } | null} textNode
 * @property {{ is(type: string): boolean, data: string, getAttributes(): Iterable<[string, unknown]> } | null} nodeBefore
 * @property {(by: number) => Position} getShiftedBy
 * @typedef {object} Writer a ModelWriter
 * @property {(text: string, attributes: Iterable<[string, unknown]>, at: Position) => void} insertText
 * @property {(from: Position, to: Position) => Range} createRange
 * @property {(range: Range) => void} remove
 * @typedef {{ getItems(): Iterable<{ data?: string }> }} Range a ModelRange
 * @typedef {object} Editor
 * @property {{ view: { domConverter: { domPositionToView(node: Node, at: number): object | null } }, mapper: { toModelPosition(position: object): Position } }} editing
 * @property {{ change(run: (writer: Writer) => void): void }} model
 */

/** @type {typeof import("./ckeditor.js").unglue} */
export function unglue(editor, given) {
  checkGiven(
    editor,
    "an editor of CKEditor 5",
    (given) => can(given.editing?.view, "getDomRoot"),
    "unglue(editor, { checker }), with what `await ClassicEditor.create(…)` returns",
  );
  const { root, ...options } = asOptions(given);
  const region = editor.editing.view.getDomRoot(root);
  if (!region) throw new TypeError(`the editor has no root ${root === undefined ? "in the page" : `"${root}"`} yet`);
  const known = /** @type {Editor} */ (/** @type {unknown} */ (editor));
  const attached = checkRegion(region, { ...options, write: (edits) => write(known, edits) });
  editor.once("destroy", () => attached.destroy());
  return attached;
}

/**
 * Makes edits as one batch of the editor's history. Returns whether it did.
 * @param {Editor} editor
 * @param {readonly TextEdit[]} edits
 */
function write({ editing, model }, edits) {
  let isDone = false;
  model.change((writer) => {
    const ranges = edits.map(({ node, from, to }) => {
      const [start, end] = [from, to].map((at) => {
        const position = editing.view.domConverter.domPositionToView(node, at);
        return position && editing.mapper.toModelPosition(position);
      });
      if (!start || !end) return null;
      const range = writer.createRange(start, end);
      const text = [...range.getItems()]
        .map(({ data }) => data)
        .join("")
        .replaceAll("\u00a0", " ");
      // What it draws as a no-break space is one of the other kind.
      return text === node.data.slice(from, to).replaceAll("\u00a0", " ") ? { range, start } : null;
    });
    if (ranges.includes(null)) return;
    for (const [nth, { insert }] of [...edits.entries()].reverse()) {
      const { range, start } = /** @type {{ range: Range, start: Position }} */ (ranges[nth]);
      const like = start.textNode ?? (start.nodeBefore?.is("$text") ? start.nodeBefore : null);
      writer.remove(range);
      if (insert) writer.insertText(insert, like?.getAttributes() ?? [], start);
    }
    isDone = true;
  });
  return isDone;
}
