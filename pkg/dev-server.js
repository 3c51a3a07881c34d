// Finds the files of the package in the dev server of Vite 5 to 7.
//
// It moves the scripts of packages into a folder of its own, such as `node_modules/.vite/deps`, and leaves behind what
// lies beside them, so that `new URL("./wasm/unglue_bg.wasm", import.meta.url)` leads nowhere. The server itself knows
// where the package is. (Vite 8 keeps such addresses right, and so does every build.)

/** The address of a script that was moved, or of the Wasm file beside it. The server's own addresses start with the first group. */
const MOVED =
  /^(https?:\/\/[^/]+(?:\/.+?)??)\/(?:node_modules|@fs|\.vite)\/(?:.*\/)?deps\/(?:wasm\/unglue_bg\.wasm|[^/]+)$/;

/** The script that the server makes for an import of our thread with `?worker` names its address. */
const THREAD = /"([^"]+\/worker\/thread\.js)\b/;

/** @param {string} address */
export const wasMoved = (address) => MOVED.test(address);

/**
 * Returns where the server has a file of the package.
 *
 * @param {string} moved an address that {@link wasMoved}
 * @param {string} path of the file in the package
 * @returns {Promise<URL>}
 */
export async function findServed(moved, path) {
  const [, base] = /** @type {RegExpExecArray} */ (MOVED.exec(moved));
  const response = await fetch(`${base}/@id/unglue/worker/thread?import&worker`);
  const found = THREAD.exec(await response.text());
  if (!found) throw new Error(`the dev server has no unglue for ${moved}`);
  return new URL(`../${path}`, new URL(found[1], base));
}
