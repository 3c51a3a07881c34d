// Checks what a host gives to a session or an adapter, so that an error names what the writer of the call got wrong.

import { kindOf } from "./given.js";
import { checkMessages } from "./messages.js";

/**
 * The options of all adapters, and those of a session, with the type that each must have.
 * @type {Record<string, "object" | "function" | "boolean">}
 */
const TYPES = {
  checker: "object",
  onPersonal: "function",
  onPaste: "function",
  checkOnPaste: "boolean",
  onError: "function",
  protect: "function",
  messages: "object",
  text: "function",
  onChange: "function",
  onProgress: "function",
};
/** What the adapters of plain elements take besides. */
export const OF_ELEMENTS = { onMarks: "function", moreActions: "function" };
/** What every checker can do, in the page and in a worker. */
const METHODS = ["open", "addWords", "ignore", "exportPersonal"];

/**
 * Returns options, if they are an object.
 * @template T
 * @param {T} options
 * @returns {T}
 */
export function asOptions(options) {
  if (typeof options === "object" && options !== null) return options;
  throw new TypeError(`unglue needs options: { checker }, not ${kindOf(options)}`);
}

/**
 * @param {unknown} options of a session or an adapter
 * @param {readonly string[]} [needed] functions that must be there
 * @param {Record<string, string>} [own] options of one adapter only, with the type that each must have
 * @throws TypeError that says what is wrong with them
 */
export function checkOptions(options, needed = [], own = {}) {
  const fields = /** @type {Record<string, unknown>} */ (asOptions(options));
  const types = { ...TYPES, ...own };
  for (const [name, value] of Object.entries(fields)) {
    const type = types[name];
    if (!type) throw new TypeError(`options has no field "${name}": there are ${Object.keys(types).join(", ")}`);
    if (name !== "checker" && value !== undefined && typeof value !== type) throw wrongType(name, type, value);
  }
  if (typeof fields.messages === "object" && fields.messages) checkMessages(fields.messages);
  for (const name of needed) if (fields[name] === undefined) throw wrongType(name, types[name], undefined);
  checkChecker(fields.checker);
}

/**
 * @param {string} name
 * @param {string} type
 * @param {unknown} value
 */
const wrongType = (name, type, value) => new TypeError(`options.${name} must be a ${type}, not ${kindOf(value)}`);

/** @param {unknown} checker */
function checkChecker(checker) {
  const remedy = "give what `await createChecker()` or `createWorkerChecker()` returns";
  const methods = /** @type {Record<string, unknown> | null | undefined} */ (checker);
  if (typeof methods?.then === "function")
    throw new TypeError(`options.checker must be a checker, not a promise of one: ${remedy}`);
  if (typeof methods !== "object" || methods === null)
    throw new TypeError(`options.checker must be a checker, not ${kindOf(checker)}: ${remedy}`);
  const missing = METHODS.find((method) => typeof methods[method] !== "function");
  if (missing) throw new TypeError(`options.checker must be a checker, but it has no method ${missing}(): ${remedy}`);
}
