/// <reference lib="esnext.disposable" />

/**
 * Puts every space where it belongs: between words that ran together, out of words that were cut, and back to its place.
 *
 * All offsets are UTF-16 code units, half-open, as in JavaScript strings; lone surrogates keep them right.
 * All confidences are probabilities, 0 to 1.
 *
 * ```js
 * import { createChecker } from "unglue";
 *
 * const checker = await createChecker();
 * checker.fix("thereare no plans"); // "there are no plans"
 * ```
 *
 * @module
 */

/**
 * Makes a checker. The Wasm module with the English data is loaded at the first call and then shared by all; when
 * loading fails, the next call tries again.
 *
 * ```js
 * const checker = await createChecker({ showConfidence: 0.9, words: ["Ankh-Morpork"] });
 * ```
 *
 * @throws TypeError or RangeError when an option is wrong; Error when the module or `options.language` cannot be read.
 */
export function createChecker(options?: Options): Promise<Checker>;

/**
 * Makes a checker at once. In a browser the module must have been loaded, by {@link init}, {@link initSync} or
 * {@link createChecker}; Node loads it by itself.
 *
 * @throws as {@link createChecker}; Error when nothing is loaded.
 */
export function createCheckerSync(options?: Options): Checker;

/**
 * Loads the Wasm module, from beside the package's scripts or from `source`: the address of `unglue_bg.wasm`, the
 * answer to a request for it, its bytes, or the compiled module. Does nothing when it is loaded already.
 *
 * In Node, and in tests whose page is made by scripts, the file of the installed package is read where a bundler has
 * moved the scripts.
 *
 * ```js
 * await init("/static/unglue_bg.wasm");
 * const checker = createCheckerSync();
 * ```
 */
export function init(source?: Source | Promise<Source>): Promise<void>;

/**
 * Loads the Wasm module at once from its bytes, or compiled: for extensions and strict hosts. In Node the bytes may
 * be left out. Does nothing when it is loaded already.
 *
 * A page with a Content Security Policy must allow `script-src 'wasm-unsafe-eval'`. Some browsers compile at once
 * only in workers, or only small modules: give a `WebAssembly.Module` there.
 *
 * ```js
 * initSync(bytes); // of "unglue/unglue.wasm"
 * const checker = createCheckerSync();
 * ```
 *
 * @throws Error when these are not the bytes of the module of this version.
 */
export function initSync(bytes: Bytes | Module): void;

/** Where the Wasm module may come from. */
export type Source = string | Global<"URL"> | Global<"Response"> | Bytes | Module;

/** The bytes of `unglue_bg.wasm`. */
export type Bytes = ArrayBuffer | ArrayBufferView;

/** A compiled `WebAssembly.Module`. */
export type Module = object &
  (typeof globalThis extends { WebAssembly: { Module: { prototype: infer M } } } ? M : unknown);

/** A class of the platform, for programs that are compiled with its types. */
type Global<Name extends string> = typeof globalThis extends Record<Name, { prototype: infer T }> ? T : never;

/** Finds spaces that are missing, too many or in the wrong place, and repairs them. Made by {@link createChecker}. */
export class Checker {
  private constructor();

  /**
   * What is wrong with `text`, in its order; diagnostics never overlap. Of a text that is nearly the one of the last check only what
   * changed is checked (up to 1 MiB, without `protect`); until then the checker keeps that text in its memory.
   *
   * ```js
   * checker.check("thereare no plans");
   * // [{ from: 0, to: 8, token: "thereare", rule: "merged-words", message: "…", confidence: 0.99, suggestions: [{
   * //    text: "there are", edits: [{ from: 5, to: 5, insert: " " }], confidence: 0.99, applicability: "auto" }] }]
   * checker.check(text, { protect: [[0, 20]], caret: 31 });
   * ```
   *
   * @throws TypeError when `text` is no string; RangeError when an offset lies outside it; a `TimeoutError` when
   * `options.timeout` is used up.
   */
  check(text: string, options?: CheckOptions): Diagnostic[];

  /**
   * The same as {@link check}, for long texts: what was found stays in an array of numbers, and becomes objects as one
   * asks for them.
   *
   * ```js
   * const found = checker.checkPacked(book);
   * found.length; // 10_000
   * found.at(0)?.suggestions[0].text; // "there are"
   * ```
   *
   * @throws as {@link check}.
   */
  checkPacked(text: string, options?: CheckOptions): Diagnostics;

  /**
   * `text` with every space where it belongs, as far as the confidence reaches {@link Options.fixConfidence}. Nothing else
   * changes, and fixing the result again changes nothing.
   *
   * ```js
   * checker.fix("on November12"); // "on November 12"
   * checker.fix(text, { protect: [[0, 20]], timeout: 1_000 });
   * checker.fix(pasted, { mode: "document" }); // all that check() would report
   * ```
   *
   * @throws as {@link check}.
   */
  fix(text: string, options?: FixOptions): string;

  /**
   * The same as {@link fix}, with what it did.
   *
   * ```js
   * checker.fixWithEdits("The interna tional fair.");
   * // { text: "The international fair.", edits: [{ from: 11, to: 12, insert: "" }], repairs: [{ from: 4, to: 18,
   * //    token: "interna tional", rule: "split-word", … }] }
   * ```
   *
   * @throws as {@link check}.
   */
  fixWithEdits(text: string, options?: FixOptions): Fixed;

  /**
   * Opens a text that will be edited: after an edit, only what may have changed is checked again. It takes some 12 bytes of
   * Wasm memory for each code unit of prose until it is freed; the garbage collector does not know that. Call
   * {@link Document.free} on what is of no use any more.
   *
   * ```js
   * const document = checker.open(text, { protect: [[0, 20]] }); // the range moves with the text
   * ```
   *
   * @throws TypeError when `text` is no string; RangeError when an offset lies outside it.
   */
  open(text: string, options?: OpenOptions): Document;

  /**
   * Adds personal words, which are never flagged, nor are their possessives and plurals. Open documents follow.
   *
   * @throws RangeError when one is empty, longer than 256 bytes or holds white space; none is then added.
   */
  addWords(words: readonly string[]): void;

  /** Takes personal words back. Words that were never added are passed over. */
  removeWords(words: readonly string[]): void;

  /** Never reports the token of this diagnostic again, in exactly this spelling. */
  ignore(diagnostic: Diagnostic): void;

  /**
   * The personal words and what was ignored, to be stored as JSON.
   *
   * ```js
   * localStorage.unglue = JSON.stringify(checker.exportPersonal());
   * ```
   */
  exportPersonal(): Personal;

  /**
   * Puts `personal` in the place of all personal words and all that was ignored.
   *
   * ```js
   * checker.importPersonal(JSON.parse(localStorage.unglue));
   * ```
   */
  importPersonal(personal: Partial<ReadonlyPersonal>): void;

  /** Frees its memory at once; else the garbage collector does. Open documents stay usable. */
  free(): void;
  [Symbol.dispose](): void;
}

/**
 * A text that is being edited, with its diagnostics. It always has exactly those of a fresh {@link Checker.check} of
 * its text. Made by {@link Checker.open}.
 *
 * ```js
 * const document = checker.open("there are no plans");
 * document.edit({ from: 5, to: 6, insert: "" }).added.length; // 1
 * document.diagnostics()[0].suggestions[0].text; // "there are"
 * ```
 */
export class Document {
  private constructor();

  /**
   * Replaces a part of the text, and says what that changed.
   *
   * @throws RangeError when the edit does not fit the text; the document then stays as it was.
   */
  edit(edit: Edit): Change;

  /** The diagnostics of the text as it stands now, in its order. */
  diagnostics(): Diagnostic[];

  /** Frees its memory at once; else the garbage collector does. */
  free(): void;
  [Symbol.dispose](): void;
}

/** The diagnostics of a text, each of which becomes an object when it is asked for. Made by {@link Checker.checkPacked}. */
export interface Diagnostics extends Iterable<Diagnostic> {
  /** How many there are. */
  readonly length: number;
  /** The diagnostic with this number, from the end if it is negative; `undefined` where there is none. */
  at(index: number): Diagnostic | undefined;
  /** All of them. */
  toArray(): Diagnostic[];
}

/** The kinds of fault. More may come. */
export type Rule =
  | "merged-words"
  | "merged-number"
  | "missing-space-at-punctuation"
  | "merged-real-word"
  | "split-word"
  | "split-real-word"
  | "letter-spaced"
  | "misplaced-space"
  | "space-at-punctuation"
  | "broken-word"
  | "doubled-word";

/** How a checker judges. Everything has a default. */
export interface Options {
  /** Diagnostics below this confidence are not reported, nor fixed in the mode `"document"`. Default: 0.8. */
  showConfidence?: number | undefined;
  /** {@link Checker.fix} leaves diagnostics below this confidence alone. Default: 0.955. */
  fixConfidence?: number | undefined;
  /** The rules that are on, in every {@link Mode}. Default: all but `merged-real-word`, which finds "apart" for "a part". */
  rules?: readonly Rule[] | undefined;
  /** Personal words, as with {@link Checker.addWords}. */
  words?: readonly string[] | undefined;
  /** The bytes of another language, in place of English: a `.unglue` file built for this version. */
  language?: Uint8Array | undefined;
}

/**
 * What sort of text it is. `"editor"`: one that somebody writes; a fix makes what reaches {@link Options.fixConfidence}, and the
 * rest is for the writer to decide. `"document"`: a ruined or pasted one, to be repaired as a whole; a fix makes all that
 * reaches {@link Options.showConfidence}, and unless {@link Options.rules} says otherwise, `merged-real-word` is on as well.
 */
export type Mode = "editor" | "document";

/** What the host knows about one text. */
export interface CheckOptions {
  /** Ranges that are never flagged: code, quotations, what the host's format protects. In any order; they may overlap. */
  protect?: readonly (readonly [from: number, to: number])[] | undefined;
  /** Where the writer is typing: a diagnostic that touches it is withheld. */
  caret?: number | undefined;
  /** What sort of text it is, which says what is `"auto"`. Default: `"editor"`. */
  mode?: Mode | undefined;
  /**
   * How many milliseconds the call may take. When they are used up, it fails with a `DOMException` whose `name` is
   * `"TimeoutError"`, some milliseconds later at most; nothing has changed then. Default: none. Prose takes about 20 ms a
   * megabyte, text without spaces a thousand times that.
   */
  timeout?: number | undefined;
}

/** What the host knows about a text that is opened. */
export interface OpenOptions {
  /** Ranges that are never flagged, as in {@link CheckOptions.protect}. They move with the text as it is edited. */
  protect?: CheckOptions["protect"];
  /** As in {@link CheckOptions.mode}. */
  mode?: Mode | undefined;
}

/** What the host knows about a text that is to be fixed. */
export interface FixOptions {
  /** Ranges that stay as they are, as in {@link CheckOptions.protect}. */
  protect?: CheckOptions["protect"];
  /** What sort of text it is, which says how sure a fix has to be. Default: `"editor"`. */
  mode?: Mode | undefined;
  /** How sure this fix has to be, from 0 to 1, in place of what {@link mode} says. */
  fixConfidence?: number | undefined;
  /** As in {@link CheckOptions.timeout}. */
  timeout?: number | undefined;
}

/** Replace `from..to` by `insert`. The edits of a suggestion change white space and nothing else. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
}

/** One way to mend a place. */
export interface Suggestion {
  /** What the token reads like afterwards. */
  text: string;
  /** What changes: white space alone, ascending and apart, at offsets of the text as it is. */
  edits: Edit[];
  /**
   * Whether it may be made without asking the writer (`"auto"`: {@link Checker.fix} makes it) or is for the writer to decide
   * (`"offer"`). A host that goes by this needs to know no threshold.
   */
  applicability: "auto" | "offer";
  /** The probability that this is right. */
  confidence: number;
}

/** What a fix did. Plain data. */
export interface Fixed {
  /** The text afterwards. */
  text: string;
  /** The edits that lead to it, ascending and apart, at offsets of the text as it was. */
  edits: Edit[];
  /** What was repaired, ascending and apart, at offsets of the text as it was. Each edit is in exactly one of them. */
  repairs: Diagnostic[];
}

/** A place where a space is missing, too many or in the wrong place. Plain data: it survives JSON and `postMessage`. */
export interface Diagnostic {
  /** Where the token starts. */
  from: number;
  /** Where the token ends. */
  to: number;
  /** The flagged token as it stands in the text. */
  token: string;
  rule: Rule;
  /** One sentence for the writer. */
  message: string;
  /** The probability that the first suggestion is right. */
  confidence: number;
  /** What may be done about it, the best first. Never empty. */
  suggestions: Suggestion[];
}

/** What an edit changed. */
export interface Change {
  /** The part of the new text outside which diagnostics have only moved: its start. */
  from: number;
  /** Its end. */
  to: number;
  /** Diagnostics that are gone, where they stood in the old text. */
  removed: Diagnostic[];
  /** Diagnostics that are new, where they stand in the new text. */
  added: Diagnostic[];
}

/** What the writer taught a checker. */
export interface Personal {
  /** Words that are right as they stand, sorted. */
  words: string[];
  /** Tokens that are not reported in this spelling, sorted. */
  ignored: string[];
}

/** A {@link Personal} that is only read. */
export interface ReadonlyPersonal {
  readonly words: readonly string[];
  readonly ignored: readonly string[];
}
