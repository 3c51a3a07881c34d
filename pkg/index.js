// The entry for browsers and workers: the Wasm file is fetched from beside this one.

import { Checker } from "./api.js";
import { load, loadSync, mustBeLoaded } from "./load.js";

export { Checker, Document } from "./api.js";

export function init(source) {
  return load(() => source ?? new URL("./wasm/unglue_bg.wasm", import.meta.url));
}

export function initSync(bytes) {
  loadSync(() => bytes);
}

export async function createChecker(options) {
  await init();
  return new Checker(options);
}

export function createCheckerSync(options) {
  mustBeLoaded();
  return new Checker(options);
}
