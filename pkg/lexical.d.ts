/**
 * Lexical.
 *
 * ```js
 * import { unglue } from "unglue/lexical";
 *
 * const attached = unglue(editor, { checker: createWorkerChecker() });
 * attached.destroy();
 * ```
 *
 * @module
 */

import type { LexicalEditor } from "lexical";
import type { Attached, ContentEditableOptions } from "./contenteditable.js";

export type { Attached };

/** As for editable regions; how edits are made is the adapter's. */
export type LexicalOptions = Omit<ContentEditableOptions, "write">;

/**
 * Checks what is written in an editor, in whatever root element it has. Marks are drawn as in any editable region (see
 * {@link "unglue/contenteditable".unglue}), keys and tooltip are the same. A fix is an update of the editor, “fix all” is one, and one step of
 * its history; text keeps its format. Tokens are left alone.
 */
export function unglue(editor: LexicalEditor, options: LexicalOptions): Attached;
