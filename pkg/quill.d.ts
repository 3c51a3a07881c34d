/**
 * Quill.
 *
 * ```js
 * import { unglue } from "unglue/quill";
 *
 * const attached = unglue(new Quill(element), { checker: createWorkerChecker() });
 * attached.destroy();
 * ```
 *
 * @module
 */

import type Quill from "quill";
import type { Attached, ContentEditableOptions } from "./contenteditable.js";

export type { Attached };

/** As for editable regions; how edits are made is the adapter's. */
export type QuillOptions = Omit<ContentEditableOptions, "write">;

/**
 * Checks what is written in an editor. Marks are drawn as in any editable region (see {@link "unglue/contenteditable".unglue}), keys and
 * tooltip are the same. A fix is a delta from the source `"user"`, “fix all” is one, and one step of its history; text keeps its formats.
 */
export function unglue(quill: Quill, options: QuillOptions): Attached;
