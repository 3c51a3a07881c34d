/** The Wasm file itself. What an import of it gives, an address most often, is up to the bundler. */
declare const file: unknown;
export default file;
