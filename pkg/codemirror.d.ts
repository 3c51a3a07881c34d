/**
 * CodeMirror 6: marks, tooltips and actions through its lint extension.
 *
 * ```js
 * import { unglue, unglueKeymap } from "unglue/codemirror";
 * import { createWorkerChecker } from "unglue/worker";
 *
 * new EditorView({ extensions: [unglue({ checker: createWorkerChecker() }), keymap.of(unglueKeymap), history()] });
 * ```
 *
 * @module
 */

import type { EditorState, Extension } from "@codemirror/state";
import type { EditorView, KeyBinding } from "@codemirror/view";
import type { AdapterOptions } from "./adapter.js";

export type { AdapterOptions };

/**
 * The extension. It ends with its view, or when it is taken out of the configuration. The lint extension, its panel and
 * its gutter have the 500 faults nearest to what can be seen. Nothing is fixed where the state is read only or the view is
 * not editable.
 *
 * Not checked are code, by the syntax tree of the editor's language (in one for programs all but the comments), and an
 * editor in an element with `data-unglue="off"`, such as by `EditorView.contentAttributes`. `protect` gets the state as well.
 */
export function unglue(options: AdapterOptions<[state: EditorState]>): Extension;

/** Alt-Enter: fix at the caret. Ctrl-Shift-Enter (Cmd on a Mac): fix all. The keys of the lint extension are its own. */
export const unglueKeymap: readonly KeyBinding[];

/** The command that applies the best suggestion at the caret, as a step of undo of its own. */
export function fixAtCaret(view: EditorView): boolean;

/** Applies every best suggestion as one transaction, once all that was typed is checked. Returns how many spaces were put in. */
export function fixAll(view: EditorView): Promise<number>;
