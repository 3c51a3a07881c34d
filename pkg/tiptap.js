// The extension for Tiptap: the plugin for ProseMirror, with commands.

import { Extension } from "@tiptap/core";
import { fixAll, fixAtCaret, repair, unglue } from "./prosemirror.js";

/** @import { Node } from "prosemirror-model" */
/** @import { AdapterOptions } from "./adapter.js" */

/** @type {typeof import("./tiptap.js").Unglue} */
export const Unglue = Extension.create({
  name: "unglue",
  // Its keys come before those of the starter kit.
  priority: 1000,

  // It has no checker until it is configured with one.
  addOptions: () =>
    /** @type {AdapterOptions<[doc: Node]>} */ (
      /** @type {unknown} */ ({
        checker: undefined,
        onPersonal: undefined,
        onPaste: undefined,
        checkOnPaste: undefined,
        onError: undefined,
        protect: undefined,
        messages: undefined,
      })
    ),

  addCommands: () => ({
    fixSpaceAtCaret:
      () =>
      ({ view, dispatch }) => {
        // A transaction of its own, and none of this chain's: it is a step of undo.
        if (dispatch) queueMicrotask(() => fixAtCaret(view));
        return true;
      },
    fixAllSpaces:
      () =>
      ({ view, dispatch }) => {
        if (dispatch) fixAll(view);
        return true;
      },
    repairSpaces:
      () =>
      ({ view, dispatch }) => {
        if (dispatch) repair(view);
        return true;
      },
  }),

  addProseMirrorPlugins() {
    if (!this.options.checker) throw new TypeError("Unglue needs a checker: Unglue.configure({ checker })");
    return [unglue(this.options)];
  },
});
