/**
 * `<textarea>`: underlines in a layer beside it, which goes where it goes, and a tooltip at each. It may be in another frame of the same
 * origin, in a shadow tree, or in no page yet.
 *
 * ```js
 * import { unglue } from "unglue/textarea";
 * import { createWorkerChecker } from "unglue/worker";
 *
 * const attached = unglue(document.querySelector("textarea"), { checker: createWorkerChecker() });
 * attached.destroy();
 * ```
 *
 * @module
 */

import type { AdapterOptions, Attached, PasteOffer } from "./adapter.js";

export type { AdapterOptions, Attached, PasteOffer };

/**
 * Checks what is written in a textarea. A click on a mark or Ctrl-. (Cmd-. on a Mac) opens its tooltip, Alt-Enter fixes at
 * the caret, Ctrl-Shift-Enter fixes all.
 */
export function unglue(textarea: HTMLTextAreaElement, options: AdapterOptions): AttachedTextarea;

export interface AttachedTextarea extends Attached {
  /** To be called after a script has set the `value`, of which the browser tells nobody. */
  refresh(): void;
}
