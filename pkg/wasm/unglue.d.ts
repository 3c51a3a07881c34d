// What the bindings of `src/wasm` are to the scripts of the package. wasm-bindgen makes `unglue.js` without types, since the
// most that it knows of arguments is that they are values of JavaScript.

import type { CheckOptions, Diagnostic, Edit, FixOptions, Options, Personal, ReadonlyPersonal } from "../index.js";

/** Instantiates the module, at once. */
export function initSync(how: { module: WebAssembly.Module }): { memory: WebAssembly.Memory };

/** Diagnostics as numbers: see `packed` in `src/wasm.rs`. */
export type Packed = Uint32Array;

/** A change: `[from, to]`, the diagnostics that are gone and that are new, and what the suggestions of both read like. */
export type PackedChange = [range: Uint32Array, removed: Packed, added: Packed, texts: string[]];

/** Work in parts. `run` returns its result, or undefined as long as there is none. */
interface Job<Result> {
  readonly timeout: number | undefined;
  run(milliseconds: number | undefined): Result | undefined;
  free(): void;
}

/** A fix in parts. */
interface FixJob extends Job<string> {
  /** What was repaired, at offsets of the text as it was; once `run` has returned the text. */
  repairs(): Packed;
}

export class Checker {
  constructor(options?: Options);
  check(text: string, options?: CheckOptions): Packed | undefined;
  beginCheck(text: string, options?: CheckOptions): Job<Packed>;
  fix(text: string, options?: FixOptions): string | undefined;
  beginFix(text: string, options?: FixOptions): FixJob;
  open(text: string, options?: object): Document;
  addWords(words: readonly string[]): void;
  removeWords(words: readonly string[]): void;
  ignore(diagnostic: Diagnostic): void;
  exportPersonal(): Personal;
  importPersonal(personal: Partial<ReadonlyPersonal>): void;
  free(): void;
}

export class Document {
  private constructor();
  edit(edit: Edit): PackedChange;
  beginEdit(edit: Edit): void;
  /** Returns an empty array where only `known` can tell what several edits changed. */
  run(milliseconds: number | undefined, near: boolean): PackedChange | [] | undefined;
  diagnostics(): [found: Packed, texts: string[]];
  known(): [found: Packed, texts: string[]];
  text(): string;
  reopen(text: string): void;
  isInPair(offset: number): boolean;
  free(): void;
}
