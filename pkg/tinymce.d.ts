/**
 * TinyMCE, classic in its frame and inline.
 *
 * ```js
 * import { unglue } from "unglue/tinymce";
 *
 * tinymce.init({ target, setup: (editor) => editor.on("init", () => unglue(editor, { checker })) });
 * ```
 *
 * @module
 */

import type { Attached, ContentEditableOptions } from "./contenteditable.js";

export type { Attached };

/** As for editable regions; how edits are made is the adapter's. */
export type TinyMCEOptions = Omit<ContentEditableOptions, "write">;

/** What is needed of an editor. */
export interface TinyMCE {
  getBody(): HTMLElement;
  nodeChanged(): void;
  readonly undoManager: { add(): unknown; transact(run: () => void): unknown };
  once(event: "remove", listener: () => void): unknown;
}

/**
 * Checks what is written in an editor that has begun (`init`), until it is removed. Marks are drawn as in any editable region (see
 * {@link "unglue/contenteditable".unglue}), keys and tooltip are the same. “Fix all” is one level of its undo; text keeps its formatting.
 */
export function unglue(editor: TinyMCE, options: TinyMCEOptions): Attached;
