// What the checker found, in the form that is shown: offsets count from the start of the token, so that they stay right
// while the text around it is edited.

import { ChangeSet } from "@codemirror/state";
import { RULES } from "unglue/rules";

/** @typedef {import("unglue").Edit} Edit */

/**
 * @typedef {object} Repair
 * @property {string} text what the token reads like afterwards
 * @property {[from: number, to: number][]} gaps what is put in, in `text`
 * @property {[from: number, to: number][]} gone what is taken out, in the token
 * @property {string} name what is done
 *
 * @typedef {object} Finding
 * @property {string} token
 * @property {string} rule
 * @property {string} message
 * @property {number} confidence
 * @property {Repair} repair
 */

/** What the rules are called, by name, in the order in which they are offered. @type {Record<string, string>} */
export const LABELS = Object.fromEntries(RULES.map(({ name, label }) => [name, label]));

/** @param {string} rule of a diagnostic; "" for an edit that none has offered by itself */
export function labelOf(rule) {
  return LABELS[rule] ?? "Beside another fix";
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
 * @param {Pick<import("unglue").Diagnostic, "from" | "token" | "message" | "confidence" | "suggestions"> & { rule: string }} found
 * @returns {Finding}
 */
export function toFinding({ from: start, token, rule, message, confidence, suggestions }) {
  const [{ text, edits }] = suggestions;
  const inToken = edits.map(({ from, to, insert }) => ({ from: from - start, to: to - start, insert }));
  /** @type {Repair["gaps"]} */
  const gaps = [];
  ChangeSet.of(inToken, token.length).iterChangedRanges((_fromA, _toA, from, to) => gaps.push([from, to]), true);
  /** @type {Repair["gone"]} */
  const gone = inToken.filter(({ from, to }) => from < to).map(({ from, to }) => [from, to]);
  return { token, rule, message, confidence, repair: { text, gaps, gone, name: nameOf(edits, rule) } };
}

/** Whether edits put something in and change nothing else. @param {readonly Edit[]} edits */
const areInsertions = (edits) => edits.every(({ from, to }) => from === to);
/** Whether edits take something out and change nothing else. @param {readonly Edit[]} edits */
const areRemovals = (edits) => edits.every(({ insert }) => insert === "");

/**
 * What the button says that makes edits.
 * @param {readonly Edit[]} edits
 * @param {string} rule
 */
function nameOf(edits, rule) {
  if (rule === "doubled-word") return "Remove word";
  if (rule === "broken-word") return "Mend word";
  const verb = areRemovals(edits) ? "Remove" : areInsertions(edits) ? "Insert" : "Correct";
  return edits.length > 1 ? `${verb} spaces` : `${verb} space`;
}

/** What was done by edits. @param {readonly Edit[]} edits @param {number} [count] at how many places */
export function done(edits, count = edits.length) {
  if (areInsertions(edits)) return `Put in ${plural(edits.length, "space")}.`;
  return areRemovals(edits) ? `Took out ${plural(edits.length, "space")}.` : `Corrected ${places(count)}.`;
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
