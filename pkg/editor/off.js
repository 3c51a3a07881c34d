// How documents and pages say that something is not to be checked.

import { rootOf } from "./follow.js";

/** @typedef {Readonly<Record<string, unknown>> | null | undefined} Attributes */

/**
 * @param {unknown} value
 * @param {string} word
 */
const says = (value, word) => String(value).toLowerCase() === word;

/**
 * Whether an element is in one with `data-unglue="off"`, or is one: also beyond the shadow trees that it is in.
 * @param {Element} element
 */
export function isInOff(element) {
  for (let at = /** @type {Element | undefined} */ (element); at; at = rootOf(at).host) {
    if (at.closest('[data-unglue="off" i]')) return true;
  }
  return false;
}

/**
 * Whether attributes switch this checking off.
 * @param {Attributes} attributes
 */
export const isOffBy = (attributes) => says(attributes?.["data-unglue"], "off");

/**
 * Whether attributes of a part of a document switch checking off, be it this one or the browser's, or its translation.
 * @param {Attributes} attributes
 */
export const isLeftOutBy = (attributes) =>
  isOffBy(attributes) || says(attributes?.spellcheck, "false") || says(attributes?.translate, "no");
