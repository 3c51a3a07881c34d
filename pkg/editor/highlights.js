// Two ways to underline ranges of a page whose elements must stay as they are: the CSS Custom Highlight API, and boxes
// in a layer above, for browsers without it.

import { Layer } from "./layer.js";

const NAME = "unglue";
/** So many ranges are drawn wherever they are. */
const FEW = 200;

/** The ranges of marks. Those that the browser has moved rightly are kept. */
class Ranges {
  #content;
  #tracked = new Map();
  #nearby;

  /** @param {() => void} onNear other ranges are near the screen */
  constructor(element, content, onNear) {
    this.#content = content;
    this.#nearby = new Nearby(element, onNear);
  }

  update(marks) {
    const tracked = new Map();
    for (const mark of marks) {
      const { from, to } = mark;
      const known = this.#tracked.get(mark);
      tracked.set(mark, known && this.#content.isRight(known, from, to) ? known : this.#content.track(from, to));
    }
    this.#tracked = tracked;
    this.#nearby.watch(tracked.size > FEW ? new Set([...tracked.values()].map(({ block }) => block)) : new Set());
  }

  /** Those that may be on the screen. */
  get near() {
    return [...this.#tracked.values()].filter(({ block }) => this.#nearby.has(block)).map(({ range }) => range);
  }

  destroy() {
    this.#nearby.watch(new Set());
  }
}

/** Which blocks of a region are near the screen. Each range that is drawn costs the browser time with each key. */
class Nearby {
  #far = new Set();
  #watched = new Set();
  #observer;

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

  /** Whether a block may be seen: as long as nobody says otherwise. */
  has(block) {
    return !this.#far.has(block);
  }
}

/** One highlight of this name for all editors of a document. */
export class Highlights {
  #element;
  #ranges;
  #drawn = new Set();
  /** That of the document in which they are drawn. */
  #registry;

  constructor(element, content) {
    this.#element = element;
    this.#ranges = new Ranges(element, content, () => this.#paint());
  }

  draw(marks) {
    this.#ranges.update(marks);
    this.#paint();
  }

  #paint() {
    const view = this.#element.ownerDocument.defaultView;
    const registry = view?.CSS?.highlights;
    if (registry !== this.#registry) {
      change(this.#registry, null, [], this.#drawn);
      this.#drawn = new Set();
      this.#registry = registry;
    }
    const near = new Set(this.#ranges.near);
    const added = [...near].filter((range) => !this.#drawn.has(range));
    const removed = [...this.#drawn].filter((range) => !near.has(range));
    change(registry, view, added, removed);
    this.#drawn = near;
  }

  destroy() {
    this.draw([]);
    this.#ranges.destroy();
  }
}

function change(registry, view, added, removed) {
  const all = registry?.get(NAME) ?? (added.length > 0 && registry ? new view.Highlight() : null);
  if (!all) return;
  for (const range of removed) all.delete(range);
  for (const range of added) all.add(range);
  if (all.size === 0) registry.delete(NAME);
  else if (added.length > 0) registry.set(NAME, all);
}

export class Boxes {
  #ranges;
  #layer;

  constructor(element, content) {
    this.#ranges = new Ranges(element, content, () => this.#place());
    this.#layer = new Layer(element, () => this.#place());
  }

  draw(marks) {
    this.#ranges.update(marks);
    this.#place();
  }

  #place() {
    const ranges = this.#ranges.near;
    const content = ranges.length > 0 ? this.#layer.show() : null;
    if (content === null) return this.#layer.hide();
    const lines = ranges.flatMap((range) => [...range.getClientRects()]).map((box) => {
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
