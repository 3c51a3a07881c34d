// What goes through the channel: what a host gives, made fit to be sent, and errors that come back.

function kind(value) {
  if (value === null || value === undefined) return String(value);
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** Returns `text`. @throws TypeError when it is no string. */
export function asText(text) {
  if (typeof text !== "string") throw new TypeError(`the text must be a string, not ${kind(text)}`);
  return text;
}

/** Returns `options`. @throws TypeError when they are no object. */
export function asOptions(options) {
  if (typeof options !== "object" || options === null)
    throw new TypeError(`options must be an object, not ${kind(options)}`);
  return options;
}

/** The functions that `open` calls back. */
const CALLBACKS = ["onChange", "onProgress", "onError"];

/** Returns the options of `open`. @throws TypeError when they are no object, or what it calls back is no function. */
export function asOpenOptions(options) {
  asOptions(options);
  const wrong = CALLBACKS.find((name) => options[name] !== undefined && typeof options[name] !== "function");
  if (wrong) throw new TypeError(`options.${wrong} must be a function, not ${kind(options[wrong])}`);
  return options;
}

/** Returns the options of a call that the worker is to have: its signal stays here. @throws TypeError when they are no object. */
export function asSent(options) {
  const { signal, ...sent } = asOptions(options);
  return sent;
}

/** Returns an array of words. A string would be one of letters. @throws TypeError when they are none. */
export function asWords(words) {
  if (typeof words === "string" || words?.[Symbol.iterator] === undefined) {
    throw new TypeError(`words must be an array of strings, not ${kind(words)}`);
  }
  return [...words];
}

/** Sends a message; what cannot be copied as it is, such as the proxies of reactive frameworks, as plain data. */
export function post(worker, message) {
  try {
    worker.postMessage(message);
  } catch (error) {
    if (error?.name !== "DataCloneError") throw error;
    worker.postMessage(plain(message));
  }
}

function plain(value) {
  if (Array.isArray(value)) return Array.from(value, (item) => plain(item));
  if (typeof value !== "object" || value === null) return value;
  const prototype = Object.getPrototypeOf(value);
  // A literal, also one of another frame.
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  return isPlain ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)])) : value;
}

/** Returns an error as it was thrown on the other side. */
export function revived({ name, message }) {
  const type = { TypeError, RangeError, SyntaxError }[name];
  if (type) return new type(message);
  if (name === "AbortError" || name === "TimeoutError") return new DOMException(message, name);
  const error = new Error(message);
  if (name !== "Error") error.name = name;
  return error;
}
