/// <reference lib="esnext.disposable" />

/**
 * The checker in a worker of its own, so that no check, however long its text, holds up the page. One worker serves all editors.
 *
 * ```js
 * import { createWorkerChecker } from "unglue/worker";
 *
 * const checker = createWorkerChecker();
 * await checker.check("thereare no plans");
 *
 * const document = checker.open(text, { onChange: () => underline(document.marks) });
 * document.edit({ from: 10, to: 10, insert: "a" });
 * ```
 *
 * @module
 */

import type {
  Bytes,
  CheckOptions,
  Diagnostic,
  Edit,
  Fixed,
  FixOptions,
  Module,
  Options,
  Personal,
  ReadonlyPersonal,
} from "./index.js";

/**
 * Starts the worker, which loads the Wasm module at once. It can be called right away: calls wait for their turn.
 *
 * Bundlers that do not know workers (esbuild) leave its script alone: make `unglue/worker/thread` an entry of its own,
 * and say with {@link WorkerOptions.worker} where it is.
 */
export function createWorkerChecker(options?: WorkerOptions): WorkerChecker;

export interface WorkerOptions extends Options {
  /** Where the worker gets `unglue_bg.wasm` from; by default from beside its script. */
  source?: string | Bytes | Module | undefined;
  /**
   * Where the worker's script is, the entry `unglue/worker/thread`, also on another origin; or what starts it (in Node a
   * `Worker` of `node:worker_threads`). By default the one that comes with the package.
   */
  worker?: string | Global<"URL"> | (() => WorkerLike) | undefined;
  /**
   * The worker has crashed, or given no sign of life for half a minute, and a new one goes on with the same documents
   * and words. Only the call that crashed it is refused; a document that crashes it again is given up.
   */
  onRestart?: ((error: Error) => void) | undefined;
}

/** A class of the platform, for programs that are compiled with its types. */
type Global<Name extends string> = typeof globalThis extends Record<Name, { prototype: infer T }> ? T : never;

/** A `Worker` of the browser, or of `node:worker_threads`. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  terminate(): unknown;
}

/** What can be cancelled: the worker stops within some milliseconds, and the promise is refused with the reason of the signal. */
export interface Cancellable {
  signal?: Signal | undefined;
}

/** An `AbortSignal`. */
export interface Signal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/**
 * A checker that answers from a worker. Its methods are those of {@link "unglue".Checker}, with promises, which also
 * tell what is wrong with an argument. Arguments may be the proxies of a reactive framework: plain copies are sent. Calls
 * take turns of some milliseconds, so that none has to wait for a long one; a `timeout` counts from its first turn. When
 * the worker cannot be started, all that waits is refused, and the next call tries again.
 */
export class WorkerChecker {
  private constructor();

  /** When the module is loaded. It need not be awaited, but it says what went wrong. */
  readonly ready: Promise<void>;

  /** Whether {@link terminate} was called: nothing is checked any more. */
  readonly terminated: boolean;

  /** See {@link "unglue".Checker.check}. */
  check(text: string, options?: CheckOptions & Cancellable): Promise<Diagnostic[]>;
  /** See {@link "unglue".Checker.fix}. */
  fix(text: string, options?: FixOptions & Cancellable): Promise<string>;
  /** See {@link "unglue".Checker.fixWithEdits}. */
  fixWithEdits(text: string, options?: FixOptions & Cancellable): Promise<Fixed>;

  /**
   * Opens a text that will be edited. It goes to the worker once, afterwards only edits do.
   *
   * The text itself is kept, in case the worker has to be started anew. Whoever has it anyway gives a function that
   * returns it as it stands after the last {@link WorkerDocument.edit}.
   */
  open(text: string | (() => string), options?: OpenOptions): WorkerDocument;

  /**
   * See {@link "unglue".Checker.addWords}. All open documents have been told when the promise is kept.
   *
   * @throws TypeError when `words` is a string, or no list of any kind.
   */
  addWords(words: Iterable<string>): Promise<void>;
  /** See {@link "unglue".Checker.removeWords}. */
  removeWords(words: Iterable<string>): Promise<void>;
  /** See {@link "unglue".Checker.ignore}. */
  ignore(diagnostic: Diagnostic | Mark): Promise<void>;
  /** See {@link "unglue".Checker.exportPersonal}. */
  exportPersonal(): Promise<Personal>;
  /** See {@link "unglue".Checker.importPersonal}. */
  importPersonal(personal: Partial<ReadonlyPersonal>): Promise<void>;

  /** Ends the worker. All that waits is refused with an `AbortError`. */
  terminate(): void;
  [Symbol.dispose](): void;
}

export interface OpenOptions extends Cancellable {
  /** `marks` has changed, and not by `edit` itself. */
  onChange?: ((answer: Answer) => void) | undefined;
  /** How much of the text is checked, in code units: long texts are opened in parts, and what is found in them is told at once. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined;
  /** There will be no more answers: the document crashed the worker more than once, the worker cannot be started, or it was freed. */
  onError?: ((error: Error) => void) | undefined;
}

/** A text that is being edited. Whatever it says fits the text as it stands now. */
export class WorkerDocument {
  private constructor();

  /** Counts the edits. */
  readonly version: number;
  /** Of the text as it stands now, in code units. */
  readonly length: number;

  /**
   * What is known of the text as it stands now, in its order. Diagnostics that come while edits are under way are moved
   * with them; where an edit touches one, it is left out until the answer to that edit.
   */
  readonly marks: readonly Mark[];
  /** Whether `marks` is the answer to the text as it stands now. */
  readonly settled: boolean;
  /** When the whole text has been checked for the first time. */
  readonly opened: Promise<Answer>;

  /**
   * Replaces a part of the text; of several edits, each fits the text that the one before it left. The promise is kept when
   * this version is answered for, or a later one: edits that are made while the worker is busy go to it together.
   *
   * @throws RangeError when an edit does not fit the text, TypeError when it is none; the document then stays as it was.
   */
  edit(edits: Edit | readonly Edit[]): Promise<Answer>;

  /** The diagnostics of the text as it stands, once they are there. */
  diagnostics(): Promise<Diagnostic[]>;

  /** Closes it, also while it is being opened. What waits is refused with an `AbortError`. */
  free(): void;
  [Symbol.dispose](): void;
}

/** What an answer changed in `marks`. */
export interface Answer {
  /** The version of the text that was answered for. */
  version: number;
  removed: Mark[];
  added: Mark[];
}

/** A diagnostic that moves with its text: it stays the same object for as long as it is found, and its offsets are those of now. */
export class Mark {
  private constructor();
  /** False while an edit that touched it has no answer, and once it is gone. */
  readonly live: boolean;
  readonly from: number;
  readonly to: number;
  readonly token: Diagnostic["token"];
  readonly rule: Diagnostic["rule"];
  readonly message: Diagnostic["message"];
  readonly confidence: Diagnostic["confidence"];
  readonly suggestions: Diagnostic["suggestions"];
  /** A copy in plain data. */
  toJSON(): Diagnostic;
}
