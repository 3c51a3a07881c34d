// The entry for workerd (Cloudflare Workers), which compiles no Wasm at run time: it comes as a compiled module that is imported.

import file from "unglue/unglue.wasm";
import { Checker } from "./api.js";
import { load, loadSync } from "./load.js";

/** @import { Bytes, Module, Options, Source } from "./index.js" */

export { Checker, Document } from "./api.js";

const compiled = () => /** @type {Module} */ (file);
/** The package's own file is given as a module, so that no address is ever asked for. */
const address = () => new URL("unglue_bg.wasm", "file:///");

/** @param {Source | Promise<Source>} [source] */
export function init(source) {
  return load(() => source ?? compiled(), address);
}

/** @param {Bytes | Module} bytes */
export function initSync(bytes) {
  loadSync(() => bytes ?? compiled());
}

/** @param {Options} [options] */
export async function createChecker(options) {
  return createCheckerSync(options);
}

/** @param {Options} [options] */
export function createCheckerSync(options) {
  loadSync(compiled);
  return new Checker(options);
}
