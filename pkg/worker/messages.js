// What goes through the channel: what a host gives, made fit to be sent, and errors that come back.

/** @import { CheckOptions, Diagnostic, Edit, Fixed, FixOptions, Options, Personal, ReadonlyPersonal, Source } from "../index.js" */
/** @import { OpenOptions } from "../worker.js" */

/** @typedef {{ removed: readonly Diagnostic[], added: readonly Diagnostic[] }} Found what an edit, or a part of a text, changed */
/** @typedef {{ version: number, changes?: (Found | null)[], diagnostics?: Diagnostic[] }} EditAnswer */

/**
 * What each call returns.
 * @typedef {object} Answers
 * @property {Personal} start
 * @property {Diagnostic[]} check
 * @property {string} fix
 * @property {Fixed} fixWithEdits
 * @property {number} open the version that was opened
 * @property {EditAnswer} edit
 * @property {Personal} addWords
 * @property {Personal} removeWords
 * @property {Personal} ignore
 * @property {Personal} importPersonal
 * @property {Personal} exportPersonal
 */

/**
 * A call, as it goes to the service.
 * @typedef {{ id: number, document?: undefined } & (
 *   | { call: "start", options: Options, source: Source | undefined, personal: Personal | undefined }
 *   | { call: "check", text: string, options: CheckOptions }
 *   | { call: "fix" | "fixWithEdits", text: string, options: FixOptions }
 *   | { call: "addWords" | "removeWords", argument: string[] }
 *   | { call: "ignore", argument: Diagnostic }
 *   | { call: "importPersonal", argument: Partial<ReadonlyPersonal> }
 *   | { call: "exportPersonal" }
 * ) | { id: number, document: number } & (
 *   | { call: "open", version: number, text: string }
 *   | { call: "edit", version: number, edits: Edit[] }
 * )} Request
 */
/** @typedef {Request | { call: "cancel", which: number } | { call: "free", document: number }} ToService */

/** @typedef {{ [field: string]: unknown, document?: number | undefined }} Given what a call is given, by the fields of {@link Request} */
/** @typedef {{ id: number, call: keyof Answers, document?: number | undefined }} Sent a {@link Request}, whose fields nobody looks at any more */

/**
 * A call without an answer.
 * @typedef {object} Call
 * @property {Sent} message
 * @property {number | undefined} document
 * @property {(result: unknown) => void} resolve
 * @property {(reason: unknown) => void} reject
 */

/** @typedef {EditAnswer & { done?: number, total?: number }} Progress what was found without an edit */

/**
 * What comes from the service: an answer, a refusal, or progress of a document. Without any field: a sign of life.
 * @typedef {object} Reply
 * @property {number} [id]
 * @property {unknown} [result]
 * @property {{ name: string, message: string }} [error]
 * @property {boolean} [crashed]
 * @property {number} [document]
 * @property {number} [version]
 * @property {(Found | null)[]} [changes]
 * @property {Diagnostic[]} [diagnostics]
 * @property {number} [done]
 * @property {number} [total]
 */

/**
 * A worker, as the client listens to it.
 * @typedef {object} Channel
 * @property {(message: unknown) => void} postMessage
 * @property {() => unknown} terminate
 * @property {((event: { data: Reply }) => void) | null} [onmessage]
 * @property {((event: unknown) => void) | null} [onmessageerror]
 * @property {((event: { error?: Error, message?: string, preventDefault?: () => void }) => void) | null} [onerror]
 * @property {(() => void) | null} [onclose] it has ended while nothing was asked of it, and was sent something
 * @property {(waits: boolean) => void} [hold] has the program wait for the worker, or not
 */

/** @param {unknown} value */
function kind(value) {
  if (value === null || value === undefined) return String(value);
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/**
 * Returns `text`. @throws TypeError when it is no string.
 * @param {unknown} text
 */
export function asText(text) {
  if (typeof text !== "string") throw new TypeError(`the text must be a string, not ${kind(text)}`);
  return text;
}

/**
 * Returns `options`. @throws TypeError when they are no object.
 * @template T
 * @param {T} options
 */
export function asOptions(options) {
  if (typeof options !== "object" || options === null)
    throw new TypeError(`options must be an object, not ${kind(options)}`);
  return options;
}

/** The functions that `open` calls back. */
const CALLBACKS = /** @type {const} */ (["onChange", "onProgress", "onError"]);

/**
 * Returns the options of `open`. @throws TypeError when they are no object, or what it calls back is no function.
 * @param {OpenOptions} options
 */
export function asOpenOptions(options) {
  asOptions(options);
  const wrong = CALLBACKS.find((name) => options[name] !== undefined && typeof options[name] !== "function");
  if (wrong) throw new TypeError(`options.${wrong} must be a function, not ${kind(options[wrong])}`);
  return options;
}

/**
 * Returns the options of a call that the worker is to have: its signal stays here. @throws TypeError when they are no object.
 * @template T extends object
 * @param {T & { signal?: unknown }} options
 */
export function asSent(options) {
  const { signal, ...sent } = asOptions(options);
  return sent;
}

/**
 * Returns an array of words. A string would be one of letters. @throws TypeError when they are none.
 * @param {Iterable<string>} words
 */
export function asWords(words) {
  if (typeof words === "string" || words?.[Symbol.iterator] === undefined) {
    throw new TypeError(`words must be an array of strings, not ${kind(words)}`);
  }
  return [...words];
}

/**
 * Sends a message; what cannot be copied as it is, such as the proxies of reactive frameworks, as plain data.
 * @param {{ postMessage(message: unknown): void }} worker
 * @param {unknown} message
 */
export function post(worker, message) {
  try {
    worker.postMessage(message);
  } catch (error) {
    if (!(error instanceof Error && error.name === "DataCloneError")) throw error;
    worker.postMessage(plain(message));
  }
}

/**
 * @param {unknown} value
 * @returns {unknown}
 */
function plain(value) {
  if (Array.isArray(value)) return Array.from(value, (item) => plain(item));
  if (typeof value !== "object" || value === null) return value;
  const prototype = Object.getPrototypeOf(value);
  // A literal, also one of another frame.
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  return isPlain ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)])) : value;
}

/**
 * Returns an error as it was thrown on the other side.
 * @param {{ name: string, message: string }} told
 */
export function revived({ name, message }) {
  /** @type {Record<string, ErrorConstructor>} */
  const types = { TypeError, RangeError, SyntaxError };
  const type = types[name];
  if (type) return new type(message);
  if (name === "AbortError" || name === "TimeoutError") return new DOMException(message, name);
  const error = new Error(message);
  if (name !== "Error") error.name = name;
  return error;
}
