// The classes that users see. They are thin: each holds one object of the Wasm module and says clearly when that is gone.

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
    return this.#held.check(text, options);
  }

  fix(text) {
    return this.#held.fix(text);
  }

  open(text) {
    return new Document(this.#held.open(text));
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

export class Document {
  #wasm;

  constructor(wasm) {
    this.#wasm = wasm;
  }

  get #held() {
    return held(this.#wasm, "document", "open its text again with checker.open(text)");
  }

  edit(edit) {
    return this.#held.edit(edit);
  }

  diagnostics() {
    return this.#held.diagnostics();
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
