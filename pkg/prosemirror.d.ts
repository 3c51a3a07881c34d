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

import type { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { AdapterOptions } from "./adapter.js";

export type { AdapterOptions };

/**
 * The plugin; it should stand before keymaps. A click on a mark or Ctrl-. (Cmd-. on a Mac) opens its card, Alt-Enter
 * fixes at the caret, Ctrl-Shift-Enter fixes all. Words are joined across formatting and end at inline nodes; what the
 * schema calls code is not checked.
 */
export function unglue(options: AdapterOptions): Plugin;

/** Applies the best suggestion at the caret, as a step of undo of its own. Returns whether there was one. */
export function fixAtCaret(view: EditorView): boolean;

/** Applies every best suggestion as one transaction, once all that was typed is checked. Returns how many spaces that were. */
export function fixAll(view: EditorView): Promise<number>;
