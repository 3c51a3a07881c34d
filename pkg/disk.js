// Finds the files of the package on the disk, in Node and in what is like it: Deno, Bun, tests with a DOM made by scripts.

/**
 * The modules of Node that are used.
 * @typedef {object} Builtins
 * @property {typeof import("node:fs")} fs
 * @property {typeof import("node:module")} module
 * @property {typeof import("node:url")} url
 */

/**
 * Returns a module of Node, or `undefined` elsewhere. An `import` would keep bundlers from building for browsers.
 * @template {keyof Builtins} Name
 * @param {Name} name
 * @returns {Builtins[Name] | undefined}
 */
const builtin = (name) =>
  /** @type {Builtins[Name] | undefined} */ (globalThis.process?.getBuiltinModule?.(`node:${name}`));

/**
 * Returns the path of an entry of the package which the folder of the program imports.
 *
 * @param {string} entry as in the package's exports
 * @throws Error where there is none
 * @returns {string}
 */
export function installedPath(entry) {
  const module = builtin("module");
  if (!module) throw new Error("there is no disk to find a package on");
  return module.createRequire(`${globalThis.process.cwd()}/`).resolve(entry);
}

/**
 * Returns the bytes of the Wasm file, or `undefined` where there is no disk or no such file on it.
 *
 * A bundler for servers moves the script away from the file, or replaces the file's address by one of the web. Then it
 * is the file of the installed package.
 *
 * @param {() => URL} address where the script expects the file; throws where a bundler has left no address
 * @returns {Uint8Array<ArrayBuffer> | undefined}
 */
export function readFromDisk(address) {
  const [fs, url] = [builtin("fs"), builtin("url")];
  if (!fs || !url) return undefined;
  const paths = [
    // As a string: the class URL may be that of a DOM made by scripts.
    () => url.fileURLToPath(address().href),
    () => installedPath("unglue/unglue.wasm"),
  ];
  for (const path of paths) {
    try {
      return fs.readFileSync(path());
    } catch {
      // Not there.
    }
  }
  return undefined;
}
