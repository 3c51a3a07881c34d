// The classes that users see. They are thin: each holds one object of the Wasm module and says clearly when that is gone.
//
// What starts with `_begin` or `_run` does the same work in parts, for the worker.

import { Diagnostics, diagnostics } from "./diagnostics.js";
import { closed, opened } from "./memory.js";
import { Checker as WasmChecker } from "./wasm/unglue.js";

/** The object of the Wasm module, or an error that says what to do. */
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

/** A result, where there was time enough for it. */
function inTime(result) {
  if (result === undefined) throw timedOut();
  return result;
}

/** Work that is done in parts. */
class Job {
  #wasm;
  #made;

  constructor(wasm, made) {
    this.#wasm = wasm;
    this.#made = made;
  }

  /** How many milliseconds it may take. */
  get timeout() {
    return this.#wasm.timeout ?? Infinity;
  }

  /** Goes on for so many milliseconds. Returns the result, or undefined as long as there is none. */
  run(milliseconds) {
    const result = this.#wasm.run(milliseconds);
    return result === undefined ? undefined : this.#made(result);
  }

  free() {
    this.#wasm.free();
  }
}

export class Checker {
  #wasm;

  constructor(options) {
    this.#wasm = new WasmChecker(options);
  }

  get #held() {
    return held(this.#wasm, "checker", "make a new one with createChecker()");
  }

  check(text, options) {
    return this.checkPacked(text, options).toArray();
  }

  checkPacked(text, options) {
    return new Diagnostics(inTime(this.#held.check(text, options)), text);
  }

  fix(text, options) {
    return inTime(this.#held.fix(text, options));
  }

  open(text) {
    return new Document(this.#held.open(text), text);
  }

  addWords(words) {
    this.#held.addWords(words);
  }

  removeWords(words) {
    this.#held.removeWords(words);
  }

  ignore(diagnostic) {
    this.#held.ignore(diagnostic);
  }

  exportPersonal() {
    return this.#held.exportPersonal();
  }

  importPersonal(personal) {
    this.#held.importPersonal(personal);
  }

  /** @internal */
  _beginCheck(text, options) {
    return new Job(this.#held.beginCheck(text, options), (packed) => new Diagnostics(packed, text).toArray());
  }

  /** @internal */
  _beginFix(text, options) {
    return new Job(this.#held.beginFix(text, options), (fixed) => fixed);
  }

  free() {
    this.#wasm?.free();
    this.#wasm = undefined;
  }
}

/** Whether a surrogate pair spans an offset: its halves stand on both sides. */
function inPair(text, offset) {
  return (text.codePointAt(offset - 1) ?? 0) > 0xffff;
}

const isWellFormed = (text) => text.isWellFormed?.() ?? !/\p{Surrogate}/u.test(text);

/** A change as users see it. */
function changeOf([range, removed, added, texts]) {
  const gone = diagnostics(removed, texts);
  return { from: range[0], to: range[1], removed: gone, added: diagnostics(added, texts.slice(gone.length)) };
}

export class Document {
  #wasm;
  /**
   * The text, as soon as it has lone surrogates: the module holds one U+FFFD for each. Any other text is the module's
   * alone, since copying a megabyte at every key takes longer than checking it.
   */
  #text;
  /** What is known of its memory. */
  #account;
  /** Whether an edit was made of whose change `_run` cannot tell. */
  #isUntold = false;

  constructor(wasm, text) {
    this.#wasm = wasm;
    this.#text = isWellFormed(text) ? undefined : text;
    this.#account = opened(this, text.length);
  }

  get #held() {
    return held(this.#wasm, "document", "open its text again with checker.open(text)");
  }

  edit(edit) {
    const wasm = this.#held;
    const change = this.#isBroken(wasm, edit) ? this.#editBroken(wasm, edit) : changeOf(wasm.edit(edit));
    this.#account.length += edit.insert.length - (edit.to - edit.from);
    return change;
  }

  /** Whether there are lone surrogates before the edit or after it. */
  #isBroken(wasm, edit) {
    const { from, to, insert } = edit ?? {};
    if (typeof insert !== "string") return false; // The module says what is wrong with it.
    const breaks = !(isWellFormed(insert) && !wasm.isInPair(from) && !wasm.isInPair(to));
    if (breaks) this.#text ??= wasm.text();
    return this.#text !== undefined;
  }

  #editBroken(wasm, edit) {
    const { from, to, insert } = edit;
    const before = this.#text;
    const text = before.slice(0, from) + insert + before.slice(to);
    // Two halves of a pair that an edit brings together are a character; the module, which has replaced each half,
    // cannot know that, and reads the text anew.
    const joins = inPair(text, from) || inPair(text, from + insert.length);
    const all = joins ? this.diagnostics() : undefined;
    const [range, removed, added] = wasm.edit(edit);
    this.#text = text;
    if (joins) {
      wasm.reopen(text);
      return { from: 0, to: text.length, removed: all, added: this.diagnostics() };
    }
    const [gone, come] = [new Diagnostics(removed, before), new Diagnostics(added, text)];
    return { from: range[0], to: range[1], removed: gone.toArray(), added: come.toArray() };
  }

  /** @internal Makes an edit, and leaves what follows from it to `_run`. Several may follow each other. */
  _beginEdit(edit) {
    const wasm = this.#held;
    if (this.#isBroken(wasm, edit)) {
      this.#editBroken(wasm, edit);
      this.#isUntold = true;
    } else {
      wasm.beginEdit(edit);
    }
    this.#account.length += edit.insert.length - (edit.to - edit.from);
  }

  /**
   * @internal Goes on for so many milliseconds with what follows from edits and new words; `near`: only around the edits.
   * Returns what that changed, or undefined as long as it is not known. Where only `_known` can tell, that is null: after
   * several edits, and after one that has to do with lone surrogates.
   */
  _run(milliseconds, near) {
    const result = this.#held.run(milliseconds, near);
    if (result === undefined) return undefined;
    const isTold = result.length > 0 && !this.#isUntold;
    this.#isUntold = false;
    return isTold ? changeOf(result) : null;
  }

  diagnostics() {
    return this.#objects(this.#held.diagnostics());
  }

  /** @internal The diagnostics as far as they are found by now. */
  _known() {
    return this.#objects(this.#held.known());
  }

  #objects([packed, texts]) {
    return this.#text === undefined ? diagnostics(packed, texts) : new Diagnostics(packed, this.#text).toArray();
  }

  free() {
    if (this.#wasm === undefined) return;
    this.#wasm.free();
    this.#wasm = undefined;
    closed(this, this.#account);
  }
}

// `using checker = …` where the engine knows it.
if (Symbol.dispose) {
  Checker.prototype[Symbol.dispose] = Checker.prototype.free;
  Document.prototype[Symbol.dispose] = Document.prototype.free;
}
