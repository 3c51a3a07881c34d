// Two ways to underline ranges of a page whose elements must stay as they are: the CSS Custom Highlight API, and boxes
// in a layer above, for browsers without it.

import { defined } from "../defined.js";
import { viewOf } from "./follow.js";
import { Layer } from "./layer.js";
import { removalsOf } from "./removals.js";

/** @import { Mark } from "../worker.js" */
/** @import { DomText, Tracked } from "./dom-text.js" */
/** @import { View } from "./follow.js" */

/** The names of the highlights: of marks, and of the spaces in them that go. */
const MARKS = "unglue";
const REMOVALS = "unglue-removal";
/** So many ranges are drawn wherever they are. */
const FEW = 200;

/** How long after the last change ranges that cannot be seen are looked at again. Milliseconds. */
const CHECK_DELAY = 300;

/** @typedef {{ readonly from: number, readonly to: number, readonly live: boolean }} Drawn a mark, or a space of one */

/** The ranges of marks, or of spaces in them. Those that the browser has moved rightly are kept. */
class Ranges {
  /** @type {DomText} */
  #content;
  /** @type {readonly Drawn[]} */
  #marks = [];
  /** What is tracked for each mark, and the marks of each block. @type {Map<Drawn, Tracked>} */
  #tracked = new Map();
  /** @type {Map<Element, Set<Drawn>>} */
  #blocks = new Map();
  #nearby;
  /** Whether the blocks are others than those that are watched, and whether any are. */
  #isNew = false;
  #isWatching = false;
  /** @type {View} */
  #view;
  /** @type {number | undefined} */
  #timer;

  /**
   * @param {() => void} onNear other ranges are near the screen
   * @param {HTMLElement} element
   * @param {DomText} content
   */
  constructor(element, content, onNear) {
    this.#content = content;
    this.#nearby = new Nearby(element, onNear);
    this.#view = viewOf(element);
  }

  /** @param {readonly Drawn[]} marks */
  update(marks) {
    const { removed, added } = changes(this.#marks, marks);
    this.#marks = marks;
    for (const mark of removed) this.#drop(mark);
    for (const mark of added) this.#track(mark);
    this.#watch();
    this.#view.clearTimeout(this.#timer);
    this.#timer = this.#view.setTimeout(() => this.#check(this.#marks), CHECK_DELAY);
  }

  /** Those that may be on the screen. */
  get near() {
    const marks = [...this.#blocks].flatMap(([block, marks]) => (this.#nearby.has(block) ? [...marks] : []));
    this.#check(marks);
    return marks.map((mark) => defined(this.#tracked.get(mark)).range);
  }

  /**
   * Tracks marks anew whose ranges are not right any more.
   * @param {readonly Drawn[]} marks
   */
  #check(marks) {
    for (const mark of marks) {
      if (!mark.live || this.#content.isRight(defined(this.#tracked.get(mark)), mark.from, mark.to)) continue;
      this.#drop(mark);
      this.#track(mark);
    }
    this.#watch();
  }

  /** @param {Drawn} mark */
  #track(mark) {
    const tracked = this.#content.track(mark.from, mark.to);
    this.#tracked.set(mark, tracked);
    const marks = this.#blocks.get(tracked.block) ?? new Set();
    this.#isNew ||= marks.size === 0;
    this.#blocks.set(tracked.block, marks.add(mark));
  }

  /** @param {Drawn} mark */
  #drop(mark) {
    const { block } = defined(this.#tracked.get(mark));
    this.#tracked.delete(mark);
    const marks = defined(this.#blocks.get(block));
    marks.delete(mark);
    if (marks.size > 0) return;
    this.#blocks.delete(block);
    this.#isNew = true;
  }

  #watch() {
    const isMany = this.#tracked.size > FEW;
    if (isMany ? this.#isNew || !this.#isWatching : this.#isWatching)
      this.#nearby.watch(new Set(isMany ? this.#blocks.keys() : []));
    this.#isWatching = isMany;
    this.#isNew = false;
  }

  destroy() {
    this.#view.clearTimeout(this.#timer);
    this.#nearby.watch(new Set());
  }
}

/**
 * Returns which marks a list has lost and which it has got. Of thousands most are the same, in the same order.
 * @param {readonly Drawn[]} before
 * @param {readonly Drawn[]} now
 */
function changes(before, now) {
  if (before === now) return { removed: [], added: [] };
  let start = 0;
  while (start < before.length && before[start] === now[start]) start += 1;
  let [end, endNow] = [before.length, now.length];
  for (; end > start && endNow > start && before[end - 1] === now[endNow - 1]; end--) endNow -= 1;
  const [old, fresh] = [new Set(before.slice(start, end)), new Set(now.slice(start, endNow))];
  return { removed: [...old].filter((mark) => !fresh.has(mark)), added: [...fresh].filter((mark) => !old.has(mark)) };
}

/** Which blocks of a region are near the screen. Each range that is drawn costs the browser time with each key. */
class Nearby {
  /** @type {Set<Element>} */
  #far = new Set();
  /** @type {Set<Element>} */
  #watched = new Set();
  /** @type {IntersectionObserver | undefined} */
  #observer;

  /**
   * @param {HTMLElement} element
   * @param {() => void} onChange
   */
  constructor(element, onChange) {
    const { IntersectionObserver } = element.ownerDocument.defaultView ?? {};
    if (!IntersectionObserver) return;
    const how = { rootMargin: "100%", scrollMargin: "100%" };
    this.#observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting || !this.#watched.has(target)) this.#far.delete(target);
        else this.#far.add(target);
      }
      onChange();
    }, how);
  }

  /** @param {Set<Element>} blocks all that matter from now on */
  watch(blocks) {
    for (const block of this.#watched) {
      if (blocks.has(block)) continue;
      this.#observer?.unobserve(block);
      this.#far.delete(block);
    }
    for (const block of blocks) if (!this.#watched.has(block)) this.#observer?.observe(block);
    this.#watched = blocks;
  }

  /**
   * Whether a block may be seen: as long as nobody says otherwise.
   * @param {Element} block
   */
  has(block) {
    return !this.#far.has(block);
  }
}

/** One highlight of a name for all editors of a document. */
class Highlighted {
  #name;
  /** @type {HTMLElement} */
  #element;
  #ranges;
  /** @type {Set<Range>} */
  #drawn = new Set();
  /** That of the document in which they are drawn. @type {HighlightRegistry | undefined} */
  #registry;

  /**
   * @param {string} name
   * @param {HTMLElement} element
   * @param {DomText} content
   */
  constructor(name, element, content) {
    this.#name = name;
    this.#element = element;
    this.#ranges = new Ranges(element, content, () => this.#paint());
  }

  /** @param {readonly Drawn[]} marks */
  draw(marks) {
    this.#ranges.update(marks);
    this.#paint();
  }

  #paint() {
    const view = this.#element.ownerDocument.defaultView;
    const registry = view?.CSS?.highlights;
    if (registry !== this.#registry) {
      paint(this.#registry, this.#name, null, [], this.#drawn);
      this.#drawn = new Set();
      this.#registry = registry;
    }
    const near = new Set(this.#ranges.near);
    const added = [...near].filter((range) => !this.#drawn.has(range));
    const removed = [...this.#drawn].filter((range) => !near.has(range));
    paint(registry, this.#name, view, added, removed);
    this.#drawn = near;
  }

  destroy() {
    this.draw([]);
    this.#ranges.destroy();
  }
}

export class Highlights {
  #marks;
  #removals;

  /**
   * @param {HTMLElement} element
   * @param {DomText} content
   */
  constructor(element, content) {
    this.#marks = new Highlighted(MARKS, element, content);
    this.#removals = new Highlighted(REMOVALS, element, content);
  }

  /** @param {readonly Mark[]} marks */
  draw(marks) {
    this.#marks.draw(marks);
    this.#removals.draw(marks.flatMap(removalsOf));
  }

  destroy() {
    this.#marks.destroy();
    this.#removals.destroy();
  }
}

/**
 * @param {HighlightRegistry | undefined} registry
 * @param {string} name
 * @param {View | null} view
 * @param {readonly Range[]} added
 * @param {Iterable<Range>} removed
 */
function paint(registry, name, view, added, removed) {
  if (!registry) return;
  const all = registry.get(name) ?? (added.length > 0 && view ? new view.Highlight() : null);
  if (!all) return;
  for (const range of removed) all.delete(range);
  for (const range of added) all.add(range);
  if (all.size === 0) registry.delete(name);
  else if (added.length > 0) registry.set(name, all);
}

export class Boxes {
  #ranges;
  #removals;
  #layer;

  /**
   * @param {HTMLElement} element
   * @param {DomText} content
   */
  constructor(element, content) {
    this.#ranges = new Ranges(element, content, () => this.#place());
    this.#removals = new Ranges(element, content, () => this.#place());
    this.#layer = new Layer(element, () => this.#place());
  }

  /** @param {readonly Mark[]} marks */
  draw(marks) {
    this.#ranges.update(marks);
    this.#removals.update(marks.flatMap(removalsOf));
    this.#place();
  }

  #place() {
    const ranges = this.#ranges.near;
    const content = ranges.length > 0 ? this.#layer.show() : null;
    if (content === null) return this.#layer.hide();
    /** @param {readonly Range[]} ranges @param {(box: import("./follow.js").Box) => HTMLElement} draw */
    const boxes = (ranges, draw) =>
      ranges.flatMap((range) => [...range.getClientRects()]).map((box) => draw(this.#layer.local(box)));
    /** @param {string} className @param {Record<string, number>} lengths */
    const box = (className, lengths) => {
      const element = content.ownerDocument.createElement("div");
      element.className = className;
      for (const [name, length] of Object.entries(lengths)) element.style.setProperty(name, `${length}px`);
      return element;
    };
    const lines = [
      ...boxes(this.#removals.near, ({ left, top, width, height }) =>
        box("unglue-removal-box", { left, top, width, height }),
      ),
      ...boxes(ranges, ({ left, top, width, height }) => box("unglue-line", { left, top: top + height - 2, width })),
    ];
    content.replaceChildren(...lines);
    return undefined;
  }

  destroy() {
    this.#ranges.destroy();
    this.#removals.destroy();
    this.#layer.destroy();
  }
}
