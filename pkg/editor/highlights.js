// Two ways to underline ranges of a page whose elements must stay as they are: the CSS Custom Highlight API, and boxes
// in a layer above, for browsers without it.

import { defined } from "../defined.js";
import { viewOf } from "./follow.js";
import { Layer } from "./layer.js";

/** @import { Mark } from "../worker.js" */
/** @import { DomText, Tracked } from "./dom-text.js" */
/** @import { View } from "./follow.js" */

const NAME = "unglue";
/** So many ranges are drawn wherever they are. */
const FEW = 200;

/** How long after the last change ranges that cannot be seen are looked at again. Milliseconds. */
const CHECK_DELAY = 300;

/** The ranges of marks. Those that the browser has moved rightly are kept. */
class Ranges {
  /** @type {DomText} */
  #content;
  /** @type {readonly Mark[]} */
  #marks = [];
  /** What is tracked for each mark, and the marks of each block. @type {Map<Mark, Tracked>} */
  #tracked = new Map();
  /** @type {Map<Element, Set<Mark>>} */
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

  /** @param {readonly Mark[]} marks */
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
   * @param {readonly Mark[]} marks
   */
  #check(marks) {
    for (const mark of marks) {
      if (!mark.live || this.#content.isRight(defined(this.#tracked.get(mark)), mark.from, mark.to)) continue;
      this.#drop(mark);
      this.#track(mark);
    }
    this.#watch();
  }

  /** @param {Mark} mark */
  #track(mark) {
    const tracked = this.#content.track(mark.from, mark.to);
    this.#tracked.set(mark, tracked);
    const marks = this.#blocks.get(tracked.block) ?? new Set();
    this.#isNew ||= marks.size === 0;
    this.#blocks.set(tracked.block, marks.add(mark));
  }

  /** @param {Mark} mark */
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
 * @param {readonly Mark[]} before
 * @param {readonly Mark[]} now
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

/** One highlight of this name for all editors of a document. */
export class Highlights {
  /** @type {HTMLElement} */
  #element;
  #ranges;
  /** @type {Set<Range>} */
  #drawn = new Set();
  /** That of the document in which they are drawn. @type {HighlightRegistry | undefined} */
  #registry;

  /**
   * @param {HTMLElement} element
   * @param {DomText} content
   */
  constructor(element, content) {
    this.#element = element;
    this.#ranges = new Ranges(element, content, () => this.#paint());
  }

  /** @param {readonly Mark[]} marks */
  draw(marks) {
    this.#ranges.update(marks);
    this.#paint();
  }

  #paint() {
    const view = this.#element.ownerDocument.defaultView;
    const registry = view?.CSS?.highlights;
    if (registry !== this.#registry) {
      paint(this.#registry, null, [], this.#drawn);
      this.#drawn = new Set();
      this.#registry = registry;
    }
    const near = new Set(this.#ranges.near);
    const added = [...near].filter((range) => !this.#drawn.has(range));
    const removed = [...this.#drawn].filter((range) => !near.has(range));
    paint(registry, view, added, removed);
    this.#drawn = near;
  }

  destroy() {
    this.draw([]);
    this.#ranges.destroy();
  }
}

/**
 * @param {HighlightRegistry | undefined} registry
 * @param {View | null} view
 * @param {readonly Range[]} added
 * @param {Iterable<Range>} removed
 */
function paint(registry, view, added, removed) {
  if (!registry) return;
  const all = registry.get(NAME) ?? (added.length > 0 && view ? new view.Highlight() : null);
  if (!all) return;
  for (const range of removed) all.delete(range);
  for (const range of added) all.add(range);
  if (all.size === 0) registry.delete(NAME);
  else if (added.length > 0) registry.set(NAME, all);
}

export class Boxes {
  #ranges;
  #layer;

  /**
   * @param {HTMLElement} element
   * @param {DomText} content
   */
  constructor(element, content) {
    this.#ranges = new Ranges(element, content, () => this.#place());
    this.#layer = new Layer(element, () => this.#place());
  }

  /** @param {readonly Mark[]} marks */
  draw(marks) {
    this.#ranges.update(marks);
    this.#place();
  }

  #place() {
    const ranges = this.#ranges.near;
    const content = ranges.length > 0 ? this.#layer.show() : null;
    if (content === null) return this.#layer.hide();
    const lines = ranges
      .flatMap((range) => [...range.getClientRects()])
      .map((box) => {
        const { left, top, width, height } = this.#layer.local(box);
        const line = content.ownerDocument.createElement("div");
        line.className = "unglue-line";
        Object.assign(line.style, { left: `${left}px`, top: `${top + height - 2}px`, width: `${width}px` });
        return line;
      });
    content.replaceChildren(...lines);
    return undefined;
  }

  destroy() {
    this.#ranges.destroy();
    this.#layer.destroy();
  }
}
