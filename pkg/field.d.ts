/**
 * `<unglue-field>`, a custom element that checks the fields in it: textareas, inputs of type text and search, editable regions, also
 * those that are put into it later.
 *
 * ```js
 * import { define } from "unglue/field";
 * define();
 * ```
 * ```html
 * <unglue-field rules="merged-words split-word" show-confidence="0.9"><textarea></textarea></unglue-field>
 * ```
 *
 * @module
 */

import type { PasteOffer } from "./adapter.js";
import type { Options, Personal, ReadonlyPersonal } from "./index.js";
import type { Mark, WorkerChecker } from "./worker.js";

/**
 * Defines the element, once; without this call nothing is. Returns its class.
 *
 * @throws TypeError when `checker` is no function, DOMException when `name` is no name of a custom element.
 */
export function define(options?: DefineOptions): UnglueFieldClass;

export interface DefineOptions {
  /** What the element is called, if not `unglue-field`. */
  name?: string | undefined;
  /**
   * Makes a checker: one for all elements with the same attributes. By default {@link "unglue/worker".createWorkerChecker}.
   *
   * ```js
   * define({ checker: (options) => createWorkerChecker({ ...options, worker: "/assets/thread.js" }) });
   * ```
   */
  checker?: ((options: FieldOptions) => WorkerChecker) | undefined;
  /** What the writer has taught the checkers before: the last `personal` of an `unglue-personal`. */
  personal?: Partial<ReadonlyPersonal> | undefined;
}

/** What the attributes of an element ask of its checker: `show-confidence`, `fix-confidence` and `rules`, names with spaces between. */
export type FieldOptions = Pick<Options, "showConfidence" | "fixConfidence" | "rules">;

export interface UnglueFieldClass {
  new (): UnglueField;
}

/**
 * The element. It takes no room of its own (`display: contents`). With the attribute
 * `check-on-paste` the repair of a paste is offered. With `off` nothing in it is checked, nor with an
 * attribute that is wrong, of which an `unglue-error` tells.
 */
export interface UnglueField extends HTMLElement {
  /** The fields in it that are checked. */
  readonly fields: readonly HTMLElement[];
  /** Fixes all that is found, as one step of undo for each field. Returns how many spaces were put in or taken out. */
  fixAll(): Promise<number>;
  /** Repairs the whole texts as ruined or pasted ones, as one step of undo for each field. Returns how many spaces were put in or taken out. */
  repair(): Promise<number>;
}

/** Events of the element. All bubble, also out of shadow trees. */
export interface UnglueFieldEvents {
  /** What is underlined in a field has changed, or has moved. */
  "unglue-check": CustomEvent<{ field: HTMLElement; text: string; diagnostics: readonly Mark[] }>;
  /** With `check-on-paste`: the writer has pasted something that a repair would change. */
  "unglue-paste": CustomEvent<{ field: HTMLElement } & PasteOffer>;
  /** The writer has ignored a token or added a word: the place to store it. */
  "unglue-personal": CustomEvent<{ personal: Personal }>;
  /** A field is not checked any more, or (without `field`) an attribute is wrong. If nobody prevents the default, it is a warning on the console. */
  "unglue-error": CustomEvent<{ field?: HTMLElement; error: Error }>;
}

declare global {
  interface HTMLElementTagNameMap {
    "unglue-field": UnglueField;
  }
  interface HTMLElementEventMap extends UnglueFieldEvents {}
}
