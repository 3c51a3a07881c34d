// The adapters' own styles, as a sheet that scripts make: no policy forbids that, and no element is added.

const CSS = `
  ::highlight(unglue) { text-decoration: underline wavy var(--unglue-color, #2f6fde) 1.5px; text-underline-offset: 0.2em; }
  .unglue-mark { text-decoration: underline wavy var(--unglue-color, #2f6fde) 1.5px; text-underline-offset: 0.2em; text-decoration-skip-ink: none; }
  .unglue-layer { position: fixed; overflow: hidden; pointer-events: none; z-index: 2147483000; margin: 0; border: 0; background: none; }
  .unglue-layer.unglue-mirror { color: transparent; -webkit-text-fill-color: transparent; }
  .unglue-line { position: absolute; height: 2px; background: var(--unglue-color, #2f6fde); }
  @media (forced-colors: active) { .unglue-line { background: CanvasText; forced-color-adjust: none; } }
  .unglue-card {
    position: fixed; z-index: 2147483001; display: flex; flex-direction: column; max-width: 20rem; padding: 0.4rem; gap: 0.1rem;
    border: 1px solid #8886; border-radius: 0.5rem; box-shadow: 0 0.3rem 1rem #0004; background: Canvas; color: CanvasText;
    font: 0.875rem/1.4 system-ui, sans-serif; color-scheme: light dark;
  }
  .unglue-card p { margin: 0.2rem 0.5rem 0.4rem; opacity: 0.8; overflow-wrap: anywhere; }
  .unglue-card button { padding: 0.3rem 0.5rem; border: 0; border-radius: 0.3rem; background: none; color: inherit; font: inherit; text-align: start; cursor: pointer; }
  .unglue-card button:first-of-type { font-weight: 600; }
  .unglue-card button:hover, .unglue-card button:focus-visible { background: color-mix(in srgb, CanvasText 12%, Canvas); }
`;

/** How many editors use the styles of a document or shadow root, and the sheet. */
const users = new WeakMap();

/** Adds the styles to where a node lives. Returns how to take them away. */
export function addStyles(node) {
  const root = node.getRootNode();
  const used = users.get(root) ?? { count: 0, sheet: new CSSStyleSheet() };
  users.set(root, used);
  if (used.count++ === 0) {
    used.sheet.replaceSync(CSS);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, used.sheet];
  }
  return () => {
    if (--used.count > 0) return;
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== used.sheet);
  };
}

/** Where an element of ours goes that belongs to a node: into the same layer of the page, and never between the user's elements. */
export function layerOf(node) {
  const root = node.getRootNode();
  return node.closest("dialog, [popover]") ?? root.body ?? root;
}
