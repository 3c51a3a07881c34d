// The classes that users see. They are thin: each holds one object of the Wasm module and says clearly when that is gone.
//
// What starts with `_begin` or `_run` does the same work in parts, for the worker.

import { Diagnostics, diagnostics } from "./diagnostics.js";
import { dispose } from "./dispose.js";
import { applied, growth, mapped } from "./edits.js";
import { closed, opened } from "./memory.js";
import { Checker as WasmChecker } from "./wasm/unglue.js";

/** @import { Change, CheckOptions, Diagnostic, Edit, Fixed, FixOptions, Options, Personal, ReadonlyPersonal } from "./index.js" */
/** @import { Packed, PackedChange, Document as WasmDocument } from "./wasm/unglue.js" */

/**
 * The object of the Wasm module, or an error that says what to do.
 * @template T
 * @param {T | undefined} object
 * @param {string} name
 * @param {string} remedy
 */
function held(object, name, remedy) {
  if (object === undefined) {
    throw new Error(`This ${name} was freed: ${remedy}`);
  }
  return object;
}

/** How work is refused that takes longer than it may. */
export function timedOut() {
  const remedy = "give it more, or less text at a time; nothing has changed";
  return new DOMException(
    `The milliseconds of options.timeout were used up before all was done: ${remedy}`,
    "TimeoutError",
  );
}

/**
 * A result, where there was time enough for it.
 * @template T
 * @param {T | undefined} result
 */
function inTime(result) {
  if (result === undefined) throw timedOut();
  return result;
}

/**
 * Work that is done in parts.
 * @template Made
 * @template Result
 */
class Job {
  /**
   * @type {{ readonly timeout: number | undefined, run: (milliseconds: number) => Made | undefined, free: () => void }}
   */
  #wasm;
  /** @type {(made: Made) => Result} */
  #made;

  /**
   * @param {{ readonly timeout: number | undefined, run: (milliseconds: number) => Made | undefined, free: () => void }} wasm
   * @param {(made: Made) => Result} made
   */
  constructor(wasm, made) {
    this.#wasm = wasm;
    this.#made = made;
  }

  /** How many milliseconds it may take. */
  get timeout() {
    return this.#wasm.timeout ?? Infinity;
  }

  /**
   * Goes on for so many milliseconds. Returns the result, or undefined as long as there is none.
   * @param {number} milliseconds
   * @returns {Result | undefined}
   */
  run(milliseconds) {
    const result = this.#wasm.run(milliseconds);
    return result === undefined ? undefined : this.#made(result);
  }

  free() {
    this.#wasm.free();
  }
}

/**
 * @param {string} text
 * @param {Diagnostic[]} repairs
 * @returns {Fixed}
 */
function whatWasFixed(text, repairs) {
  return { text, edits: repairs.flatMap(({ suggestions }) => suggestions[0].edits), repairs };
}

export class Checker {
  /** @type {WasmChecker | undefined} */
  #wasm;

  /** @param {Options} [options] */
  constructor(options) {
    this.#wasm = new WasmChecker(options);
  }

  get #held() {
    return held(this.#wasm, "checker", "make a new one with createChecker()");
  }

  /**
   * @param {string} text
   * @param {CheckOptions} [options]
   * @returns {Diagnostic[]}
   */
  check(text, options) {
    return this.checkPacked(text, options).toArray();
  }

  /**
   * @param {string} text
   * @param {CheckOptions} [options]
   */
  checkPacked(text, options) {
    return new Diagnostics(inTime(this.#held.check(text, options)), text);
  }

  /**
   * @param {string} text
   * @param {FixOptions} [options]
   * @returns {string}
   */
  fix(text, options) {
    return inTime(this.#held.fix(text, options));
  }

  /**
   * @param {string} text
   * @param {FixOptions} [options]
   * @returns {Fixed}
   */
  fixWithEdits(text, options) {
    const job = this._beginFixWithEdits(text, options);
    try {
      return inTime(job.run(job.timeout));
    } finally {
      job.free();
    }
  }

  /**
   * @param {string} text
   * @param {import("./index.js").OpenOptions} [options]
   */
  open(text, options) {
    return new Document(this.#held.open(text, options), text);
  }

  /** @param {readonly string[]} words */
  addWords(words) {
    this.#held.addWords(words);
  }

  /** @param {readonly string[]} words */
  removeWords(words) {
    this.#held.removeWords(words);
  }

  /** @param {Diagnostic} diagnostic */
  ignore(diagnostic) {
    this.#held.ignore(diagnostic);
  }

  /** @returns {Personal} */
  exportPersonal() {
    return this.#held.exportPersonal();
  }

  /** @param {Partial<ReadonlyPersonal>} personal */
  importPersonal(personal) {
    this.#held.importPersonal(personal);
  }

  /**
   * @internal
   * @param {string} text
   * @param {CheckOptions} [options]
   */
  _beginCheck(text, options) {
    return new Job(this.#held.beginCheck(text, options), (packed) => new Diagnostics(packed, text).toArray());
  }

  /**
   * @internal
   * @param {string} text
   * @param {FixOptions} [options]
   */
  _beginFix(text, options) {
    return new Job(this.#held.beginFix(text, options), (fixed) => fixed);
  }

  /**
   * @internal
   * @param {string} text
   * @param {FixOptions} [options]
   */
  _beginFixWithEdits(text, options) {
    const fix = this.#held.beginFix(text, options);
    return new Job(fix, (fixed) => whatWasFixed(fixed, new Diagnostics(fix.repairs(), text).toArray()));
  }

  free() {
    this.#wasm?.free();
    this.#wasm = undefined;
  }

  [dispose]() {
    this.free();
  }
}

/**
 * Whether a surrogate pair spans an offset: its halves stand on both sides.
 * @param {string} text
 * @param {number} offset
 */
function inPair(text, offset) {
  return (text.codePointAt(offset - 1) ?? 0) > 0xffff;
}

/** @param {string} text */
const isWellFormed = (text) => text.isWellFormed?.() ?? !/\p{Surrogate}/u.test(text);

/**
 * A change as users see it.
 * @param {PackedChange} packed
 * @returns {Change}
 */
function changeOf([range, removed, added, tokens]) {
  const before = diagnostics(removed, tokens);
  return { from: range[0], to: range[1], removed: before, added: diagnostics(added, tokens.slice(before.length)) };
}

export class Document {
  /** @type {WasmDocument | undefined} */
  #wasm;
  /**
   * The text, as soon as it has lone surrogates: the module holds one U+FFFD for each. Any other text is the module's
   * alone, since copying a megabyte at every key takes longer than checking it.
   * @type {string | undefined}
   */
  #text;
  /** What is known of its memory. */
  #account;
  /** Whether an edit was made of whose change `_run` cannot tell. */
  #isUntold = false;

  /**
   * @param {WasmDocument} wasm
   * @param {string} text
   */
  constructor(wasm, text) {
    this.#wasm = wasm;
    this.#text = isWellFormed(text) ? undefined : text;
    this.#account = opened(this, text.length);
  }

  get #held() {
    return held(this.#wasm, "document", "open its text again with checker.open(text)");
  }

  /**
   * @param {Edit} edit
   * @returns {Change}
   */
  edit(edit) {
    const wasm = this.#held;
    const change = this.#isBroken(wasm, edit) ? this.#editBroken(wasm, edit) : changeOf(wasm.edit(edit));
    this.#account.length += growth(edit);
    return change;
  }

  /**
   * Whether there are lone surrogates before the edit or after it.
   * @param {WasmDocument} wasm
   * @param {Edit} edit
   */
  #isBroken(wasm, edit) {
    const { from, to, insert } = edit ?? {};
    if (typeof insert !== "string") return false; // The module says what is wrong with it.
    const breaks = !(isWellFormed(insert) && !wasm.isInPair(from) && !wasm.isInPair(to));
    if (breaks) this.#text ??= wasm.text();
    return this.#text !== undefined;
  }

  /**
   * @param {WasmDocument} wasm
   * @param {Edit} edit
   * @returns {Change}
   */
  #editBroken(wasm, edit) {
    const before = /** @type {string} */ (this.#text); // a text that is broken is kept
    const text = applied(before, [edit]);
    // Two halves of a pair that an edit brings together are a character; the module, which has replaced each half,
    // cannot know that, and reads the text anew.
    const joins = inPair(text, edit.from) || inPair(text, mapped(edit.to, edit));
    const all = joins ? this.diagnostics() : [];
    const [range, removed, added] = wasm.edit(edit);
    this.#text = text;
    if (joins) {
      wasm.reopen(text);
      return { from: 0, to: text.length, removed: all, added: this.diagnostics() };
    }
    return {
      from: range[0],
      to: range[1],
      removed: new Diagnostics(removed, before).toArray(),
      added: new Diagnostics(added, text).toArray(),
    };
  }

  /**
   * @internal Makes an edit, and leaves what follows from it to `_run`. Several may follow each other.
   * @param {Edit} edit
   */
  _beginEdit(edit) {
    const wasm = this.#held;
    if (this.#isBroken(wasm, edit)) {
      this.#editBroken(wasm, edit);
      this.#isUntold = true;
    } else {
      wasm.beginEdit(edit);
    }
    this.#account.length += growth(edit);
  }

  /**
   * @internal Goes on for so many milliseconds with what follows from edits and new words; `near`: only around the edits.
   * Returns what that changed, or undefined as long as it is not known. Where only `_known` can tell, that is null: after
   * several edits, and after one that has to do with lone surrogates.
   * @param {number} milliseconds
   * @param {boolean} near
   * @returns {Change | null | undefined}
   */
  _run(milliseconds, near) {
    const result = this.#held.run(milliseconds, near);
    if (result === undefined) return undefined;
    const isTold = !this.#isUntold;
    this.#isUntold = false;
    return isTold && result.length > 0 ? changeOf(/** @type {PackedChange} */ (result)) : null;
  }

  /** @returns {Diagnostic[]} */
  diagnostics() {
    return this.#objects(this.#held.diagnostics());
  }

  /**
   * @internal The diagnostics as far as they are found by now.
   * @returns {Diagnostic[]}
   */
  _known() {
    return this.#objects(this.#held.known());
  }

  /** @param {[found: Packed, tokens: string[]]} found */
  #objects([packed, tokens]) {
    return this.#text === undefined ? diagnostics(packed, tokens) : new Diagnostics(packed, this.#text).toArray();
  }

  free() {
    if (this.#wasm === undefined) return;
    this.#wasm.free();
    this.#wasm = undefined;
    closed(this, this.#account);
  }

  [dispose]() {
    this.free();
  }
}
