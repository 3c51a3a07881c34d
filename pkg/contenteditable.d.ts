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

import type { AdapterOptions, Attached, ElementOptions, PasteOffer } from "./adapter.js";

export type { AdapterOptions, Attached, ElementOptions, PasteOffer };

/**
 * Checks what is written in an editable region. A click on a mark or Ctrl-. (Cmd-. on a Mac) opens its tooltip, Alt-Enter
 * fixes at the caret, Ctrl-Shift-Enter fixes all. The region may be in a shadow tree or in another frame of the same
 * origin, and need not be in the page yet.
 *
 * What is not rendered is not checked (`hidden`, `display: none`, a closed `<details>`, fallback content, …); text off the
 * screen or without opacity is. Nor is what is marked so in the region: `code`, `kbd`, `samp`, `tt` and `pre`, Quill's code
 * blocks, `spellcheck="false"`, `translate="no"`, the class `notranslate`, `contenteditable="false"`, `data-unglue="off"`, and
 * what {@link ContentEditableOptions.ignore} names. On the region itself, and around it, only `data-unglue="off"` counts:
 * many hosts turn the browser's own spelling check off there.
 *
 * A fix is typed where it belongs or not at all. While many are typed the page goes on answering: it stops, and
 * `fixAll` returns how many were made, when somebody types meanwhile, or when the page or the editor makes something else
 * of what is typed.
 *
 * Undo is that of the region: plain ones take “fix all” back in one step; editors with a history of their own as they
 * see fit.
 */
export function unglue(element: HTMLElement, options: ContentEditableOptions): Attached;

export interface ContentEditableOptions extends ElementOptions {
  /** Draw in a layer above, as in browsers without the CSS Custom Highlight API. */
  overlay?: boolean | undefined;
  /** A CSS selector: elements in the region that are not checked, as code is not. Throws a `TypeError` if it is none. */
  ignore?: string | undefined;
  /**
   * Makes edits in the document of the editor that lives in the region, as one step of its own undo, in place of typing them: for
   * editors that would take back what others do to their region. It gets edits of text nodes, in the order of the text and apart, at the
   * offsets of now: made from the last to the first, each fits. It returns (or promises) whether it has made them; the region must show
   * them soon. The adapters for Lexical, Quill, Slate, CKEditor and TinyMCE are made with it.
   */
  write?: ((edits: readonly TextEdit[]) => boolean | Promise<boolean>) | undefined;
}

/** An edit of a text node in a region. */
export interface TextEdit {
  readonly node: Text;
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}
