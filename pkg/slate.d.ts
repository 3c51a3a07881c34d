/**
 * Slate.
 *
 * ```jsx
 * import { unglue } from "unglue/slate";
 *
 * useEffect(() => {
 *   const attached = unglue(editor, { checker });
 *   return () => attached.destroy();
 * }, [editor]);
 * ```
 *
 * @module
 */

import type { BaseEditor } from "slate";
import type { DOMEditor } from "slate-dom";
import type { HistoryEditor } from "slate-history";
import type { Attached, ContentEditableOptions } from "./contenteditable.js";

export type { Attached };

/** As for editable regions; how edits are made is the adapter's. */
export type SlateOptions = Omit<ContentEditableOptions, "write">;

/** An editor with `withReact` (or `withDOM`) and `withHistory`. */
export type SlateEditor = BaseEditor & DOMEditor & HistoryEditor;

/**
 * Checks what is written in an editor whose `<Editable>` is in the page. Marks are drawn as in any editable region (see
 * {@link "unglue/contenteditable".unglue}), keys and tooltip are the same. A fix is a batch of operations, “fix all” is one, and one step of
 * its history; text keeps its marks.
 */
export function unglue(editor: SlateEditor, options: SlateOptions): Attached;
