// The entry for Node of the checker in a worker thread.

import { Worker } from "node:worker_threads";
import { WorkerChecker } from "./worker/client.js";
import { Heartbeat } from "./worker/heartbeat.js";

export { WorkerChecker } from "./worker/client.js";
export { WorkerDocument } from "./worker/document.js";
export { Mark } from "./worker/marks.js";

// Without the program's own flags, not all of which a thread may have.
const OPTIONS = { name: "unglue", execArgv: [] };
const start = () => new Worker(new URL("./worker/thread-node.js", import.meta.url), OPTIONS);

/** Starts the script at an address or, relative to the folder of the program, at a path. */
const startAt = (script) => new Worker(/^(?:file|data|blob):/.test(script) ? new URL(script) : script, OPTIONS);

/** Gives a thread of Node the manners of a browser's worker. */
function likeBrowsers(thread) {
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
  thread.on("error", (error) => worker.onerror?.(error));
  thread.on("exit", (code) => worker.onerror?.(new Error(`the thread ended with ${code}`)));
  return worker;
}

export function createWorkerChecker({ worker = start, ...options } = {}) {
  const connect = () => likeBrowsers(typeof worker === "function" ? worker() : startAt(worker));
  return new WorkerChecker(connect, options, Heartbeat);
}
