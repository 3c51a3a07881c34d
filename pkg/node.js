// The entry for Node: the Wasm file is read from beside this one.

import { Checker } from "./api.js";
import { readFromDisk } from "./disk.js";
import { load, loadSync } from "./load.js";

export { Checker, Document } from "./api.js";

// Bundlers, and what collects the files of a server, look for exactly this expression.
const address = () => new URL("./wasm/unglue_bg.wasm", import.meta.url);

/** @type {typeof import("./index.js").init} */
export function init(source) {
  return load(() => source ?? readFromDisk(address), address);
}

/** @type {(bytes?: import("./index.js").Bytes | import("./index.js").Module) => void} */
export function initSync(bytes) {
  loadSync(() => bytes ?? readFromDisk(address));
}

/** @param {import("./index.js").Options} [options] */
export async function createChecker(options) {
  await init();
  return new Checker(options);
}

/** @param {import("./index.js").Options} [options] */
export function createCheckerSync(options) {
  initSync();
  return new Checker(options);
}
