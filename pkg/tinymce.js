// The adapter for TinyMCE, classic in its frame or inline: its document is the region itself, so that a fix changes text nodes, as one
// level of its undo. Nothing of TinyMCE is imported.

import { can, checkGiven } from "./editor/given.js";
import { asOptions } from "./editor/options.js";
import { checkRegion } from "./editor/region.js";

/** @import { TinyMCE } from "./tinymce.js" */
/** @import { TextEdit } from "./contenteditable.js" */

/** What the editor puts into the region for itself, such as the place into which it has the browser paste. */
const BOGUS = '[data-mce-bogus="all"]';

/** @type {typeof import("./tinymce.js").unglue} */
export function unglue(editor, options) {
  const remedy = "unglue(editor, { checker }), with one of what `await tinymce.init(…)` returns";
  checkGiven(editor, "an editor of TinyMCE", (given) => can(given, "getBody", "once"), remedy);
  const region = editor.getBody();
  if (!region) throw new TypeError("the editor has no region in the page yet: wait for its event `init`");
  const ignore = asOptions(options).ignore ? `${BOGUS}, ${options.ignore}` : BOGUS;
  const { mode } = /** @type {{ mode: { isReadOnly(): boolean } }} */ (/** @type {unknown} */ (editor));
  const attached = checkRegion(
    region,
    { ...options, ignore, write: (edits) => write(editor, edits) },
    // In its read-only mode the body stays editable.
    () => mode.isReadOnly(),
  );
  editor.once("remove", () => attached.destroy());
  return attached;
}

/**
 * @param {TinyMCE} editor
 * @param {readonly TextEdit[]} edits
 */
function write(editor, edits) {
  // What was put in by no key is a level of its own.
  editor.undoManager.add();
  editor.undoManager.transact(() => {
    // The browser moves the selection with the characters.
    for (const { node, from, to, insert } of edits.toReversed()) node.replaceData(from, to - from, insert);
  });
  editor.nodeChanged();
  return true;
}
