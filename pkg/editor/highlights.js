// Two ways to underline ranges of a page whose elements must stay as they are: the CSS Custom Highlight API, and boxes
// in a layer above, for browsers without it.

import { Layer } from "./layer.js";

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
  #ranges = [];
  #layer;

  constructor(element) {
    this.#layer = new Layer(element, () => this.#place());
  }

  draw(ranges) {
    this.#ranges = ranges;
    this.#place();
  }

  #place() {
    const content = this.#ranges.length > 0 ? this.#layer.show() : null;
    if (content === null) return this.#layer.hide();
    const lines = this.#ranges.flatMap((range) => [...range.getClientRects()]).map((box) => {
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
    this.#layer.destroy();
  }
}
