// The checker in a worker of its own. The store takes one script, so that the worker's script and the Wasm file are in it.

import { createWorkerChecker } from "unglue/worker";
// Made by scripts/build.js: the worker's script as a text; the Wasm file, packed with gzip, in base64.
import THREAD from "built:thread";
import WASM from "built:wasm";

/** @import { Options } from "unglue" */

/** @type {Promise<Uint8Array<ArrayBuffer>> | undefined} */
let unpacked;

async function unpack() {
  const packed = Uint8Array.from(atob(WASM), (character) => character.charCodeAt(0));
  const bytes = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(bytes).arrayBuffer());
}

function startThread() {
  const address = URL.createObjectURL(new Blob([THREAD], { type: "text/javascript" }));
  const worker = new Worker(address, { name: "unglue" });
  URL.revokeObjectURL(address);
  return worker;
}

/**
 * Starts a checker.
 * @param {Options} options
 */
export async function startChecker(options) {
  unpacked ??= unpack();
  return createWorkerChecker({ ...options, source: await unpacked, worker: startThread });
}
