// The text of a document of Word. It is read in a worker: a large one takes seconds, and a damaged one may take more.

/** Milliseconds: no document takes that long. */
const PATIENCE_MS = 60_000;

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<{ text: string } | { reason: string }>}
 */
export function readDocx(bytes) {
  const worker = new Worker(new URL("./docx-worker.js", import.meta.url), { type: "module" });
  return new Promise((resolve) => {
    /** @param {{ text: string } | { reason: string }} result */
    const end = (result) => {
      clearTimeout(timer);
      worker.terminate();
      resolve(result);
    };
    const timer = setTimeout(end, PATIENCE_MS, { reason: "damaged" });
    worker.addEventListener("message", ({ data }) => end(data));
    // Without a message, the worker's script itself is not there.
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      end({ reason: event.message ? "damaged" : "loading" });
    });
    worker.postMessage(bytes, [bytes.buffer]);
  });
}
