import { test } from "node:test";
import { createWorkerChecker } from "unglue/worker";

/**
 * Calls `body` with a checker in a worker of its own, and ends the worker whatever happens.
 * @param {import("unglue/worker").WorkerOptions | undefined} options
 * @param {(checker: import("unglue/worker").WorkerChecker) => unknown} body
 */
export async function withChecker(options, body) {
  const checker = createWorkerChecker(options);
  try {
    await body(checker);
  } finally {
    checker.terminate();
  }
}

/** A test with a checker in a worker of its own: `testWithChecker(name, options?, body)`. */
export const testWithChecker = (name, ...args) => test(name, () => withChecker(args.at(-2), args.at(-1)));
