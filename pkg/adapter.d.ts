// What the adapters of all editors have in common.

import type { Checker, Personal } from "./index.js";
import type { WorkerChecker } from "./worker.js";

export interface AdapterOptions {
  /** The checker, here or (better) in a worker. Any number of editors may share it. */
  checker: Checker | WorkerChecker;
  /** The writer has ignored a token or added a word: the place to store it. */
  onPersonal?: ((personal: Personal) => void) | undefined;
  /** This text is not checked any more; the text itself is untouched. By default a warning on the console. */
  onError?: ((error: Error) => void) | undefined;
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
