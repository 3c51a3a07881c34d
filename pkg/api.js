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
    return diagnostics(this.#held.check(text, options), text);
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

export class Document {
  #wasm;
  #open;
  #text;

  constructor(open, text) {
    this.#open = open;
    this.#text = text;
    this.#wasm = open(text);
  }

  get #held() {
    return held(this.#wasm, "document", "open its text again with checker.open(text)");
  }

  edit(edit) {
    const wasm = this.#held;
    const { from, to, insert } = edit ?? {};
    const text = this.#text.slice(0, from) + insert + this.#text.slice(to);
    // Two halves of a pair that an edit brings together are a character; the module, which has replaced each half,
    // cannot know that, and reads the text anew.
    const joins = inPair(text, from) || inPair(text, from + insert?.length);
    const before = this.#text;
    const all = joins ? wasm.diagnostics() : undefined;
    const [range, removed, added] = wasm.edit(edit);
    this.#text = text;
    if (joins) {
      wasm.free();
      this.#wasm = this.#open(text);
      return { from: 0, to: text.length, removed: diagnostics(all, before), added: this.diagnostics() };
    }
    return { from: range[0], to: range[1], removed: diagnostics(removed, before), added: diagnostics(added, text) };
  }

  diagnostics() {
    return diagnostics(this.#held.diagnostics(), this.#text);
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
