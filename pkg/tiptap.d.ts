/**
 * Tiptap: an extension on top of `unglue/prosemirror`.
 *
 * ```js
 * import { Unglue } from "unglue/tiptap";
 * import { createWorkerChecker } from "unglue/worker";
 *
 * const editor = new Editor({ extensions: [StarterKit, Unglue.configure({ checker: createWorkerChecker() })] });
 * editor.commands.fixAllSpaces();
 * ```
 *
 * @module
 */

import type { Extension } from "@tiptap/core";
import type { Node } from "prosemirror-model";
import type { AdapterOptions, PasteOffer } from "./adapter.js";

export type { AdapterOptions, PasteOffer };

/** The extension. It has to be configured with a checker. What is not checked is said at `unglue/prosemirror`. */
export const Unglue: Extension<AdapterOptions<[doc: Node]>>;

declare module "@tiptap/core" {
  interface Commands<ReturnType> {
    unglue: {
      /** Applies the best suggestion at the caret. */
      fixSpaceAtCaret: () => ReturnType;
      /** Applies every best suggestion, once all that was typed is checked. */
      fixAllSpaces: () => ReturnType;
      /** Repairs the whole document as a ruined or pasted one. */
      repairSpaces: () => ReturnType;
    };
  }
}
