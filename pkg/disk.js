// Finds the files of the package on the disk, in Node and in what is like it: Deno, Bun, tests with a DOM made by scripts.

/** Returns a module of Node, or `undefined` elsewhere. An `import` would keep bundlers from building for browsers. */
const builtin = (name) => globalThis.process?.getBuiltinModule?.(`node:${name}`);

/**
 * Returns the path of an entry of the package which the folder of the program imports.
 *
 * @param {string} entry as in the package's exports
 * @throws Error where there is none
 */
export const installedPath = (entry) => builtin("module").createRequire(`${globalThis.process.cwd()}/`).resolve(entry);

/**
 * Returns the bytes of the Wasm file, or `undefined` where there is no disk or no such file on it.
 *
 * A bundler for servers moves the script away from the file, or replaces the file's address by one of the web. Then it
 * is the file of the installed package.
 *
 * @param {() => URL} address where the script expects the file; throws where a bundler has left no address
 */
export function readFromDisk(address) {
  const fs = builtin("fs");
  if (!fs) return undefined;
  const { fileURLToPath } = builtin("url");
  const paths = [
    // As a string: the class URL may be that of a DOM made by scripts.
    () => fileURLToPath(address().href),
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
