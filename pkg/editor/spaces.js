// Where white space collapses, browsers type a no-break space at the edge of a text node. A space that counts stays one.

import { rootOf, viewOf } from "./follow.js";

/** @import { Root, View } from "./follow.js" */

/**
 * Makes the spaces of elements count, for as long as it takes to type. The elements themselves are not touched.
 * @param {HTMLElement} region
 */
export function keepSpaces(region) {
  const root = rootOf(region);
  const kept = new Set();
  /** @type {CSSStyleSheet | undefined} */
  let sheet;
  return {
    /**
     * Has a space that is typed at a place stay a space.
     * @param {Text} node
     * @param {number} at
     */
    keepAt(node, at) {
      if (at === 0 || at === node.length) this.keepIn(node);
    },
    /**
     * Has the spaces of a node be what they are while some of them are replaced.
     * @param {Text} node
     */
    keepIn(node) {
      const element = node.parentElement;
      if (!element || kept.has(element) || !collapses(element)) return;
      kept.add(element);
      sheet ??= adoptedBy(root, viewOf(region));
      sheet?.insertRule(`${pathTo(element, root)} { white-space: pre-wrap !important; }`);
    },
    release() {
      if (sheet) root.adoptedStyleSheets = root.adoptedStyleSheets?.filter((other) => other !== sheet);
    },
  };
}

/**
 * A sheet of a document or shadow root; undefined where browsers are too old for it.
 * @param {Root} root
 * @param {View} view
 */
function adoptedBy(root, { CSSStyleSheet }) {
  if (!root.adoptedStyleSheets) return undefined;
  const sheet = new CSSStyleSheet();
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return sheet;
}

/** @param {Element} element */
function collapses(element) {
  const { whiteSpace } = viewOf(element).getComputedStyle(element);
  return !/pre(?!-line)|break-spaces/.test(whiteSpace);
}

/**
 * A selector of one element, by where it stands.
 * @param {Element} element
 * @param {Root} root
 */
function pathTo(element, root) {
  /** @type {string[]} */
  const steps = [];
  for (let node = /** @type {Node | null} */ (element); node && node !== root; node = node.parentNode)
    steps.unshift(`:nth-child(${nth(/** @type {Element} */ (node))})`);
  return [root.host ? ":host" : ":root", ...(root.host ? steps : steps.slice(1))].join(" > ");
}

/** @param {Element} element */
function nth(element) {
  let count = 1;
  for (let before = element.previousElementSibling; before; before = before.previousElementSibling) count += 1;
  return count;
}
