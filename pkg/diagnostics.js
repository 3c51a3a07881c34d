// What the Wasm module found, which crosses as numbers, as objects: made only when somebody looks at them.

import { applied } from "./edits.js";
import { RULES } from "./rules.js";

/** @import { Diagnostic, Edit } from "./index.js" */

/** The layout of the numbers that is read here: their first number says which one they have. See `packed` in the module. */
const VERSION = 2;

/** The numbers of a diagnostic before its edits: from, to, rule, confidence as the bits of 32, 1 for "auto", how many edits. */
const HEAD = 6;

/** The numbers of an edit: from, to, the code unit that it puts in, 0 for none. A carriage return stands for a line end of two. */
const EDIT = 3;

/** The longest text that a message quotes. */
const MAX_QUOTED = 80;

/**
 * Returns a suggestion's text as it is shown by itself: an ellipsis stands for what is beyond a space at its edge.
 * @param {string} text
 */
export const inContext = (text) => text.replace(/^(?=\s)/, "…").replace(/(?<=\s)$/, "…");

/** Stands for a space that goes: it can be seen where the space itself could not. */
const REMOVED = "␣";

/**
 * Returns a diagnostic's token as it stands, with a sign for each space that its suggestion takes out: "th␣edog". Undefined
 * where none is, and the suggestion alone says what changes.
 * @param {Pick<Diagnostic, "from" | "token" | "suggestions">} diagnostic
 */
export function withRemovals({ from: start, token, suggestions }) {
  const removals = suggestions[0].edits.filter(({ from, to }) => from < to);
  if (removals.length === 0) return undefined;
  const signs = removals.map(({ from, to }) => ({
    from: from - start,
    to: to - start,
    insert: token.slice(from - start, to - start).replace(/\s/g, REMOVED),
  }));
  return applied(token, signs);
}

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
 * Returns where each diagnostic starts among the numbers.
 * @param {Uint32Array} packed
 */
function starts(packed) {
  if (packed[0] !== VERSION)
    throw new Error(
      `unglue's scripts read results of version ${VERSION}, and its Wasm module gives version ${packed[0]}: use the files of one version of the package`,
    );
  const found = [];
  for (let at = 1; at < packed.length; at += HEAD + EDIT * packed[at + 5]) found.push(at);
  return found;
}

/**
 * Returns the edits of the diagnostic at `at` of the numbers.
 * @param {Uint32Array} packed
 * @param {number} at
 */
function editsAt(packed, at) {
  return Array.from({ length: packed[at + 5] }, (_, nth) => {
    const [from, to, unit] = packed.subarray(at + HEAD + EDIT * nth);
    return { from, to, insert: unit === 13 ? "\r\n" : unit ? String.fromCharCode(unit) : "" };
  });
}

/**
 * Returns the diagnostic at `at` of the numbers. `tokenOf` gives the characters of its range.
 * @param {Uint32Array} packed
 * @param {number} at
 * @param {(from: number, to: number) => string} tokenOf
 * @returns {Diagnostic}
 */
function read(packed, at, tokenOf) {
  const [from, to] = packed.subarray(at);
  const { name: rule, faults } = RULES[packed[at + 2]];
  const confidence = confidenceOf(packed[at + 3]);
  const applicability = packed[at + 4] === 1 ? "auto" : "offer";
  const edits = editsAt(packed, at);
  const token = tokenOf(from, to);
  const inside = edits.map((edit) => ({ ...edit, from: edit.from - from, to: edit.to - from }));
  const text = applied(token, inside);
  const fault = faults[edits.length === 1 ? 0 : 1];
  const message = text.length <= MAX_QUOTED ? `${fault}: “${inContext(text)}”.` : `${fault}.`;
  return { from, to, token, rule, message, confidence, suggestions: [{ text, edits, confidence, applicability }] };
}

/** The diagnostics of a text as numbers. */
export class Diagnostics {
  /** @type {Uint32Array} */
  #packed;
  /** @type {(from: number, to: number) => string} */
  #tokenOf;
  /** Where each diagnostic starts among the numbers. @type {number[]} */
  #starts;

  /**
   * @param {Uint32Array} packed
   * @param {string} text
   */
  constructor(packed, text) {
    this.#packed = packed;
    this.#tokenOf = (from, to) => text.slice(from, to);
    this.#starts = starts(packed);
  }

  get length() {
    return this.#starts.length;
  }

  /** @param {number} index */
  at(index) {
    const start = this.#starts.at(index);
    return start === undefined ? undefined : read(this.#packed, start, this.#tokenOf);
  }

  *[Symbol.iterator]() {
    for (const start of this.#starts) yield read(this.#packed, start, this.#tokenOf);
  }

  toArray() {
    return this.#starts.map((start) => read(this.#packed, start, this.#tokenOf));
  }
}

/**
 * All of them as objects, where the module gives the token of each.
 * @param {Uint32Array} packed
 * @param {readonly string[]} tokens
 * @returns {Diagnostic[]}
 */
export function diagnostics(packed, tokens) {
  return starts(packed).map((at, nth) => read(packed, at, () => tokens[nth]));
}
