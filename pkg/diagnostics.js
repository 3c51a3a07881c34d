// What the Wasm module found, which crosses as numbers, as objects: made only when somebody looks at them.

/** @import { Diagnostic, Rule } from "./index.js" */

/**
 * The rules in the order of the module's numbers, with the place that their message names.
 * @type {[rule: Rule, place: string][]}
 */
const RULES = [
  ["merged-words", "between words"],
  ["merged-number", "beside a number"],
  ["missing-space-at-punctuation", "beside punctuation"],
  ["merged-real-word", "between words"],
];

/** The numbers of a diagnostic before its spaces: from, to, rule, confidence as the bits of 32, how many spaces. */
const HEAD = 5;

/** The longest text that a message quotes. */
const MAX_QUOTED = 80;

const bits = new Uint32Array(1);
const float = new Float32Array(bits.buffer);

/**
 * A probability of 32 bits without the digits that they cannot hold.
 * @param {number} number
 */
function confidenceOf(number) {
  bits[0] = number;
  const exact = float[0];
  for (let digits = 1; digits < 9; digits += 1) {
    const short = Number(exact.toPrecision(digits));
    if (Math.fround(short) === exact) return short;
  }
  return exact;
}

/**
 * A token with its spaces put in.
 * @param {string} text
 * @param {number} from
 * @param {number} to
 * @param {Uint32Array} spaces
 */
function spaced(text, from, to, spaces) {
  const ends = [...spaces, to];
  return ends.map((end, nth) => text.slice(nth ? ends[nth - 1] : from, end)).join(" ");
}

/**
 * The diagnostic at `at` of the numbers. `suggested` gives what the token reads like with its spaces.
 * @param {Uint32Array} packed
 * @param {number} at
 * @param {(from: number, to: number, spaces: Uint32Array) => string} suggested
 * @returns {Diagnostic}
 */
function read(packed, at, suggested) {
  const from = packed[at];
  const to = packed[at + 1];
  const [rule, place] = RULES[packed[at + 2]];
  const confidence = confidenceOf(packed[at + 3]);
  const spaces = packed.subarray(at + HEAD, at + HEAD + packed[at + 4]);
  const edits = Array.from(spaces, (space) => ({ from: space, to: space, insert: " " }));
  const text = suggested(from, to, spaces);
  const missing = edits.length === 1 ? "A space is missing" : "Spaces are missing";
  const message = text.length <= MAX_QUOTED ? `${missing} ${place}: “${text}”.` : `${missing} ${place}.`;
  return { from, to, rule, message, confidence, suggestions: [{ text, edits, confidence }] };
}

/** The diagnostics of a text as numbers. */
export class Diagnostics {
  /** @type {Uint32Array} */
  #packed;
  /** @type {(from: number, to: number, spaces: Uint32Array) => string} */
  #suggested;
  /** Where each diagnostic starts among the numbers. @type {number[]} */
  #starts = [];

  /**
   * @param {Uint32Array} packed
   * @param {string} text
   */
  constructor(packed, text) {
    this.#packed = packed;
    this.#suggested = (from, to, spaces) => spaced(text, from, to, spaces);
    for (let at = 0; at < packed.length; at += HEAD + packed[at + 4]) this.#starts.push(at);
  }

  get length() {
    return this.#starts.length;
  }

  /** @param {number} index */
  at(index) {
    const start = this.#starts.at(index);
    return start === undefined ? undefined : read(this.#packed, start, this.#suggested);
  }

  *[Symbol.iterator]() {
    for (const start of this.#starts) yield read(this.#packed, start, this.#suggested);
  }

  toArray() {
    return this.#starts.map((start) => read(this.#packed, start, this.#suggested));
  }
}

/**
 * All of them as objects, where the module says what each token reads like with its spaces.
 * @param {Uint32Array} packed
 * @param {readonly string[]} texts
 * @returns {Diagnostic[]}
 */
export function diagnostics(packed, texts) {
  const found = [];
  for (let at = 0; at < packed.length; at += HEAD + packed[at + 4])
    found.push(read(packed, at, () => texts[found.length]));
  return found;
}
