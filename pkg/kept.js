// Checkers for linters, which ask for one anew with each file.

import { checkPlain } from "./editor/given.js";
import { checkMessages, messageOf } from "./editor/messages.js";
import { createCheckerSync } from "./node.js";

/** @import { Checker, Diagnostic, Options } from "./index.js" */
/** @import { LinterOptions } from "./textlint.js" */

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

/**
 * Returns what a linter is configured to do with a text.
 * @param {LinterOptions} [given]
 * @throws TypeError when an option is wrong
 */
export function linterOf(given = {}) {
  const { mode, messages, ...options } = checkPlain(given);
  if (messages !== undefined) checkMessages(checkPlain(messages, "options.messages"));
  const checker = checkerOf(options);
  return {
    check: (/** @type {string} */ text) => checker.check(text, { mode }),
    messageOf: (/** @type {Diagnostic} */ diagnostic) => messageOf(messages, diagnostic),
  };
}
