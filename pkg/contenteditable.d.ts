/**
 * Editable regions (`contenteditable`), plain ones and those of editors such as Lexical and Quill. The region's elements
 * stay as they are: marks are drawn with the CSS Custom Highlight API, or in a layer above.
 *
 * ```js
 * import { unglue } from "unglue/contenteditable";
 * import { createWorkerChecker } from "unglue/worker";
 *
 * const attached = unglue(document.querySelector("[contenteditable]"), { checker: createWorkerChecker() });
 * attached.destroy();
 * ```
 *
 * @module
 */

import type { AdapterOptions, Attached } from "./adapter.js";

export type { AdapterOptions, Attached };

/**
 * Checks what is written in an editable region. A click on a mark or Ctrl-. (Cmd-. on a Mac) opens its card, Alt-Enter
 * fixes at the caret, Ctrl-Shift-Enter fixes all. `code`, `kbd`, `samp` and `pre` are not checked.
 *
 * Undo is that of the region: plain ones take “fix all” back in one step; editors with a history of their own as they
 * see fit.
 */
export function unglue(element: HTMLElement, options: ContentEditableOptions): Attached;

export interface ContentEditableOptions extends AdapterOptions {
  /** Draw in a layer above, as in browsers without the CSS Custom Highlight API. */
  overlay?: boolean | undefined;
}
