// The entry for browsers of the checker in a worker.

import { WorkerChecker } from "./worker/client.js";
import { Heartbeat } from "./worker/heartbeat.js";
import { asOptions } from "./worker/messages.js";
import { startAt, startOwn } from "./worker/start.js";

export { WorkerChecker } from "./worker/client.js";
export { WorkerDocument } from "./worker/document.js";
export { Mark } from "./worker/marks.js";

// Bundlers look for exactly this expression.
const start = () => new Worker(new URL("./worker/thread.js", import.meta.url), { type: "module", name: "unglue" });

/** @param {import("./worker.js").WorkerOptions} [options] */
export function createWorkerChecker(options = {}) {
  const { worker = () => startOwn(import.meta.url, start), ...rest } = asOptions(options);
  return new WorkerChecker(typeof worker === "function" ? worker : () => startAt(worker), rest, Heartbeat);
}
