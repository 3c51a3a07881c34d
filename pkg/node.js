// The entry for Node: the Wasm file is read from beside this one.

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { Checker } from "./api.js";
import { load, loadSync } from "./load.js";

export { Checker, Document } from "./api.js";

const file = new URL("./wasm/unglue_bg.wasm", import.meta.url);

export function init(source) {
  return load(() => source ?? readFile(file));
}

export function initSync(bytes) {
  loadSync(() => bytes ?? readFileSync(file));
}

export async function createChecker(options) {
  await init();
  return new Checker(options);
}

export function createCheckerSync(options) {
  initSync();
  return new Checker(options);
}
