// Text that is put into a <textarea> as if the user had typed it, where that is possible, and never into anything else.

import { defined } from "../defined.js";
import { applied, mapping } from "../edits.js";
import { rootOf, viewOf } from "./follow.js";
import { ends } from "./place.js";

/** @import { Edit } from "../index.js" */

/**
 * Whether the user may write in it: a control can also be disabled by a fieldset around it.
 * @param {HTMLTextAreaElement} textarea
 */
export const isEditable = (textarea) => !textarea.readOnly && !textarea.matches(":disabled");

/**
 * Applies edits as one step of undo, which the page hears of as of any input. The browser types them when the textarea has
 * the focus, or can be lent it; a script sets them in one that is hidden, inert or in a window without the focus, and there
 * undo does not know of it. Selection, scroll offsets and focus stay.
 * @param {HTMLTextAreaElement} textarea
 * @param {readonly Edit[]} edits of its value, in its order
 * @returns {boolean} false where nothing was changed: the text would be too long, or the page has refused it
 */
export function type(textarea, edits) {
  const before = textarea.value;
  const wanted = applied(before, edits);
  if (isTooLong(textarea, wanted, before)) return false;
  const [from, to] = [edits[0].from, defined(edits.at(-1)).to];
  const change = { before, wanted, from, to, text: wanted.slice(from, wanted.length - (before.length - to)) };

  const { selectionStart, selectionEnd, selectionDirection, scrollTop, scrollLeft } = textarea;
  const giveFocusBack = lendFocus(textarea);
  // A page may do anything when something gets the focus: the edits are of the text as it was.
  const isDone = textarea.value === before && isEditable(textarea) && write(textarea, change);
  const map = mapping(edits, -1);
  if (textarea.value === wanted) textarea.setSelectionRange(map(selectionStart), map(selectionEnd), selectionDirection);
  else if (textarea.value === before) textarea.setSelectionRange(selectionStart, selectionEnd, selectionDirection);
  Object.assign(textarea, { scrollTop, scrollLeft });
  giveFocusBack();
  return isDone;
}

/**
 * Browsers cut off what is typed beyond `maxlength`, and with it the end of what was there before.
 * @param {HTMLTextAreaElement} textarea
 * @param {string} wanted
 * @param {string} before
 */
const isTooLong = ({ maxLength }, wanted, before) =>
  maxLength >= 0 && wanted.length > maxLength && wanted.length > before.length;

/**
 * @param {HTMLTextAreaElement} textarea
 * @param {{ before: string, wanted: string, from: number, to: number, text: string }} change
 */
function write(textarea, { before, wanted, from, to, text }) {
  textarea.setSelectionRange(from, to);
  if (!ask(textarea, text)) return textarea.value === wanted; // or the page has done it by itself
  if (textarea.value !== before) return false;
  /** What the browser has made of it, before any listener of the page could alter that. */
  let typed = before;
  const view = viewOf(textarea);
  const onInput = () => (typed = textarea.value);
  view.addEventListener("input", onInput, { capture: true });
  const byBrowser = isReady(textarea, from, to) && typeOver(textarea.ownerDocument, text);
  view.removeEventListener("input", onInput, { capture: true });
  if (!byBrowser && textarea.value === before) {
    set(textarea, text, from, to);
    typed = wanted;
  }
  if (typed !== wanted && textarea.value === typed && typed !== before) takeBack(textarea, before);
  return typed === wanted && textarea.value !== before;
}

/**
 * Whether what the browser types now replaces that range of that textarea.
 * @param {HTMLTextAreaElement} textarea
 * @param {number} from
 * @param {number} to
 */
function isReady(textarea, from, to) {
  const { ownerDocument, selectionStart, selectionEnd } = textarea;
  return ownerDocument.hasFocus() && hasFocus(textarea) && selectionStart === from && selectionEnd === to;
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
 * @param {HTMLTextAreaElement} textarea
 * @param {string} text
 * @param {number} from
 * @param {number} to
 */
function set(textarea, text, from, to) {
  textarea.setRangeText(text, from, to, "preserve");
  tell(textarea, "input", text);
  // The browser says so itself when a user who typed something leaves; here nobody will.
  textarea.dispatchEvent(new (viewOf(textarea).Event)("change", { bubbles: true }));
}

/**
 * Undoes what the browser has not typed as it should.
 * @param {HTMLTextAreaElement} textarea
 * @param {string} before
 */
function takeBack(textarea, before) {
  if (hasFocus(textarea)) textarea.ownerDocument.execCommand("undo");
  if (textarea.value === before) return;
  textarea.setRangeText(before, 0, textarea.value.length, "preserve");
  tell(textarea, "input", null);
}

/**
 * @param {HTMLTextAreaElement} textarea
 * @param {string} text
 */
const ask = (textarea, text) => tell(textarea, "beforeinput", text);

/**
 * Dispatches an input event. Returns false where the page has cancelled it.
 * @param {HTMLTextAreaElement} textarea
 * @param {string} type
 * @param {string | null} data
 */
function tell(textarea, type, data) {
  const init = {
    inputType: "insertReplacementText",
    data,
    bubbles: true,
    cancelable: type === "beforeinput",
    composed: true,
  };
  return textarea.dispatchEvent(new (viewOf(textarea).InputEvent)(type, init));
}

/**
 * Gives a textarea the focus, if it can have it and its window has it. Returns how to give it back to where it was, with the
 * selection there; that does nothing where the page itself has moved it on meanwhile.
 * @param {HTMLTextAreaElement} textarea
 */
function lendFocus(textarea) {
  const document = textarea.ownerDocument;
  if (hasFocus(textarea) || !document.hasFocus()) return () => {};
  const focused = () => /** @type {HTMLElement | null} */ (rootOf(textarea).activeElement ?? focusedIn(document));
  const previous = focused();
  const selection = document.getSelection();
  const selected = selection?.anchorNode ? ends(selection) : null;
  textarea.focus({ preventScroll: true });
  const wasLent = hasFocus(textarea);
  return () => {
    const now = focused();
    if (now === previous || (wasLent && now !== textarea)) return;
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
