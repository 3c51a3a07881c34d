/**
 * ProseMirror, and all that is built on it; for Tiptap there is `unglue/tiptap`.
 *
 * ```js
 * import { unglue } from "unglue/prosemirror";
 * import { createWorkerChecker } from "unglue/worker";
 *
 * EditorState.create({ schema, plugins: [unglue({ checker: createWorkerChecker() }), history(), keymap(baseKeymap)] });
 * ```
 *
 * @module
 */

import type { Node } from "prosemirror-model";
import type { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { AdapterOptions, PasteOffer } from "./adapter.js";

export type { AdapterOptions, PasteOffer };

/**
 * The plugin; it should stand before keymaps. A click on a mark or Ctrl-. (Cmd-. on a Mac) opens its tooltip, Alt-Enter
 * fixes at the caret, Ctrl-Shift-Enter fixes all. Words are joined across formatting and end at inline nodes. Nothing is
 * fixed where the view is not editable.
 *
 * Not checked is what the schema calls code, what has `spellcheck="false"`, `translate="no"` or `data-unglue="off"` among
 * its attributes or those of its `toDOM`, and an editor in an element with `data-unglue="off"`. `protect` gets the document
 * as well. The text that it gets has one character for each position of the document, so that what it returns are
 * positions.
 */
export function unglue(options: AdapterOptions<[doc: Node]>): Plugin;

/** Applies the best suggestion at the caret, as a step of undo of its own. Returns whether there was one. */
export function fixAtCaret(view: EditorView): boolean;

/** Applies every best suggestion as one transaction, once all that was typed is checked. Returns how many spaces were put in or taken out. */
export function fixAll(view: EditorView): Promise<number>;

/** Repairs the whole document as a ruined or pasted one, as one transaction. Returns how many spaces were put in or taken out. */
export function repair(view: EditorView): Promise<number>;
