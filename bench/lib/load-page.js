// Where things come from in a page. load-node.js has the same for Node.

export const unglue = () => import("unglue");

export const wasm = async () => (await import("../../pkg/wasm/unglue.js")).initSync();

export async function nspell() {
  const dictionary = (end) => file(`bench/node_modules/dictionary-en/index.${end}`);
  // A CommonJS package: bundled for the page.
  const [{ default: nspell }, aff, dic] = await Promise.all([import("nspell"), dictionary("aff"), dictionary("dic")]);
  return nspell(aff, dic);
}

export async function harper() {
  const [{ LocalLinter }, { binary }] = await Promise.all([import("harper.js"), import("harper.js/binary")]);
  return new LocalLinter({ binary });
}

export async function file(path) {
  const answer = await fetch(`/${path}`);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${answer.statusText}`);
  return answer.text();
}
