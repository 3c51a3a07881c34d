// Says what is wrong with what a host gives an adapter, so that its writer need not read the adapter's code.

/**
 * Returns how messages name something that is not what it should be.
 * @param {unknown} value
 */
export function kindOf(value) {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return "an array";
  const { then, localName } = /** @type {{ then?: unknown, localName?: unknown }} */ (value);
  if (typeof then === "function") return "a promise";
  if (typeof localName === "string") return `a <${localName}>`;
  const type = typeof value;
  return `${type === "object" ? "an" : "a"} ${type}`;
}

/**
 * Checks what an adapter is for.
 * @param {unknown} value
 * @param {string} what how it is called, with its article
 * @param {(value: any) => boolean} is is asked only of what has fields
 * @param {string} remedy
 * @throws TypeError that says what is given in its place
 */
export function checkGiven(value, what, is, remedy) {
  const hasFields = (typeof value === "object" || typeof value === "function") && value !== null;
  if (!hasFields || !is(value)) throw new TypeError(`unglue needs ${what}, not ${kindOf(value)}: ${remedy}`);
}

/**
 * Whether something has these methods.
 * @param {unknown} value
 * @param {string[]} names
 */
export const can = (value, ...names) =>
  typeof value === "object" &&
  value !== null &&
  names.every((name) => typeof (/** @type {Record<string, unknown>} */ (value)[name]) === "function");

/**
 * Returns plain options, if they are an object.
 * @template T
 * @param {T} options
 * @param {string} [name]
 * @returns {T}
 */
export function checkPlain(options, name = "options") {
  if (typeof options === "object" && options !== null && !Array.isArray(options)) return options;
  throw new TypeError(`${name} must be an object, not ${kindOf(options)}`);
}
