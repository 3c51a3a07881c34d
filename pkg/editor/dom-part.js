// A node of the DOM in the text of a piece of a page: see `dom-text.js`.

import { ATOM, isSlotted } from "./rendering.js";

/** @import { Kind } from "./rendering.js" */

/** A node of the DOM in the text. */
export class Part {
  /** What the element is, as `Rendering` says; null for a text node. @type {Kind | null} */
  kind = null;
  /** The text of one without children. */
  data = "";
  /** @type {Part[] | null} */
  children = null;
  length = 0;
  /** Whether it, or anything in it, is to be read again; whether its list of children is. */
  isStale = false;
  isRelisted = false;
  /** Whether it is no part of the text any more. */
  isRemoved = false;
  /** The version of the text in which its own characters changed last. */
  changedIn = 0;
  /** A child and where it starts, in the version of the text of that time. */
  hint = { nth: 0, start: 0, version: -1 };

  /**
   * @param {Node} node
   * @param {Part | null} parent
   */
  constructor(node, parent) {
    this.node = node;
    this.parent = parent;
  }

  /** The node of one with a kind. */
  get element() {
    return /** @type {HTMLElement} */ (this.node);
  }

  /** The node of one without. */
  get textNode() {
    return /** @type {Text} */ (this.node);
  }
}

/** @param {readonly Part[]} parts */
export const sum = (parts) => parts.reduce((length, part) => length + part.length, 0);

/** @param {Part} part */
export const edgeOf = ({ kind }) => kind?.edge ?? "";

/**
 * Whether the caret can be in a part, and text be put there.
 * @param {Part} part
 */
export const isText = (part) => part.kind === null && part.length > 0 && !isVeiled(part);

/** @param {Part} part */
const isVeiled = ({ textNode, parent }) => parent?.kind?.isVeiled || !isSlotted(textNode);

/**
 * The text of a text node: what is not to be seen is one character, whatever it is.
 * @param {Part} part
 */
export function dataOf(part) {
  const { data } = part.textNode;
  return data && isVeiled(part) ? ATOM : data;
}

/**
 * The last text node of a part.
 * @param {Part} part
 * @returns {Part | undefined}
 */
export function lastText(part) {
  if (!part.children) return isText(part) ? part : undefined;
  for (let nth = part.children.length - 1; nth >= 0; nth -= 1) {
    const found = lastText(part.children[nth]);
    if (found) return found;
  }
  return undefined;
}

/** @param {Part} part */
export function textOf(part) {
  /** @type {string[]} */
  const pieces = [];
  collect(part, pieces);
  return pieces.join("");
}

/**
 * @param {Part} part
 * @param {string[]} pieces
 */
function collect(part, pieces) {
  if (!part.children) {
    pieces.push(part.data);
    return;
  }
  pieces.push(edgeOf(part));
  for (const child of part.children) collect(child, pieces);
  pieces.push(edgeOf(part));
}

/**
 * Marks a part as to be read again, and those around it as having one.
 * @param {Part | null} part
 */
export function stale(part) {
  for (; part && !part.isStale; part = part.parent) part.isStale = true;
}

/** @param {Part} part */
export function dropped(part) {
  part.isRemoved = true;
  part.children?.forEach(dropped);
}
