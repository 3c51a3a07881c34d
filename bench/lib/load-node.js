// Where things come from in Node. load-page.js has the same for a page.

import { readFile } from "node:fs/promises";

const root = new URL("../../", import.meta.url);

/** The package as its users import it: npm links it into node_modules. */
export const unglue = () => import("unglue");

export const worker = () => import("unglue/worker");

/** What the module exports, its memory among it, once it is loaded. */
export const wasm = async () => (await import("../../pkg/wasm/unglue.js")).initSync();

export async function nspell() {
  const [{ default: nspell }, { default: dictionary }] = await Promise.all([import("nspell"), import("dictionary-en")]);
  return nspell(dictionary);
}

export async function harper() {
  const [{ LocalLinter }, { binaryInlined: binary }] = await Promise.all([
    import("harper.js"),
    import("harper.js/binaryInlined"),
  ]);
  return new LocalLinter({ binary });
}

/** A file of the repository, as text. */
export const file = (path) => readFile(new URL(path, root), "utf8");
