// The entry for Node of the checker in a worker thread.

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as threads from "node:worker_threads";
import { installedPath } from "./disk.js";
import { WorkerChecker } from "./worker/client.js";
import { Heartbeat } from "./worker/heartbeat.js";
import { asOptions } from "./worker/messages.js";

export { WorkerChecker } from "./worker/client.js";
export { WorkerDocument } from "./worker/document.js";
export { Mark } from "./worker/marks.js";

/** @import { WorkerLike, WorkerOptions } from "./worker.js" */
/** @import { Channel } from "./worker/messages.js" */

/**
 * Returns where the script of the thread is: beside this one or, where a bundler has moved this one, in the installed
 * package. Bundlers must not see its address, since what some make of it cannot be started.
 */
function ownScript(here = import.meta.url) {
  try {
    const { href } = new URL("./worker/thread-node.js", here);
    if (existsSync(fileURLToPath(href))) return new URL(href);
  } catch {
    // It is no file, or the bundler has left no address.
  }
  return pathToFileURL(installedPath("unglue/worker/thread"));
}

/**
 * Starts the script at an address or at a path.
 * @param {string | URL} script
 */
function startAt(script) {
  const address = String(script);
  const isPath = !/^[a-z]{2,}:/i.test(address);
  // Without the program's own flags, not all of which a thread may have.
  return new threads.Worker(isPath ? resolve(address) : new URL(address), { name: "unglue", execArgv: [] });
}

/**
 * Gives a thread of Node the manners of a browser's worker.
 * @param {threads.Worker} thread
 */
function likeBrowsers(thread) {
  /** @type {Channel} */
  const worker = {
    postMessage: (message) => thread.postMessage(message),
    terminate: () => thread.terminate(),
    // Whoever waits for an answer holds the program; a thread that waits for a call does not.
    hold: (waits) => (waits ? thread.ref() : thread.unref()),
    onmessage: null,
    onmessageerror: null,
    onerror: null,
  };
  thread.on("message", (data) => worker.onmessage?.({ data }));
  thread.on("messageerror", (error) => worker.onmessageerror?.(error));
  thread.on("error", (error) => worker.onerror?.(/** @type {Error} */ (error)));
  thread.on("exit", (code) => worker.onerror?.(new Error(`the thread ended with ${code}`)));
  return worker;
}

/** @param {WorkerOptions} [options] */
export function createWorkerChecker(options = {}) {
  const { worker = () => startAt(ownScript()), ...rest } = asOptions(options);
  const connect = () =>
    likeBrowsers(/** @type {threads.Worker} */ (typeof worker === "function" ? worker() : startAt(worker)));
  return new WorkerChecker(connect, rest, Heartbeat);
}
