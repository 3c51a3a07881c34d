// Which elements of a page are fields that people write prose in.

import { rootOf } from "../../../pkg/editor/follow.js";
import { isInOff } from "../../../pkg/editor/off.js";
import { isTextControl } from "../../../pkg/editor/text-control.js";

/** What may be a field. */
export const FIELDS = "textarea, input, [contenteditable]";
/** Attributes that make a field of an element, or none. */
export const ATTRIBUTES = [
  "contenteditable",
  "readonly",
  "disabled",
  "type",
  "spellcheck",
  "data-unglue",
  "autocomplete",
  "inputmode",
];

/** Editors of code, whose texts are no prose, or stand elsewhere than in the field that hears the keys. */
const CODE_EDITORS =
  ".CodeMirror, .cm-editor, .monaco-editor, .ace_editor, .xterm, [role=code], pre, code, [data-language], .jupyter-editor";
/** The only values of `autocomplete` that say nothing of what is in a field: others name data about a person, such as a card's number. */
const ORDINARY = ["", "on", "off"];
/** What `inputmode` says of numbers and addresses. */
const NO_PROSE = ["numeric", "decimal", "tel", "email", "url"];
/** What is smaller hears the keys for something else that is drawn by a script. CSS px. */
const LEAST = { width: 30, height: 10 };

/** Inputs that were passwords: a button may show what was typed in them. @type {WeakSet<Element>} */
const secrets = new WeakSet();

/**
 * Remembers what is a password.
 * @param {Element} element
 */
export function noteSecret(element) {
  if (element.localName === "input" && /** @type {HTMLInputElement} */ (element).type === "password")
    secrets.add(element);
}

/**
 * Returns the nearest value of an attribute, through shadow trees.
 * @param {Element} element
 * @param {string} name
 */
function inherited(element, name) {
  for (let at = /** @type {Element | undefined} */ (element); at; at = rootOf(at).host) {
    const value = at.closest(`[${name}]`)?.getAttribute(name);
    if (value !== undefined && value !== null) return value.toLowerCase();
  }
  return null;
}

/**
 * Whether an element, or what it is in, is part of an editor of code.
 * @param {Element} element
 */
function isCode(element) {
  for (let at = /** @type {Element | undefined} */ (element); at; at = rootOf(at).host)
    if (at.closest(CODE_EDITORS)) return true;
  return false;
}

/** @param {Element} element */
const isRegion = (element) =>
  /** @type {HTMLElement} */ (element).isContentEditable &&
  !(/** @type {HTMLElement | null} */ (element.parentElement)?.isContentEditable);

/**
 * Whether the user may write in it.
 * @param {Element} element
 */
function isWritable(element) {
  if (isRegion(element)) return element.getAttribute("aria-readonly") !== "true";
  return (
    isTextControl(element) &&
    !(/** @type {HTMLTextAreaElement} */ (element).readOnly) &&
    !element.matches(":disabled") &&
    ORDINARY.includes(element.getAttribute("autocomplete")?.toLowerCase() ?? "") &&
    !NO_PROSE.includes(element.getAttribute("inputmode") ?? "")
  );
}

/**
 * Whether an element is a field in which people write prose, and may be checked.
 * @param {Element} element
 * @returns {element is HTMLTextAreaElement | HTMLInputElement | HTMLElement}
 */
export const isField = (element) =>
  isWritable(element) &&
  !secrets.has(element) &&
  inherited(element, "spellcheck") !== "false" &&
  !isInOff(element) &&
  !isCode(element);

/**
 * Whether a field can be seen, as one that people write in.
 * @param {HTMLElement} element
 */
export const isSeen = (element) =>
  element.isConnected &&
  element.checkVisibility({ visibilityProperty: true }) &&
  element.offsetWidth >= LEAST.width &&
  element.offsetHeight >= LEAST.height;

/**
 * Whether anything is written in a field.
 * @param {HTMLElement} element
 */
export const hasText = (element) =>
  isTextControl(element)
    ? /** @type {HTMLTextAreaElement} */ (element).value !== ""
    : element.textContent?.trim() !== "";

/**
 * The field that an element is, or is in.
 * @param {EventTarget | undefined} target
 * @returns {HTMLElement | null}
 */
export function fieldOf(target) {
  let element = /** @type {Partial<HTMLElement> | undefined} */ (target)?.localName
    ? /** @type {HTMLElement} */ (target)
    : null;
  while (element && !isTextControl(element) && element.isContentEditable && element.parentElement?.isContentEditable)
    element = element.parentElement;
  return element && isField(element) ? element : null;
}
