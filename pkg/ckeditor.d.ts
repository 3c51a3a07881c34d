/**
 * CKEditor 5.
 *
 * ```js
 * import { unglue } from "unglue/ckeditor";
 *
 * const editor = await ClassicEditor.create(element, { … });
 * const attached = unglue(editor, { checker: createWorkerChecker() });
 * ```
 *
 * @module
 */

import type { Attached, ContentEditableOptions } from "./contenteditable.js";

export type { Attached };

/** As for editable regions; how edits are made is the adapter's. */
export type CKEditorOptions = Omit<ContentEditableOptions, "write">;

/** What is needed of an editor; its other parts are used as well. */
export interface CKEditor {
  readonly editing: { readonly view: { getDomRoot(name?: string): HTMLElement | undefined } };
  readonly model: object;
  once(event: string, listener: () => void): unknown;
}

/** With the name of a root, in editors that have several. */
export interface CKEditorRootOptions extends CKEditorOptions {
  root?: string | undefined;
}

/**
 * Checks what is written in an editor, until it is destroyed. Marks are drawn as in any editable region (see
 * {@link "unglue/contenteditable".unglue}), keys and tooltip are the same. A fix is a batch of the editor's model, “fix all” is one, and one
 * step of its history; text keeps its attributes.
 *
 * @throws TypeError when the editor has no such root.
 */
export function unglue(editor: CKEditor, options: CKEditorRootOptions): Attached;
