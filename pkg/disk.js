// Reads the Wasm file from the disk, in Node and in what is like it: Deno, Bun, tests with a DOM made by scripts.

const { process } = globalThis;

/** Returns a module of Node, or `undefined` elsewhere. An `import` would keep bundlers from building for browsers. */
const builtin = (name) => process?.getBuiltinModule?.(`node:${name}`);

/**
 * Returns the bytes of the Wasm file, or `undefined` where there is no disk or no such file on it.
 *
 * A bundler for servers moves the script away from the file, or replaces the file's address by one of the web. The file
 * is then that of the package which the folder of the program imports.
 *
 * @param {() => URL} address where the script expects the file; throws where a bundler has left no address
 */
export function readFromDisk(address) {
  const fs = builtin("fs");
  if (!fs) return undefined;
  const { fileURLToPath } = builtin("url");
  const { createRequire } = builtin("module");
  const paths = [
    // As a string: the class URL may be that of a DOM made by scripts.
    () => fileURLToPath(address().href),
    () => createRequire(`${process.cwd()}/`).resolve("unglue/unglue.wasm"),
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
