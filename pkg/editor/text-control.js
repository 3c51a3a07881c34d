// Text that is put into a <textarea> or <input> as if the user had typed it, where that is possible, and never into anything else.

import { defined } from "../defined.js";
import { applied, mapping } from "../edits.js";
import { rootOf, viewOf } from "./follow.js";
import { checkGiven } from "./given.js";
import { ends } from "./place.js";

/** @import { Edit } from "../index.js" */

/** @typedef {HTMLTextAreaElement | HTMLInputElement} TextControl */

/** The types of <input> in which people write: in others nobody does, or a browser tells no selection. */
const TYPES = ["text", "search"];

/**
 * Whether it is a field that people write in: an <input> may become one of another type, such as a password.
 * @param {Element} element
 */
export const isTextControl = (element) =>
  element.localName === "textarea" ||
  (element.localName === "input" && TYPES.includes(/** @type {HTMLInputElement} */ (element).type));

/**
 * @param {unknown} control
 * @throws TypeError that says what is given in its place
 */
export function checkControl(control) {
  const what = "a <textarea>, or an <input> of type text or search";
  checkGiven(control, what, ({ localName }) => typeof localName === "string", "give it as the first argument");
  const element = /** @type {HTMLInputElement} */ (control);
  if (isTextControl(element)) return;
  const isInput = element.localName === "input";
  throw new TypeError(
    isInput
      ? `unglue leaves an <input> of type ${element.type} alone: give it one of type ${TYPES.join(" or ")}`
      : `unglue checks no <${element.localName}> as a field: give it a <textarea> or an <input>; for editable regions there is "unglue/contenteditable"`,
  );
}

/**
 * What is selected in a field, and in which direction.
 * @param {TextControl} control
 */
export const selectionOf = ({ selectionStart, selectionEnd, selectionDirection }) => ({
  // Browsers tell none only where a field is of another type.
  selectionStart: selectionStart ?? 0,
  selectionEnd: selectionEnd ?? 0,
  selectionDirection: selectionDirection ?? undefined,
});

/**
 * Whether the user may write in it: a control can also be disabled by a fieldset around it.
 * @param {TextControl} control
 */
export const isEditable = (control) => !control.readOnly && !control.matches(":disabled");

/**
 * Applies edits as one step of undo, which the page hears of as of any input. The browser types them when the control has
 * the focus, or can be lent it; a script sets them in one that is hidden, inert or in a window without the focus, and there
 * undo does not know of it. Selection, scroll offsets and focus stay.
 * @param {TextControl} control
 * @param {readonly Edit[]} edits of its value, in its order
 * @returns {boolean} false where nothing was changed: the text would be too long, or the page has refused it
 */
export function type(control, edits) {
  const before = control.value;
  const wanted = applied(before, edits);
  if (isTooLong(control, wanted, before)) return false;
  const [from, to] = [edits[0].from, defined(edits.at(-1)).to];
  const change = { before, wanted, from, to, text: wanted.slice(from, wanted.length - (before.length - to)) };

  const { selectionStart, selectionEnd, selectionDirection } = selectionOf(control);
  const { scrollTop, scrollLeft } = control;
  const giveFocusBack = lendFocus(control);
  // A page may do anything when something gets the focus: the edits are of the text as it was.
  const isDone = control.value === before && isEditable(control) && write(control, change);
  const map = mapping(edits, -1);
  if (control.value === wanted) control.setSelectionRange(map(selectionStart), map(selectionEnd), selectionDirection);
  else if (control.value === before) control.setSelectionRange(selectionStart, selectionEnd, selectionDirection);
  Object.assign(control, { scrollTop, scrollLeft });
  giveFocusBack();
  return isDone;
}

/**
 * Browsers cut off what is typed beyond `maxlength`, and with it the end of what was there before.
 * @param {TextControl} control
 * @param {string} wanted
 * @param {string} before
 */
const isTooLong = ({ maxLength }, wanted, before) =>
  maxLength >= 0 && wanted.length > maxLength && wanted.length > before.length;

/**
 * @param {TextControl} control
 * @param {{ before: string, wanted: string, from: number, to: number, text: string }} change
 */
function write(control, { before, wanted, from, to, text }) {
  control.setSelectionRange(from, to);
  if (!ask(control, text)) return control.value === wanted; // or the page has done it by itself
  if (control.value !== before) return false;
  /** What the browser has made of it, before any listener of the page could alter that. */
  let typed = before;
  const view = viewOf(control);
  const onInput = () => (typed = control.value);
  view.addEventListener("input", onInput, { capture: true });
  const byBrowser = isReady(control, from, to) && typeOver(control.ownerDocument, text);
  view.removeEventListener("input", onInput, { capture: true });
  if (!byBrowser && control.value === before) {
    set(control, text, from, to);
    typed = wanted;
  }
  if (typed !== wanted && control.value === typed && typed !== before) takeBack(control, before);
  return typed === wanted && control.value !== before;
}

/**
 * Whether what the browser types now replaces that range of that control.
 * @param {TextControl} control
 * @param {number} from
 * @param {number} to
 */
function isReady(control, from, to) {
  const { ownerDocument, selectionStart, selectionEnd } = control;
  return ownerDocument.hasFocus() && hasFocus(control) && selectionStart === from && selectionEnd === to;
}

/** @param {Element} element */
const hasFocus = (element) => rootOf(element).activeElement === element && element.matches(":focus");

/**
 * Types over the selection, or deletes it. Returns false where the browser cannot.
 * @param {Document} document
 * @param {string} text
 */
function typeOver(document, text) {
  if (text === "") return document.execCommand?.("delete") ?? false;
  // HTML has no NUL.
  if (text.includes("\n") && !text.includes("\0")) {
    // Chromium types line by line, with an event and a layout for each (3 s for 80 lines in a megabyte), but HTML at once.
    const html = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    try {
      if (document.execCommand?.("insertHTML", false, html)) return true;
    } catch {
      // The page's policy demands trusted types.
    }
  }
  return document.execCommand?.("insertText", false, text) ?? false;
}

/**
 * @param {TextControl} control
 * @param {string} text
 * @param {number} from
 * @param {number} to
 */
function set(control, text, from, to) {
  control.setRangeText(text, from, to, "preserve");
  tell(control, "input", text);
  // The browser says so itself when a user who typed something leaves; here nobody will.
  control.dispatchEvent(new (viewOf(control).Event)("change", { bubbles: true }));
}

/**
 * Undoes what the browser has not typed as it should.
 * @param {TextControl} control
 * @param {string} before
 */
function takeBack(control, before) {
  if (hasFocus(control)) control.ownerDocument.execCommand("undo");
  if (control.value === before) return;
  control.setRangeText(before, 0, control.value.length, "preserve");
  tell(control, "input", null);
}

/**
 * @param {TextControl} control
 * @param {string} text
 */
const ask = (control, text) => tell(control, "beforeinput", text);

/**
 * Dispatches an input event. Returns false where the page has cancelled it.
 * @param {TextControl} control
 * @param {string} type
 * @param {string | null} data
 */
function tell(control, type, data) {
  const init = {
    inputType: "insertReplacementText",
    data,
    bubbles: true,
    cancelable: type === "beforeinput",
    composed: true,
  };
  return control.dispatchEvent(new (viewOf(control).InputEvent)(type, init));
}

/**
 * Gives a control the focus, if it can have it and its window has it. Returns how to give it back to where it was, with the
 * selection there; that does nothing where the page itself has moved it on meanwhile.
 * @param {TextControl} control
 */
function lendFocus(control) {
  const document = control.ownerDocument;
  if (hasFocus(control) || !document.hasFocus()) return () => {};
  const focused = () => /** @type {HTMLElement | null} */ (rootOf(control).activeElement ?? focusedIn(document));
  const previous = focused();
  const selection = document.getSelection();
  const selected = selection?.anchorNode ? ends(selection) : null;
  control.focus({ preventScroll: true });
  const wasLent = hasFocus(control);
  return () => {
    const now = focused();
    if (now === previous || (wasLent && now !== control)) return;
    if (previous && previous !== document.body) previous.focus({ preventScroll: true });
    else now?.blur();
    // Focusing an editable region alone puts its caret at the start; a control keeps its selection by itself.
    if ("selectionStart" in (previous ?? {})) return;
    if (!selected) selection?.removeAllRanges();
    else if (selected.anchorNode.isConnected && selected.focusNode.isConnected)
      selection?.setBaseAndExtent(selected.anchorNode, selected.anchorOffset, selected.focusNode, selected.focusOffset);
  };
}

/**
 * The element that has the focus, also within shadow roots.
 * @param {DocumentOrShadowRoot} root
 * @returns {Element | null}
 */
function focusedIn(root) {
  const focused = root.activeElement;
  return focused?.shadowRoot?.activeElement ? focusedIn(focused.shadowRoot) : focused;
}
