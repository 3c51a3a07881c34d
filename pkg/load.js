// Loads the Wasm module, once for all who import the package.

import { findServed, wasMoved } from "./dev-server.js";
import { readFromDisk } from "./disk.js";
import { initSync as instantiate } from "./wasm/unglue.js";

/** @import { Bytes, Module, Source } from "./index.js" */

let loaded = false;
/** @type {Promise<void> | undefined} */
let loading;

/**
 * Loads from what `source()` returns, or from the package's own file where that is `undefined`. Does nothing once it is
 * loaded; after a failure the next call tries again.
 *
 * @param {() => Source | Promise<Source> | undefined} source an address, a response, bytes, a module, or a promise of one
 * @param {() => URL} address where the script expects the package's own file
 */
export async function load(source, address) {
  if (loaded) return;
  loading ??= compileSource(source, address)
    .then(use)
    .catch((cause) => {
      throw new Error(`unglue could not load its Wasm file: ${remedy(cause, address)} (${cause.message})`, { cause });
    })
    .finally(() => {
      loading = undefined;
    });
  await loading;
}

/**
 * The same, at once. `source()` returns bytes or a compiled module.
 * @param {() => Bytes | Module | undefined} source
 */
export function loadSync(source) {
  if (loaded) return;
  try {
    const given = source();
    use(given instanceof WebAssembly.Module ? given : new WebAssembly.Module(/** @type {BufferSource} */ (given)));
  } catch (cause) {
    const { message } = /** @type {Error} */ (cause);
    throw new Error(
      `unglue could not start: give initSync() the bytes of unglue_bg.wasm from this version of the package (${message})`,
      { cause },
    );
  }
}

/** Throws when nothing is loaded. */
export function mustBeLoaded() {
  if (!loaded) {
    throw new Error(
      "unglue is not loaded: await createChecker() or init(), or give the bytes of unglue_bg.wasm to initSync()",
    );
  }
}

/**
 * @param {() => Source | Promise<Source> | undefined} source
 * @param {() => URL} address
 * @returns {Promise<WebAssembly.Module>}
 */
async function compileSource(source, address) {
  const given = await source();
  if (given !== undefined) return compile(given);
  try {
    const { href } = address();
    return await compile(wasMoved(href) ? await findServed(href, "wasm/unglue_bg.wasm") : href);
  } catch (cause) {
    // A test whose page is made by scripts has a disk, and an address that nobody serves.
    const bytes = readFromDisk(address);
    if (bytes === undefined) throw cause;
    return WebAssembly.compile(bytes);
  }
}

/**
 * @param {Source} given
 * @returns {Promise<WebAssembly.Module>}
 */
async function compile(given) {
  if (typeof given === "string" || given instanceof URL) return compile(await fetch(given));
  if (given instanceof WebAssembly.Module) return given;
  // A response, be it one of the platform or of a DOM made by scripts.
  const response = /** @type {Response} */ (given);
  if (typeof response.arrayBuffer !== "function") return WebAssembly.compile(/** @type {BufferSource} */ (given));
  if (response.ok === false) throw new Error(`${response.url}: ${response.status} ${response.statusText}`.trim());
  const type = response.headers?.get("Content-Type");
  if (type?.startsWith("text/html")) throw new Error(`${response.url} is a page, and no Wasm file`);
  const streams = type === "application/wasm" && response instanceof Response;
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/**
 * Returns the one thing that the host can do about a failure.
 * @param {Error} cause
 * @param {() => URL} address
 */
function remedy({ message }, address) {
  if (message.includes("unsafe-eval"))
    return "allow script-src 'wasm-unsafe-eval' in the page's Content Security Policy";
  const file = expected(address);
  if (wasMoved(file)) return 'add optimizeDeps: { exclude: ["unglue"] } to the configuration of Vite';
  return `serve unglue_bg.wasm as ${file}, or give its address or bytes to init(), or as \`source\` to createWorkerChecker()`;
}

/** @param {() => URL} address */
function expected(address) {
  try {
    return address().href;
  } catch {
    return "unglue_bg.wasm"; // A bundler has left no address.
  }
}

/** @param {WebAssembly.Module} module */
function use(module) {
  if (loaded) return; // initSync() was quicker
  instantiate({ module });
  loaded = true;
}
