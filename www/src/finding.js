// What the checker found, in the form that is shown: offsets count from the start of the token, so that they stay right
// while the text around it is edited.

import { RULES } from "unglue/rules";

/**
 * @typedef {object} Repair
 * @property {string} text what the token reads like afterwards
 * @property {number[]} cuts where in the token a space goes
 * @property {number[]} gaps where in `text` these spaces stand
 *
 * @typedef {object} Finding
 * @property {string} token
 * @property {string} rule
 * @property {string} message
 * @property {number} confidence
 * @property {Repair} repair
 */

/** What the rules that are on are called, by name, in the order in which they are offered. @type {Record<string, string>} */
export const LABELS = Object.fromEntries(
  RULES.filter(({ isDefault }) => isDefault).map(({ name, label }) => [name, label]),
);

/** @param {string} rule */
export function labelOf(rule) {
  return LABELS[rule];
}

/** The class that gives a rule its colour and the shape of its underline: the adapter's. @param {string} rule */
export const classOf = (rule) => `unglue-${rule}`;

/** In percent, as it is shown. Never 100: the checker is never that sure. @param {number} confidence */
export function sureness(confidence) {
  return Math.min(99, Math.round(confidence * 100));
}

/** @param {number} confidence */
export function percent(confidence) {
  return `${sureness(confidence)}%`;
}

/**
 * @param {string} token what is marked
 * @param {import("unglue/worker").Mark} mark
 * @returns {Finding}
 */
export function toFinding(token, { from, rule, message, confidence, suggestions }) {
  const [{ text, edits }] = suggestions;
  const cuts = edits.map((edit) => edit.from - from);
  return {
    token,
    rule,
    message,
    confidence,
    repair: { text, cuts, gaps: cuts.map((cut, nth) => cut + nth) },
  };
}

/**
 * A number of things, with its digits in groups.
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export function plural(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** @param {number} count */
export const places = (count) => plural(count, "place");

/** @param {number} count */
export const spaces = (count) => plural(count, "space");
