// Reads a document in a worker: a large one takes seconds, a broken one may never end, and the page goes on meanwhile.

/** Milliseconds. What takes longer is broken, or made to take that long. */
const PATIENCE_MS = 180_000;

/**
 * @typedef {object} Reading How a document is read.
 * @property {AbortSignal} [signal] ends it
 * @property {(share: number) => void} [onProgress] is told how much is read, from 0 to 1
 * @property {number} [patience] milliseconds
 *
 * @typedef {{ text: string, soft?: number[], omitted?: string[] } | { reason: string }} Result
 * @typedef {{ share: number } | Result} Message of the worker
 */

/**
 * @param {() => Worker} start
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {Reading} [reading]
 * @returns {Promise<Result>}
 */
export function readInWorker(start, bytes, { signal, onProgress, patience = PATIENCE_MS } = {}) {
  if (signal?.aborted) return Promise.resolve({ reason: "cancelled" });
  const worker = start();
  return new Promise((resolve) => {
    /** @param {Result} result */
    const end = (result) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", cancel);
      worker.terminate();
      resolve(result);
    };
    const cancel = () => end({ reason: "cancelled" });
    const timer = setTimeout(end, patience, { reason: "slow" });
    signal?.addEventListener("abort", cancel);
    worker.addEventListener("message", ({ data }) => {
      if ("share" in data) onProgress?.(data.share);
      // Libraries in the worker have messages of their own.
      else if ("text" in data || "reason" in data) end(data);
    });
    // Without a message, the worker's script itself is not there.
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      end({ reason: event.message ? "damaged" : "loading" });
    });
    worker.postMessage(bytes, [bytes.buffer]);
  });
}
