// Notices what shows or hides parts of a region without touching them: a style sheet, a class of an element around it.

import { viewOf } from "./follow.js";

/** @import { DomText } from "./dom-text.js" */
/** @import { View } from "./follow.js" */

/** Not at once: one change of a page is followed by others. */
const DELAY_MS = 200;
/** For so long at a time, while the page has nothing else to do. */
const SLICE_MS = 4;

export class Recheck {
  /** @type {DomText} */
  #content;
  /** @type {() => void} */
  #update;
  /** @type {View} */
  #window;
  /** @type {ReturnType<typeof setTimeout> | null} */
  #timer = null;
  #isRunning = false;
  #isOver = false;
  /** @type {ResizeObserver | undefined} */
  #sizes;
  #listening;

  /**
   * @param {HTMLElement} element
   * @param {import("./dom-text.js").DomText} content
   * @param {() => void} update called when the text may be another one
   */
  constructor(element, content, update) {
    this.#content = content;
    this.#update = update;
    this.#window = viewOf(element);
    this.#listening = new this.#window.AbortController();
    element.addEventListener("focusin", () => this.soon(), { signal: this.#listening.signal });
    if (!this.#window.ResizeObserver) return;
    let wasShown = isShown(element);
    this.#sizes = new this.#window.ResizeObserver(() => {
      if (isShown(element) !== wasShown) this.soon();
      wasShown = isShown(element);
    });
    this.#sizes.observe(element);
  }

  /** Looks at the whole region, some time soon. */
  soon() {
    this.#timer ??= setTimeout(() => this.#run(), DELAY_MS);
  }

  async #run() {
    this.#timer = null;
    if (this.#isRunning) return this.soon();
    this.#isRunning = true;
    let end = performance.now() + SLICE_MS;
    for (const _ of this.#content.recheck()) {
      if (performance.now() < end) continue;
      this.#update();
      await this.#idle();
      if (this.#isOver) return;
      end = performance.now() + SLICE_MS;
    }
    this.#isRunning = false;
    this.#update();
  }

  /** @returns {Promise<void>} */
  #idle() {
    const { requestIdleCallback } = this.#window;
    return new Promise((resolve) =>
      requestIdleCallback ? requestIdleCallback(() => resolve(), { timeout: 500 }) : setTimeout(resolve, 10),
    );
  }

  destroy() {
    this.#isOver = true;
    clearTimeout(this.#timer ?? undefined);
    this.#sizes?.disconnect();
    this.#listening.abort();
  }
}

/** @param {Element} element */
const isShown = (element) => element.isConnected && (element.checkVisibility?.() ?? true);
