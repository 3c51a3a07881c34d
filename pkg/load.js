// Loads the Wasm module, once for all who import the package.

import { initSync as instantiate } from "./wasm/unglue.js";

let loaded = false;
let loading;

/** Loads from what `source()` gives. Loaded already: does nothing. Failed: the next call tries again. */
export async function load(source) {
  if (loaded) return;
  loading ??= compile(source)
    .then(use)
    .catch((cause) => {
      throw new Error(
        "unglue could not load its Wasm file: serve unglue_bg.wasm beside its scripts, or give its address or bytes to init() " +
          `(${cause.message})`,
        { cause },
      );
    })
    .finally(() => {
      loading = undefined;
    });
  await loading;
}

/** The same, at once. `source()` gives bytes or a compiled module. */
export function loadSync(source) {
  if (loaded) return;
  try {
    const given = source();
    use(given instanceof WebAssembly.Module ? given : new WebAssembly.Module(given));
  } catch (cause) {
    throw new Error(
      `unglue could not start: give initSync() the bytes of unglue_bg.wasm from this version of the package (${cause.message})`,
      { cause },
    );
  }
}

/** Throws when nothing is loaded. */
export function mustBeLoaded() {
  if (!loaded) {
    throw new Error("unglue is not loaded: await createChecker() or init(), or give the bytes of unglue_bg.wasm to initSync()");
  }
}

async function compile(source) {
  let given = await source();
  if (typeof given === "string" || given instanceof URL) {
    given = await fetch(given);
  }
  if (given instanceof Response) {
    if (!given.ok) throw new Error(`${given.url}: ${given.status} ${given.statusText}`.trim());
    const streams = given.headers.get("Content-Type") === "application/wasm";
    return streams ? WebAssembly.compileStreaming(given) : WebAssembly.compile(await given.arrayBuffer());
  }
  return given instanceof WebAssembly.Module ? given : WebAssembly.compile(given);
}

function use(module) {
  if (loaded) return; // initSync() was quicker
  instantiate({ module });
  loaded = true;
}
