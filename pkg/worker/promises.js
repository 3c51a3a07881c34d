// What the client does with promises.

/**
 * A promise, and how to keep or refuse it.
 * @template T
 * @returns {{ promise: Promise<T>, resolve: (value: T) => void, reject: (reason: unknown) => void }}
 */
export function deferred() {
  /** @type {(value: T) => void} */
  let resolve = () => {};
  /** @type {(reason: unknown) => void} */
  let reject = () => {};
  /** @type {Promise<T>} */
  const promise = new Promise((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/**
 * Returns the promise, whose rejection is handled: where nobody awaits it, it is no error of the program.
 * @template T
 * @param {Promise<T>} promise
 */
export function swallow(promise) {
  promise.catch(() => {});
  return promise;
}

/**
 * How what was cancelled is refused.
 * @param {string} message
 */
export function aborted(message) {
  return new DOMException(message, "AbortError");
}
