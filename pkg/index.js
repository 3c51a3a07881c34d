// The entry for browsers and workers: the Wasm file is fetched from beside this one.

import { Checker } from "./api.js";
import { load, loadSync, mustBeLoaded } from "./load.js";

export { Checker, Document } from "./api.js";

// Bundlers look for exactly this expression.
const address = () => new URL("./wasm/unglue_bg.wasm", import.meta.url);

/** @type {typeof import("./index.js").init} */
export function init(source) {
  return load(() => source, address);
}

/** @type {typeof import("./index.js").initSync} */
export function initSync(bytes) {
  loadSync(() => bytes);
}

/** @param {import("./index.js").Options} [options] */
export async function createChecker(options) {
  await init();
  return new Checker(options);
}

/** @param {import("./index.js").Options} [options] */
export function createCheckerSync(options) {
  mustBeLoaded();
  return new Checker(options);
}
