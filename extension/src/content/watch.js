// Finds what may be a field in a page and in its open shadow trees, now and later, a little at a time.

import { ATTRIBUTES, FIELDS } from "./fields.js";

/** So many elements are looked at before the clock is. */
const STEP = 200;
/** When the page has no time to spare, it gives some after so long; in which so much is used. Milliseconds. */
const PATIENCE = 1_000;
const SLICE = 3;
/** When elements are looked at again that may have got a shadow tree since: nothing tells of that. Milliseconds. */
const AGAIN = [500, 2_000, 5_000];

/** @typedef {Document | ShadowRoot} Tree */

/**
 * @param {Document} document
 * @param {{ onFound: (element: Element) => void, onChange: () => void }} host what may be a field was found; what is known of fields
 *   may be wrong
 * @returns {{ look: (tree: Tree) => void, stop: () => void }}
 */
export function watch(document, { onFound, onChange }) {
  /** @type {Set<Tree>} */
  const trees = new Set();
  /** What is to be walked through. @type {Node[]} */
  const waiting = [];
  /** Elements of a kind of their own, which have no shadow tree yet. @type {Set<Element>} */
  const hosts = new Set();
  let isStopped = false;
  let isDue = false;

  const observer = new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      if (type === "attributes") onFound(/** @type {Element} */ (target));
      for (const node of addedNodes) if (node.nodeType === Node.ELEMENT_NODE) waiting.push(node);
    }
    onChange();
    soon();
  });

  /** @param {Tree} tree */
  function look(tree) {
    if (isStopped || trees.has(tree)) return;
    trees.add(tree);
    observer.observe(tree, { childList: true, subtree: true, attributes: true, attributeFilter: ATTRIBUTES });
    waiting.push(tree);
    soon();
  }

  /** @param {Node} node */
  function see(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    const element = /** @type {Element} */ (node);
    if (element.matches(FIELDS)) onFound(element);
    if (element.shadowRoot) look(element.shadowRoot);
    else if (element.localName.includes("-")) hosts.add(element);
  }

  function soon() {
    if (isDue || isStopped || waiting.length === 0) return;
    isDue = true;
    requestIdleCallback(work, { timeout: PATIENCE });
  }

  /** @type {Iterator<Node> | undefined} */
  let walk;
  /** @param {IdleDeadline} deadline */
  function work(deadline) {
    isDue = false;
    const end = performance.now() + Math.max(SLICE, Math.min(deadline.timeRemaining(), 4 * SLICE));
    while (!isStopped && performance.now() < end) {
      walk ??= waiting.length > 0 ? walkOf(/** @type {Node} */ (waiting.shift())) : undefined;
      if (!walk) return;
      for (let nth = 0; nth < STEP && walk; nth++) {
        const { done, value } = walk.next();
        if (done) walk = undefined;
        else see(value);
      }
    }
    if (walk) {
      isDue = true;
      requestIdleCallback(work, { timeout: PATIENCE });
    } else soon();
  }

  look(document);
  const timers = AGAIN.map((delay) =>
    setTimeout(() => {
      for (const host of hosts) {
        if (host.shadowRoot || !host.isConnected) hosts.delete(host);
        if (host.shadowRoot) look(host.shadowRoot);
      }
    }, delay),
  );
  return {
    look,
    stop() {
      isStopped = true;
      observer.disconnect();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/**
 * A node and all elements in it.
 * @param {Node} root
 * @returns {Generator<Node, void, void>}
 */
function* walkOf(root) {
  yield root;
  const walker = (root.ownerDocument ?? /** @type {Document} */ (root)).createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) yield node;
}
