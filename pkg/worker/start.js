// Starts the worker of browsers, wherever its script is.

import { findServed, wasMoved } from "../dev-server.js";

/** @import { Channel } from "./messages.js" */

/** @type {WorkerOptions} */
const OPTIONS = { type: "module", name: "unglue" };

/** Scripts that import one of another origin, by the address of that. @type {Map<string, string>} */
const bridges = new Map();

/**
 * Returns an address of this page's own origin, as a worker's has to be, of a script that imports one from elsewhere.
 * @param {string} address
 */
function bridgeTo(address) {
  const known = bridges.get(address);
  if (known !== undefined) return known;
  const script = new Blob([`import ${JSON.stringify(address)};`], { type: "text/javascript" });
  const bridge = URL.createObjectURL(script);
  bridges.set(address, bridge);
  return bridge;
}

/** @param {string} address */
const isElsewhere = (address) => /^https?:/.test(address) && new URL(address).origin !== location.origin;

/**
 * Starts the script at an address, which may be that of another origin.
 * @param {string | URL} address
 */
export function startAt(address) {
  const { href } = new URL(address, location.href);
  return new Worker(isElsewhere(href) ? bridgeTo(href) : href, OPTIONS);
}

/**
 * Starts the script of the package.
 *
 * @param {string} here the address of the script that asks
 * @param {() => Worker} start starts it where bundlers, and pages without one, have it
 */
export function startOwn(here, start) {
  if (wasMoved(here)) return later(findServed(here, "worker/thread.js").then(startAt, start));
  // The address is written out by `start` alone, for bundlers, which serve their workers from the page's origin.
  return isElsewhere(here) ? startAt(new URL("./worker/thread.js", here)) : start();
}

/**
 * Returns a stand-in for a worker that is to come, which keeps what is sent to it until then.
 * @param {Promise<Worker>} promise
 * @returns {Channel}
 */
function later(promise) {
  /** @type {Channel | undefined} */
  let worker;
  /** @type {unknown[] | undefined} */
  let sent = [];
  /** @type {Channel} */
  const standIn = {
    // Copied at once, as the worker would: what cannot be is refused at once.
    postMessage: (message) => void (worker ? worker.postMessage(message) : sent?.push(structuredClone(message))),
    terminate() {
      sent = undefined;
      worker?.terminate();
    },
  };
  promise.then(
    (started) => {
      if (!sent) return started.terminate();
      worker = /** @type {Channel} */ (started);
      worker.onmessage = (event) => standIn.onmessage?.(event);
      worker.onmessageerror = (event) => standIn.onmessageerror?.(event);
      worker.onerror = (event) => standIn.onerror?.(event);
      for (const message of sent) worker.postMessage(message);
      return undefined;
    },
    (error) => standIn.onerror?.({ error }),
  );
  return standIn;
}
