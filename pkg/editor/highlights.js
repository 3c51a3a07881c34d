// Two ways to underline ranges of a page whose elements must stay as they are: the CSS Custom Highlight API, and boxes
// in a layer above, for browsers without it.

import { cover, follow } from "./follow.js";
import { layerOf } from "./styles.js";

const NAME = "unglue";

/** One highlight of this name for all editors of the page. */
export class Highlights {
  #ranges = [];

  draw(ranges) {
    const all = CSS.highlights.get(NAME) ?? new Highlight();
    for (const range of this.#ranges) all.delete(range);
    for (const range of ranges) all.add(range);
    this.#ranges = ranges;
    if (all.size > 0) CSS.highlights.set(NAME, all);
    else CSS.highlights.delete(NAME);
  }

  destroy() {
    this.draw([]);
  }
}

export class Boxes {
  #element;
  #ranges = [];
  #layer = document.createElement("div");
  #stop;

  constructor(element) {
    this.#element = element;
    this.#layer.className = "unglue-layer";
    this.#layer.setAttribute("aria-hidden", "true");
    layerOf(element).append(this.#layer);
    this.#stop = follow(element, () => this.#place());
  }

  draw(ranges) {
    this.#ranges = ranges;
    this.#place();
  }

  #place() {
    cover(this.#layer, this.#element);
    const { left, top } = this.#layer.getBoundingClientRect();
    const lines = this.#ranges.flatMap((range) => [...range.getClientRects()]).map((box) => {
      const line = document.createElement("div");
      line.className = "unglue-line";
      Object.assign(line.style, { left: `${box.left - left}px`, top: `${box.bottom - top - 2}px`, width: `${box.width}px` });
      return line;
    });
    this.#layer.replaceChildren(...lines);
  }

  destroy() {
    this.#stop();
    this.#layer.remove();
  }
}
