// What the client does with promises.

/** A promise, and how to keep or refuse it. */
export function deferred() {
  let resolve, reject;
  const promise = new Promise((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Whoever awaits the promise learns of its refusal; where nobody does, it is no error of the program. */
export function quiet(promise) {
  promise.catch(() => {});
  return promise;
}

/** How what was cancelled is refused. */
export function aborted(message) {
  return new DOMException(message, "AbortError");
}
