// When an element of the user's may be elsewhere, or of another size.

/** @typedef {Window & typeof globalThis} View */
/** @typedef {{ readonly left: number, readonly top: number, readonly width: number, readonly height: number }} Box */

/**
 * The root of the tree of a node, with what documents or shadow roots have. A node that is in no page may be its own root.
 * @typedef {Node & RootFields} Root
 */
/**
 * @typedef {object} RootFields
 * @property {Element} [host]
 * @property {ShadowRootMode} [mode]
 * @property {Element | null} [activeElement]
 * @property {HTMLElement} [body]
 * @property {HTMLHeadElement} [head]
 * @property {CSSStyleSheet[]} [adoptedStyleSheets]
 * @property {() => Selection | null} [getSelection]
 * @property {(x: number, y: number) => Element | null} [elementFromPoint]
 */

/**
 * Returns the root of the tree of a node.
 * @param {Node} node
 */
export const rootOf = (node) => /** @type {Root} */ (node.getRootNode());

/**
 * Calls `place` whenever that is so, and when the element is put into the page: with the size of its content box where it has
 * changed. Returns how to stop that.
 * @param {HTMLElement} element
 * @param {(size?: ResizeObserverSize) => void} place
 */
export function follow(element, place) {
  /** @type {Root | null} */
  let watched = null;
  let stop = () => {};
  /** A page may move the element to another tree, or to another document, whose window is another one. */
  function start() {
    if (watched === rootOf(element)) return;
    stop();
    watched = rootOf(element);
    stop = watch(element, viewOf(element), (size) => (start(), place(size)));
  }
  const onFocus = () => (start(), place());
  element.addEventListener("focus", onFocus);
  start();
  return () => {
    element.removeEventListener("focus", onFocus);
    stop();
  };
}

/**
 * The window of an element: what belongs to its document is made by the constructors there.
 * @param {{ readonly ownerDocument: Document }} element
 * @returns {View}
 */
export const viewOf = ({ ownerDocument }) => /** @type {View} */ (ownerDocument.defaultView ?? globalThis);

/**
 * @param {HTMLElement} element
 * @param {View} view
 * @param {(size?: ResizeObserverSize) => void} place
 */
function watch(element, view, place) {
  const { document } = view;
  const listening = new view.AbortController();
  const { signal } = listening;
  const later = inNextFrame(element, () => place());
  // What changes its size elsewhere in the page moves what is below it. None of that is there without a layout.
  const sizes =
    view.ResizeObserver &&
    new view.ResizeObserver((entries) => {
      moves.start();
      place(entries.find(({ target }) => target === element)?.contentBoxSize?.[0]);
    });
  const moves = watchMoves(element, view, () => place());
  const attributes = view.MutationObserver && new view.MutationObserver(later);
  attributes?.observe(element, { attributeFilter: ["class", "style", "dir", "wrap", "rows", "cols"] });
  for (const watched of [element, document.body, document.documentElement]) if (watched) sizes?.observe(watched);
  // At once, since the browser has scrolled already. What scrolls in a shadow tree is heard only there.
  /** @param {Event} event */
  const onScroll = ({ target }) => (target === document || holds(target, element)) && place();
  for (const root of [view, ...shadowRoots(element)])
    root.addEventListener("scroll", onScroll, { capture: true, passive: true, signal });
  view.addEventListener("resize", later, { signal });
  for (const type of ["transitionend", "animationend", "toggle"])
    view.addEventListener(type, later, { capture: true, signal });
  document.fonts?.addEventListener?.("loadingdone", later, { signal });
  return () => {
    later.cancel();
    sizes?.disconnect();
    attributes?.disconnect();
    moves.stop();
    listening.abort();
  };
}

/**
 * The shadow trees that an element is in, from the inside out.
 * @param {Element} element
 */
function shadowRoots(element) {
  /** @type {Root[]} */
  const roots = [];
  for (let root = rootOf(element); root.host; root = rootOf(root.host)) roots.push(root);
  return roots;
}

/**
 * The element around another one as it is drawn: through slots and shadow roots.
 * @param {Element} element
 * @returns {Element | null}
 */
export const parentOf = (element) => element.assignedSlot ?? element.parentElement ?? rootOf(element).host ?? null;

/**
 * Whether an element is another one, or around it as it is drawn.
 * @param {EventTarget | null} outer
 * @param {Element} element
 */
export function holds(outer, element) {
  for (let around = /** @type {Element | null} */ (element); around; around = parentOf(around))
    if (around === outer) return true;
  return false;
}

/**
 * Returns a function that calls `run` once before the next frame of an element's window is drawn, however often it is called itself.
 * @param {Element} element
 * @param {() => void} run
 */
export function inNextFrame(element, run) {
  /** @type {(() => void) | null} */
  let cancel = null;
  const later = () => {
    if (cancel) return;
    const view = viewOf(element);
    const hasFrames = typeof view.requestAnimationFrame === "function";
    const next = () => {
      cancel = null;
      run();
    };
    const frame = hasFrames ? view.requestAnimationFrame(next) : view.setTimeout(next);
    cancel = () => (hasFrames ? view.cancelAnimationFrame(frame) : view.clearTimeout(frame));
  };
  later.isDue = () => cancel !== null;
  later.cancel = () => {
    cancel?.();
    cancel = null;
  };
  return later;
}

/**
 * Notices what no event tells of, such as an ancestor that a script gives another margin: the element fills the root of an
 * intersection observer, which speaks up once that is no longer so, and then a frame later until it rests.
 * @param {Element} element
 * @param {View} view
 * @param {() => void} onMove
 */
function watchMoves(element, view, onMove) {
  /** @type {IntersectionObserver | null} */
  let observer = null;
  /** @type {DOMRectReadOnly} */
  let known;
  const stop = () => observer?.disconnect();
  function start(ratio = 1) {
    stop();
    if (!view.IntersectionObserver || !element.isConnected) return;
    known = element.getBoundingClientRect();
    const { left, top, right, bottom, width, height } = known;
    if (width === 0 || height === 0) return; // with a size, it is started again
    const { clientWidth, clientHeight } = view.document.documentElement;
    const margins = [top, clientWidth - right, clientHeight - bottom, left].map((margin) => `${-Math.floor(margin)}px`);
    const options = {
      root: view.document,
      rootMargin: margins.join(" "),
      threshold: Math.min(1, Math.max(1e-7, ratio)),
    };
    observer = new view.IntersectionObserver(([{ boundingClientRect: now, intersectionRatio }]) => {
      const isElsewhere =
        now.left !== known.left || now.top !== known.top || now.right !== known.right || now.bottom !== known.bottom;
      if (isElsewhere) onMove();
      // Part of it may be cut off by what it is in.
      if (isElsewhere || intersectionRatio < ratio) start(isElsewhere ? 1 : intersectionRatio);
    }, options);
    observer.observe(element);
  }
  start();
  return { start, stop };
}
