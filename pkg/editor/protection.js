// What is not to be checked in a text: what the host's `protect` says, and what an adapter's document says itself.
//
// A host's function may read the whole text. So it is asked only about marks that would be shown, at once about new ones,
// and about the others again once typing pauses.

import { kindOf } from "./given.js";
import { mapping } from "../edits.js";
import { firstBehind } from "../sorted.js";

/** @import { Edit } from "../index.js" */
/** @import { Mark, WorkerDocument } from "../worker.js" */

/** @typedef {(from: number, to: number) => boolean} Predicate whether a part of a text is protected */

/** @type {Predicate} */
const EVERYTHING = () => true;

/** Protects nothing, whatever the text becomes, until {@link Protection.forget}: no mark is looked at. @type {Predicate} */
export const NOTHING = () => false;

export class Protection {
  /** @type {(edits: readonly Edit[] | null) => Predicate} */
  #make;
  /** @type {(error: Error) => void} */
  #onError;
  /** The document, and its version, that was asked about. @type {WorkerDocument | undefined} */
  #document;
  /** @type {number | undefined} */
  #version;
  #predicate = EVERYTHING;
  /** What was said of the marks, of the text as it was then. @type {WeakMap<Mark, boolean>} */
  #verdicts = new WeakMap();
  #hasFailed = false;
  /** Counts how often all that was said was forgotten. */
  revision = 0;

  /**
   * @param {(edits: readonly import("../index.js").Edit[] | null) => Predicate} make for the editor's text, or for that after edits
   * @param {(error: Error) => void} onError is told the first time that `make` or its predicate throws
   */
  constructor(make, onError) {
    this.#make = make;
    this.#onError = onError;
  }

  /** Nothing that was said holds any more. */
  forget() {
    this.#document = undefined;
    this.#predicate = EVERYTHING;
    this.#verdicts = new WeakMap();
    this.revision += 1;
  }

  /**
   * Whether what was said was said of the text as it stands.
   * @param {WorkerDocument} document
   */
  isAbout(document) {
    return this.#predicate === NOTHING || (this.#document === document && this.#version === document.version);
  }

  /**
   * Whether a mark of a document is protected.
   * @param {Mark} mark
   * @param {WorkerDocument} document
   */
  covers(mark, document) {
    if (!this.isAbout(document)) {
      this.forget();
      this.#predicate = this.of(null);
      this.#document = document;
      this.#version = document.version;
    }
    if (this.#predicate === NOTHING) return false;
    const known = this.#verdicts.get(mark);
    if (known !== undefined) return known;
    const verdict = this.#predicate(mark.from, mark.to);
    this.#verdicts.set(mark, verdict);
    return verdict;
  }

  /**
   * Those of marks that are not protected, also by what was said in an older version: where one is new, all are asked about
   * again.
   * @param {readonly Mark[]} marks
   * @param {WorkerDocument} document
   */
  without(marks, document) {
    if (this.#predicate === NOTHING) return marks;
    const { revision } = this;
    const left = () => marks.filter((mark) => !(this.#verdicts.get(mark) ?? this.covers(mark, document)));
    const first = left();
    if (this.#predicate === NOTHING) return marks;
    return revision === this.revision ? first : left();
  }

  /**
   * What protects the editor's text, or that after edits. All of it is protected where that cannot be found out.
   * @param {readonly Edit[] | null} edits
   * @returns {Predicate}
   */
  of(edits) {
    const predicate = this.#try(() => this.#make(edits)) ?? EVERYTHING;
    if (predicate === NOTHING) return NOTHING;
    return (from, to) => this.#try(() => predicate(from, to)) ?? true;
  }

  /**
   * @template T
   * @param {() => T} call
   */
  #try(call) {
    try {
      return call();
    } catch (error) {
      // A false alarm is worse than a miss, and one report is enough.
      if (!this.#hasFailed) this.#onError(/** @type {Error} */ (error));
      this.#hasFailed = true;
      return undefined;
    }
  }
}

/**
 * Makes a predicate of what a host's `protect` returned.
 * @param {unknown} given `[from, to]` pairs, in any order
 * @returns {Predicate}
 */
export function inRanges(given) {
  const ranges = union(read(given));
  return (from, to) => {
    const [start] = ranges[firstBehind(ranges, ([, end]) => end > from)] ?? [Infinity];
    return start < to;
  };
}

/**
 * What a host's `protect` says of the editor's text and of that text after edits, where what was protected before remains so.
 * @param {(edits: readonly import("../index.js").Edit[] | null) => unknown} protect
 * @returns {(edits: readonly import("../index.js").Edit[] | null) => Predicate}
 */
export const byRanges = (protect) => (edits) => {
  if (!edits) return inRanges(protect(null));
  const map = mapping(edits);
  const before = read(protect(null)).map(([from, to]) => [map(from), map(to)]);
  return inRanges([...before, ...read(protect(edits))]);
};

/**
 * @param {unknown} given
 * @returns {(readonly [number, number])[]}
 */
function read(given) {
  /** @param {unknown} range */
  const isRange = (range) =>
    Array.isArray(range) && range.length === 2 && range.every(Number.isInteger) && range[0] <= range[1];
  if (!Array.isArray(given))
    throw new TypeError(`protect must return an array of [from, to] pairs, not ${kindOf(given)}`);
  const wrong = given.findIndex((range) => !isRange(range));
  if (wrong >= 0)
    throw new TypeError(
      `protect must return pairs of offsets, [from, to] with from <= to: number ${wrong} of them is none`,
    );
  return given;
}

/**
 * In order, without those that are empty, overlapping ones joined.
 * @param {readonly (readonly [number, number])[]} ranges
 */
function union(ranges) {
  /** @type {[number, number][]} */
  const joined = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (from === to) continue;
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}
