// Checkers for linters, which ask for one anew with each file.

import { createCheckerSync } from "./node.js";

/** @import { Checker, Options } from "./index.js" */

/** @type {Map<string, Checker>} by options, as JSON */
const kept = new Map();

/**
 * Returns the checker of these options, made at the first call: it keeps what it learned of the words of other files.
 * @param {Options} options plain data
 * @returns {Checker}
 */
export function checkerOf(options) {
  const key = JSON.stringify(options);
  const checker = kept.get(key) ?? createCheckerSync(options);
  kept.set(key, checker);
  return checker;
}
