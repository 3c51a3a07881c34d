// What can be seen of a ProseMirror document: an editor of many paragraphs takes time for each decoration with every key.

import { defined } from "../defined.js";
import { mapped } from "../edits.js";
import { follow, inNextFrame, viewOf } from "./follow.js";

/** @import { Edit } from "../index.js" */

export class InView {
  /** The positions between which what can be seen lies; of a document that nobody has seen yet, its start. */
  from = 0;
  to = 0;
  /** @type {import("prosemirror-view").EditorView} */
  #view;
  /** @type {IntersectionObserver | undefined} */
  #observer;
  #later;
  #stop = () => {};

  /**
   * @param {import("prosemirror-view").EditorView} view
   * @param {() => void} onLook what can be seen may be something else
   */
  constructor(view, onLook) {
    const { dom } = view;
    const { IntersectionObserver } = viewOf(dom);
    this.#view = view;
    this.#later = inNextFrame(dom, () => {
      // It tells once what a new target is, after the layout: all scrollers and frames around are reckoned with.
      this.#observer?.disconnect();
      this.#observer?.observe(dom);
    });
    if (!IntersectionObserver) return;
    this.#observer = new IntersectionObserver((entries) => this.#look(defined(entries.at(-1))) && onLook());
    this.#stop = follow(dom, this.#later);
  }

  /**
   * The document has changed.
   * @param {Edit} edit
   */
  edit(edit) {
    [this.from, this.to] = [mapped(this.from, edit), mapped(this.to, edit)];
    if (this.#observer) this.#later();
  }

  /**
   * Finds what is at the corners of what can be seen. Returns whether it has.
   * @param {IntersectionObserverEntry} seen
   */
  #look({ isIntersecting, intersectionRect: { left, top, right, bottom } }) {
    if (!isIntersecting || this.#view.isDestroyed) return false;
    const first = this.#view.posAtCoords({ left: left + 1, top: top + 1 });
    const last = this.#view.posAtCoords({ left: right - 1, top: bottom - 1 });
    if (!first || !last) return false;
    [this.from, this.to] = [Math.min(first.pos, last.pos), Math.max(first.pos, last.pos)];
    return true;
  }

  destroy() {
    this.#stop();
    this.#later.cancel();
    this.#observer?.disconnect();
  }
}
