/**
 * `<textarea>`, and `<input>` of type text or search: underlines in a layer beside it, which goes where it goes, and a tooltip at each. It may be in another frame of the same
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

import type { AdapterOptions, Attached, ElementOptions, PasteOffer } from "./adapter.js";

export type { AdapterOptions, Attached, ElementOptions, PasteOffer };

/**
 * Checks what is written in a textarea or an input. A click on a mark or Ctrl-. (Cmd-. on a Mac) opens its tooltip, Alt-Enter
 * fixes at the caret, Ctrl-Shift-Enter fixes all.
 *
 * An input that a script makes one of another type, such as a password, is left alone for as long as it is one.
 *
 * @throws TypeError when it is an input of another type than text and search, or no field at all.
 */
export function unglue(field: HTMLTextAreaElement | HTMLInputElement, options: ElementOptions): AttachedTextarea;

export interface AttachedTextarea extends Attached {
  /** To be called after a script has set the `value`, of which the browser tells nobody. */
  refresh(): void;
}
