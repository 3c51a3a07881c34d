/** The bindings of crates/texts-wasm, which scripts/build.js puts in. */
declare module "built:texts" {
  /** Loads the Wasm file. */
  export default function load(given: { module_or_path: Uint8Array }): Promise<unknown>;
  /** What a configuration says of the texts of a folder. */
  export class Texts {
    /** By the name and the text of its file, for a folder's absolute path. It throws what is wrong with it, as a string. */
    constructor(root: string, name: string, text: string);
    /** Whether the configuration leaves a file out. */
    excludes(path: string): boolean;
    /** Whether the configuration itself asks for a file to be checked: it names its kind, or has code checked. */
    asksFor(path: string): boolean;
    /** The ranges that are no prose, two offsets for each, in order; nothing of a text of no known kind. */
    protect(path: string, language: string, text: string): Uint32Array | undefined;
  }
  /** The configuration in a file of this name as JSON. It throws what is wrong with it, as a string. */
  export function configuration(name: string, text: string): string | undefined;
  /** The rules that are on where a configuration names these. It throws a string where there is no such rule. */
  export function rules(names: string[]): string[];
  /** The configuration with one more word. It throws what is wrong with it, as a string. */
  export function withWord(name: string, text: string, word: string): string;
  /** A file of words with one more. */
  export function withLine(text: string, word: string): string;
}
