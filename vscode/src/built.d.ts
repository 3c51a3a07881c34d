/** The bindings of crates/texts-wasm, which scripts/build.js puts in. */
declare module "built:texts" {
  /** Loads the Wasm file. */
  export default function load(given: { module_or_path: Uint8Array }): Promise<unknown>;
  /** The ranges that are no prose, two offsets for each, in order; nothing of a text of no known kind. */
  export function protect(name: string, language: string, text: string): Uint32Array | undefined;
  /** The configuration in a file of this name as JSON. It throws what is wrong with it, as a string. */
  export function configuration(name: string, text: string): string | undefined;
  /** The rules that are on where a configuration names these. It throws a string where there is no such rule. */
  export function rules(names: string[]): string[];
  /** The configuration with one more word. It throws what is wrong with it, as a string. */
  export function withWord(name: string, text: string, word: string): string;
  /** A file of words with one more. */
  export function withLine(text: string, word: string): string;
}
