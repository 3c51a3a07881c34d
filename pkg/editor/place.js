// Selection and focus of an element, in whatever frame or shadow tree it is.

import { defined } from "../defined.js";
import { rootOf } from "./follow.js";

/** @import { Root } from "./follow.js" */

/** @typedef {{ anchorNode: Node, anchorOffset: number, focusNode: Node, focusOffset: number }} Ends of a selection */

/**
 * Returns what is selected in the tree of an element: `{ anchorNode, anchorOffset, focusNode, focusOffset }`, or null.
 * @param {Element} element
 * @returns {Ends | null}
 */
export function selectionOf(element) {
  const root = rootOf(element);
  const selection = element.ownerDocument.getSelection?.() ?? null;
  if (!selection || root === element.ownerDocument) return selection?.anchorNode ? ends(selection) : null;
  // Of a shadow tree, the document's selection tells only the host.
  if (typeof selection.getComposedRanges !== "function") {
    const inner = root.getSelection?.() ?? selection;
    return inner.anchorNode ? ends(inner) : null;
  }
  const [range] = composedRanges(selection, root);
  if (!range) return null;
  const { startContainer, startOffset, endContainer, endOffset } = range;
  return selection.direction === "backward"
    ? { anchorNode: endContainer, anchorOffset: endOffset, focusNode: startContainer, focusOffset: startOffset }
    : { anchorNode: startContainer, anchorOffset: startOffset, focusNode: endContainer, focusOffset: endOffset };
}

const NAMES = /** @type {const} */ (["anchorNode", "anchorOffset", "focusNode", "focusOffset"]);

/**
 * Returns the ends of a selection that has an anchor, and with it a focus.
 * @param {Selection} selection
 * @returns {Ends}
 */
export const ends = ({ anchorNode, anchorOffset, focusNode, focusOffset }) => ({
  anchorNode: defined(anchorNode),
  anchorOffset,
  focusNode: defined(focusNode),
  focusOffset,
});

/**
 * @param {Selection} selection
 * @param {Root} root
 * @returns {StaticRange[]}
 */
function composedRanges(selection, root) {
  try {
    return selection.getComposedRanges({ shadowRoots: [/** @type {ShadowRoot} */ (root)] });
  } catch {
    // As it was first proposed, and shipped.
    return /** @type {{ getComposedRanges(...roots: Node[]): StaticRange[] }} */ (selection).getComposedRanges(root);
  }
}

/**
 * Selects in the tree of an element. Returns whether that is what is selected then.
 * @param {Element} element
 * @param {Ends} wanted
 */
export function select(element, { anchorNode, anchorOffset, focusNode, focusOffset }) {
  const selection = defined(element.ownerDocument.getSelection());
  const root = rootOf(element);
  const isComposed = typeof selection.getComposedRanges === "function";
  const inner = isComposed ? selection : (root.getSelection?.() ?? selection);
  inner.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
  return isSelected(element, { anchorNode, anchorOffset, focusNode, focusOffset });
}

/**
 * Whether exactly this is selected.
 * @param {Element} element
 * @param {Ends} wanted
 */
export function isSelected(element, wanted) {
  const selected = selectionOf(element);
  return selected !== null && NAMES.every((name) => selected[name] === wanted[name]);
}

/**
 * The element that has the focus when somebody writes in this one: itself, or an editable one around it.
 * @param {HTMLElement} element
 */
function hostOf(element) {
  let host = element;
  while (host.parentElement?.isContentEditable) host = host.parentElement;
  return host;
}

/**
 * Gives the focus to an editable element. Returns whether it has it then.
 * @param {HTMLElement} element
 */
export function focus(element) {
  if (!isFocused(element)) hostOf(element).focus({ preventScroll: true });
  return isFocused(element);
}

/**
 * Whether what is typed comes into an element, as far as the focus is concerned.
 * @param {HTMLElement} element
 */
export function isFocused(element) {
  if (!element.isConnected || !element.isContentEditable) return false;
  const host = hostOf(element);
  const { activeElement } = rootOf(element);
  // Where the whole document is edited, nothing in it need have the focus.
  return (
    activeElement === host || (host === host.ownerDocument.documentElement && activeElement === host.ownerDocument.body)
  );
}

/**
 * Remembers which element has the focus, and what is selected outside an element. Returns how to put both back.
 * @param {HTMLElement} element
 */
export function keepFocus(element) {
  const focused = focusedElement(element.ownerDocument);
  const had = focused !== null && isFocused(element) && holds(focused, hostOf(element));
  const selected = selectionOf(element);
  const isOutside = selected !== null && !element.contains(selected.anchorNode);
  return () => {
    if (isOutside && selected.anchorNode.isConnected && selected.focusNode.isConnected) select(element, selected);
    if (had) return;
    if (focused?.isConnected) focused.focus({ preventScroll: true });
    else hostOf(element).blur();
  };
}

/**
 * Whether an element, or one in its shadow tree that may be closed, is this one.
 * @param {Element} host
 * @param {Element} element
 */
function holds(host, element) {
  for (let inner = /** @type {Element | undefined} */ (element); inner; inner = rootOf(inner).host)
    if (inner === host) return true;
  return false;
}

/**
 * The element that has the keyboard, in whatever frame or shadow tree; null where none has.
 * @param {Document} document
 * @returns {HTMLElement | null}
 */
function focusedElement(document) {
  let window = /** @type {Window | null} */ (document.defaultView);
  while (window?.frameElement) window = window.parent;
  let { activeElement } = window?.document ?? document;
  for (let inner = activeElement; inner; ) {
    activeElement = inner;
    inner = inner.shadowRoot?.activeElement ?? documentIn(inner)?.activeElement ?? null;
  }
  const isBody = activeElement === activeElement?.ownerDocument.body;
  return isBody ? null : /** @type {HTMLElement | null} */ (activeElement);
}

/**
 * The document of a frame, where this page may look into it.
 * @param {Element} element
 * @returns {Document | null}
 */
const documentIn = (element) =>
  element.localName === "iframe" || element.localName === "frame"
    ? /** @type {HTMLIFrameElement} */ (element).contentDocument
    : null;
