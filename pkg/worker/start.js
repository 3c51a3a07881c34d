// Starts the worker of browsers, wherever its script is.

import { findServed, wasMoved } from "../dev-server.js";

const OPTIONS = { type: "module", name: "unglue" };

/** Scripts that import one of another origin, by the address of that. */
const bridges = new Map();

/** Returns an address of this page's own origin, as a worker's has to be, of a script that imports one from elsewhere. */
function bridgeTo(address) {
  if (!bridges.has(address)) {
    const script = new Blob([`import ${JSON.stringify(address)};`], { type: "text/javascript" });
    bridges.set(address, URL.createObjectURL(script));
  }
  return bridges.get(address);
}

const isElsewhere = (address) => /^https?:/.test(address) && new URL(address).origin !== location.origin;

/** Starts the script at an address, which may be that of another origin. */
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

/** Returns a stand-in for a worker that is to come, which keeps what is sent to it until then. */
function later(promise) {
  let worker;
  let sent = [];
  const standIn = {
    // Copied at once, as the worker would: what cannot be is refused at once.
    postMessage: (message) => (worker ? worker.postMessage(message) : sent.push(structuredClone(message))),
    terminate() {
      sent = undefined;
      worker?.terminate();
    },
  };
  const forward = (event) => standIn[`on${event.type}`]?.(event);
  promise.then(
    (started) => {
      if (!sent) return started.terminate();
      worker = started;
      worker.onmessage = worker.onmessageerror = worker.onerror = forward;
      for (const message of sent) worker.postMessage(message);
      return undefined;
    },
    (error) => standIn.onerror?.({ error }),
  );
  return standIn;
}
