// What the Wasm module found, which crosses as numbers, as objects: made only when somebody looks at them.

/** The rules in the order of the module's numbers, with the place that their message names. */
const RULES = [
  ["merged-words", "between words"],
  ["merged-number", "beside a number"],
  ["missing-space-after-punctuation", "beside punctuation"],
  ["merged-real-word", "between words"],
];

/** The numbers of a diagnostic before its spaces: from, to, rule, confidence as the bits of 32, how many spaces. */
const HEAD = 5;

/** The longest text that a message quotes. */
const MAX_QUOTED = 80;

const bits = new Uint32Array(1);
const float = new Float32Array(bits.buffer);

/** A probability of 32 bits without the digits that they cannot hold. */
function confidenceOf(number) {
  bits[0] = number;
  const exact = float[0];
  for (let digits = 1; digits < 9; digits += 1) {
    const short = Number(exact.toPrecision(digits));
    if (Math.fround(short) === exact) return short;
  }
  return exact;
}

/** The diagnostic at `at` of the numbers. */
function read(packed, at, text) {
  const from = packed[at];
  const to = packed[at + 1];
  const [rule, place] = RULES[packed[at + 2]];
  const confidence = confidenceOf(packed[at + 3]);
  const edits = [];
  let fixed = "";
  let done = from;
  for (const space of packed.subarray(at + HEAD, at + HEAD + packed[at + 4])) {
    edits.push({ from: space, to: space, insert: " " });
    fixed += `${text.slice(done, space)} `;
    done = space;
  }
  fixed += text.slice(done, to);
  const missing = edits.length === 1 ? "A space is missing" : "Spaces are missing";
  const message = fixed.length <= MAX_QUOTED ? `${missing} ${place}: “${fixed}”.` : `${missing} ${place}.`;
  return { from, to, rule, message, confidence, suggestions: [{ text: fixed, edits, confidence }] };
}

/** The diagnostics of a text as numbers. */
export class Diagnostics {
  #packed;
  #text;
  /** Where each diagnostic starts among the numbers. */
  #starts = [];

  constructor(packed, text) {
    this.#packed = packed;
    this.#text = text;
    for (let at = 0; at < packed.length; at += HEAD + packed[at + 4]) this.#starts.push(at);
  }

  get length() {
    return this.#starts.length;
  }

  at(index) {
    const start = this.#starts.at(index);
    return start === undefined ? undefined : read(this.#packed, start, this.#text);
  }

  *[Symbol.iterator]() {
    for (const start of this.#starts) yield read(this.#packed, start, this.#text);
  }

  toArray() {
    return this.#starts.map((start) => read(this.#packed, start, this.#text));
  }
}

/** All of them as objects. */
export function diagnostics(packed, text) {
  return new Diagnostics(packed, text).toArray();
}
