// The classes that users see. They are thin: each holds one object of the Wasm module and says clearly when that is gone.

import { Diagnostics, diagnostics } from "./diagnostics.js";
import { Checker as WasmChecker } from "./wasm/unglue.js";

/** The object of the Wasm module, or an error that says what to do. */
function held(object, name, remedy) {
  if (object === undefined) {
    throw new Error(`This ${name} was freed: ${remedy}`);
  }
  return object;
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
    return new Diagnostics(this.#held.check(text, options), text);
  }

  fix(text) {
    return this.#held.fix(text);
  }

  open(text) {
    return new Document((text) => this.#held.open(text), text);
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

export class Document {
  #wasm;
  #open;
  /**
   * The text, as soon as it has lone surrogates: the module holds one U+FFFD for each. Any other text is the module's
   * alone, since copying a megabyte at every key takes longer than checking it.
   */
  #text;

  constructor(open, text) {
    this.#open = open;
    this.#wasm = open(text);
    this.#text = isWellFormed(text) ? undefined : text;
  }

  get #held() {
    return held(this.#wasm, "document", "open its text again with checker.open(text)");
  }

  edit(edit) {
    const wasm = this.#held;
    const { from, to, insert } = edit ?? {};
    const breaks = typeof insert === "string" && !(isWellFormed(insert) && !wasm.isInPair(from) && !wasm.isInPair(to));
    if (breaks) this.#text ??= wasm.text();
    if (this.#text !== undefined) return this.#editBroken(wasm, edit);
    const [range, removed, added, texts] = wasm.edit(edit);
    const gone = diagnostics(removed, texts);
    return { from: range[0], to: range[1], removed: gone, added: diagnostics(added, texts.slice(gone.length)) };
  }

  /** The same where there are lone surrogates before the edit or after it. */
  #editBroken(wasm, edit) {
    const { from, to, insert } = edit;
    const before = this.#text;
    const text = before.slice(0, from) + insert + before.slice(to);
    // Two halves of a pair that an edit brings together are a character; the module, which has replaced each half,
    // cannot know that, and reads the text anew.
    const joins = inPair(text, from) || inPair(text, from + insert?.length);
    const all = joins ? this.diagnostics() : undefined;
    const [range, removed, added] = wasm.edit(edit);
    this.#text = text;
    if (joins) {
      wasm.free();
      this.#wasm = this.#open(text);
      return { from: 0, to: text.length, removed: all, added: this.diagnostics() };
    }
    const [gone, come] = [new Diagnostics(removed, before), new Diagnostics(added, text)];
    return { from: range[0], to: range[1], removed: gone.toArray(), added: come.toArray() };
  }

  diagnostics() {
    const [packed, texts] = this.#held.diagnostics();
    return this.#text === undefined ? diagnostics(packed, texts) : new Diagnostics(packed, this.#text).toArray();
  }

  free() {
    this.#wasm?.free();
    this.#wasm = undefined;
  }
}

// `using checker = …` where the engine knows it.
if (Symbol.dispose) {
  Checker.prototype[Symbol.dispose] = Checker.prototype.free;
  Document.prototype[Symbol.dispose] = Document.prototype.free;
}
