// The adapters' own styles, as a sheet that scripts make: no policy forbids that, and no element is added.

import { rootOf } from "./follow.js";

/** @import { Root } from "./follow.js" */

const CSS = `
  ::highlight(unglue) { text-decoration: underline wavy var(--unglue-color, #2f6fde) 1.5px; text-underline-offset: 0.2em; }
  .unglue-mark { text-decoration: underline wavy var(--unglue-color, #2f6fde) 1.5px; text-underline-offset: 0.2em; text-decoration-skip-ink: none; }
  ::highlight(unglue-removal) { background-color: color-mix(in srgb, var(--unglue-color, #2f6fde) 28%, transparent); }
  .unglue-removal { background-color: color-mix(in srgb, var(--unglue-color, #2f6fde) 28%, transparent); }
  .unglue-tooltip {
    position: fixed; inset: auto; z-index: 2147483001; display: flex; flex-direction: column; max-width: 20rem; margin: 0; padding: 0.4rem; gap: 0.1rem;
    border: 1px solid #8886; border-radius: 0.5rem; box-shadow: 0 0.3rem 1rem #0004; background: Canvas; color: CanvasText;
    font: 0.875rem/1.4 system-ui, sans-serif; color-scheme: light dark;
  }
  .unglue-tooltip p { margin: 0.2rem 0.5rem 0.4rem; opacity: 0.8; overflow-wrap: anywhere; }
  .unglue-tooltip button { padding: 0.3rem 0.5rem; border: 0; border-radius: 0.3rem; background: none; color: inherit; font: inherit; text-align: start; cursor: pointer; }
  .unglue-tooltip button:first-of-type { font-weight: 600; }
  @media print { .unglue-tooltip { display: none; } }
  .unglue-tooltip button:hover, .unglue-tooltip button:focus-visible { background: color-mix(in srgb, CanvasText 12%, Canvas); }
`;

/**
 * For the shadow root of a layer. `all` keeps off what the page says of its elements in general; without a size the layer takes
 * no room, and positioned like that it is no item of a flex or grid container.
 */
const LAYER_CSS = `
  :host { --unglue-shown: var(--unglue-color, #2f6fde); }
  :host {
    all: initial !important; display: block !important; position: var(--unglue-position) !important; z-index: var(--unglue-z-index) !important;
    left: 0 !important; top: 0 !important; width: 0 !important; height: 0 !important; pointer-events: none !important; contain: layout style size !important;
  }
  .unglue-box, .unglue-layer, .unglue-content, .unglue-point { position: absolute; }
  .unglue-content { inset: 0; }
  .unglue-point { width: 0; height: 0; }
  .unglue-layer { overflow: hidden; overflow: clip; forced-color-adjust: none; }
  .unglue-mark { text-decoration: underline wavy var(--unglue-shown) 1.5px; text-underline-offset: 0.2em; text-decoration-skip-ink: none; }
  .unglue-removal { background-color: color-mix(in srgb, var(--unglue-shown) 28%, transparent); }
  .unglue-mirror { color: transparent; -webkit-text-fill-color: transparent; text-shadow: none; }
  .unglue-mirror, .unglue-block { position: absolute; }
  .unglue-block { inline-size: 100%; }
  .unglue-ruler { visibility: hidden; }
  .unglue-removal-box { position: absolute; background: color-mix(in srgb, var(--unglue-shown) 28%, transparent); }
  .unglue-line { position: absolute; height: 2px; background: var(--unglue-shown); }
  @media (forced-colors: active) { :host { --unglue-shown: CanvasText; } }
  @media print { :host { display: none !important; } }
`;

/**
 * How many editors use the styles of a document or shadow root, and the sheet.
 * @type {WeakMap<Node, { count: number, remove: () => void }>}
 */
const users = new WeakMap();

/**
 * Adds the styles to where a node lives. Returns how to take them away.
 * @param {Node} node
 */
export function addStyles(node) {
  const root = rootOf(node);
  const used = users.get(root) ?? { count: 0, remove: () => {} };
  users.set(root, used);
  if (used.count++ === 0) used.remove = adopt(root, CSS);
  return () => {
    if (--used.count === 0) used.remove();
  };
}

/**
 * Adds the styles of a layer to its shadow root.
 * @param {ShadowRoot} root
 */
export const addLayerStyles = (root) => void adopt(root, LAYER_CSS);

/**
 * Returns how to take the styles away again. A node that is in no document has none to add them to.
 * @param {Root} root
 * @param {string} css
 * @returns {() => void}
 */
function adopt(root, css) {
  const document = root.ownerDocument ?? /** @type {Document} */ (/** @type {Node} */ (root));
  const { CSSStyleSheet } = document.defaultView ?? {};
  if (root.adoptedStyleSheets && CSSStyleSheet?.prototype.replaceSync) {
    // A sheet is of use only in the document whose window has made it.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    return () => {
      root.adoptedStyleSheets = root.adoptedStyleSheets?.filter((other) => other !== sheet);
    };
  }
  const parent = root === document ? document.head : root.host && /** @type {ShadowRoot} */ (root);
  if (!parent) return () => {};
  const style = document.createElement("style");
  style.textContent = css;
  parent.append(style);
  return () => style.remove();
}

/**
 * Where an element of ours goes that belongs to a node: into the same layer of the page, and never
 * between the user's elements, nor into a body that is edited.
 * @param {Element} node
 * @returns {Node & ParentNode}
 */
export function layerOf(node) {
  const root = rootOf(node);
  const page = root.body?.isContentEditable ? node.ownerDocument.documentElement : root.body;
  return node.closest("dialog, [popover]") ?? page ?? /** @type {ShadowRoot} */ (root);
}
