// What an element of a region contributes to the text of the region, as the browser renders it.

import { isInOff } from "./off.js";

/** No word goes beyond this character, which stands for what is no text of the writer's. */
export const ATOM = "\ufffc";

/** Elements that are part of a line. All others begin and end one, where there is no layout to be asked. */
const INLINE = new Set(
  "a abbr acronym b bdi bdo big cite data del dfn em font i ins label mark nobr q ruby s small span strike strong sub sup time tt u var wbr code kbd samp".split(
    " ",
  ),
);
/** Elements that are never rendered, where there is no layout to be asked. */
const UNRENDERED = new Set(
  "area datalist head link meta noscript param rp script source style template title track".split(" "),
);
/** Elements whose children are not their text: replaced ones with fallback content, and controls. */
const REPLACED = new Set(
  "audio button canvas embed iframe img input meter object progress select textarea video".split(" "),
);
/** What is no prose, and what the page or the editor in it has marked as not to be checked or not to be edited. */
const IGNORED = [
  "code, kbd, pre, samp, script, style, tt",
  ".notranslate, .ql-code-block, .ql-code-block-container, .ql-syntax",
  '[contenteditable="false" i], [spellcheck="false" i], [translate="no" i], [data-unglue="off" i]',
].join();

/** @typedef {{ isLeaf: boolean, text: string, edge: string, isVeiled: boolean }} Kind what an element is in the text */

/**
 * An element that stands for a string, whatever is in it.
 * @param {string} text
 * @returns {Kind}
 */
const leaf = (text) => ({ isLeaf: true, text, edge: "", isVeiled: false });
/**
 * An element whose children are text, between two edges.
 * @param {string} edge
 * @param {boolean} [isVeiled]
 * @returns {Kind}
 */
const flow = (edge, isVeiled = false) => ({ isLeaf: false, text: "", edge, isVeiled });

/** What elements can be. `isVeiled`: text right in it is not to be seen, though elements in it may be. */
const NOTHING = leaf("");
const BREAK = leaf("\n");
const ISLAND = leaf(ATOM);
const FLOWS = {
  inline: [flow(""), flow("", true)],
  line: [flow("\n"), flow("\n", true)],
  box: [flow(ATOM), flow(ATOM, true)],
};

export class Rendering {
  /** @type {HTMLElement} */
  #root;
  #ignored;
  /** Whether the region itself is rendered: what is in one that is not would all seem to be hidden. */
  #isShown = false;

  /**
   * @param {string | undefined} ignore a selector of elements in the region that are not to be checked
   * @param {HTMLElement} root
   */
  constructor(root, ignore) {
    this.#root = root;
    this.#ignored = ignore ? `${IGNORED}, ${ignore}` : IGNORED;
    try {
      if (ignore) root.matches(ignore);
    } catch {
      throw new TypeError(`options.ignore must be a CSS selector, not ${JSON.stringify(ignore)}`);
    }
  }

  /** Returns what the region itself is. Only `data-unglue` counts: hosts turn the browser's own checking off. */
  ofRoot() {
    const root = this.#root;
    this.#isShown = root.isConnected && isRendered(root) && this.#style(root)?.visibility !== "hidden";
    return isInOff(root) ? NOTHING : FLOWS.inline[0];
  }

  /**
   * Returns what an element in the region is: one of a few constants.
   * @param {Element} element
   */
  of(element) {
    const name = element.localName;
    const style = this.#style(element);
    const display =
      style?.display || (UNRENDERED.has(name) ? "none" : INLINE.has(name) || name.includes("-") ? "inline" : "block");
    if (display === "none" || isInClosedDetails(element)) return NOTHING;
    if (this.#isShown && display !== "contents" && !isRendered(element)) return NOTHING;
    if (name === "br") return BREAK;
    if (isReplaced(element) || element.matches(this.#ignored)) return ISLAND;
    const around = isInline(display)
      ? "inline"
      : display.startsWith("inline-") || display === "ruby-text"
        ? "box"
        : "line";
    if (style?.contentVisibility === "hidden" && around !== "inline") return ISLAND;
    const isVeiled = (this.#isShown && ["hidden", "collapse"].includes(style?.visibility ?? "")) || isClosed(element);
    // How a custom element looks is not to be known.
    return FLOWS[around === "inline" && name.includes("-") ? "box" : around][Number(isVeiled)];
  }

  /**
   * @param {Element} element
   * @returns {CSSStyleDeclaration | undefined}
   */
  #style(element) {
    return element.ownerDocument.defaultView?.getComputedStyle?.(element);
  }
}

/**
 * Whether an element with a box of its own is rendered; browsers that do not tell are believed to render it.
 * @param {Element} element
 */
const isRendered = (element) => element.checkVisibility?.() ?? true;

/** @param {string} display */
const isInline = (display) => display === "inline" || display === "contents" || display === "ruby";

/** @param {Element} element */
const isClosed = (element) => element.localName === "details" && !(/** @type {HTMLDetailsElement} */ (element).open);

/**
 * Whether an element is what a closed `<details>` hides.
 * @param {Element} element
 */
function isInClosedDetails(element) {
  const parent = element.parentElement;
  return parent !== null && isClosed(parent) && parent.querySelector(":scope > summary") !== element;
}

/**
 * Whether something else is drawn in the place of an element's children. Of SVG and MathML no text is edited.
 * @param {Element} element
 */
function isReplaced(element) {
  return (
    element.namespaceURI !== "http://www.w3.org/1999/xhtml" ||
    REPLACED.has(element.localName) ||
    (element.localName === "slot" && /** @type {HTMLSlotElement} */ (element).assignedNodes?.().length > 0)
  );
}

/**
 * Whether a text right in a part that is rendered is rendered too: in a shadow host it needs a slot.
 * @param {Text} text
 */
export const isSlotted = (text) => !text.parentElement?.shadowRoot || text.assignedSlot !== null;
