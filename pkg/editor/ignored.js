// The places where the writer wants no mark: each of them for as long as its own text stays the same.

import { mapped } from "../edits.js";

/** @import { Edit } from "../index.js" */

export class IgnoredPlaces {
  /** By where they start. @type {Map<number, { from: number, to: number }>} */
  #places;
  /**
   * The list that was looked through last, and what was left of it: both move with the text, as the places do.
   * @type {readonly unknown[] | undefined}
   */
  #all;
  /** @type {readonly unknown[]} */
  #left = [];

  /** @param {Map<number, { from: number, to: number }>} [places] */
  constructor(places = new Map()) {
    this.#places = places;
  }

  /** The places, as pairs of offsets. */
  ranges() {
    return Array.from(this.#places.values(), ({ from, to }) => /** @type {const} */ ([from, to]));
  }

  copy() {
    return new IgnoredPlaces(new Map([...this.#places].map(([at, place]) => [at, { ...place }])));
  }

  /**
   * Adds a place. Returns a function that takes it out again, wherever it has moved to.
   * @param {{ from: number, to: number }} range
   */
  add({ from, to }) {
    const place = { from, to };
    this.#places.set(from, place);
    this.#all = undefined;
    return () => {
      if (this.#places.get(place.from) === place) this.#places.delete(place.from);
      this.#all = undefined;
    };
  }

  /**
   * The diagnostics that share no character with any of the places: the same array for the same one, until another place is ignored.
   * @template {{ readonly from: number, readonly to: number }} Found
   * @param {readonly Found[]} diagnostics in the order of the text
   * @returns {readonly Found[]}
   */
  without(diagnostics) {
    if (this.#places.size === 0) return diagnostics;
    // Of the same list, the same is left.
    if (this.#all === diagnostics) return /** @type {readonly Found[]} */ (this.#left);
    const places = [...this.#places.values()].sort((a, b) => a.from - b.from);
    let nth = 0;
    const left = diagnostics.filter(({ from, to }) => {
      while (nth < places.length && places[nth].to <= from) nth += 1;
      return nth === places.length || to <= places[nth].from;
    });
    [this.#all, this.#left] = [diagnostics, left];
    return left;
  }

  /**
   * The text has changed: places move with it, and those whose text is another end. Each edit fits the text that the last one left.
   * @param {readonly Edit[]} edits
   */
  edit(edits) {
    if (this.#places.size === 0) return;
    for (const edit of edits) {
      const kept = [...this.#places.values()].filter(({ from, to }) => edit.to <= from || to <= edit.from);
      if (kept.length < this.#places.size) this.#all = undefined;
      for (const place of kept) {
        const length = place.to - place.from;
        place.from = mapped(place.from, edit);
        place.to = place.from + length;
      }
      this.#places = new Map(kept.map((place) => [place.from, place]));
    }
  }
}
