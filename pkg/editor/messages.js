// What the writer reads of a mark, and what can be done about it: in English, or in the words of the host.

import { inContext, withRemovals } from "../diagnostics.js";
import { RULES } from "../rules.js";

/** @import { Messages, MessageParts } from "../adapter.js" */
/** @import { Diagnostic } from "../index.js" */

/** What is called by a name, in English. */
const NAMES = {
  ignoreHere: "Ignore here",
  ignoreEverywhere: "Ignore everywhere",
  addWord: "Add to dictionary",
  fixAtCaret: "Fix the Space Here",
  fixAll: "Fix All Spaces",
  repair: "Repair Pasted Text",
};

/** @typedef {keyof typeof NAMES} Name */

/**
 * Whether what is marked may be a word: not what has punctuation inside, nor white space.
 * @param {Diagnostic["rule"]} rule
 * @param {string} marked
 */
export const isWord = (rule, marked) => rule !== "missing-space-at-punctuation" && !/\s/.test(marked);

/**
 * Checks what a host gives as messages.
 * @param {unknown} messages
 * @throws TypeError that says what is wrong with them
 */
export function checkMessages(messages) {
  for (const [name, value] of Object.entries(/** @type {object} */ (messages))) {
    const type = name === "diagnostic" ? "function" : Object.hasOwn(NAMES, name) ? "string" : undefined;
    if (!type)
      throw new TypeError(
        `options.messages has no field "${name}": there are diagnostic, ${Object.keys(NAMES).join(", ")}`,
      );
    if (value !== undefined && typeof value !== type)
      throw new TypeError(`options.messages.${name} must be a ${type}, not a ${typeof value}`);
  }
}

/**
 * Returns what a name is in the words of the host.
 * @param {Messages | undefined} messages
 * @param {Name} name
 */
export const nameOf = (messages, name) => messages?.[name] ?? NAMES[name];

/**
 * Returns the sentence about a diagnostic: that of the host, where it has one.
 * @param {Messages | undefined} messages
 * @param {Diagnostic} diagnostic
 */
export const messageOf = (messages, diagnostic) =>
  messages?.diagnostic?.(diagnostic, partsOf(diagnostic)) ?? diagnostic.message;

/**
 * Returns what the sentence about a diagnostic is made of.
 * @param {Diagnostic} diagnostic
 * @returns {MessageParts}
 */
function partsOf(diagnostic) {
  const { rule, token, suggestions } = diagnostic;
  const [{ text, edits }] = suggestions;
  const info = RULES.find(({ name }) => name === rule);
  return {
    rule,
    label: info?.label ?? rule,
    before: withRemovals(diagnostic) ?? token,
    after: inContext(text),
    edits: edits.length,
  };
}
