// What the adapters of all editors have in common.

import type { Checker, Personal } from "./index.js";
import type { WorkerChecker } from "./worker.js";

/** Parts of a text: pairs of offsets in UTF-16 code units, half-open, in any order; they may overlap. */
export type Ranges = readonly (readonly [from: number, to: number])[];

/** `Given`: what an adapter gives to `protect` besides the text. */
export interface AdapterOptions<Given extends readonly unknown[] = []> {
  /** The checker, here or (better) in a worker. Any number of editors may share it. */
  checker: Checker | WorkerChecker;
  /** The writer has ignored a token or added a word: the place to store it. */
  onPersonal?: ((personal: Personal) => void) | undefined;
  /**
   * This text is not checked any more, or was not to begin with, since its checker has ended; the text itself is untouched.
   * Also, once, what {@link protect} throws. By default a warning on the console.
   */
  onError?: ((error: Error) => void) | undefined;
  /**
   * Returns the parts of the text in which nothing is to be found or fixed: quotations, code, what a format of one's own
   * protects. It is asked about the text as it stands when there is something to show; while keys are typed only when
   * something new is found, and again once they pause. “Fix all” asks it about the fixed text as well. While it throws,
   * nothing is shown.
   *
   * ```js
   * const protect = (text) => [...text.matchAll(/\{\{.*?\}\}/g)].map(({ index, 0: { length } }) => [index, index + length]);
   * ```
   */
  protect?: ((text: string, ...given: Given) => Ranges) | undefined;
}

/** The checking of one editor. */
export interface Attached {
  /** Applies the best suggestion at the caret, as a step of undo of its own. Returns false where there is none, or where it was refused. */
  fixAtCaret(): boolean;
  /** Puts every space in that is found to be missing, as one step of undo. Returns how many were put in: none where the page refuses it. */
  fixAll(): Promise<number>;
  /** Ends the checking, and leaves nothing behind. */
  destroy(): void;
}
