// That a document is read: how far, and a button that ends it. It stays while the writer writes, when the notice goes.

import { byId } from "./dom.js";
import { say } from "./notice.js";

/** @type {AbortController | undefined} */
let current;

byId("reading-cancel").addEventListener("click", () => current?.abort());

/**
 * Shows that a file is read, in place of another one that was.
 * @param {string} name
 */
export function showReading(name) {
  endReading();
  const controller = new AbortController();
  current = controller;
  const bar = /** @type {HTMLProgressElement} */ (byId("reading-bar"));
  // Without a value it says only that something is done.
  bar.removeAttribute("value");
  byId("reading").hidden = false;
  say(`Reading “${name}”…`);
  return {
    signal: controller.signal,
    /** At once, also while the part of the page that reads is being loaded. @type {Promise<null>} */
    cancelled: new Promise((resolve) => controller.signal.addEventListener("abort", () => resolve(null))),
    /** @param {number} share */
    onProgress: (share) => {
      if (current === controller) bar.value = share;
    },
  };
}

/** Ends what is read, if anything is, and shows it no longer. */
export function endReading() {
  current?.abort();
  current = undefined;
  byId("reading").hidden = true;
}
