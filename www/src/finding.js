// What the checker found, in the form that is shown: offsets count from the start of the token, so that they stay right
// while the text around it is edited.

import { ChangeSet } from "@codemirror/state";
import { RULES } from "unglue/rules";

/** @typedef {import("unglue").Edit} Edit */

/**
 * @typedef {object} Repair
 * @property {string} text what the token reads like afterwards
 * @property {[from: number, to: number][]} gaps what is put in, in `text`
 * @property {string} name what is done
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
 * @param {import("unglue/worker").Mark} mark
 * @returns {Finding}
 */
export function toFinding({ from: start, token, rule, message, confidence, suggestions }) {
  const [{ text, edits }] = suggestions;
  const inToken = edits.map(({ from, to, insert }) => ({ from: from - start, to: to - start, insert }));
  /** @type {Repair["gaps"]} */
  const gaps = [];
  ChangeSet.of(inToken, token.length).iterChangedRanges((_fromA, _toA, from, to) => gaps.push([from, to]), true);
  return { token, rule, message, confidence, repair: { text, gaps, name: nameOf(edits, rule) } };
}

/** Whether edits put something in and change nothing else. @param {readonly Edit[]} edits */
const areInsertions = (edits) => edits.every(({ from, to }) => from === to);

/**
 * What the button says that makes edits.
 * @param {readonly Edit[]} edits
 * @param {string} rule
 */
function nameOf(edits, rule) {
  if (rule === "doubled-word") return "Remove word";
  if (rule === "broken-word") return "Mend word";
  const isRemoval = edits.every(({ insert }) => insert === "");
  const verb = isRemoval ? "Remove" : areInsertions(edits) ? "Insert" : "Correct";
  return edits.length > 1 ? `${verb} spaces` : `${verb} space`;
}

/** What was done by edits. @param {readonly Edit[]} edits */
export const done = (edits) =>
  areInsertions(edits) ? `Put in ${plural(edits.length, "space")}.` : `Corrected ${places(edits.length)}.`;

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
