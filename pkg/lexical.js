// The adapter for Lexical: the region is read and drawn on as any other; a fix is an update of the editor's state.

import {
  $getNearestNodeFromDOMNode,
  $getSelection,
  $isRangeSelection,
  $isTextNode,
  HISTORY_PUSH_TAG,
  SKIP_SELECTION_FOCUS_TAG,
} from "lexical";
import { can, checkGiven } from "./editor/given.js";
import { checkRegion } from "./editor/region.js";
import { mapped } from "./edits.js";
import { asOptions, checkOptions, OF_ELEMENTS } from "./editor/options.js";

/** @import { LexicalEditor, TextNode } from "lexical" */
/** @import { Attached, TextEdit } from "./contenteditable.js" */

/** @type {typeof import("./lexical.js").unglue} */
export function unglue(editor, options) {
  checkGiven(
    editor,
    "an editor of Lexical",
    (given) => can(given, "registerRootListener"),
    "unglue(editor, { checker }), with what `createEditor()` returns",
  );
  const { overlay, ignore, ...rest } = asOptions(options);
  checkOptions(rest, [], OF_ELEMENTS);
  /** @type {Attached | undefined} */
  let attached;
  // An editor may get its region later, and another one.
  const stop = editor.registerRootListener((root) => {
    attached?.destroy();
    attached = root
      ? checkRegion(root, { ...options, write: (edits) => write(editor, edits) }, () => !editor.isEditable())
      : undefined;
  });
  return {
    fixAtCaret: () => attached?.fixAtCaret() ?? false,
    fixAll: async () => (await attached?.fixAll()) ?? 0,
    repair: async () => (await attached?.repair()) ?? 0,
    destroy() {
      stop();
      attached?.destroy();
      attached = undefined;
    },
  };
}

/**
 * Makes edits as one step of the editor's history. Returns whether it did.
 * @param {LexicalEditor} editor
 * @param {readonly TextEdit[]} edits
 */
function write(editor, edits) {
  let isDone = false;
  editor.update(
    () => {
      const texts = edits.map(({ node }) => $textOf(node));
      if (texts.includes(null)) return;
      for (const [nth, edit] of [...edits.entries()].reverse()) $replace(/** @type {TextNode} */ (texts[nth]), edit);
      isDone = true;
    },
    { discrete: true, tag: [HISTORY_PUSH_TAG, SKIP_SELECTION_FOCUS_TAG] },
  );
  return isDone;
}

/**
 * The node of a text node of the page; null where the editor draws something else with it.
 * @param {Text} dom
 */
function $textOf(dom) {
  const node = $getNearestNodeFromDOMNode(dom);
  return $isTextNode(node) && !node.isToken() && node.getTextContent() === dom.data ? node : null;
}

/**
 * @param {TextNode} node
 * @param {TextEdit} edit
 */
function $replace(node, { from, to, insert }) {
  const key = node.getKey();
  node.spliceText(from, to - from, insert);
  // The history takes a change of one text node near the caret for a key, and would put the next key into the same step.
  node.getParent()?.markDirty();
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return;
  for (const point of [selection.anchor, selection.focus])
    if (point.key === key && point.type === "text")
      point.set(key, mapped(point.offset, { from, to, insert }, -1), "text");
}
